//! Invitations from the side of whoever is invited: for one address, once, and only ever giving.

use domain::{
    accounts::{
        calls::{AcceptInvitation, PreviewInvitation, Register, ShowMe, VerifyEmail},
        security::LinkToken,
        types::{Locale, MyMembership, NewAccount, SessionKind, Verification},
    },
    families::{
        calls::{InviteGuardian, ListMyChildren},
        households::GuardianInvitation,
        types::{LinkStatus, Relationship},
    },
    page::{NoBody, NoQuery, PageQuery},
    problem::{Code, Problem},
    schools::{
        calls::{EndMembership, InvitePeople, RefuseMembership, RevokeInvitation, SuspendMembership},
        invitations::NewInvitations,
        members::MembershipReason,
        types::{GuardianMode, Level, MembershipStatus, RegistrationMode, Role},
    },
};
use testkit::{
    app::{PASSWORD, TestApp, address},
    client::Client,
    mailbox::token_of,
    person::Person,
};

/// The token of the link that the office sends.
async fn invite(app: &TestApp, first_name: &str, role: Role) -> String {
    let office = app.office().await;
    let new = NewInvitations {
        emails: vec![address(first_name)],
        role,
        locale: Locale::Fr,
    };
    office.call(&InvitePeople {}, &new).await.unwrap();
    let mail = app.mails().saying(&address(first_name), "/invitation?token=").await;
    token_of(&mail)
}

/// Registers with an invitation and without a code, and opens the link of the confirmation.
async fn register(app: &TestApp, first_name: &str, token: &str) -> Result<Client, Problem> {
    let new = NewAccount {
        code: None,
        invitation: Some(token.to_owned()),
        ..app.registration(first_name)
    };
    let guest = app.guest();
    guest.call(&Register {}, &new).await?;
    let mail = app.mails().saying(&address(first_name), "/verification?token=").await;
    let verification = Verification {
        token: token_of(&mail),
        password: PASSWORD.to_owned(),
        session: SessionKind::Bearer,
    };
    let signed_in = guest.call(&VerifyEmail {}, &verification).await?;
    Ok(super::client(app, signed_in))
}

async fn accept(person: &Client, token: &str) -> Result<MyMembership, Problem> {
    let token = token.to_owned();
    person.call(&AcceptInvitation {}, &LinkToken { token }).await
}

async fn preview(app: &TestApp, token: &str) -> Option<Code> {
    let token = token.to_owned();
    let answer = app.guest().call(&PreviewInvitation {}, &LinkToken { token }).await;
    answer.err().map(|problem| problem.code)
}

#[tokio::test]
async fn somebody_new_is_a_member_in_the_role_of_the_invitation() {
    let app = TestApp::start().await;
    let token = invite(&app, "Anne", Role::Teacher).await;
    let shown = app
        .guest()
        .call(&PreviewInvitation {}, &LinkToken { token: token.clone() })
        .await
        .unwrap();
    assert_eq!((shown.role, shown.email), (Role::Teacher, address("Anne")));
    assert_eq!(shown.school_name, "École des Tests");
    assert_eq!(preview(&app, &token).await, None, "looking does not use it up");

    let anne = register(&app, "Anne", &token).await.unwrap();
    let me = anne.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    assert_eq!(
        (me.membership.role, me.membership.status),
        (Role::Teacher, MembershipStatus::Active)
    );
    assert_eq!(preview(&app, &token).await, Some(Code::LinkExpired));
    let again = accept(&anne, &token).await.unwrap_err();
    assert_eq!(again.code, Code::LinkExpired);
}

#[tokio::test]
async fn somebody_with_an_account_accepts_with_it() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let token = invite(&app, "Marie", Role::Teacher).await;
    let membership = accept(&marie, &token).await.unwrap();
    assert_eq!(
        (membership.role, membership.status),
        (Role::Teacher, MembershipStatus::Active)
    );
    let me = marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    assert_eq!(me.membership.role, Role::Teacher);
}

