//! The spellings of a class: `P3A`, `3e primaire A`, `3de leerjaar`, `M2`, `2e maternelle`, `kleuter 2`.

use domain::{schools::types::Level, words};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Kindergarten,
    Primary,
}

#[derive(Default)]
struct Seen {
    kind: Option<Kind>,
    year: Option<u32>,
    section: Option<char>,
}

/// Level and section, which is empty where there is none; `None` when it is no spelling that we know.
pub(super) fn class(text: &str) -> Option<(Level, String)> {
    let mut seen = Seen::default();
    for token in tokens(text) {
        seen.take(&token)?;
    }
    let letter = match seen.kind? {
        Kind::Kindergarten => 'M',
        Kind::Primary => 'P',
    };
    let level = format!("{letter}{}", seen.year?).parse().ok()?;
    Some((level, seen.section.map(String::from).unwrap_or_default()))
}

/// Words and numbers, apart from each other also in `P3A` and `3de`.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut before = None;
    for letter in words::search_key(text).chars() {
        let sort = if letter.is_ascii_digit() {
            Some(true)
        } else if letter.is_alphabetic() {
            Some(false)
        } else {
            None
        };
        match (sort, tokens.last_mut()) {
            (Some(_), Some(token)) if sort == before => token.push(letter),
            (Some(_), _) => tokens.push(letter.to_string()),
            (None, _) => {}
        }
        before = sort;
    }
    tokens
}

impl Seen {
    fn take(&mut self, token: &str) -> Option<()> {
        if let Ok(year) = token.parse::<u32>() {
            return self.see_year(year);
        }
        let mut letters = token.chars();
        let single = letters.next().filter(|_| letters.next().is_none());
        // with kind and year known, a letter can only be the section: `P3E`, `3e primaire E`
        if let Some(letter) = single.filter(|_| self.kind.is_some() && self.year.is_some()) {
            return self.see_section(letter);
        }
        if self.year.is_some() && self.kind.is_none() && is_ordinal(token) {
            return Some(());
        }
        if let Some(kind) = kind(token) {
            return self.see_kind(kind);
        }
        match ordinal_word(token) {
            Some(year) => self.see_year(year),
            None => is_filler(token).then_some(()),
        }
    }

    fn see_year(&mut self, year: u32) -> Option<()> {
        self.year.replace(year).is_none().then_some(())
    }

    fn see_section(&mut self, letter: char) -> Option<()> {
        let letter = letter.to_ascii_uppercase();
        (letter.is_ascii_uppercase() && self.section.replace(letter).is_none()).then_some(())
    }

    fn see_kind(&mut self, kind: Kind) -> Option<()> {
        self.kind
            .replace(kind)
            .is_none_or(|before| before == kind)
            .then_some(())
    }
}

fn kind(token: &str) -> Option<Kind> {
    match token {
        "m" | "mat" | "mater" | "maternelle" | "maternelles" | "maternel" | "k" | "kl" | "kk" | "kleuter"
        | "kleuters" | "kleuterklas" | "kleuteronderwijs" | "kleuterschool" | "kindergarten" | "nursery" => {
            Some(Kind::Kindergarten)
        }
        "p" | "prim" | "primaire" | "primaires" | "primary" | "leerjaar" | "lj" | "l" | "lager" | "lagere"
        | "basis" => Some(Kind::Primary),
        _ => None,
    }
}

fn is_ordinal(token: &str) -> bool {
    matches!(
        token,
        "e" | "eme" | "ieme" | "er" | "ere" | "re" | "ste" | "de" | "nd" | "nde" | "st" | "rd" | "th" | "d"
    )
}

fn ordinal_word(token: &str) -> Option<u32> {
    Some(match token {
        "premiere" | "premier" | "eerste" | "first" => 1,
        "deuxieme" | "seconde" | "tweede" | "second" => 2,
        "troisieme" | "derde" | "third" => 3,
        "quatrieme" | "vierde" | "fourth" => 4,
        "cinquieme" | "vijfde" | "fifth" => 5,
        "sixieme" | "zesde" | "sixth" => 6,
        _ => return None,
    })
}

fn is_filler(token: &str) -> bool {
    matches!(
        token,
        "annee"
            | "an"
            | "jaar"
            | "classe"
            | "klas"
            | "class"
            | "year"
            | "grade"
            | "school"
            | "groupe"
            | "groep"
            | "section"
            | "de"
            | "van"
            | "het"
            | "onderwijs"
            | "ecole"
    )
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("P3", "P3", "")]
    #[case("p3a", "P3", "A")]
    #[case("P3 A", "P3", "A")]
    #[case("P-3/b", "P3", "B")]
    #[case("P3E", "P3", "E")]
    #[case("P3 M", "P3", "M")]
    #[case("3P", "P3", "")]
    #[case("3e primaire A", "P3", "A")]
    #[case("3ème Primaire", "P3", "")]
    #[case("1re primaire", "P1", "")]
    #[case("1ère année primaire B", "P1", "B")]
    #[case("Sixième primaire", "P6", "")]
    #[case("primaire 4", "P4", "")]
    #[case("1ste leerjaar", "P1", "")]
    #[case("2de leerjaar A", "P2", "A")]
    #[case("derde leerjaar", "P3", "")]
    #[case("L5", "P5", "")]
    #[case("M2", "M2", "")]
    #[case("2e maternelle", "M2", "")]
    #[case("3e maternelle C", "M3", "C")]
    #[case("kleuter 2", "M2", "")]
    #[case("1ste kleuterklas", "M1", "")]
    #[case("K3", "M3", "")]
    #[case("kindergarten 1", "M1", "")]
    #[case("year 2 primary", "P2", "")]
    fn a_class_has_many_spellings(#[case] text: &str, #[case] level: &str, #[case] section: &str) {
        let level: Level = level.parse().unwrap();
        assert_eq!(class(text), Some((level, section.to_owned())), "{text}");
    }

    #[rstest]
    #[case("")]
    #[case("3")]
    #[case("3A")]
    #[case("kleuter")]
    #[case("P7")]
    #[case("M4")]
    #[case("P3AB")]
    #[case("P3 4")]
    #[case("accueil")]
    #[case("3e secondaire")]
    fn what_is_no_class_is_not_guessed(#[case] text: &str) {
        assert_eq!(class(text), None, "{text}");
    }

    #[test]
    fn what_we_write_we_read() {
        for level in Level::ALL {
            for section in ["", "A", "E", "P", "Z"] {
                assert_eq!(class(&format!("{level}{section}")), Some((*level, section.to_owned())));
            }
        }
    }
}
