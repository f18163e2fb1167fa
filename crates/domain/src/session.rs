//! What the browser and the server say to each other about sessions.

/// The header that unsafe calls of a browser session must carry; another site cannot send it.
pub const CLIENT_HEADER: &str = "x-ecolehub-client";

/// The value that our own front end gives it.
pub const CLIENT_NAME: &str = "web";

/// The header with the id of a request, sent or made, always echoed.
pub const REQUEST_ID_HEADER: &str = "x-request-id";

/// How long an access token lives, in seconds.
pub const ACCESS_TOKEN_SECONDS: i64 = 600;

/// How long a session lives without use, in seconds: 30 days.
pub const SESSION_SECONDS: i64 = 30 * 24 * 3600;

/// How long a refresh token may be shown again after it was replaced, in seconds: an answer may have got lost.
pub const REFRESH_GRACE_SECONDS: i64 = 10;

/// How long a proof of identity lasts for what needs a fresh one, in seconds: an hour (A10).
pub const PROOF_SECONDS: i64 = 3600;

/// How long a link that sets a new password works, in seconds: half an hour (A6).
pub const RESET_LINK_SECONDS: i64 = 30 * 60;

/// How long an invitation works, in seconds: 14 days.
pub const INVITATION_SECONDS: i64 = 14 * 24 * 3600;

/// How long a link sent by e-mail works, in seconds: a day.
pub const EMAIL_LINK_SECONDS: i64 = 24 * 3600;

/// The header that makes a POST safe to repeat.
pub const IDEMPOTENCY_HEADER: &str = "idempotency-key";

/// The header of an answer that was given before.
pub const REPLAYED_HEADER: &str = "idempotency-replayed";
