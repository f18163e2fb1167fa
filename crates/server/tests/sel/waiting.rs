//! Proposals that nobody decides end after fourteen days.

use diesel::prelude::*;
use domain::{
    id::SelTransferId,
    sel::{
        rules,
        states::{SelAct, SelStatus},
    },
};
use store::{
    jobs::NewJob,
    schema::{jobs, sel_transfers},
    sel::{checking::CheckBooks, expiry::ExpireTransfer},
};
use testkit::app::TestApp;

use super::{account, from, parents, propose, show, sound, to};

/// Its time is over from now on.
pub(super) async fn overdue(app: &TestApp, transfer: SelTransferId) {
    app.store()
        .write(move |tx| {
            diesel::update(sel_transfers::table.find(transfer))
                .set(sel_transfers::expires_at.eq(tx.now))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
}

/// Its time is over, and the job has come by.
pub(super) async fn let_expire(app: &TestApp, transfer: SelTransferId) {
    overdue(app, transfer).await;
    app.store()
        .write(move |tx| store::sel::expiry::expire(tx, transfer))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_proposal_ends_by_itself_and_its_units_are_free() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    for form in [to(jean.id, 60), from(jean.id, 60)] {
        let transfer = propose(&marie, &form).await.unwrap();
        let early = app
            .store()
            .write(move |tx| store::sel::expiry::expire(tx, transfer))
            .await;
        early.unwrap();
        assert!(
            show(&marie, transfer).await.unwrap().transfer.status.is_pending(),
            "not yet"
        );
        let_expire(&app, transfer).await;
        let seen = show(&marie, transfer).await.unwrap();
        assert_eq!(seen.transfer.status, SelStatus::Expired);
        let last = seen.events.last().unwrap();
        assert_eq!((last.act, &last.by), (Some(SelAct::Expire), &None));
    }
    let hers = account(&marie).await;
    assert_eq!((hers.balance, hers.reserved), (120, 0));
    sound(&app).await;
}

#[tokio::test]
async fn its_end_is_asked_for_when_it_is_proposed() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    let transfer = propose(&marie, &to(jean.id, 60)).await.unwrap();
    let (created, until) = {
        let seen = show(&marie, transfer).await.unwrap().transfer;
        (seen.created_at, seen.expires_at.unwrap())
    };
    assert_eq!(until.seconds_since(created), rules::WAIT_SECONDS);
    let asked = app.store().read(move |db| {
        Ok(jobs::table
            .filter(jobs::kind.eq(ExpireTransfer::KIND))
            .filter(jobs::run_at.eq(until))
            .count()
            .get_result::<i64>(db)?)
    });
    assert_eq!(asked.await.unwrap(), 1);
}

#[tokio::test]
async fn the_books_are_checked_every_night_once() {
    let app = TestApp::start().await;
    let plan = async || {
        app.store().write(store::sel::checking::plan).await.unwrap();
        let read = app.store().read(|db| {
            let moments: Vec<domain::moment::Moment> = jobs::table
                .filter(jobs::kind.eq(CheckBooks::KIND))
                .select(jobs::run_at)
                .load(db)?;
            Ok(moments)
        });
        read.await.unwrap()
    };
    let first = plan().await;
    assert_eq!(plan().await, first, "asked for once");
    let hour = domain::messaging::calm::quiet::written_in_brussels(first[0]);
    assert!(hour.ends_with(" 04:00"), "{hour}");
    assert!(first[0] > store::clock::now());
}
