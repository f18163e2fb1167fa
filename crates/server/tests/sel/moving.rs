//! Units move once, when the other one agrees.

use domain::{
    page::NoQuery,
    problem::Code,
    sel::{
        calls::{ProposeSelTransfer, ShowSelDashboard},
        states::{SelAct, SelStatus},
        types::{SelDirection, SelTransferKind},
    },
};
use testkit::app::TestApp;

use super::{account, act, approve, balance, from, gift, key, keyed, parents, propose, show, sound, to};

#[tokio::test]
async fn what_is_asked_moves_when_the_payer_approves_and_once() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    let transfer = propose(&marie, &from(jean.id, 60)).await.unwrap();
    assert_eq!(account(&jean).await.reserved, 0, "who is asked has agreed to nothing");
    let his = jean.ask(&ShowSelDashboard {}, &NoQuery {}).await.unwrap();
    assert_eq!(his.to_decide.len(), 1);
    assert_eq!(his.to_decide[0].acts, [SelAct::Approve, SelAct::Refuse]);
    let hers = marie.ask(&ShowSelDashboard {}, &NoQuery {}).await.unwrap();
    assert_eq!((hers.to_decide.len(), hers.proposed.len()), (0, 1));

    let done = approve(&jean, transfer).await.unwrap();
    assert_eq!(done.transfer.status, SelStatus::Accepted);
    assert_eq!(done.transfer.direction, SelDirection::Outgoing);
    assert_eq!(done.balance_after, Some(60));
    assert!(done.transfer.completed_at.is_some());
    let steps: Vec<_> = done.events.iter().map(|event| (event.status, event.act)).collect();
    let expected = [
        (SelStatus::Proposed, None),
        (SelStatus::Accepted, Some(SelAct::Approve)),
    ];
    assert_eq!(steps, expected);
    assert_eq!(
        done.events[1].by.as_deref().map(|by| by.starts_with("Jean")),
        Some(true)
    );

    assert_eq!(approve(&jean, transfer).await.map(drop), Err(Code::AlreadyDecided));
    let (his, hers) = (account(&jean).await, account(&marie).await);
    assert_eq!((his.balance, his.units_spent, his.total_given), (60, 60, 60));
    assert_eq!((hers.balance, hers.units_earned, hers.total_received), (180, 60, 60));
    assert_eq!((his.units_earned, hers.units_spent), (0, 0));
    sound(&app).await;
}

#[tokio::test]
async fn what_is_offered_is_set_aside_until_the_other_one_says() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    for (answer, after) in [
        (SelAct::Refuse, (120, 120)),
        (SelAct::Cancel, (120, 120)),
        (SelAct::Approve, (60, 180)),
    ] {
        let transfer = propose(&marie, &to(jean.id, 60)).await.unwrap();
        let waiting = account(&marie).await;
        assert_eq!((waiting.balance, waiting.reserved, waiting.can_spend), (120, 60, 360));
        sound(&app).await;
        let who = if answer == SelAct::Cancel { &marie } else { &jean };
        act(who, transfer, answer).await.unwrap();
        assert_eq!(account(&marie).await.reserved, 0);
        assert_eq!((balance(&marie).await, balance(&jean).await), after);
    }
    sound(&app).await;
}

#[tokio::test]
async fn only_whoever_did_not_propose_decides_and_only_the_payer_lets_units_go() {
    let app = TestApp::start().await;
    let [marie, jean, paul] = parents(&app, ["Marie", "Jean", "Paul"]).await;
    let asked = propose(&marie, &from(jean.id, 60)).await.unwrap();
    let offered = propose(&marie, &to(jean.id, 60)).await.unwrap();
    for transfer in [asked, offered] {
        assert_eq!(approve(&marie, transfer).await.map(drop), Err(Code::Forbidden));
        assert_eq!(
            act(&marie, transfer, SelAct::Refuse).await.map(drop),
            Err(Code::Forbidden)
        );
        assert_eq!(
            act(&jean, transfer, SelAct::Cancel).await.map(drop),
            Err(Code::Forbidden)
        );
        for stranger in [&paul, app.office().await] {
            let refused = approve(stranger, transfer).await.map(drop);
            let expected = if stranger.id == paul.id {
                Code::NotFound
            } else {
                Code::Forbidden
            };
            assert_eq!(refused, Err(expected));
        }
    }
    assert_eq!((balance(&marie).await, balance(&jean).await), (120, 120));
    sound(&app).await;
}

