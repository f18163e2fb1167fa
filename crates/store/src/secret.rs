//! Secrets: made from the system's randomness, kept only as a hash.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    accounts::tokens::PREFIX,
    families::rules::{CODE_ALPHABET, CODE_LENGTH},
};
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

/// The letters of personal access tokens: those that a double click selects.
const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// 43 of 62 letters are 256 bits.
const TOKEN_LETTERS: usize = 43;
/// A checksum of 32 bits in 62 letters.
const CHECK_LETTERS: usize = 6;

/// A personal access token: what all begin with, 256 random bits, and a checksum that tells a mistyped or invented token from ours
/// without asking the database.
///
/// # Errors
/// When the system has no randomness.
pub fn fresh_personal_token() -> StoreResult<String> {
    let mut token = PREFIX.to_owned();
    while token.len() < PREFIX.len() + TOKEN_LETTERS {
        let mut byte = [0_u8; 1];
        getrandom::fill(&mut byte).map_err(|error| StoreError::broken(error.to_string()))?;
        // 6 bits of each byte; the two values beyond the letters are thrown again, so that every letter is equally likely
        if let Some(letter) = LETTERS.get(usize::from(byte[0] & 0x3F)) {
            token.push(char::from(*letter));
        }
    }
    let check = checksum(&token);
    Ok(token + &check)
}

/// Whether it may be a personal access token: its checksum is right.
#[must_use]
pub fn is_personal_token(token: &str) -> bool {
    token.len() == PREFIX.len() + TOKEN_LETTERS + CHECK_LETTERS
        && token.is_ascii()
        && token.starts_with(PREFIX)
        && token
            .split_at_checked(PREFIX.len() + TOKEN_LETTERS)
            .is_some_and(|(token, check)| checksum(token) == check)
}

fn checksum(token: &str) -> String {
    let mut rest = crc32fast::hash(token.as_bytes());
    let mut letters = Vec::with_capacity(CHECK_LETTERS);
    for _ in 0..CHECK_LETTERS {
        let letter = LETTERS.get(usize::try_from(rest % 62).unwrap_or_default());
        letters.push(char::from(letter.copied().unwrap_or(b'0')));
        rest /= 62;
    }
    letters.iter().rev().collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_personal_token_carries_its_own_check() {
        let token = fresh_personal_token().unwrap();
        assert_eq!(token.len(), 53);
        assert!(is_personal_token(&token), "{token}");
        assert_ne!(token, fresh_personal_token().unwrap());
        for at in 0..token.len() {
            let mut other = token.clone().into_bytes();
            other[at] = if other[at] == b'x' { b'y' } else { b'x' };
            assert!(!is_personal_token(&String::from_utf8(other).unwrap()), "letter {at}");
        }
        for text in ["", "ehp_", &token[..52], &format!("{token}0"), &token.to_lowercase()] {
            assert!(!is_personal_token(text), "{text}");
        }
    }

    #[test]
    fn the_checksum_is_what_other_programs_compute() {
        // CRC-32 of the ASCII letters, in base 62, as long as it can get
        assert_eq!(crc32fast::hash(b"123456789"), 0xCBF4_3926);
        assert_eq!(checksum("123456789"), "3jZRME");
    }
}
