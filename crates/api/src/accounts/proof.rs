//! Proving once more that it is me (A10).

use actix_web::web;
use domain::{
    accounts::calls::Prove,
    page::NoReply,
    problem::{Code, Problem},
};
use store::accounts::{proof, second_factor as factor};

use crate::{
    State,
    accounts::{passwords, second_factor},
    call::Call,
    failure::Failure,
    limits::Limited,
    reply::Reply,
};

/// Takes my password, or a code of my second factor.
///
/// # Errors
/// `wrong_password`, `wrong_code`; `invalid` without either, or with both.
pub async fn prove(call: Call<Prove>, state: web::Data<State>) -> Result<Reply<Prove>, Failure> {
    let (by, session) = (call.by.clone(), call.by.session());
    match (call.body.password, call.body.code) {
        (Some(password), None) => {
            passwords::own((&state, &call.visitor), &by, password, "/password").await?;
            state.store.write(move |tx| proof::prove(tx, &by)).await?;
        }
        (None, Some(code)) => {
            let taken = state.charge(&call.visitor, Limited::Proof(by.account())).await?;
            let shown = second_factor::read(&state, by.account(), &code).await?;
            let shown = shown.ok_or_else(second_factor::wrong_code)?;
            let work = move |tx: &mut store::tx::Tx<'_>| {
                let is_right = factor::take(tx, by.account(), &shown)?;
                if is_right {
                    taken.give_back(tx)?;
                    proof::prove(tx, &by)?;
                }
                Ok(is_right)
            };
            if !state.store.write(work).await? {
                return Err(second_factor::wrong_code());
            }
        }
        _ => return Err(Problem::new(Code::Invalid).at("/password", "required").into()),
    }
    state.standings.forget_session(session);
    Ok(Reply::repeatable(NoReply {}))
}
