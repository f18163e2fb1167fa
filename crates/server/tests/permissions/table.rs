//! The table as it stands in `docs/permissions.md`.

use std::{env, fmt::Write as _, fs};

use super::{
    identity::{Identity, Target},
    rows::Row,
    walk::Line,
};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/permissions.md");

const HEAD: &str = "# Permissions\n\n\
Written by the tests (`just permissions`), from what a running server answered to each of these people: two schools in one database, every \
call of the OpenAPI document, and every frame of the socket. The tests fail when an answer differs from this table, when a call is missing from it, \
and when anything of another school or family is found in an answer.\n\n\
- **yes**: let in. What the call then answers (200, 409, 422, ...) is a matter of its own tests.\n\
- **401, 403, 404**: refused; 404 also where one may not even know that there is something. The code of the problem stands behind it where it is not \
the usual one.\n\
- The lines of a call: *own* is a thing of the class, the child and the family that the columns speak of, or of the person who asks where it is \
theirs alone (a session, a token); *other* one of another class, child and family of the same school; *foreign* one of another school; *missing* an id \
that nobody has. *foreign* and *missing* get the same answer, to the letter (Z6). Lines that say the same are one line.\n\
- **proof**: whoever is let in must have shown their password or second factor in the last hour, as everybody here has; otherwise 401 `reauth` (A10). \
Who is not let in is told so first.\n\n";

/// One call with its lines.
pub struct Tried {
    /// The call.
    pub row: Row,
    /// What came of it, by target.
    pub lines: Vec<(Target, Line)>,
}

/// The whole document.
pub fn document(tried: &[Tried], frames: &[(String, Vec<(String, Line)>)]) -> String {
    let mut text = HEAD.to_owned();
    writeln!(text, "{} calls, {} people.\n", tried.len(), Identity::ALL.len()).unwrap();
    let mut tag = "";
    for tried in tried {
        if tried.row.tag != tag {
            tag = &tried.row.tag;
            write!(text, "\n## {tag}\n\n").unwrap();
            heading(&mut text, "call");
        }
        for (words, line) in merged(&tried.lines) {
            let scope = if tried.row.scope.is_empty() {
                "-"
            } else {
                &tried.row.scope
            };
            let proof = if tried.row.needs_proof { " · proof" } else { "" };
            let name = format!(
                "`{} {}`{words}<br>{} · {scope}{proof}",
                tried.row.method, tried.row.path, tried.row.access
            );
            cells(&mut text, &name, &line);
        }
    }
    text.push_str("\n## frames of the socket\n\n");
    heading(&mut text, "frame");
    for (frame, lines) in frames {
        for (target, line) in lines {
            cells(&mut text, &format!("`{frame}` *{target}*"), line);
        }
    }
    text
}

/// Targets with the same line stand together.
fn merged(lines: &[(Target, Line)]) -> Vec<(String, Line)> {
    if let [(_, line)] = lines {
        return vec![(String::new(), line.clone())];
    }
    let mut merged: Vec<(Vec<&str>, &Line)> = Vec::new();
    for (target, line) in lines {
        match merged.iter_mut().find(|(_, known)| *known == line) {
            Some((words, _)) => words.push(target.word()),
            None => merged.push((vec![target.word()], line)),
        }
    }
    merged
        .into_iter()
        .map(|(words, line)| (format!(" *{}*", words.join(", ")), line.clone()))
        .collect()
}

fn heading(text: &mut String, first: &str) {
    write!(text, "| {first} |").unwrap();
    for who in Identity::ALL {
        write!(text, " {} |", who.title()).unwrap();
    }
    text.push_str("\n|---|");
    text.push_str(&"---|".repeat(Identity::ALL.len()));
    text.push('\n');
}

fn cells(text: &mut String, name: &str, line: &Line) {
    write!(text, "| {name} |").unwrap();
    for who in Identity::ALL {
        write!(text, " {} |", line[&who].word()).unwrap();
    }
    text.push('\n');
}

/// The committed table must say the same; `WRITE_PERMISSIONS=1` writes it instead.
pub fn compare(written: &str) {
    if env::var_os("WRITE_PERMISSIONS").is_some() {
        fs::write(FILE, written).unwrap();
        return;
    }
    let committed = fs::read_to_string(FILE).unwrap_or_default();
    let differs = written
        .lines()
        .find(|line| !committed.lines().any(|known| known == *line));
    if let Some(line) = differs {
        panic!("docs/permissions.md does not say this (look whether it is meant, then `just permissions`):\n{line}");
    }
    assert_eq!(
        committed, written,
        "docs/permissions.md says more than is true: `just permissions`"
    );
}