#[tokio::test]
async fn a_gift_needs_no_answer() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    let transfer = propose(&marie, &gift(jean.id, 30)).await.unwrap();
    let seen = show(&jean, transfer).await.unwrap();
    assert_eq!(
        (seen.transfer.kind, seen.transfer.status),
        (SelTransferKind::Gift, SelStatus::Confirmed)
    );
    assert_eq!((balance(&marie).await, balance(&jean).await), (90, 150));
    sound(&app).await;
}

#[tokio::test]
async fn a_proposal_names_one_other_person_and_has_a_key() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    let without = marie.call(&ProposeSelTransfer {}, &to(jean.id, 60)).await;
    assert_eq!(without.map(drop).unwrap_err().code, Code::KeyRequired);
    let mut nobody = to(jean.id, 60);
    nobody.to = None;
    let mut both = to(jean.id, 60);
    both.from = Some(jean.id);
    let mut taken = gift(jean.id, 60);
    (taken.to, taken.from) = (None, Some(jean.id));
    for (form, pointer) in [
        (nobody, "/to"),
        (both, "/from"),
        (to(marie.id, 60), "/to"),
        (from(marie.id, 60), "/from"),
        (taken, "/to"),
    ] {
        let request = marie
            .request(reqwest::Method::POST, "/api/v1/sel/transactions")
            .header("idempotency-key", key())
            .json(&form);
        let problem = testkit::client::send(request).await.problem();
        assert_eq!(problem.code, Code::Invalid);
        assert_eq!(problem.errors[0].pointer, pointer);
    }
    let unknown = propose(&marie, &to(domain::id::AccountId::fresh(), 60)).await;
    assert_eq!(unknown, Err(Code::NotFound));
    assert_eq!(balance(&marie).await, 120);
}

#[tokio::test]
async fn several_are_asked_together_and_each_decides() {
    use domain::sel::{calls::AskSelGroup, forms::NewSelGroup};
    let app = TestApp::start().await;
    let [marie, jean, paul] = parents(&app, ["Marie", "Jean", "Paul"]).await;
    let form = NewSelGroup {
        from: vec![jean.id, paul.id],
        units: 30,
        description: "Atelier vélo".to_owned(),
        service_at: None,
    };
    let made = keyed(&marie, &AskSelGroup {}, (&key(), &form)).await.unwrap();
    assert_eq!(made.transfers.len(), 2);
    assert!(made.transfers.iter().all(|one| one.group_id == Some(made.group_id)));
    approve(&jean, made.transfers[0].id).await.unwrap();
    act(&paul, made.transfers[1].id, SelAct::Refuse).await.unwrap();
    assert_eq!(balance(&marie).await, 150);
    let oneself = NewSelGroup {
        from: vec![marie.id],
        ..form
    };
    let refused = keyed(&marie, &AskSelGroup {}, (&key(), &oneself)).await;
    assert_eq!(refused.map(drop), Err(Code::Conflict));
    let without = marie.call(&AskSelGroup {}, &oneself).await.map(drop).unwrap_err();
    assert_eq!(without.code, Code::KeyRequired);
    sound(&app).await;
}

#[tokio::test]
async fn a_switched_off_bank_is_not_there_and_loses_nothing() {
    use domain::schools::{
        calls::SwitchModule,
        modules::{Module, ModuleSwitch},
    };
    let app = TestApp::start().await;
    let [marie] = parents(&app, ["Marie"]).await;
    assert_eq!(balance(&marie).await, 120);
    let switch = |on| (SwitchModule { module: Module::Sel }, ModuleSwitch { on });
    let (call, off) = switch(false);
    app.office().await.call(&call, &off).await.unwrap();
    let gone = marie
        .ask(&ShowSelDashboard {}, &NoQuery {})
        .await
        .map(drop)
        .unwrap_err();
    assert_eq!(gone.code, Code::NotFound);
    let (call, on) = switch(true);
    app.office().await.call(&call, &on).await.unwrap();
    assert_eq!(balance(&marie).await, 120);
}
