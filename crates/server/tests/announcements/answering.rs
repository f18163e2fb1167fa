//! What readers say: read, signed, yes and no.

use domain::{
    announcements::{
        calls::{
            AnswerAnnouncement, DraftAnnouncement, NoteArrivedAnnouncements, PublishAnnouncement, ReadAnnouncement,
            ShowUnreadAnnouncements, SignAnnouncement,
        },
        forms::{AnnouncementAnswer, AnnouncementSignature, ArrivedAnnouncements},
    },
    page::{NoBody, NoQuery},
    problem::Code,
    schools::types::Level,
};
use testkit::app::TestApp;

use super::{asking, class_of_three, form, publish, show};

#[tokio::test]
async fn read_is_said_once_and_the_number_goes_down() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    let announcement = publish(&teacher, &form(vec![app.class(Level::P3).await])).await;
    let before = marie.ask(&ShowUnreadAnnouncements {}, &NoQuery {}).await.unwrap();
    assert_eq!((before.count, before.new_ids), (1, vec![announcement]));
    assert_eq!(before.first.unwrap().id, announcement);
    let arrived = ArrivedAnnouncements {
        announcement_ids: vec![announcement],
    };
    marie.call(&NoteArrivedAnnouncements {}, &arrived).await.unwrap();
    let reached = marie.ask(&ShowUnreadAnnouncements {}, &NoQuery {}).await.unwrap();
    assert_eq!((reached.count, reached.new_ids.len()), (1, 0));
    let first = marie
        .call(&ReadAnnouncement { announcement }, &NoBody {})
        .await
        .unwrap();
    let again = marie
        .call(&ReadAnnouncement { announcement }, &NoBody {})
        .await
        .unwrap();
    assert_eq!(
        first.announcement.my.unwrap().read_at,
        again.announcement.my.unwrap().read_at
    );
    let after = marie.ask(&ShowUnreadAnnouncements {}, &NoQuery {}).await.unwrap();
    assert_eq!((after.count, after.first), (0, None));
    let own = teacher
        .call(&ReadAnnouncement { announcement }, &NoBody {})
        .await
        .unwrap_err();
    assert_eq!(own.code, Code::Forbidden, "it is not for its author");
}

#[tokio::test]
async fn each_guardian_signs_for_a_child_of_theirs() {
    let app = TestApp::start().await;
    let (teacher, marie, child) = class_of_three(&app).await;
    let (jean, other) = app.parent_of("Jean", Level::P3).await;
    app.add_child(&jean, child).await;
    let mut new = form(vec![app.class(Level::P3).await]);
    new.asks_signature = true;
    let announcement = publish(&teacher, &new).await;
    let call = SignAnnouncement { announcement };
    let foreign = marie
        .call(&call, &AnnouncementSignature { child_id: other })
        .await
        .unwrap_err();
    assert_eq!(foreign.code, Code::Forbidden);
    assert_eq!(show(&jean, announcement).await.announcement.my.unwrap().open, 2);
    let signature = AnnouncementSignature { child_id: child };
    let signed = marie.call(&call, &signature).await.unwrap();
    let again = marie.call(&call, &signature).await.unwrap();
    assert!(signed.children[0].signed_at.is_some());
    assert_eq!(signed.children[0].signed_at, again.children[0].signed_at);
    assert!(
        signed.announcement.my.unwrap().read_at.is_some(),
        "whoever signs has read"
    );
    let seen = show(&jean, announcement).await;
    let louis = seen.children.iter().find(|one| one.child_id == child).unwrap();
    assert!(
        louis.signed && louis.signed_at.is_none(),
        "the other guardian has signed, not I"
    );
    assert_eq!(seen.announcement.my.unwrap().open, 1);
}

