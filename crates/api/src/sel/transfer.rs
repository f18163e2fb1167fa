//! Transfers: listed, proposed, shown.

use actix_web::web;
use domain::sel::{
    calls::{AskSelGroup, ListSelTransfers, ProposeSelTransfer, ShowSelTransfer},
    forms::SelWhose,
    rules,
    states::SelActor,
};
use store::{
    page::Slice,
    sel::{access, listing, proposing, transfer},
};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Lists mine, or those of the school.
///
/// # Errors
/// `bad_query` for a cursor of another list; `forbidden` for those of the school, to whoever is no treasurer.
pub async fn list(call: Call<ListSelTransfers>, state: web::Data<State>) -> Result<Reply<ListSelTransfers>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let (by, query) = (call.by, call.query);
    let page = match query.whose {
        Some(SelWhose::School) => {
            let by = state.store.read(move |db| access::treasurer(db, &by)).await?;
            let work = move |tx: &mut store::tx::Tx<'_>| listing::of_school(tx, &by, (&query, &slice));
            state.store.write(work).await?
        }
        Some(SelWhose::Mine) | None => {
            state
                .store
                .read(move |db| listing::mine(db, &by, (&query, &slice)))
                .await?
        }
    };
    Ok(Reply::new(page))
}

/// Proposes one, or gives a gift.
///
/// # Errors
/// `invalid`; `sel_payer_limit`, `sel_receiver_limit`; `conflict` for somebody with whom I share my account; `forbidden`; `not_found`.
pub async fn propose(
    call: Call<ProposeSelTransfer>,
    state: web::Data<State>,
) -> Result<Reply<ProposeSelTransfer>, Failure> {
    rules::check(&call.body, call.by.account())?;
    let (by, form) = (call.by, call.body);
    let once = call.once.needed()?;
    once.write(&state, move |tx| proposing::propose(tx, &by, &form)).await
}

/// Asks several people.
///
/// # Errors
/// `sel_receiver_limit`; `conflict` for oneself or somebody with whom I share my account; `forbidden`; `not_found`.
pub async fn ask_several(call: Call<AskSelGroup>, state: web::Data<State>) -> Result<Reply<AskSelGroup>, Failure> {
    let (by, form) = (call.by, call.body);
    let once = call.once.needed()?;
    once.write(&state, move |tx| proposing::ask_several(tx, &by, &form))
        .await
}

/// Shows one; to a treasurer who is no party it is opened, which is written down.
///
/// # Errors
/// `not_found`.
pub async fn show(call: Call<ShowSelTransfer>, state: web::Data<State>) -> Result<Reply<ShowSelTransfer>, Failure> {
    let by = call.by;
    let detail = if by.actor() == SelActor::Treasurer {
        state.store.write(move |tx| transfer::open(tx, &by)).await?
    } else {
        state.store.read(move |db| transfer::show(db, &by)).await?
    };
    Ok(Reply::new(detail))
}
