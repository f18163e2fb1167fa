//! Serving: pages, API, socket and background jobs in one process, until it is told to stop.

use std::{
    net::{SocketAddr, TcpListener},
    sync::{Arc, atomic::Ordering},
};

use actix_web::web;
use anyhow::{Result, anyhow};
use api::State;
use domain::instance::{DemoAccount, DemoChildCode};
use files::blobs::Blobs;
use jobs::{
    accounts::Post,
    channels::{folder::Folder, mail, smtp::Smtp},
    runner::Runner,
};
use realtime::Realtime;
use store::{Store, demo::show, error::StoreError};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::{
    commands::say,
    config::{self, Config},
    database, pages,
};

/// Serves until Ctrl-C or SIGTERM.
///
/// # Errors
/// A sentence about what cannot be used: the port, the database, Redis, the mail server.
pub async fn serve(mut config: Config) -> Result<()> {
    // the port first: nothing is touched when another process holds it
    let listener = listen(SocketAddr::new(config.host, config.port))?;
    config.listens_on(listener.local_addr()?.port());
    let config = &config;
    database::migrate(config)?;
    let state = web::Data::new(state(config)?);
    state
        .realtime
        .start(Arc::new(api::messaging::truth::StoredTruth(state.store.clone())));
    let stop = CancellationToken::new();
    let runner = tokio::spawn(runner(config, state.store.clone(), state.shelf.blobs())?.run(stop.clone()));
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let server = api::serve(listener, state.clone(), workers)?;
    let handle = server.handle();
    let serving = tokio::spawn(server);
    say(&greeting(config, &state).await?);

    told_to_stop().await?;
    tracing::info!("stopping: sockets are told to come back, calls in progress get five seconds");
    state.is_stopping.store(true, Ordering::Relaxed);
    state.realtime.stop().await;
    handle.stop(true).await;
    stop.cancel();
    serving.await??;
    runner.await?;
    tracing::info!("stopped");
    Ok(())
}

fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => anyhow!(
            "port {} is in use: stop what listens there, or choose another one with PORT=8010",
            address.port()
        ),
        _ => anyhow!("cannot listen on {address} (HOST, PORT): {error}"),
    })
}

/// The state of the API.
fn state(config: &Config) -> Result<State> {
    let store = database::open(config)?;
    let realtime = Realtime::new(realtime::settings::Settings {
        redis_url: config.redis_url.clone(),
        max_connections: config.max_connections,
        ..realtime::settings::Settings::default()
    })?;
    let secret = config::secret(config)?;
    let spa = pages::load(config)?;
    if !spa.is_there() {
        tracing::warn!("this binary holds no pages: run `just web`, then build it again; the API works");
    }
    Ok(State::new(
        store,
        realtime,
        config.settings(),
        &secret,
        (spa, config.storage.open()?),
    )?)
}

/// What does the background jobs.
fn runner(config: &Config, store: Store, blobs: &Blobs) -> Result<Runner> {
    let from = mail::sender(&config.mail_from).map_err(|_| {
        anyhow!(
            "MAIL_FROM must be like EcoleHub <noreply@example.be>, not {:?}",
            config.mail_from
        )
    })?;
    let carrier: Arc<dyn mail::Carrier> = match &config.smtp_url {
        Some(url) => Arc::new(Smtp::at(url, from).map_err(|error| anyhow!("SMTP_URL cannot be used: {error}"))?),
        None => Arc::new(Folder::at(config.mail_dir.clone(), from)),
    };
    let post = Post {
        store: store.clone(),
        carrier,
        public_url: config.public_url.clone(),
    };
    Ok(Runner::new(store, jobs::all(&post, blobs)))
}

/// What a newcomer reads in the terminal: the address, and how to try the demo school where there is one.
async fn greeting(config: &Config, state: &State) -> Result<String> {
    let key = state.keys.child_codes().to_vec();
    let demo = match state.store.read(move |db| show::show(db, &key)).await {
        Ok(demo) => demo,
        Err(StoreError::NotFound) => return Ok(format!("EcoleHub: {}", config.public_url)),
        Err(error) => return Err(error.into()),
    };
    let account = |account: &DemoAccount| {
        let classes = account.classes.join(", ");
        let line = format!("  {:<38} {}, {} {classes}", account.email, account.name, account.role);
        line.trim_end().to_owned()
    };
    let code = |code: &DemoChildCode| format!("  {}  {}, {}", code.code, code.first_name, code.level);
    let mut lines = vec![
        format!("EcoleHub: {}", config.public_url),
        format!(
            "{} in {}, a demo school. One click on the sign-in page opens:",
            demo.school.name, demo.school.locality
        ),
    ];
    lines.extend(demo.accounts.iter().map(account));
    lines.push(format!("Their password, for the API: {}", store::demo::PASSWORD));
    lines.push(format!(
        "To register as a parent: {}. To add a child:",
        demo.registration_code
    ));
    lines.extend(demo.child_codes.iter().map(code));
    Ok(lines.join("\n"))
}

async fn told_to_stop() -> Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => {}
        pressed = tokio::signal::ctrl_c() => pressed?,
    }
    Ok(())
}
