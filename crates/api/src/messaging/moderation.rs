//! Reports, decisions, appeals and parent moderators.

use actix_web::web;
use domain::{
    messaging::moderation::calls::{
        AddTerm, AnswerAppeal, AppealDecision, DecideReport, EndTerm, ListActs, ListNotices, ListReports, ListTerms,
        ReportMessage, SeeNotice, ShowReport,
    },
    page::{NoReply, Page},
};
use store::{
    clock,
    messaging::moderation::{appeals, cases, deciding, log, notices, reporting, terms},
    page::Slice,
};

use crate::{State, call::Call, failure::Failure, reply::Reply, routes::Routes};

/// Answers the calls about moderation.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    routes
        .on::<ReportMessage, _, _>(report)
        .on::<ListReports, _, _>(list)
        .on::<ShowReport, _, _>(show)
        .on::<DecideReport, _, _>(decide)
        .on::<AnswerAppeal, _, _>(answer)
        .on::<ListActs, _, _>(acts)
        .on::<ListNotices, _, _>(my_notices)
        .on::<SeeNotice, _, _>(see)
        .on::<AppealDecision, _, _>(appeal)
        .on::<ListTerms, _, _>(list_terms)
        .on::<AddTerm, _, _>(add_term)
        .on::<EndTerm, _, _>(end_term)
}

/// Reports a message.
pub async fn report(call: Call<ReportMessage>, state: web::Data<State>) -> Result<Reply<ReportMessage>, Failure> {
    let (by, message, new) = (call.by, call.path.message, call.body);
    call.once
        .write(&state, move |tx| reporting::report(tx, &by, message, &new))
        .await
}

/// Lists the cases that I may judge.
pub async fn list(call: Call<ListReports>, state: web::Data<State>) -> Result<Reply<ListReports>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let (by, query) = (call.by, call.query);
    let page = state.store.read(move |db| cases::list(db, &by, &query, &slice)).await?;
    Ok(Reply::new(page))
}

/// Shows a case.
pub async fn show(call: Call<ShowReport>, state: web::Data<State>) -> Result<Reply<ShowReport>, Failure> {
    let (by, case) = (call.by, call.path.case);
    Ok(Reply::new(
        state.store.read(move |db| cases::show(db, &by, case)).await?,
    ))
}

/// Decides about a case.
pub async fn decide(call: Call<DecideReport>, state: web::Data<State>) -> Result<Reply<DecideReport>, Failure> {
    let (by, case, decision) = (call.by, call.path.case, call.body);
    call.once
        .write(&state, move |tx| deciding::decide(tx, &by, case, &decision))
        .await
}

/// Answers an appeal.
pub async fn answer(call: Call<AnswerAppeal>, state: web::Data<State>) -> Result<Reply<AnswerAppeal>, Failure> {
    let (by, case, answer) = (call.by, call.path.case, call.body);
    call.once
        .write(&state, move |tx| appeals::answer(tx, &by, case, &answer))
        .await
}

/// Lists what moderators did.
pub async fn acts(call: Call<ListActs>, state: web::Data<State>) -> Result<Reply<ListActs>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let by = call.by;
    Ok(Reply::new(
        state.store.read(move |db| log::list(db, &by, &slice)).await?,
    ))
}

/// Lists what was decided about my messages.
pub async fn my_notices(call: Call<ListNotices>, state: web::Data<State>) -> Result<Reply<ListNotices>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let by = call.by;
    Ok(Reply::new(
        state.store.read(move |db| notices::list(db, &by, &slice)).await?,
    ))
}

/// Notes that I have seen a decision.
pub async fn see(call: Call<SeeNotice>, state: web::Data<State>) -> Result<Reply<SeeNotice>, Failure> {
    let (by, case) = (call.by, call.path.case);
    state.store.write(move |tx| notices::see(tx, &by, case)).await?;
    Ok(Reply::new(NoReply {}))
}

/// Appeals against a decision.
pub async fn appeal(call: Call<AppealDecision>, state: web::Data<State>) -> Result<Reply<AppealDecision>, Failure> {
    let (by, case, new) = (call.by, call.path.case, call.body);
    call.once
        .write(&state, move |tx| appeals::appeal(tx, &by, case, &new))
        .await
}

/// Lists parent moderators.
pub async fn list_terms(call: Call<ListTerms>, state: web::Data<State>) -> Result<Reply<ListTerms>, Failure> {
    let by = call.by;
    let found = state.store.read(move |db| terms::list(db, &by, clock::now())).await?;
    Ok(Reply::new(Page::whole(found)))
}

/// Appoints a parent moderator.
pub async fn add_term(call: Call<AddTerm>, state: web::Data<State>) -> Result<Reply<AddTerm>, Failure> {
    let (by, new) = (call.by, call.body);
    call.once.write(&state, move |tx| terms::add(tx, &by, &new)).await
}

/// Ends a term.
pub async fn end_term(call: Call<EndTerm>, state: web::Data<State>) -> Result<Reply<EndTerm>, Failure> {
    let (by, term) = (call.by, call.path.term);
    state.store.write(move |tx| terms::end(tx, &by, term)).await?;
    Ok(Reply::new(NoReply {}))
}
