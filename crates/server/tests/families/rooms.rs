//! What a change of a family does to rooms, as the store tells it: who joins and who leaves, exactly once.

use domain::{
    families::types::{LinkStatus, Relationship},
    problem::Code,
    schools::types::{GuardianMode, MembershipStatus, Role},
};
use store::{
    error::StoreError,
    families::{adding, decision, mine},
    page::Slice,
    schools::{deciding, staff},
};

use crate::families::house::{House, KEY};

#[tokio::test]
async fn a_room_is_joined_by_the_first_child_and_left_with_the_last() {
    let house = House::build(GuardianMode::Code).await;
    let anne = house.person("Anne", Role::Direction).await;
    let parent = house.person("Marie", Role::Parent).await;
    let (louis, emma) = (house.child(&anne, "Louis").await, house.child(&anne, "Emma").await);
    for (child, moves) in [(louis, vec![('+', parent.account())]), (emma, Vec::new())] {
        let (by, typed) = (parent.clone(), house.code(&anne, child).await);
        house.moves();
        house
            .store
            .write(move |tx| adding::by_code(tx, &by, KEY, (&typed, Relationship::Parent)))
            .await
            .unwrap();
        assert_eq!(house.moves(), moves);
    }
    house.let_go(&parent, louis).await;
    assert_eq!(house.moves(), Vec::new(), "the other child keeps the room open");
    house.let_go(&parent, emma).await;
    assert_eq!(house.moves(), vec![('-', parent.account())]);
}

#[tokio::test]
async fn a_declared_child_moves_nobody_before_staff_confirms() {
    let house = House::build(GuardianMode::Code).await;
    let anne = house.person("Anne", Role::Direction).await;
    let parent = house.person("Marie", Role::Parent).await;
    let declared = house.declare(&parent, "Louis").await;
    assert_eq!(declared.status, LinkStatus::Pending);
    assert_eq!(house.moves(), Vec::new());
    let by = anne.staff().unwrap();
    house
        .store
        .write(move |tx| decision::confirm(tx, &by, declared.link_id, None))
        .await
        .unwrap();
    assert_eq!(house.moves(), vec![('+', parent.account())]);
}

#[tokio::test]
async fn a_school_that_trusts_everybody_opens_the_room_at_once() {
    let house = House::build(GuardianMode::Open).await;
    let parent = house.person("Marie", Role::Parent).await;
    let declared = house.declare(&parent, "Louis").await;
    assert_eq!(declared.status, LinkStatus::Confirmed);
    assert!(declared.rights.chat);
    assert_eq!(house.moves(), vec![('+', parent.account())]);
    house.let_go(&parent, declared.id).await;
    assert_eq!(house.moves(), vec![('-', parent.account())]);
    let by = parent.clone();
    let mine = house
        .store
        .read(move |db| mine::list(db, &by, &Slice::parse(None, None)?))
        .await
        .unwrap();
    assert!(mine.items.is_empty());
}

#[tokio::test]
async fn a_teacher_is_in_the_room_of_an_assignment() {
    let house = House::build(GuardianMode::Code).await;
    let teacher = house.person("Anne", Role::Teacher).await;
    let (account, p3) = (teacher.account(), house.p3);
    for _ in 0..2 {
        house
            .store
            .write(move |tx| staff::assign(tx, account, p3))
            .await
            .unwrap();
    }
    assert_eq!(house.moves(), vec![('+', account)]);
    house
        .store
        .write(move |tx| staff::unassign(tx, account, p3))
        .await
        .unwrap();
    assert_eq!(house.moves(), vec![('-', account)]);
}

#[tokio::test]
async fn a_parent_is_not_assigned_to_a_class() {
    let house = House::build(GuardianMode::Code).await;
    let (account, p3) = (house.person("Marie", Role::Parent).await.account(), house.p3);
    let outcome = house.store.write(move |tx| staff::assign(tx, account, p3)).await;
    assert!(matches!(outcome, Err(StoreError::NotFound)));
}

/// A link was confirmed while the membership waits: the approval opens its room.
#[tokio::test]
async fn an_approval_opens_the_rooms_of_confirmed_links() {
    use diesel::prelude::*;
    use store::schema::memberships;
    let house = House::build(GuardianMode::Open).await;
    let office = house.person("Dir", Role::Direction).await.office().unwrap();
    let parent = house.person("Marie", Role::Parent).await;
    house.declare(&parent, "Louis").await;
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
    let by = office.clone();
    house
        .store
        .write(move |tx| deciding::approve(tx, &by, mine))
        .await
        .unwrap();
    assert_eq!(house.moves(), vec![('+', parent.account())]);
    let again = house.store.write(move |tx| deciding::refuse(tx, &office, mine)).await;
    assert!(matches!(again, Err(StoreError::Refused(Code::AlreadyDecided))));
}
