//! A guardian invites another one: a mail, a link that waits for the school, and a household only by the word of both.

use domain::{
    accounts::{calls::AcceptInvitation, security::LinkToken},
    families::{
        calls::{
            ConfirmGuardianLink, InviteGuardian, ListGuardianInvitations, ListGuardianLinks, ListGuardians,
            ListMyChildren, RevokeGuardianInvitation,
        },
        households::{GuardianInvitation, SentInvitation},
        types::{Confirmation, LinkQuery, LinkStatus, Relationship},
    },
    id::{ChildId, InvitationId},
    page::{NoBody, NoQuery, PageQuery},
    problem::{Code, Problem},
    schools::types::{GuardianMode, Level, RegistrationMode},
    socket::ServerFrame,
};
use testkit::{app::TestApp, mailbox::token_of, person::Person};

use crate::families::{declare, link_of};

fn invitation(email: &str, same_household: bool) -> GuardianInvitation {
    GuardianInvitation {
        email: email.to_owned(),
        relationship: Relationship::Parent,
        same_household,
    }
}

/// Marie invites Jean, who has an account, and he accepts.
async fn invite(app: &TestApp, (marie, jean): (&Person, &Person), child: ChildId, same_household: bool) {
    let invited = marie
        .call(&InviteGuardian { child }, &invitation(&jean.email, same_household))
        .await
        .unwrap();
    assert_eq!(invited.email, jean.email);
    let mail = app.mails().saying(&jean.email, "/invitation?token=").await;
    assert!(mail.subject.contains(&marie.first_name), "{}", mail.subject);
    let token = LinkToken { token: token_of(&mail) };
    jean.call(&AcceptInvitation {}, &token).await.unwrap();
}

#[tokio::test]
async fn an_invited_guardian_waits_for_the_school() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let jean = app.register_and_verify("Jean").await;
    invite(&app, (&marie, &jean), child, false).await;
    let mine = jean.ask(&ListMyChildren {}, &PageQuery::default()).await.unwrap();
    assert_eq!((mine.items[0].id, mine.items[0].status), (child, LinkStatus::Pending));
    assert_eq!(
        mine.items[0].class, None,
        "the class of a child is for those whom the school knows"
    );
    assert!(jean.find_class_room(Level::P3).await.is_none());

    let waiting = LinkQuery {
        status: Some(LinkStatus::Pending),
        ..LinkQuery::default()
    };
    let links = office.ask(&ListGuardianLinks {}, &waiting).await.unwrap();
    assert_eq!(links.items[0].invited_by.as_deref(), Some("Marie Dupont"));
    let link = links.items[0].id;
    office
        .call(&ConfirmGuardianLink { link }, &Confirmation::default())
        .await
        .unwrap();
    jean.class_room(Level::P3).await;
    let seen = jean.call(&ListGuardians { child }, &NoBody {}).await.unwrap();
    assert_eq!(seen.items.len(), 1, "Marie did not say that they live together");
}

#[tokio::test]
async fn who_lives_together_sees_each_other_once_the_school_has_confirmed() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let jean = app.register_and_verify("Jean").await;
    invite(&app, (&marie, &jean), child, true).await;
    for person in [&marie, &jean] {
        let seen = person.call(&ListGuardians { child }, &NoBody {}).await.unwrap();
        assert_eq!(seen.items.len(), 1);
    }
    let link = link_of(&app, child, &jean).await.link_id;
    office
        .call(&ConfirmGuardianLink { link }, &Confirmation::default())
        .await
        .unwrap();
    for person in [&marie, &jean] {
        let seen = person.call(&ListGuardians { child }, &NoBody {}).await.unwrap();
        assert_eq!(seen.items.len(), 2);
        assert!(seen.items[0].is_me);
    }
}

/// Accepting moves nobody out of the household they are in.
#[tokio::test]
async fn an_invitation_takes_nobody_out_of_a_household() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let (anne, other) = app.parent_of("Anne", Level::P4).await;
    let jean = app.register_and_verify("Jean").await;
    invite(&app, (&anne, &jean), other, true).await;
    let before = link_of(&app, other, &jean).await.household_id;
    assert!(before.is_some());
    let again = app.mails().to(&jean.email).len();
    marie
        .call(&InviteGuardian { child }, &invitation(&jean.email, true))
        .await
        .unwrap();
    let mail = app.mails().nth_to(&jean.email, again + 1).await;
    let token = LinkToken { token: token_of(&mail) };
    jean.call(&AcceptInvitation {}, &token).await.unwrap();
    assert_eq!(link_of(&app, child, &jean).await.household_id, before);
    assert_eq!(link_of(&app, child, &marie).await.household_id, None);
}

#[tokio::test]
async fn a_school_that_trusts_everybody_opens_the_class_at_once() {
    let app = TestApp::start().await;
    app.set_modes(RegistrationMode::Open, GuardianMode::Open).await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let jean = app.register_and_verify("Jean").await;
    invite(&app, (&marie, &jean), child, false).await;
    jean.class_room(Level::P3).await;
}

/// A3: the answer does not tell who has an account.
#[tokio::test]
async fn the_answer_is_the_same_for_a_stranger() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let jean = app.register_and_verify("Jean").await;
    let mut answers = Vec::new();
    for email in [jean.email.as_str(), "inconnue@example.be", marie.email.as_str()] {
        let mut answer = marie
            .call(&InviteGuardian { child }, &invitation(email, false))
            .await
            .unwrap();
        assert_eq!(answer.email, email);
        answer.email.clear();
        answer.expires_at = domain::moment::Moment::default();
        answers.push(answer);
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
}

