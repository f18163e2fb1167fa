//! Mails: a week before the end, and about what goes with theirs, once a day at most and never in quiet hours.

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    moment::Moment,
    page::NoBody,
    schools::types::Level,
    sel::{
        service_calls::{OfferService, RenewService},
        service_forms::ServiceForm,
    },
};
use store::{
    jobs::NewJob,
    schema::jobs,
    sel::services::mail::{MailEnding, MailMatches},
};
use testkit::{app::TestApp, person::Person};

use super::{form, offer, request};

/// When the jobs of a kind are to be done that are not done yet.
async fn waiting<J: NewJob>(app: &TestApp) -> Vec<Moment> {
    let kind = J::KIND;
    let found = app.store().read(move |db| {
        Ok(jobs::table
            .filter(jobs::kind.eq(kind))
            .filter(jobs::finished_at.is_null())
            .order(jobs::run_at)
            .select(jobs::run_at)
            .load(db)?)
    });
    found.await.unwrap()
}

/// Lets the jobs of a kind be due now.
async fn make_due<J: NewJob>(app: &TestApp) {
    let kind = J::KIND;
    let moved = app.store().write(move |tx| {
        let waiting = jobs::table
            .filter(jobs::kind.eq(kind))
            .filter(jobs::finished_at.is_null());
        diesel::update(waiting).set(jobs::run_at.eq(tx.now)).execute(tx.db)?;
        Ok(())
    });
    moved.await.unwrap();
}

async fn done<J: NewJob>(app: &TestApp) {
    let left = || async {
        waiting::<J>(app)
            .await
            .iter()
            .filter(|at| **at <= store::clock::now())
            .count()
    };
    let began = std::time::Instant::now();
    while began.elapsed().as_secs() < 20 {
        if left().await == 0 {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("a job is never done");
}

fn about(app: &TestApp, person: &Person, words: &str) -> usize {
    let mails = app.mails().to(&person.email);
    mails.iter().filter(|mail| mail.subject.contains(words)).count()
}

#[tokio::test]
async fn an_owner_is_asked_a_week_before_the_end() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    app.nobody_sleeps().await;
    let service = offer(&marie, "Tarte", "cuisine").await;
    let at = waiting::<MailEnding>(&app).await;
    let before = service.expires_at.seconds_since(at[0]);
    assert_eq!((at.len(), before), (1, 7 * 86_400));
    crate::announcements::speaks(&marie, Locale::Nl).await;
    make_due::<MailEnding>(&app).await;
    let mail = app.mails().saying(&marie.email, "Tarte").await;
    assert!(mail.subject.ends_with("loopt bijna af"), "{}", mail.subject);
    assert!(
        mail.body.contains(&format!("/entraide/{}", service.id)),
        "{}",
        mail.body
    );
}

#[tokio::test]
async fn whoever_has_renewed_is_not_asked_about_the_old_end() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    app.nobody_sleeps().await;
    let service = offer(&marie, "Tarte", "cuisine").await.id;
    marie.call(&RenewService { service }, &NoBody {}).await.unwrap();
    assert_eq!(waiting::<MailEnding>(&app).await.len(), 2);
    make_due::<MailEnding>(&app).await;
    app.mails().saying(&marie.email, "Tarte").await;
    done::<MailEnding>(&app).await;
    assert_eq!(about(&app, &marie, "Tarte"), 1, "about the new end only");
}

#[tokio::test]
async fn whoever_asks_hears_of_a_new_offer_once_a_day_at_most() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    app.nobody_sleeps().await;
    request(&marie, "Cherche aide en maths", "devoirs").await;
    let deaf = ServiceForm {
        alerts: Some(false),
        ..form("Dictées", "devoirs")
    };
    marie.call(&OfferService {}, &deaf).await.unwrap();
    offer(&jean, "Leçons de maths", "devoirs").await;
    let mail = app.mails().saying(&marie.email, "Leçons de maths").await;
    assert!(mail.subject.contains("entraide"), "{}", mail.subject);
    done::<MailMatches>(&app).await;
    offer(&jean, "Lecture à voix haute", "devoirs").await;
    done::<MailMatches>(&app).await;
    let later = waiting::<MailMatches>(&app).await;
    assert_eq!(later.len(), 1, "tomorrow");
    assert!(later[0].seconds_since(store::clock::now()) > 23 * 3600);
    assert_eq!(about(&app, &marie, "entraide"), 1);
    assert_eq!(
        about(&app, &jean, "entraide"),
        0,
        "an offer asks for no mails unless its owner does"
    );
}

#[tokio::test]
async fn nobody_hears_of_matches_in_their_quiet_hours() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    app.everybody_sleeps().await;
    request(&marie, "Maths", "devoirs").await;
    offer(&jean, "Maths", "devoirs").await;
    let at = waiting::<MailMatches>(&app).await;
    assert_eq!(at.len(), 1);
    assert!(at[0] > store::clock::now());
}
