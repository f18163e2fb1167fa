//! The keys, all derived from `SECRET_KEY`, each for one use; and the access tokens signed with one of them.

use domain::{
    id::{AccountId, SessionId},
    moment::Moment,
    session::ACCESS_TOKEN_SECONDS,
};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use store::secret::keyed_hash;

use crate::failure::Failure;

/// Whom the access tokens are for.
const AUDIENCE: &str = "ecolehub";
/// What kind of token they are, so that no other kind is taken for one.
const TYPE: &str = "access";
/// Ours have about 300 bytes.
const LONGEST_TOKEN: usize = 1024;

/// The keys of this instance.
#[derive(Clone)]
pub struct Keys {
    pepper: Vec<u8>,
    child_codes: Vec<u8>,
    refresh: Vec<u8>,
    signing: EncodingKey,
    checking: DecodingKey,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    sub: AccountId,
    sid: SessionId,
    aud: String,
    typ: String,
    iat: i64,
    exp: i64,
}

impl Keys {
    /// The keys that follow from a secret of at least 32 bytes.
    #[must_use]
    pub fn derive(secret: &[u8]) -> Self {
        let access = keyed_hash(secret, "ecolehub access tokens v1");
        Self {
            pepper: keyed_hash(secret, "ecolehub password pepper v1"),
            child_codes: keyed_hash(secret, "ecolehub child codes v1"),
            refresh: keyed_hash(secret, "ecolehub refresh tokens v1"),
            signing: EncodingKey::from_secret(&access),
            checking: DecodingKey::from_secret(&access),
        }
    }

    /// What is mixed into every password, so that a stolen table is worth nothing.
    #[must_use]
    pub fn pepper(&self) -> &[u8] {
        &self.pepper
    }

    /// The key under which children's one-time codes are hashed.
    #[must_use]
    pub fn child_codes(&self) -> &[u8] {
        &self.child_codes
    }

    /// The key that gives a refresh token its successor.
    #[must_use]
    pub fn refresh(&self) -> &[u8] {
        &self.refresh
    }

    /// An access token of this session, for ten minutes from `now`.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn access_token(&self, session: SessionId, account: AccountId, now: Moment) -> Result<String, Failure> {
        let issued = now.as_micros() / 1_000_000;
        let claims = Claims {
            sub: account,
            sid: session,
            aud: AUDIENCE.to_owned(),
            typ: TYPE.to_owned(),
            iat: issued,
            exp: issued + ACCESS_TOKEN_SECONDS,
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.signing).map_err(Failure::broken)
    }

    /// The session of an access token, when it is ours and in time.
    #[must_use]
    pub fn session_of(&self, token: &str) -> Option<SessionId> {
        if token.len() > LONGEST_TOKEN {
            return None;
        }
        let mut rules = Validation::new(Algorithm::HS256);
        rules.leeway = 5;
        rules.set_audience(&[AUDIENCE]);
        rules.set_required_spec_claims(&["exp", "aud", "sub"]);
        let claims = jsonwebtoken::decode::<Claims>(token, &self.checking, &rules)
            .ok()?
            .claims;
        (claims.typ == TYPE).then_some(claims.sid)
    }
}
