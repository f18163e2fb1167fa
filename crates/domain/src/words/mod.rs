//! Rules for text that people type: names, e-mail addresses, messages. Length is counted in characters.

use crate::spelling;

mod kept;

pub use kept::{clean_line, clean_text, code_key, composed, email_key, initials, search_key};

/// Longest first or last name, in characters (S2-63).
pub const NAME_MAX: usize = 100;
/// Longest e-mail address, in characters (S2-63).
pub const EMAIL_MAX: usize = 255;
/// Longest phone number, in characters (S2-65).
pub const PHONE_MAX: usize = 20;
/// Longest message, in characters (S1-83).
pub const MESSAGE_MAX: usize = 2000;
/// Shortest password, in characters.
pub const PASSWORD_MIN: usize = 12;
/// Longest password, in bytes; checked before hashing.
pub const PASSWORD_MAX: usize = 1024;

type Checked = Result<(), garde::Error>;

fn says(code: &'static str) -> garde::Error {
    garde::Error::new(code)
}

/// A name of a person: 1 to 100 characters after cleaning, a letter among them, nothing without meaning.
pub fn name(value: &str, (): &()) -> Checked {
    let clean = clean_line(value);
    if clean.is_empty() {
        return Err(says("required"));
    }
    if clean.chars().count() > NAME_MAX {
        return Err(says("too_long"));
    }
    no_control(value)?;
    if clean.chars().any(char::is_alphabetic) {
        Ok(())
    } else {
        Err(says("not_a_name"))
    }
}

/// A name of a person, if given.
pub fn optional_name(value: &Option<String>, context: &()) -> Checked {
    value.as_deref().map_or(Ok(()), |text| name(text, context))
}

/// An e-mail address: something before and after one `@`, a dot in the domain, no spaces, at most 255 characters.
pub fn email(value: &str, (): &()) -> Checked {
    let value = value.trim();
    if value.is_empty() {
        return Err(says("required"));
    }
    if value.chars().count() > EMAIL_MAX {
        return Err(says("too_long"));
    }
    let Some((local, host)) = value.rsplit_once('@') else {
        return Err(says("not_an_email"));
    };
    let good_host = host.contains('.')
        && host.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
    let good_local = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local
            .chars()
            .all(|c| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c));
    if !good_host || !good_local {
        return Err(says("not_an_email"));
    }
    match spelling::domain(host) {
        // the domain as the network writes it may be longer than as people do
        Some(domain) if domain.len() + local.len() < EMAIL_MAX => Ok(()),
        _ => Err(says("not_an_email")),
    }
}

/// A new password: at least 12 characters, at most 1024 bytes, no rule about which characters.
pub fn new_password(value: &str, (): &()) -> Checked {
    if value.chars().count() < PASSWORD_MIN {
        return Err(says("too_short"));
    }
    password(value, &())
}

/// A password that somebody types to sign in: at most 1024 bytes.
pub fn password(value: &str, (): &()) -> Checked {
    if value.is_empty() {
        return Err(says("required"));
    }
    if value.len() > PASSWORD_MAX {
        return Err(says("too_long"));
    }
    if value.contains('\0') {
        return Err(says("control_character"));
    }
    Ok(())
}

/// A phone number, if given: digits, spaces and `+ ( ) . / -`, at most 20 characters.
pub fn optional_phone(value: &Option<String>, (): &()) -> Checked {
    let Some(text) = value.as_deref() else {
        return Ok(());
    };
    if text.chars().count() > PHONE_MAX {
        return Err(says("too_long"));
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits < 6 || !text.chars().all(|c| c.is_ascii_digit() || " +().-/".contains(c)) {
        return Err(says("not_a_phone"));
    }
    Ok(())
}

/// The text of a message: 1 to 2,000 characters, not only spaces, no control characters but line breaks and tabs.
pub fn message(value: &str, context: &()) -> Checked {
    if value.trim().is_empty() {
        return Err(says("required"));
    }
    letter(value, context)
}

/// The text of a message that may have pictures or documents instead: up to 2,000 characters.
pub fn letter(value: &str, (): &()) -> Checked {
    if value.chars().count() > MESSAGE_MAX {
        return Err(says("too_long"));
    }
    if value
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
    {
        return Err(says("control_character"));
    }
    Ok(())
}

/// A code or token typed or clicked: 1 to 200 visible ASCII characters and spaces.
pub fn code(value: &str, (): &()) -> Checked {
    if value.trim().is_empty() {
        return Err(says("required"));
    }
    if value.len() > 200 {
        return Err(says("too_long"));
    }
    if !value.chars().all(|c| c.is_ascii_graphic() || c == ' ') {
        return Err(says("wrong_code"));
    }
    Ok(())
}

/// A code, if given.
pub fn optional_code(value: &Option<String>, context: &()) -> Checked {
    value.as_deref().map_or(Ok(()), |text| code(text, context))
}

fn no_control(value: &str) -> Checked {
    if value.chars().any(|c| c.is_control() || kept::is_private(c)) {
        Err(says("control_character"))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("marie@example.be", true)]
    #[case("Marie.D'Hondt+p3@mail.école.be", true)]
    #[case("marie", false)]
    #[case("marie@example", false)]
    #[case("marie@@example.be", false)]
    #[case("ma rie@example.be", false)]
    #[case(".marie@example.be", false)]
    #[case("marie@-example.be", false)]
    #[case("marie@xn--cole-9oa.be", true)]
    #[case("marie@xn--a.be", false)]
    #[case("marie@\u{1F355}\u{200D}.be", false)]
    #[case("", false)]
    fn an_email_address_is_recognised(#[case] value: &str, #[case] good: bool) {
        assert_eq!(email(value, &()).is_ok(), good, "{value}");
    }

    #[rstest]
    #[case("Zoé", Ok("Zoé"))]
    #[case("Jan\u{200D}ssens", Ok("Janssens"))]
    #[case("Marie \u{1F469}\u{200D}\u{1F52C}", Ok("Marie \u{1F469}\u{200D}\u{1F52C}"))]
    #[case("Marie\u{AD}\u{2066}\u{E0041}", Ok("Marie"))]
    #[case("\u{3164}\u{200B}", Err("required"))]
    #[case("123", Err("not_a_name"))]
    #[case("Marie\u{7}", Err("control_character"))]
    #[case("Marie\u{85}", Err("control_character"))]
    #[case("Mar\u{E000}ie", Err("control_character"))]
    #[case("Marie\u{10FFFF}", Err("control_character"))]
    fn a_name_has_nothing_unseen(#[case] typed: &str, #[case] kept: Result<&str, &str>) {
        let checked = name(typed, &())
            .map(|()| clean_line(typed))
            .map_err(|error| error.message().to_owned());
        assert_eq!(checked, kept.map(str::to_owned).map_err(str::to_owned));
    }

    #[test]
    fn a_message_may_have_2000_characters_and_not_one_more() {
        assert!(message(&"é".repeat(2000), &()).is_ok());
        assert!(message(&"é".repeat(2001), &()).is_err());
        assert!(message(" \n ", &()).is_err());
        assert!(message("a\0b", &()).is_err());
    }
}
