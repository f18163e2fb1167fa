//! A running application with a school of its own, and the people in it.

use std::sync::Arc;

use domain::{
    accounts::{
        calls::{Login, Register, VerifyEmail},
        types::{Credentials, Locale, NewAccount, SessionKind, SignedIn, Verification},
    },
    id::{ClassId, SchoolId},
    schools::types::{GuardianMode, Level, RegistrationMode, school_year_of},
};
use store::{
    clock,
    schools::{
        class,
        school::{self, NewSchool},
    },
};
use tokio::sync::OnceCell;

use crate::{
    client::Client,
    database::TestDb,
    mailbox::{Mailbox, token_of},
    node::{Node, Wiring},
    person::Person,
};

/// The password of everybody in tests.
pub const PASSWORD: &str = "quatre moutons verts";

/// The code with which parents register.
pub const REGISTRATION_CODE: &str = "EVERE-2026";

/// A running application on a database of its own. It has one school with nine classes of this year.
pub struct TestApp {
    /// The node that calls go to.
    pub node: Node,
    /// The mails of every node.
    pub mailbox: Arc<Mailbox>,
    /// The school.
    pub school: SchoolId,
    pub(crate) office: OnceCell<Person>,
    pub(crate) password_hash: OnceCell<String>,
    // last, because the nodes work with them
    db: TestDb,
    files: tempfile::TempDir,
}

impl TestApp {
    /// Starts one node on the backend of the run.
    pub async fn start() -> Self {
        Self::start_with(Wiring::default()).await
    }

    /// Starts one node with these settings.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start_with(wiring: Wiring) -> Self {
        let db = TestDb::fresh();
        let mailbox = Arc::new(Mailbox::default());
        let school = add_school(&db).await;
        let files = tempfile::tempdir().expect("a folder");
        let wiring = sharing(wiring, &files);
        Self {
            node: Node::start(&db.options(), wiring, &mailbox),
            mailbox,
            school,
            office: OnceCell::new(),
            password_hash: OnceCell::new(),
            db,
            files,
        }
    }

    /// The folder with the files of every node.
    #[must_use]
    pub fn files(&self) -> &std::path::Path {
        self.files.path()
    }

    /// Another node on the same database and the same Redis.
    #[must_use]
    pub fn node2(&self) -> Node {
        self.node_with(Wiring::default())
    }

    /// Another node on the same database with these settings.
    #[must_use]
    pub fn node_with(&self, wiring: Wiring) -> Node {
        Node::start(&self.db.options(), sharing(wiring, &self.files), &self.mailbox)
    }

    /// Puts a new node in the place of the first one, which is stopped; it has another address.
    pub async fn restart(&mut self) {
        let fresh = self.node2();
        std::mem::replace(&mut self.node, fresh).stop().await;
    }

    /// The database.
    #[must_use]
    pub const fn db(&self) -> &TestDb {
        &self.db
    }

    /// Stops, and gives the database back as it is.
    pub async fn into_db(self) -> TestDb {
        self.into_db_and_files().await.0
    }

    /// The same with the folder of files.
    pub async fn into_db_and_files(self) -> (TestDb, tempfile::TempDir) {
        self.node.stop().await;
        (self.db, self.files)
    }

    /// The store of the first node, for factories.
    #[must_use]
    pub fn store(&self) -> &store::Store {
        &self.node.state().store
    }

    /// The mails of every node.
    #[must_use]
    pub fn mails(&self) -> &Mailbox {
        &self.mailbox
    }

    /// Somebody without a session.
    #[must_use]
    pub fn guest(&self) -> Client {
        Client::new(self.node.base(), None)
    }

    /// The class of this level.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn class(&self, level: Level) -> ClassId {
        let school = self.school;
        let year = school_year_of(clock::now().date());
        let classes = self
            .store()
            .read(move |db| class::of_year(db, school, year))
            .await
            .unwrap();
        classes
            .iter()
            .find(|class| class.level == level)
            .expect("a class of each level")
            .id
    }

    /// Changes how parents register and how links are confirmed.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn set_modes(&self, registration: RegistrationMode, guardian: GuardianMode) {
        let school = self.school;
        self.store()
            .write(move |tx| school::set_modes(tx, school, registration, guardian))
            .await
            .unwrap();
    }

    /// What `first_name` types to register: `Marie` has `marie@example.be`.
    #[must_use]
    pub fn registration(&self, first_name: &str) -> NewAccount {
        NewAccount {
            email: address(first_name),
            password: PASSWORD.to_owned(),
            first_name: first_name.to_owned(),
            last_name: "Dupont".to_owned(),
            locale: Some(Locale::Fr),
            school_id: None,
            code: Some(REGISTRATION_CODE.to_owned()),
            invitation: None,
        }
    }

    /// A parent who has registered and clicked the link of the mail: signed in, without children.
    ///
    /// # Panics
    /// When one of the steps fails.
    pub async fn register_and_verify(&self, first_name: &str) -> Person {
        let guest = self.guest();
        guest
            .call(&Register {}, &self.registration(first_name))
            .await
            .expect("a registration");
        let mail = self.mailbox.last_to(&address(first_name)).await;
        let verification = Verification {
            token: token_of(&mail),
            password: PASSWORD.to_owned(),
            session: SessionKind::Bearer,
        };
        let signed_in = guest
            .call(&VerifyEmail {}, &verification)
            .await
            .expect("the link works");
        self.person(first_name, signed_in)
    }

    /// Somebody who has an account signs in, once more.
    ///
    /// # Panics
    /// When they cannot.
    pub async fn sign_in(&self, first_name: &str) -> Person {
        let credentials = Credentials {
            email: address(first_name),
            password: PASSWORD.to_owned(),
            code: None,
            session: SessionKind::Bearer,
            school_id: None,
        };
        let signed_in = self
            .guest()
            .call(&Login {}, &credentials)
            .await
            .expect("the password is right");
        self.person(first_name, signed_in)
    }

    pub(crate) fn person(&self, first_name: &str, signed_in: SignedIn) -> Person {
        Person {
            id: signed_in.account_id,
            first_name: first_name.to_owned(),
            email: address(first_name),
            refresh_token: signed_in.refresh_token,
            client: Client::new(self.node.base(), signed_in.access_token),
        }
    }
}

/// The address of somebody.
#[must_use]
pub fn address(first_name: &str) -> String {
    format!("{}@example.be", domain::words::search_key(first_name))
}

/// Nodes of one application see the same files.
fn sharing(wiring: Wiring, files: &tempfile::TempDir) -> Wiring {
    let folder = wiring.files.unwrap_or_else(|| files.path().to_owned());
    Wiring {
        files: Some(folder),
        ..wiring
    }
}

async fn add_school(db: &TestDb) -> SchoolId {
    let new = NewSchool {
        name: "École des Tests".to_owned(),
        locality: "Evere".to_owned(),
        registration_mode: RegistrationMode::Code,
        guardian_mode: GuardianMode::Code,
        registration_code: Some(REGISTRATION_CODE.to_owned()),
        demo: false,
    };
    db.store()
        .write(move |tx| Ok(school::add(tx, &new)?.id))
        .await
        .expect("a school")
}
