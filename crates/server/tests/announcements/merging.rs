//! Two accounts, or two records, become one: what was said goes over.

use domain::{
    announcements::{
        calls::{AnswerAnnouncement, ReadAnnouncement, ShowAnnouncementReceipts, SignAnnouncement},
        forms::{AnnouncementAnswer, AnnouncementSignature},
    },
    families::{calls::MergeChildren, records::ChildMerge},
    page::NoBody,
    schools::types::Level,
};
use testkit::app::TestApp;

use super::{asking, class_of_three, publish, show};

#[tokio::test]
async fn what_was_signed_for_a_child_is_signed_for_the_record_that_stays() {
    let app = TestApp::start().await;
    let (teacher, marie, child_id) = class_of_three(&app).await;
    let mut new = asking(vec![app.class(Level::P3).await]);
    new.asks_signature = true;
    let announcement = publish(&teacher, &new).await;
    marie
        .call(&SignAnnouncement { announcement }, &AnnouncementSignature { child_id })
        .await
        .unwrap();
    let question_id = show(&marie, announcement).await.question_ids[0];
    let answer = AnnouncementAnswer {
        child_id,
        question_id,
        yes: true,
    };
    marie.call(&AnswerAnnouncement { announcement }, &answer).await.unwrap();
    let into = app.child(Level::P3, "Petite Marie").await;
    let office = app.office().await;
    office
        .call(&MergeChildren { child: child_id }, &ChildMerge { into })
        .await
        .unwrap();
    let seen = show(&marie, announcement).await;
    assert_eq!(seen.children[0].child_id, into);
    assert!(seen.children[0].signed_at.is_some() && seen.children[0].answers[0].yes);
}

#[tokio::test]
async fn what_somebody_read_under_another_address_is_read() {
    let app = TestApp::start().await;
    let (teacher, marie, child) = class_of_three(&app).await;
    let twin = app.register_and_verify("Mariette").await;
    app.add_child(&twin, child).await;
    let announcement = publish(&teacher, &asking(vec![app.class(Level::P3).await])).await;
    twin.call(&ReadAnnouncement { announcement }, &NoBody {}).await.unwrap();
    let office = app.office().await;
    let id = |me: serde_json::Value| me["membership"]["id"].as_str().unwrap().to_owned();
    let from = id(twin.get("/api/v1/me").await.json());
    let into = id(marie.get("/api/v1/me").await.json());
    let body = serde_json::json!({ "into": into }).to_string();
    let answer = office
        .raw("POST", &format!("/api/v1/memberships/{from}/merge"), body)
        .await;
    assert!(answer.status.is_success(), "{}", answer.body);
    assert!(
        show(&marie, announcement)
            .await
            .announcement
            .my
            .unwrap()
            .read_at
            .is_some()
    );
    let call = ShowAnnouncementReceipts { announcement };
    let receipts = teacher.call(&call, &NoBody {}).await.unwrap();
    assert_eq!((receipts.all.adults, receipts.all.read), (1, 1));
}
