//! What is said of a file besides its name.

use crate::i18n::{key, say_with};

/// Bytes of a kilobyte, as people count.
const KILO: i64 = 1000;

/// How large a file is, in words.
pub fn words(bytes: i64) -> String {
    let (words, count) = match bytes {
        ..=999_999 => (key::MESSAGES_KILOBYTES, (bytes + KILO - 1) / KILO),
        _ => (key::MESSAGES_MEGABYTES, (bytes + KILO * KILO - 1) / (KILO * KILO)),
    };
    let count = u32::try_from(count.max(1)).unwrap_or(u32::MAX);
    say_with(words, [("count", count.into())])
}

/// The name without its end: what a picture is called.
pub fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The end of the name in capitals, such as `PDF`.
pub fn kind(name: &str) -> String {
    name.rsplit_once('.')
        .map(|(_, end)| end.to_uppercase())
        .unwrap_or_default()
}
