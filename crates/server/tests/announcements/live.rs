//! What sockets hear of announcements.

use domain::{
    announcements::{
        calls::{PublishAnnouncement, ReadAnnouncement, WithdrawAnnouncement},
        types::AnnouncementNews,
    },
    id::AnnouncementId,
    page::NoBody,
    schools::types::Level,
    socket::ServerFrame,
};
use testkit::{app::TestApp, socket::Socket};

use super::{class_of_three, draft, form, publish};

fn is(announcement: AnnouncementId, wanted: AnnouncementNews) -> impl Fn(&ServerFrame) -> bool {
    move |frame| {
        matches!(frame, ServerFrame::AnnouncementChanged { announcement_id, news }
            if *announcement_id == announcement && *news == wanted)
    }
}

#[tokio::test]
async fn readers_hear_of_it_and_the_author_sees_them_read() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    let (jean, _) = app.parent_of("Jean", Level::P4).await;
    let node = testkit::database::redis_url().map(|_| app.node2());
    let there = node.as_ref().map_or_else(|| marie.clone(), |node| marie.on(node));
    let (mut hers, mut his, mut ours) = (
        Socket::open(&there).await,
        Socket::open(&jean).await,
        Socket::open(&teacher).await,
    );
    let announcement = publish(&teacher, &form(vec![app.class(Level::P3).await])).await;
    hers.wait_for(is(announcement, AnnouncementNews::Published)).await;
    marie
        .call(&ReadAnnouncement { announcement }, &NoBody {})
        .await
        .unwrap();
    ours.wait_for(is(announcement, AnnouncementNews::Answered)).await;
    teacher
        .call(&WithdrawAnnouncement { announcement }, &NoBody {})
        .await
        .unwrap();
    hers.wait_for(is(announcement, AnnouncementNews::Withdrawn)).await;
    let heard = his.settle().await;
    let told = heard
        .iter()
        .any(|frame| matches!(frame, ServerFrame::AnnouncementChanged { .. }));
    assert!(!told, "it is not about his class");
}

#[tokio::test]
async fn a_draft_is_told_to_nobody_whom_it_will_be_for() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    let mut socket = Socket::open(&marie).await;
    let announcement = draft(&teacher, &form(vec![app.class(Level::P3).await])).await;
    let heard = socket.settle().await;
    assert!(
        !heard
            .iter()
            .any(|frame| matches!(frame, ServerFrame::AnnouncementChanged { .. }))
    );
    teacher
        .call(&PublishAnnouncement { announcement }, &NoBody {})
        .await
        .unwrap();
    socket.wait_for(is(announcement, AnnouncementNews::Published)).await;
}
