//! A school full of people, written through the functions of the store; the hash of their password is computed once.

use std::{path::Path, process::Stdio, sync::Arc};

use anyhow::{Context, Result, ensure};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use domain::{
    accounts::types::{Locale, SessionKind},
    families::types::Relationship,
    id::{AccountId, ClassId, ClientMessageId, ConversationId, SchoolId, SessionId},
    messaging::new_message::NewMessage,
    schools::types::{GuardianMode, RegistrationMode, Role, school_year_of},
};
use store::{
    Options, Store,
    accounts::{registration::Registration, sessions, standing},
    clock,
    error::StoreError,
    families::adding::{self, Declaration},
    messaging::{direct, room, sending},
    schema::{accounts, classes, conversations},
    schools::{
        school::{self, NewSchool},
        staff,
    },
    tx::Tx,
};

use tokio::io::AsyncWriteExt;

use crate::{
    node::SECRET,
    process::{Cores, Process, User, command},
};

/// The password of everybody.
pub const PASSWORD: &str = "quatre moutons verts";

/// What who registers has to know.
pub const REGISTRATION_CODE: &str = "EVERE-2026";

/// Somebody with a session.
#[derive(Debug, Clone)]
pub struct Member {
    /// Who.
    pub account: AccountId,
    /// The address to sign in with.
    pub email: String,
    /// The session.
    pub session: SessionId,
    /// The header line that shows the session.
    pub cookie: String,
}

/// The school.
#[derive(Clone)]
pub struct School {
    /// Its store, for what no call can do.
    pub store: Store,
    /// The rooms of its nine classes.
    pub rooms: Vec<ConversationId>,
    id: SchoolId,
    classes: Vec<ClassId>,
    hash: Arc<str>,
}

impl School {
    /// Founds a school in an empty database, with nobody but an administrator whom this binary adds.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn found(url: &str, binary: &Path) -> Result<Self> {
        store::migrate::up(url)?;
        let store = Store::open(&Options {
            url: url.to_owned(),
            pool_size: 4,
            patience: std::time::Duration::from_secs(30),
        })?;
        let (id, places) = store.write(found).await?;
        let (classes, rooms) = places.into_iter().unzip();
        add_admin(url, binary).await?;
        // only the binary knows how passwords are hashed
        let hash: String = store
            .read(|db| Ok(accounts::table.select(accounts::password_hash).first(db)?))
            .await?;
        Ok(Self {
            store,
            rooms,
            id,
            classes,
            hash: hash.into(),
        })
    }

    /// Adds so many parents, each with a child in each of these classes.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn parents(&self, count: usize, classes: &[usize]) -> Result<Vec<Member>> {
        let chosen = classes.iter().map(|index| self.classes.get(*index).copied());
        let chosen: Vec<ClassId> = chosen.collect::<Option<_>>().context("nine classes")?;
        let (school, hash) = (self.id, Arc::clone(&self.hash));
        let added = self.store.write(move |tx| {
            let people = (0..count).map(|number| parent(tx, school, &hash, (number, &chosen)));
            people.collect::<Result<Vec<_>, StoreError>>()
        });
        Ok(added.await?)
    }

    /// Adds somebody who runs the school.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn office(&self) -> Result<Member> {
        let (school, hash) = (self.id, Arc::clone(&self.hash));
        let added = self
            .store
            .write(move |tx| person(tx, school, &hash, ("Direction", Role::Direction)));
        Ok(added.await?)
    }

    /// Opens the direct conversation of two people.
    ///
    /// # Errors
    /// When they share no class.
    pub async fn direct(&self, one: &Member, other: &Member) -> Result<ConversationId> {
        let (session, other) = (one.session, other.account);
        let opened = self.store.write(move |tx| {
            let by = standing::by_id(tx.db, session)?.member()?;
            direct::open(tx, &by, other)
        });
        Ok(opened.await?)
    }

    /// Lets these people write so many messages into a conversation that they are in, one after the other.
    ///
    /// # Errors
    /// When one of them is not in it.
    pub async fn talk(&self, conversation: ConversationId, people: &[Member], count: usize) -> Result<()> {
        let sessions: Vec<SessionId> = people.iter().map(|member| member.session).collect();
        let said = self.store.write(move |tx| {
            for (number, session) in sessions.iter().cycle().take(count).enumerate() {
                let by = standing::by_id(tx.db, *session)?.member()?;
                let inside = room::enter(tx.db, &by, conversation)?;
                sending::send(tx, &inside, &new_message(&words(number)))?;
            }
            Ok(())
        });
        Ok(said.await?)
    }
}

