//! Announcements: who may write, who reads, what is proved.

mod answering;
mod at_once;
mod audience;
mod ending;
mod files;
mod languages;
mod live;
mod mails;
mod merging;
mod publishing;
mod receipts;
mod slips;
mod writing;

use domain::{
    accounts::{calls::ShowMe, types::Locale},
    announcements::{
        calls::{ChangeAnnouncementRules, DraftAnnouncement, ListAnnouncements, PublishAnnouncement, ShowAnnouncement},
        forms::{
            AnnouncementAudience, AnnouncementForm, AnnouncementQuery, AnnouncementRulesForm, AnnouncementVersionForm,
            WrittenBy,
        },
        types::{AnnouncementDetail, AnnouncementInfo},
    },
    id::{AnnouncementId, ClassId},
    page::{NoBody, NoQuery},
    schools::types::Level,
};
use testkit::{app::TestApp, person::Person};

/// A text in one language.
fn text(locale: Locale, title: &str) -> AnnouncementVersionForm {
    AnnouncementVersionForm {
        locale,
        by: WrittenBy::Human,
        title: title.to_owned(),
        body: format!("{title}.\n\nÀ bientôt."),
        questions: Vec::new(),
    }
}

/// Something in French for the guardians of these classes; of none for those of the whole school.
fn form(class_ids: Vec<ClassId>) -> AnnouncementForm {
    AnnouncementForm {
        original: Locale::Fr,
        audience: AnnouncementAudience {
            class_ids,
            parents: true,
            teachers: false,
        },
        versions: vec![text(Locale::Fr, "Sortie à Bokrijk")],
        asks_signature: false,
        answer_by: None,
        pinned: false,
        file_ids: Vec::new(),
    }
}

/// The same with a question.
fn asking(class_ids: Vec<ClassId>) -> AnnouncementForm {
    let mut asking = form(class_ids);
    asking.versions[0].questions = vec!["Mon enfant participe".to_owned()];
    asking
}

async fn draft(by: &Person, form: &AnnouncementForm) -> AnnouncementId {
    by.call(&DraftAnnouncement {}, form).await.unwrap().announcement.id
}

async fn publish(by: &Person, form: &AnnouncementForm) -> AnnouncementId {
    let announcement = draft(by, form).await;
    by.call(&PublishAnnouncement { announcement }, &NoBody {})
        .await
        .unwrap();
    announcement
}

async fn show(by: &Person, announcement: AnnouncementId) -> AnnouncementDetail {
    by.call(&ShowAnnouncement { announcement }, &NoBody {}).await.unwrap()
}

async fn feed(by: &Person) -> Vec<AnnouncementInfo> {
    let query = AnnouncementQuery::default();
    by.ask(&ListAnnouncements {}, &query).await.unwrap().items
}

/// What the school asks of announcements.
async fn rules(app: &TestApp, approval: bool, both_languages: bool) {
    let form = AnnouncementRulesForm {
        approval,
        both_languages,
    };
    app.office()
        .await
        .call(&ChangeAnnouncementRules {}, &form)
        .await
        .unwrap();
}

/// Somebody reads in another language from now on.
pub async fn speaks(person: &Person, locale: Locale) {
    let me = person.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    let profile = serde_json::json!({ "first_name": me.first_name, "last_name": me.last_name, "locale": locale });
    let request = person
        .request(reqwest::Method::PUT, "/api/v1/me")
        .header("if-match", "*")
        .json(&profile);
    let answer = testkit::client::send(request).await;
    assert!(answer.status.is_success(), "{}", answer.body);
}

/// A teacher of P3, and a parent with a child there.
async fn class_of_three(app: &TestApp) -> (Person, Person, domain::id::ChildId) {
    let teacher = app.teacher("Anne", &[Level::P3]).await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    (teacher, marie, child)
}
