//! The direction's one switch, the end of a link, and dates: what was open is closed at once, in every window.

use std::time::Duration;

use domain::{
    families::{
        calls::{
            AddChild, ConfirmGuardianLink, EndGuardianLink, InviteGuardian, LiftRestriction, ListChildAccesses,
            ListGuardians, ListMyChildren, RemoveChild, RestrictGuardian, ShowSchoolChild,
        },
        households::{GuardianInvitation, LinkReason},
        rules::NO_RIGHTS,
        types::{Confirmation, LinkStatus, Relationship},
    },
    id::{ChildId, ConversationId, GuardianLinkId},
    messaging::{
        calls::{ListMessages, SendMessage},
        history::HistoryQuery,
    },
    page::{NoBody, PageQuery},
    problem::Code,
    schools::types::{Level, Role},
    socket::ServerFrame,
};
use testkit::{app::TestApp, person::Person, school::with_code, socket::Socket};

use crate::{
    families::{link_of, message, over_there, second_node},
    messaging::places,
};

fn because(reason: &str) -> LinkReason {
    LinkReason {
        reason: reason.to_owned(),
    }
}

async fn restrict(app: &TestApp, link: GuardianLinkId) {
    let call = RestrictGuardian { link };
    app.office()
        .await
        .call(&call, &because("Jugement du 12 novembre"))
        .await
        .unwrap();
}

pub async fn hears_the_end(window: &mut Socket, room: ConversationId) {
    window
        .wait_at_most(
            Duration::from_secs(2),
            |frame| matches!(frame, ServerFrame::ConversationLeft { conversation_id } if *conversation_id == room),
        )
        .await;
}

pub async fn sees_nothing(person: &Person, child: ChildId, room: ConversationId) {
    let history = person
        .ask(&ListMessages { conversation: room }, &HistoryQuery::default())
        .await;
    assert_eq!(history.unwrap_err().code, Code::NotFound);
    let accesses = person.ask(&ListChildAccesses { child }, &PageQuery::default()).await;
    assert_eq!(accesses.unwrap_err().code, Code::Forbidden);
    let mine = person.ask(&ListMyChildren {}, &PageQuery::default()).await.unwrap();
    let mine = mine.items.iter().find(|mine| mine.id == child).unwrap();
    assert_eq!(
        (mine.rights, mine.in_force, mine.class.clone()),
        (NO_RIGHTS, false, None)
    );
    let guardians = person.call(&ListGuardians { child }, &NoBody {}).await.unwrap();
    assert_eq!(guardians.items.len(), 1, "only themselves");
}

/// Z4, T14.
#[tokio::test]
async fn a_restriction_closes_everything_in_every_window_within_two_seconds() {
    let app = TestApp::start().await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let elsewhere = second_node(&app);
    let there = over_there(&marie, elsewhere.as_ref());
    let (mut here_window, mut there_window) = (marie.socket().await, there.socket().await);
    let link = link_of(&app, child, &marie).await.link_id;
    restrict(&app, link).await;
    hears_the_end(&mut here_window, room).await;
    hears_the_end(&mut there_window, room).await;
    sees_nothing(&marie, child, room).await;
    sees_nothing(&there, child, room).await;
    jean.call(&SendMessage { conversation: room }, &message("Entre nous"))
        .await
        .unwrap();
    for window in [&mut here_window, &mut there_window] {
        let heard = window.settle().await;
        assert!(
            !heard.iter().any(|frame| matches!(frame, ServerFrame::Message { .. })),
            "{heard:?}"
        );
    }
    let call = LiftRestriction { link };
    app.office()
        .await
        .call(&call, &because("Levée le 1er décembre"))
        .await
        .unwrap();
    assert_eq!(marie.class_room(Level::P3).await, room);
}

/// Whoever is restricted stays so: no code, no declaration, no removal takes it away, and they bring nobody in.
#[tokio::test]
async fn a_restriction_is_not_walked_around() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    restrict(&app, link_of(&app, child, &marie).await.link_id).await;
    let code = app.child_code(child).await;
    let by_code = marie.call(&AddChild {}, &with_code(code)).await;
    assert_eq!(by_code.unwrap_err().code, Code::AlreadyLinked);
    let removed = marie.call(&RemoveChild { child }, &NoBody {}).await;
    assert_eq!(removed.unwrap_err().code, Code::Forbidden);
    let declared = crate::families::declare(&app, &marie, ("Louis", "Autre")).await;
    let into = Confirmation { child_id: Some(child) };
    let link = declared.link_id;
    let confirmed = app.office().await.call(&ConfirmGuardianLink { link }, &into).await;
    assert_eq!(confirmed.unwrap_err().code, Code::AlreadyLinked);
    let invited = GuardianInvitation {
        email: "ami@example.be".to_owned(),
        relationship: Relationship::Other,
        same_household: false,
    };
    let invited = marie.call(&InviteGuardian { child }, &invited).await;
    assert_eq!(invited.unwrap_err().code, Code::Forbidden);
    assert!(marie.find_class_room(Level::P3).await.is_none());
}

