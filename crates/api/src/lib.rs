//! The HTTP and WebSocket surface of EcoleHub over domain, store and realtime.

use std::{
    io,
    net::TcpListener,
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

use actix_web::{
    App, Error, HttpServer,
    body::MessageBody,
    dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::{Compress, from_fn},
    web,
};
use realtime::Realtime;
use store::Store;

use crate::failure::Failure;

pub mod accounts;
pub mod announcements;
pub mod asyncapi;
pub mod call;
pub mod csv;
pub mod device;
pub mod documents;
pub mod edge;
pub mod failure;
pub mod families;
pub mod files;
pub mod guessable;
pub mod instance;
pub mod keys;
pub mod limits;
pub mod messaging;
pub mod metrics;
pub mod once;
pub mod openapi;
pub mod password;
pub mod policy;
pub mod problems;
pub mod qr;
pub mod reply;
pub mod routes;
pub mod schools;
pub mod seal;
pub mod sel;
pub mod session;
pub mod settings;
pub mod socket;
pub mod spa;
pub mod streamed;
pub mod totp;

/// What every call may need. One for the process.
pub struct State {
    /// Everything that is true.
    pub store: Store,
    /// The sockets of this node, and the bus to the others.
    pub realtime: Realtime,
    /// The settings of the instance.
    pub settings: settings::Settings,
    /// The keys of the instance.
    pub keys: keys::Keys,
    /// Hashes and checks passwords.
    pub hasher: password::Hasher,
    /// Who may do how much.
    pub limits: limits::Limits,
    /// What sessions stood for a moment ago.
    pub standings: Arc<session::Standings>,
    /// What has reached devices and is written in a moment.
    pub arrivals: Arc<socket::arrivals::Arrivals>,
    /// The mailboxes of clients that ask instead of listening.
    pub lines: Arc<messaging::lines::Lines>,
    /// Whose devices said something a moment ago.
    pub heard: messaging::presence::Heard,
    /// Messages on their way into the database.
    pub post: Arc<messaging::post::Post>,
    /// What this node has done since it started.
    pub metrics: Arc<metrics::Metrics>,
    /// The pages.
    pub spa: spa::Spa,
    /// Where files are put away.
    pub shelf: crate::files::shelf::Shelf,
    /// Set when the process has been told to stop: no new visitors, please.
    pub is_stopping: AtomicBool,
}

impl State {
    /// The state of a process that works with this store, these settings, and keys that follow from this secret. What happens in the
    /// store is told to the sockets from now on.
    ///
    /// # Errors
    /// When the secret gives no usable pepper.
    pub fn new(
        store: Store,
        realtime: Realtime,
        settings: settings::Settings,
        secret: &[u8],
        (spa, shelf): (spa::Spa, crate::files::shelf::Shelf),
    ) -> Result<Self, Failure> {
        let keys = keys::Keys::derive(secret);
        let standings = Arc::new(session::Standings::default());
        let heeding = Arc::clone(&standings);
        let metrics = Arc::new(metrics::Metrics::default());
        let counting = Arc::clone(&metrics);
        let sockets = realtime.clone();
        store.tell(Box::new(move |happenings| {
            heeding.heed(&happenings);
            counting.heed(&happenings);
            sockets.publish(happenings);
        }));
        Ok(Self {
            post: messaging::post::Post::new(store.clone()),
            store,
            realtime,
            limits: limits::Limits::new(&settings),
            settings,
            hasher: password::Hasher::new(keys.pepper())?,
            keys,
            standings,
            arrivals: Arc::default(),
            lines: Arc::default(),
            heard: messaging::presence::Heard::default(),
            metrics,
            spa,
            shelf,
            is_stopping: AtomicBool::new(false),
        })
    }
}

/// Every call, filed by capability.
#[must_use]
pub fn routes() -> routes::Routes {
    let routes = instance::routes(routes::Routes::default());
    let routes = accounts::routes(routes);
    let routes = schools::routes(routes);
    let routes = families::routes(routes);
    let routes = announcements::routes(routes);
    let routes = sel::routes(routes);
    let routes = crate::files::routes(routes);
    messaging::routes(routes)
}

/// The application: what surrounds every call, from the outside in, and the calls.
pub fn app(
    state: web::Data<State>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    // actix runs the last one first
    App::new()
        .app_data(state)
        .configure(services)
        .wrap(Compress::default())
        .wrap(from_fn(edge::problems))
        .wrap(from_fn(edge::secure))
        .wrap(from_fn(edge::trace))
}

fn services(config: &mut web::ServiceConfig) {
    config
        .service(web::scope("/api/v1").configure(|config| routes().configure(config)))
        .service(routes::page("/api/problems", problems::list))
        .service(routes::page("/api/problems/{code}", problems::explain))
        .service(routes::page("/health", instance::health::show))
        .service(routes::page("/info", instance::server::info))
        .service(routes::page("/livez", instance::health::live))
        .service(routes::page("/readyz", instance::health::ready))
        .service(routes::page("/metrics", instance::metrics::show))
        .configure(documents::configure)
        .configure(socket::configure)
        .default_service(web::to(spa::serve));
}

/// Serves the application on a bound socket, until the server is stopped by its handle.
///
/// # Errors
/// When the socket cannot be listened on.
pub fn serve(listener: TcpListener, state: web::Data<State>, workers: usize) -> io::Result<Server> {
    let server = HttpServer::new(move || app(state.clone()))
        .workers(workers)
        .shutdown_timeout(5)
        .disable_signals()
        .client_request_timeout(Duration::from_secs(5))
        .on_connect(|connection, _| tune(connection))
        .listen(listener)?
        .run();
    Ok(server)
}

/// A peer that went away without a word is let go after ten seconds, and a slow one does not fill the kernel's memory.
fn tune(connection: &dyn std::any::Any) {
    if let Some(stream) = connection.downcast_ref::<actix_web::rt::net::TcpStream>() {
        let socket = socket2::SockRef::from(stream);
        drop(socket.set_tcp_user_timeout(Some(Duration::from_secs(10))));
        drop(socket.set_send_buffer_size(64 * 1024));
        drop(socket.set_tcp_nodelay(true));
    }
}
