//! The kinds of files that are taken, told apart by their bytes. What the client or the name says counts for nothing.

use std::fmt;

use crate::{office, text};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A photo.
    Jpeg,
    /// A drawing or a screenshot.
    Png,
    /// Either, from the web.
    WebP,
    /// A small drawing; of a moving one the first picture is kept.
    Gif,
    /// A document to print.
    Pdf,
    /// A text of Word.
    Docx,
    /// A table of Excel.
    Xlsx,
    /// Slides of PowerPoint.
    Pptx,
    /// A text of LibreOffice.
    Odt,
    /// A table of LibreOffice.
    Ods,
    /// Slides of LibreOffice.
    Odp,
    /// Plain text.
    Text,
    /// A plain table.
    Csv,
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// A photo as iPhones keep it, which browsers do not show.
    Heic,
    /// None of the kinds that are taken.
    Kind,
    /// A picture that is broken.
    Broken,
    /// A picture with too many pixels.
    Pixels,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Heic => "A photo in HEIC or AVIF: send it as JPEG.",
            Self::Kind => {
                "Taken are JPEG, PNG, WebP and GIF, PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, plain text and CSV."
            }
            Self::Broken => "The picture cannot be read.",
            Self::Pixels => "The picture has too many pixels.",
        })
    }
}
impl std::error::Error for Refusal {}

impl Kind {
    /// What stands in `Content-Type`.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Gif => "image/gif",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
            Self::Text => "text/plain",
            Self::Csv => "text/csv",
        }
    }

    /// What names of such files end in; the first is ours.
    #[must_use]
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::WebP => &["webp"],
            Self::Gif => &["gif"],
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Pptx => &["pptx"],
            Self::Odt => &["odt"],
            Self::Ods => &["ods"],
            Self::Odp => &["odp"],
            Self::Text => &["txt"],
            Self::Csv => &["csv"],
        }
    }

    /// Whether it is a picture.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::WebP | Self::Gif)
    }
}

/// What these bytes are; the name only tells a table from a text.
///
/// # Errors
/// Why a file like this is not taken.
pub fn of(bytes: &[u8], name: &str) -> Result<Kind, Refusal> {
    if let Some(picture) = picture(bytes) {
        return Ok(picture);
    }
    if is_heic(bytes) {
        return Err(Refusal::Heic);
    }
    if bytes.starts_with(b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return office::kind(bytes).ok_or(Refusal::Kind);
    }
    if text::is_plain(bytes) {
        let is_table = name.to_ascii_lowercase().ends_with(".csv");
        return Ok(if is_table { Kind::Csv } else { Kind::Text });
    }
    Err(Refusal::Kind)
}

/// Which picture begins like this, if one does.
#[must_use]
pub fn picture(bytes: &[u8]) -> Option<Kind> {
    if bytes.starts_with(b"\xff\xd8\xff") {
        return Some(Kind::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(Kind::Png);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(Kind::WebP);
    }
    if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        return Some(Kind::Gif);
    }
    None
}

/// ISO media with a brand of still pictures: HEIC, HEIF, AVIF.
fn is_heic(bytes: &[u8]) -> bool {
    const BRANDS: [&[u8]; 10] = [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis",
    ];
    bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..12).is_some_and(|brand| BRANDS.contains(&brand))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(b"\xff\xd8\xff\xe0\x00\x10JFIF", "x.exe", Ok(Kind::Jpeg))]
    #[case(b"%PDF-1.7\n", "facture.jpg", Ok(Kind::Pdf))]
    #[case(b"nom;classe\r\nMarie;P3\r\n", "liste.CSV", Ok(Kind::Csv))]
    #[case(b"nom;classe\r\nMarie;P3\r\n", "liste.html", Ok(Kind::Text))]
    #[case("\u{feff}é à".as_bytes(), "note.txt", Ok(Kind::Text))]
    #[case(b"Pr\xe9nom", "note.txt", Ok(Kind::Text))]
    #[case(b"  <svg xmlns='http://www.w3.org/2000/svg'/>", "dessin.png", Err(Refusal::Kind))]
    #[case(b"\xef\xbb\xbf<!DOCTYPE html><p>", "page.txt", Err(Refusal::Kind))]
    #[case(b"<?xml version='1.0'?><svg/>", "dessin.svg", Err(Refusal::Kind))]
    #[case(b"hello <ScRiPt>alert(1)</script>", "note.txt", Err(Refusal::Kind))]
    #[case(b"MZ\x90\x00\x03", "facture.pdf", Err(Refusal::Kind))]
    #[case(b"\x7fELF\x02\x01", "photo.jpg", Err(Refusal::Kind))]
    #[case(b"PK\x03\x04 nothing of an office", "devoir.docx", Err(Refusal::Kind))]
    #[case(b"\x00\x00\x00\x18ftypheic\x00\x00", "IMG_1.HEIC", Err(Refusal::Heic))]
    #[case(b"\x00\x00\x00\x18ftypisom\x00\x00", "film.mp4", Err(Refusal::Kind))]
    #[case(b"GIF89", "court.gif", Ok(Kind::Text))]
    #[case(b"", "rien.txt", Err(Refusal::Kind))]
    fn bytes_decide(#[case] bytes: &[u8], #[case] name: &str, #[case] expected: Result<Kind, Refusal>) {
        assert_eq!(of(bytes, name), expected);
    }

    proptest! {
        #[test]
        fn nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..400), magic in 0_usize..6, name in ".{0,20}") {
            let begins: [&[u8]; 6] = [b"", b"PK\x03\x04", b"%PDF-", b"\xff\xd8\xff", b"RIFF", b"\x00\x00\x00\x18ftyp"];
            let bytes = [begins[magic], &bytes].concat();
            of(&bytes, &name).ok();
        }
    }

    /// D10: ten megabytes of what makes slow parsers slow are looked at about as fast per byte as one.
    #[test]
    fn a_large_file_is_not_looked_at_again_and_again() {
        let took = |piece: &[u8], bytes: usize| {
            let file = piece.repeat(bytes / piece.len());
            let times = (0..3).map(|_| {
                let begun = std::time::Instant::now();
                of(&file, "note.txt").ok();
                begun.elapsed()
            });
            times.min().unwrap_or_default()
        };
        let pieces: [&[u8]; 6] = [b"<", b"<scrip", b"PK\x03\x04", b"%PDF-", b"a;b\r\n", b" "];
        for piece in pieces {
            let (small, large) = (took(piece, 1 << 20), took(piece, 10 << 20));
            let most = small.mul_f64(40.0) + std::time::Duration::from_millis(200);
            assert!(large <= most, "{piece:?}: {small:?}, {large:?}");
        }
    }
}
