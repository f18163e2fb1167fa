//! Parent moderators: from one moment to another, and not a moment longer.

use std::time::Duration;

use domain::{
    id::ConversationId,
    messaging::{
        calls::ShowConversation,
        moderation::{
            calls::{AddTerm, EndTerm, ListTerms},
            terms::NewTerm,
            types::ModerationAct,
        },
    },
    page::{NoBody, NoQuery},
    problem::Code,
    schools::types::Level,
    socket::ServerFrame,
};

use testkit::{person::Person, socket::Socket};

use super::{appoint, decide, only_case, queue, report, room};

/// The terms of these tests turn within seconds.
const PATIENCE: Duration = Duration::from_secs(15);

/// Whether the list of conversations says that somebody moderates this one.
async fn moderates(person: &Person, conversation: ConversationId) -> bool {
    let seen = person
        .call(&ShowConversation { conversation }, &NoBody {})
        .await
        .unwrap();
    seen.moderates
}

#[tokio::test]
async fn a_parent_moderates_during_their_term() {
    let room = room().await;
    appoint(&room.app, room.nadia.id, (-1, 24)).await.unwrap();
    report(&room.marie, room.id, room.said).await.unwrap();
    let hers = super::super::send(&room.teacher, room.id, "du professeur").await;
    report(&room.marie, room.id, hers.id).await.unwrap();
    let own = super::super::send(&room.nadia, room.id, "de moi").await;
    report(&room.marie, room.id, own.id).await.unwrap();
    let case = only_case(&room.nadia).await;
    let refused = decide(&room.nadia, case, &[ModerationAct::Suspend]).await.unwrap_err();
    assert_eq!(refused.code, Code::Forbidden);
    decide(&room.nadia, case, &[ModerationAct::Hide]).await.unwrap();
}

#[tokio::test]
async fn before_and_after_there_are_no_rights() {
    let room = room().await;
    report(&room.marie, room.id, room.said).await.unwrap();
    appoint(&room.app, room.nadia.id, (1, 24)).await.unwrap();
    assert_eq!(queue(&room.nadia).await.unwrap_err().code, Code::Forbidden, "to come");
    assert!(!moderates(&room.nadia, room.id).await, "to come");
    let term = appoint(&room.app, room.nadia.id, (-1, 24)).await.unwrap();
    let case = only_case(&room.nadia).await;
    assert!(moderates(&room.nadia, room.id).await);
    assert!(!moderates(&room.marie, room.id).await && !moderates(&room.teacher, room.id).await);
    // the end comes by itself: no job takes the rights away
    let id = term.id;
    room.app
        .store()
        .write(move |tx| {
            use diesel::prelude::*;
            use store::schema::moderator_terms;
            let over = (
                moderator_terms::starts_at.eq(tx.now.plus_seconds(-7200)),
                moderator_terms::ends_at.eq(tx.now.plus_seconds(-1)),
            );
            diesel::update(moderator_terms::table.find(id))
                .set(over)
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!(queue(&room.nadia).await.unwrap_err().code, Code::Forbidden, "over");
    assert!(!moderates(&room.nadia, room.id).await, "over");
    let refused = decide(&room.nadia, case, &[ModerationAct::Hide]).await.unwrap_err();
    assert_eq!(refused.code, Code::Forbidden);
}

#[tokio::test]
async fn the_direction_appoints_parents_of_the_class_and_ends_terms() {
    let room = room().await;
    let (stranger, _) = room.app.parent_of("Otto", Level::P4).await;
    for (who, hours, code) in [
        (stranger.id, (0, 24), Code::NotFound),
        (room.teacher.id, (0, 24), Code::NotFound),
        (room.nadia.id, (24, 0), Code::Invalid),
        (room.nadia.id, (-48, -24), Code::Invalid),
        (room.nadia.id, (0, 24 * 800), Code::Invalid),
    ] {
        assert_eq!(appoint(&room.app, who, hours).await.unwrap_err().code, code);
    }
    let term = appoint(&room.app, room.nadia.id, (-1, 24)).await.unwrap();
    assert_eq!((term.class_name.as_str(), term.name.as_str()), ("P3", "Nadia Dupont"));
    let office = room.app.office().await;
    let listed = office.ask(&ListTerms {}, &NoQuery {}).await.unwrap().items;
    assert_eq!(listed, std::slice::from_ref(&term));
    assert!(queue(&room.nadia).await.is_ok());
    office.call(&EndTerm { term: term.id }, &NoBody {}).await.unwrap();
    assert_eq!(queue(&room.nadia).await.unwrap_err().code, Code::Forbidden);
    let again = office.call(&EndTerm { term: term.id }, &NoBody {}).await.unwrap_err();
    assert_eq!(again.code, Code::NotFound);
    let audit = office.get("/api/v1/audit?limit=10").await.body;
    assert!(
        audit.contains("moderator_appointed") && audit.contains("moderator_ended"),
        "{audit}"
    );
}

#[tokio::test]
async fn whoever_leaves_the_class_moderates_it_no_more() {
    let room = room().await;
    appoint(&room.app, room.nadia.id, (-1, 24)).await.unwrap();
    assert!(queue(&room.nadia).await.is_ok());
    let children = room.nadia.get("/api/v1/children").await.json();
    let child = children["items"][0]["id"].as_str().unwrap().to_owned();
    let removed = room.nadia.raw("DELETE", &format!("/api/v1/children/{child}"), "").await;
    assert!(removed.status.is_success(), "{}", removed.body);
    assert_eq!(queue(&room.nadia).await.unwrap_err().code, Code::Forbidden);
}

async fn is_told(window: &mut Socket, room: ConversationId) {
    let of_room = |frame: &ServerFrame| matches!(frame, ServerFrame::ConversationSettings { conversation_id } if *conversation_id == room);
    window.wait_at_most(PATIENCE, of_room).await;
    window
        .wait_at_most(PATIENCE, |frame| matches!(frame, ServerFrame::ModerationChanged {}))
        .await;
}

/// Appointed, begun, over: their windows read again what they may do.
#[tokio::test]
async fn a_parent_is_told_when_their_term_begins_and_ends() {
    let room = room().await;
    let mut window = room.nadia.socket().await;
    let mut others = room.marie.socket().await;
    let now = store::clock::now();
    let term = NewTerm {
        class_id: room.app.class(Level::P3).await,
        account_id: room.nadia.id,
        starts_at: now.plus_seconds(2),
        ends_at: now.plus_seconds(7),
    };
    let office = room.app.office().await;
    office.call(&AddTerm {}, &term).await.unwrap();
    is_told(&mut window, room.id).await;
    assert!(!moderates(&room.nadia, room.id).await, "to come");
    is_told(&mut window, room.id).await;
    assert!(
        moderates(&room.nadia, room.id).await,
        "the runner does it at its moment"
    );
    is_told(&mut window, room.id).await;
    assert!(!moderates(&room.nadia, room.id).await, "over");
    let term = appoint(&room.app, room.nadia.id, (-1, 24)).await.unwrap();
    is_told(&mut window, room.id).await;
    office.call(&EndTerm { term: term.id }, &NoBody {}).await.unwrap();
    is_told(&mut window, room.id).await;
    let told = others.settle().await;
    assert!(
        !told.contains(&ServerFrame::ModerationChanged {}),
        "it is nobody else's"
    );
}
