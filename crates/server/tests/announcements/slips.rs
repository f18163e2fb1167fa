//! Paper for those who were not reached, and its way back.

use domain::{
    announcements::{
        calls::{MakePaperSlips, NoteArrivedAnnouncements, ReturnSlip, ShowAnnouncement, ShowAnnouncementReceipts},
        forms::ArrivedAnnouncements,
        receipts::{PaperAnswer, PaperOrder, PaperSlips, SlipReturn},
    },
    id::AnnouncementId,
    page::NoBody,
    problem::Code,
    schools::types::Level,
};
use testkit::{app::TestApp, person::Person};

use super::{asking, class_of_three, draft, form, publish};

async fn slips(by: &Person, announcement: AnnouncementId) -> PaperSlips {
    by.call(&MakePaperSlips { announcement }, &PaperOrder::default())
        .await
        .unwrap()
}

/// Product idea 7: the sheet has exactly the slips of those who were not reached; one that comes back closes its child.
#[tokio::test]
async fn exactly_those_who_were_not_reached_and_one_that_comes_back_is_ticked_off() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Anne", &[Level::P3]).await;
    let mut families = Vec::new();
    for name in ["Marie", "Jean", "Léa", "Karim"] {
        families.push(app.parent_of(name, Level::P3).await);
    }
    for name in ["Orphelin", "Papier"] {
        app.child(Level::P3, name).await;
    }
    let announcement = publish(&teacher, &asking(vec![app.class(Level::P3).await])).await;
    let arrived = ArrivedAnnouncements {
        announcement_ids: vec![announcement],
    };
    for (parent, _) in &families[..3] {
        parent.call(&NoteArrivedAnnouncements {}, &arrived).await.unwrap();
    }
    let sheet = slips(&teacher, announcement).await;
    let names: Vec<&str> = sheet.items.iter().map(|slip| slip.first_name.as_str()).collect();
    assert_eq!(names, ["Orphelin", "Papier", "Petit Karim"]);
    assert_eq!(
        slips(&teacher, announcement).await.items[1].code,
        sheet.items[1].code,
        "printed again"
    );
    let slip = &sheet.items[1];
    assert!(
        slip.url.ends_with(&format!("/annonces/talon?code={}", slip.code)),
        "{}",
        slip.url
    );
    let plain = SlipReturn {
        code: slip.code.replace('-', "").to_lowercase(),
        answers: Vec::new(),
    };
    let back = teacher.call(&ReturnSlip {}, &plain).await.unwrap();
    assert_eq!(back.child, "Papier Dupont");
    assert_eq!(back.questions[0].yes, None);
    let answered = SlipReturn {
        answers: vec![PaperAnswer {
            question_id: back.questions[0].id,
            yes: true,
        }],
        ..plain
    };
    let again = teacher.call(&ReturnSlip {}, &answered).await.unwrap();
    assert_eq!(again.returned_at, back.returned_at, "the first time counts");
    assert_eq!(again.questions[0].yes, Some(true));
    let names: Vec<String> = slips(&teacher, announcement)
        .await
        .items
        .into_iter()
        .map(|slip| slip.first_name)
        .collect();
    assert_eq!(names, ["Orphelin", "Petit Karim"]);
    let receipts = teacher
        .call(&ShowAnnouncementReceipts { announcement }, &NoBody {})
        .await
        .unwrap();
    let all = receipts.all;
    assert_eq!((all.total, all.reached, all.signed, all.not_reached), (6, 4, 1, 2));
    assert_eq!((all.yes, all.no), (vec![1], vec![0]));
}

#[tokio::test]
async fn a_code_is_worth_nothing_elsewhere() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    let other = app.teacher("Theo", &[Level::P4]).await;
    let announcement = publish(&teacher, &form(vec![app.class(Level::P3).await])).await;
    let code = slips(&teacher, announcement).await.items[0].code.clone();
    let back = SlipReturn {
        code,
        answers: Vec::new(),
    };
    assert_eq!(
        marie.call(&ReturnSlip {}, &back).await.unwrap_err().code,
        Code::Forbidden
    );
    assert_eq!(
        other.call(&ReturnSlip {}, &back).await.unwrap_err().code,
        Code::Forbidden
    );
    let invented = SlipReturn {
        code: "AAAA-AAAA".to_owned(),
        answers: Vec::new(),
    };
    assert_eq!(
        teacher.call(&ReturnSlip {}, &invented).await.unwrap_err().code,
        Code::WrongCode
    );
    marie
        .call(&ShowAnnouncement { announcement }, &NoBody {})
        .await
        .unwrap();
}

#[tokio::test]
async fn a_draft_is_not_printed_and_a_full_class_comes_in_parts() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let announcement = draft(office, &form(Vec::new())).await;
    let refused = office
        .call(&MakePaperSlips { announcement }, &PaperOrder::default())
        .await;
    assert_eq!(refused.unwrap_err().code, Code::Conflict);
    let list = (0..43).fold("Nom;Prénom;Classe\n".to_owned(), |text, number| {
        text + &format!("Nom{number:02};Léa;P3\n")
    });
    crate::families::imports::import(office, &list).await;
    let announcement = publish(office, &form(vec![app.class(Level::P3).await])).await;
    let first = slips(office, announcement).await;
    let rest = PaperOrder {
        after: first.next,
        ..PaperOrder::default()
    };
    let rest = office.call(&MakePaperSlips { announcement }, &rest).await.unwrap();
    assert_eq!((first.items.len(), rest.items.len(), rest.next), (40, 3, None));
    assert_eq!(rest.items[0].last_name, "Nom40");
}
