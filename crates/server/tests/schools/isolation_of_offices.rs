//! Two offices in one database: neither sees, changes or downloads anything of the other school.

use domain::{
    accounts::types::Locale,
    page::{NoBody, PageQuery},
    schools::{
        calls::{
            ApproveMemberships, AssignStaff, ChangeClass, ChangeMembership, EndMembership, InvitePeople, ListClasses,
            ListMemberships, ListModules, ListStaff, MergeMemberships, ReadmitMembership, RemoveClass,
            ResendInvitation, RevokeInvitation, ShowClass, ShowMembership, SuspendMembership, SwitchModule,
            UnassignStaff,
        },
        invitations::NewInvitations,
        members::{MembershipReason, MergeInto, RoleChange, SeveralMemberships},
        modules::{Module, ModuleSwitch},
        settings::ClassForm,
        types::{Level, MembershipQuery, Role},
    },
};
use testkit::app::{REGISTRATION_CODE, TestApp};

use super::{
    isolation::{missing, others},
    membership_of,
};

#[tokio::test]
async fn the_office_of_another_school_reaches_nothing_of_this_one() {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let office = app.office().await;
    let (membership, own) = (
        membership_of(&app, sophie.id).await.id,
        membership_of(&app, office.id).await.id,
    );
    let class = app.class(Level::P3).await;
    let new = NewInvitations {
        emails: vec!["invitee@example.be".to_owned()],
        role: Role::Parent,
        locale: Locale::Fr,
    };
    let invitation = office.call(&InvitePeople {}, &new).await.unwrap().items[0].id;
    let (other, _) = others(&app).await;
    let reason = || MembershipReason {
        reason: "Parti.".to_owned(),
    };
    let form = ClassForm {
        level: Level::P4,
        section: None,
    };
    let several = SeveralMemberships { ids: vec![membership] };

    missing(&other, ShowMembership { membership }, NoBody {}).await;
    missing(
        &other,
        ChangeMembership { membership },
        RoleChange { role: Role::Parent },
    )
    .await;
    missing(&other, SuspendMembership { membership }, reason()).await;
    missing(&other, ReadmitMembership { membership }, NoBody {}).await;
    missing(&other, EndMembership { membership }, reason()).await;
    missing(&other, MergeMemberships { membership }, MergeInto { into: own }).await;
    missing(&other, ApproveMemberships {}, several).await;
    missing(&other, ResendInvitation { invitation }, NoBody {}).await;
    missing(&other, RevokeInvitation { invitation }, NoBody {}).await;
    missing(&other, ShowClass { class }, NoBody {}).await;
    missing(&other, ChangeClass { class }, form).await;
    missing(&other, RemoveClass { class }, NoBody {}).await;
    missing(&other, ListStaff { class }, NoBody {}).await;
    missing(&other, AssignStaff { class, membership }, NoBody {}).await;
    missing(&other, UnassignStaff { class, membership }, NoBody {}).await;
}

#[tokio::test]
async fn a_member_or_a_class_of_another_school_is_not_taken_along() {
    let app = TestApp::start().await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let foreign = membership_of(&app, sophie.id).await.id;
    let (other, _) = others(&app).await;
    let mine = other
        .ask(&ListMemberships {}, &MembershipQuery::default())
        .await
        .unwrap();
    let parent = mine.items.iter().find(|one| one.role == Role::Parent).unwrap().id;
    let classes = other.ask(&ListClasses {}, &PageQuery::default()).await.unwrap();
    let class = classes.items[0].id;
    missing(
        &other,
        MergeMemberships { membership: parent },
        MergeInto { into: foreign },
    )
    .await;
    missing(
        &other,
        AssignStaff {
            class,
            membership: foreign,
        },
        NoBody {},
    )
    .await;
}

#[tokio::test]
async fn what_the_office_reads_and_downloads_has_no_trace_of_another_school() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let sophie = app.teacher("Sophie", &[Level::P3]).await;
    let office = app.office().await;
    let new = NewInvitations {
        emails: vec!["invitee@example.be".to_owned()],
        role: Role::Parent,
        locale: Locale::Fr,
    };
    office.call(&InvitePeople {}, &new).await.unwrap();
    let off = ModuleSwitch { on: false };
    office
        .call(
            &SwitchModule {
                module: Module::Presence,
            },
            &off,
        )
        .await
        .unwrap();
    let (other, _) = others(&app).await;
    let class = app.class(Level::P3).await;
    let paths = [
        "/memberships".to_owned(),
        format!("/memberships?class_id={class}"),
        "/memberships?q=evrard".to_owned(),
        "/memberships/export".to_owned(),
        "/invitations".to_owned(),
        "/school/classes".to_owned(),
        "/school".to_owned(),
        "/school/modules".to_owned(),
        "/audit".to_owned(),
        format!("/audit?actor={}", office.id),
        format!("/audit?account={}", marie.id),
        "/audit/export".to_owned(),
    ];
    let school = app.school.to_string();
    let traces = [
        "Marie",
        "Sophie",
        "Martine",
        "example.be",
        "École des Tests",
        REGISTRATION_CODE,
        school.as_str(),
        &marie.id.to_string(),
        &sophie.id.to_string(),
        &class.to_string(),
    ]
    .map(str::to_owned);
    for path in paths {
        let answer = other.get(&format!("/api/v1{path}")).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        for trace in &traces {
            assert!(!answer.body.contains(trace), "{trace} in {path}: {}", answer.body);
        }
    }
    let modules = other.call(&ListModules {}, &NoBody {}).await.unwrap();
    assert!(
        modules.items.iter().all(|one| one.on),
        "the switches of another school are not ours"
    );
}
