//! Other doors to the same frames: a ticket for a socket, a stream of events, and a question that waits for its answer.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{
    IntoParams, PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use crate::socket::ServerFrame;

/// How long a ticket is good, in seconds.
pub const TICKET_SECONDS: i64 = 30;
/// How long `GET /sync` waits at most, in seconds.
pub const WAIT_MAX: u32 = 25;

/// A ticket for one socket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Ticket {
    /// To be given as `/ws?ticket=`, once.
    #[schema(example = "3q2-7wAAzH0sJkq5Yw2mJmE0mJmE0mJmE0mJmE0mJmE")]
    pub ticket: String,
    /// For how many seconds it is good.
    #[schema(example = 30)]
    pub expires_in: i64,
}

/// From where on, and for how long.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SyncQuery {
    /// `next` of the answer before; absent at the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 80)]
    #[garde(length(chars, max = 80))]
    pub since: Option<String>,
    /// How many seconds to wait while there is nothing, 0 to 25; 25 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 0, maximum = 25)]
    #[garde(range(max = WAIT_MAX))]
    pub wait: Option<u32>,
}

/// For how long.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StreamQuery {
    /// After how many seconds the stream ends, 0 to 3600; when absent it ends with the session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 0, maximum = 3600)]
    #[garde(range(max = 3600))]
    pub seconds: Option<u32>,
}

/// What has happened since.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SyncPage {
    /// The frames that a socket would have carried, in their order; none when nothing happened.
    #[schema(value_type = Vec<Object>)]
    pub frames: Vec<ServerFrame>,
    /// To be given as `since` the next time, within half a minute; later, or on another node, the answer is `resync`.
    #[schema(example = "01932f6e-4b7a-7c1e-9a35-2d0f6c1b8e42.7")]
    pub next: String,
}

/// A reply that is a stream of server-sent events, each of them one frame. No value of it is ever made.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct EventStream {
    #[serde(skip)]
    _events: (),
}

impl PartialSchema for EventStream {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "Server-sent events: `id` is for `Last-Event-ID`, `data` one frame of the socket.",
            ))
            .examples([serde_json::json!("id: 42\ndata: {\"type\":\"resync\"}\n\n")])
            .into()
    }
}
impl ToSchema for EventStream {
    fn name() -> std::borrow::Cow<'static, str> {
        std::borrow::Cow::Borrowed("EventStream")
    }
}
