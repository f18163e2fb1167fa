//! The text as it is given to the parser, and what must be known of it besides.

use std::ops::Range;

/// A text as the parser gets it.
pub(super) struct Source {
    /// With an empty line after lists and quotes: in a chat the line below a quote is the answer, not more of it.
    pub(super) text: String,
    addresses: Vec<Range<usize>>,
}

impl Source {
    pub(super) fn of(text: &str) -> Self {
        let text = parted(text);
        let addresses = addresses(&text);
        Self { text, addresses }
    }

    /// Whether a sign stands in the middle of a web address, where it means itself.
    pub(super) fn is_in_address(&self, at: usize) -> bool {
        let after = self.addresses.partition_point(|address| address.end <= at);
        self.addresses.get(after).is_some_and(|address| address.contains(&at))
    }

    /// The words as they were typed.
    pub(super) fn words(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// Whether a letter or a digit stands right before a place.
    pub(super) fn follows_a_word(&self, at: usize) -> bool {
        let before = self.text.get(..at).and_then(|before| before.chars().next_back());
        before.is_some_and(char::is_alphanumeric)
    }

    /// Whether a letter or a digit stands right at a place.
    pub(super) fn goes_on_with_a_word(&self, at: usize) -> bool {
        let after = self.text.get(at..).and_then(|after| after.chars().next());
        after.is_some_and(char::is_alphanumeric)
    }
}

/// Whether a text may be more than plain words; quick, because nearly every text is not.
pub(super) fn may_be_marked(text: &str) -> bool {
    let has_sign = |letter: u8| matches!(letter, b'*' | b'_' | b'~' | b'`' | b'[' | b'<' | b'\\');
    text.bytes().any(has_sign) || text.lines().any(|line| is_quoted(line) || is_point(line))
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

/// A point of a list: a dash, a star or a number, and a space.
fn is_point(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let has_number = number.len() < line.len() && (number.starts_with(". ") || number.starts_with(") "));
    has_number || line.starts_with("- ") || line.starts_with("* ")
}

fn parted(text: &str) -> String {
    let mut parted = String::with_capacity(text.len() + 16);
    let mut fence = None;
    let mut before = "";
    for line in text.lines() {
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| line.trim_start().starts_with(mark));
        let is_code = fence.is_some();
        if mark.is_some() && (fence.is_none() || fence == mark) {
            fence = if is_code { None } else { mark };
        }
        let goes_on = line.trim().is_empty() || line.starts_with([' ', '\t']);
        let ends_quote = is_quoted(before) && !is_quoted(line);
        let ends_list = is_point(before) && !is_point(line);
        if !is_code && !goes_on && (ends_quote || ends_list) {
            parted.push('\n');
        }
        parted.push_str(line);
        parted.push('\n');
        before = line;
    }
    parted
}

/// Where web addresses stand that are simply typed.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, _) in text.match_indices("http") {
        if found.last().is_some_and(|last| start < last.end) {
            continue;
        }
        let rest = text.get(start..).unwrap_or_default();
        if !rest.starts_with("http://") && !rest.starts_with("https://") {
            continue;
        }
        let ends = |letter: char| letter.is_whitespace() || matches!(letter, '<' | '>' | '"');
        let token = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or_default();
        let token = token.trim_end_matches(['*', '_', '~', '.', ',', ';', ':', '!', '?', ')', ']', '\'']);
        found.push(start..start + token.len());
    }
    found
}
