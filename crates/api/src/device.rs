//! The device that a request comes from.

use actix_web::{HttpRequest, http::header};

/// What a client calls itself, shortened to what a person recognizes: `Firefox, Linux`.
#[must_use]
pub fn of(request: &HttpRequest) -> String {
    let agent = request
        .headers()
        .get(header::USER_AGENT)
        .and_then(|agent| agent.to_str().ok())
        .unwrap_or_default();
    let first = |words: &[(&str, &'static str)]| {
        words
            .iter()
            .find(|(word, _)| agent.contains(word))
            .map(|(_, name)| *name)
    };
    let program = first(&[
        ("Firefox/", "Firefox"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("FxiOS/", "Firefox"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (program, system) {
        (Some(program), Some(system)) => format!("{program}, {system}"),
        (Some(program), None) => program.to_owned(),
        // the name of a program without its version: `curl`
        (None, _) => agent
            .split(['/', ' '])
            .next()
            .unwrap_or_default()
            .chars()
            .filter(char::is_ascii_graphic)
            .take(40)
            .collect(),
    }
}
