//! The emoji of every day. Which ones there are, and the words that find them, stand in the catalogue: they are looked for in one's own
//! language.

use crate::i18n::{Key, key, say};

/// Emoji of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they are about.
    pub title: String,
    /// Which ones.
    pub emoji: Vec<Emoji>,
}

/// One emoji.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emoji {
    /// The sign.
    pub sign: String,
    /// Its words; the first ones are its name.
    pub words: String,
}

const GROUPS: [(Key, Key); 8] = [
    (key::MESSAGES_EMOJI_FACES, key::MESSAGES_EMOJI_FACES_LIST),
    (key::MESSAGES_EMOJI_HANDS, key::MESSAGES_EMOJI_HANDS_LIST),
    (key::MESSAGES_EMOJI_HEARTS, key::MESSAGES_EMOJI_HEARTS_LIST),
    (key::MESSAGES_EMOJI_SCHOOL, key::MESSAGES_EMOJI_SCHOOL_LIST),
    (key::MESSAGES_EMOJI_PEOPLE, key::MESSAGES_EMOJI_PEOPLE_LIST),
    (key::MESSAGES_EMOJI_NATURE, key::MESSAGES_EMOJI_NATURE_LIST),
    (key::MESSAGES_EMOJI_FOOD, key::MESSAGES_EMOJI_FOOD_LIST),
    (key::MESSAGES_EMOJI_PARTY, key::MESSAGES_EMOJI_PARTY_LIST),
];

/// The groups, with those emoji that some words find; all of them for no words.
pub fn found(wanted: &str) -> Vec<Group> {
    let wanted = domain::words::search_key(wanted);
    let groups = GROUPS.iter().map(|(title, list)| Group {
        title: say(*title),
        emoji: read(&say(*list))
            .into_iter()
            .filter(|emoji| fits(emoji, &wanted))
            .collect(),
    });
    groups.filter(|group| !group.emoji.is_empty()).collect()
}

/// `😀 sourire, content; 😂 rire` as emoji with their words.
fn read(list: &str) -> Vec<Emoji> {
    let one = |entry: &str| {
        let (sign, words) = entry.trim().split_once(' ')?;
        Some(Emoji {
            sign: sign.to_owned(),
            words: words.trim().to_owned(),
        })
    };
    list.split(';').filter_map(one).collect()
}

fn fits(emoji: &Emoji, wanted: &str) -> bool {
    let words = domain::words::search_key(&emoji.words);
    wanted
        .split_whitespace()
        .all(|wanted| words.split([' ', ',']).any(|word| word.starts_with(wanted)) || emoji.sign == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_and_searched_without_accents() {
        let emoji = read("😀 sourire, content; 🥳 fête, anniversaire");
        assert_eq!(emoji.len(), 2);
        let found = |wanted: &str| {
            let hits = emoji.iter().filter(|one| fits(one, &domain::words::search_key(wanted)));
            hits.map(|one| one.sign.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(found("Fete"), ["🥳"]);
        assert_eq!(found("cont"), ["😀"]);
        assert_eq!(found(""), ["😀", "🥳"]);
        assert!(found("neige").is_empty());
    }
}
