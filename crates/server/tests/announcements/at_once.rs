//! Several at the same moment: one wins, nothing counts twice.

use std::sync::{Arc, Mutex, mpsc};

use diesel::prelude::*;
use domain::{
    announcements::{
        calls::{
            AnswerAnnouncement, PublishAnnouncement, ReadAnnouncement, RefuseAnnouncement, RemindReaders,
            SignAnnouncement,
        },
        forms::{AnnouncementAnswer, AnnouncementRefusal, AnnouncementSignature},
        types::AnnouncementState,
    },
    page::NoBody,
    problem::Code,
    schools::{
        calls::ListAudit,
        types::{Level, Role},
    },
};
use store::{
    announcements::mail::MailUnreached,
    jobs::NewJob,
    schema::{announcement_answers, announcement_signatures, announcements, jobs},
};
use testkit::app::TestApp;
use tokio::sync::oneshot;

use super::{asking, class_of_three, draft, form, publish, rules, show};
use crate::messaging::waits_for_a_lock;

/// How many try at once.
const MANY: usize = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_several_directors_one_publishes() {
    let app = Arc::new(TestApp::start().await);
    let (teacher, ..) = class_of_three(&app).await;
    rules(&app, true, false).await;
    let announcement = draft(&teacher, &form(vec![app.class(Level::P3).await])).await;
    let call = PublishAnnouncement { announcement };
    teacher.call(&call, &NoBody {}).await.unwrap();
    let mut directors = Vec::new();
    for number in 0..MANY {
        directors.push(app.staff(&format!("Dir{number}"), Role::Direction).await);
    }
    let mut tasks = Vec::new();
    for director in directors {
        let call = call.clone();
        tasks.push(tokio::spawn(async move { director.call(&call, &NoBody {}).await }));
    }
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.unwrap().map(drop).map_err(|problem| problem.code));
    }
    assert_eq!(
        outcomes.iter().filter(|outcome| outcome.is_ok()).count(),
        1,
        "{outcomes:?}"
    );
    assert!(
        outcomes
            .iter()
            .all(|outcome| matches!(outcome, Ok(()) | Err(Code::AlreadyDecided)))
    );
    let query = domain::schools::audit::AuditQuery {
        act: Some(domain::schools::audit::Act::AnnouncementPublished),
        ..Default::default()
    };
    let entries = app.office().await.ask(&ListAudit {}, &query).await.unwrap();
    assert_eq!(entries.items.len(), 1);
    let ordered: i64 = app
        .store()
        .read(|db| {
            Ok(jobs::table
                .filter(jobs::kind.eq(MailUnreached::KIND))
                .count()
                .get_result(db)?)
        })
        .await
        .unwrap();
    assert_eq!(ordered, 1, "one alert");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signed_and_answered_from_many_devices_is_once() {
    let app = TestApp::start().await;
    let (teacher, marie, child_id) = class_of_three(&app).await;
    let mut new = asking(vec![app.class(Level::P3).await]);
    new.asks_signature = true;
    let announcement = publish(&teacher, &new).await;
    let question_id = show(&marie, announcement).await.question_ids[0];
    let mut tasks = Vec::new();
    for number in 0..MANY {
        let marie = marie.clone();
        tasks.push(tokio::spawn(async move {
            let signature = AnnouncementSignature { child_id };
            marie
                .call(&SignAnnouncement { announcement }, &signature)
                .await
                .unwrap();
            let answer = AnnouncementAnswer {
                child_id,
                question_id,
                yes: number % 2 == 0,
            };
            marie.call(&AnswerAnnouncement { announcement }, &answer).await.unwrap();
            marie
                .call(&ReadAnnouncement { announcement }, &NoBody {})
                .await
                .unwrap();
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let (signed, answered): (i64, i64) = app
        .store()
        .read(|db| {
            Ok((
                announcement_signatures::table.count().get_result(db)?,
                announcement_answers::table.count().get_result(db)?,
            ))
        })
        .await
        .unwrap();
    assert_eq!((signed, answered), (1, 1));
}

/// Seen red on PostgreSQL when `writing::hold` only reads.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_several_reminders_one_goes_out() {
    let app = TestApp::start().await;
    let (teacher, ..) = class_of_three(&app).await;
    let announcement = publish(&teacher, &form(vec![app.class(Level::P3).await])).await;
    let mut tasks = Vec::new();
    for _ in 0..MANY {
        let teacher = teacher.clone();
        tasks.push(tokio::spawn(async move {
            teacher.call(&RemindReaders { announcement }, &NoBody {}).await.is_ok()
        }));
    }
    let mut sent = 0;
    for task in tasks {
        sent += usize::from(task.await.unwrap());
    }
    assert_eq!(sent, 1);
}

/// The direction publishes what it has read: given back meanwhile, it is another text.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_is_published_or_given_back() {
    let app = TestApp::start().await;
    let (teacher, ..) = class_of_three(&app).await;
    rules(&app, true, false).await;
    let director = app.staff("Dirk", Role::Direction).await;
    let office = app.office().await;
    for _ in 0..4 {
        let announcement = draft(&teacher, &form(vec![app.class(Level::P3).await])).await;
        let publish = PublishAnnouncement { announcement };
        let read = teacher.call(&publish, &NoBody {}).await.unwrap().announcement.version;
        let reason = AnnouncementRefusal {
            reason: "La date est fausse.".to_owned(),
        };
        let refuse = RefuseAnnouncement { announcement };
        let (published, refused) = tokio::join!(
            office.change(&publish, read, &NoBody {}),
            director.call(&refuse, &reason)
        );
        assert!(published.is_ok() != refused.is_ok(), "one of them decides");
        let state = show(&teacher, announcement).await.announcement.state;
        let expected = if published.is_ok() {
            AnnouncementState::Published
        } else {
            AnnouncementState::Draft
        };
        assert_eq!(state, expected);
    }
}

/// Step by step: somebody signs while the announcement is being taken back. Seen red on PostgreSQL before `answering::hold_out` held it: the
/// signature did not wait, and stood under something that was not out any more.
#[tokio::test]
async fn a_signature_that_waits_for_a_withdrawal_is_refused() {
    let app = TestApp::start().await;
    let (teacher, marie, child_id) = class_of_three(&app).await;
    let mut new = form(vec![app.class(Level::P3).await]);
    new.asks_signature = true;
    let announcement = publish(&teacher, &new).await;
    let (holds, held) = oneshot::channel();
    let holds = Mutex::new(Some(holds));
    let (release, released) = mpsc::channel::<()>();
    let store = app.store().clone();
    let withdrawal = tokio::spawn(async move {
        let withdrawing = store.write(move |tx| {
            diesel::update(announcements::table.find(announcement))
                .set((
                    announcements::state.eq(AnnouncementState::Withdrawn),
                    announcements::withdrawn_at.eq(Some(tx.now)),
                ))
                .execute(tx.db)?;
            if let Some(holds) = holds.lock().unwrap().take() {
                holds.send(()).unwrap();
            }
            released.recv().unwrap();
            Ok(())
        });
        withdrawing.await.unwrap();
    });
    held.await.unwrap();
    let signing = tokio::spawn(async move {
        let signature = AnnouncementSignature { child_id };
        marie.call(&SignAnnouncement { announcement }, &signature).await
    });
    waits_for_a_lock(&app).await;
    release.send(()).unwrap();
    withdrawal.await.unwrap();
    let refused = signing.await.unwrap().unwrap_err().code;
    assert!(matches!(refused, Code::Conflict | Code::NotFound), "{refused:?}");
    let signed: i64 = app
        .store()
        .read(|db| Ok(announcement_signatures::table.count().get_result(db)?))
        .await
        .unwrap();
    assert_eq!(signed, 0);
}
