//! Invitations by the office: a mail each, a link that works until it is replaced or taken back, and nothing about who has an account.

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    id::InvitationId,
    page::NoBody,
    problem::Code,
    schools::{
        audit::Act,
        calls::{InvitePeople, ListInvitations, ResendInvitation, RevokeInvitation},
        invitations::{InvitationInfo, InvitationQuery, InvitationState, NewInvitations},
        types::Role,
    },
};
use rstest::rstest;
use store::{schema::invitations, secret::token_hash};
use testkit::{app::TestApp, client::Client, mailbox::token_of};

use super::noted;

fn to(emails: &[&str], role: Role, locale: Locale) -> NewInvitations {
    NewInvitations {
        emails: emails.iter().map(|email| (*email).to_owned()).collect(),
        role,
        locale,
    }
}

async fn invite(by: &Client, emails: &[&str]) -> Vec<InvitationInfo> {
    let new = to(emails, Role::Parent, Locale::Fr);
    by.call(&InvitePeople {}, &new).await.unwrap().items
}

async fn listed(by: &Client, state: Option<InvitationState>) -> Vec<String> {
    let query = InvitationQuery {
        state,
        ..InvitationQuery::default()
    };
    let list = by.ask(&ListInvitations {}, &query).await.unwrap();
    list.items.into_iter().map(|one| one.email).collect()
}

/// Whether this token opens an invitation.
async fn opens(app: &TestApp, token: &str) -> bool {
    let hash = token_hash(token);
    app.store()
        .read(move |db| {
            let found: i64 = invitations::table
                .filter(invitations::token_hash.eq(hash))
                .filter(invitations::revoked_at.is_null())
                .filter(invitations::used_at.is_null())
                .filter(invitations::expires_at.gt(store::clock::now()))
                .count()
                .get_result(db)?;
            Ok(found == 1)
        })
        .await
        .unwrap()
}

