//! Codes of authenticator apps (RFC 6238) in the only form that all of them know: SHA-1, six digits, thirty seconds. And the codes that
//! stand in for a lost app.

use domain::{moment::Moment, words};
use store::secret;
use totp_rs::{Builder, Secret, Totp};

use crate::failure::Failure;

/// The name of the account in the app.
const ISSUER: &str = "EcoleHub";

/// Length of a secret, in bytes: as long as what SHA-1 gives.
const SECRET: usize = 20;

/// How many recovery codes there are.
const RECOVERY: usize = 10;

/// A new secret.
///
/// # Errors
/// When the system has no randomness.
pub fn fresh_secret() -> Result<Vec<u8>, Failure> {
    let mut secret = vec![0; SECRET];
    getrandom::fill(&mut secret).map_err(|error| Failure::broken(error.to_string()))?;
    Ok(secret)
}

/// A secret as people type it, and as an app reads it.
///
/// # Errors
/// When it is too short.
pub fn shown(secret: &[u8], email: &str) -> Result<(String, String), Failure> {
    let totp = of(secret, email)?;
    let uri = totp.to_url().map_err(|error| Failure::broken(error.to_string()))?;
    Ok((totp.secret().to_base32(), uri))
}

/// The step of time whose code this is: now, the one before or the one after, because clocks differ. Spaces do not matter.
///
/// # Errors
/// When the secret is too short.
pub fn step(secret: &[u8], typed: &str, now: Moment) -> Result<Option<i64>, Failure> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let other = typed.chars().any(|c| !c.is_ascii_digit() && c != ' ');
    let Ok(seconds) = u64::try_from(now.as_micros() / 1_000_000) else {
        return Ok(None);
    };
    if other || digits.len() != 6 {
        return Ok(None);
    }
    let step = of(secret, "")?.check(&digits, seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// The code that an app with this secret shows at this moment.
///
/// # Errors
/// When the secret is too short.
pub fn code(secret: &[u8], at: Moment) -> Result<String, Failure> {
    let seconds = u64::try_from(at.as_micros() / 1_000_000).map_err(Failure::broken)?;
    Ok(of(secret, "")?.generate(seconds).to_string())
}

/// New recovery codes: twelve letters each, in groups of four.
///
/// # Errors
/// When the system has no randomness.
pub fn recovery_codes() -> Result<Vec<String>, Failure> {
    (0..RECOVERY)
        .map(|_| {
            let letters = [secret::fresh_code()?, secret::fresh_code()?].concat();
            let groups: Vec<&str> = (0..3)
                .filter_map(|group| letters.get(group * 4..group * 4 + 4))
                .collect();
            Ok(groups.join("-"))
        })
        .collect()
}

/// A recovery code as it is compared: however it was typed.
#[must_use]
pub fn recovery_key(typed: &str) -> String {
    words::code_key(typed)
}

fn of(secret: &[u8], email: &str) -> Result<Totp, Failure> {
    Builder::new()
        .with_secret(Secret::from(secret))
        .with_account_name(email)
        .with_issuer(Some(ISSUER))
        .build()
        .map_err(|error| Failure::broken(error.to_string()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// The secret and the moments of RFC 6238, appendix B.
    const RFC: &[u8] = b"12345678901234567890";

    fn at(seconds: i64) -> Moment {
        Moment::from_micros(seconds * 1_000_000).unwrap()
    }

    #[rstest]
    #[case(59, "287082")]
    #[case(1_111_111_109, "081804")]
    #[case(1_234_567_890, "005924")]
    #[case(20_000_000_000, "353130")]
    fn codes_are_those_of_the_standard(#[case] seconds: i64, #[case] expected: &str) {
        assert_eq!(code(RFC, at(seconds)).unwrap(), expected);
        assert_eq!(step(RFC, expected, at(seconds)).unwrap(), Some(seconds / 30));
    }

    #[rstest]
    #[case("081 804", 0, true)]
    #[case("081804", 30, true)]
    #[case("081804", -30, true)]
    #[case("081804", 60, false)]
    #[case("081804", -60, false)]
    #[case("081805", 0, false)]
    #[case("81804", 0, false)]
    #[case("0818040", 0, false)]
    #[case("08-1804", 0, false)]
    #[case("０８１８０４", 0, false)]
    #[case("", 0, false)]
    fn a_code_fits_its_step_and_the_two_beside_it(#[case] typed: &str, #[case] later: i64, #[case] fits: bool) {
        assert_eq!(step(RFC, typed, at(1_111_111_109 + later)).unwrap().is_some(), fits);
    }

    #[test]
    fn an_app_is_told_whose_secret_it_is() {
        let (secret, uri) = shown(RFC, "marie+p3@école.be").unwrap();
        assert_eq!(secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert!(uri.starts_with("otpauth://totp/EcoleHub:marie"), "{uri}");
        assert!(uri.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{uri}");
        assert!(
            uri.contains("issuer=EcoleHub") && uri.is_ascii() && !uri.contains(' '),
            "{uri}"
        );
    }

    #[test]
    fn recovery_codes_differ_and_are_found_however_they_are_typed() {
        let codes = recovery_codes().unwrap();
        let mut keys: Vec<String> = codes.iter().map(|code| recovery_key(code)).collect();
        assert!(keys.iter().all(|key| key.len() == 12), "{codes:?}");
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), RECOVERY);
        assert_eq!(
            recovery_key(&codes[0].to_lowercase().replace('-', " ")),
            recovery_key(&codes[0])
        );
    }
}
