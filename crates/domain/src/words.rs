//! Rules for text that people type: names, e-mail addresses, messages. Length is counted in characters.

use crate::spelling;

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

/// A name of a person: 1 to 100 characters after cleaning, nothing invisible.
pub fn name(value: &str, (): &()) -> Checked {
    let clean = clean_line(value);
    if clean.is_empty() {
        return Err(says("required"));
    }
    if clean.chars().count() > NAME_MAX {
        return Err(says("too_long"));
    }
    no_control(value)
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
    if good_host && good_local {
        Ok(())
    } else {
        Err(says("not_an_email"))
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
pub fn message(value: &str, (): &()) -> Checked {
    if value.trim().is_empty() {
        return Err(says("required"));
    }
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
    if value.chars().any(char::is_control) {
        Err(says("control_character"))
    } else {
        Ok(())
    }
}

/// One line of text as we keep it: composed (NFC), trimmed, single spaces, nothing invisible that changes reading order.
#[must_use]
pub fn clean_line(value: &str) -> String {
    let visible = spelling::composed(value).replace(is_invisible, "");
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Line and paragraph text as we keep it: composed, trimmed at the ends, `\n` line breaks.
#[must_use]
pub fn clean_text(value: &str) -> String {
    spelling::composed(value)
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .trim()
        .to_owned()
}

/// Zero-width and bidirectional marks: they make one name look like another.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}')
}

/// A password as it is hashed: composed, because one keyboard sends `é` as one sign and another as two. Nothing else changes.
#[must_use]
pub fn composed(value: &str) -> String {
    spelling::composed(value)
}

/// The key under which an e-mail address is unique: composed, lower case, trimmed.
#[must_use]
pub fn email_key(value: &str) -> String {
    spelling::compatible(value.trim()).to_lowercase()
}

/// The key under which names are compared and searched: lower case, without accents.
#[must_use]
pub fn search_key(value: &str) -> String {
    spelling::without_marks(&clean_line(value)).to_lowercase()
}

/// A typed code as we compare it: upper case, only letters and digits.
#[must_use]
pub fn code_key(value: &str) -> String {
    value
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// The one or two letters shown in a person's circle.
#[must_use]
pub fn initials(first_name: &str, last_name: &str) -> String {
    [first_name, last_name]
        .iter()
        .filter_map(|name| name.trim().chars().next())
        .flat_map(char::to_uppercase)
        .collect()
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
    #[case("", false)]
    fn an_email_address_is_recognised(#[case] value: &str, #[case] good: bool) {
        assert_eq!(email(value, &()).is_ok(), good, "{value}");
    }

    #[rstest]
    #[case("  Zoé \u{202E} D’Haese ", "Zoé D’Haese")]
    #[case("Ze\u{301}", "Zé")]
    fn a_name_is_kept_in_one_spelling(#[case] typed: &str, #[case] kept: &str) {
        assert_eq!(clean_line(typed), kept);
    }

    #[rstest]
    #[case("Éloïse", "eloise")]
    #[case("ŞENGÜL", "sengul")]
    fn a_search_key_has_no_accents(#[case] typed: &str, #[case] key: &str) {
        assert_eq!(search_key(typed), key);
    }

    #[test]
    fn a_message_may_have_2000_characters_and_not_one_more() {
        assert!(message(&"é".repeat(2000), &()).is_ok());
        assert!(message(&"é".repeat(2001), &()).is_err());
        assert!(message(" \n ", &()).is_err());
        assert!(message("a\0b", &()).is_err());
    }

    proptest::proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(value in ".{0,60}") {
            let once = clean_line(&value);
            proptest::prop_assert_eq!(clean_line(&once), once);
        }
    }
}
