//! Reads the part of Fluent that our texts use: `key = text`, `{ $value }`, `{ "quoted" }`, and a choice by number or word.
//!
//! The whole of Fluent would be a fifth of all that a phone downloads, most of it plural rules that the browser has. A test asserts
//! that every text of `locales/` comes out as with `fluent-bundle`, which the server uses for mails.

use std::fmt::Write as _;

/// A value that a text mentions: a number, which may decide the plural, or words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// How many.
    Number(i64),
    /// A name, a date, anything else.
    Words(String),
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Self::Number(i64::from(number))
            }
        }
    )*};
}

numbers!(i32, i64, u32);

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<String> for Value {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<&str> for Value {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

/// The texts of one language, each as it is written.
#[derive(Debug, Default)]
pub struct Texts {
    texts: Vec<(String, String)>,
}

impl Texts {
    /// Finds the texts of a file.
    pub fn read(source: &str) -> Self {
        let mut texts = Self::default();
        texts.add(source);
        texts
    }

    /// Adds the texts of another file.
    pub fn add(&mut self, source: &str) {
        let texts = &mut self.texts;
        for line in source.lines() {
            let starts_text = line.starts_with(|first: char| first.is_ascii_lowercase());
            if let Some((key, text)) = line.split_once('=').filter(|_| starts_text) {
                texts.push((key.trim_end().to_owned(), text.trim().to_owned()));
            } else if let Some((_, text)) = texts.last_mut()
                && line.starts_with([' ', '}'])
            {
                text.push('\n');
                text.push_str(line.trim());
            }
        }
    }

    /// The text of a key, as it is written.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.texts
            .iter()
            .find(|(known, _)| known == key)
            .map(|(_, text)| text.as_str())
    }
}

/// What a text needs besides itself.
pub struct Filling<'a> {
    /// The values by name.
    pub values: &'a [(&'static str, Value)],
    /// The plural category of a number in the language: `one`, `other`, ...
    pub plural: &'a dyn Fn(i64) -> String,
}

impl Filling<'_> {
    /// The text with its values.
    pub fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        self.write(text, &mut filled);
        filled
    }

    fn write(&self, text: &str, filled: &mut String) {
        let mut rest = text;
        while let Some((before, inside, after)) = first_braces(rest) {
            filled.push_str(before);
            self.place(inside.trim(), filled);
            rest = after;
        }
        filled.push_str(rest);
    }

    fn place(&self, inside: &str, filled: &mut String) {
        if let Some((name, variants)) = inside.split_once("->") {
            return self.write(self.chosen(name.trim(), variants), filled);
        }
        match self.value(inside) {
            Some(Value::Words(words)) => filled.push_str(words),
            // Writing to a string cannot fail.
            Some(Value::Number(number)) => drop(write!(filled, "{number}")),
            None if inside.starts_with('"') => filled.push_str(inside.trim_matches('"')),
            None => drop(write!(filled, "{{{inside}}}")),
        }
    }

    fn value(&self, name: &str) -> Option<&Value> {
        let name = name.strip_prefix('$')?;
        self.values
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }

    /// The variant with the number or the word itself, then the one of the plural, then the one with the star.
    fn chosen<'t>(&self, name: &str, variants: &'t str) -> &'t str {
        let (exact, plural) = match self.value(name) {
            Some(Value::Number(number)) => (number.to_string(), (self.plural)(*number)),
            Some(Value::Words(words)) => (words.clone(), String::new()),
            None => (String::new(), String::new()),
        };
        let by = |wanted: &str| Variants(variants).find(|variant| variant.name == wanted);
        let chosen = by(&exact)
            .or_else(|| by(&plural))
            .or_else(|| Variants(variants).find(|variant| variant.default));
        chosen.map_or("", |variant| variant.text)
    }
}

struct Variant<'t> {
    name: &'t str,
    default: bool,
    text: &'t str,
}

/// The variants of a choice, each on a line of its own.
struct Variants<'t>(&'t str);

impl<'t> Iterator for Variants<'t> {
    type Item = Variant<'t>;

    fn next(&mut self) -> Option<Variant<'t>> {
        let start = self.0.trim_start();
        let default = start.starts_with('*');
        let (name, rest) = start.trim_start_matches('*').strip_prefix('[')?.split_once(']')?;
        let end = [rest.find("\n["), rest.find("\n*[")]
            .into_iter()
            .flatten()
            .min()
            .unwrap_or(rest.len());
        let (text, after) = rest.split_at_checked(end)?;
        self.0 = after;
        Some(Variant {
            name: name.trim(),
            default,
            text: text.trim(),
        })
    }
}

/// What stands before, inside and after the first braces; braces inside them belong to the inside.
fn first_braces(text: &str) -> Option<(&str, &str, &str)> {
    let (before, from_here) = text.split_once('{')?;
    let mut depth = 1_u32;
    for (place, letter) in from_here.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((before, from_here.get(..place)?, from_here.get(place + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests;
