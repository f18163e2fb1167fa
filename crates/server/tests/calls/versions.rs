//! Nobody writes over what somebody else has just written: `ETag` and `If-Match`.

use domain::{
    accounts::{
        calls::{ChangeMe, ShowMe},
        types::{Locale, Profile},
    },
    page::NoQuery,
    problem::Code,
};
use rstest::rstest;
use testkit::{
    app::TestApp,
    client::{Answer, send},
    person::Person,
};

fn profile(first_name: &str) -> Profile {
    Profile {
        first_name: first_name.to_owned(),
        last_name: "Dupont".to_owned(),
        phone: None,
        locale: Locale::Fr,
    }
}

async fn put(person: &Person, tag: Option<&str>, first_name: &str) -> Answer {
    let request = person
        .request(reqwest::Method::PUT, "/api/v1/me")
        .json(&profile(first_name));
    let request = match tag {
        Some(tag) => request.header("if-match", tag),
        None => request,
    };
    send(request).await
}

#[tokio::test]
async fn what_was_read_is_changed_and_what_has_changed_since_is_not() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let read = marie.get("/api/v1/me").await;
    let tag = read.header("etag").unwrap().to_owned();
    let version = read.json()["version"].as_i64().unwrap();
    assert!(tag.starts_with(&format!("\"v{version}-")), "{tag}");

    let changed = put(&marie, Some(&tag), "Zélie").await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    let newer = changed.header("etag").unwrap();
    assert_ne!(newer, tag);
    assert_eq!(marie.get("/api/v1/me").await.header("etag"), Some(newer));

    let refused = put(&marie, Some(&tag), "Jeanne").await;
    assert_eq!(refused.problem().code, Code::Stale);
    let me = marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    assert_eq!((me.first_name.as_str(), me.version), ("Zélie", version + 1));
    let by_version = marie
        .change(&ChangeMe {}, version + 1, &profile("Marie"))
        .await
        .unwrap();
    assert_eq!(by_version.version, version + 2);
}

#[rstest]
#[case(None, Code::PreconditionRequired)]
#[case(Some("\"v99\""), Code::Stale)]
#[case(Some("W/\"v1\""), Code::Stale)]
#[case(Some("\"v1\", \"v2\""), Code::Stale)]
#[case(Some("1"), Code::Stale)]
#[case(Some(""), Code::Stale)]
#[tokio::test]
async fn without_the_version_nothing_is_changed(#[case] tag: Option<&str>, #[case] code: Code) {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    assert_eq!(put(&marie, tag, "Zélie").await.problem().code, code);
    assert_eq!(marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap().first_name, "Marie");
    assert_eq!(put(&marie, Some("*"), "Zélie").await.status, 200);
}

#[tokio::test]
async fn of_many_who_have_read_the_same_one_changes_it() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let version = marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap().version;
    let names: Vec<String> = (0..12).map(|n| format!("Marie {n}")).collect();
    let bodies: Vec<_> = names.iter().map(|name| profile(name)).collect();
    let call = ChangeMe {};
    let changes = bodies.iter().map(|body| marie.change(&call, version, body));
    let answers = futures_util::future::join_all(changes).await;
    let won: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().ok()).collect();
    assert_eq!(won.len(), 1, "{answers:?}");
    assert!(
        answers
            .iter()
            .filter_map(|answer| answer.as_ref().err())
            .all(|problem| problem.code == Code::Stale)
    );
    let me = marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    assert_eq!((&me.first_name, me.version), (&won[0].first_name, version + 1));
}