#[tokio::test]
async fn an_answer_changes_until_the_end_of_its_time() {
    let app = TestApp::start().await;
    let (teacher, marie, child_id) = class_of_three(&app).await;
    let mut new = asking(vec![app.class(Level::P3).await]);
    let announcement = publish(&teacher, &new).await;
    let question_id = show(&marie, announcement).await.question_ids[0];
    let call = AnswerAnnouncement { announcement };
    for yes in [true, false] {
        let answer = AnnouncementAnswer {
            child_id,
            question_id,
            yes,
        };
        let seen = marie.call(&call, &answer).await.unwrap();
        assert_eq!(seen.children[0].answers[0].yes, yes);
        assert!(seen.children[0].answers[0].by_me);
        assert_eq!(seen.announcement.my.unwrap().open, 0);
    }
    new.answer_by = Some(store::clock::now().plus_seconds(-1));
    teacher
        .call(&domain::announcements::calls::ChangeAnnouncement { announcement }, &new)
        .await
        .unwrap();
    let answer = AnnouncementAnswer {
        child_id,
        question_id,
        yes: true,
    };
    let late = marie.call(&call, &answer).await.unwrap_err();
    assert_eq!(late.code, Code::TooLate);
    assert!(!show(&marie, announcement).await.children[0].answers[0].yes);
}

#[tokio::test]
async fn a_guardian_who_may_not_sign_reads_only() {
    let app = TestApp::start().await;
    let (teacher, marie, child) = class_of_three(&app).await;
    let mut new = asking(vec![app.class(Level::P3).await]);
    new.asks_signature = true;
    let announcement = publish(&teacher, &new).await;
    let office = app.office().await;
    let record = office.get(&format!("/api/v1/school/children/{child}")).await.json();
    let link = record["guardians"][0]["link_id"].as_str().unwrap().to_owned();
    let rights = serde_json::json!({ "rights": { "school_information": true, "chat": true, "sign": false,
        "justify": true, "pay": true, "pick_up": true } });
    let request = office
        .request(reqwest::Method::PUT, &format!("/api/v1/guardian-links/{link}/rights"))
        .header("if-match", "*")
        .json(&rights);
    assert!(testkit::client::send(request).await.status.is_success());
    let seen = show(&marie, announcement).await;
    assert!(!seen.children[0].may_sign);
    assert_eq!(seen.announcement.my.unwrap().open, 0);
    let signature = AnnouncementSignature { child_id: child };
    let refused = marie
        .call(&SignAnnouncement { announcement }, &signature)
        .await
        .unwrap_err();
    assert_eq!(refused.code, Code::Forbidden);
    let answer = AnnouncementAnswer {
        child_id: child,
        question_id: seen.question_ids[0],
        yes: true,
    };
    let refused = marie
        .call(&AnswerAnnouncement { announcement }, &answer)
        .await
        .unwrap_err();
    assert_eq!(refused.code, Code::Forbidden);
    marie
        .call(&ReadAnnouncement { announcement }, &NoBody {})
        .await
        .unwrap();
}

#[tokio::test]
async fn what_asks_for_nothing_takes_nothing() {
    let app = TestApp::start().await;
    let (teacher, marie, child_id) = class_of_three(&app).await;
    let announcement = publish(&teacher, &form(vec![app.class(Level::P3).await])).await;
    let refused = marie
        .call(&SignAnnouncement { announcement }, &AnnouncementSignature { child_id })
        .await
        .unwrap_err();
    assert_eq!(refused.code, Code::Conflict);
    let other = asking(vec![app.class(Level::P3).await]);
    let other = teacher.call(&DraftAnnouncement {}, &other).await.unwrap();
    let publish = PublishAnnouncement {
        announcement: other.announcement.id,
    };
    teacher.call(&publish, &NoBody {}).await.unwrap();
    let answer = AnnouncementAnswer {
        child_id,
        question_id: other.question_ids[0],
        yes: true,
    };
    let refused = marie
        .call(&AnswerAnnouncement { announcement }, &answer)
        .await
        .unwrap_err();
    assert_eq!(refused.code, Code::NotFound, "it asks no such question");
}
