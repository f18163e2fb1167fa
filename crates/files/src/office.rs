//! Office documents: ZIP archives, told apart by what is in them. Nothing is unpacked.

use crate::kinds::Kind;

/// The end of the directory of an archive, without a comment.
const END: usize = 22;
/// Longest comment behind it.
const COMMENT: usize = 65_535;
/// One entry of the directory, without its name.
const ENTRY: usize = 46;
/// More entries than any document has.
const MOST: usize = 20_000;

/// Which document this archive is; none when it is another one, or holds a program.
pub(crate) fn kind(bytes: &[u8]) -> Option<Kind> {
    open_document(bytes).or_else(|| microsoft(bytes))
}

/// The first entry of an OpenDocument is named `mimetype` and holds it as it is.
fn open_document(bytes: &[u8]) -> Option<Kind> {
    let rest = bytes
        .get(30..)?
        .strip_prefix(b"mimetypeapplication/vnd.oasis.opendocument.")?;
    let kind = [
        (b"text".as_slice(), Kind::Odt),
        (b"spreadsheet", Kind::Ods),
        (b"presentation", Kind::Odp),
    ]
    .into_iter()
    // what follows is the next entry, and not `-template`
    .find_map(|(word, kind)| rest.strip_prefix(word)?.starts_with(b"PK").then_some(kind));
    kind.filter(|_| names(bytes).is_some())
}

fn microsoft(bytes: &[u8]) -> Option<Kind> {
    let names = names(bytes)?;
    let has = |name: &[u8]| names.contains(&name);
    // documents with macros are the way in of half of all ransomware
    let is_program = names
        .iter()
        .any(|name| name.to_ascii_lowercase().ends_with(b"vbaproject.bin"));
    if is_program || !has(b"[Content_Types].xml") {
        return None;
    }
    [
        (b"word/document.xml".as_slice(), Kind::Docx),
        (b"xl/workbook.xml", Kind::Xlsx),
        (b"ppt/presentation.xml", Kind::Pptx),
    ]
    .into_iter()
    .find_map(|(name, kind)| has(name).then_some(kind))
}

/// The names in the directory of an archive.
fn names(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let tail = bytes.len().saturating_sub(END + COMMENT);
    let end = bytes
        .get(tail..)?
        .windows(4)
        .rposition(|window| window == b"PK\x05\x06")?
        + tail;
    let count = usize::from(number(bytes, end + 10)?).min(MOST);
    let mut at = usize::try_from(long_number(bytes, end + 16)?).ok()?;
    let mut names = Vec::new();
    for _ in 0..count {
        if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
            return None;
        }
        let length = usize::from(number(bytes, at + 28)?);
        let others = usize::from(number(bytes, at + 30)?) + usize::from(number(bytes, at + 32)?);
        let begin = at + ENTRY;
        names.push(bytes.get(begin..begin + length)?);
        at = begin + length + others;
    }
    Some(names)
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(pair.try_into().ok()?))
}

fn long_number(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// An archive with empty entries of these names; the first may hold something.
    fn archive(names: &[&str], first: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut directory = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let content = if index == 0 { first } else { "" };
            let offset = u32::try_from(bytes.len()).unwrap();
            let length = u16::try_from(name.len()).unwrap();
            let size = u32::try_from(content.len()).unwrap();
            bytes.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
            bytes.extend(size.to_le_bytes());
            bytes.extend(size.to_le_bytes());
            bytes.extend(length.to_le_bytes());
            bytes.extend([0, 0]);
            bytes.extend(name.bytes());
            bytes.extend(content.bytes());
            directory.extend(b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
            directory.extend(size.to_le_bytes());
            directory.extend(size.to_le_bytes());
            directory.extend(length.to_le_bytes());
            directory.extend([0; 12]);
            directory.extend(offset.to_le_bytes());
            directory.extend(name.bytes());
        }
        let count = u16::try_from(names.len()).unwrap();
        let (begin, size) = (bytes.len(), directory.len());
        bytes.extend(directory);
        bytes.extend(b"PK\x05\x06\0\0\0\0");
        bytes.extend(count.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(u32::try_from(size).unwrap().to_le_bytes());
        bytes.extend(u32::try_from(begin).unwrap().to_le_bytes());
        bytes.extend([0, 0]);
        bytes
    }

    const ODT: &str = "application/vnd.oasis.opendocument.text";

    #[rstest]
    #[case(&["[Content_Types].xml", "word/document.xml"], "", Some(Kind::Docx))]
    #[case(&["[Content_Types].xml", "xl/workbook.xml"], "", Some(Kind::Xlsx))]
    #[case(&["ppt/presentation.xml", "[Content_Types].xml"], "", Some(Kind::Pptx))]
    #[case(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"], "", None)]
    #[case(&["word/document.xml"], "", None)]
    #[case(&["META-INF/MANIFEST.MF", "Main.class"], "", None)]
    #[case(&["mimetype", "content.xml"], ODT, Some(Kind::Odt))]
    #[case(&["mimetype", "content.xml"], "application/vnd.oasis.opendocument.text-template", None)]
    #[case(&["mimetype"], "application/epub+zip", None)]
    fn an_archive_is_what_is_in_it(#[case] names: &[&str], #[case] first: &str, #[case] expected: Option<Kind>) {
        let mut bytes = archive(names, first);
        assert_eq!(kind(&bytes), expected);
        bytes.truncate(bytes.len() - 5);
        assert_eq!(kind(&bytes), None, "a directory that is cut off is none");
    }
}
