//! What the author sees of who was reached.

use domain::{
    announcements::{
        calls::{
            AnswerAnnouncement, ListAnnouncementReceipts, NoteArrivedAnnouncements, ReadAnnouncement,
            ShowAnnouncementReceipts, SignAnnouncement,
        },
        forms::{AnnouncementAnswer, AnnouncementSignature, ArrivedAnnouncements},
        receipts::{AnnouncementReceiptFilter, AnnouncementReceiptQuery},
    },
    page::NoBody,
    schools::types::Level,
};
use testkit::app::TestApp;

use super::{asking, class_of_three, draft, form, publish, show};

#[tokio::test]
async fn by_class_reached_read_signed_and_not_reached() {
    let app = TestApp::start().await;
    let (_, marie, louis) = class_of_three(&app).await;
    let (jean, emma) = app.parent_of("Jean", Level::P4).await;
    let (lea, _) = app.parent_of("Léa", Level::P4).await;
    app.child(Level::P4, "Orphelin").await;
    let office = app.office().await;
    let mut new = asking(vec![app.class(Level::P3).await, app.class(Level::P4).await]);
    new.asks_signature = true;
    let preview = draft(office, &new).await;
    let will = office
        .call(&ShowAnnouncementReceipts { announcement: preview }, &NoBody {})
        .await
        .unwrap();
    assert_eq!((will.all.total, will.all.adults, will.all.not_reached), (4, 3, 4));
    let announcement = publish(office, &new).await;
    let arrived = ArrivedAnnouncements {
        announcement_ids: vec![announcement],
    };
    lea.call(&NoteArrivedAnnouncements {}, &arrived).await.unwrap();
    jean.call(&ReadAnnouncement { announcement }, &NoBody {}).await.unwrap();
    marie
        .call(
            &SignAnnouncement { announcement },
            &AnnouncementSignature { child_id: louis },
        )
        .await
        .unwrap();
    let question_id = show(&jean, announcement).await.question_ids[0];
    for (person, child_id, yes) in [(&marie, louis, true), (&jean, emma, false)] {
        let answer = AnnouncementAnswer {
            child_id,
            question_id,
            yes,
        };
        person
            .call(&AnswerAnnouncement { announcement }, &answer)
            .await
            .unwrap();
    }
    let receipts = office
        .call(&ShowAnnouncementReceipts { announcement }, &NoBody {})
        .await
        .unwrap();
    let names: Vec<_> = receipts
        .groups
        .iter()
        .map(|group| group.class_name.as_deref())
        .collect();
    assert_eq!(names, [Some("P3"), Some("P4")]);
    let p4 = &receipts.groups[1];
    assert_eq!(
        (p4.total, p4.reached, p4.read, p4.signed, p4.not_reached),
        (3, 2, 1, 0, 1)
    );
    assert_eq!((p4.yes.clone(), p4.no.clone()), (vec![0], vec![1]));
    let all = &receipts.all;
    assert_eq!(
        (all.total, all.reached, all.read, all.signed, all.not_reached),
        (4, 3, 2, 1, 1)
    );
    assert_eq!((all.yes.clone(), all.no.clone()), (vec![1], vec![1]));
}

#[tokio::test]
async fn the_list_is_by_child_and_guardian_in_pages() {
    let app = TestApp::start().await;
    let (teacher, marie, louis) = class_of_three(&app).await;
    let jean = app.register_and_verify("Jean").await;
    app.add_child(&jean, louis).await;
    app.child(Level::P3, "Orphelin").await;
    let announcement = publish(&teacher, &form(vec![app.class(Level::P3).await])).await;
    marie
        .call(&ReadAnnouncement { announcement }, &NoBody {})
        .await
        .unwrap();
    let call = ListAnnouncementReceipts { announcement };
    let mut lines = Vec::new();
    let mut cursor = None;
    loop {
        let query = AnnouncementReceiptQuery {
            limit: Some(1),
            cursor,
            ..Default::default()
        };
        let page = teacher.ask(&call, &query).await.unwrap();
        lines.extend(
            page.items
                .into_iter()
                .map(|one| (one.child, one.adult, one.read_at.is_some())),
        );
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    lines.sort();
    let name = |first: &str| Some(format!("{first} Dupont"));
    assert_eq!(
        lines,
        [
            (name("Orphelin"), None, false),
            (name("Petit Marie"), name("Jean"), false),
            (name("Petit Marie"), name("Marie"), true),
        ]
    );
    let unread = AnnouncementReceiptQuery {
        only: Some(AnnouncementReceiptFilter::NotRead),
        ..Default::default()
    };
    assert_eq!(teacher.ask(&call, &unread).await.unwrap().items.len(), 2);
    let unreached = AnnouncementReceiptQuery {
        only: Some(AnnouncementReceiptFilter::NotReached),
        ..Default::default()
    };
    let unreached = teacher.ask(&call, &unreached).await.unwrap().items;
    assert_eq!(unreached.len(), 1, "somebody was reached for the other child");
}

#[tokio::test]
async fn the_list_comes_as_a_table_in_the_language_of_whoever_asks() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    let announcement = publish(&teacher, &asking(vec![app.class(Level::P3).await])).await;
    marie
        .call(&ReadAnnouncement { announcement }, &NoBody {})
        .await
        .unwrap();
    let path = format!("/api/v1/announcements/{announcement}/receipts/export");
    let answer = teacher.get(&path).await;
    let mut lines = answer.body.trim_start_matches('\u{feff}').lines();
    assert_eq!(
        lines.next().unwrap(),
        "Classe;Enfant;Adulte;Atteint;Par;Lu;Signé;Talon rentré;Mon enfant participe"
    );
    let line = lines.next().unwrap();
    assert!(line.starts_with("P3;Petit Marie Dupont;Marie Dupont;20"), "{line}");
    assert_eq!(lines.next(), None);
}
