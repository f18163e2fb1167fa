//! What many do at once is done as if one after the other (L2, L3, L4).

use domain::{
    problem::Code,
    sel::{
        calls::ProposeSelTransfer,
        states::{SelAct, SelStatus},
    },
};
use testkit::{app::TestApp, client::send};

use super::{act, approve, balance, bring, from, gift, key, parents, propose, show, sound, to};

#[tokio::test]
async fn of_64_approvals_at_minus_240_one_moves() {
    let app = TestApp::start().await;
    let askers = parents(&app, ["Ada", "Bea", "Cleo", "Dora", "Eva", "Fia", "Gia", "Hana"]).await;
    let [jean] = parents(&app, ["Jean"]).await;
    bring(&app, &jean, -240).await;
    let mut asked = Vec::new();
    for turn in 0..64 {
        asked.push(propose(&askers[turn % 8], &from(jean.id, 60)).await.unwrap());
    }
    let tries = asked.into_iter().map(|transfer| {
        let jean = jean.clone();
        tokio::spawn(async move { approve(&jean, transfer).await.map(drop) })
    });
    let mut won = 0;
    for outcome in tries.collect::<Vec<_>>() {
        match outcome.await.unwrap() {
            Ok(()) => won += 1,
            Err(code) => assert_eq!(code, Code::SelPayerLimit),
        }
    }
    assert_eq!(won, 1);
    assert_eq!(balance(&jean).await, -300);
    sound(&app).await;
}

#[tokio::test]
async fn of_32_tens_at_590_one_arrives() {
    let app = TestApp::start().await;
    let payers = parents(&app, ["Ada", "Bea", "Cleo", "Dora"]).await;
    let [jean] = parents(&app, ["Jean"]).await;
    bring(&app, &jean, 590).await;
    let mut offered = Vec::new();
    for turn in 0..32 {
        offered.push(propose(&payers[turn % 4], &to(jean.id, 10)).await.unwrap());
    }
    let tries = offered.into_iter().map(|transfer| {
        let jean = jean.clone();
        tokio::spawn(async move { approve(&jean, transfer).await.map(drop) })
    });
    let mut won = 0;
    for outcome in tries.collect::<Vec<_>>() {
        match outcome.await.unwrap() {
            Ok(()) => won += 1,
            Err(code) => assert_eq!(code, Code::SelReceiverLimit),
        }
    }
    assert_eq!(won, 1);
    assert_eq!(balance(&jean).await, 600);
    sound(&app).await;
}

#[tokio::test]
async fn one_key_moves_once_however_often_it_is_sent() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    let (key, form) = (key(), gift(jean.id, 30));
    let tries: Vec<_> = (0..50)
        .map(|_| {
            let request = marie
                .request(reqwest::Method::POST, "/api/v1/sel/transactions")
                .header("idempotency-key", &key)
                .json(&form);
            tokio::spawn(async move { send(request).await })
        })
        .collect();
    let mut bodies = Vec::new();
    for answer in tries {
        let answer = answer.await.unwrap();
        if matches!(answer.status.as_u16(), 409 | 503) {
            assert!(matches!(answer.problem().code, Code::InProgress | Code::Unavailable));
        } else {
            assert_eq!(answer.status, 201, "{}", answer.body);
            bodies.push(answer.body);
        }
    }
    bodies.dedup();
    assert_eq!(bodies.len(), 1, "everybody hears the same");
    assert_eq!((balance(&marie).await, balance(&jean).await), (90, 150));
    let other = super::keyed(&marie, &ProposeSelTransfer {}, (&key, &gift(jean.id, 31))).await;
    assert_eq!(other.map(drop), Err(Code::KeyReused));
    let his = super::keyed(&jean, &ProposeSelTransfer {}, (&key, &gift(marie.id, 30))).await;
    assert!(his.is_ok(), "somebody else's key is another one");
    sound(&app).await;
}

#[tokio::test]
async fn of_four_answers_at_once_one_counts() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    let mut moved = 0;
    for turn in 0..25 {
        let transfer = propose(&marie, &to(jean.id, 1)).await.unwrap();
        super::waiting::overdue(&app, transfer).await;
        let answer = |who: &testkit::person::Person, step: SelAct| {
            let who = who.clone();
            tokio::spawn(async move { act(&who, transfer, step).await.is_ok() })
        };
        let answers = if turn % 2 == 0 {
            [
                answer(&jean, SelAct::Approve),
                answer(&marie, SelAct::Cancel),
                answer(&jean, SelAct::Refuse),
            ]
        } else {
            [
                answer(&marie, SelAct::Cancel),
                answer(&jean, SelAct::Refuse),
                answer(&jean, SelAct::Approve),
            ]
        };
        let store = app.store().clone();
        let expiry = tokio::spawn(async move { store.write(move |tx| store::sel::expiry::expire(tx, transfer)).await });
        let mut won = 0;
        for answer in answers {
            won += i32::from(answer.await.unwrap());
        }
        expiry.await.unwrap().unwrap();
        let status = show(&marie, transfer).await.unwrap().transfer.status;
        let expected = if status == SelStatus::Expired { 0 } else { 1 };
        assert_eq!(won, expected, "{status}");
        moved += i32::from(status == SelStatus::Accepted);
        let steps = show(&marie, transfer).await.unwrap().events.len();
        assert_eq!(steps, 2, "proposed, and one answer");
    }
    assert_eq!(balance(&marie).await, 120 - moved);
    assert_eq!(balance(&jean).await, 120 + moved);
    sound(&app).await;
}
