//! A migrated, empty database for one test: on SQLite the copy of a template file, on PostgreSQL a database made from a template.
//!
//! `TEST_DATABASE` says which (`sqlite`, the default, or `postgres`); `TEST_POSTGRES_URL` is a superuser of a private server.

use std::{
    collections::hash_map::DefaultHasher,
    env, fs,
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
    time::Duration,
};

use diesel::{
    Connection, ExpressionMethods, PgConnection, RunQueryDsl, connection::SimpleConnection, sql_types::BigInt,
};
use domain::id::Epoch;
use store::{Options, Store, backend::Backend, schema::instance};
use tempfile::TempDir;
use uuid::Uuid;

/// A database of one test; gone when it is dropped.
#[derive(Debug)]
pub struct TestDb {
    url: String,
    backend: Backend,
    // holds the file of SQLite
    folder: Option<TempDir>,
}

/// The lock under which the template of PostgreSQL is made.
const TEMPLATE_LOCK: &str = "SELECT pg_advisory_lock(20261121)";

impl TestDb {
    /// A fresh migrated database on the backend that the run is for.
    #[must_use]
    pub fn fresh() -> Self {
        match backend() {
            Backend::Sqlite => Self::fresh_sqlite(),
            Backend::Postgres => Self::fresh_postgres(),
        }
    }

    /// A fresh migrated SQLite file, whatever the run is for.
    #[must_use]
    pub fn fresh_sqlite() -> Self {
        let folder = TempDir::with_prefix("ecolehub-test-").expect("a folder for the database");
        let file = folder.path().join("test.db");
        fs::copy(sqlite_template(), &file).expect("a copy of the template");
        Self {
            url: sqlite_url(&file),
            backend: Backend::Sqlite,
            folder: Some(folder),
        }
        .with_epoch()
    }

    /// A SQLite file without any table.
    #[must_use]
    pub fn empty_sqlite() -> Self {
        let folder = TempDir::with_prefix("ecolehub-test-").expect("a folder for the database");
        Self {
            url: sqlite_url(&folder.path().join("empty.db")),
            backend: Backend::Sqlite,
            folder: Some(folder),
        }
    }

    /// A fresh migrated PostgreSQL database; needs `TEST_POSTGRES_URL`.
    #[must_use]
    pub fn fresh_postgres() -> Self {
        Self::postgres_from(&postgres_template()).with_epoch()
    }

    /// A PostgreSQL database without any table.
    #[must_use]
    pub fn empty_postgres() -> Self {
        Self::postgres_from("template0")
    }

    fn postgres_from(template: &str) -> Self {
        let name = format!("test_{}", Uuid::now_v7().simple());
        administer(&format!("CREATE DATABASE {name} TEMPLATE {template}"));
        Self {
            url: postgres_url(&name),
            backend: Backend::Postgres,
            folder: None,
        }
    }

    /// A copy of this database as it is now; whoever works with this one is cut off.
    #[must_use]
    pub fn copy(&self) -> Self {
        match self.backend {
            Backend::Sqlite => {
                let copy = Self::empty_sqlite();
                let mut db = store::backend::connect(&self.url).expect("the database answers");
                let file = copy.url.trim_start_matches("sqlite://");
                diesel::sql_query(format!("VACUUM INTO '{file}'"))
                    .execute(&mut db)
                    .expect("a copy");
                copy
            }
            Backend::Postgres => {
                let (_, name) = self.url.rsplit_once('/').expect("a name");
                administer(&format!(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
                ));
                Self::postgres_from(name)
            }
        }
        .with_epoch()
    }

    // a copy is another life: nodes find each other on Redis by the epoch
    fn with_epoch(self) -> Self {
        let mut db = store::backend::connect(&self.url).expect("the fresh database answers");
        diesel::update(instance::table)
            .set(instance::epoch.eq(Epoch::fresh()))
            .execute(&mut db)
            .expect("an epoch");
        self
    }

    /// The `DATABASE_URL` of it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Which database it is.
    #[must_use]
    pub const fn backend(&self) -> Backend {
        self.backend
    }

    /// The same database as seen through another port of this machine, for a [`crate::proxy::Proxy`] in between.
    #[must_use]
    pub fn url_through(&self, port: u16) -> String {
        let (before, rest) = self.url.split_once('@').expect("a PostgreSQL URL with a user");
        let (_, database) = rest.split_once('/').expect("a PostgreSQL URL with a database");
        format!("{before}@127.0.0.1:{port}/{database}")
    }

