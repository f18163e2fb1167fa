//! Plain text: letters that no browser takes for a page.

/// How far a browser looks for signs of a page, and a little more.
const LOOKED_AT: usize = 2048;

/// What a page or a drawing begins with.
const PAGES: [&[u8]; 9] = [
    b"<!doctype",
    b"<html",
    b"<head",
    b"<body",
    b"<script",
    b"<svg",
    b"<iframe",
    b"<?xml",
    b"<style",
];

/// Whether these bytes are text in UTF-8 or Windows-1252, and not a page.
pub(crate) fn is_plain(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if text.is_empty() || text.iter().copied().any(is_binary) {
        return false;
    }
    let begin = text.get(..LOOKED_AT).unwrap_or(text).to_ascii_lowercase();
    let first = begin.iter().find(|byte| !byte.is_ascii_whitespace());
    first != Some(&b'<') && !PAGES.iter().any(|page| holds(&begin, page))
}

const fn is_binary(byte: u8) -> bool {
    (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c)) || byte == 0x7f
}

fn holds(text: &[u8], words: &[u8]) -> bool {
    text.windows(words.len()).any(|window| window == words)
}
