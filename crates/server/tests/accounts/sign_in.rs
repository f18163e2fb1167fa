//! Signing in: cookie or tokens, one answer for every refusal, one school at a time.

use diesel::prelude::*;
use domain::{
    accounts::{
        calls::{ListMySessions, Login, ShowMe},
        types::{Credentials, SessionKind},
    },
    id::{MembershipId, SchoolId},
    page::{NoQuery, PageQuery},
    problem::Code,
    schools::types::{GuardianMode, RegistrationMode},
    session::{CLIENT_HEADER, CLIENT_NAME},
};
use reqwest::Method;
use store::{
    schema::{accounts, memberships},
    schools::school::{self, NewSchool},
};
use testkit::{
    app::{PASSWORD, TestApp, address},
    client::{Answer, send},
};

fn credentials(email: &str, password: &str) -> Credentials {
    Credentials {
        email: email.to_owned(),
        password: password.to_owned(),
        code: None,
        session: SessionKind::Bearer,
        school_id: None,
    }
}

async fn login(app: &TestApp, credentials: &Credentials) -> Answer {
    let body = serde_json::to_string(credentials).unwrap();
    app.guest().raw("POST", "/api/v1/login", body).await
}

#[tokio::test]
async fn every_refusal_looks_the_same() {
    let app = TestApp::start().await;
    app.register_and_verify("Marie").await;
    let refusals = [
        login(&app, &credentials("nobody@example.be", PASSWORD)).await,
        login(&app, &credentials(&address("Marie"), "cinq moutons verts")).await,
        login(&app, &credentials("not an address", PASSWORD)).await,
    ];
    for refusal in &refusals {
        let mut problem = refusal.problem();
        assert_eq!(problem.code, Code::WrongCredentials);
        problem.instance = None;
        let mut first = refusals[0].problem();
        first.instance = None;
        assert_eq!(problem, first);
    }
}

#[tokio::test]
async fn the_address_may_be_typed_in_capitals() {
    let app = TestApp::start().await;
    app.register_and_verify("Marie").await;
    assert_eq!(
        login(&app, &credentials(" MARIE@EXAMPLE.BE ", PASSWORD)).await.status,
        200
    );
}

#[tokio::test]
async fn a_closed_account_cannot_sign_in_and_its_sessions_end() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    app.store()
        .write(|tx| {
            diesel::update(accounts::table)
                .set(accounts::is_active.eq(false))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
    let refused = login(&app, &credentials(&address("Marie"), PASSWORD)).await;
    assert_eq!(refused.problem().code, Code::WrongCredentials);
    // another node has not seen the session before
    let elsewhere = app.node2();
    let problem = marie.on(&elsewhere).ask(&ShowMe {}, &NoQuery {}).await.unwrap_err();
    assert_eq!(problem.code, Code::Unauthenticated);
}

#[tokio::test]
async fn a_browser_gets_a_cookie_that_scripts_and_other_sites_cannot_use() {
    let app = TestApp::start().await;
    app.register_and_verify("Marie").await;
    let mut wanted = credentials(&address("Marie"), PASSWORD);
    wanted.session = SessionKind::Cookie;
    let answer = login(&app, &wanted).await;
    let body = answer.json();
    assert_eq!(body["token_type"], "cookie");
    assert!(body.get("access_token").is_none() && body.get("refresh_token").is_none());
    let cookie = answer.header("set-cookie").unwrap();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let pair = cookie.split(';').next().unwrap().to_owned();
    let request = |method: Method, path: &str| app.guest().request(method, path).header("cookie", &pair);

    assert_eq!(send(request(Method::GET, "/api/v1/me")).await.status, 200);
    let without_header = send(request(Method::POST, "/api/v1/logout")).await;
    assert_eq!(without_header.problem().code, Code::ForeignOrigin);
    let from_elsewhere = request(Method::POST, "/api/v1/logout")
        .header(CLIENT_HEADER, CLIENT_NAME)
        .header("origin", "https://evil.example");
    assert_eq!(send(from_elsewhere).await.problem().code, Code::ForeignOrigin);

    let left = send(request(Method::POST, "/api/v1/logout").header(CLIENT_HEADER, CLIENT_NAME)).await;
    assert_eq!(left.status, 204);
    assert!(left.header("set-cookie").unwrap().contains("Max-Age=0"));
    let after = send(request(Method::GET, "/api/v1/me")).await;
    assert_eq!(after.problem().code, Code::Unauthenticated);
}

#[tokio::test]
async fn a_person_of_two_schools_is_in_one_at_a_time() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let account = marie.id;
    let other: SchoolId = app
        .store()
        .write(move |tx| {
            let other = school::add(
                tx,
                &NewSchool {
                    name: "École des Autres".to_owned(),
                    locality: "Haren".to_owned(),
                    registration_mode: RegistrationMode::Open,
                    guardian_mode: GuardianMode::Code,
                    registration_code: None,
                    demo: false,
                },
            )?;
            diesel::insert_into(memberships::table)
                .values((
                    memberships::id.eq(MembershipId::fresh()),
                    memberships::school_id.eq(other.id),
                    memberships::account_id.eq(account),
                    memberships::role.eq("parent"),
                    memberships::status.eq("pending"),
                    memberships::created_at.eq(tx.now),
                ))
                .execute(tx.db)?;
            Ok(other.id)
        })
        .await
        .unwrap();
    let mut wanted = credentials(&address("Marie"), PASSWORD);
    for (asked, got) in [(None, app.school), (Some(other), other), (Some(app.school), app.school)] {
        wanted.school_id = asked;
        let signed_in = app.guest().call(&Login {}, &wanted).await.unwrap();
        assert_eq!(signed_in.school_id, got);
    }
    wanted.school_id = Some(SchoolId::fresh());
    assert_eq!(login(&app, &wanted).await.problem().code, Code::WrongCredentials);
}

#[tokio::test]
async fn a_device_is_named_in_short() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let body = serde_json::to_string(&credentials(&address("Marie"), PASSWORD)).unwrap();
    let request = app
        .guest()
        .request(Method::POST, "/api/v1/login")
        .header("content-type", "application/json")
        .header(
            "user-agent",
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        )
        .body(body);
    assert_eq!(send(request).await.status, 200);
    let sessions = marie.ask(&ListMySessions {}, &PageQuery::default()).await.unwrap();
    let devices: Vec<&str> = sessions.items.iter().map(|session| session.device.as_str()).collect();
    assert!(devices.contains(&"Firefox, Linux"), "{devices:?}");
}
