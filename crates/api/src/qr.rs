//! QR codes, drawn by the page.

use domain::qr::QrCode;
use fast_qr::{ECL, QRBuilder};

use crate::failure::Failure;

/// The light border that a reader needs around the code, in squares.
const QUIET: usize = 4;

/// The QR code of a short text.
///
/// # Errors
/// When the text is longer than any code holds.
pub fn code(text: &str) -> Result<QrCode, Failure> {
    let code = QRBuilder::new(text)
        .ecl(ECL::M)
        .build()
        .map_err(|_| Failure::broken("a text is too long for a QR code"))?;
    let mut path = String::new();
    for (y, row) in code.data.chunks(code.size).take(code.size).enumerate() {
        let mut x = 0;
        // one piece of the outline for each run of dark squares
        for run in row.chunk_by(|one, next| one.value() == next.value()) {
            if run.first().is_some_and(|square| square.value()) {
                let width = run.len();
                path.push_str(&format!("M{} {}h{width}v1h-{width}z", x + QUIET, y + QUIET));
            }
            x += run.len();
        }
    }
    let size = u32::try_from(code.size + 2 * QUIET).map_err(Failure::broken)?;
    Ok(QrCode { size, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_corners_are_where_a_reader_looks_for_them() {
        let code = code("https://localhost:8000/invitation").unwrap();
        assert!(code.path.starts_with("M4 4h7v1h-7z"), "{}", code.path);
        let far = code.size - 4 - 7;
        assert!(code.path.contains(&format!("M{far} 4h7v1h-7z")));
        assert!(code.path.contains(&format!("M4 {}h7v1h-7z", code.size - 5)));
    }

    #[test]
    fn a_text_that_fits_no_code_is_refused() {
        assert!(code(&"x".repeat(4000)).is_err());
    }
}
