//! What the treasurer may do: put right, thank, decide; with a reason, in the audit log, and never for themselves.

use domain::{
    id::SelTransferId,
    page::NoQuery,
    problem::Code,
    schools::{audit::Act, types::Role},
    sel::{
        calls::{
            ChangeSelSettings, CorrectSel, CreditSelHelpers, ListSelTransfers, ResolveSelTransfer, ShowSelSettings,
        },
        forms::{NewSelCorrection, NewSelCredit, SelResolution, SelSettingsForm, SelTransferQuery},
        states::{SelAct, SelStatus},
        types::{SelTransferDetail, SelTransferKind},
    },
};
use store::schema::audit_entries;
use testkit::{app::TestApp, client::Client};

use super::{account, act, approve, balance, bring, from, key, keyed, parents, propose, show, sound, to};
use diesel::prelude::*;

pub(super) async fn resolve(by: &Client, transfer: SelTransferId, returned: i32) -> Result<SelTransferDetail, Code> {
    let form = SelResolution {
        returned,
        reason: "Chacun la moitié".to_owned(),
    };
    keyed(by, &ResolveSelTransfer { transfer }, (&key(), &form)).await
}

pub(super) async fn noted(app: &TestApp, wanted: Act) -> i64 {
    let read = app.store().read(move |db| {
        Ok(audit_entries::table
            .filter(audit_entries::act.eq(wanted))
            .count()
            .get_result::<i64>(db)?)
    });
    read.await.unwrap()
}

fn correction(from: Option<domain::id::AccountId>, to: Option<domain::id::AccountId>) -> NewSelCorrection {
    NewSelCorrection {
        from,
        to,
        units: 30,
        reason: "Encodé deux fois".to_owned(),
        corrects: None,
    }
}

#[tokio::test]
async fn a_dispute_is_decided_and_part_of_it_goes_back() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    let transfer = propose(&marie, &to(jean.id, 60)).await.unwrap();
    approve(&jean, transfer).await.unwrap();
    act(&marie, transfer, SelAct::Dispute).await.unwrap();
    assert_eq!(resolve(&marie, transfer, 60).await.map(drop), Err(Code::Forbidden));
    let office = app.office().await;
    assert_eq!(resolve(office, transfer, 61).await.map(drop), Err(Code::Conflict));
    let done = resolve(office, transfer, 30).await.unwrap();
    assert_eq!(done.transfer.status, SelStatus::Resolved);
    assert_eq!(resolve(office, transfer, 30).await.map(drop), Err(Code::AlreadyDecided));
    assert_eq!((balance(&marie).await, balance(&jean).await), (90, 150));
    let mine = marie
        .ask(&ListSelTransfers {}, &SelTransferQuery::default())
        .await
        .unwrap();
    let back = mine
        .items
        .iter()
        .find(|one| one.kind == SelTransferKind::Correction)
        .unwrap();
    assert_eq!((back.units, back.corrects), (30, Some(transfer)));
    assert_eq!(account(&marie).await.units_spent, 60, "a correction is no exchange");
    assert_eq!(noted(&app, Act::SelResolved).await, 1);
    sound(&app).await;
}

#[tokio::test]
async fn a_correction_has_a_reason_that_both_see_and_nobody_corrects_themselves() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    let office = app.office().await;
    let both = correction(Some(marie.id), Some(jean.id));
    let made = keyed(office, &CorrectSel {}, (&key(), &both)).await.unwrap();
    for party in [&marie, &jean] {
        let seen = show(party, made.transfer.id).await.unwrap();
        assert_eq!(seen.transfer.description, "Encodé deux fois");
    }
    assert_eq!((balance(&marie).await, balance(&jean).await), (90, 150));
    let refused = keyed(&marie, &CorrectSel {}, (&key(), &both)).await.map(drop);
    assert_eq!(refused, Err(Code::Forbidden));
    let own = correction(None, Some(office.id));
    assert_eq!(
        keyed(office, &CorrectSel {}, (&key(), &own)).await.map(drop),
        Err(Code::Forbidden)
    );
    let nobody = correction(None, None);
    assert_eq!(
        keyed(office, &CorrectSel {}, (&key(), &nobody)).await.map(drop),
        Err(Code::Conflict)
    );
    bring(&app, &jean, 590).await;
    let too_much = correction(None, Some(jean.id));
    assert_eq!(
        keyed(office, &CorrectSel {}, (&key(), &too_much)).await.map(drop),
        Err(Code::SelReceiverLimit)
    );
    sound(&app).await;
}

#[tokio::test]
async fn helpers_are_thanked_together_or_not_at_all() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    let office = app.office().await;
    let form = NewSelCredit {
        to: vec![marie.id, jean.id],
        units: 60,
        reason: "Stand crêpes".to_owned(),
    };
    let made = keyed(office, &CreditSelHelpers {}, (&key(), &form)).await.unwrap();
    assert_eq!(made.transfers.len(), 2);
    assert_eq!((balance(&marie).await, account(&jean).await.units_earned), (180, 60));
    bring(&app, &jean, 560).await;
    let refused = keyed(office, &CreditSelHelpers {}, (&key(), &form)).await.map(drop);
    assert_eq!(refused, Err(Code::SelReceiverLimit));
    assert_eq!(balance(&marie).await, 180);
    assert_eq!(noted(&app, Act::SelCredited).await, 2);
    sound(&app).await;
}

#[tokio::test]
async fn the_school_names_a_treasurer() {
    let app = TestApp::start().await;
    let [marie, jean, paul] = parents(&app, ["Marie", "Jean", "Paul"]).await;
    let transfer = propose(&marie, &from(jean.id, 60)).await.unwrap();
    assert_eq!(show(&paul, transfer).await.map(drop), Err(Code::NotFound));
    let office = app.office().await;
    let form = SelSettingsForm {
        shared_household: false,
        treasurer_ids: vec![paul.id],
    };
    let set = office.call(&ChangeSelSettings {}, &form).await.unwrap();
    assert_eq!(set.treasurer_ids, [paul.id]);
    assert!(show(&paul, transfer).await.unwrap().transfer.acts.is_empty());
    let made = keyed(&paul, &CorrectSel {}, (&key(), &correction(None, Some(marie.id)))).await;
    assert!(made.is_ok());
    let stranger = SelSettingsForm {
        shared_household: false,
        treasurer_ids: vec![domain::id::AccountId::fresh()],
    };
    let refused = office
        .call(&ChangeSelSettings {}, &stranger)
        .await
        .map(drop)
        .unwrap_err();
    assert_eq!(refused.code, Code::NotFound);
    let kept = office.ask(&ShowSelSettings {}, &NoQuery {}).await.unwrap();
    assert_eq!(kept.treasurer_ids, [paul.id]);
    let teacher = app.staff("Tess", Role::Teacher).await;
    let hidden = teacher
        .ask(&ShowSelSettings {}, &NoQuery {})
        .await
        .map(drop)
        .unwrap_err();
    assert_eq!(hidden.code, Code::Forbidden);
    assert_eq!(noted(&app, Act::SelSettingsChanged).await, 1);
}
