//! Languages: each reads their own, an honest label where it is missing, and one quiet update when it comes.

use domain::{
    accounts::types::Locale,
    announcements::{
        calls::ChangeAnnouncement,
        forms::WrittenBy,
        types::{AnnouncementNews, AnnouncementPart, VersionStatus},
    },
    schools::types::Level,
    socket::ServerFrame,
};
use testkit::{app::TestApp, socket::Socket};

use super::{class_of_three, feed, form, publish, show, speaks, text};

#[tokio::test]
async fn a_missing_language_says_so_and_comes_as_one_update_without_another_alert() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    speaks(&marie, Locale::Nl).await;
    let mut socket = Socket::open(&marie).await;
    let mut new = form(vec![app.class(Level::P3).await]);
    let announcement = publish(&teacher, &new).await;
    let before = show(&marie, announcement).await;
    assert_eq!(
        before.announcement.title, "Sortie à Bokrijk",
        "the original, until there is Dutch"
    );
    assert_eq!(before.announcement.locale, Locale::Fr);
    assert_eq!(before.announcement.mine, VersionStatus::Missing);
    new.versions.push(text(Locale::Nl, "Uitstap naar Bokrijk"));
    let call = ChangeAnnouncement { announcement };
    teacher.call(&call, &new).await.unwrap();
    let after = show(&marie, announcement).await;
    assert_eq!(after.announcement.title, "Uitstap naar Bokrijk");
    assert_eq!(after.announcement.mine, VersionStatus::Human);
    assert_eq!(
        after.versions[0].title.as_deref(),
        Some("Sortie à Bokrijk"),
        "the original is one tap away"
    );
    assert_eq!(after.edits[0].parts[0].part, AnnouncementPart::Version);
    assert_eq!(after.edits[0].parts[0].locale, Some(Locale::Nl));
    let news: Vec<AnnouncementNews> = socket
        .settle()
        .await
        .iter()
        .filter_map(|frame| match frame {
            ServerFrame::AnnouncementChanged { news, .. } => Some(*news),
            _ => None,
        })
        .collect();
    assert_eq!(news, [AnnouncementNews::Published, AnnouncementNews::Changed]);
}

#[tokio::test]
async fn what_a_machine_translated_is_marked() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    speaks(&marie, Locale::En).await;
    let mut new = form(vec![app.class(Level::P3).await]);
    new.versions.push(text(Locale::En, "Trip to Bokrijk"));
    new.versions[1].by = WrittenBy::Machine;
    publish(&teacher, &new).await;
    let seen = feed(&marie).await;
    assert_eq!(
        (seen[0].mine, seen[0].title.as_str()),
        (VersionStatus::Machine, "Trip to Bokrijk")
    );
}
