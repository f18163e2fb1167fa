//! The ledger of the SEL: who may move units, how far, and that the books are right whatever happens at once.

mod books;
mod deciding;
mod joining;
mod leaving;
mod limits;
mod live;
mod many;
mod moving;
mod opening;
mod races;
mod seeing;
mod services;
mod treasury;
mod waiting;

use diesel::prelude::*;
use domain::{
    endpoint::Endpoint,
    id::{AccountId, Id, MembershipId, SelTransferId},
    page::{NoBody, NoQuery},
    problem::Code,
    sel::{
        books::SelAudit,
        calls::{
            ApproveSelTransfer, CancelSelTransfer, CheckSelBooks, ConfirmSelTransfer, CorrectSel, DisputeSelTransfer,
            ProposeSelTransfer, RefuseSelTransfer, ShowSelBalance, ShowSelTransfer,
        },
        forms::{NewSelCorrection, NewSelTransfer, SelDispute, SelProposalKind, SelRefusal},
        states::SelAct,
        types::{SelBalance, SelTransferDetail},
    },
};
use store::schema::memberships;
use testkit::{
    app::TestApp,
    client::{Client, send},
    person::Person,
};

/// A fresh key.
fn key() -> String {
    SelTransferId::fresh().to_string()
}

/// Makes a call that moves something, under a key.
async fn keyed<E: Endpoint>(by: &Client, call: &E, (key, body): (&str, &E::Body)) -> Result<E::Reply, Code> {
    patiently(|| keyed_once(by, call, (key, body))).await
}

/// A server that is busy is asked again: on a slow machine many at once wait longer than it lets them.
async fn patiently<T, F: Future<Output = Result<T, Code>>>(mut ask: impl FnMut() -> F) -> Result<T, Code> {
    for _ in 0..100 {
        match ask().await {
            Err(Code::Unavailable) => {}
            answer => return answer,
        }
    }
    ask().await
}

async fn keyed_once<E: Endpoint>(by: &Client, call: &E, (key, body): (&str, &E::Body)) -> Result<E::Reply, Code> {
    let request = by
        .request(reqwest::Method::POST, &format!("/api/v1{}", call.uri()))
        .header("idempotency-key", key)
        .json(body);
    let answer = send(request).await;
    if answer.status.is_success() {
        Ok(serde_json::from_str(&answer.body).unwrap())
    } else {
        Err(answer.problem().code)
    }
}

/// Somebody pays somebody.
fn to(person: AccountId, units: i32) -> NewSelTransfer {
    NewSelTransfer {
        to: Some(person),
        from: None,
        kind: None,
        units,
        description: "Garde après l'école".to_owned(),
        service_at: None,
        service_id: None,
    }
}

/// Somebody asks somebody to pay.
fn from(person: AccountId, units: i32) -> NewSelTransfer {
    NewSelTransfer {
        to: None,
        from: Some(person),
        ..to(person, units)
    }
}

/// Somebody gives somebody.
fn gift(person: AccountId, units: i32) -> NewSelTransfer {
    NewSelTransfer {
        kind: Some(SelProposalKind::Gift),
        ..to(person, units)
    }
}

async fn propose(by: &Client, form: &NewSelTransfer) -> Result<SelTransferId, Code> {
    let made = keyed(by, &ProposeSelTransfer {}, (&key(), form)).await;
    made.map(|made| made.transfer.id)
}

/// Does something to a transfer that needs no key.
async fn act(by: &Client, transfer: SelTransferId, act: SelAct) -> Result<SelTransferDetail, Code> {
    patiently(|| act_once(by, transfer, act)).await
}

