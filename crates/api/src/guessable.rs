//! Passwords that are long enough and still among the first that somebody tries (NIST SP 800-63B, 3.1.1.2): leaked ones, words and names with a
//! number behind, rows of keys, one thing over and over. Only the server knows the lists: they would be half of the browser's application.

use domain::problem::{Code, Problem};
use zxcvbn::{Score, zxcvbn};

use crate::failure::Failure;

/// What people here think of first.
const OURS: [&str; 6] = ["ecolehub", "ecole", "school", "motdepasse", "wachtwoord", "azertyuiop"];

/// The password, when it is not one that everybody tries.
///
/// # Errors
/// `invalid` at the field where it was typed, with `too_common`.
pub fn refuse(password: &str, field: &str) -> Result<(), Failure> {
    if is_guessable(password) {
        return Err(Problem::new(Code::Invalid).at(field, "too_common").into());
    }
    Ok(())
}

/// Whether somebody who tries what is most likely first finds it within a hundred million tries.
#[must_use]
pub fn is_guessable(password: &str) -> bool {
    zxcvbn(password, &OURS).score() < Score::Three
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("123456789012")]
    #[case("password1234")]
    #[case("passwordpassword")]
    #[case("Password2026!")]
    #[case("qwertyuiop123")]
    #[case("azertyuiop123")]
    #[case("aaaaaaaaaaaaaa")]
    #[case("abcabcabcabc")]
    #[case("motdepasse2026")]
    #[case("motdepasse123")]
    #[case("wachtwoord123")]
    #[case("iloveyou2026")]
    #[case("EcoleHub2026!")]
    #[case("1q2w3e4r5t6y")]
    fn everybody_tries_it(#[case] password: &str) {
        assert!(is_guessable(password));
    }

    #[rstest]
    #[case("quatre moutons verts")]
    #[case("cinq moutons bleus")]
    #[case("drie groene schapen")]
    #[case("correct horse battery staple")]
    #[case("kT9v2Qw8Lr5n")]
    #[case("le chat de Nora dort")]
    #[case("овцы едят траву")]
    fn nobody_tries_it(#[case] password: &str) {
        assert!(!is_guessable(password));
    }

    #[test]
    fn the_longest_is_looked_at_in_no_time() {
        let start = Instant::now();
        for text in ["x", "ab1", "password", "\u{1f411}"] {
            assert!(is_guessable(&text.repeat(1024 / text.len())), "{text}");
        }
        assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    }
}