/// Something to say, as long as what parents write.
#[must_use]
pub fn words(number: usize) -> String {
    format!(
        "n{number:08} Bonjour à tous, qui peut prêter des bottes taille 32 pour la sortie de jeudi ? Merci d'avance !"
    )
}

/// A message with a fresh number.
#[must_use]
pub fn new_message(content: &str) -> NewMessage {
    NewMessage::text(content, ClientMessageId::fresh())
}

/// An address that nobody has, as long as everybody's.
#[must_use]
pub fn fresh_address() -> String {
    format!("{}@bench.example", uuid::Uuid::new_v4().simple())
}

fn found(tx: &mut Tx<'_>) -> Result<(SchoolId, Vec<(ClassId, ConversationId)>), StoreError> {
    let new = NewSchool {
        name: "École de mesure".to_owned(),
        locality: "Evere".to_owned(),
        registration_mode: RegistrationMode::Code,
        guardian_mode: GuardianMode::Open,
        registration_code: Some(REGISTRATION_CODE.to_owned()),
        demo: false,
    };
    let school = school::add(tx, &new)?.id;
    let places = conversations::table
        .inner_join(classes::table)
        .filter(classes::school_id.eq(school))
        .filter(classes::school_year.eq(school_year_of(clock::now().date())))
        .order(classes::level)
        .select((classes::id, conversations::id))
        .load(tx.db)?;
    Ok((school, places))
}

async fn add_admin(url: &str, binary: &Path) -> Result<()> {
    let mut adding = command(binary, &Cores::default(), User::Same);
    adding.args([
        "user",
        "create-admin",
        "--email",
        "admin@bench.example",
        "--first-name",
        "Anne",
        "--last-name",
        "Admin",
    ]);
    adding.env("DATABASE_URL", url).env("SECRET_KEY", SECRET);
    adding.stdin(Stdio::piped()).stdout(Stdio::null());
    let mut adding = Process::start(adding)?;
    let mut stdin = adding.child().stdin.take().context("a pipe")?;
    stdin.write_all(PASSWORD.as_bytes()).await?;
    drop(stdin);
    let done = adding.child().wait().await?;
    ensure!(done.success(), "the administrator cannot be added");
    Ok(())
}

fn parent(
    tx: &mut Tx<'_>,
    school: SchoolId,
    hash: &str,
    (number, classes): (usize, &[ClassId]),
) -> Result<Member, StoreError> {
    let parent = person(tx, school, hash, (&format!("Parent {number}"), Role::Parent))?;
    let by = standing::by_id(tx.db, parent.session)?.member()?;
    for class in classes {
        let child = Declaration {
            first_name: format!("Enfant {number}"),
            last_name: "Mesure".to_owned(),
            class: *class,
        };
        adding::by_declaration(tx, &by, &child, Relationship::Parent)?;
    }
    Ok(parent)
}

fn person(
    tx: &mut Tx<'_>,
    school: SchoolId,
    hash: &str,
    (first_name, role): (&str, Role),
) -> Result<Member, StoreError> {
    let email = fresh_address();
    let registration = Registration {
        school,
        email: email.clone(),
        password_hash: hash.to_owned(),
        first_name: first_name.to_owned(),
        last_name: "Mesure".to_owned(),
        locale: Locale::Fr,
    };
    let account = staff::add_person(tx, &registration, role)?;
    let opening = sessions::Opening {
        account,
        school,
        kind: SessionKind::Cookie,
        device: "bench".to_owned(),
    };
    let opened = sessions::open(tx, &opening)?;
    Ok(Member {
        account,
        email,
        session: opened.session,
        cookie: format!("cookie: ecolehub_session={}", opened.secret),
    })
}
