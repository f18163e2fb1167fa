//! The frames of the socket for clients that cannot open one: a question that waits for its answer (`/sync`), and a stream of events
//! (`/stream`). Behind both is a line: a mailbox of the hub like that of a socket, with the frames of a moment ago, so that whoever lost an
//! answer gets it again. It stays half a minute after the last question; what was missed later is told as `resync`.

use std::{
    collections::{HashMap, VecDeque},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use actix_web::{HttpRequest, HttpResponse, http::Method, http::header, web};
use bytestring::ByteString;
use domain::{
    id::ConnectionId,
    messaging::{
        live::{SyncPage, WAIT_MAX},
        people_calls::{Follow, Sync},
    },
    problem::Code,
    socket::ServerFrame,
};
use futures_util::stream;
use parking_lot::Mutex;
use realtime::{
    NotOpened,
    hub::wire,
    mailbox::{Closing, Mailbox},
};
use store::accounts::standing::Standing;
use tokio::{sync::watch, time::timeout};

use crate::{State, call::Call, failure::Failure, messaging::presence, reply::Reply, socket::connection::holder};

/// How long a line stays when nobody asks.
const KEPT_FOR: Duration = Duration::from_secs(30);
/// How many frames are kept for whoever lost an answer.
const KEPT: usize = 64;
/// How often a stream says that it is still there.
const BEAT: Duration = Duration::from_secs(15);
/// How often it is looked whether anybody still asks.
const LOOK: Duration = Duration::from_secs(1);

/// The lines of this node.
#[derive(Default)]
pub struct Lines {
    open: Mutex<HashMap<ConnectionId, Arc<Line>>>,
}

struct Line {
    standing: Standing,
    closing: Closing,
    inner: tokio::sync::Mutex<Inner>,
    /// Grows with every question: of two that ask, the older one gets what there is.
    turn: watch::Sender<u64>,
    asking: AtomicUsize,
    asked_at: Mutex<Instant>,
}

struct Inner {
    mailbox: Mailbox,
    kept: VecDeque<(u64, ByteString)>,
    last: u64,
}

impl Inner {
    fn keep(&mut self, frame: ByteString) {
        self.last += 1;
        self.kept.push_back((self.last, frame));
        if self.kept.len() > KEPT {
            self.kept.pop_front();
        }
    }

    fn drain(&mut self) {
        while let Ok(frame) = self.mailbox.frames.try_recv() {
            self.keep(frame);
        }
    }

    /// What came after a number; `resync` in place of what is not kept any more.
    fn after(&self, number: u64) -> Vec<(u64, ByteString)> {
        let first = self.kept.front().map_or(self.last + 1, |(first, _)| *first);
        if number + 1 < first {
            return vec![(self.last, wire(&ServerFrame::Resync {}))];
        }
        let later = self.kept.iter().filter(|(at, _)| *at > number);
        later.cloned().collect()
    }
}

/// Somebody who asks; as long as there is one, the line stays.
struct Asking(Arc<Line>);

impl Asking {
    fn begin(line: &Arc<Line>) -> Self {
        line.asking.fetch_add(1, Ordering::AcqRel);
        line.turn.send_modify(|turn| *turn += 1);
        Self(Arc::clone(line))
    }

    /// What came after a number, when there is something or when the time is over; and the number of the last.
    async fn wait(&self, number: u64, most: Duration) -> Vec<(u64, ByteString)> {
        let line = &self.0;
        let mut turn = line.turn.subscribe();
        let mut inner = line.inner.lock().await;
        inner.drain();
        if inner.last <= number && !most.is_zero() {
            let came = tokio::select! {
                came = timeout(most, inner.mailbox.frames.recv()) => came.ok().flatten(),
                _ = turn.changed() => None,
                _ = line.closing.asked() => None,
            };
            if let Some(frame) = came {
                inner.keep(frame);
                inner.drain();
            }
        }
        inner.after(number)
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        *self.0.asked_at.lock() = Instant::now();
        self.0.asking.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Line {
    fn is_left(&self) -> bool {
        self.asking.load(Ordering::Acquire) == 0 && self.asked_at.lock().elapsed() >= KEPT_FOR
    }
}

/// Where somebody has got to: a line and a number on it.
fn place(text: &str) -> Option<(ConnectionId, u64)> {
    let (connection, number) = text.split_once('.')?;
    Some((connection.parse().ok()?, number.parse().ok()?))
}

/// The line on which somebody goes on, or a new one, and the number to go on from.
async fn line(
    state: &web::Data<State>,
    standing: &Standing,
    since: Option<&str>,
) -> Result<(ConnectionId, Arc<Line>, u64), Failure> {
    if let Some((connection, number)) = since.and_then(place) {
        let found = state.lines.open.lock().get(&connection).cloned();
        // the line of another session is nobody's business
        let mine = found.filter(|line| line.standing.session() == standing.session() && !line.closing.is_asked());
        if let Some(line) = mine {
            return Ok((connection, line, number));
        }
    }
    let (connection, line) = begin(state, standing).await?;
    if since.is_some() {
        line.inner.lock().await.keep(wire(&ServerFrame::Resync {}));
    }
    Ok((connection, line, 0))
}

async fn begin(state: &web::Data<State>, standing: &Standing) -> Result<(ConnectionId, Arc<Line>), Failure> {
    let opened = state.realtime.open(holder(standing)).await;
    let mailbox = opened.map_err(|why| match why {
        NotOpened::TooMany => Failure::from(Code::TooMany),
        NotOpened::Unavailable => Failure::from(Code::Unavailable),
    })?;
    let connection = mailbox.connection;
    let welcome = wire(&ServerFrame::Authenticated {
        account_id: mailbox.account,
        connection_id: connection,
        epoch: mailbox.epoch,
    });
    let closing = mailbox.closing.clone();
    let mut inner = Inner {
        mailbox,
        kept: VecDeque::new(),
        last: 0,
    };
    inner.keep(welcome);
    let line = Arc::new(Line {
        standing: standing.clone(),
        closing,
        inner: tokio::sync::Mutex::new(inner),
        turn: watch::Sender::new(0),
        asking: AtomicUsize::new(0),
        asked_at: Mutex::new(Instant::now()),
    });
    state.lines.open.lock().insert(connection, Arc::clone(&line));
    presence::came(state, standing);
    actix_web::rt::spawn(look_after(state.clone(), connection, Arc::clone(&line)));
    Ok((connection, line))
}

/// Lets a line go when it is closed, or when nobody has asked for a while.
async fn look_after(state: web::Data<State>, connection: ConnectionId, line: Arc<Line>) {
    while !line.is_left() {
        if timeout(LOOK, line.closing.asked()).await.is_ok() {
            break;
        }
    }
    state.lines.open.lock().remove(&connection);
    presence::left(&state, &line.standing);
}

/// Asks what has happened.
///
/// # Errors
/// `too_many` when the account has its number of sockets.
pub async fn sync(call: Call<Sync>, state: web::Data<State>) -> Result<Reply<Sync>, Failure> {
    let wait = Duration::from_secs(call.query.wait.unwrap_or(WAIT_MAX).into());
    let (connection, line, number) = line(&state, call.by.standing(), call.query.since.as_deref()).await?;
    let frames = Asking::begin(&line).wait(number, wait).await;
    if line.closing.is_asked() && frames.is_empty() {
        // a session that has ended is told so by the next call
        return Err(Failure::from(Code::Unavailable));
    }
    let last = frames.last().map_or(number, |(at, _)| *at);
    let frames: Result<Vec<ServerFrame>, _> = frames.iter().map(|(_, frame)| serde_json::from_str(frame)).collect();
    Ok(Reply::new(SyncPage {
        frames: frames.map_err(Failure::broken)?,
        next: format!("{connection}.{last}"),
    }))
}

/// Follows what happens.
///
/// # Errors
/// `too_many` when the account has its number of sockets.
pub async fn follow(
    call: Call<Follow>,
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Failure> {
    let since = request.headers().get("last-event-id").and_then(|id| id.to_str().ok());
    let mut response = HttpResponse::Ok();
    response
        .content_type("text/event-stream")
        // an event waits for no others: neither the compression nor a proxy gathers them
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header(("x-accel-buffering", "no"));
    if request.method() == Method::HEAD {
        return Ok(response.finish());
    }
    let (connection, line, number) = line(&state, call.by.standing(), since).await?;
    let until = call
        .query
        .seconds
        .map(|seconds| Instant::now() + Duration::from_secs(seconds.into()));
    let following = Following {
        asking: Asking::begin(&line),
        connection,
        number,
        until,
        is_over: false,
    };
    Ok(
        response.streaming(stream::unfold(following, |mut following| async move {
            let text = following.next().await?;
            Some((Ok::<_, actix_web::Error>(web::Bytes::from(text)), following))
        })),
    )
}

/// One stream of events.
struct Following {
    asking: Asking,
    connection: ConnectionId,
    number: u64,
    until: Option<Instant>,
    is_over: bool,
}

impl Following {
    /// The next events as they go over the wire; a comment while there are none; nothing at the end.
    async fn next(&mut self) -> Option<String> {
        if self.is_over {
            return None;
        }
        let left = self
            .until
            .map_or(BEAT, |until| until.saturating_duration_since(Instant::now()).min(BEAT));
        let frames = self.asking.wait(self.number, left).await;
        let mut text = String::new();
        for (number, frame) in frames {
            self.number = number;
            text.push_str(&format!("id: {}.{number}\ndata: {frame}\n\n", self.connection));
        }
        if self.asking.0.closing.is_asked() {
            self.is_over = true;
            let code = self.asking.0.closing.asked().await;
            text.push_str(&format!("event: close\ndata: {code}\n\n"));
        } else if self.until.is_some_and(|until| until <= Instant::now()) {
            self.is_over = true;
        }
        if text.is_empty() {
            text.push_str(": still here\n\n");
        }
        Some(text)
    }
}
