//! An account begins with 120 units from the community, once.

use diesel::prelude::*;
use domain::{
    families::{calls::SetHousehold, households::HouseholdChange},
    sel::{
        books::SelStatementQuery,
        calls::{ChangeSelSettings, ShowSelStatement},
        forms::SelSettingsForm,
        types::SelTransferKind,
    },
};
use store::schema::sel_transfers;
use testkit::app::TestApp;

use super::{account, balance, gift, membership_of, parents, propose, sound};

async fn openings(app: &TestApp) -> i64 {
    let read = app.store().read(|db| {
        Ok(sel_transfers::table
            .filter(sel_transfers::kind.eq(SelTransferKind::Opening))
            .count()
            .get_result::<i64>(db)?)
    });
    read.await.unwrap()
}

#[tokio::test]
async fn fifty_first_reads_at_once_open_one_account() {
    let app = TestApp::start().await;
    let [marie] = parents(&app, ["Marie"]).await;
    let reads: Vec<_> = (0..50)
        .map(|_| {
            let marie = marie.clone();
            tokio::spawn(async move { balance(&marie).await })
        })
        .collect();
    for read in reads {
        assert_eq!(read.await.unwrap(), 120);
    }
    assert_eq!(openings(&app).await, 1);
    let statement = marie
        .ask(&ShowSelStatement {}, &SelStatementQuery::default())
        .await
        .unwrap();
    assert_eq!(statement.items.len(), 1);
    assert_eq!((statement.items[0].units, statement.items[0].balance_after), (120, 120));
    assert_eq!(account(&marie).await.units_earned, 0, "it was not earned");
    sound(&app).await;
}

#[tokio::test]
async fn many_newcomers_at_once_have_one_account_each() {
    let app = TestApp::start().await;
    let people = parents(&app, ["Ada", "Bea", "Cleo", "Dora", "Eva", "Fia", "Gia", "Hana"]).await;
    let reads: Vec<_> = people
        .iter()
        .cloned()
        .map(|person| tokio::spawn(async move { balance(&person).await }))
        .collect();
    for read in reads {
        assert_eq!(read.await.unwrap(), 120);
    }
    assert_eq!(openings(&app).await, 8);
    assert_eq!(sound(&app).await.accounts, 9);
}

#[tokio::test]
async fn somebody_who_never_looked_can_be_paid() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    propose(&marie, &gift(jean.id, 30)).await.unwrap();
    assert_eq!(balance(&jean).await, 150);
    assert_eq!(openings(&app).await, 2);
}

#[tokio::test]
async fn two_of_a_household_share_one_account_where_the_school_wants_it() {
    let app = TestApp::start().await;
    let [marie, jean, paul] = parents(&app, ["Marie", "Jean", "Paul"]).await;
    let office = app.office().await;
    let form = SelSettingsForm {
        shared_household: true,
        treasurer_ids: Vec::new(),
    };
    office.call(&ChangeSelSettings {}, &form).await.unwrap();
    let together = HouseholdChange {
        with: Some(membership_of(&app, jean.id).await),
    };
    let membership = membership_of(&app, marie.id).await;
    office.call(&SetHousehold { membership }, &together).await.unwrap();
    assert_eq!(balance(&marie).await, 120);
    propose(&marie, &gift(paul.id, 20)).await.unwrap();
    let his = account(&jean).await;
    assert_eq!((his.balance, his.shared_with), (100, vec!["Marie".to_owned()]));
    let between = propose(&jean, &gift(marie.id, 10)).await;
    assert_eq!(between, Err(domain::problem::Code::Conflict));
    let statement = jean
        .ask(&ShowSelStatement {}, &SelStatementQuery::default())
        .await
        .unwrap();
    assert_eq!(statement.items.len(), 2, "what one does the other sees");
    assert_eq!(openings(&app).await, 2);
    sound(&app).await;
}
