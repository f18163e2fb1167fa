//! The books: nobody changes them, and the check finds whoever does.

use diesel::prelude::*;
use domain::{
    page::NoQuery,
    sel::{
        books::SelStatementQuery,
        calls::{ShowSelAudit, ShowSelStatement, ShowSelStatistics},
    },
};
use store::{
    error::StoreError,
    schema::{sel_accounts, sel_events, sel_postings},
};
use testkit::app::TestApp;

use super::{audit, balance, gift, parents, propose, sound};

#[tokio::test]
async fn postings_and_steps_are_never_changed_or_removed() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    propose(&marie, &gift(jean.id, 30)).await.unwrap();
    let store = app.store();
    let outcomes = [
        store
            .write(|tx| {
                Ok(diesel::update(sel_postings::table)
                    .set(sel_postings::units.eq(1))
                    .execute(tx.db)?)
            })
            .await,
        store
            .write(|tx| Ok(diesel::delete(sel_postings::table).execute(tx.db)?))
            .await,
        store
            .write(|tx| {
                Ok(diesel::update(sel_events::table)
                    .set(sel_events::reason.eq("x"))
                    .execute(tx.db)?)
            })
            .await,
        store
            .write(|tx| Ok(diesel::delete(sel_events::table).execute(tx.db)?))
            .await,
    ];
    for outcome in outcomes {
        let Err(StoreError::Broken(why)) = outcome else {
            panic!("{outcome:?}")
        };
        assert!(
            why.to_string().contains("SEL are never changed")
                || why.to_string().contains("SEL are never removed")
                || why.to_string().contains("never changed or removed"),
            "{why}"
        );
    }
    sound(&app).await;
}

#[tokio::test]
async fn the_last_line_of_defence_is_the_database() {
    let app = TestApp::start().await;
    let [marie] = parents(&app, ["Marie"]).await;
    assert_eq!(balance(&marie).await, 120);
    for wrong in [-301, 601] {
        let moved = app.store().write(move |tx| {
            let members = sel_accounts::table.filter(sel_accounts::balance.eq(120));
            Ok(diesel::update(members)
                .set(sel_accounts::balance.eq(wrong))
                .execute(tx.db)?)
        });
        assert!(matches!(moved.await, Err(StoreError::Broken(_))));
    }
}

#[tokio::test]
async fn the_check_sees_a_balance_that_was_tampered_with() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    propose(&marie, &gift(jean.id, 30)).await.unwrap();
    sound(&app).await;
    app.store()
        .write(|tx| {
            let hers = sel_accounts::table.filter(sel_accounts::balance.eq(90));
            diesel::update(hers)
                .set((sel_accounts::balance.eq(91), sel_accounts::reserved.eq(7)))
                .execute(tx.db)?;
            Ok(())
        })
        .await
        .unwrap();
    let audit = audit(&app).await;
    assert!(!audit.ok);
    assert_eq!((audit.sum, audit.wrong_balances, audit.wrong_reserved), (1, 1, 1));
    let shown = jean.ask(&ShowSelAudit {}, &NoQuery {}).await.unwrap();
    assert!(!shown.ok, "everybody can see it");
}

#[tokio::test]
async fn a_statement_runs_from_line_to_line_and_can_be_kept() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    for units in [30, 20, 10] {
        propose(&marie, &gift(jean.id, units)).await.unwrap();
    }
    let mut query = SelStatementQuery {
        limit: Some(3),
        ..SelStatementQuery::default()
    };
    let page = marie.ask(&ShowSelStatement {}, &query).await.unwrap();
    let lines: Vec<_> = page
        .items
        .iter()
        .map(|line| (line.number, line.units, line.balance_after))
        .collect();
    assert_eq!(lines, [(4, -10, 60), (3, -20, 70), (2, -30, 90)]);
    query.cursor = page.next;
    let rest = marie.ask(&ShowSelStatement {}, &query).await.unwrap();
    assert_eq!((rest.items.len(), rest.next), (1, None));
    let table = marie.get("/api/v1/sel/statement/export").await;
    assert_eq!(table.status, 200, "{}", table.body);
    let rows: Vec<&str> = table.body.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(rows[0], "Numéro;Date;Avec;Pour;Unités;Solde");
    assert!(
        rows[1].contains(";Fonds commun;") && rows[1].ends_with(";120;120"),
        "{}",
        rows[1]
    );
    assert!(
        rows[4].contains(";Jean ") && rows[4].ends_with(";'-10;60"),
        "{}",
        rows[4]
    );
    let later = SelStatementQuery {
        from: Some(store::clock::now()),
        ..SelStatementQuery::default()
    };
    let none = marie.ask(&ShowSelStatement {}, &later).await.unwrap();
    assert!(none.items.is_empty());
}

#[tokio::test]
async fn numbers_are_without_names() {
    let app = TestApp::start().await;
    let [marie, jean, paul] = parents(&app, ["Marie", "Jean", "Paul"]).await;
    propose(&marie, &gift(jean.id, 30)).await.unwrap();
    assert_eq!(balance(&paul).await, 120);
    let numbers = paul.ask(&ShowSelStatistics {}, &NoQuery {}).await.unwrap();
    assert_eq!((numbers.accounts, numbers.active_accounts), (3, 2));
    assert_eq!((numbers.units, numbers.transfers), (30, 1));
    assert_eq!(numbers.months.len(), 12);
    let last = numbers.months.last().unwrap();
    assert_eq!((last.units, last.transfers), (30, 1));
    let counts: Vec<i64> = numbers.balances.iter().map(|bucket| bucket.accounts).collect();
    assert_eq!(counts, [0, 0, 0, 1, 2, 0, 0, 0, 0]);
    assert_eq!((numbers.balances[0].from, numbers.balances[8].to), (-300, 600));
}
