//! The name of a file, as it may be shown and kept.

use crate::kinds::Kind;

/// Longest name, in characters.
pub const LONGEST: usize = 120;

/// The name that a file of this kind is given when its author calls it so: the last part of a path, without what cannot be seen or turns letters
/// around, with an extension that says what it is.
#[must_use]
pub fn clean(given: &str, kind: Kind) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String = last
        .chars()
        .map(|letter| if letter.is_whitespace() { ' ' } else { letter })
        .filter(|letter| !letter.is_control() && !is_unseen(*letter))
        .map(|letter| if "<>:\"|?*".contains(letter) { '_' } else { letter })
        .collect();
    let words: Vec<&str> = visible.split(' ').filter(|word| !word.is_empty()).collect();
    let name = words.join(" ");
    let name = name.trim_matches(['.', ' ']);
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if is_of(kind, extension) && !stem.is_empty() => (stem, extension),
        // a picture was made anew: what it was before does not matter to anybody
        Some((stem, extension)) if kind.is_picture() && is_picture(extension) && !stem.is_empty() => (stem, ours(kind)),
        _ => (name, ours(kind)),
    };
    let room = LONGEST - 1 - extension.len();
    let stem: String = stem.chars().take(room).collect();
    let stem = stem.trim_end_matches(['.', ' ']);
    let stem = if stem.is_empty() { "file" } else { stem };
    format!("{stem}.{extension}")
}

/// The name under which the bytes of the small picture are kept, beside those of the picture.
#[must_use]
pub fn small_of(blob: &str) -> String {
    format!("{blob}-small")
}

fn ours(kind: Kind) -> &'static str {
    kind.extensions().first().copied().unwrap_or("bin")
}

fn is_of(kind: Kind, extension: &str) -> bool {
    kind.extensions()
        .iter()
        .any(|known| known.eq_ignore_ascii_case(extension))
}

fn is_picture(extension: &str) -> bool {
    ["jpg", "jpeg", "png", "webp", "gif"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(extension))
}

/// Letters without a form, and those that turn the direction of what follows: `facture\u{202e}fdp.exe` looks like a PDF.
const fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("menu.pdf", Kind::Pdf, "menu.pdf")]
    #[case("Menu Été.PDF", Kind::Pdf, "Menu Été.PDF")]
    #[case("C:\\Users\\marie\\menu.pdf", Kind::Pdf, "menu.pdf")]
    #[case("../../etc/passwd", Kind::Text, "passwd.txt")]
    #[case("facture.exe", Kind::Pdf, "facture.exe.pdf")]
    #[case("facture\u{202e}fdp.exe", Kind::Pdf, "facturefdp.exe.pdf")]
    #[case("IMG_0001.png", Kind::Jpeg, "IMG_0001.jpg")]
    #[case("photo.jpeg", Kind::Jpeg, "photo.jpeg")]
    #[case("a\r\nSet-Cookie: x=1.txt", Kind::Text, "a Set-Cookie_ x=1.txt")]
    #[case("...", Kind::Png, "file.png")]
    #[case(".pdf", Kind::Pdf, "pdf.pdf")]
    #[case("", Kind::Csv, "file.csv")]
    fn a_name_says_what_the_file_is(#[case] given: &str, #[case] kind: Kind, #[case] expected: &str) {
        assert_eq!(clean(given, kind), expected);
    }

    proptest! {
        #[test]
        fn every_name_is_short_and_plain(given in "\\PC{0,300}|.{0,300}") {
            let name = clean(&given, Kind::Pdf);
            prop_assert!(name.chars().count() <= LONGEST, "{name}");
            prop_assert!(name.to_ascii_lowercase().ends_with(".pdf"));
            prop_assert!(!name.contains(['/', '\\', '\0', '\n', '\r', '"']) && !name.starts_with('.'));
            prop_assert_eq!(clean(&name, Kind::Pdf), name);
        }
    }
}
