//! Pages of docs/ that hold tables which a program writes between two marks; what people write around them stays.

use std::path::Path;

use anyhow::{Context, Result, ensure};

/// How thorough a run is. Each block of a page begins with the command that made it, which says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// Small numbers, to see whether everything works.
    Quick,
    /// The numbers that count.
    Full,
}

impl Run {
    /// What the command is given for it, with a space before.
    #[must_use]
    pub const fn option(self) -> &'static str {
        match self {
            Self::Quick => QUICK,
            Self::Full => "",
        }
    }
}

const QUICK: &str = " --quick";

/// Refuses a run that would put quick figures in the place of full ones, or lacks a place for them: before an hour is spent on it.
///
/// # Errors
/// When the page is not there or lacks the marks of one of these blocks; when a run is quick and one of the blocks is not.
pub fn check(page: &Path, names: &[String], run: Run) -> Result<()> {
    let text = read(page)?;
    for name in names {
        let (_, block, _) = cut(&text, name)?;
        ensure!(
            run == Run::Full || may_be_replaced_by_quick(block),
            "{}: \"{name}\" holds the figures of a full run, which a quick one does not replace",
            page.display()
        );
    }
    Ok(())
}

/// Puts a text between `<!-- name:begin -->` and `<!-- name:end -->`.
///
/// # Errors
/// When the page is not there or lacks the marks.
pub fn write(page: &Path, name: &str, text: &str) -> Result<()> {
    let old = read(page)?;
    let (before, _, after) = cut(&old, name)?;
    std::fs::write(page, format!("{before}\n{text}\n{after}"))?;
    Ok(())
}

/// A table.
#[must_use]
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: Vec<&str>| format!("| {} |\n", cells.join(" | "));
    let rules = head.iter().map(|_| "---").collect();
    let rows = rows.iter().map(|row| line(row.iter().map(String::as_str).collect()));
    line(head.to_vec()) + &line(rules) + &rows.collect::<String>()
}

fn read(page: &Path) -> Result<String> {
    std::fs::read_to_string(page).with_context(|| format!("{}", page.display()))
}

/// The text up to a block with its first mark, the block, and the rest from its second mark on.
fn cut<'a>(text: &'a str, name: &str) -> Result<(&'a str, &'a str, &'a str)> {
    let (begin, end) = (format!("<!-- {name}:begin -->"), format!("<!-- {name}:end -->"));
    let from = text.find(&begin).with_context(|| format!("no {begin}"))? + begin.len();
    let (before, rest) = text.split_at(from);
    let until = rest.find(&end).with_context(|| format!("no {end}"))?;
    let (block, after) = rest.split_at(until);
    Ok((before, block, after))
}

fn may_be_replaced_by_quick(block: &str) -> bool {
    let block = block.trim();
    block.is_empty() || block.lines().next().is_some_and(|line| line.contains(QUICK))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# Page\n<!-- a:begin -->\n`just bench`, today\n<!-- a:end -->\nwords\n<!-- b:begin -->\n`just bench --quick`\n\
        <!-- b:end -->\n<!-- c:begin -->\n<!-- c:end -->\n";

    fn page() -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), PAGE).unwrap();
        file
    }

    #[test]
    fn a_quick_run_does_not_replace_a_full_one() {
        let page = page();
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert!(check(page.path(), &names(&["b", "c"]), Run::Quick).is_ok());
        assert!(check(page.path(), &names(&["b", "a"]), Run::Quick).is_err());
        assert!(check(page.path(), &names(&["a", "b", "c"]), Run::Full).is_ok());
        assert!(check(page.path(), &names(&["d"]), Run::Full).is_err());
    }

    #[test]
    fn a_block_is_replaced_and_everything_else_stays() {
        let page = page();
        write(page.path(), "b", "new").unwrap();
        let text = std::fs::read_to_string(page.path()).unwrap();
        assert_eq!(text, PAGE.replace("`just bench --quick`", "new"));
    }
}
