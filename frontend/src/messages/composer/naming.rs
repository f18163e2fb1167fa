//! The beginning of a name while it is typed after an at sign.

use domain::words::search_key;

/// Longest name that is still looked for, in characters.
const FRAGMENT_MAX: usize = 40;

/// What stands between an at sign and the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// Where the at sign stands, in bytes.
    pub start: usize,
    /// Where the cursor stands.
    pub end: usize,
    /// The words between them.
    pub words: String,
}

/// Whether a name begins like this, or one of its words; accents and capitals do not count.
pub fn fits(name: &str, wanted: &str) -> bool {
    let (name, wanted) = (search_key(name), search_key(wanted));
    name.starts_with(&wanted) || name.split([' ', '-']).any(|word| word.starts_with(&wanted))
}

/// What stands between the last at sign and the cursor, when it may be the beginning of a name. The cursor counts as the browser counts.
pub fn fragment(text: &str, cursor: usize) -> Option<Fragment> {
    let mut units = 0;
    let mut end = text.len();
    for (place, letter) in text.char_indices() {
        if units >= cursor {
            end = place;
            break;
        }
        units += letter.len_utf16();
    }
    let before = text.get(..end)?;
    let start = before.rfind('@')?;
    let words = before.get(start + 1..)?;
    let follows_a_word = before
        .get(..start)?
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric);
    let is_too_much = words.contains('\n') || words.starts_with(' ') || words.chars().count() > FRAGMENT_MAX;
    (!follows_a_word && !is_too_much).then(|| Fragment {
        start,
        end,
        words: words.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("@", 1, Some(""))]
    #[case("Merci @Je", 9, Some("Je"))]
    #[case("Merci @Jean Du et", 14, Some("Jean Du"))]
    #[case("🎒🎒 @Zo", 8, Some("Zo"))]
    #[case("Merci @Je", 6, None)]
    #[case("office@ecole", 12, None)]
    #[case("@\nJean", 6, None)]
    #[case("@ Jean", 6, None)]
    #[case("sans", 4, None)]
    fn a_name_is_looked_for_after_an_at_sign(
        #[case] text: &str,
        #[case] cursor: usize,
        #[case] expected: Option<&str>,
    ) {
        let found = fragment(text, cursor);
        assert_eq!(found.map(|fragment| fragment.words).as_deref(), expected);
    }

    #[rstest]
    #[case("Zoé Żak", "zoe", true)]
    #[case("Zoé Żak", "zak", true)]
    #[case("Anne-Marie Dubois", "mar", true)]
    #[case("Jean Dubois", "jean du", true)]
    #[case("Jean Dubois", "bois", false)]
    fn accents_do_not_count(#[case] name: &str, #[case] wanted: &str, #[case] expected: bool) {
        assert_eq!(fits(name, wanted), expected);
    }
}
