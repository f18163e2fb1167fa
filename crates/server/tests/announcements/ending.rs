//! An end to old announcements: with their school year and as many more as the school keeps.

use domain::{
    announcements::types::AnnouncementNews, id::AnnouncementId, messaging::calm::calls::SetRetention,
    messaging::calm::types::Retention, schools::types::Level, socket::ServerFrame,
};
use store::announcements::ending;
use testkit::{app::TestApp, socket::Socket};

use super::{class_of_three, draft, feed, form, publish};
use crate::files::{status, upload};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

/// Makes an announcement so many days old.
async fn age(app: &TestApp, announcement: AnnouncementId, days: i64) {
    app.store()
        .write(move |tx| {
            use diesel::prelude::*;
            use store::schema::announcements;
            let then = tx.now.plus_seconds(-days * 24 * 3600);
            let row = announcements::table.find(announcement);
            diesel::update(row)
                .set(announcements::created_at.eq(then))
                .execute(tx.db)?;
            let out = announcements::table
                .filter(announcements::id.eq(announcement))
                .filter(announcements::published_at.is_not_null());
            diesel::update(out)
                .set(announcements::published_at.eq(then))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
}

/// What the job does.
async fn erase(app: &TestApp) -> usize {
    let mut gone = 0;
    let due = |db: &mut store::backend::Db| ending::due(db, store::clock::now());
    for school in app.store().read(due).await.unwrap() {
        loop {
            match app.store().write(move |tx| ending::erase(tx, school)).await.unwrap() {
                0 => break,
                some => gone += some,
            }
        }
    }
    assert_eq!(
        app.store().read(due).await.unwrap(),
        [],
        "done twice it does nothing more"
    );
    gone
}

#[tokio::test]
async fn old_announcements_go_with_everything_that_hung_on_them() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    let class = app.class(Level::P3).await;
    let file = upload(&teacher, "plan.pdf", PDF.to_vec()).await.unwrap();
    let mut with_file = form(vec![class]);
    with_file.file_ids = vec![file.id];
    let old = publish(&teacher, &with_file).await;
    let never_sent = draft(&teacher, &form(vec![class])).await;
    let lately = publish(&teacher, &form(vec![class])).await;
    // two school years and a day are behind them at least, whatever today is
    for announcement in [old, never_sent] {
        age(&app, announcement, 3 * 366).await;
    }
    let mut socket = Socket::open(&marie).await;

    assert_eq!(erase(&app).await, 2);

    let left: Vec<AnnouncementId> = feed(&marie).await.iter().map(|seen| seen.id).collect();
    assert_eq!(left, [lately]);
    let drafts = teacher.get("/api/v1/announcements?state=draft").await;
    assert!(!drafts.body.contains(&never_sent.to_string()), "{}", drafts.body);
    assert_eq!(status(&teacher, file.id).await, 404);
    socket
        .wait_for(|frame| {
            matches!(frame, ServerFrame::AnnouncementChanged { announcement_id, news }
                if *announcement_id == old && *news == AnnouncementNews::Withdrawn)
        })
        .await;
    let audit = app
        .office()
        .await
        .get("/api/v1/audit?act=announcements_erased")
        .await
        .body;
    assert!(audit.contains("\"subject\":\"2\""), "{audit}");
}

#[tokio::test]
async fn a_school_may_keep_them_longer() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    let old = publish(&teacher, &form(vec![app.class(Level::P3).await])).await;
    age(&app, old, 3 * 366).await;
    let longer = Retention {
        chat_days: 365,
        announcement_years: 5,
    };
    app.office().await.call(&SetRetention {}, &longer).await.unwrap();
    assert_eq!(erase(&app).await, 0);
    assert_eq!(feed(&marie).await.len(), 1);
}
