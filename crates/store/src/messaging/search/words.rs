//! Words of a text: where they stand, and their plain letters.

use std::ops::Range;

use domain::words::search_key;

/// Longest word that is told apart, in letters: what follows is nobody's word.
const LONGEST: usize = 60;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its bytes in the text.
    pub at: Range<usize>,
    /// Its plain letters.
    pub key: String,
}

/// The words of a text, in their order: letters and digits that stand together.
pub(crate) fn of(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut began = None;
    for (at, sign) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_part = sign.is_alphanumeric() || (began.is_some() && is_mark(sign));
        match (began, is_part) {
            (None, true) => began = Some(at),
            (Some(from), false) => {
                began = None;
                let key = text.get(from..at).map(plain).unwrap_or_default();
                if !key.is_empty() {
                    words.push(Word { at: from..at, key });
                }
            }
            _ => {}
        }
    }
    words
}

/// A text as its words in plain letters, one space between them: what is kept to be found.
pub(crate) fn folded(text: &str) -> String {
    let keys: Vec<String> = of(text).into_iter().map(|word| word.key).collect();
    keys.join(" ")
}

/// Accents that stand as signs of their own, after their letter.
const fn is_mark(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36F}')
}

/// A word in plain letters: small, without accents.
pub(crate) fn plain(word: &str) -> String {
    let mut key = String::with_capacity(word.len());
    for letter in search_key(word).chars() {
        match letter {
            // two letters that print as one have no accent to lose
            'œ' => key.push_str("oe"),
            'æ' => key.push_str("ae"),
            'ß' => key.push_str("ss"),
            'ø' => key.push('o'),
            'ł' => key.push('l'),
            letter if letter.is_alphanumeric() => key.push(letter),
            _ => {}
        }
    }
    key.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("L’ÉVÉNEMENT de P3 !", "l evenement de p3")]
    #[case("fancy-fair, cœur & Noël", "fancy fair coeur noel")]
    #[case("10.50 € à 16h30", "10 50 a 16h30")]
    #[case("une e\u{301}cole", "une ecole")]
    #[case("\u{1F600} \"* OR", "or")]
    #[case("", "")]
    fn a_text_is_kept_as_plain_words(#[case] text: &str, #[case] kept: &str) {
        assert_eq!(folded(text), kept);
    }

    proptest::proptest! {
        #[test]
        fn words_stand_where_they_say_and_hold_only_letters_and_digits(text in "\\PC{0,80}") {
            let mut end = 0;
            for word in of(&text) {
                proptest::prop_assert!(word.at.start >= end && text.get(word.at.clone()).is_some());
                end = word.at.end;
                proptest::prop_assert!(!word.key.is_empty() && word.key.chars().all(char::is_alphanumeric));
            }
        }
    }
}