#[tokio::test]
async fn an_invitation_is_for_its_address_only() {
    let app = TestApp::start().await;
    let token = invite(&app, "Anne", Role::Teacher).await;
    let jean = app.register_and_verify("Jean").await;
    assert_eq!(accept(&jean, &token).await.unwrap_err().code, Code::Forbidden);
    let new = NewAccount {
        invitation: Some(token.clone()),
        ..app.registration("Louis")
    };
    let problem = app.guest().call(&Register {}, &new).await.unwrap_err();
    assert_eq!(problem.errors[0].code, "not_invited");
    let unknown = NewAccount {
        invitation: Some("never-seen".to_owned()),
        ..app.registration("Louis")
    };
    let problem = app.guest().call(&Register {}, &unknown).await.unwrap_err();
    assert_eq!(problem.code, Code::LinkExpired);
    assert_eq!(preview(&app, &token).await, None, "it still stands for Anne");
}

#[tokio::test]
async fn an_invitation_that_was_taken_back_gives_nothing_even_when_it_was_begun() {
    let app = TestApp::start().await;
    let token = invite(&app, "Anne", Role::Teacher).await;
    let new = NewAccount {
        code: None,
        invitation: Some(token.clone()),
        ..app.registration("Anne")
    };
    app.guest().call(&Register {}, &new).await.unwrap();
    let office = app.office().await;
    let list = office
        .ask(&domain::schools::calls::ListInvitations {}, &Default::default())
        .await
        .unwrap();
    let invitation = list.items[0].id;
    office.call(&RevokeInvitation { invitation }, &NoBody {}).await.unwrap();
    let verification = Verification {
        token: token_of(&app.mails().saying(&address("Anne"), "/verification?token=").await),
        password: PASSWORD.to_owned(),
        session: SessionKind::Bearer,
    };
    let problem = app.guest().call(&VerifyEmail {}, &verification).await.map(drop);
    assert_eq!(problem.unwrap_err().code, Code::LinkExpired);
    assert_eq!(preview(&app, &token).await, Some(Code::LinkExpired));
}

#[tokio::test]
async fn of_many_at_once_one_accepts() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let token = invite(&app, "Marie", Role::Teacher).await;
    let calls = (0..20).map(|_| {
        let (marie, token) = (marie.clone(), token.clone());
        tokio::spawn(async move { marie.call(&AcceptInvitation {}, &LinkToken { token }).await })
    });
    let mut good = 0;
    for call in calls.collect::<Vec<_>>() {
        match call.await.unwrap() {
            Ok(_) => good += 1,
            Err(problem) => assert_eq!(problem.code, Code::LinkExpired),
        }
    }
    assert_eq!(good, 1);
}

#[tokio::test]
async fn an_invitation_takes_nothing_away() {
    let app = TestApp::start().await;
    let office = app.office().await.clone();
    let admin = app.staff("Aline", Role::Admin).await;
    let new = NewInvitations {
        emails: vec![office.email.clone()],
        role: Role::Parent,
        locale: Locale::Fr,
    };
    admin.call(&InvitePeople {}, &new).await.unwrap();
    let token = token_of(&app.mails().saying(&office.email, "/invitation?token=").await);
    let membership = accept(&office, &token).await.unwrap();
    assert_eq!(membership.role, Role::Direction);
}

#[tokio::test]
async fn whoever_is_suspended_does_not_come_back_by_an_invitation() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let token = invite(&app, "Marie", Role::Parent).await;
    let membership = marie.ask(&ShowMe {}, &NoQuery {}).await.unwrap().membership.id;
    let reason = MembershipReason {
        reason: "Messages blessants.".to_owned(),
    };
    let office = app.office().await;
    office.call(&SuspendMembership { membership }, &reason).await.unwrap();
    let problem = accept(&marie, &token).await.unwrap_err();
    assert_eq!(problem.code, Code::MembershipSuspended);
    assert_eq!(preview(&app, &token).await, None, "nothing was used up");
}

