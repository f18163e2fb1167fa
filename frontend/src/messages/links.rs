//! Finds the addresses in a message, so that they can be clicked. Only `http`, `https` and `www.`; the text itself is never HTML.

/// A part of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// Words.
    Words(&'a str),
    /// An address, as it was written.
    Link(&'a str),
}

impl Part<'_> {
    /// Where a link leads.
    pub fn address(&self) -> Option<String> {
        match self {
            Self::Words(_) => None,
            Self::Link(text) if starts_with(text, "www.") => Some(format!("https://{text}")),
            Self::Link(text) => Some((*text).to_owned()),
        }
    }
}

/// Splits a message; the parts together are the message.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, link, after)) = first_link(rest) {
        if !before.is_empty() {
            parts.push(Part::Words(before));
        }
        parts.push(Part::Link(link));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Words(rest));
    }
    parts
}

fn first_link(text: &str) -> Option<(&str, &str, &str)> {
    let mut inside_word = false;
    for (place, letter) in text.char_indices() {
        let (before, from_here) = text.split_at_checked(place)?;
        if !inside_word {
            let token = from_here
                .split(|c: char| c.is_whitespace() || "<>\"«»".contains(c))
                .next()
                .unwrap_or_default();
            let link = without_punctuation(token);
            if is_link(link) {
                return Some((before, link, from_here.get(link.len()..)?));
            }
        }
        inside_word = letter.is_alphanumeric();
    }
    None
}

fn is_link(text: &str) -> bool {
    ["https://", "http://", "www."].iter().any(|start| {
        starts_with(text, start)
            && text.get(start.len()..).is_some_and(|host| {
                host.starts_with(char::is_alphanumeric) && host.contains('.') || host.starts_with("localhost")
            })
    })
}

/// A full stop, a bracket or a quote after an address belongs to the sentence; a bracket that the address opens belongs to it.
fn without_punctuation(mut text: &str) -> &str {
    while let Some(last) = text.chars().next_back() {
        let opened = |open: char| text.matches(open).count() >= text.matches(last).count();
        let keep = match last {
            ')' => opened('('),
            ']' => opened('['),
            _ => !".,;:!?'’”…*_".contains(last),
        };
        if keep {
            break;
        }
        text = text.strip_suffix(last).unwrap_or_default();
    }
    text
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len())
        .is_some_and(|begin| begin.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Rien à cliquer", &[])]
    #[case("Voir https://ecole.be.", &["https://ecole.be"])]
    #[case("(https://fr.wikipedia.org/wiki/Evere_(Bruxelles))", &["https://fr.wikipedia.org/wiki/Evere_(Bruxelles)"])]
    #[case("www.evere.be/école, ou HTTP://a.be?x=1&y=2 !", &["www.evere.be/école", "HTTP://a.be?x=1&y=2"])]
    #[case("javascript:alert(1) data:text/html,x ftp://a.be", &[])]
    #[case("nothttps://a.be", &[])]
    #[case("« https://a.be/»", &["https://a.be/"])]
    #[case("https:// www. http://", &[])]
    fn addresses_are_found(#[case] text: &str, #[case] links: &[&str]) {
        let found: Vec<&str> = parts(text)
            .into_iter()
            .filter_map(|part| if let Part::Link(link) = part { Some(link) } else { None })
            .collect();
        assert_eq!(found, links);
    }

    proptest::proptest! {
        #[test]
        fn the_parts_together_are_the_message(text in "(\\PC|https://|www\\.|[ .)(])*") {
            let whole: String =
                parts(&text).iter().map(|part| match part { Part::Words(words) | Part::Link(words) => *words }).collect();
            proptest::prop_assert_eq!(whole, text);
        }

        #[test]
        fn a_link_never_runs_a_script(text in ".*") {
            for part in parts(&text) {
                if let Some(address) = part.address() {
                    let lower = address.to_lowercase();
                    proptest::prop_assert!(lower.starts_with("https://") || lower.starts_with("http://"));
                }
            }
        }
    }
}
