//! What goes wrong: RFC 9457 problems with a stable code from one table.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};

use crate::text_enum;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal, $status:literal;)+) => {
        /// The stable code of a problem. The front end translates it; scripts may compare it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
        pub enum Code { $($(#[doc = $doc])+ #[serde(rename = $word)] $name),+ }

        impl PartialSchema for Code {
            fn schema() -> RefOr<Schema> {
                text_enum::schema("The stable code of a problem.", &[$(($word, concat!($($doc),+))),+])
            }
        }
        impl ToSchema for Code {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed("Code")
            }
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
            /// The word on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$name => $word),+ } }
            /// The HTTP status it comes with.
            #[must_use]
            pub const fn status(self) -> u16 { match self { $(Self::$name => $status),+ } }
            /// What it means, for developers, in English.
            #[must_use]
            pub const fn says(self) -> &'static str { match self { $(Self::$name => concat!($($doc),+)),+ } }
        }
    };
}

codes! {
    /// The request cannot be parsed.
    BadRequest = "bad_request", 400;
    /// Send an `Idempotency-Key` with this call: it moves something, and must not do so twice.
    KeyRequired = "idempotency_key_required", 400;
    /// A query parameter is unknown or unreadable.
    BadQuery = "bad_query", 400;
    /// Sign in first: there is no session, or it has ended.
    Unauthenticated = "unauthenticated", 401;
    /// The e-mail address and the password do not belong together, or the address is not confirmed yet.
    WrongCredentials = "wrong_credentials", 401;
    /// Show your password or your second factor again: `POST /me/proof`, then make the call once more.
    Reauth = "reauth", 401;
    /// The password is right; now the code of the second factor is asked for, as `code`.
    SecondFactorNeeded = "second_factor_needed", 401;
    /// The session is known, but this is not for it.
    Forbidden = "forbidden", 403;
    /// A browser sent the call from another site, or without the client header.
    ForeignOrigin = "foreign_origin", 403;
    /// The membership of the school is not active (yet).
    MembershipPending = "membership_pending", 403;
    /// The policy of the school does not let these two people write to each other.
    MayNotWrite = "may_not_write", 403;
    /// The token does not have the scope that this call needs.
    InsufficientScope = "insufficient_scope", 403;
    /// The school has suspended the membership.
    MembershipSuspended = "membership_suspended", 403;
    /// The school asks its staff for a second factor: set one up first.
    SecondFactorRequired = "second_factor_required", 403;
    /// A moderator lets you write nothing in this room until the moment that `GET /conversations/{conversation}/calm` tells.
    Muted = "muted", 403;
    /// There is nothing here, or nothing that you may know of.
    NotFound = "not_found", 404;
    /// The path exists, but not with this method; see `Allow`.
    MethodNotAllowed = "method_not_allowed", 405;
    /// The state has changed in between: read again.
    Conflict = "conflict", 409;
    /// This has been decided already.
    AlreadyDecided = "already_decided", 409;
    /// You are already linked to this child.
    AlreadyLinked = "already_linked", 409;
    /// A call with this `Idempotency-Key` is still running: wait, then send it again.
    InProgress = "in_progress", 409;
    /// Something still depends on it.
    InUse = "in_use", 409;
    /// Another child of the school has this register number.
    NumberTaken = "number_taken", 409;
    /// The time for this is over.
    TooLate = "too_late", 409;
    /// A text that must be there first is missing.
    VersionMissing = "version_missing", 409;
    /// Your files take all the room that you have: delete some that you sent, then upload again.
    SpaceUsed = "space_used", 409;
    /// There are as many of them as there may be: wait until some are settled.
    LimitReached = "limit_reached", 409;
    /// Somebody must stay who can run the school.
    LastOne = "last_one", 409;
    /// The account that pays would fall below -300 units, what is set aside counted in.
    SelPayerLimit = "sel_payer_limit", 409;
    /// The account that is paid would rise above 600 units.
    SelReceiverLimit = "sel_receiver_limit", 409;
    /// It has changed since you read it: read it again, then decide.
    Stale = "stale", 412;
    /// The body is larger than this call takes.
    TooLarge = "too_large", 413;
    /// The body must be `application/json`.
    UnsupportedMediaType = "unsupported_media_type", 415;
    /// A file of this kind is not taken, whatever its name says: only pictures, PDF, office documents without macros, and plain text.
    FileKind = "file_kind", 415;
    /// A photo in HEIC or AVIF is not taken, because most devices do not show it: send it as JPEG.
    FileHeic = "file_heic", 415;
    /// The range asked for is not in the file; see `Content-Range`.
    BadRange = "bad_range", 416;
    /// The picture cannot be read, or has too many pixels.
    FileBroken = "file_broken", 422;
    /// The body is well formed, but some fields are not valid; see `errors`.
    Invalid = "invalid", 422;
    /// The code is wrong, used or expired.
    WrongCode = "wrong_code", 422;
    /// The password is not yours.
    WrongPassword = "wrong_password", 422;
    /// This `Idempotency-Key` was used for another call.
    KeyReused = "idempotency_key_reused", 422;
    /// The link is wrong, used or expired: ask for a new one.
    LinkExpired = "link_expired", 422;
    /// Say in `If-Match` which version you want to change: the `ETag` of what you read.
    PreconditionRequired = "precondition_required", 428;
    /// Too many requests: wait as long as `Retry-After` says.
    TooMany = "too_many", 429;
    /// The room is in slow mode: wait as long as `Retry-After` says, then write.
    SlowMode = "slow_mode", 429;
    /// Something broke on our side; it has been written down.
    Internal = "internal", 500;
    /// The service cannot answer just now: wait as long as `Retry-After` says, then try again.
    Unavailable = "unavailable", 503;
}

/// A problem, `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// A page that explains this kind of problem.
    #[serde(rename = "type")]
    #[schema(example = "/api/problems/invalid", format = "uri-reference")]
    pub kind: String,
    /// The kind of problem in words.
    pub title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599, format = "int32")]
    pub status: u16,
    /// The stable code.
    pub code: Code,
    /// What happened this time, in English, for developers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The id of the request, to give to whoever looks for the cause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// The fields that are not valid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
}

/// One field that is not valid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldProblem {
    /// JSON pointer to the field.
    #[schema(example = "/email")]
    pub pointer: String,
    /// What is wrong with it, a word that the front end translates: `too_short`, `too_long`, `not_an_email`, ...
    #[schema(example = "not_an_email")]
    pub code: String,
}

impl Problem {
    /// The problem with this code and nothing more.
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self {
            kind: format!("/api/problems/{}", code.as_str()),
            title: code.says().trim().to_owned(),
            status: code.status(),
            code,
            detail: None,
            instance: None,
            errors: Vec::new(),
        }
    }

    /// With a sentence about what happened.
    #[must_use]
    pub fn because(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// With a field that is not valid.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>, code: impl Into<String>) -> Self {
        self.errors.push(FieldProblem {
            pointer: pointer.into(),
            code: code.into(),
        });
        self
    }
}
