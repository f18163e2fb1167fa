//! Text as we keep it and as we compare it.

use crate::spelling;

/// One line of text as we keep it: composed (NFC), trimmed, single spaces, nothing invisible but what joins two pictures into one.
#[must_use]
pub fn clean_line(value: &str) -> String {
    let composed = spelling::composed(value);
    let mut visible = String::with_capacity(composed.len());
    let mut signs = composed.chars().peekable();
    let mut before = ' ';
    while let Some(sign) = signs.next() {
        let joins = sign == JOINER && is_picture(before) && signs.peek().copied().is_some_and(is_picture);
        if joins || !is_invisible(sign) {
            visible.push(sign);
            before = sign;
        }
    }
    // what was taken out may have kept two signs apart that are one
    let visible = spelling::composed(&visible);
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

/// ZERO WIDTH JOINER: makes one picture of several, and one name look like another.
const JOINER: char = '\u{200D}';

/// Signs that are not seen: those of format (Cf), and letters without ink. They make one name look like another.
const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{0600}'..='\u{0605}' | '\u{061C}' | '\u{06DD}' | '\u{070F}' | '\u{0890}' | '\u{0891}'
        | '\u{08E2}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{110BD}' | '\u{110CD}' | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Signs that mean something only where they were agreed upon (Co), and that are no signs at all.
pub(super) const fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FFFE}' | '\u{FFFF}' | '\u{F0000}'..='\u{10FFFF}')
}

/// Emoji, the colour of their skin, and the sign that asks for colours.
const fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
}

/// A password as it is hashed: composed, because one keyboard sends `é` as one sign and another as two. Nothing else changes.
#[must_use]
pub fn composed(value: &str) -> String {
    spelling::composed(value)
}

/// The key under which an e-mail address is unique. By our own rule capitals do not matter before the `@` either, as at every provider
/// that people use; the domain counts as the network writes it (IDNA). The address itself is kept, and written to, as it was typed.
#[must_use]
pub fn email_key(value: &str) -> String {
    let folded = |text: &str| spelling::compatible(text).to_uppercase().to_lowercase();
    match value.trim().rsplit_once('@') {
        Some((local, host)) => {
            let domain = spelling::domain(host).unwrap_or_else(|| folded(host));
            format!("{}@{domain}", folded(local))
        }
        None => folded(value.trim()),
    }
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
    #[case("  Zoé \u{202E} D’Haese ", "Zoé D’Haese")]
    #[case("Ze\u{301}", "Zé")]
    fn a_name_is_kept_in_one_spelling(#[case] typed: &str, #[case] kept: &str) {
        assert_eq!(clean_line(typed), kept);
    }

    #[rstest]
    #[case(" Marie@Example.BE ", "marie@example.be")]
    #[case("marie@\u{C9}cole.be", "marie@xn--cole-9oa.be")]
    #[case("marie@xn--cole-9oa.be", "marie@xn--cole-9oa.be")]
    #[case("marie@\u{65}\u{301}cole.be", "marie@xn--cole-9oa.be")]
    #[case("marie@example。be", "marie@example.be")]
    #[case("\u{FB01}lip@example.be", "filip@example.be")]
    #[case("Stra\u{DF}e@example.be", "strasse@example.be")]
    #[case("no address", "no address")]
    fn one_mailbox_has_one_key(#[case] typed: &str, #[case] key: &str) {
        assert_eq!(email_key(typed), key);
        assert_eq!(email_key(&email_key(typed)), key);
    }

    #[rstest]
    #[case("Éloïse", "eloise")]
    #[case("ŞENGÜL", "sengul")]
    fn a_search_key_has_no_accents(#[case] typed: &str, #[case] key: &str) {
        assert_eq!(search_key(typed), key);
    }

    proptest::proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(value in ".{0,60}") {
            let once = clean_line(&value);
            proptest::prop_assert_eq!(clean_line(&once), once);
        }
    }
}
