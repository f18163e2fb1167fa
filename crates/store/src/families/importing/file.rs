//! The bytes of a class list as lines with names and a class.

use csv::{ByteRecord, ReaderBuilder};
use domain::{
    families::{
        imports::{FileEncoding, LINES_MAX},
        records::NUMBER_MAX,
    },
    schools::types::Level,
    words,
};

use super::{heading::Columns, spelling};

/// Why a file cannot be read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFault {
    /// There is nothing in it, or only a header.
    Empty,
    /// It is no text: a spreadsheet in its own format, for example.
    NotText,
    /// No header names first name, last name and class.
    NoHeader,
    /// More than 2,000 lines.
    TooManyLines,
}

impl FileFault {
    /// The word that the front end translates.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty_file",
            Self::NotText => "not_text",
            Self::NoHeader => "no_header",
            Self::TooManyLines => "too_many_lines",
        }
    }
}

/// A class list, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassList {
    pub(super) encoding: FileEncoding,
    pub(super) separator: char,
    pub(super) lines: Vec<Line>,
}

/// One line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) number: u32,
    pub(super) first_name: String,
    pub(super) last_name: String,
    /// As it was written.
    pub(super) class_text: String,
    pub(super) class: Option<(Level, String)>,
    pub(super) register_number: Option<String>,
    pub(super) errors: Vec<&'static str>,
}

/// Reads a file.
///
/// # Errors
/// A fault of the whole file; what is wrong with one line is said by the report.
pub fn read(bytes: &[u8]) -> Result<ClassList, FileFault> {
    let (text, encoding) = decode(bytes)?;
    let (text, skipped) = without_hint(&text);
    if text.trim().is_empty() {
        return Err(FileFault::Empty);
    }
    let (separator, columns) = [b';', b',', b'\t']
        .into_iter()
        .find_map(|separator| Some((separator, header(text, separator)?)))
        .ok_or(FileFault::NoHeader)?;
    let mut lines = Vec::new();
    let mut place = Place::new(text, skipped);
    for record in reader(text, separator).byte_records().skip(1) {
        // text has no record that cannot be read: flexible, and UTF-8 by now
        let record = record.map_err(|_| FileFault::NotText)?;
        if record.iter().all(|field| field.trim_ascii().is_empty()) {
            continue;
        }
        if lines.len() == LINES_MAX {
            return Err(FileFault::TooManyLines);
        }
        let number = place.of(&record);
        lines.push(line(&record, &columns, number));
    }
    if lines.is_empty() {
        return Err(FileFault::Empty);
    }
    Ok(ClassList {
        encoding,
        separator: char::from(separator),
        lines,
    })
}

fn decode(bytes: &[u8]) -> Result<(String, FileEncoding), FileFault> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    // what holds NUL is no text of ours: UTF-16, or the own format of a spreadsheet
    if bytes.contains(&0) || bytes.starts_with(b"PK\x03\x04") {
        return Err(FileFault::NotText);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), FileEncoding::Utf8)),
        Err(_) => {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
            Ok((text.into_owned(), FileEncoding::Windows1252))
        }
    }
}

/// Excel may write `sep=;` above the header. Gives how many lines that were.
fn without_hint(text: &str) -> (&str, u32) {
    match text.split_once('\n') {
        Some((first, rest)) if first.trim().to_ascii_lowercase().starts_with("sep=") => (rest, 1),
        _ => (text, 0),
    }
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes())
}

/// Where a record stands in the file. The reader counts an empty line to the record that follows it, so we count ourselves.
struct Place<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl<'a> Place<'a> {
    const fn new(text: &'a str, skipped: u32) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
            line: 1 + skipped,
        }
    }

    /// The line on which a record begins; the records come in order.
    fn of(&mut self, record: &ByteRecord) -> u32 {
        let start = record.position().map_or(0, csv::Position::byte);
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        let breaks = |byte: &&u8| matches!(**byte, b'\r' | b'\n');
        let empty = self.text.iter().skip(start).take_while(breaks).count();
        let begin = start.saturating_add(empty);
        let between = self.text.iter().skip(self.at).take(begin.saturating_sub(self.at));
        let more = between.filter(|byte| **byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        self.at = begin;
        self.line
    }
}

fn header(text: &str, separator: u8) -> Option<Columns> {
    let record = reader(text, separator).byte_records().next()?.ok()?;
    Columns::find(record.iter().map(|field| String::from_utf8_lossy(field).into_owned()))
}

fn line(record: &ByteRecord, columns: &Columns, number: u32) -> Line {
    let field = |index: usize| {
        record
            .get(index)
            .map(|field| String::from_utf8_lossy(field).into_owned())
    };
    let mut errors = Vec::new();
    let last = [columns.first_name, columns.last_name, columns.class].into_iter().max();
    if last.is_some_and(|last| record.get(last).is_none()) {
        errors.push("fields_missing");
    }
    let raw_first = field(columns.first_name).unwrap_or_default();
    let raw_last = field(columns.last_name).unwrap_or_default();
    let raw_number = columns.number.and_then(field).unwrap_or_default();
    let class_text = words::clean_line(&field(columns.class).unwrap_or_default());
    let class = spelling::class(&class_text);
    if errors.is_empty() {
        check_name(&raw_first, "first_name_missing", &mut errors);
        check_name(&raw_last, "last_name_missing", &mut errors);
        if class_text.is_empty() {
            errors.push("class_missing");
        } else if class.is_none() {
            errors.push("class_unreadable");
        }
        if words::clean_line(&raw_number).chars().count() > NUMBER_MAX {
            errors.push("too_long");
        }
        if raw_number.chars().any(char::is_control) {
            errors.push("control_character");
        }
    }
    errors.dedup();
    Line {
        number,
        first_name: shown(&raw_first),
        last_name: shown(&raw_last),
        class_text: shown(&class_text),
        class,
        register_number: Some(shown(&raw_number)).filter(|number| !number.is_empty()),
        errors,
    }
}

