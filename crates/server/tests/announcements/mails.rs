//! Mails: to those whom no device was reached of, and as a reminder to those who have not read; nobody else gets one.

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    announcements::{
        calls::{
            ListAnnouncementReceipts, NoteArrivedAnnouncements, ReadAnnouncement, RemindReaders,
            ShowAnnouncementReceipts, SignAnnouncement,
        },
        forms::{AnnouncementSignature, ArrivedAnnouncements},
        receipts::{AnnouncementReceiptQuery, ReachedBy},
    },
    page::NoBody,
    problem::Code,
    schools::types::Level,
};
use store::{
    announcements::mail::{MailReader, MailUnreached},
    jobs::NewJob,
    schema::jobs,
};
use testkit::app::TestApp;

use super::{class_of_three, draft, form, publish, speaks, text};

#[tokio::test]
async fn nobody_is_disturbed_in_their_quiet_hours() {
    let app = TestApp::start().await;
    let (teacher, ..) = class_of_three(&app).await;
    let announcement = publish(&teacher, &form(vec![app.class(Level::P3).await])).await;
    app.everybody_sleeps().await;
    let reminded = teacher.call(&RemindReaders { announcement }, &NoBody {}).await.unwrap();
    assert_eq!(reminded.people, 1);
    let now = store::clock::now();
    let waiting: i64 = app
        .store()
        .read(move |db| {
            Ok(jobs::table
                .filter(jobs::kind.eq(MailReader::KIND))
                .filter(jobs::run_at.gt(now))
                .count()
                .get_result(db)?)
        })
        .await
        .unwrap();
    assert_eq!(waiting, 1, "it waits for the end of the night");
}

#[tokio::test]
async fn the_others_are_reminded_in_their_language_once_a_day() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    speaks(&jean, Locale::Nl).await;
    let mut new = form(vec![app.class(Level::P3).await]);
    new.versions.push(text(Locale::Nl, "Uitstap naar Bokrijk"));
    let announcement = publish(&teacher, &new).await;
    marie
        .call(&ReadAnnouncement { announcement }, &NoBody {})
        .await
        .unwrap();
    let call = RemindReaders { announcement };
    app.nobody_sleeps().await;
    let reminded = teacher.call(&call, &NoBody {}).await.unwrap();
    assert_eq!(reminded.people, 1);
    let mail = app.mails().saying("jean@example.be", "Uitstap naar Bokrijk").await;
    assert!(mail.subject.starts_with("Herinnering"), "{}", mail.subject);
    assert!(
        mail.body.contains(&format!("/annonces/{announcement}")),
        "{}",
        mail.body
    );
    let again = teacher.call(&call, &NoBody {}).await.unwrap_err();
    assert_eq!(again.code, Code::LimitReached);
    let receipts = teacher
        .call(&ShowAnnouncementReceipts { announcement }, &NoBody {})
        .await
        .unwrap();
    assert_eq!(receipts.remind_from, Some(reminded.again_from));
    let about_it = app.mails().to("marie@example.be");
    assert!(
        about_it.iter().all(|mail| !mail.subject.contains("Bokrijk")),
        "she has read"
    );
}

#[tokio::test]
async fn whoever_has_still_to_sign_is_reminded_too() {
    let app = TestApp::start().await;
    let (teacher, marie, child_id) = class_of_three(&app).await;
    let (jean, other) = app.parent_of("Jean", Level::P3).await;
    let mut new = form(vec![app.class(Level::P3).await]);
    new.asks_signature = true;
    let announcement = publish(&teacher, &new).await;
    for person in [&marie, &jean] {
        person
            .call(&ReadAnnouncement { announcement }, &NoBody {})
            .await
            .unwrap();
    }
    let call = SignAnnouncement { announcement };
    marie.call(&call, &AnnouncementSignature { child_id }).await.unwrap();
    app.nobody_sleeps().await;
    let reminded = teacher.call(&RemindReaders { announcement }, &NoBody {}).await.unwrap();
    assert_eq!(reminded.people, 1);
    app.mails().saying("jean@example.be", "Rappel").await;
    jean.call(&call, &AnnouncementSignature { child_id: other })
        .await
        .unwrap();
}

#[tokio::test]
async fn nobody_is_reminded_of_a_draft() {
    let app = TestApp::start().await;
    let announcement = draft(app.office().await, &form(Vec::new())).await;
    let refused = app
        .office()
        .await
        .call(&RemindReaders { announcement }, &NoBody {})
        .await;
    assert_eq!(refused.unwrap_err().code, Code::Conflict);
}

/// As if two hours had passed.
async fn two_hours_later(app: &TestApp) {
    app.store()
        .write(|tx| {
            diesel::update(jobs::table.filter(jobs::kind.eq(MailUnreached::KIND)))
                .set(jobs::run_at.eq(tx.now))
                .execute(tx.db)?;
            // wakes the runner
            tx.later(&MailUnreached {
                announcement: domain::id::AnnouncementId::fresh(),
            })
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn who_was_not_reached_on_a_device_gets_a_mail_and_is_reached_by_it() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    app.parent_of("Jean", Level::P3).await;
    let announcement = publish(&teacher, &form(vec![app.class(Level::P3).await])).await;
    let arrived = ArrivedAnnouncements {
        announcement_ids: vec![announcement],
    };
    marie.call(&NoteArrivedAnnouncements {}, &arrived).await.unwrap();
    app.nobody_sleeps().await;
    two_hours_later(&app).await;
    app.mails().saying("jean@example.be", "Sortie à Bokrijk").await;
    let mut socket = testkit::socket::Socket::open(&teacher).await;
    let call = ListAnnouncementReceipts { announcement };
    let ways = loop {
        let list = teacher.ask(&call, &AnnouncementReceiptQuery::default()).await.unwrap();
        let ways: Vec<Option<ReachedBy>> = list.items.iter().map(|line| line.reached_by).collect();
        if ways.iter().all(Option::is_some) {
            break ways;
        }
        socket
            .wait_for(|frame| matches!(frame, domain::socket::ServerFrame::AnnouncementChanged { .. }))
            .await;
    };
    assert!(ways.contains(&Some(ReachedBy::Mail)) && ways.contains(&Some(ReachedBy::Device)));
    let mails = app.mails().to("marie@example.be");
    assert!(mails.iter().all(|mail| !mail.subject.contains("Bokrijk")));
}
