//! French puts a space before `?`, `!`, `;`, `:` and inside « ». People type an ordinary one; on a narrow screen the sign must not
//! begin a line alone.

const TIED: char = '\u{a0}';

/// The text with those spaces tied to the sign beside them. Only for the eye: what is stored and sent stays as it was typed.
pub fn tied(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut before = None;
    while let Some(letter) = letters.next() {
        let belongs_to_next = letters.peek().is_some_and(|next| "?!;:»".contains(*next));
        let tie = letter == ' ' && (belongs_to_next || before == Some('«'));
        shown.push(if tie { TIED } else { letter });
        before = Some(letter);
    }
    shown
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Ça va ? Oui !", "Ça va\u{a0}? Oui\u{a0}!")]
    #[case("« Zie ginds »", "«\u{a0}Zie ginds\u{a0}»")]
    #[case("Gaat het? Ja!", "Gaat het? Ja!")]
    #[case("", "")]
    fn a_sign_is_not_left_alone(#[case] typed: &str, #[case] shown: &str) {
        assert_eq!(tied(typed), shown);
    }
}
