//! What was found, with some words around it.

use domain::messaging::search::Piece;

use super::{
    asked::{Asked, Wanted},
    words::{self, Word},
};

/// Signs shown before the first word that was found.
const BEFORE: usize = 40;

/// Signs shown in all.
const SHOWN: usize = 180;

/// The text around the first word that was found, in pieces.
pub(super) fn around(text: &str, asked: &Asked) -> Vec<Piece> {
    let words = words::of(text);
    let found = found(text, &words, asked);
    let first = words
        .iter()
        .zip(&found)
        .find(|(_, found)| **found)
        .map(|(word, _)| word.at.start);
    let (from, to) = window(text, &words, first.unwrap_or(0));
    let mut pieces = Vec::new();
    if from > 0 {
        push(&mut pieces, "… ", Kind::Around);
    }
    let mut end = from;
    for (word, is_found) in words.iter().zip(&found) {
        if *is_found && word.at.start >= from && word.at.end <= to {
            push(
                &mut pieces,
                text.get(end..word.at.start).unwrap_or_default(),
                Kind::Around,
            );
            push(&mut pieces, text.get(word.at.clone()).unwrap_or_default(), Kind::Found);
            end = word.at.end;
        }
    }
    push(&mut pieces, text.get(end..to).unwrap_or_default(), Kind::Around);
    if to < text.len() {
        push(&mut pieces, " …", Kind::Around);
    }
    pieces
}

/// The whole of a short text, in pieces; `None` when not all that was asked for is in it.
pub(super) fn whole(text: &str, asked: &Asked) -> Option<Vec<Piece>> {
    let words = words::of(text);
    let keys: Vec<&str> = words.iter().map(|word| word.key.as_str()).collect();
    // names are looked for while they are typed: every word may be a beginning
    let is_there = |wanted: &str| keys.iter().any(|key| key.starts_with(wanted));
    if !asked.words().all(is_there) {
        return None;
    }
    let mut pieces = Vec::new();
    let mut end = 0;
    for word in &words {
        if asked.words().any(|wanted| word.key.starts_with(wanted)) {
            push(
                &mut pieces,
                text.get(end..word.at.start).unwrap_or_default(),
                Kind::Around,
            );
            push(&mut pieces, text.get(word.at.clone()).unwrap_or_default(), Kind::Found);
            end = word.at.end;
        }
    }
    push(&mut pieces, text.get(end..).unwrap_or_default(), Kind::Around);
    Some(pieces)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Around,
    Found,
}

fn push(pieces: &mut Vec<Piece>, text: &str, kind: Kind) {
    if text.is_empty() {
        return;
    }
    let found = kind == Kind::Found;
    match pieces.last_mut().filter(|last| last.found == found) {
        Some(last) => last.text.push_str(text),
        None => pieces.push(Piece {
            text: text.to_owned(),
            found,
        }),
    }
}

/// For each word whether it was looked for.
fn found(text: &str, words: &[Word], asked: &Asked) -> Vec<bool> {
    let begun = asked.begun.as_ref();
    let mut found: Vec<bool> = words
        .iter()
        .map(|word| begun.is_some_and(|begun| begun.begins(text, word)))
        .collect();
    for row in &asked.terms {
        let is_same = |(word, wanted): (&Word, &Wanted)| {
            if row.len() == 1 {
                wanted.is(text, word)
            } else {
                word.key == wanted.key
            }
        };
        for (start, stretch) in words.windows(row.len()).enumerate() {
            if stretch.iter().zip(row).all(is_same) {
                found.iter_mut().skip(start).take(row.len()).for_each(|one| *one = true);
            }
        }
    }
    found
}

/// The stretch of the text that is shown: from the beginning of a word to the end of one.
fn window(text: &str, words: &[Word], first: usize) -> (usize, usize) {
    if text.chars().count() <= SHOWN {
        return (0, text.len());
    }
    let before = text.get(..first).unwrap_or_default();
    let back = before.char_indices().rev().nth(BEFORE).map_or(0, |(at, _)| at);
    let from = if back == 0 {
        0
    } else {
        words
            .iter()
            .map(|word| word.at.start)
            .find(|start| *start >= back)
            .unwrap_or(back)
    };
    let rest = text.get(from..).unwrap_or_default();
    let end = rest.char_indices().nth(SHOWN).map_or(text.len(), |(at, _)| from + at);
    if end == text.len() {
        return (from, end);
    }
    let last = words.iter().map(|word| word.at.end).take_while(|at| *at <= end).last();
    (from, last.filter(|last| *last > from).unwrap_or(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, asked: &str) -> String {
        let pieces = around(text, &Asked::parse(asked));
        let show = |piece: Piece| {
            if piece.found {
                format!("[{}]", piece.text)
            } else {
                piece.text
            }
        };
        pieces.into_iter().map(show).collect()
    }

    #[test]
    fn what_was_looked_for_is_marked_as_it_was_written() {
        assert_eq!(marked("L’Événement de P3", "evene"), "L’[Événement] de P3");
        assert_eq!(
            marked("la fancy-fair, une fancy", "\"fancy fair\" "),
            "la [fancy]-[fair], une fancy"
        );
        assert_eq!(marked("rien", "autre"), "rien");
        assert_eq!(marked("Les RÉUNIONS de P3", "reunion "), "Les [RÉUNIONS] de P3");
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        let text = format!("{}bottes{}", "avant ".repeat(60), " après".repeat(60));
        let shown = marked(&text, "bottes");
        assert!(shown.starts_with("… avant") && shown.ends_with("après …"), "{shown}");
        assert!(shown.contains("[bottes]") && shown.chars().count() < 200, "{shown}");
    }

    proptest::proptest! {
        #[test]
        fn the_pieces_of_a_short_text_are_the_text(text in "\\PC{0,100}", asked in "\\PC{0,20}") {
            let pieces = around(&text, &Asked::parse(&asked));
            proptest::prop_assert_eq!(pieces.into_iter().map(|piece| piece.text).collect::<String>(), text);
        }
    }
}