    /// Host and port of the PostgreSQL server.
    #[must_use]
    pub fn server(&self) -> String {
        let (_, rest) = self.url.split_once('@').expect("a PostgreSQL URL with a user");
        rest.split_once('/')
            .expect("a PostgreSQL URL with a database")
            .0
            .to_owned()
    }

    /// A store on it with pools of the usual size.
    #[must_use]
    pub fn store(&self) -> Store {
        Store::open(&self.options()).expect("a URL of ours")
    }

    /// How the store is opened in tests.
    #[must_use]
    pub fn options(&self) -> Options {
        Options {
            url: self.url.clone(),
            pool_size: 4,
            patience: Duration::from_secs(5),
        }
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        if self.folder.is_none()
            && let Some((_, name)) = self.url.rsplit_once('/')
        {
            administer(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

/// The backend that this run of the tests is for.
#[must_use]
pub fn backend() -> Backend {
    match env::var("TEST_DATABASE").as_deref() {
        Ok("postgres") => Backend::Postgres,
        Ok("sqlite" | "") | Err(_) => Backend::Sqlite,
        Ok(other) => panic!("TEST_DATABASE is `{other}`, and must be `sqlite` or `postgres`"),
    }
}

/// The Redis of this run; `None` on SQLite, which runs alone.
#[must_use]
pub fn redis_url() -> Option<String> {
    match backend() {
        Backend::Sqlite => None,
        Backend::Postgres => env::var("TEST_REDIS_URL").ok().filter(|url| !url.is_empty()),
    }
}

fn sqlite_url(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

fn admin_url() -> String {
    env::var("TEST_POSTGRES_URL").expect("TEST_POSTGRES_URL: run the tests with scripts/with-databases.sh")
}

fn postgres_url(database: &str) -> String {
    let admin = admin_url();
    let (server, _) = admin.rsplit_once('/').expect("TEST_POSTGRES_URL names a database");
    format!("{server}/{database}")
}

fn administer(statement: &str) {
    PgConnection::establish(&admin_url())
        .expect("the PostgreSQL of the tests answers")
        .batch_execute(statement)
        .unwrap_or_else(|error| panic!("{statement}: {error}"));
}

/// One word for the state of the migrations: a template made from others is not used.
fn migrations_word() -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    let mut hasher = DefaultHasher::new();
    for backend in ["postgres", "sqlite"] {
        let mut folders: Vec<PathBuf> = fs::read_dir(root.join(backend))
            .expect("the migrations")
            .map(|entry| entry.unwrap().path())
            .collect();
        folders.sort();
        for folder in folders {
            folder.file_name().hash(&mut hasher);
            fs::read(folder.join("up.sql")).unwrap_or_default().hash(&mut hasher);
        }
    }
    format!("{:016x}", hasher.finish())
}

/// The template file, made by whichever test comes first: under a name of its own, then renamed, so that nobody sees half of it.
fn sqlite_template() -> PathBuf {
    let file = env::temp_dir().join(format!("ecolehub-template-{}.db", migrations_word()));
    if !file.exists() {
        let fresh = env::temp_dir().join(format!("ecolehub-template-{}.db", Uuid::now_v7().simple()));
        store::migrate::up(&sqlite_url(&fresh)).expect("the migrations of SQLite run");
        fs::rename(&fresh, &file).expect("the template takes its place");
    }
    file
}

fn postgres_template() -> String {
    let name = format!("ecolehub_template_{}", migrations_word());
    let mut admin = PgConnection::establish(&admin_url()).expect("the PostgreSQL of the tests answers");
    // held until the connection closes
    admin.batch_execute(TEMPLATE_LOCK).unwrap();
    let there = diesel::sql_query(format!(
        "SELECT count(*) AS count FROM pg_database WHERE datname = '{name}'"
    ))
    .get_result::<Count>(&mut admin)
    .unwrap();
    if there.count == 0 {
        let fresh = format!("fresh_{}", Uuid::now_v7().simple());
        admin
            .batch_execute(&format!("CREATE DATABASE {fresh} TEMPLATE template0"))
            .unwrap();
        store::migrate::up(&postgres_url(&fresh)).expect("the migrations of PostgreSQL run");
        admin
            .batch_execute(&format!("ALTER DATABASE {fresh} RENAME TO {name}"))
            .unwrap();
    }
    name
}

#[derive(Debug, diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}