#[tokio::test]
async fn five_invitations_may_be_open_and_another_link_takes_the_place_of_the_one_before() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    for turn in 0..2 {
        for number in 0..5 {
            let email = format!("ami{number}@example.be");
            let sent = marie.call(&InviteGuardian { child }, &invitation(&email, false)).await;
            assert!(sent.is_ok(), "{turn} {number}: {sent:?}");
        }
    }
    let sixth = marie
        .call(&InviteGuardian { child }, &invitation("ami5@example.be", false))
        .await;
    assert_eq!(sixth.unwrap_err().code, Code::LimitReached);
}

async fn open(by: &Person, child: ChildId) -> Result<Vec<SentInvitation>, Problem> {
    Ok(by.ask(&ListGuardianInvitations { child }, &NoQuery {}).await?.items)
}

async fn take_back(by: &Person, child: ChildId, invitation: InvitationId) -> Result<(), Code> {
    let call = RevokeGuardianInvitation { child, invitation };
    by.call(&call, &NoBody {})
        .await
        .map(drop)
        .map_err(|problem| problem.code)
}

#[tokio::test]
async fn whoever_invites_sees_what_is_on_its_way_and_takes_it_back() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let (anne, other) = app.parent_of("Anne", Level::P3).await;
    app.add_child(&anne, child).await;
    let jean = app.register_and_verify("Jean").await;
    for email in ["ami@example.be", jean.email.as_str()] {
        let invite = InviteGuardian { child };
        marie.call(&invite, &invitation(email, true)).await.unwrap();
    }
    let sent = open(&marie, child).await.unwrap();
    let emails: Vec<&str> = sent.iter().map(|one| one.email.as_str()).collect();
    assert_eq!(emails, [jean.email.as_str(), "ami@example.be"]);
    assert!(
        sent.iter()
            .all(|one| one.same_household && one.relationship == Relationship::Parent)
    );
    // what somebody else wrote is theirs, also for the same child
    assert_eq!(open(&anne, child).await.unwrap(), []);
    assert_eq!(open(&marie, other).await.unwrap_err().code, Code::NotFound);
    let first = sent[0].id;
    assert_eq!(take_back(&anne, child, first).await, Err(Code::NotFound));
    assert_eq!(take_back(&jean, child, first).await, Err(Code::NotFound));
    assert_eq!(take_back(&anne, other, first).await, Err(Code::NotFound));
    let mail = app.mails().saying(&jean.email, "/invitation?token=").await;
    let mut windows = marie.socket().await;
    take_back(&marie, child, first).await.unwrap();
    windows
        .wait_for(|frame| matches!(frame, ServerFrame::FamilyChanged {}))
        .await;
    let token = LinkToken { token: token_of(&mail) };
    let late = jean.call(&AcceptInvitation {}, &token).await;
    assert_eq!(late.unwrap_err().code, Code::LinkExpired);
    assert_eq!(take_back(&marie, child, first).await, Err(Code::NotFound), "once");
    assert_eq!(open(&marie, child).await.unwrap().len(), 1);
}

/// Of taking back and accepting at once, one is first, and the other is told.
#[tokio::test]
async fn what_was_accepted_is_not_taken_back() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let jean = app.register_and_verify("Jean").await;
    marie
        .call(&InviteGuardian { child }, &invitation(&jean.email, false))
        .await
        .unwrap();
    let mail = app.mails().saying(&jean.email, "/invitation?token=").await;
    let token = LinkToken { token: token_of(&mail) };
    let sent = open(&marie, child).await.unwrap().remove(0).id;
    let (accepted, taken_back) = tokio::join!(jean.call(&AcceptInvitation {}, &token), take_back(&marie, child, sent));
    assert!(accepted.is_ok() != taken_back.is_ok(), "{accepted:?} {taken_back:?}");
    assert_eq!(open(&marie, child).await.unwrap(), []);
    let mine = jean.ask(&ListMyChildren {}, &PageQuery::default()).await.unwrap();
    assert_eq!(mine.items.len(), usize::from(accepted.is_ok()));
}

/// Only who speaks for the child invites: not who only says so, and not any more who is gone.
#[tokio::test]
async fn only_a_guardian_in_force_invites() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let marie = app.register_and_verify("Marie").await;
    let declared = declare(&app, &marie, ("Louis", "Dubois")).await;
    let call = InviteGuardian { child: declared.id };
    let refused = marie.call(&call, &invitation("ami@example.be", false)).await;
    assert_eq!(refused.unwrap_err().code, Code::Forbidden);

    let (anne, child) = app.parent_of("Anne", Level::P3).await;
    let jean = app.register_and_verify("Jean").await;
    anne.call(&InviteGuardian { child }, &invitation(&jean.email, false))
        .await
        .unwrap();
    let mail = app.mails().saying(&jean.email, "/invitation?token=").await;
    let link = link_of(&app, child, &anne).await.link_id;
    let reason = domain::families::households::LinkReason {
        reason: "Jugement".to_owned(),
    };
    office
        .call(&domain::families::calls::RestrictGuardian { link }, &reason)
        .await
        .unwrap();
    let token = LinkToken { token: token_of(&mail) };
    let late = jean.call(&AcceptInvitation {}, &token).await;
    assert_eq!(late.unwrap_err().code, Code::LinkExpired);
}

#[tokio::test]
async fn ten_links_may_wait() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    for number in 0..10 {
        declare(&app, &marie, (&format!("Enfant{number}"), "Dubois")).await;
    }
    let class_id = app.class(Level::P3).await;
    let body = format!(r#"{{"first_name":"Onzième","last_name":"Dubois","class_id":"{class_id}"}}"#);
    let eleventh = marie.raw("POST", "/api/v1/children", body).await;
    assert_eq!(eleventh.problem().code, Code::LimitReached);
}
