//! Mentions: who is spoken to in a text. A mention is an at sign and a name as the room knows it, or a word for everybody.

/// Most people mentioned in one message.
pub const MENTIONS_MAX: usize = 20;

/// In a room of more people than this only staff and whoever looks after the room speaks to everybody at once.
pub const LARGE_ROOM: usize = 30;

/// The words for everybody, in all languages: one writes in one's own, and everybody understands.
pub const EVERYBODY: &[&str] = &[
    "classe",
    "tous",
    "toutes",
    "klas",
    "iedereen",
    "allen",
    "class",
    "everyone",
    "everybody",
    "all",
];

/// One mention in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Where the at sign stands, in bytes.
    pub start: usize,
    /// Where the name ends, in bytes.
    pub end: usize,
    /// Which of the names.
    pub name: usize,
}

/// Where these names stand in a text after an at sign, in order; of two names that fit, the longer one.
#[must_use]
pub fn find<S: AsRef<str>>(text: &str, names: &[S]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    if names.is_empty() {
        return found;
    }
    for start in at_signs(text) {
        if found.last().is_some_and(|last| start < last.end) {
            continue;
        }
        let rest = text.get(start + 1..).unwrap_or_default();
        let fits = |name: &str| !name.is_empty() && rest.starts_with(name) && ends_a_word(rest, name.len());
        let best = names
            .iter()
            .enumerate()
            .filter(|(_, name)| fits(name.as_ref()))
            .max_by_key(|(_, name)| name.as_ref().len());
        if let Some((name, words)) = best {
            let end = start + 1 + words.as_ref().len();
            found.push(Found { start, end, name });
        }
    }
    found
}

/// The word for everybody as it stands in a text, if it does.
#[must_use]
pub fn everybody(text: &str) -> Option<&str> {
    at_signs(text).find_map(|start| {
        let rest = text.get(start + 1..)?;
        let length = rest
            .find(|letter: char| !letter.is_alphanumeric())
            .unwrap_or(rest.len());
        let word = rest.get(..length)?;
        is_everybody(word).then_some(word)
    })
}

/// Whether a word means everybody.
#[must_use]
pub fn is_everybody(word: &str) -> bool {
    EVERYBODY.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Where a mention may begin: not in the middle of an e-mail address.
fn at_signs(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices('@').map(|(start, _)| start).filter(|start| {
        let before = text.get(..*start).and_then(|before| before.chars().next_back());
        !before.is_some_and(char::is_alphanumeric)
    })
}

fn ends_a_word(rest: &str, length: usize) -> bool {
    let after = rest.get(length..).and_then(|after| after.chars().next());
    !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const NAMES: [&str; 3] = ["Jean Dubois", "Jean Dubois-Leroy", "Zoé Żak"];

    #[rstest]
    #[case("Merci @Jean Dubois !", &["Jean Dubois"])]
    #[case("@Jean Dubois-Leroy, et @Zoé Żak.", &["Jean Dubois-Leroy", "Zoé Żak"])]
    #[case("@Jean Duboisard", &[])]
    #[case("jean@Jean Dubois", &[])]
    #[case("(@Zoé Żak)", &["Zoé Żak"])]
    #[case("@@Zoé Żak", &["Zoé Żak"])]
    #[case("@", &[])]
    #[case("", &[])]
    fn a_name_stands_after_an_at_sign(#[case] text: &str, #[case] expected: &[&str]) {
        let found: Vec<&str> = find(text, &NAMES).iter().map(|found| NAMES[found.name]).collect();
        assert_eq!(found, expected);
        for one in find(text, &NAMES) {
            assert_eq!(&text[one.start..one.end], format!("@{}", NAMES[one.name]));
        }
    }

    #[rstest]
    #[case("@classe réunion", Some("classe"))]
    #[case("Bonjour @Classe!", Some("Classe"))]
    #[case("@klas, @tous", Some("klas"))]
    #[case("office@classe.be", None)]
    #[case("@classement", None)]
    #[case("classe", None)]
    fn everybody_has_words(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(everybody(text), expected);
    }
}
