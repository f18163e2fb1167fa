//! One open socket, one task: a reader, a writer and a heartbeat side by side, until the first of them ends. Whatever happens, the
//! mailbox is dropped with the task and takes the connection off the hub.

use std::{cell::Cell, io::ErrorKind, time::Duration};

use actix_web::web;
use actix_ws::{
    AggregatedMessage, AggregatedMessageStream, CloseCode, CloseReason, MessageStream, ProtocolError, Session,
};
use bytestring::ByteString;
use domain::{
    problem::Code,
    socket::{FRAME_MAX, ServerFrame, close},
};
use futures_util::StreamExt;
use realtime::{
    NotOpened,
    hub::wire,
    mailbox::{Closing, Holder, Mailbox, Replies},
};
use store::accounts::standing::Standing;
use tokio::{
    sync::mpsc,
    time::{Instant, MissedTickBehavior, interval_at, timeout},
};

use crate::{
    State,
    failure::Failure,
    messaging::presence,
    socket::{
        Wanted,
        bucket::{Bucket, Verdict},
        inbound, room_of,
    },
};

/// How long a client without cookie or header has to say who it is.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long one frame may take to leave; a client that does not read is let go after it.
const WRITE: Duration = Duration::from_secs(5);

/// How long saying goodbye may take.
const GOODBYE: Duration = Duration::from_secs(1);

/// Pings without any sign of life, after which the client counts as gone.
const MISSED_MAX: u32 = 2;

/// Heartbeats and answers to them that wait to be written.
const CONTROLS: usize = 8;

/// Frames of the protocol itself.
enum Control {
    Ping,
    Pong(web::Bytes),
}

type Stream = AggregatedMessageStream;

/// Why a connection ends.
pub(crate) enum End {
    /// The client said goodbye or is gone.
    Gone,
    /// We close it.
    Close(u16),
}

/// Serves one connection until it ends.
pub(crate) async fn run(
    state: web::Data<State>,
    who: (Option<Standing>, Wanted),
    session: Session,
    stream: MessageStream,
) {
    let stream = stream
        .max_frame_size(FRAME_MAX)
        .aggregate_continuations()
        .max_continuation_size(FRAME_MAX);
    let end = serve(&state, who, session.clone(), stream).await;
    let reason = match end {
        End::Gone => None,
        End::Close(code) => Some(CloseReason::from(CloseCode::from(code))),
    };
    // a client that does not read does not take our goodbye either; the kernel ends that connection
    drop(timeout(GOODBYE, session.close(reason)).await);
}

async fn serve(
    state: &web::Data<State>,
    (who, wanted): (Option<Standing>, Wanted),
    session: Session,
    mut stream: Stream,
) -> End {
    let mut bucket = Bucket::full(Instant::now());
    let standing = match who {
        Some(standing) => standing,
        None => match timeout(PATIENCE, Box::pin(inbound::introduction(state, &mut stream))).await {
            Ok(Ok(standing)) => standing,
            Ok(Err(end)) => return end,
            Err(_) => return End::Close(close::NO_AUTHENTICATION),
        },
    };
    // boxed, as all that is done rarely: a task is as large as the largest thing that it may ever do, and most of them wait
    let mailbox = match Box::pin(mailbox(state, &standing, &wanted)).await {
        Ok(mailbox) => mailbox,
        Err(end) => return end,
    };
    presence::came(state, &standing);
    let end = talk(state, (session, &mut stream), (mailbox, &mut bucket), standing.clone()).await;
    presence::left(state, &standing);
    end
}

/// The place of a connection on the hub.
async fn mailbox(state: &State, standing: &Standing, wanted: &Wanted) -> Result<Mailbox, End> {
    let room = room_of(state, standing, wanted)
        .await
        .map_err(|failure| end_of(&failure))?;
    let opened = match room {
        Some(room) => state.realtime.open_room(holder(standing), room).await,
        None => state.realtime.open(holder(standing)).await,
    };
    let mailbox = opened.map_err(|why| match why {
        NotOpened::TooMany => End::Close(close::TOO_MANY),
        NotOpened::Unavailable => End::Close(CloseCode::Again.into()),
    })?;
    // whoever left before the mailbox was there is not told by it
    room_of(state, standing, wanted)
        .await
        .map_err(|failure| end_of(&failure))?;
    Ok(mailbox)
}

/// Whose a socket is.
pub(crate) fn holder(standing: &Standing) -> Holder {
    Holder {
        account: standing.account(),
        session: standing.session(),
        school: standing.school(),
    }
}

fn end_of(failure: &Failure) -> End {
    let code = match failure.problem().code {
        Code::Unavailable => CloseCode::Again.into(),
        Code::NotFound => close::NOT_FOUND,
        _ => close::FORBIDDEN,
    };
    End::Close(code)
}

