//! Each state takes the acts of the table from whom the table names, by the API too.

use diesel::prelude::*;
use domain::{
    id::SelTransferId,
    sel::states::{SelAct, SelActor, SelStatus},
};
use store::schema::sel_transfers;
use testkit::{app::TestApp, person::Person};

use super::{act, from, parents, propose, sound, to};

/// Every act that is a PUT.
const ACTS: [SelAct; 5] = [
    SelAct::Approve,
    SelAct::Refuse,
    SelAct::Cancel,
    SelAct::Confirm,
    SelAct::Dispute,
];

/// A transfer of one unit in this state, with who pays and who is paid.
async fn in_state<'a>(
    app: &TestApp,
    status: SelStatus,
    (marie, jean): (&'a Person, &'a Person),
) -> (SelTransferId, &'a Person, &'a Person) {
    if status == SelStatus::Proposed {
        let transfer = propose(marie, &from(jean.id, 1)).await.unwrap();
        return (transfer, jean, marie);
    }
    let transfer = propose(marie, &to(jean.id, 1)).await.unwrap();
    let steps: &[(&Person, SelAct)] = match status {
        SelStatus::Accepted => &[(jean, SelAct::Approve)],
        SelStatus::Refused => &[(jean, SelAct::Refuse)],
        SelStatus::Cancelled => &[(marie, SelAct::Cancel)],
        SelStatus::Confirmed => &[(jean, SelAct::Approve), (marie, SelAct::Confirm)],
        SelStatus::Disputed => &[(jean, SelAct::Approve), (jean, SelAct::Dispute)],
        _ => &[],
    };
    for (who, step) in steps {
        act(who, transfer, *step).await.unwrap();
    }
    if status == SelStatus::Expired {
        super::waiting::let_expire(app, transfer).await;
    }
    if status == SelStatus::Resolved {
        act(jean, transfer, SelAct::Approve).await.unwrap();
        act(jean, transfer, SelAct::Dispute).await.unwrap();
        super::treasury::resolve(app.office().await, transfer, 0).await.unwrap();
    }
    (transfer, marie, jean)
}

async fn stands(app: &TestApp, transfer: SelTransferId) -> SelStatus {
    let read = app.store().read(move |db| {
        let status: SelStatus = sel_transfers::table
            .find(transfer)
            .select(sel_transfers::status)
            .first(db)?;
        Ok(status)
    });
    read.await.unwrap()
}

#[tokio::test]
async fn every_state_takes_its_acts_and_no_other() {
    let app = TestApp::start().await;
    let [marie, jean, paul] = parents(&app, ["Marie", "Jean", "Paul"]).await;
    let office = app.office().await;
    for status in SelStatus::ALL {
        for step in ACTS {
            for (actor, allowed) in [SelActor::Payer, SelActor::Receiver, SelActor::Treasurer]
                .map(|actor| (actor, status.lets(actor, step)))
            {
                let (transfer, payer, receiver) = in_state(&app, *status, (&marie, &jean)).await;
                assert_eq!(stands(&app, transfer).await, *status);
                assert!(act(&paul, transfer, step).await.is_err(), "a stranger");
                let who = match actor {
                    SelActor::Payer => payer,
                    SelActor::Receiver => receiver,
                    _ => office,
                };
                let done = act(who, transfer, step).await.map(|done| done.transfer.status);
                assert_eq!(done.is_ok(), allowed, "{status} {step} {actor:?}: {done:?}");
                let after = if allowed { status.after(step).unwrap() } else { *status };
                assert_eq!(stands(&app, transfer).await, after, "{status} {step} {actor:?}");
            }
        }
    }
    sound(&app).await;
}
