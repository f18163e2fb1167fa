//! Two schools in one database, with somebody for every column of the table, and a thing of each kind for every line.
//!
//! Everything of school B carries [`MARKER_B`], everything of the other family of school A [`MARKER_OTHER`]: whoever finds one where it must
//! not be has found a leak.

use std::{
    collections::HashMap,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use api::keys::{Keys, TokenOf};
use domain::{
    access::Scope,
    id::{Account, Id},
};
use parking_lot::Mutex;
use store::clock;
use tempfile::TempDir;
use testkit::{
    client::Client,
    database::TestDb,
    mailbox::Mailbox,
    node::{Node, Wiring},
};

use super::{
    identity::{Identity, Target},
    rows::Row,
};

/// In every text of the other school. Its first letter is in no alphabet that secrets and tokens are written in: no random text has it.
pub const MARKER_B: &str = "ŻQB";
/// In every text of the other family of the same school.
pub const MARKER_OTHER: &str = "ŻQO";
/// The registration code of the other school: too long for a random text to have it.
pub const CODE_B: &str = "ZQB-CODE-OF-B";
/// A client is made anew after this time: its access token lives ten minutes, and the table may take longer.
const KEPT: Duration = Duration::from_secs(300);

/// The database as it is before anybody tries anything, and what is in it.
pub struct World {
    pub(super) db: TestDb,
    pub(super) tokens: HashMap<Identity, String>,
    pub(super) sessions: HashMap<Identity, TokenOf>,
    pub(super) keys: Keys,
    pub(super) scoped: HashMap<&'static str, String>,
    pub(super) ids: HashMap<(String, Target), String>,
    pub(super) personal: HashMap<(String, Identity), String>,
    pub(super) files: TempDir,
}

/// A copy of the world, served.
pub struct Played {
    node: Node,
    // by token; a client keeps its connections
    clients: Mutex<HashMap<Option<String>, (Instant, Client)>>,
    // last, because the node works with them
    db: TestDb,
    _files: TempDir,
}

impl World {
    /// A copy of the world with a server of its own.
    pub fn play(&self) -> Played {
        let db = self.db.copy();
        let files = copied(self.files.path());
        let mailbox = Arc::new(Mailbox::default());
        let wiring = Wiring {
            files: Some(files.path().to_owned()),
            ..Wiring::default()
        };
        Played {
            node: Node::start(&db.options(), wiring, &mailbox),
            clients: Mutex::default(),
            db,
            _files: files,
        }
    }

    /// The client of this person; of a token the one that lacks the scope of this row.
    pub fn client(&self, played: &Played, who: Identity, row: &Row) -> Client {
        let token = match who {
            // has the scope of something else
            Identity::Token if row.scope == Scope::MessagesRead.as_str() => self.scoped.get("profile:read"),
            Identity::Token => self.scoped.get("messages:read"),
            other => self.tokens.get(&other),
        };
        let mut clients = played.clients.lock();
        clients.retain(|_, (since, _)| since.elapsed() < KEPT);
        let (_, client) = clients.entry(token.cloned()).or_insert_with(|| {
            let token = self.renewed(who).or_else(|| token.cloned());
            (Instant::now(), Client::new(played.node.base(), token))
        });
        client.clone()
    }

    /// An access token of the same session that begins now: on a busy machine the table takes longer than one lives.
    fn renewed(&self, who: Identity) -> Option<String> {
        let of = self.sessions.get(&who)?;
        self.keys.access_token(of.session, of.account, clock::now()).ok()
    }

    /// The id that a parameter of this name has for this target, as this person sees it.
    pub fn id(&self, name: &str, target: Target, who: Identity) -> String {
        if target == Target::Own
            && let Some(mine) = self.personal.get(&(name.to_owned(), who))
        {
            return mine.clone();
        }
        let target = match (target, who.is_foreign()) {
            // to somebody of the other school, theirs is own and ours is foreign
            (Target::Own, true) => Target::Foreign,
            (Target::Foreign, true) => Target::Own,
            (target, _) => target,
        };
        if name == "emoji" {
            return "👍".to_owned();
        }
        if target == Target::Missing || name == "client_msg" {
            return missing(name);
        }
        self.ids
            .get(&(name.to_owned(), target))
            .unwrap_or_else(|| panic!("tell tests/permissions/world.rs what `{name}` of {} is", target.word()))
            .clone()
    }
}

impl Played {
    /// The database, as a URL.
    pub fn url(&self) -> &str {
        self.db.url()
    }
}

/// The files of the world, for one copy of it: what is deleted in one is there in the others.
fn copied(folder: &Path) -> TempDir {
    let copy = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir(folder).expect("the folder of files") {
        let from = entry.expect("an entry").path();
        let to = copy.path().join(from.file_name().expect("a name"));
        std::fs::create_dir_all(&to).expect("a folder");
        for file in std::fs::read_dir(&from).expect("a folder of files") {
            let file = file.expect("an entry");
            std::fs::copy(file.path(), to.join(file.file_name())).expect("a copy");
        }
    }
    copy
}

fn missing(name: &str) -> String {
    match name {
        "module" => "no_such_module".to_owned(),
        "slug" => "no-such-room".to_owned(),
        _ => Id::<Account>::fresh().to_string(),
    }
}
