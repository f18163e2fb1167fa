//! What a client says on the socket, done by the same store functions and with the same proofs as the calls of `/api/v1`.

use actix_ws::{AggregatedMessage, AggregatedMessageStream, CloseCode};
use bytestring::ByteString;
use domain::{
    access::Reach,
    id::{ClientMessageId, ConversationId, MessageId},
    messaging::new_message::NewMessage,
    problem::{Code, Problem},
    schools::modules::Module,
    socket::{ClientFrame, ServerFrame, close},
};
use futures_util::StreamExt;
use garde::Validate;
use realtime::hub::wire;
use store::{
    accounts::standing::{self, Standing},
    clock,
    error::StoreError,
    messaging::{
        marks, place,
        room::{self, InRoom},
        sending::{self, Letter, Sent},
    },
};

use crate::{
    State,
    failure::Failure,
    messaging::{message, presence},
    session::{self, Credential},
    socket::connection::{End, code_of},
};

/// The first frame of a client that has no cookie and no header: who it is.
pub(crate) async fn introduction(state: &State, stream: &mut AggregatedMessageStream) -> Result<Standing, End> {
    loop {
        let text = match stream.next().await {
            Some(Ok(AggregatedMessage::Text(text))) => text,
            Some(Ok(AggregatedMessage::Ping(_) | AggregatedMessage::Pong(_))) => continue,
            Some(Ok(AggregatedMessage::Binary(_))) => return Err(End::Close(CloseCode::Unsupported.into())),
            Some(Ok(AggregatedMessage::Close(_))) | None => return Err(End::Gone),
            Some(Err(error)) => return Err(End::Close(code_of(&error))),
        };
        let Ok(ClientFrame::Authentication { token }) = serde_json::from_str(&text) else {
            return Err(End::Close(close::UNAUTHENTICATED));
        };
        return match session::standing(state, &Credential::Bearer(token)).await {
            Ok(standing) if standing.reaches(Reach::MessagesRead) => Ok(standing),
            Ok(_) => Err(End::Close(close::FORBIDDEN)),
            Err(failure) if failure.problem().code == Code::Unauthenticated => Err(End::Close(close::UNAUTHENTICATED)),
            Err(_) => Err(End::Close(CloseCode::Again.into())),
        };
    }
}

/// Does what a frame says. The reply, if it has one; the end, when no client of ours sends such a thing.
pub(crate) async fn answer(state: &State, who: &Standing, text: &str) -> Result<Option<ByteString>, End> {
    let frame: ClientFrame = match serde_json::from_str(text) {
        Ok(frame) => frame,
        // an object of another shape is a client that is younger or older than we are; anything else is no client
        Err(error) if error.is_data() && text.trim_start().starts_with('{') => {
            let problem = Problem::new(Code::Invalid).because(error.to_string());
            return Ok(Some(refusal(&problem, None)));
        }
        Err(_) => return Err(End::Close(CloseCode::Invalid.into())),
    };
    let asked = match &frame {
        ClientFrame::Message { client_msg_id, .. } => Some(*client_msg_id),
        _ => None,
    };
    match act(state, who, frame).await {
        Ok(reply) => Ok(reply.map(|frame| wire(&frame))),
        Err(failure) => {
            if let Failure::Broken(cause) = &failure {
                tracing::error!(%cause, "a frame broke something");
            }
            let problem = failure.problem();
            if problem.code == Code::Unauthenticated {
                return Err(End::Close(close::UNAUTHENTICATED));
            }
            Ok(Some(refusal(&problem, asked)))
        }
    }
}

