//! This machine's limit: actix-web and actix-ws with nothing behind them, on the core on which the server is measured otherwise.

use std::{collections::HashMap, sync::Mutex, time::Duration};

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use actix_ws::Message;
use anyhow::{Context, Result};
use bench::{
    process::{Cores, Process, User, command, free_port},
    socket::Socket,
};
use bytestring::ByteString;
use futures_util::StreamExt;
use tokio::sync::mpsc;

/// The sockets of the broadcast.
type Outlets = web::Data<Mutex<HashMap<u16, Vec<mpsc::Sender<ByteString>>>>>;

/// Serves bare answers on this port, for ever; a process of its own.
pub fn serve(port: u16) -> Result<()> {
    let outlets: Outlets = web::Data::new(Mutex::default());
    actix_web::rt::System::new().block_on(async move {
        HttpServer::new(move || {
            App::new()
                .app_data(outlets.clone())
                .route("/bare/{size}", web::get().to(answer))
                .route("/bare/{size}", web::post().to(created))
                .route("/ws", web::get().to(open))
                .route("/room/{room}", web::get().to(open))
                .route("/broadcast", web::post().to(broadcast))
        })
        .workers(1)
        // as ours: otherwise a frame waits for the answer to the one before it
        .tcp_nodelay(true)
        .bind(("127.0.0.1", port))?
        .run()
        .await
    })?;
    Ok(())
}

async fn answer(size: web::Path<usize>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .body("x".repeat(*size))
}

async fn created(size: web::Path<usize>, _body: web::Bytes) -> HttpResponse {
    HttpResponse::Created()
        .content_type("application/json")
        .body("x".repeat(*size))
}

/// A socket of a room, or of room 0; what it says goes to every socket of its room.
async fn open(request: HttpRequest, body: web::Payload, outlets: Outlets) -> actix_web::Result<HttpResponse> {
    let room: u16 = request
        .match_info()
        .get("room")
        .and_then(|room| room.parse().ok())
        .unwrap_or_default();
    let (response, mut session, mut stream) = actix_ws::handle(&request, body)?;
    let (sender, mut frames) = mpsc::channel::<ByteString>(64);
    if let Ok(mut outlets) = outlets.lock() {
        outlets.entry(room).or_default().push(sender);
    }
    actix_web::rt::spawn(async move {
        loop {
            tokio::select! {
                frame = frames.recv() => {
                    let Some(frame) = frame else { return };
                    if session.text(frame).await.is_err() {
                        return;
                    }
                }
                message = stream.next() => match message {
                    Some(Ok(Message::Text(text))) => send(&outlets, room, &text),
                    Some(Ok(_)) => {}
                    _ => return,
                },
            }
        }
    });
    Ok(response)
}

/// Sends the body to every socket.
async fn broadcast(body: String, outlets: Outlets) -> HttpResponse {
    send(&outlets, 0, &ByteString::from(body));
    HttpResponse::Created()
        .content_type("application/json")
        .body("x".repeat(600))
}

fn send(outlets: &Outlets, room: u16, frame: &ByteString) {
    let Ok(mut outlets) = outlets.lock() else { return };
    let Some(outlets) = outlets.get_mut(&room) else { return };
    outlets.retain(|outlet| !outlet.is_closed());
    for outlet in outlets.iter() {
        drop(outlet.try_send(frame.clone()));
    }
}

/// The bare server, as a process.
pub struct Bare {
    process: Process,
    address: std::net::SocketAddr,
}

impl Bare {
    /// Starts it on these cores.
    pub async fn start(cores: &Cores) -> Result<Self> {
        let port = free_port()?;
        let mut bare = command(std::env::current_exe()?, cores, User::Same);
        bare.args(["--bare", &port.to_string()]);
        let process = Process::start(bare)?;
        let address = std::net::SocketAddr::from(([127, 0, 0, 1], port));
        let opening = async {
            while Socket::open(address, "/ws", "").await.is_err() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), opening)
            .await
            .context("the bare server does not start")?;
        Ok(Self { process, address })
    }

    /// Where it listens.
    pub const fn address(&self) -> std::net::SocketAddr {
        self.address
    }

    /// Its process id.
    pub const fn pid(&self) -> u32 {
        self.process.pid()
    }
}
