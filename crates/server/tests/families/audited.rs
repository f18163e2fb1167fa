//! Every act of the school about a child or a guardian is one line of the audit log, written with the act.

use diesel::prelude::*;
use domain::{
    families::{
        calls::{
            ChangeSchoolChild, ConfirmGuardianLink, EndGuardianLink, LeaveSchool, LiftRestriction, MakeChildCode,
            MakeChildSlips, MergeChildren, RefuseGuardianLink, RestrictGuardian, SetGuardianRights, SetHousehold,
            ShowSchoolChild,
        },
        households::{HouseholdChange, LinkReason, RightsChange},
        records::{ChildChange, ChildMerge, SlipOrder},
        rules::FULL_RIGHTS,
        types::Confirmation,
    },
    id::{AccountId, ChildId},
    page::NoBody,
    problem::Code,
    schools::{audit::Act, types::Level},
};
use store::schema::audit_entries;
use testkit::{app::TestApp, person::Person};

use crate::families::{declare, imports::import};

type Line = (Act, Option<ChildId>, Option<AccountId>, Option<String>);

async fn log(app: &TestApp) -> Vec<Line> {
    app.store()
        .read(|db| {
            Ok(audit_entries::table
                .order(audit_entries::id)
                .select((
                    audit_entries::act,
                    audit_entries::child_id,
                    audit_entries::account_id,
                    audit_entries::reason,
                ))
                .load(db)?)
        })
        .await
        .unwrap()
}

fn reason() -> LinkReason {
    LinkReason {
        reason: "Jugement".to_owned(),
    }
}

/// The office decides about the links of a parent who declared two children; one of them is this one.
async fn decide(app: &TestApp, marie: &Person, child: ChildId) {
    let office = app.office().await;
    office.call(&MakeChildCode { child }, &NoBody {}).await.unwrap();
    let link = declare(app, marie, ("Louis", "Autrement")).await.link_id;
    let into = Confirmation { child_id: Some(child) };
    office.call(&ConfirmGuardianLink { link }, &into).await.unwrap();
    let link = declare(app, marie, ("Emma", "Autrement")).await.link_id;
    office.call(&RefuseGuardianLink { link }, &NoBody {}).await.unwrap();
}

/// It opens the record, changes it, and what the guardian may do.
async fn change(office: &Person, child: ChildId) {
    let record = office.call(&ShowSchoolChild { child }, &NoBody {}).await.unwrap();
    let change = ChildChange {
        first_name: "Loïs".to_owned(),
        last_name: record.child.last_name.clone(),
        class_id: record.class_id,
        register_number: None,
    };
    office
        .change(&ChangeSchoolChild { child }, record.version, &change)
        .await
        .unwrap();
    let rights = RightsChange {
        rights: FULL_RIGHTS,
        starts_at: None,
        ends_at: None,
    };
    let guardian = &record.guardians[0];
    let (link, membership) = (guardian.link_id, guardian.membership_id);
    office
        .change(&SetGuardianRights { link }, guardian.version, &rights)
        .await
        .unwrap();
    office.call(&RestrictGuardian { link }, &reason()).await.unwrap();
    office.call(&LiftRestriction { link }, &reason()).await.unwrap();
    office.call(&EndGuardianLink { link }, &reason()).await.unwrap();
    office
        .call(&SetHousehold { membership }, &HouseholdChange { with: None })
        .await
        .unwrap();
}

/// It prints, imports and exports, and puts two records together; gives the other one.
async fn keep(app: &TestApp, child: ChildId) -> ChildId {
    let office = app.office().await;
    let order = SlipOrder {
        class_id: None,
        after: None,
        child_ids: vec![child],
        per_child: 2,
        replace: false,
    };
    office.call(&MakeChildSlips {}, &order).await.unwrap();
    import(office, "Nom;Prénom;Classe\nPeeters;Wout;P4\n").await;
    assert_eq!(office.get("/api/v1/school/children/export").await.status, 200);
    let twin = app.child(Level::P3, "Luis").await;
    office
        .call(&MergeChildren { child: twin }, &ChildMerge { into: child })
        .await
        .unwrap();
    office.call(&LeaveSchool { child }, &NoBody {}).await.unwrap();
    twin
}

#[tokio::test]
async fn each_act_is_one_line() {
    let app = TestApp::start().await;
    let marie = app.register_and_verify("Marie").await;
    let child = app.child(Level::P3, "Louis").await;
    decide(&app, &marie, child).await;
    change(app.office().await, child).await;
    let twin = keep(&app, child).await;

    let (of, who, why) = (Some(child), Some(marie.id), Some(reason().reason));
    let expected: Vec<Line> = vec![
        (Act::ChildEnrolled, of, None, None),
        (Act::CodesMade, of, None, None),
        (Act::LinkConfirmed, of, who, None),
        (Act::LinkRefused, None, who, None),
        (Act::ChildOpened, of, None, None),
        (Act::ChildChanged, of, None, None),
        (Act::RightsChanged, of, who, None),
        (Act::LinkRestricted, of, who, why.clone()),
        (Act::RestrictionLifted, of, who, why.clone()),
        (Act::LinkEnded, of, who, why),
        (Act::HouseholdChanged, None, who, None),
        (Act::CodesMade, None, None, None),
        (Act::ListImported, None, None, None),
        (Act::ChildrenExported, None, None, None),
        (Act::ChildEnrolled, Some(twin), None, None),
        (Act::ChildrenMerged, of, None, None),
        (Act::ChildLeft, of, None, None),
    ];
    let mut written = log(&app).await;
    for line in &mut written {
        // the refused child is one that nobody else knows
        if line.0 == Act::LinkRefused {
            line.1 = None;
        }
    }
    assert_eq!(written, expected);
}

/// What is refused is not done, and not written down as done.
#[tokio::test]
async fn what_was_refused_is_no_line() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (_, child) = app.parent_of("Marie", Level::P3).await;
    office.call(&LeaveSchool { child }, &NoBody {}).await.unwrap();
    let before = log(&app).await.len();
    let again = office.call(&LeaveSchool { child }, &NoBody {}).await;
    assert_eq!(again.unwrap_err().code, Code::AlreadyDecided);
    let child = ChildId::fresh();
    let unknown = office.call(&ShowSchoolChild { child }, &NoBody {}).await;
    assert_eq!(unknown.unwrap_err().code, Code::NotFound);
    assert_eq!(log(&app).await.len(), before);
}