async fn act(state: &State, who: &Standing, frame: ClientFrame) -> Result<Option<ServerFrame>, Failure> {
    match frame {
        ClientFrame::Authentication { .. } => {
            return Err(Failure::from(
                Problem::new(Code::Conflict).because("This socket is authenticated already."),
            ));
        }
        ClientFrame::Presence { state: device } => {
            let by = sending::writer(session::still(state, who.session()).await?)?;
            if !by.standing().has(Module::Presence) {
                return Err(Failure::from(Code::NotFound));
            }
            presence::device_says(state, &by, device).await?;
        }
        ClientFrame::Ping { timestamp } => {
            return Ok(Some(ServerFrame::Pong {
                timestamp,
                server_time: clock::now(),
            }));
        }
        ClientFrame::Message {
            conversation_id,
            content,
            client_msg_id,
            reply_to,
            ..
        } => {
            let new = NewMessage {
                reply_to,
                ..NewMessage::text(content, client_msg_id)
            };
            return send(state, who, conversation_id, new).await;
        }
        ClientFrame::MessageTyping { conversation_id } => {
            let by = enter(state, who, conversation_id).await?;
            if !by.member().standing().has(Module::Presence) {
                return Err(Failure::from(Code::NotFound));
            }
            let typing = state.store.read(move |db| marks::typing(db, &by)).await?;
            state.store.announce(vec![typing]);
        }
        ClientFrame::MessageRead {
            conversation_id,
            seq,
            message_id,
        } => read(state, who, conversation_id, (seq, message_id)).await?,
        ClientFrame::MessageDelivered { conversation_id, seq } => {
            let by = enter(state, who, conversation_id).await?;
            state.arrivals.note(&state.store, by, seq);
        }
    }
    Ok(None)
}

/// The mark may be given as a place or as a message.
async fn read(
    state: &State,
    who: &Standing,
    conversation: ConversationId,
    (seq, message): (Option<i64>, Option<MessageId>),
) -> Result<(), Failure> {
    let by = enter(state, who, conversation).await?;
    let seq = match (seq, message) {
        (Some(seq), _) => seq,
        (None, Some(message)) => {
            let by = by.clone();
            state.store.read(move |db| place::of(db, &by, message)).await?
        }
        (None, None) => return Err(Failure::from(Problem::new(Code::Invalid).at("/seq", "required"))),
    };
    state.store.write(move |tx| marks::read(tx, &by, seq)).await?;
    Ok(())
}

/// The answer to a message is the message itself, which comes to all sockets of its sender like to everybody; but a repeated one is
/// not sent around again, so its sender is answered here.
async fn send(
    state: &State,
    who: &Standing,
    conversation: ConversationId,
    new: NewMessage,
) -> Result<Option<ServerFrame>, Failure> {
    new.validate().map_err(|report| crate::call::invalid(&report))?;
    // whoever might write when the socket was opened is asked again with the letter; whoever might not, before it
    let by = match sending::writer(who.clone()) {
        Ok(by) => by,
        Err(_) => sending::writer(session::still(state, who.session()).await?)?,
    };
    state.limits.message(who.account())?;
    match message::store(state, conversation, Letter::new(by, new)).await? {
        Sent::Now(_) => Ok(None),
        Sent::Before(message) => {
            let epoch = state.realtime.epoch().await.map_err(|_| Code::Unavailable)?;
            Ok(Some(ServerFrame::Message { epoch, message }))
        }
    }
}

/// The session is asked again with every frame: the socket may be hours older than the answer of its opening.
async fn enter(state: &State, who: &Standing, conversation: ConversationId) -> Result<InRoom, Failure> {
    let session = who.session();
    state
        .store
        .read(move |db| {
            let standing = match standing::by_id(db, session) {
                Err(StoreError::NotFound) => return Err(StoreError::Refused(Code::Unauthenticated)),
                standing => standing?,
            };
            room::enter(db, &sending::writer(standing)?, conversation)
        })
        .await
        .map_err(Failure::from)
}

/// The frame that refuses one of a flood.
pub(crate) fn too_many() -> ByteString {
    refusal(&Problem::new(Code::TooMany), None)
}

fn refusal(problem: &Problem, client_msg_id: Option<ClientMessageId>) -> ByteString {
    let field = problem
        .errors
        .first()
        .map(|error| format!("{}: {}", error.pointer, error.code));
    wire(&ServerFrame::Error {
        code: problem.code,
        detail: field.or_else(|| problem.detail.clone()),
        client_msg_id,
    })
}
