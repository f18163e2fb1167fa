//! The office changes children while their parents act: nobody is lost, nobody is in two rooms, what is told adds up to what is.

use std::sync::Arc;

use diesel::prelude::*;
use domain::{
    families::types::{LinkStatus, Relationship},
    id::AccountId,
    schools::types::{GuardianMode, Role},
};
use store::{
    accounts::standing::ActiveMember,
    error::StoreError,
    families::{
        adding, decision,
        importing::{self, file},
        merging, rights,
    },
    schema::guardian_links,
};

use crate::families::house::{House, KEY};

const NAMES: [&str; 8] = ["Louis", "Emma", "Noé", "Lina", "Adam", "Mila", "Zoé", "Wout"];

/// Joined less left is where somebody is now.
async fn adds_up(house: &House, accounts: &[AccountId]) {
    let moves = house.moves();
    for account in accounts.iter().copied() {
        let of = |sign| moves.iter().filter(|moved| **moved == (sign, account)).count();
        let (joined, left) = (of('+'), of('-'));
        let inside = house
            .store
            .read(move |db| store::messaging::room::rooms_of(db, account))
            .await
            .unwrap()
            .len();
        assert_eq!(joined - left, inside, "{moves:?}");
        assert_eq!(inside, 1, "one child, one room");
    }
}

fn lost_a_race<T>(outcome: Result<T, StoreError>) {
    match outcome {
        Ok(_) | Err(StoreError::NotFound | StoreError::Refused(_)) => {}
        Err(other) => panic!("{other}"),
    }
}

/// A whole class moves while its parents use their codes, one after the other.
#[tokio::test(flavor = "multi_thread")]
async fn an_import_while_parents_use_their_codes() {
    let house = Arc::new(House::build(GuardianMode::Code).await);
    let anne = house.person("Anne", Role::Direction).await;
    let office = house.person("Dir", Role::Direction).await.office().unwrap();
    let mut parents = Vec::new();
    for name in NAMES {
        let child = house.child(&anne, name).await;
        let code = house.code(&anne, child).await;
        parents.push((house.person(name, Role::Parent).await, code));
    }
    let text = NAMES.iter().fold("Nom;Prénom;Classe\n".to_owned(), |text, name| {
        text + &format!("Dubois;{name};P4\n")
    });
    let list = file::read(text.as_bytes()).unwrap();
    let (by, seen) = (office.clone(), list.clone());
    let version = house
        .store
        .read(move |db| importing::preview(db, &by, &seen, false))
        .await
        .unwrap()
        .version;
    let mut tasks = Vec::new();
    for (parent, typed) in parents.clone() {
        let store = house.store.clone();
        tasks.push(tokio::spawn(async move {
            store
                .write(move |tx| adding::by_code(tx, &parent, KEY, (&typed, Relationship::Parent)).map(drop))
                .await
        }));
    }
    let store = house.store.clone();
    let importing = tokio::spawn(async move {
        store
            .write(move |tx| importing::apply(tx, &office, &list, (false, &version)))
            .await
    });
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let report = importing.await.unwrap().unwrap();
    assert_eq!((report.applied, report.counts.moved), (true, 8));
    let accounts: Vec<AccountId> = parents.iter().map(|(parent, _)| parent.account()).collect();
    adds_up(&house, &accounts).await;
    let inside = house
        .store
        .read(move |db| store::messaging::room::rooms_of(db, accounts[0]))
        .await
        .unwrap();
    let room = *inside.iter().next().unwrap();
    let members = house
        .store
        .read(move |db| store::messaging::room::members(db, room))
        .await
        .unwrap();
    assert_eq!(members.len(), 8, "all of them in the new class");
}

