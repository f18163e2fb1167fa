//! Pages of docs/ that hold tables which a program writes between two marks; what people write around them stays.

use std::path::Path;

use anyhow::{Context, Result};

/// Puts a text between `<!-- name:begin -->` and `<!-- name:end -->`.
///
/// # Errors
/// When the page is not there or lacks the marks.
pub fn write(page: &Path, name: &str, text: &str) -> Result<()> {
    let old = std::fs::read_to_string(page).with_context(|| format!("{}", page.display()))?;
    let (begin, end) = (format!("<!-- {name}:begin -->"), format!("<!-- {name}:end -->"));
    let (before, rest) = old.split_once(&begin).with_context(|| format!("no {begin}"))?;
    let (_, after) = rest.split_once(&end).with_context(|| format!("no {end}"))?;
    std::fs::write(page, format!("{before}{begin}\n{text}\n{end}{after}"))?;
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
