//! Who writes for whom, and what can still change (M11).

use domain::{
    accounts::types::Locale,
    announcements::{
        calls::{
            ChangeAnnouncement, DraftAnnouncement, ListAnnouncements, RemoveAnnouncement, ShowAnnouncement,
            WithdrawAnnouncement,
        },
        forms::{AnnouncementForm, AnnouncementQuery},
        types::{AnnouncementPart, AnnouncementState},
    },
    page::NoBody,
    problem::Code,
    schools::types::Level,
};
use rstest::rstest;
use testkit::app::TestApp;

use super::{asking, class_of_three, draft, form, publish, show, text};

#[tokio::test]
async fn a_parent_writes_changes_removes_and_publishes_nothing() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    let announcement = publish(&teacher, &form(vec![app.class(Level::P3).await])).await;
    let body = serde_json::to_string(&form(Vec::new())).unwrap();
    let one = format!("/api/v1/announcements/{announcement}");
    for (method, path, body) in [
        ("POST", "/api/v1/announcements".to_owned(), body.clone()),
        ("PUT", one.clone(), body),
        ("DELETE", one.clone(), String::new()),
        ("POST", format!("{one}/publish"), "{}".to_owned()),
        ("POST", format!("{one}/withdraw"), "{}".to_owned()),
        ("POST", format!("{one}/remind"), "{}".to_owned()),
        ("POST", format!("{one}/slips"), "{}".to_owned()),
        ("GET", format!("{one}/receipts"), String::new()),
        ("GET", format!("{one}/receipts/people"), String::new()),
        ("GET", format!("{one}/receipts/export"), String::new()),
    ] {
        let answer = marie.raw(method, &path, body).await;
        assert_eq!(answer.problem().code, Code::Forbidden, "{method} {path}");
    }
    let drafts = AnnouncementQuery {
        state: Some(AnnouncementState::Draft),
        ..AnnouncementQuery::default()
    };
    let refused = marie.ask(&ListAnnouncements {}, &drafts).await.unwrap_err();
    assert_eq!(refused.code, Code::Forbidden);
}

#[tokio::test]
async fn staff_of_another_class_looks_after_nothing_here() {
    let app = TestApp::start().await;
    let (teacher, ..) = class_of_three(&app).await;
    let other = app.teacher("Theo", &[Level::P4]).await;
    let p3 = app.class(Level::P3).await;
    let announcement = publish(&teacher, &form(vec![p3])).await;
    let refused = other
        .call(&ChangeAnnouncement { announcement }, &form(vec![p3]))
        .await
        .unwrap_err();
    assert_eq!(refused.code, Code::Forbidden);
    let refused = other.call(&WithdrawAnnouncement { announcement }, &NoBody {}).await;
    assert_eq!(refused.unwrap_err().code, Code::Forbidden);
    let unseen = other.call(&ShowAnnouncement { announcement }, &NoBody {}).await;
    assert_eq!(unseen.unwrap_err().code, Code::NotFound, "it is not about their class");
    // a colleague of the same class reads what the families were told, and changes nothing
    app.assign(&other, Level::P3).await;
    show(&other, announcement).await;
    let refused = other.call(&WithdrawAnnouncement { announcement }, &NoBody {}).await;
    assert_eq!(refused.unwrap_err().code, Code::Forbidden);
}

#[tokio::test]
async fn a_teacher_writes_for_the_classes_they_teach_while_they_teach_them() {
    let app = TestApp::start().await;
    let (teacher, ..) = class_of_three(&app).await;
    let (p3, p4) = (app.class(Level::P3).await, app.class(Level::P4).await);
    for classes in [vec![p4], vec![p3, p4], Vec::new()] {
        let refused = teacher.call(&DraftAnnouncement {}, &form(classes)).await.unwrap_err();
        assert_eq!(refused.code, Code::Forbidden);
    }
    let announcement = publish(&teacher, &form(vec![p3])).await;
    app.unassign(&teacher, Level::P3).await;
    let refused = teacher.call(&WithdrawAnnouncement { announcement }, &NoBody {}).await;
    assert_eq!(refused.unwrap_err().code, Code::Forbidden);
    app.office()
        .await
        .call(&WithdrawAnnouncement { announcement }, &NoBody {})
        .await
        .unwrap();
}

#[tokio::test]
async fn a_draft_is_seen_by_its_author_and_the_direction_only_and_can_go() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    let announcement = draft(&teacher, &form(vec![app.class(Level::P3).await])).await;
    let unseen = marie.call(&ShowAnnouncement { announcement }, &NoBody {}).await;
    assert_eq!(unseen.unwrap_err().code, Code::NotFound);
    let seen = show(app.office().await, announcement).await;
    assert_eq!(seen.announcement.state, AnnouncementState::Draft);
    teacher
        .call(&RemoveAnnouncement { announcement }, &NoBody {})
        .await
        .unwrap();
    let gone = teacher.call(&ShowAnnouncement { announcement }, &NoBody {}).await;
    assert_eq!(gone.unwrap_err().code, Code::NotFound);
}

