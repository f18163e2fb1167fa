//! One running node: the very application of the server, on a free port of this machine.

use std::{net::TcpListener, path::PathBuf, sync::Arc, time::Duration};

use actix_web::{dev::ServerHandle, web};
use api::{State, files::shelf::Shelf, settings::Settings, spa::Spa};
use files::blobs::Blobs;
use realtime::Realtime;
use store::{Options, Store};
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::mailbox::Mailbox;

/// The secret key of every test.
pub const SECRET: &[u8] = b"a secret key that only the tests know, 42";

/// How a node is wired; `Default` is what most tests want.
#[derive(Debug, Clone, Default)]
pub struct Wiring {
    /// The settings of the API.
    pub settings: Settings,
    /// The times and limits of the real-time part; its Redis is the one of the run unless set.
    pub realtime: realtime::settings::Settings,
    /// Works without Redis although the run has one.
    pub without_redis: bool,
    /// Another way to the database, such as through a proxy.
    pub database_url: Option<String>,
    /// How long a call waits for a connection to the database; longer than on a real server unless set, because the machine of the
    /// tests is busy.
    pub patience: Option<Duration>,
    /// The address that people type, when it is not that of the node.
    pub public_url: Option<String>,
    /// Calls of one person in a minute; as good as any number unless set. What is limited durably is as on a real server.
    pub calls_per_minute: Option<u32>,
    /// Messages of one person in a minute; as good as any number unless set.
    pub messages_per_minute: Option<u32>,
    /// The folder of files; one of its own unless set.
    pub files: Option<PathBuf>,
    /// The bytes of files elsewhere than in that folder.
    pub blobs: Option<Blobs>,
    /// A folder with built pages.
    pub spa: Option<PathBuf>,
}

/// A running node; stops when it is dropped.
pub struct Node {
    base: String,
    state: web::Data<State>,
    server: ServerHandle,
    // stops the runner of jobs
    _runner: DropGuard,
    // removed with the node, when nobody named another one
    _files: tempfile::TempDir,
}

impl Node {
    /// Starts a node on this database; its mails go into the mailbox.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start(options: &Options, mut wiring: Wiring, mailbox: &Arc<Mailbox>) -> Self {
        let options = Options {
            url: wiring.database_url.unwrap_or_else(|| options.url.clone()),
            patience: wiring.patience.unwrap_or(options.patience),
            ..options.clone()
        };
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("a bound port"));
        wiring.settings.public_url = wiring.public_url.unwrap_or_else(|| base.clone());
        wiring.settings.calls_per_minute = wiring.calls_per_minute.unwrap_or(100_000);
        wiring.settings.messages_per_minute = wiring.messages_per_minute.unwrap_or(100_000);
        let spa = wiring
            .spa
            .map_or_else(Spa::default, |folder| Spa::of_folder(&folder).expect("a folder"));
        wiring.realtime.max_connections = wiring.settings.max_connections;
        if !wiring.without_redis && wiring.realtime.redis_url.is_none() {
            wiring.realtime.redis_url = crate::database::redis_url();
        }
        let store = Store::open(&options).expect("a URL of ours");
        let realtime = Realtime::new(wiring.realtime).expect("an address of Redis");
        realtime.start(Arc::new(api::messaging::truth::StoredTruth(store.clone())));
        let own_files = tempfile::tempdir().expect("a folder");
        let folder = wiring.files.unwrap_or_else(|| own_files.path().to_owned());
        let blobs = wiring
            .blobs
            .unwrap_or_else(|| Blobs::in_folder(&folder).expect("a folder"));
        let shelf = Shelf::new(blobs.clone(), folder.join("incoming")).expect("a folder");
        let state =
            State::new(store.clone(), realtime, wiring.settings, SECRET, (spa, shelf)).expect("a usable secret");
        let state = web::Data::new(state);
        let server = api::serve(listener, state.clone(), 2).expect("a server");
        let handle = server.handle();
        tokio::spawn(server);
        Self {
            _runner: run_jobs(store, &blobs, mailbox, &base),
            base,
            state,
            server: handle,
            _files: own_files,
        }
    }

    /// The address, without a slash at the end.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The state that the calls work with.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Stops at once, as a crash does: sockets are cut without a word.
    pub async fn stop(self) {
        self.server.stop(false).await;
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // the command is sent by the call; there is nobody to wait for its end
        drop(self.server.stop(false));
        let realtime = self.state.realtime.clone();
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move { realtime.stop().await });
        }
    }
}

fn run_jobs(store: Store, blobs: &Blobs, mailbox: &Arc<Mailbox>, base: &str) -> DropGuard {
    let post = jobs::accounts::Post {
        store: store.clone(),
        carrier: mailbox.clone(),
        public_url: base.to_owned(),
    };
    let jobs = jobs::all(&post, blobs);
    let stop = CancellationToken::new();
    tokio::spawn(jobs::runner::Runner::new(store, jobs).run(stop.clone()));
    stop.drop_guard()
}