#[tokio::test]
async fn each_act_is_done_once_and_its_reason_is_kept_for_the_office() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let teacher = app.teacher("Anne", &[Level::P3]).await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let link = link_of(&app, child, &marie).await.link_id;
    let lifted = office.call(&LiftRestriction { link }, &because("rien")).await;
    assert_eq!(lifted.unwrap_err().code, Code::AlreadyDecided);
    restrict(&app, link).await;
    let again = office.call(&RestrictGuardian { link }, &because("encore")).await;
    assert_eq!(again.unwrap_err().code, Code::AlreadyDecided);
    let reason = link_of(&app, child, &marie).await.restriction_reason;
    assert_eq!(reason.as_deref(), Some("Jugement du 12 novembre"));
    let record = teacher.call(&ShowSchoolChild { child }, &NoBody {}).await.unwrap();
    assert_eq!(record.guardians[0].restriction_reason, None);
    assert!(record.guardians[0].restricted_at.is_some());
    let ended = office.call(&EndGuardianLink { link }, &because("fin")).await.unwrap();
    assert_eq!((ended.status, ended.in_force), (LinkStatus::Ended, false));
    for refused in [
        office.call(&EndGuardianLink { link }, &because("fin")).await,
        office.call(&LiftRestriction { link }, &because("fin")).await,
    ] {
        assert_eq!(refused.unwrap_err().code, Code::AlreadyDecided);
    }
}

#[tokio::test]
async fn the_school_ends_a_link_and_the_room_is_closed() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let mut window = marie.socket().await;
    let link = link_of(&app, child, &marie).await.link_id;
    let office = app.office().await;
    office
        .call(&EndGuardianLink { link }, &because("Erreur de personne"))
        .await
        .unwrap();
    hears_the_end(&mut window, room).await;
    let mine = marie.ask(&ListMyChildren {}, &PageQuery::default()).await.unwrap();
    assert!(mine.items.is_empty());
}

/// Nobody decides about a child of their own, not even the direction.
#[tokio::test]
async fn a_direction_with_a_child_leaves_its_links_to_a_colleague() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    app.add_child(office, child).await;
    let theirs = link_of(&app, child, &marie).await;
    let own = link_of(&app, child, office).await;
    for link in [theirs.link_id, own.link_id] {
        let refused = office.call(&EndGuardianLink { link }, &because("moi")).await;
        assert_eq!(refused.unwrap_err().code, Code::Forbidden);
        let refused = office.call(&RestrictGuardian { link }, &because("moi")).await;
        assert_eq!(refused.unwrap_err().code, Code::Forbidden);
    }
    let colleague = app.staff("Bruno", Role::Admin).await;
    let link = theirs.link_id;
    colleague
        .call(&RestrictGuardian { link }, &because("à sa place"))
        .await
        .unwrap();
    let teacher = app.teacher("Anne", &[Level::P3]).await;
    let declared = crate::families::declare(&app, &teacher, ("Zoé", "Evrard")).await;
    let link = declared.link_id;
    let refused = teacher
        .call(&ConfirmGuardianLink { link }, &Confirmation::default())
        .await;
    assert_eq!(refused.unwrap_err().code, Code::Forbidden);
}

/// Messages are sent while the direction restricts: whoever has been told of it gets none that took its place afterwards.
#[tokio::test]
async fn no_message_after_a_restriction_reaches_the_one_who_is_restricted() {
    let app = TestApp::start().await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let room = jean.class_room(Level::P3).await;
    let link = link_of(&app, child, &marie).await.link_id;
    let elsewhere = second_node(&app);
    let mut windows = vec![
        marie.socket().await,
        over_there(&marie, elsewhere.as_ref()).socket().await,
    ];
    let sending = tokio::spawn({
        let jean = jean.clone();
        async move {
            for turn in 0..30 {
                let new = message(&format!("numéro {turn}"));
                jean.call(&SendMessage { conversation: room }, &new).await.unwrap();
            }
        }
    });
    for window in &mut windows {
        window
            .wait_for(|frame| matches!(frame, ServerFrame::Message { .. }))
            .await;
    }
    restrict(&app, link).await;
    let after = message("sans elle");
    let point = jean
        .call(&SendMessage { conversation: room }, &after)
        .await
        .unwrap()
        .seq;
    for window in &mut windows {
        hears_the_end(window, room).await;
    }
    sending.await.unwrap();
    for window in &mut windows {
        let heard = places(window.settle().await, room);
        let last = heard.last().copied().unwrap_or(0);
        assert!(last < point, "{last} came after the restriction before {point}");
    }
}
