//! Sealing: what must be kept and read again, but by nobody who only has the database. AES-256-GCM under a key that follows from
//! `SECRET_KEY`, what the thing is for, and whose it is: what is sealed for one purpose or one owner opens for no other.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use store::secret::keyed_hash;

use crate::failure::Failure;

/// What something is sealed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// The secret of a second factor; its context is the account.
    SecondFactor,
    /// The answer to a call with an `Idempotency-Key`; its context is the account and the key.
    StoredReply,
}

impl Seal {
    const fn word(self) -> &'static str {
        match self {
            Self::SecondFactor => "second factor",
            Self::StoredReply => "stored reply",
        }
    }
}

/// Seals and opens.
#[derive(Clone)]
pub(crate) struct Sealer {
    root: Vec<u8>,
}

impl Sealer {
    /// Seals with keys that follow from this one.
    pub const fn new(root: Vec<u8>) -> Self {
        Self { root }
    }

    /// The nonce, then what is sealed with its tag.
    pub fn seal(&self, purpose: Seal, context: &[u8], plain: &[u8]) -> Result<Vec<u8>, Failure> {
        let mut nonce = [0_u8; NONCE_LEN];
        getrandom::fill(&mut nonce).map_err(|error| Failure::broken(error.to_string()))?;
        let key = self.key(purpose, context).ok_or_else(|| Failure::broken("no key"))?;
        let mut text = plain.to_vec();
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut text)
            .map_err(|_| Failure::broken("cannot be sealed"))?;
        Ok([nonce.as_slice(), &text].concat())
    }

    /// What was sealed; `None` when it was sealed for something else, or changed since.
    pub fn open(&self, purpose: Seal, context: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, text) = sealed.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut text = text.to_vec();
        let key = self.key(purpose, context)?;
        let plain = key.open_in_place(nonce, Aad::empty(), &mut text).ok()?;
        Some(plain.to_vec())
    }

    fn key(&self, purpose: Seal, context: &[u8]) -> Option<LessSafeKey> {
        let of_purpose = keyed_hash(&self.root, purpose.word());
        let key = keyed_hash_of_bytes(&of_purpose, context);
        UnboundKey::new(&AES_256_GCM, &key).ok().map(LessSafeKey::new)
    }
}

fn keyed_hash_of_bytes(key: &[u8], context: &[u8]) -> Vec<u8> {
    use base64::{Engine, engine::general_purpose::STANDARD};
    keyed_hash(key, &STANDARD.encode(context))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_for_its_purpose_and_its_owner_only() {
        let sealer = Sealer::new(b"root".to_vec());
        let sealed = sealer.seal(Seal::SecondFactor, b"marie", b"secret").unwrap();
        assert!(!sealed.windows(6).any(|window| window == b"secret"));
        let open = |purpose, context: &[u8], sealed: &[u8]| sealer.open(purpose, context, sealed);
        assert_eq!(
            open(Seal::SecondFactor, b"marie", &sealed).as_deref(),
            Some(b"secret".as_slice())
        );
        assert_eq!(open(Seal::StoredReply, b"marie", &sealed), None);
        assert_eq!(open(Seal::SecondFactor, b"jean", &sealed), None);
        assert_eq!(
            Sealer::new(b"other".to_vec()).open(Seal::SecondFactor, b"marie", &sealed),
            None
        );
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(open(Seal::SecondFactor, b"marie", &changed), None, "byte {at}");
        }
        assert_eq!(open(Seal::SecondFactor, b"marie", b"short"), None);
    }

    #[test]
    fn the_same_thing_is_never_sealed_the_same_way() {
        let sealer = Sealer::new(b"root".to_vec());
        let seal = || sealer.seal(Seal::StoredReply, b"", b"{}").unwrap();
        assert_ne!(seal(), seal());
    }
}
