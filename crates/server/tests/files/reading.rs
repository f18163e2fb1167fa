//! Z7: files follow their message. Whoever may read it now may read them, and nobody else, however they ask.

use domain::endpoint::Endpoint;
use domain::{
    families::calls::RemoveChild,
    files::calls::ReadFile,
    id::{FileId, MembershipId},
    page::NoBody,
    schools::types::{Level, Role},
};
use reqwest::{Method, StatusCode};
use testkit::{app::TestApp, client::Client, person::Person};

use super::{fetch, samples, send_files, small_status, status, upload};

/// Everybody who asks for the files of the class, and whether they are let in.
async fn askers(app: &TestApp) -> Vec<(&'static str, Client, bool)> {
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let other_teacher = app.teacher("Theo", &[Level::P4]).await;
    let admin = app.staff("Adam", Role::Admin).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (otto, _) = app.parent_of("Otto", Level::P4).await;
    let (former, child) = app.parent_of("Fanny", Level::P3).await;
    former.call(&RemoveChild { child }, &NoBody {}).await.unwrap();
    let childless = app.register_and_verify("Nora").await;
    let (suspended, _) = app.parent_of("Susan", Level::P3).await;
    suspend(app, &suspended).await;
    let signed_out = app.sign_in("Jean").await;
    signed_out.raw("POST", "/api/v1/logout", "{}").await;
    let client = |person: &Person| -> Client { (**person).clone() };
    vec![
        ("nobody", app.guest(), false),
        (
            "a wrong token",
            Client::new(app.node.base(), Some("eyJ.x.y".to_owned())),
            false,
        ),
        ("a parent of the class", client(&jean), true),
        ("a parent of another class", client(&otto), false),
        ("a parent who was removed", client(&former), false),
        ("a parent without children", client(&childless), false),
        ("a suspended parent", client(&suspended), false),
        ("a session that was ended", client(&signed_out), false),
        ("the teacher", client(&teacher), true),
        ("another teacher", client(&other_teacher), false),
        ("the admin", client(&admin), false),
        ("the direction", client(app.office().await), false),
    ]
}

async fn suspend(app: &TestApp, person: &Person) {
    let me = person.get("/api/v1/me").await.json();
    let membership: MembershipId = me["membership"]["id"].as_str().unwrap().parse().unwrap();
    let path = format!("/api/v1/memberships/{membership}/suspend");
    let request = app.office().await.request(Method::POST, &path).header("if-match", "*");
    let answer = testkit::client::send(request.json(&serde_json::json!({ "reason": "un essai" }))).await;
    assert!(answer.status.is_success(), "{}", answer.body);
}

#[tokio::test]
async fn whoever_may_read_the_message_may_read_its_files_and_nobody_else() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let askers = askers(&app).await;
    let room = marie.class_room(Level::P3).await;
    let waiting = upload(&marie, "photo.jpg", samples::jpeg(60, 40)).await.unwrap();
    for (who, client, _) in &askers {
        assert_ne!(status(client, waiting.id).await, 200, "{who}, before it is sent");
    }
    assert_eq!(
        status(&marie, waiting.id).await,
        200,
        "its owner sees it before sending"
    );
    send_files(&marie, room, "", &[waiting.id]).await;
    for (who, client, may) in &askers {
        for path in paths(waiting.id) {
            let answer = fetch(client, &path).await;
            assert_eq!(
                answer.status() == StatusCode::OK,
                *may && is_plain(&path),
                "{who}: {path}"
            );
            let part = client
                .request(Method::GET, &path)
                .header("range", "bytes=0-9")
                .send()
                .await
                .unwrap();
            assert_eq!(
                part.status() == StatusCode::PARTIAL_CONTENT,
                *may && is_plain(&path),
                "{who}: part of {path}"
            );
            if !(*may && is_plain(&path)) {
                let body = part.bytes().await.unwrap();
                assert!(!body.starts_with(b"\xff\xd8"), "{who} gets bytes from {path}");
            }
        }
    }
}

/// The file, its small picture, and ways around the question.
fn paths(file: FileId) -> Vec<String> {
    let path = format!("/api/v1{}", ReadFile { file }.uri());
    let folder = format!("{}", file.as_uuid().simple());
    vec![
        path.clone(),
        format!("{path}/thumbnail"),
        format!("{path}/../{file}"),
        format!("/api/v1/files/..%2ffiles%2f{file}"),
        format!("/api/v1/files/%2e%2e/{file}"),
        format!("/api/v1/files/{folder}"),
        format!("/files/{file}"),
        format!("/data/files/{file}"),
        format!("/api/v1/files/{file}%00"),
        format!("/api/v1/files/{file}%2fthumbnail"),
    ]
}

