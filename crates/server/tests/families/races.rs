//! Changes of one family at the same time: what is told adds up to what is.

use std::sync::Arc;

use domain::{
    families::types::Relationship,
    schools::types::{GuardianMode, MembershipStatus, Role},
};
use store::{
    error::StoreError,
    families::{adding, decision, link, mine},
    schools::deciding,
};

use crate::families::house::{House, KEY};

/// The office approves somebody while staff confirms their link: whoever comes second opens the room, and says so once.
#[tokio::test(flavor = "multi_thread")]
async fn an_approval_and_a_confirmation_at_once_open_the_room_once() {
    use diesel::prelude::*;
    use store::schema::memberships;
    let house = House::build(GuardianMode::Code).await;
    let office = house.person("Dir", Role::Direction).await.office().unwrap();
    let anne = house.person("Anne", Role::Direction).await;
    for name in ["Marie", "Jean", "Lina", "Paul", "Zoé", "Adam", "Mila", "Noé"] {
        let parent = house.person(name, Role::Parent).await;
        let link = house.declare(&parent, "Louis").await.link_id;
        let mine = parent.standing().membership();
        house
            .store
            .write(move |tx| {
                diesel::update(memberships::table.find(mine))
                    .set(memberships::status.eq(MembershipStatus::Pending))
                    .execute(tx.db)?;
                Ok(())
            })
            .await
            .unwrap();
        house.moves();
        let (by, staff) = (office.clone(), anne.clone().staff().unwrap());
        let approving = house.store.write(move |tx| deciding::approve(tx, &by, mine));
        let confirming = house.store.write(move |tx| decision::confirm(tx, &staff, link, None));
        let (approved, confirmed) = tokio::join!(approving, confirming);
        approved.unwrap();
        confirmed.unwrap();
        assert_eq!(house.moves(), vec![('+', parent.account())], "{name}");
    }
}

/// Two staff members confirm, the parent uses the code and lets the child go, all at once and again and again: no deadlock reaches
/// anybody, and what was told adds up to what is.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_told_adds_up_under_concurrency() {
    let house = Arc::new(House::build(GuardianMode::Code).await);
    let anne = house.person("Anne", Role::Direction).await;
    let parent = house.person("Marie", Role::Parent).await;
    let mut tasks = Vec::new();
    for name in ["Louis", "Emma", "Noé", "Lina", "Adam", "Mila"] {
        let child = house.child(&anne, name).await;
        let declared = house.declare(&parent, name).await;
        let typed = house.code(&anne, child).await;
        let (store, by) = (house.store.clone(), parent.clone());
        tasks.push(tokio::spawn(async move {
            store
                .write(move |tx| adding::by_code(tx, &by, KEY, (&typed, Relationship::Parent)).map(drop))
                .await
        }));
        for _ in 0..2 {
            let (store, by) = (house.store.clone(), anne.clone().staff().unwrap());
            tasks.push(tokio::spawn(async move {
                store
                    .write(move |tx| decision::confirm(tx, &by, declared.link_id, Some(child)).map(drop))
                    .await
            }));
        }
        let (store, by) = (house.store.clone(), parent.clone());
        tasks.push(tokio::spawn(async move {
            store
                .write(move |tx| {
                    let proof = link::guardian(tx.db, &by, child)?;
                    mine::remove(tx, &proof)
                })
                .await
        }));
    }
    for task in tasks {
        match task.await.unwrap() {
            Ok(()) | Err(StoreError::NotFound | StoreError::Refused(_)) => {}
            Err(other) => panic!("{other}"),
        }
    }
    let account = parent.account();
    let inside = house
        .store
        .read(move |db| store::messaging::room::rooms_of(db, account))
        .await
        .unwrap()
        .len();
    let moves = house.moves();
    let joined = moves.iter().filter(|(sign, _)| *sign == '+').count();
    let left = moves.iter().filter(|(sign, _)| *sign == '-').count();
    assert_eq!(joined - left, inside, "{moves:?}");
}
