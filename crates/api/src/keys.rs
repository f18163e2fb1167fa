//! The keys, all derived from `SECRET_KEY`, each for one use; and the access tokens signed with one of them.

use domain::{
    id::{AccountId, SessionId},
    moment::Moment,
    session::ACCESS_TOKEN_SECONDS,
};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use store::secret::keyed_hash;

use crate::{failure::Failure, seal::Sealer};

pub use crate::seal::Seal;

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
    recovery: Vec<u8>,
    repeated: Vec<u8>,
    throttles: Vec<u8>,
    devices: Vec<u8>,
    sealer: Sealer,
    signing: EncodingKey,
    checking: DecodingKey,
}

/// What a good access token says: a session, and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenOf {
    /// The session that it was made in.
    pub session: SessionId,
    /// The account that it was made for.
    pub account: AccountId,
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
            recovery: keyed_hash(secret, "ecolehub recovery codes v1"),
            repeated: keyed_hash(secret, "ecolehub repeated calls v1"),
            throttles: keyed_hash(secret, "ecolehub throttles v1"),
            devices: keyed_hash(secret, "ecolehub devices v1"),
            sealer: Sealer::new(keyed_hash(secret, "ecolehub seals v1")),
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

    /// What is kept of a recovery code.
    #[must_use]
    pub fn of_recovery_code(&self, code: &str) -> Vec<u8> {
        keyed_hash(&self.recovery, code)
    }

    /// What is kept of an `Idempotency-Key`.
    #[must_use]
    pub fn of_repeated_call(&self, key: &str) -> Vec<u8> {
        keyed_hash(&self.repeated, key)
    }

    /// Under which key a share is kept: no address stands in the table.
    #[must_use]
    pub fn of_share(&self, share: &str) -> Vec<u8> {
        keyed_hash(&self.throttles, share)
    }

    /// What a device is given once somebody has signed in on it.
    #[must_use]
    pub fn of_device(&self, device_and_person: &str) -> Vec<u8> {
        keyed_hash(&self.devices, device_and_person)
    }

    /// Seals what is to be read again, for one purpose and one owner.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn seal(&self, purpose: Seal, context: &[u8], plain: &[u8]) -> Result<Vec<u8>, Failure> {
        self.sealer.seal(purpose, context, plain)
    }

    /// Opens what was sealed for this purpose and this owner; `None` for anything else.
    #[must_use]
    pub fn open(&self, purpose: Seal, context: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        self.sealer.open(purpose, context, sealed)
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

    /// What an access token says, when it is ours and in time. Whether the session is that account's is for the database to say.
    #[must_use]
    pub fn session_of(&self, token: &str) -> Option<TokenOf> {
        if token.len() > LONGEST_TOKEN {
            return None;
        }
        let mut rules = Validation::new(Algorithm::HS256);
        rules.leeway = 5;
        rules.validate_nbf = true;
        rules.set_audience(&[AUDIENCE]);
        rules.set_required_spec_claims(&["exp", "aud", "sub"]);
        let claims = jsonwebtoken::decode::<Claims>(token, &self.checking, &rules)
            .ok()?
            .claims;
        (claims.typ == TYPE).then_some(TokenOf {
            session: claims.sid,
            account: claims.sub,
        })
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::{Value, json};
    use store::clock;

    use super::*;

    const SECRET: &[u8] = b"a secret key that only the tests know, 42";

    fn claims() -> Value {
        let now = clock::now().as_micros() / 1_000_000;
        json!({
            "sub": AccountId::fresh(), "sid": SessionId::fresh(), "aud": AUDIENCE, "typ": TYPE, "iat": now, "exp": now + 600,
        })
    }

    fn signed(algorithm: Algorithm, claims: &Value) -> String {
        let key = EncodingKey::from_secret(&keyed_hash(SECRET, "ecolehub access tokens v1"));
        jsonwebtoken::encode(&Header::new(algorithm), claims, &key).unwrap()
    }

    #[test]
    fn our_own_token_is_accepted_by_our_own_keys_only() {
        let keys = Keys::derive(SECRET);
        let (session, account) = (SessionId::fresh(), AccountId::fresh());
        let token = keys.access_token(session, account, clock::now()).unwrap();
        assert_eq!(keys.session_of(&token), Some(TokenOf { session, account }));
        assert_eq!(
            Keys::derive(b"another secret key that nobody knows, 43").session_of(&token),
            None
        );
        let (head, tail) = token.rsplit_once('.').unwrap();
        assert_eq!(keys.session_of(&format!("{head}.")), None);
        assert_eq!(keys.session_of(&format!("{head}.{}", tail.to_uppercase())), None);
    }

    #[rstest]
    #[case("aud", json!("other"))]
    #[case("aud", Value::Null)]
    #[case("typ", json!("refresh"))]
    #[case("typ", Value::Null)]
    #[case("exp", json!(clock::now().as_micros() / 1_000_000 - 10))]
    #[case("exp", Value::Null)]
    #[case("exp", json!("tomorrow"))]
    #[case("sub", Value::Null)]
    #[case("sid", json!("1"))]
    #[case("sid", Value::Null)]
    fn a_token_with_a_wrong_claim_is_not(#[case] claim: &str, #[case] value: Value) {
        let keys = Keys::derive(SECRET);
        let mut claims = claims();
        assert!(keys.session_of(&signed(Algorithm::HS256, &claims)).is_some());
        if value.is_null() {
            claims.as_object_mut().unwrap().remove(claim);
        } else {
            claims[claim] = value;
        }
        assert_eq!(keys.session_of(&signed(Algorithm::HS256, &claims)), None);
    }

    #[test]
    fn a_token_of_another_algorithm_is_not() {
        let keys = Keys::derive(SECRET);
        for algorithm in [Algorithm::HS384, Algorithm::HS512] {
            assert_eq!(keys.session_of(&signed(algorithm, &claims())), None);
        }
        let encode = |value: &Value| {
            use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
            URL_SAFE_NO_PAD.encode(value.to_string())
        };
        for none in ["none", "None", "NONE"] {
            let token = format!(
                "{}.{}.",
                encode(&json!({ "alg": none, "typ": "JWT" })),
                encode(&claims())
            );
            assert_eq!(keys.session_of(&token), None);
        }
    }

    #[test]
    fn what_is_no_token_is_not() {
        let keys = Keys::derive(SECRET);
        for text in [
            "",
            ".",
            "..",
            "a.b.c",
            &"x".repeat(8192),
            &format!("{}x", signed(Algorithm::HS256, &claims())),
        ] {
            assert_eq!(keys.session_of(text), None);
        }
    }
}