async fn age(app: &TestApp, invitation: InvitationId, used: bool) {
    app.store()
        .write(move |tx| {
            let one = diesel::update(invitations::table.find(invitation));
            if used {
                one.set(invitations::used_at.eq(Some(tx.now))).execute(tx.db)?;
            } else {
                one.set(invitations::expires_at.eq(tx.now)).execute(tx.db)?;
            }
            Ok(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn each_address_gets_one_mail_with_a_link_of_its_own() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let invited = invite(office, &["Marie@Example.be", "jean@example.be", " marie@example.be"]).await;
    let emails: Vec<&str> = invited.iter().map(|one| one.email.as_str()).collect();
    assert_eq!(
        emails,
        ["Marie@Example.be", "jean@example.be"],
        "each once, as it was typed"
    );
    assert!(invited.iter().all(|one| one.state == InvitationState::Open));
    assert!(invited.iter().all(|one| one.invited_by == "Martine Evrard"));
    let life = invited[0].expires_at.seconds_since(invited[0].created_at);
    assert_eq!(life, 14 * 24 * 3600);
    let mut tokens = Vec::new();
    for one in &invited {
        let mail = app.mails().last_to(&one.email).await;
        assert!(
            mail.body.contains(&format!("{}/invitation?token=", office.base())),
            "{}",
            mail.body
        );
        tokens.push(token_of(&mail));
    }
    assert_ne!(tokens[0], tokens[1]);
    for token in &tokens {
        assert!(opens(&app, token).await);
    }
    assert_eq!(listed(office, None).await, ["jean@example.be", "Marie@Example.be"]);
    assert_eq!(noted(office, Act::InvitationSent).await.len(), 2);
}

#[rstest]
#[case(Locale::Fr, Role::Parent, "vous invite", "familles")]
#[case(Locale::Nl, Role::Parent, "nodigt je uit", "gezinnen")]
#[case(Locale::En, Role::Parent, "invites you", "families")]
#[case(Locale::Fr, Role::Teacher, "vous invite", "équipe")]
#[case(Locale::Nl, Role::Direction, "nodigt je uit", "team")]
#[case(Locale::En, Role::Teacher, "invites you", "team")]
#[tokio::test]
async fn the_mail_speaks_the_language_and_of_the_role(
    #[case] locale: Locale,
    #[case] role: Role,
    #[case] subject: &str,
    #[case] word: &str,
) {
    let app = TestApp::start().await;
    let new = to(&["marie@example.be"], role, locale);
    app.office().await.call(&InvitePeople {}, &new).await.unwrap();
    let mail = app.mails().last_to("marie@example.be").await;
    assert!(mail.subject.contains(subject), "{}", mail.subject);
    assert!(mail.subject.contains("École des Tests"), "{}", mail.subject);
    assert!(mail.body.contains(word), "{}", mail.body);
}

#[tokio::test]
async fn only_the_newest_link_works_and_none_that_was_taken_back() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let email = "marie@example.be";
    let first = invite(office, &[email]).await.remove(0);
    let mut tokens = vec![token_of(&app.mails().nth_to(email, 1).await)];
    office
        .call(&ResendInvitation { invitation: first.id }, &NoBody {})
        .await
        .unwrap();
    tokens.push(token_of(&app.mails().nth_to(email, 2).await));
    // inviting the same address replaces what is open
    let second = invite(office, &[email]).await.remove(0);
    tokens.push(token_of(&app.mails().nth_to(email, 3).await));
    let working = [
        opens(&app, &tokens[0]).await,
        opens(&app, &tokens[1]).await,
        opens(&app, &tokens[2]).await,
    ];
    assert_eq!(working, [false, false, true]);
    let replaced = office
        .call(&ResendInvitation { invitation: first.id }, &NoBody {})
        .await;
    assert_eq!(replaced.unwrap_err().code, Code::NotFound);
    assert_eq!(listed(office, None).await.len(), 1);

    let invitation = second.id;
    office.call(&RevokeInvitation { invitation }, &NoBody {}).await.unwrap();
    assert!(!opens(&app, &tokens[2]).await);
    let again = office.call(&RevokeInvitation { invitation }, &NoBody {}).await;
    assert_eq!(again.unwrap_err().code, Code::NotFound);
    assert!(listed(office, None).await.is_empty());
    assert_eq!(noted(office, Act::InvitationRevoked).await.len(), 1);
    assert_eq!(noted(office, Act::InvitationSent).await.len(), 3);
}

#[tokio::test]
async fn an_expired_one_can_be_sent_again_and_a_used_one_not() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let invited = invite(office, &["marie@example.be", "jean@example.be"]).await;
    age(&app, invited[0].id, false).await;
    age(&app, invited[1].id, true).await;
    assert!(listed(office, Some(InvitationState::Open)).await.is_empty());
    assert_eq!(
        listed(office, Some(InvitationState::Expired)).await,
        ["marie@example.be"]
    );
    assert_eq!(listed(office, Some(InvitationState::Used)).await, ["jean@example.be"]);
    let invitation = invited[0].id;
    let resent = office.call(&ResendInvitation { invitation }, &NoBody {}).await.unwrap();
    assert_eq!(resent.state, InvitationState::Open);
    let invitation = invited[1].id;
    let resent = office.call(&ResendInvitation { invitation }, &NoBody {}).await;
    assert_eq!(resent.unwrap_err().code, Code::Conflict);
    let revoked = office.call(&RevokeInvitation { invitation }, &NoBody {}).await;
    assert_eq!(revoked.unwrap_err().code, Code::Conflict);
}

#[tokio::test]
async fn nobody_learns_who_has_an_account() {
    let app = TestApp::start().await;
    app.register_and_verify("Marie").await;
    let invited = invite(app.office().await, &["marie@example.be", "inconnu@example.be"]).await;
    let shapes: Vec<_> = invited
        .iter()
        .map(|one| {
            let mut shape = serde_json::to_value(one).unwrap();
            for own in ["id", "email", "created_at", "sent_at", "expires_at"] {
                shape.as_object_mut().unwrap().remove(own);
            }
            shape
        })
        .collect();
    assert_eq!(shapes[0], shapes[1]);
    let bodies = [
        app.mails().nth_to("marie@example.be", 2).await.body,
        app.mails().last_to("inconnu@example.be").await.body,
    ];
    let without_token =
        bodies.map(|body| body.replace(body.split("token=").nth(1).unwrap().split('\n').next().unwrap(), ""));
    assert_eq!(without_token[0], without_token[1]);
}

#[rstest]
#[case(Role::Parent, Role::Parent, Some(Code::Forbidden))]
#[case(Role::Teacher, Role::Parent, Some(Code::Forbidden))]
#[case(Role::Direction, Role::Teacher, None)]
#[case(Role::Direction, Role::Direction, None)]
#[case(Role::Direction, Role::Admin, Some(Code::Forbidden))]
#[case(Role::Admin, Role::Admin, None)]
#[case(Role::Admin, Role::Student, Some(Code::Invalid))]
#[tokio::test]
async fn who_may_invite_whom(#[case] by: Role, #[case] role: Role, #[case] refused: Option<Code>) {
    let app = TestApp::start().await;
    let anne = app.staff("Anne", by).await;
    let outcome = anne
        .call(&InvitePeople {}, &to(&["marie@example.be"], role, Locale::Fr))
        .await;
    assert_eq!(outcome.map(drop).err().map(|problem| problem.code), refused);
    if refused.is_some() {
        assert!(app.mails().is_empty());
    }
}

#[rstest]
#[case(&[])]
#[case(&["pas une adresse"])]
#[case(&["marie@example.be", "@"])]
#[tokio::test]
async fn every_address_must_be_one(#[case] emails: &[&str]) {
    let app = TestApp::start().await;
    let new = to(emails, Role::Parent, Locale::Fr);
    let outcome = app.office().await.call(&InvitePeople {}, &new).await;
    assert_eq!(outcome.map(drop).unwrap_err().code, Code::Invalid);
    assert!(app.mails().is_empty());
}
