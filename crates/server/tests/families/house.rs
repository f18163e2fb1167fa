//! A school in a store, without the server around it: what happens in it can be listened to.

use std::sync::Arc;

use domain::{
    accounts::types::{Locale, SessionKind},
    families::types::{MyChild, NewSchoolChild, Relationship},
    happening::Happening,
    id::{AccountId, ChildId, ClassId, SchoolId},
    schools::types::{GuardianMode, Level, RegistrationMode, Role},
};
use parking_lot::Mutex;
use store::{
    Store,
    accounts::{
        registration::Registration,
        sessions::{self, Opening},
        standing::{self, ActiveMember},
    },
    families::{
        adding::{self, Declaration},
        child, code, link, mine,
    },
    schools::{class, school, staff},
};
use testkit::database::TestDb;

/// The key of the codes of these tests.
pub const KEY: &[u8] = b"the key of the codes of these tests";

/// A school in a store, without the server around it.
pub struct House {
    _db: TestDb,
    pub store: Store,
    school: SchoolId,
    pub p3: ClassId,
    heard: Arc<Mutex<Vec<Happening>>>,
}

impl House {
    pub async fn build(guardian_mode: GuardianMode) -> Self {
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

    pub async fn person(&self, name: &'static str, role: Role) -> ActiveMember {
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

    pub async fn child(&self, by: &ActiveMember, first_name: &str) -> ChildId {
        let (by, p3) = (by.clone().staff().unwrap(), self.p3);
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

    pub async fn code(&self, by: &ActiveMember, child: ChildId) -> String {
        let by = by.clone().staff().unwrap();
        self.store
            .write(move |tx| code::make(tx, &by, KEY, child))
            .await
            .unwrap()
            .code
    }

    pub async fn declare(&self, by: &ActiveMember, first_name: &str) -> MyChild {
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

    pub async fn let_go(&self, by: &ActiveMember, child: ChildId) {
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
    pub fn moves(&self) -> Vec<(char, AccountId)> {
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