fn is_plain(path: &str) -> bool {
    let rest = path.strip_prefix("/api/v1/files/").unwrap_or("..");
    // a path with dots is made plain before it is sent, and an id may be written without hyphens
    let is_made_plain = path.contains("/../") && path.starts_with("/api/v1/files/");
    is_made_plain || (!rest.contains('%') && !rest.contains(".."))
}

#[tokio::test]
async fn whoever_leaves_the_room_loses_its_files() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let photo = upload(&marie, "photo.jpg", samples::jpeg(60, 40)).await.unwrap();
    send_files(&marie, room, "", &[photo.id]).await;
    let tag = fetch(&marie, &photo.url).await.headers()["etag"].clone();
    marie.call(&RemoveChild { child }, &NoBody {}).await.unwrap();
    assert_eq!(
        (status(&marie, photo.id).await, small_status(&marie, photo.id).await),
        (404, 404),
        "although it was hers"
    );
    let known = marie.request(Method::GET, &photo.url).header("if-none-match", tag);
    assert_eq!(
        known.send().await.unwrap().status(),
        404,
        "not even that she has it already"
    );
    assert_eq!(status(&jean, photo.id).await, 200);
}

#[tokio::test]
async fn a_part_is_given_and_what_is_known_is_not_sent_again() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let bytes = samples::pdf("0123456789");
    let file = upload(&marie, "Menu d’été.pdf", bytes.clone()).await.unwrap();
    let ask = |name: &'static str, value: String| marie.request(Method::GET, &file.url).header(name, value).send();

    let whole = fetch(&marie, &file.url).await;
    let header = |answer: &reqwest::Response, name: &str| {
        let value = answer
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned());
        value.unwrap_or_default()
    };
    for (name, value) in [
        ("content-type", "application/pdf"),
        ("cache-control", "private, no-cache"),
        ("accept-ranges", "bytes"),
        ("x-content-type-options", "nosniff"),
        (
            "content-security-policy",
            "default-src 'none'; sandbox; frame-ancestors 'none'",
        ),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "content-disposition",
            "attachment; filename=\"Menu_d__t_.pdf\"; filename*=UTF-8''Menu%20d%E2%80%99%C3%A9t%C3%A9.pdf",
        ),
    ] {
        assert_eq!(header(&whole, name), value, "{name}");
    }
    let tag = header(&whole, "etag");
    assert_eq!(whole.bytes().await.unwrap(), bytes);

    let part = ask("range", "bytes=9-14".to_owned()).await.unwrap();
    assert_eq!(part.status(), 206);
    assert_eq!(header(&part, "content-range"), format!("bytes 9-14/{}", bytes.len()));
    assert_eq!(part.bytes().await.unwrap(), bytes[9..15]);
    let beyond = ask("range", format!("bytes={}-", bytes.len())).await.unwrap();
    assert_eq!(beyond.status(), 416);
    assert_eq!(header(&beyond, "content-range"), format!("bytes */{}", bytes.len()));
    let known = ask("if-none-match", tag.clone()).await.unwrap();
    assert_eq!(
        (known.status(), header(&known, "etag")),
        (StatusCode::NOT_MODIFIED, tag.clone())
    );
    let other = marie
        .request(Method::GET, &file.url)
        .header("range", "bytes=0-1")
        .header("if-range", "\"other\"");
    assert_eq!(
        other.send().await.unwrap().status(),
        200,
        "a part of something else is no use"
    );
    let head = marie.request(Method::HEAD, &file.url).send().await.unwrap();
    assert_eq!(
        (head.status(), header(&head, "content-length")),
        (StatusCode::OK, bytes.len().to_string())
    );

    let photo = upload(&marie, "photo.jpg", samples::jpeg(60, 40)).await.unwrap();
    let shown = fetch(&marie, &photo.url).await;
    assert!(header(&shown, "content-disposition").starts_with("inline;"));
}

#[tokio::test]
async fn a_browser_reads_files_with_its_cookie() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let photo = upload(&marie, "photo.jpg", samples::jpeg(60, 40)).await.unwrap();
    let body = serde_json::json!({ "email": marie.email, "password": testkit::app::PASSWORD, "session": "cookie" });
    let guest = app.guest();
    let signed_in = guest
        .request(Method::POST, "/api/v1/login")
        .json(&body)
        .send()
        .await
        .unwrap();
    let cookie = signed_in.headers()["set-cookie"]
        .to_str()
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let shown = guest.request(Method::GET, &photo.url).header("cookie", cookie);
    // as an <img> of our own page asks
    let shown = shown.header("sec-fetch-site", "same-origin").send().await.unwrap();
    assert_eq!(shown.status(), 200);
}
