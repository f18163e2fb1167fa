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

/// How long a link sent by e-mail works, in seconds: a day.
pub const EMAIL_LINK_SECONDS: i64 = 24 * 3600;