/// The office merges a declared child into the listed one, while a colleague confirms its link and the parent uses the code of the listed
/// one.
#[tokio::test(flavor = "multi_thread")]
async fn a_merge_while_a_link_is_confirmed_and_a_code_used() {
    let house = Arc::new(House::build(GuardianMode::Code).await);
    let anne = house.person("Anne", Role::Direction).await;
    let office = house.person("Dir", Role::Direction).await.office().unwrap();
    let mut parents: Vec<ActiveMember> = Vec::new();
    let mut tasks = Vec::new();
    for name in NAMES {
        let listed = house.child(&anne, name).await;
        let typed = house.code(&anne, listed).await;
        let parent = house.person(name, Role::Parent).await;
        let declared = house.declare(&parent, &format!("{name}s")).await;
        let (store, by) = (house.store.clone(), office.clone());
        tasks.push(tokio::spawn(async move {
            lost_a_race(
                store
                    .write(move |tx| merging::merge(tx, &by, declared.id, listed).map(drop))
                    .await,
            );
        }));
        let (store, by) = (house.store.clone(), anne.clone().staff().unwrap());
        tasks.push(tokio::spawn(async move {
            lost_a_race(
                store
                    .write(move |tx| decision::confirm(tx, &by, declared.link_id, Some(listed)).map(drop))
                    .await,
            );
        }));
        let (store, by) = (house.store.clone(), parent.clone());
        tasks.push(tokio::spawn(async move {
            lost_a_race(
                store
                    .write(move |tx| adding::by_code(tx, &by, KEY, (&typed, Relationship::Parent)).map(drop))
                    .await,
            );
        }));
        parents.push(parent);
    }
    for task in tasks {
        task.await.unwrap();
    }
    let accounts: Vec<AccountId> = parents.iter().map(ActiveMember::account).collect();
    adds_up(&house, &accounts).await;
    for account in accounts {
        let confirmed: i64 = house
            .store
            .read(move |db| {
                Ok(guardian_links::table
                    .filter(guardian_links::account_id.eq(account))
                    .filter(guardian_links::status.eq(LinkStatus::Confirmed))
                    .count()
                    .get_result(db)?)
            })
            .await
            .unwrap();
        assert_eq!(confirmed, 1);
    }
}

/// The direction restricts and lifts while the child changes class again and again.
#[tokio::test(flavor = "multi_thread")]
async fn a_restriction_while_the_child_moves() {
    let house = Arc::new(House::build(GuardianMode::Code).await);
    let anne = house.person("Anne", Role::Direction).await;
    let office = house.person("Dir", Role::Direction).await.office().unwrap();
    let parent = house.person("Marie", Role::Parent).await;
    let child = house.child(&anne, "Louis").await;
    let (by, typed) = (parent.clone(), house.code(&anne, child).await);
    let link = house
        .store
        .write(move |tx| adding::by_code(tx, &by, KEY, (&typed, Relationship::Parent)))
        .await
        .unwrap()
        .link_id;
    let mut tasks = Vec::new();
    for turn in 0..6 {
        let (store, by) = (house.store.clone(), office.clone());
        tasks.push(tokio::spawn(async move {
            let again = by.clone();
            lost_a_race(
                store
                    .write(move |tx| rights::restrict(tx, &by, link, "oui").map(drop))
                    .await,
            );
            lost_a_race(
                store
                    .write(move |tx| rights::lift(tx, &again, link, "non").map(drop))
                    .await,
            );
        }));
        let (store, by) = (house.store.clone(), office.clone());
        let text = format!("Nom;Prénom;Classe\nDubois;Louis;P{}\n", turn % 2 + 3);
        let list = file::read(text.as_bytes()).unwrap();
        tasks.push(tokio::spawn(async move {
            lost_a_race(
                store
                    .write(move |tx| {
                        let version = importing::preview(tx.db, &by, &list, false)?.version;
                        importing::apply(tx, &by, &list, (false, &version)).map(drop)
                    })
                    .await,
            );
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let by = office.clone();
    lost_a_race(
        house
            .store
            .write(move |tx| rights::lift(tx, &by, link, "enfin").map(drop))
            .await,
    );
    adds_up(&house, &[parent.account()]).await;
}