fn check_name(raw: &str, missing: &'static str, errors: &mut Vec<&'static str>) {
    let clean = words::clean_line(raw);
    if clean.is_empty() {
        errors.push(missing);
    } else if clean.chars().count() > words::NAME_MAX {
        errors.push("too_long");
    }
    // a line break inside a quoted name too
    if raw.trim().chars().any(char::is_control) {
        errors.push("control_character");
    }
}

/// As it is kept, and never longer than a name, because a report shows what was wrong too.
fn shown(raw: &str) -> String {
    let clean: String = words::clean_line(raw)
        .chars()
        .filter(|letter| !letter.is_control())
        .take(words::NAME_MAX)
        .collect();
    words::clean_line(&clean)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Nom;Prénom;Classe\nDubois;Zoé;P3\n", ';', FileEncoding::Utf8)]
    #[case("\u{feff}Voornaam,Naam,Klas\r\nZoé,Dubois,3de leerjaar\r\n", ',', FileEncoding::Utf8)]
    #[case("Class\tFirst name\tLast name\nP3\tZoé\tDubois", '\t', FileEncoding::Utf8)]
    #[case(
        "sep=;\r\nNuméro;Nom;Prénom;Classe\r\n;Dubois;Zoé;3e primaire\r\n;;;\r\n\r\n",
        ';',
        FileEncoding::Utf8
    )]
    #[case(
        "\"Nom de l'élève\";\"Prénom\";\"Classe\"\n\"Dubois\";\"Zoé\";\"P3\"",
        ';',
        FileEncoding::Utf8
    )]
    fn a_list_is_read_as_schools_write_it(#[case] text: &str, #[case] separator: char, #[case] encoding: FileEncoding) {
        let list = read(text.as_bytes()).unwrap();
        assert_eq!((list.separator, list.encoding), (separator, encoding));
        let [line] = list.lines.as_slice() else {
            panic!("{list:?}");
        };
        assert_eq!((line.first_name.as_str(), line.last_name.as_str()), ("Zoé", "Dubois"));
        assert_eq!(line.class, Some((Level::P3, String::new())));
        assert!(line.errors.is_empty(), "{line:?}");
    }

    #[test]
    fn windows_1252_is_recognized() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode("Nom;Prénom;Classe\nD’Haese;Zoé œuvre €;P3\n");
        let list = read(&bytes).unwrap();
        assert_eq!(list.encoding, FileEncoding::Windows1252);
        assert_eq!(list.lines[0].last_name, "D’Haese");
        assert_eq!(list.lines[0].first_name, "Zoé œuvre €");
    }

    #[test]
    fn quotes_hold_separators_and_line_numbers_are_those_of_the_file() {
        let text = "Nom;Prénom;Classe;N°\n\"Du;bois\";\"Zoé \"\"Zo\"\"\";P3;1\n\n;Léa;P3;2\nDubois;\"L\nouis\";P9;3\nDubois;Emma\n";
        let list = read(text.as_bytes()).unwrap();
        let told: Vec<(u32, &str, Vec<&str>)> = list
            .lines
            .iter()
            .map(|line| (line.number, line.first_name.as_str(), line.errors.clone()))
            .collect();
        assert_eq!(
            told,
            [
                (2, "Zoé \"Zo\"", vec![]),
                (4, "Léa", vec!["last_name_missing"]),
                (5, "L ouis", vec!["control_character", "class_unreadable"]),
                (7, "Emma", vec!["fields_missing"]),
            ]
        );
        assert_eq!(list.lines[0].last_name, "Du;bois");
    }

    #[test]
    fn what_is_no_list_is_refused_as_a_whole() {
        let long = format!("Nom;Prénom;Classe\n{}", "Dubois;Zoé;P3\n".repeat(LINES_MAX + 1));
        for (bytes, fault) in [
            (&b""[..], FileFault::Empty),
            (b"Nom;Prenom;Classe\n", FileFault::Empty),
            (b"Dubois;Zoe;P3\n", FileFault::NoHeader),
            (b"PK\x03\x04spreadsheet", FileFault::NotText),
            (b"N\0o\0m\0", FileFault::NotText),
            (long.as_bytes(), FileFault::TooManyLines),
        ] {
            assert_eq!(read(bytes), Err(fault));
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
            let mut with_header = b"Nom;Prenom;Classe;Nr\n".to_vec();
            with_header.extend(&bytes);
            drop(read(&bytes));
            if let Ok(list) = read(&with_header) {
                for line in list.lines {
                    proptest::prop_assert!(!line.errors.is_empty() || words::name(&line.first_name, &()).is_ok());
                }
            }
        }
    }
}