/// Reads, writes and feels the pulse until one of them ends.
async fn talk(
    state: &State,
    (session, stream): (Session, &mut Stream),
    (mailbox, bucket): (Mailbox, &mut Bucket),
    standing: Standing,
) -> End {
    let welcome = wire(&ServerFrame::Authenticated {
        account_id: mailbox.account,
        connection_id: mailbox.connection,
        epoch: mailbox.epoch,
    });
    let missed = Cell::new(0);
    let replies = mailbox.replies();
    let closing = mailbox.closing.clone();
    let (controls, controls_end) = mpsc::channel(CONTROLS);
    let reader = Reader {
        state,
        replies,
        controls: controls.clone(),
        missed: &missed,
        standing,
    };
    tokio::select! {
        end = reader.run(stream, bucket) => end,
        end = write(session, welcome, mailbox, controls_end) => end,
        end = heartbeat(state.settings.ping_interval, &controls, &missed) => end,
        code = closing.asked() => End::Close(code),
    }
}

/// Takes frames out of the mailbox and writes them, one after the other.
async fn write(
    mut session: Session,
    welcome: ByteString,
    mut mailbox: Mailbox,
    mut controls: mpsc::Receiver<Control>,
) -> End {
    if !written(&mailbox.closing, session.text(welcome)).await {
        return End::Close(close::SLOW);
    }
    loop {
        let is_written = tokio::select! {
            frame = mailbox.frames.recv() => match frame {
                Some(frame) => written(&mailbox.closing, session.text(frame)).await,
                None => return End::Gone,
            },
            control = controls.recv() => match control {
                Some(Control::Ping) => written(&mailbox.closing, session.ping(b"")).await,
                Some(Control::Pong(bytes)) => written(&mailbox.closing, session.pong(&bytes)).await,
                None => return End::Gone,
            },
        };
        if !is_written {
            return End::Close(close::SLOW);
        }
    }
}

/// Writes one frame within its time.
async fn written(closing: &Closing, writing: impl Future<Output = Result<(), actix_ws::Closed>>) -> bool {
    match timeout(WRITE, writing).await {
        Ok(sent) => sent.is_ok(),
        Err(_) => {
            closing.close(close::SLOW);
            false
        }
    }
}

/// Asks now and then whether the client still lives.
async fn heartbeat(every: Duration, controls: &mpsc::Sender<Control>, missed: &Cell<u32>) -> End {
    let mut tick = interval_at(Instant::now() + every, every);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        if missed.get() >= MISSED_MAX {
            return End::Close(close::SLOW);
        }
        missed.set(missed.get() + 1);
        // a full queue of controls is a client that does not read; the writer finds out
        controls.try_send(Control::Ping).ok();
    }
}

struct Reader<'a> {
    state: &'a State,
    replies: Replies,
    controls: mpsc::Sender<Control>,
    missed: &'a Cell<u32>,
    standing: Standing,
}

impl Reader<'_> {
    /// Reads frames until the client stops, or sends what no client of ours sends.
    async fn run(self, stream: &mut Stream, bucket: &mut Bucket) -> End {
        loop {
            let message = match stream.next().await {
                Some(Ok(message)) => message,
                // after an error the stream repeats it for ever: nothing more is read
                Some(Err(error)) => return End::Close(code_of(&error)),
                None => return End::Gone,
            };
            self.missed.set(0);
            if matches!(message, AggregatedMessage::Pong(_)) {
                continue;
            }
            let of_person = || self.state.limits.frame(self.standing.account());
            match bucket.take(Instant::now(), of_person) {
                _ if !self.state.limits.is_on() => {}
                Verdict::Taken => {}
                Verdict::Refused => {
                    self.replies.send(inbound::too_many());
                    continue;
                }
                Verdict::Flood => return End::Close(close::TOO_MANY),
            }
            match message {
                AggregatedMessage::Text(text) => {
                    match Box::pin(inbound::answer(self.state, &self.standing, &text)).await {
                        Ok(Some(reply)) => self.replies.send(reply),
                        Ok(None) => {}
                        Err(end) => return end,
                    }
                }
                AggregatedMessage::Binary(_) => return End::Close(CloseCode::Unsupported.into()),
                AggregatedMessage::Ping(bytes) => {
                    self.controls.try_send(Control::Pong(bytes)).ok();
                }
                AggregatedMessage::Pong(_) => {}
                AggregatedMessage::Close(_) => return End::Gone,
            }
        }
    }
}

/// The close code for what a client got wrong.
pub(crate) fn code_of(error: &ProtocolError) -> u16 {
    let code = match error {
        ProtocolError::Overflow => CloseCode::Size,
        ProtocolError::Io(error) if error.kind() == ErrorKind::InvalidData => CloseCode::Invalid,
        // the library has no kind of its own for pieces that are too large together
        ProtocolError::Io(error) if error.to_string().starts_with("Exceeded") => CloseCode::Size,
        _ => CloseCode::Protocol,
    };
    code.into()
}
