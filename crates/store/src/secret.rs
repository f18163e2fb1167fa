//! Secrets: made from the system's randomness, kept only as a hash.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::families::rules::{CODE_ALPHABET, CODE_LENGTH};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::error::{StoreError, StoreResult};

/// 256 random bits as text for a cookie, a link or a header.
///
/// # Errors
/// When the system has no randomness.
pub fn fresh_token() -> StoreResult<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::broken(error.to_string()))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Eight random letters of the alphabet of children's codes.
///
/// # Errors
/// When the system has no randomness.
pub fn fresh_code() -> StoreResult<String> {
    let mut letters = String::with_capacity(CODE_LENGTH);
    while letters.len() < CODE_LENGTH {
        let mut byte = [0_u8; 1];
        getrandom::fill(&mut byte).map_err(|error| StoreError::broken(error.to_string()))?;
        // 5 bits of each byte; the one value beyond the alphabet is thrown again, so that every letter is equally likely
        if let Some(letter) = CODE_ALPHABET.get(usize::from(byte[0] & 0x1F)) {
            letters.push(char::from(*letter));
        }
    }
    Ok(letters)
}

/// What is kept of a token of 256 bits.
#[must_use]
pub fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// What is kept of a short code: keyed, because 40 bits can be tried out by whoever steals the table.
#[must_use]
pub fn keyed_hash(key: &[u8], text: &str) -> Vec<u8> {
    // HMAC takes keys of any length
    Hmac::<Sha256>::new_from_slice(key).map_or_else(
        |_| Vec::new(),
        |mut mac| {
            mac.update(text.as_bytes());
            mac.finalize().into_bytes().to_vec()
        },
    )
}

/// A token that follows from another one: the same answer to the same question, which only we can compute.
#[must_use]
pub fn derived_token(key: &[u8], token: &str) -> String {
    URL_SAFE_NO_PAD.encode(keyed_hash(key, token))
}
