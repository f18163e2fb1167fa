//! What there is of every target: a room, a message with a document, a poll, a report, an announcement.

use domain::id::{Account, Id};
use serde_json::json;
use testkit::client::Client;

use super::{Build, word_in};
use crate::permissions::identity::Target;

/// The message of this target is reported and its author warned; a parent of the class will moderate it from tomorrow on.
pub async fn judge(build: &mut Build, (reporter, office): (&Client, &Client), target: Target) {
    let of = |name: &str| build.ids[&(name.to_owned(), target)].clone();
    let (room, message) = (of("conversation"), of("message"));
    let tomorrow = store::clock::now().plus_seconds(24 * 3600);
    let term = json!({
        "class_id": of("class"),
        "account_id": of("account"),
        "starts_at": tomorrow,
        "ends_at": tomorrow.plus_seconds(24 * 3600),
    });
    let path = format!("/api/v1/conversations/{room}/messages/{message}/reports");
    let sent = reporter
        .raw("POST", &path, json!({ "reason": "insult" }).to_string())
        .await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    let open = office.get("/api/v1/moderation/reports?status=open").await.json();
    let case = word_in(&open, "/items/0/id");
    let path = format!("/api/v1/moderation/reports/{case}/acts");
    let decision = json!({ "acts": ["warn"], "reason": "Doucement." }).to_string();
    let decided = office.raw("POST", &path, decision).await;
    assert_eq!(decided.status, 200, "{}", decided.body);
    build.there_is("case", target, case);
    let made = office.raw("POST", "/api/v1/moderation/terms", term.to_string()).await;
    assert_eq!(made.status, 201, "{}", made.body);
    build.there_is("term", target, word_in(&made.json(), "/id"));
}

/// A room that everybody of a school may join; nobody has.
pub async fn public_room(build: &mut Build, (by, target): (&Client, Target), title: &str) {
    let body = json!({ "kind": "public", "title": title }).to_string();
    let made = by.raw("POST", "/api/v1/conversations", body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    build.there_is("slug", target, word_in(&made.json(), "/slug"));
}

/// Sends a document into the room of this target.
pub async fn hang_file(person: &Client, build: &mut Build, (target, marker): (Target, &str)) {
    let room = build.ids[&("conversation".to_owned(), target)].clone();
    let request = person.request(reqwest::Method::POST, "/api/v1/files?name=menu.txt");
    let answer = testkit::client::send(request.body(format!("{marker} frites"))).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let file = word_in(&answer.json(), "/id");
    let body = json!({ "content": "", "client_msg_id": Id::<Account>::fresh(), "attachments": [file] });
    let path = format!("/api/v1/conversations/{room}/messages");
    let sent = person.raw("POST", &path, body.to_string()).await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    build.there_is("file", target, file);
    build.there_is("message", target, word_in(&sent.json(), "/id"));
}

/// Asks a question in the room of this target, and writes something for tomorrow.
pub async fn ask_and_schedule(person: &Client, build: &mut Build, (target, marker): (Target, &str)) {
    let room = build.ids[&("conversation".to_owned(), target)].clone();
    let poll = json!({ "options": [format!("{marker} samedi"), "dimanche"] });
    let body = json!({ "content": "Quel jour ?", "client_msg_id": Id::<Account>::fresh(), "poll": poll });
    let path = format!("/api/v1/conversations/{room}/messages");
    let sent = person.raw("POST", &path, body.to_string()).await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    build.there_is("poll", target, word_in(&sent.json(), "/id"));
    let scheduled = schedule(person, &room, marker).await.expect("somebody of the room");
    build.there_is("scheduled", target, scheduled);
}

/// Something for tomorrow, of whoever may write in the room.
pub async fn schedule(person: &Client, room: &str, marker: &str) -> Option<String> {
    let tomorrow = store::clock::now().plus_seconds(24 * 3600);
    let body = json!({ "content": format!("{marker} bonjour demain"), "send_at": tomorrow });
    let path = format!("/api/v1/conversations/{room}/scheduled");
    let sent = person.raw("POST", &path, body.to_string()).await;
    (sent.status == 201).then(|| word_in(&sent.json(), "/id"))
}

/// Something that the families of one class are told and asked.
pub async fn announce(by: &Client, build: &mut Build, (target, text): (Target, &str)) {
    let class = &build.ids[&("class".to_owned(), target)];
    let form = json!({
        "original": "fr",
        "audience": { "class_ids": [class], "parents": true, "teachers": false },
        "versions": [{ "locale": "fr", "by": "human", "title": text, "body": text, "questions": [text] }],
        "asks_signature": true,
    });
    let made = by.raw("POST", "/api/v1/announcements", form.to_string()).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let id = word_in(&made.json(), "/announcement/id");
    build.there_is("question", target, word_in(&made.json(), "/question_ids/0"));
    let out = by
        .raw("POST", &format!("/api/v1/announcements/{id}/publish"), "{}")
        .await;
    assert_eq!(out.status, 200, "{}", out.body);
    build.there_is("announcement", target, id);
}

/// Something that the person of this target offers to everybody of their school.
pub async fn offer(person: &Client, build: &mut Build, (target, title): (Target, &str)) {
    let body = json!({ "title": title, "category": "cuisine" }).to_string();
    let made = person.raw("POST", "/api/v1/sel/services", body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    build.there_is("service", target, word_in(&made.json(), "/id"));
}

/// Somebody pays the owner of the offer of this target for it, confirms, and says thank you.
pub async fn thanked(build: &mut Build, (payer, owner): (&Client, &Client), target: Target) {
    let (service, account) = (
        build.ids[&("service".to_owned(), target)].clone(),
        word_in(&owner.get("/api/v1/me").await.json(), "/id"),
    );
    let body = json!({ "to": account, "units": 30, "description": "Tarte", "service_id": service });
    let request = payer
        .request(reqwest::Method::POST, "/api/v1/sel/transactions")
        .header("idempotency-key", Id::<Account>::fresh().to_string());
    let paid = testkit::client::send(request.json(&body)).await;
    assert_eq!(paid.status, 201, "{}", paid.body);
    let transfer = word_in(&paid.json(), "/transfer/id");
    for (by, act) in [(owner, "approve"), (payer, "confirm")] {
        let path = format!("/api/v1/sel/transactions/{transfer}/{act}");
        let done = by.raw("PUT", &path, "{}").await;
        assert_eq!(done.status, 200, "{}", done.body);
    }
    let path = format!("/api/v1/sel/transactions/{transfer}/review");
    let said = payer.raw("POST", &path, "{}").await;
    assert_eq!(said.status, 201, "{}", said.body);
    build.there_is("review", target, word_in(&said.json(), "/id"));
}

/// Units that somebody offers to the person of this target.
pub async fn exchange(by: &Client, build: &mut Build, (target, text): (Target, &str)) {
    let person = &build.ids[&("account".to_owned(), target)];
    let form = json!({ "to": person, "units": 10, "description": format!("{text} garde") });
    let request = by
        .request(reqwest::Method::POST, "/api/v1/sel/transactions")
        .header("idempotency-key", Id::<Account>::fresh().to_string())
        .json(&form);
    let made = testkit::client::send(request).await;
    assert_eq!(made.status, 201, "{}", made.body);
    build.there_is("transfer", target, word_in(&made.json(), "/transfer/id"));
}
