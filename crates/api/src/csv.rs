//! Tables to keep: one writer for all downloads, in the form that a spreadsheet in Belgium opens with a double click.

use domain::page::CsvFile;

use crate::failure::Failure;

/// Tells spreadsheets that the text is UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A cell that begins with one of these would be computed.
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// A table that is being written.
pub struct Sheet {
    rows: csv::Writer<Vec<u8>>,
}

impl Sheet {
    /// A table with these headings.
    ///
    /// # Errors
    /// None in practice: it is written to memory.
    pub fn new<T: AsRef<str>>(headings: &[T]) -> Result<Self, Failure> {
        let rows = csv::WriterBuilder::new()
            .delimiter(b';')
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        let mut sheet = Self { rows };
        sheet.row(headings)?;
        Ok(sheet)
    }

    /// Adds a row, with as many cells as there are headings.
    ///
    /// # Errors
    /// When there are more or fewer.
    pub fn row<T: AsRef<str>>(&mut self, cells: &[T]) -> Result<(), Failure> {
        let cells = cells.iter().map(|cell| inert(cell.as_ref()));
        self.rows.write_record(cells).map_err(Failure::broken)
    }

    /// The file, under this name.
    ///
    /// # Errors
    /// None in practice: it is written to memory.
    pub fn file(self, name: impl Into<String>) -> Result<CsvFile, Failure> {
        let bytes = self.rows.into_inner().map_err(Failure::broken)?;
        let mut text = String::from(BYTE_ORDER_MARK);
        text.push_str(&String::from_utf8(bytes).map_err(Failure::broken)?);
        Ok(CsvFile {
            name: name.into(),
            text,
        })
    }
}

/// A cell that no spreadsheet computes: what looks like a formula is made a text by an apostrophe.
fn inert(cell: &str) -> String {
    if cell.starts_with(FORMULA) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// What tells the browser to keep a file under this name, which may hold any letters (RFC 6266).
#[must_use]
pub(crate) fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "-_.".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let encoded: String = name
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_what_a_belgian_spreadsheet_opens() {
        let mut sheet = Sheet::new(&["Nom", "Téléphone", "Note"]).unwrap();
        sheet
            .row(&["Dupont; \"Marie\"", "+32 470", "=HYPERLINK(\"http://evil\")"])
            .unwrap();
        sheet.row(&["@élise", "-1", "\tx"]).unwrap();
        let file = sheet.file("membres.csv").unwrap();
        assert_eq!(
            file.text,
            "\u{feff}Nom;Téléphone;Note\r\n\"Dupont; \"\"Marie\"\"\";'+32 470;\"'=HYPERLINK(\"\"http://evil\"\")\"\r\n'@élise;'-1;'\tx\r\n"
        );
    }

    #[test]
    fn a_row_of_another_length_is_a_defect() {
        assert!(Sheet::new(&["Nom"]).unwrap().row(&["a", "b"]).is_err());
    }

    #[test]
    fn a_name_with_accents_is_kept() {
        assert_eq!(
            disposition("élèves P3.csv"),
            "attachment; filename=\"_l_ves_P3.csv\"; filename*=UTF-8''%C3%A9l%C3%A8ves%20P3.csv"
        );
        assert!(!disposition("a\"\r\nx: y").contains(['\r', '\n']));
    }
}
