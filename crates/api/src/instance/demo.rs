//! The demo school: whose accounts everybody may open. There is nothing of it on any other instance.

use actix_web::web;
use domain::instance::{OpenDemo, ShowDemo};
use store::{
    accounts::sessions::{self, Opening},
    demo::{accounts, show},
};

use crate::{State, accounts::opened, call::Call, failure::Failure, reply::Reply};

/// Shows the accounts and codes to try.
///
/// # Errors
/// `not_found` on an instance without a demo school.
pub async fn show(_: Call<ShowDemo>, state: web::Data<State>) -> Result<Reply<ShowDemo>, Failure> {
    let key = state.keys.child_codes().to_vec();
    Ok(Reply::new(state.store.read(move |db| show::show(db, &key)).await?))
}

/// Signs in as one of its accounts.
///
/// # Errors
/// `not_found` for every account that does not open this way.
pub async fn open(call: Call<OpenDemo>, state: web::Data<State>) -> Result<Reply<OpenDemo>, Failure> {
    let (account, kind, device) = (call.body.account, call.body.session, call.device);
    let opened = state
        .store
        .write(move |tx| {
            let school = accounts::opens(tx.db, account)?;
            let opening = Opening {
                account,
                school,
                kind,
                device: device.clone(),
            };
            sessions::open(tx, &opening)
        })
        .await?;
    opened::reply(&state, opened)
}
