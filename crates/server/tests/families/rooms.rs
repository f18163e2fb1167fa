//! What a change of a family does to rooms, as the store tells it: who joins, who leaves, exactly once, and under the locks.

use std::sync::Arc;

use domain::{
    accounts::types::{Locale, SessionKind},
    families::types::{LinkStatus, NewSchoolChild, Relationship},
    happening::Happening,
    id::{AccountId, ChildId, ClassId, SchoolId},
    problem::Code,
    schools::types::{GuardianMode, Level, MembershipStatus, RegistrationMode, Role},
};
use parking_lot::Mutex;
use store::{
    Store,
    accounts::{
        registration::Registration,
        sessions::{self, Opening},
        standing::{self, ActiveMember},
    },
    error::StoreError,
    families::{
        adding::{self, Declaration},
        child, code, decision, link, mine,
    },
    page::Slice,
    schools::{class, membership, school, staff},
};
use testkit::database::TestDb;

const KEY: &[u8] = b"the key of the codes of these tests";

struct House {
    _db: TestDb,
    store: Store,
    school: SchoolId,
    p3: ClassId,
    heard: Arc<Mutex<Vec<Happening>>>,
}

impl House {
    async fn build(guardian_mode: GuardianMode) -> Self {
        let db = TestDb::fresh();
        let store = db.store();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let listening = Arc::clone(&heard);
        store.tell(Box::new(move |happenings| listening.lock().extend(happenings)));
        let (school, p3) = store
            .write(move |tx| {
                let school = school::add(
                    tx,
                    &school::NewSchool {
                        name: "École des Tilleuls".to_owned(),
                        locality: "Evere".to_owned(),
                        registration_mode: RegistrationMode::Open,
                        guardian_mode,
                        registration_code: None,
                        demo: false,
                    },
                )?;
                let year = domain::schools::types::school_year_of(tx.now.date());
                let classes = class::of_year(tx.db, school.id, year)?;
                let p3 = classes.iter().find(|class| class.level == Level::P3).unwrap().id;
                Ok((school.id, p3))
            })
            .await
            .unwrap();
        Self {
            _db: db,
            store,
            school,
            p3,
            heard,
        }
    }

    async fn person(&self, name: &'static str, role: Role) -> ActiveMember {
        let school = self.school;
        self.store
            .write(move |tx| {
                let account = staff::add_person(
                    tx,
                    &Registration {
                        school,
                        email: format!("{name}@example.be"),
                        password_hash: "x".to_owned(),
                        first_name: name.to_owned(),
                        last_name: "Dupont".to_owned(),
                        locale: Locale::Fr,
                    },
                    role,
                )?;
                let opened = sessions::open(
                    tx,
                    &Opening {
                        account,
                        school,
                        kind: SessionKind::Cookie,
                        device: String::new(),
                    },
                )?;
                standing::by_secret(tx.db, &opened.secret)?.member()
            })
            .await
            .unwrap()
    }

    async fn child(&self, teacher: &ActiveMember, first_name: &str) -> ChildId {
        let (by, p3) = (teacher.clone().staff().unwrap(), self.p3);
        let new = NewSchoolChild {
            first_name: first_name.to_owned(),
            last_name: "Dubois".to_owned(),
            class_id: p3,
        };
        self.store
            .write(move |tx| child::enrol(tx, &by, &new))
            .await
            .unwrap()
            .id
    }

    async fn code(&self, teacher: &ActiveMember, child: ChildId) -> String {
        let by = teacher.clone().staff().unwrap();
        self.store
            .write(move |tx| code::make(tx, &by, KEY, child))
            .await
            .unwrap()
            .code
    }

    async fn declare(&self, by: &ActiveMember, first_name: &str) -> domain::families::types::MyChild {
        let (by, class) = (by.clone(), self.p3);
        let new = Declaration {
            first_name: first_name.to_owned(),
            last_name: "Dubois".to_owned(),
            class,
        };
        self.store
            .write(move |tx| adding::by_declaration(tx, &by, &new, Relationship::Parent))
            .await
            .unwrap()
    }

    async fn let_go(&self, by: &ActiveMember, child: ChildId) {
        let by = by.clone();
        self.store
            .write(move |tx| {
                let proof = link::guardian(tx.db, &by, child)?;
                mine::remove(tx, &proof)
            })
            .await
            .unwrap();
    }

    /// Who joined (`+`) and left (`-`) since the last time.
    fn moves(&self) -> Vec<(char, AccountId)> {
        std::mem::take(&mut *self.heard.lock())
            .into_iter()
            .filter_map(|happening| match happening {
                Happening::Joined { account, .. } => Some(('+', account)),
                Happening::Left { account, .. } => Some(('-', account)),
                _ => None,
            })
            .collect()
    }
}

#[tokio::test]
async fn a_room_is_joined_by_the_first_child_and_left_with_the_last() {
    let house = House::build(GuardianMode::Code).await;
    let teacher = house.person("Anne", Role::Teacher).await;
    let parent = house.person("Marie", Role::Parent).await;
    let (louis, emma) = (
        house.child(&teacher, "Louis").await,
        house.child(&teacher, "Emma").await,
    );
    for (child, moves) in [(louis, vec![('+', parent.account())]), (emma, Vec::new())] {
        let (by, typed) = (parent.clone(), house.code(&teacher, child).await);
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
    let teacher = house.person("Anne", Role::Teacher).await;
    let parent = house.person("Marie", Role::Parent).await;
    let declared = house.declare(&parent, "Louis").await;
    assert_eq!(declared.status, LinkStatus::Pending);
    assert_eq!(house.moves(), Vec::new());
    let by = teacher.staff().unwrap();
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

/// Links are confirmed while the membership waits: the approval opens the rooms.
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
        .write(move |tx| membership::approve(tx, &by, mine))
        .await
        .unwrap();
    assert_eq!(house.moves(), vec![('+', parent.account())]);
    let again = house.store.write(move |tx| membership::refuse(tx, &office, mine)).await;
    assert!(matches!(again, Err(StoreError::Refused(Code::AlreadyDecided))));
}

/// Two staff members confirm, the parent uses the code and lets the child go, all at once and again and again: no deadlock reaches
/// anybody, and what was told adds up to what is.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_told_adds_up_under_concurrency() {
    let house = Arc::new(House::build(GuardianMode::Code).await);
    let teacher = house.person("Anne", Role::Teacher).await;
    let parent = house.person("Marie", Role::Parent).await;
    let mut tasks = Vec::new();
    for name in ["Louis", "Emma", "Noé", "Lina", "Adam", "Mila"] {
        let child = house.child(&teacher, name).await;
        let declared = house.declare(&parent, name).await;
        let typed = house.code(&teacher, child).await;
        let (store, by) = (house.store.clone(), parent.clone());
        tasks.push(tokio::spawn(async move {
            store
                .write(move |tx| adding::by_code(tx, &by, KEY, (&typed, Relationship::Parent)).map(drop))
                .await
        }));
        for _ in 0..2 {
            let (store, by) = (house.store.clone(), teacher.clone().staff().unwrap());
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