async fn act_once(by: &Client, transfer: SelTransferId, act: SelAct) -> Result<SelTransferDetail, Code> {
    let done = match act {
        SelAct::Approve => by.call(&ApproveSelTransfer { transfer }, &NoBody {}).await,
        SelAct::Refuse => by.call(&RefuseSelTransfer { transfer }, &SelRefusal::default()).await,
        SelAct::Cancel => by.call(&CancelSelTransfer { transfer }, &NoBody {}).await,
        SelAct::Confirm => by.call(&ConfirmSelTransfer { transfer }, &NoBody {}).await,
        SelAct::Dispute => {
            let reason = "Ce n'était pas convenu".to_owned();
            by.call(&DisputeSelTransfer { transfer }, &SelDispute { reason }).await
        }
        SelAct::Expire | SelAct::Resolve => panic!("nobody does this by a PUT"),
    };
    done.map_err(|problem| problem.code)
}

async fn approve(by: &Client, transfer: SelTransferId) -> Result<SelTransferDetail, Code> {
    act(by, transfer, SelAct::Approve).await
}

async fn show(by: &Client, transfer: SelTransferId) -> Result<SelTransferDetail, Code> {
    let shown = by.ask(&ShowSelTransfer { transfer }, &NoQuery {}).await;
    shown.map_err(|problem| problem.code)
}

async fn account(of: &Client) -> SelBalance {
    let show = || async {
        let shown = of.ask(&ShowSelBalance {}, &NoQuery {}).await;
        shown.map_err(|problem| problem.code)
    };
    patiently(show).await.unwrap()
}

async fn balance(of: &Client) -> i32 {
    account(of).await.balance
}

/// Brings somebody's account to a balance, by a correction.
async fn bring(app: &TestApp, person: &Person, wanted: i32) {
    let units = wanted - balance(person).await;
    if units == 0 {
        return;
    }
    let side = |is_it: bool| is_it.then_some(person.id);
    let form = NewSelCorrection {
        from: side(units < 0),
        to: side(units > 0),
        units: units.abs(),
        reason: "Pour l'essai".to_owned(),
        corrects: None,
    };
    keyed(app.office().await, &CorrectSel {}, (&key(), &form))
        .await
        .unwrap();
    assert_eq!(balance(person).await, wanted);
}

/// Checks the books, now and not a minute ago.
async fn audit(app: &TestApp) -> SelAudit {
    let school = school_of(app, app.office().await.id).await;
    app.store()
        .write(move |tx| store::sel::checking::check(tx, school))
        .await
        .unwrap()
}

/// The books are right.
async fn sound(app: &TestApp) -> SelAudit {
    let audit = audit(app).await;
    assert!(audit.ok, "{audit:?}");
    assert_eq!(audit.sum, 0);
    audit
}

async fn school_of(app: &TestApp, person: AccountId) -> domain::id::SchoolId {
    let read = app.store().read(move |db| {
        let school: Id<_> = memberships::table
            .filter(memberships::account_id.eq(person))
            .select(memberships::school_id)
            .first(db)?;
        Ok(school)
    });
    read.await.unwrap()
}

async fn membership_of(app: &TestApp, person: AccountId) -> MembershipId {
    let read = app.store().read(move |db| {
        let membership: Id<_> = memberships::table
            .filter(memberships::account_id.eq(person))
            .select(memberships::id)
            .first(db)?;
        Ok(membership)
    });
    read.await.unwrap()
}

/// Parents of the school, in no class.
async fn parents<const N: usize>(app: &TestApp, names: [&str; N]) -> [Person; N] {
    let mut people = Vec::new();
    for name in names {
        people.push(app.staff(name, domain::schools::types::Role::Parent).await);
    }
    people.try_into().unwrap()
}

#[tokio::test]
async fn anybody_can_have_the_books_checked() {
    let app = TestApp::start().await;
    let [marie] = parents(&app, ["Marie"]).await;
    assert_eq!(balance(&marie).await, 120);
    let audit = marie.call(&CheckSelBooks {}, &NoBody {}).await.unwrap();
    assert!(audit.ok);
    assert_eq!((audit.sum, audit.accounts, audit.postings), (0, 2, 2));
    let again = marie.call(&CheckSelBooks {}, &NoBody {}).await.unwrap();
    assert_eq!(again.checked_at, audit.checked_at, "a check of just now is given again");
}
