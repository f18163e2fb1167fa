//! The schemas of both databases are the same, and `schema.rs` says what they are.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use diesel::{
    QueryableByName, RunQueryDsl,
    sql_types::{Bool, Text},
};
use store::backend::{Backend, Db, connect};
use testkit::database::{TestDb, backend};

/// Table or view => column => type and whether it may be NULL.
pub type Tables = BTreeMap<String, BTreeMap<String, Column>>;

/// One column, in the words of `schema.rs`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    kind: String,
    nullable: bool,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    relation: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
}

// words are found by a table of its own on one database, and by a column on the other
const OF_SQLITE: &str = "SELECT s.name AS relation, c.name AS name, c.type AS kind, c.\"notnull\" = 0 AS nullable \
     FROM sqlite_schema s JOIN pragma_table_info(s.name) c \
     WHERE s.type IN ('table', 'view') AND s.name NOT LIKE 'sqlite_%' AND s.name <> '__diesel_schema_migrations' \
     AND s.name NOT LIKE 'message_finder%' AND s.name NOT LIKE 'sel_service_finder%'";

const OF_POSTGRES: &str = "SELECT table_name::text AS relation, column_name::text AS name, data_type::text AS kind, \
     is_nullable = 'YES' AS nullable FROM information_schema.columns \
     WHERE table_schema = 'public' AND table_name <> '__diesel_schema_migrations' AND data_type <> 'tsvector'";

/// What the database says that it holds.
pub fn tables(db: &mut Db) -> Tables {
    let rows: Vec<Row> = match db {
        Db::Sqlite(connection) => diesel::sql_query(OF_SQLITE).load(connection).unwrap(),
        Db::Postgres(connection) => diesel::sql_query(OF_POSTGRES).load(connection).unwrap(),
    };
    let mut tables = Tables::new();
    for row in rows {
        let column = Column {
            kind: row.kind,
            nullable: row.nullable,
        };
        tables.entry(row.relation).or_default().insert(row.name, column);
    }
    tables
}

/// What `schema.rs` says, with the types spelled as this database spells them.
fn stated(backend: Backend) -> Tables {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../store/src/schema.rs")).unwrap();
    let mut tables = Tables::new();
    let mut table = None;
    for line in text.lines().map(str::trim) {
        if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with(") {")) {
            table = Some(name.to_owned());
        } else if let (Some((name, kind)), Some(table)) = (line.split_once(" -> "), &table) {
            let kind = kind.trim_end_matches(',');
            let inner = kind.strip_prefix("Nullable<").and_then(|rest| rest.strip_suffix('>'));
            let column = Column {
                kind: spelled(backend, inner.unwrap_or(kind)).to_owned(),
                nullable: inner.is_some(),
            };
            tables.entry(table.clone()).or_default().insert(name.to_owned(), column);
        }
        if line == "}" {
            table = None;
        }
    }
    tables
}

fn spelled(backend: Backend, kind: &str) -> &'static str {
    match (kind, backend) {
        ("DbId" | "Binary", Backend::Sqlite) => "BLOB",
        ("Text" | "Timestamp" | "DbJson", Backend::Sqlite) => "TEXT",
        ("Bool" | "Integer" | "BigInt", Backend::Sqlite) => "INTEGER",
        ("DbId", Backend::Postgres) => "uuid",
        ("Binary", Backend::Postgres) => "bytea",
        ("Text", Backend::Postgres) => "text",
        ("Timestamp", Backend::Postgres) => "timestamp without time zone",
        ("DbJson", Backend::Postgres) => "jsonb",
        ("Bool", Backend::Postgres) => "boolean",
        ("Integer", Backend::Postgres) => "integer",
        ("BigInt", Backend::Postgres) => "bigint",
        (other, _) => panic!("a type that this test does not know: {other}"),
    }
}

/// Views say nothing about NULL on either database.
const VIEWS: [&str; 3] = ["room_members", "announcement_children", "announcement_readers"];

fn without_nulls_of_views(mut tables: Tables) -> Tables {
    for view in VIEWS {
        for column in tables.get_mut(view).unwrap().values_mut() {
            column.nullable = false;
        }
    }
    tables
}

#[test]
fn schema_rs_says_what_the_migrations_make() {
    let db = TestDb::fresh();
    let made = without_nulls_of_views(tables(&mut connect(db.url()).unwrap()));
    let stated = without_nulls_of_views(stated(backend()));
    assert_eq!(made.keys().collect::<Vec<_>>(), stated.keys().collect::<Vec<_>>());
    for (table, columns) in stated {
        assert_eq!(made[&table], columns, "table {table}");
    }
}

#[test]
fn both_databases_have_the_same_tables_indexes_and_checks() {
    let sqlite = TestDb::fresh_sqlite();
    let columns = |tables: Tables| -> Vec<(String, String, bool)> {
        tables
            .into_iter()
            .flat_map(|(table, columns)| {
                columns
                    .into_iter()
                    .map(move |(name, column)| (table.clone(), name, column.nullable))
            })
            .collect()
    };
    for kind in ["TABLE", "VIEW", "INDEX"] {
        assert_eq!(words_after(kind, "sqlite"), words_after(kind, "postgres"), "{kind}");
    }
    if backend() == Backend::Postgres {
        let postgres = TestDb::fresh_postgres();
        assert_eq!(
            columns(without_nulls_of_views(tables(&mut connect(sqlite.url()).unwrap()))),
            columns(without_nulls_of_views(tables(&mut connect(postgres.url()).unwrap()))),
        );
    }
}

/// The names that are there after all migrations of one database have run: made, not dropped, under their last name.
fn words_after(words: &str, backend: &str) -> Vec<String> {
    let root = format!("{}/../../migrations/{backend}", env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<_> = fs::read_dir(root)
        .unwrap()
        .map(|folder| folder.unwrap().path())
        .collect();
    folders.sort();
    let mut names = BTreeSet::new();
    for folder in folders {
        let text = fs::read_to_string(folder.join("up.sql")).unwrap();
        // what words are found by is not the same on both
        let is_common = |line: &&str| !line.starts_with("CREATE VIRTUAL") && !line.contains(" USING gin ");
        for line in text.lines().filter(is_common) {
            let name_after = |verb: &str| {
                let (_, rest) = line.strip_prefix(verb)?.split_once(&format!("{words} "))?;
                Some(rest.split([' ', ';']).next().unwrap_or_default().to_owned())
            };
            if let Some(made) = name_after("CREATE") {
                names.insert(made);
            } else if let Some(dropped) = name_after("DROP") {
                names.remove(&dropped);
            } else if let Some((old, new)) = line.trim_end_matches(';').split_once(" RENAME TO ") {
                let old = old.trim_start_matches("ALTER TABLE ");
                if names.remove(old) {
                    names.insert(new.to_owned());
                }
            }
        }
    }
    names.into_iter().collect()
}