/// Marie invites the other guardian of her child.
async fn invite_guardian(app: &TestApp, marie: &Person, child: domain::id::ChildId, first_name: &str) -> String {
    let new = GuardianInvitation {
        email: address(first_name),
        relationship: Relationship::Parent,
        same_household: true,
    };
    marie.call(&InviteGuardian { child }, &new).await.unwrap();
    token_of(&app.mails().saying(&address(first_name), "/invitation?token=").await)
}

#[tokio::test]
async fn a_guardian_who_was_invited_by_the_other_waits_for_the_school() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let token = invite_guardian(&app, &marie, child, "Jean").await;
    let jean = register(&app, "Jean", &token).await.unwrap();
    let mine = jean.ask(&ListMyChildren {}, &PageQuery::default()).await.unwrap();
    assert_eq!(mine.items.len(), 1);
    assert_eq!(mine.items[0].status, LinkStatus::Pending);
}

#[tokio::test]
async fn in_an_open_school_the_other_guardian_is_in_at_once_also_with_an_account() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    app.set_modes(RegistrationMode::Code, GuardianMode::Open).await;
    let jean = app.register_and_verify("Jean").await;
    let token = invite_guardian(&app, &marie, child, "Jean").await;
    accept(&jean, &token).await.unwrap();
    let mine = jean.ask(&ListMyChildren {}, &PageQuery::default()).await.unwrap();
    assert_eq!(mine.items[0].status, LinkStatus::Confirmed);
    assert_eq!(jean.class_room(Level::P3).await, marie.class_room(Level::P3).await);
}

#[tokio::test]
async fn the_word_of_a_parent_lets_nobody_into_a_school_that_approves() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    app.set_modes(RegistrationMode::Approval, GuardianMode::Open).await;
    let token = invite_guardian(&app, &marie, child, "Jean").await;
    let jean = register(&app, "Jean", &token).await.unwrap();
    let me = jean.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    assert_eq!(me.membership.status, MembershipStatus::Pending);
}

#[tokio::test]
async fn the_word_of_a_parent_does_not_undo_the_no_of_the_school() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    app.set_modes(RegistrationMode::Approval, GuardianMode::Open).await;
    let jean = app.register_and_verify("Jean").await;
    let membership = jean.ask(&ShowMe {}, &NoQuery {}).await.unwrap().membership.id;
    let office = app.office().await;
    office.call(&RefuseMembership { membership }, &NoBody {}).await.unwrap();
    let token = invite_guardian(&app, &marie, child, "Jean").await;
    assert_eq!(accept(&jean, &token).await.unwrap_err().code, Code::LinkExpired);
    let me = jean.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    assert_eq!(me.membership.status, MembershipStatus::Refused);
}

#[tokio::test]
async fn nor_does_it_bring_back_whoever_the_school_has_said_goodbye_to() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    app.set_modes(RegistrationMode::Open, GuardianMode::Open).await;
    let jean = app.register_and_verify("Jean").await;
    let membership = jean.ask(&ShowMe {}, &NoQuery {}).await.unwrap().membership.id;
    let reason = MembershipReason {
        reason: "Déménagement".to_owned(),
    };
    let office = app.office().await;
    office.call(&EndMembership { membership }, &reason).await.unwrap();
    let token = invite_guardian(&app, &marie, child, "Jean").await;
    let jean = app.sign_in("Jean").await;
    assert_eq!(accept(&jean, &token).await.unwrap_err().code, Code::LinkExpired);
    let me = jean.ask(&ShowMe {}, &NoQuery {}).await.unwrap();
    assert_eq!(me.membership.status, MembershipStatus::Ended);
    let shut = jean.ask(&ListMyChildren {}, &PageQuery::default()).await.unwrap_err();
    assert_eq!(shut.code, Code::MembershipPending);
}
