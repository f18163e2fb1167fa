//! How far an account goes: -300 and 600 are reached, -301 and 601 are not; and what is no number of units is none.

use diesel::prelude::*;
use domain::problem::Code;
use serde_json::{Value, json};
use store::schema::sel_transfers;
use testkit::{app::TestApp, client::send};

use super::{account, approve, balance, bring, from, gift, key, parents, propose, sound, to};

#[tokio::test]
async fn minus_300_is_reached_and_minus_301_is_not() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    for form in [to(jean.id, 421), gift(jean.id, 421)] {
        assert_eq!(propose(&marie, &form).await, Err(Code::SelPayerLimit));
    }
    let offered = propose(&marie, &to(jean.id, 420)).await.unwrap();
    assert_eq!(account(&marie).await.can_spend, 0);
    assert_eq!(
        propose(&marie, &to(jean.id, 1)).await,
        Err(Code::SelPayerLimit),
        "what waits counts"
    );
    approve(&jean, offered).await.unwrap();
    assert_eq!(balance(&marie).await, -300);
    let asked = propose(&jean, &from(marie.id, 1)).await.unwrap();
    assert_eq!(approve(&marie, asked).await.map(drop), Err(Code::SelPayerLimit));
    assert_eq!(balance(&marie).await, -300);
    sound(&app).await;
}

#[tokio::test]
async fn plus_600_is_reached_and_601_is_not() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    bring(&app, &marie, 600).await;
    for form in [to(jean.id, 481), gift(jean.id, 481)] {
        assert_eq!(propose(&marie, &form).await, Err(Code::SelReceiverLimit));
    }
    assert_eq!(propose(&jean, &from(marie.id, 481)).await, Err(Code::SelReceiverLimit));
    let waits = propose(&marie, &to(jean.id, 1)).await.unwrap();
    let offered = propose(&marie, &to(jean.id, 480)).await.unwrap();
    approve(&jean, offered).await.unwrap();
    assert_eq!(balance(&jean).await, 600);
    assert_eq!(approve(&jean, waits).await.map(drop), Err(Code::SelReceiverLimit));
    assert_eq!(account(&marie).await.reserved, 1, "it can still be refused");
    sound(&app).await;
}

#[tokio::test]
async fn what_is_no_number_of_units_is_refused_and_leaves_no_row() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    assert_eq!(balance(&marie).await, 120);
    let bad = [
        "0",
        "-1",
        "-60",
        "601",
        "2147483647",
        "2147483648",
        "9223372036854775808",
        "1.5",
        "\"60\"",
        "null",
        "true",
        "[60]",
    ];
    for units in bad {
        let body = format!(r#"{{"to":"{}","units":{units},"description":"Garde"}}"#, jean.id);
        refused(&marie, body).await;
    }
    refused(&marie, json!({ "to": jean.id, "description": "Garde" }).to_string()).await;
    for description in [
        Value::from(""),
        Value::from("  "),
        Value::from("é".repeat(501)),
        Value::Null,
    ] {
        let body = json!({ "to": jean.id, "units": 60, "description": description });
        refused(&marie, body.to_string()).await;
    }
    let proposed = app.store().read(|db| {
        Ok(sel_transfers::table
            .filter(sel_transfers::proposed_by.is_not_null())
            .count()
            .get_result::<i64>(db)?)
    });
    assert_eq!(proposed.await.unwrap(), 0);
    sound(&app).await;
}

async fn refused(by: &testkit::person::Person, body: String) {
    let request = by
        .request(reqwest::Method::POST, "/api/v1/sel/transactions")
        .header("idempotency-key", key())
        .header("content-type", "application/json")
        .body(body.clone());
    let answer = send(request).await;
    assert!(
        matches!(answer.status.as_u16(), 400 | 422),
        "{body}: {} {}",
        answer.status,
        answer.body
    );
}
