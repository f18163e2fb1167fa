//! The factories: people who work at the school, children and their codes. Only what no call can make touches the database.

use diesel::prelude::*;
use domain::{
    accounts::{
        calls::Login,
        types::{Credentials, Locale, SessionKind},
    },
    families::{
        calls::{AddChild, EnrolChild, MakeChildCode},
        types::{NewChild, NewSchoolChild},
    },
    id::{ChildId, ConversationId, MembershipId, SchoolId},
    messaging::calls::ListConversations,
    page::{NoBody, PageQuery},
    schools::types::{GuardianMode, Level, MembershipStatus, RegistrationMode, Role, school_year_of},
};
use store::{
    accounts::registration::Registration,
    clock,
    schema::memberships,
    schools::{
        class,
        school::{self, NewSchool},
        staff,
    },
};

use crate::{
    app::{PASSWORD, TestApp, address},
    person::Person,
};

impl TestApp {
    /// The direction of the school, the same person every time.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn office(&self) -> &Person {
        self.office.get_or_init(|| self.staff("Martine", Role::Direction)).await
    }

    /// Somebody with an active membership in this role, signed in, in no class. With [`Role::Parent`] a parent without registration.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn staff(&self, first_name: &str, role: Role) -> Person {
        self.somebody(self.school, first_name, role).await
    }

    /// Somebody who teaches this level in a school of its own, made for them.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn teacher_elsewhere(&self, first_name: &str, level: Level) -> Person {
        let new = NewSchool {
            name: format!("École de {first_name}"),
            locality: "Haren".to_owned(),
            registration_mode: RegistrationMode::Code,
            guardian_mode: GuardianMode::Code,
            registration_code: None,
            demo: false,
        };
        let (school, classes) = self
            .store()
            .write(move |tx| {
                let school = school::add(tx, &new)?.id;
                let classes = class::of_year(tx.db, school, school_year_of(clock::now().date()))?;
                Ok((school, classes))
            })
            .await
            .expect("another school");
        let person = self.somebody(school, first_name, Role::Teacher).await;
        let class = classes.iter().find(|class| class.level == level).expect("a class").id;
        let account = person.id;
        self.store()
            .write(move |tx| staff::assign(tx, account, class))
            .await
            .expect("an assignment");
        person
    }

    /// Somebody who has an account works in the school of a colleague, too, and teaches this level there; signed in there.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn also_beside(&self, person: &Person, colleague: &Person, level: Level) -> Person {
        let (account, beside) = (person.id, colleague.id);
        let school = self
            .store()
            .write(move |tx| {
                let school: SchoolId = memberships::table
                    .filter(memberships::account_id.eq(beside))
                    .select(memberships::school_id)
                    .first(tx.db)?;
                diesel::insert_into(memberships::table)
                    .values((
                        memberships::id.eq(MembershipId::fresh()),
                        memberships::school_id.eq(school),
                        memberships::account_id.eq(account),
                        memberships::role.eq(Role::Teacher),
                        memberships::status.eq(MembershipStatus::Active),
                        memberships::created_at.eq(tx.now),
                    ))
                    .execute(tx.db)?;
                let classes = class::of_year(tx.db, school, school_year_of(clock::now().date()))?;
                let class = classes.iter().find(|class| class.level == level).expect("a class").id;
                staff::assign(tx, account, class)?;
                Ok(school)
            })
            .await
            .expect("a second membership");
        let credentials = Credentials {
            email: person.email.clone(),
            password: PASSWORD.to_owned(),
            code: None,
            session: SessionKind::Bearer,
            school_id: Some(school),
        };
        let signed_in = self.guest().call(&Login {}, &credentials).await;
        self.person(&person.first_name, signed_in.expect("a session in the other school"))
    }

    async fn somebody(&self, school: SchoolId, first_name: &str, role: Role) -> Person {
        let hash = self.password_hash.get_or_init(|| async {
            let hashed = self.node.state().hasher.hash(PASSWORD.to_owned()).await;
            let Ok(hash) = hashed else {
                panic!("no hash");
            };
            hash
        });
        let registration = Registration {
            school,
            email: address(first_name),
            password_hash: hash.await.clone(),
            first_name: first_name.to_owned(),
            last_name: "Evrard".to_owned(),
            locale: Locale::Fr,
        };
        self.store()
            .write(move |tx| staff::add_person(tx, &registration, role))
            .await
            .expect("a person");
        self.sign_in(first_name).await
    }

    /// A teacher of these classes, signed in.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn teacher(&self, first_name: &str, levels: &[Level]) -> Person {
        let person = self.staff(first_name, Role::Teacher).await;
        for level in levels {
            self.assign(&person, *level).await;
        }
        person
    }

    /// Assigns somebody who works at the school to a class.
    ///
    /// # Panics
    /// When they do not work there.
    pub async fn assign(&self, person: &Person, level: Level) {
        let (account, class) = (person.id, self.class(level).await);
        self.store()
            .write(move |tx| staff::assign(tx, account, class))
            .await
            .expect("an assignment");
    }

    /// Ends the place of somebody in a class.
    ///
    /// # Panics
    /// When they do not work there.
    pub async fn unassign(&self, person: &Person, level: Level) {
        let (account, class) = (person.id, self.class(level).await);
        self.store()
            .write(move |tx| staff::unassign(tx, account, class))
            .await
            .expect("an assignment");
    }

    /// A child of the school's list in this class.
    ///
    /// # Panics
    /// When the office cannot enrol it.
    pub async fn child(&self, level: Level, first_name: &str) -> ChildId {
        let new = NewSchoolChild {
            first_name: first_name.to_owned(),
            last_name: "Dupont".to_owned(),
            class_id: self.class(level).await,
        };
        let office = self.office().await;
        office.call(&EnrolChild {}, &new).await.expect("a child").id
    }

    /// A fresh one-time code of a child.
    ///
    /// # Panics
    /// When the office cannot make one.
    pub async fn child_code(&self, child: ChildId) -> String {
        let office = self.office().await;
        office
            .call(&MakeChildCode { child }, &NoBody {})
            .await
            .expect("a code")
            .code
    }

    /// A parent who has registered and added a child of this class with its code.
    ///
    /// # Panics
    /// When one of the steps fails.
    pub async fn parent_of(&self, first_name: &str, level: Level) -> (Person, ChildId) {
        let parent = self.register_and_verify(first_name).await;
        let child = self.child(level, &format!("Petit {first_name}")).await;
        self.add_child(&parent, child).await;
        (parent, child)
    }

    /// Somebody adds a child with a fresh code.
    ///
    /// # Panics
    /// When the code does not work.
    pub async fn add_child(&self, parent: &Person, child: ChildId) {
        let new = with_code(self.child_code(child).await);
        parent.call(&AddChild {}, &new).await.expect("the code works");
    }
}

impl Person {
    /// The class conversation of this level that the person is in.
    ///
    /// # Panics
    /// When there is none.
    pub async fn class_room(&self, level: Level) -> ConversationId {
        self.find_class_room(level).await.expect("a class conversation")
    }

    /// The class conversation of this level, if the person is in it.
    ///
    /// # Panics
    /// When the list cannot be read.
    pub async fn find_class_room(&self, level: Level) -> Option<ConversationId> {
        let list = self
            .ask(&ListConversations {}, &PageQuery::default())
            .await
            .expect("the list");
        list.items
            .into_iter()
            .find(|room| room.class.as_ref().is_some_and(|class| class.name == level.as_str()))
            .map(|room| room.id)
    }
}

/// A child by its code.
#[must_use]
pub fn with_code(code: String) -> NewChild {
    NewChild {
        code: Some(code),
        first_name: None,
        last_name: None,
        class_id: None,
        relationship: None,
    }
}
