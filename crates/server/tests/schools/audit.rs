//! The audit log: what can be asked of it, and that nobody changes it (G8).

use diesel::prelude::*;
use domain::{
    id::{AccountId, AuditEntryId},
    page::NoBody,
    problem::Code,
    schools::{
        audit::{Act, AuditEntry, AuditFilter, AuditQuery},
        calls::{ExportAudit, ListAudit, RenewRegistrationCode, SwitchModule},
        modules::{Module, ModuleSwitch},
        types::Role,
    },
};
use rstest::rstest;
use store::{backend::Db, schema::audit_entries, schools::audit};
use testkit::{app::TestApp, client::Client};

use super::{noted, prove_long_ago};

/// Somebody of the office who has done something, three times.
async fn busy(app: &TestApp, name: &str) -> testkit::person::Person {
    let person = app.staff(name, Role::Direction).await;
    for on in [false, true, false] {
        person
            .call(
                &SwitchModule {
                    module: Module::Presence,
                },
                &ModuleSwitch { on },
            )
            .await
            .unwrap();
    }
    person
        .call(
            &SwitchModule {
                module: Module::Presence,
            },
            &ModuleSwitch { on: true },
        )
        .await
        .unwrap();
    person
}

async fn list(by: &Client, query: &AuditQuery) -> Vec<AuditEntry> {
    by.ask(&ListAudit {}, query).await.unwrap().items
}

#[tokio::test]
async fn the_newest_comes_first_in_pages_and_filters_narrow_it() {
    let app = TestApp::start().await;
    let (anne, jean) = (busy(&app, "Anne").await, busy(&app, "Jean").await);
    let mut seen = Vec::new();
    let mut cursor = None;
    loop {
        let query = AuditQuery {
            limit: Some(3),
            cursor,
            ..AuditQuery::default()
        };
        let page = anne.ask(&ListAudit {}, &query).await.unwrap();
        seen.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 8);
    assert!(seen.is_sorted_by(|one, other| one.created_at >= other.created_at));
    assert!(seen[..4].iter().all(|entry| entry.actor_name == "Jean Evrard"));
    assert!(seen.iter().all(|entry| entry.actor_role == Role::Direction));
    let by_anne = AuditQuery {
        actor: Some(anne.id),
        ..AuditQuery::default()
    };
    assert_eq!(list(&jean, &by_anne).await, seen[4..]);
    let between = AuditQuery {
        from: Some(seen[5].created_at),
        to: Some(seen[1].created_at),
        ..AuditQuery::default()
    };
    assert_eq!(list(&jean, &between).await, seen[2..6]);
    let other = AuditQuery {
        act: Some(Act::MemberEnded),
        ..AuditQuery::default()
    };
    assert!(list(&jean, &other).await.is_empty());
    let about = AuditQuery {
        account: Some(anne.id),
        ..AuditQuery::default()
    };
    assert!(list(&jean, &about).await.is_empty());
}

#[tokio::test]
async fn the_download_is_written_down_too() {
    let app = TestApp::start().await;
    let anne = busy(&app, "Anne").await;
    let answer = anne.get("/api/v1/audit/export?act=module_switched").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body.lines().count(), 5);
    assert!(
        answer.body.contains("Anne Evrard;direction;presence → off;"),
        "{}",
        answer.body
    );
    assert_eq!(noted(&anne, Act::AuditExported).await.len(), 1);
    prove_long_ago(&app, &anne).await;
    let late = anne.ask(&ExportAudit {}, &AuditFilter::default()).await;
    assert_eq!(late.map(drop).unwrap_err().code, Code::Reauth);
    assert!(anne.call(&ListAudit {}, &NoBody {}).await.is_ok());
}

#[rstest]
#[case(Role::Parent)]
#[case(Role::Teacher)]
#[tokio::test]
async fn only_the_office_reads_it(#[case] role: Role) {
    let app = TestApp::start().await;
    let other = app.staff("Anne", role).await;
    let read = other.ask(&ListAudit {}, &AuditQuery::default()).await;
    assert_eq!(read.map(drop).unwrap_err().code, Code::Forbidden);
    let exported = other.ask(&ExportAudit {}, &AuditFilter::default()).await;
    assert_eq!(exported.map(drop).unwrap_err().code, Code::Forbidden);
}

/// What the database says to a statement of somebody who has a shell.
async fn by_hand(app: &TestApp, statement: &'static str) -> Result<usize, String> {
    let done = app
        .store()
        .write(move |tx| {
            let outcome = match tx.db {
                Db::Sqlite(connection) => diesel::sql_query(statement).execute(connection),
                Db::Postgres(connection) => diesel::sql_query(statement).execute(connection),
            };
            Ok(outcome?)
        })
        .await;
    done.map_err(|error| error.to_string())
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_or_remove_an_entry() {
    let app = TestApp::start().await;
    let anne = busy(&app, "Anne").await;
    let before = list(&anne, &AuditQuery::default()).await;
    for statement in [
        "UPDATE audit_entries SET subject = 'rien'",
        "UPDATE audit_entries SET actor_name = actor_name",
        "DELETE FROM audit_entries",
    ] {
        let refused = by_hand(&app, statement).await.unwrap_err();
        assert!(refused.contains("audit entries are never"), "{statement}: {refused}");
    }
    assert_eq!(list(&anne, &AuditQuery::default()).await, before);
}

#[tokio::test]
async fn after_two_years_an_entry_may_go_and_no_sooner() {
    let app = TestApp::start().await;
    let anne = busy(&app, "Anne").await;
    let school = app.school;
    let (now, day) = (store::clock::now(), 24 * 3600);
    for days in [3 * 365, 2 * 366 - 20] {
        app.store()
            .write(move |tx| {
                diesel::insert_into(audit_entries::table)
                    .values((
                        audit_entries::id.eq(AuditEntryId::fresh()),
                        audit_entries::school_id.eq(school),
                        audit_entries::actor_id.eq(None::<AccountId>),
                        audit_entries::actor_name.eq("Anne Evrard"),
                        audit_entries::actor_role.eq(Role::Direction),
                        audit_entries::act.eq(Act::ClassMade),
                        audit_entries::subject.eq(format!("{days}")),
                        audit_entries::created_at.eq(now.plus_seconds(-days * day)),
                    ))
                    .execute(tx.db)?;
                Ok(())
            })
            .await
            .unwrap();
    }
    let gone = app.store().write(audit::forget_old).await.unwrap();
    assert!(gone <= 1, "the runner of jobs may have been here before");
    let left: Vec<String> = list(&anne, &AuditQuery::default())
        .await
        .into_iter()
        .map(|one| one.subject)
        .collect();
    assert_eq!(left.len(), 5);
    assert_eq!(left.last().map(String::as_str), Some("712"));
}

#[tokio::test]
async fn the_log_holds_no_code() {
    let app = TestApp::start().await;
    let anne = busy(&app, "Anne").await;
    let school = anne.call(&RenewRegistrationCode {}, &NoBody {}).await.unwrap();
    let entries = list(&anne, &AuditQuery::default()).await;
    assert_eq!(entries.len(), 5);
    assert!(
        entries
            .iter()
            .all(|one| !one.subject.contains(&school.registration_code))
    );
}
