//! The printed codes of the demo school: always the same letters, so that they can be shown although only their hash is kept.

use domain::families::rules::{CODE_ALPHABET, CODE_LENGTH};

use crate::secret::keyed_hash;

/// How many codes there can be.
pub const MAX: usize = 40;

/// The letters of the code with this number.
#[must_use]
pub fn letters(number: usize) -> String {
    let bytes = keyed_hash(b"the demo school of EcoleHub", &format!("code {number}"));
    bytes
        .iter()
        .filter_map(|byte| CODE_ALPHABET.get(usize::from(byte & 0x1F)))
        .take(CODE_LENGTH)
        .map(|letter| char::from(*letter))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn they_are_all_different_and_of_full_length() {
        let all: HashSet<String> = (0..MAX).map(letters).collect();
        assert_eq!(all.len(), MAX);
        assert!(all.iter().all(|code| code.len() == CODE_LENGTH));
    }
}