#[tokio::test]
async fn what_is_out_is_not_removed_and_its_changes_are_seen() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    let before = form(vec![app.class(Level::P3).await]);
    let announcement = publish(&teacher, &before).await;
    let refused = teacher.call(&RemoveAnnouncement { announcement }, &NoBody {}).await;
    assert_eq!(refused.unwrap_err().code, Code::Conflict);
    let same = teacher
        .call(&ChangeAnnouncement { announcement }, &before)
        .await
        .unwrap();
    assert!(same.edits.is_empty(), "the same again changes nothing");
    let mut after = before.clone();
    after.versions[0].title = "Sortie à Blegny".to_owned();
    teacher
        .call(&ChangeAnnouncement { announcement }, &after)
        .await
        .unwrap();
    let seen = show(&marie, announcement).await;
    assert_eq!(seen.announcement.title, "Sortie à Blegny");
    assert_eq!(seen.edits.len(), 1);
    assert_eq!(seen.edits[0].parts[0].part, AnnouncementPart::Text);
    assert_eq!(seen.edits[0].parts[0].locale, Some(Locale::Fr));
    assert_eq!(seen.announcement.edited_at, Some(seen.edits[0].at));
}

#[tokio::test]
async fn whoever_is_late_writes_over_nobody() {
    let app = TestApp::start().await;
    let (teacher, ..) = class_of_three(&app).await;
    let mut new = form(vec![app.class(Level::P3).await]);
    let announcement = draft(&teacher, &new).await;
    new.pinned = true;
    let call = ChangeAnnouncement { announcement };
    teacher.change(&call, 1, &new).await.unwrap();
    let late = app.office().await.change(&call, 1, &new).await.unwrap_err();
    assert_eq!(late.code, Code::Stale);
}

type Twist = fn(&mut AnnouncementForm);

#[rstest]
#[case::audience(|form: &mut AnnouncementForm| form.audience.teachers = true)]
#[case::all(|form: &mut AnnouncementForm| form.audience.class_ids.clear())]
#[case::signature(|form: &mut AnnouncementForm| form.asks_signature = true)]
#[case::questions(|form: &mut AnnouncementForm| form.versions[0].questions.push("Mange-t-il chaud ?".to_owned()))]
#[case::language(|form: &mut AnnouncementForm| { form.versions[0].locale = Locale::En; form.original = Locale::En; })]
#[tokio::test]
async fn nobody_signs_something_else_than_they_did(#[case] twist: Twist) {
    let app = TestApp::start().await;
    let office = app.office().await;
    let before = asking(vec![app.class(Level::P3).await]);
    let announcement = publish(office, &before).await;
    let mut after = before.clone();
    twist(&mut after);
    let refused = office
        .call(&ChangeAnnouncement { announcement }, &after)
        .await
        .unwrap_err();
    assert_eq!(refused.code, Code::Conflict);
    assert!(show(office, announcement).await.edits.is_empty());
}

#[tokio::test]
async fn a_withdrawn_one_says_so_and_no_more() {
    let app = TestApp::start().await;
    let (teacher, marie, _) = class_of_three(&app).await;
    let announcement = publish(&teacher, &form(vec![app.class(Level::P3).await])).await;
    teacher
        .call(&WithdrawAnnouncement { announcement }, &NoBody {})
        .await
        .unwrap();
    let seen = show(&marie, announcement).await;
    assert_eq!(seen.announcement.state, AnnouncementState::Withdrawn);
    assert!(seen.versions.iter().all(|version| version.body.is_none()));
    assert!(seen.announcement.excerpt.is_empty());
    assert!(super::feed(&marie).await.is_empty());
    assert!(show(&teacher, announcement).await.versions[0].body.is_some());
    let again = teacher.call(&WithdrawAnnouncement { announcement }, &NoBody {}).await;
    assert_eq!(again.unwrap_err().code, Code::AlreadyDecided);
    let change = form(vec![app.class(Level::P3).await]);
    let refused = teacher.call(&ChangeAnnouncement { announcement }, &change).await;
    assert_eq!(refused.unwrap_err().code, Code::Conflict);
}

#[rstest]
#[case(|form: &mut AnnouncementForm| form.audience.parents = false, "/audience")]
#[case(|form: &mut AnnouncementForm| form.versions[0].title = " ".to_owned(), "/versions/0/title")]
#[case(|form: &mut AnnouncementForm| form.versions[0].body = "x".repeat(10_001), "/versions/0/body")]
#[case(|form: &mut AnnouncementForm| form.versions.push(text(Locale::Fr, "Encore")), "/versions/1/locale")]
#[case(|form: &mut AnnouncementForm| form.versions[0].locale = Locale::Nl, "/original")]
#[tokio::test]
async fn a_form_says_what_it_lacks(#[case] twist: Twist, #[case] pointer: &str) {
    let app = TestApp::start().await;
    let mut new = form(Vec::new());
    twist(&mut new);
    let problem = app.office().await.call(&DraftAnnouncement {}, &new).await.unwrap_err();
    assert_eq!(problem.code, Code::Invalid);
    assert_eq!(problem.errors[0].pointer, pointer);
}
