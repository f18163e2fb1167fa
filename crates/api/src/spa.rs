//! The single-page application: its files, held in memory, and the rules of what is answered for a path.

use std::{borrow::Cow, collections::HashMap, fs, io, path::Path};

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
    web::{self, Bytes},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::problem::{Code, Problem};
use sha2::{Digest, Sha256};

use crate::{State, edge::ContentPolicy, failure::Failure, routes::wrong_method};

/// The page behind every deep link.
const INDEX: &str = "index.html";

/// The files of the application.
#[derive(Default)]
pub struct Spa {
    files: HashMap<String, File>,
    /// What its pages may load.
    policy: String,
}

struct File {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    kind: &'static str,
    /// Its name says what is in it: it never changes.
    is_hashed: bool,
    tag: String,
}

impl Spa {
    /// The application made of these files; `x.br` and `x.gz` are taken as the compressed forms of `x`.
    pub fn new(files: impl IntoIterator<Item = (String, Cow<'static, [u8]>)>) -> Self {
        let mut all: HashMap<String, Bytes> = files
            .into_iter()
            .map(|(name, content)| (name, bytes(content)))
            .collect();
        let mut forms = |suffix: &str| -> HashMap<String, Bytes> {
            let names: Vec<String> = all.keys().filter(|name| name.ends_with(suffix)).cloned().collect();
            names
                .into_iter()
                .filter_map(|name| {
                    let content = all.remove(&name)?;
                    Some((name.strip_suffix(suffix)?.to_owned(), content))
                })
                .collect()
        };
        let mut brotli = forms(".br");
        let mut gzip = forms(".gz");
        let policy = all.get(INDEX).map(|page| policy(page)).unwrap_or_default();
        let files = all
            .into_iter()
            .map(|(name, plain)| {
                let file = File {
                    brotli: brotli.remove(&name),
                    gzip: gzip.remove(&name),
                    kind: kind(&name),
                    is_hashed: is_hashed(&name),
                    tag: format!("\"{}\"", hex(&Sha256::digest(&plain))),
                    plain,
                };
                (name, file)
            })
            .collect();
        Self { files, policy }
    }

    /// The application in a folder, as it is now.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn of_folder(folder: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(current) = folders.pop() {
            for entry in fs::read_dir(current)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if let Some(name) = path.strip_prefix(folder).ok().and_then(Path::to_str) {
                    files.push((name.to_owned(), Cow::Owned(fs::read(&path)?)));
                }
            }
        }
        Ok(Self::new(files))
    }

    /// Whether there is an application at all.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.files.contains_key(INDEX)
    }
}

/// Answers whatever no route has answered: a file, the page behind a deep link, or a problem.
///
/// # Errors
/// `not_found` for a path of the API or a file that does not exist.
pub async fn serve(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Failure> {
    let path = request.path().trim_start_matches('/');
    let is_ours = path == "api" || path.starts_with("api/") || path == "ws" || path.starts_with("ws/");
    if is_ours {
        return Err(Failure::from(Code::NotFound));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(wrong_method(&request, "GET, HEAD, OPTIONS"));
    }
    let spa = &state.spa;
    if let Some(file) = spa.files.get(path) {
        return Ok(answer(&request, file, &spa.policy));
    }
    // a name with an extension is a file or nothing: never a page in place of a missing script
    let last = path.rsplit('/').next().unwrap_or_default();
    if last.contains('.') || path.starts_with("assets/") {
        return Err(Failure::from(Code::NotFound));
    }
    spa.files
        .get(INDEX)
        .map(|page| answer(&request, page, &spa.policy))
        .ok_or_else(|| {
            let missing = "This server was built without its pages: run `just web`, then build it again.";
            Failure::from(Problem::new(Code::NotFound).because(missing))
        })
}

fn answer(request: &HttpRequest, file: &File, policy: &str) -> HttpResponse {
    let caching = if file.is_hashed {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let is_known = request
        .headers()
        .get(header::IF_NONE_MATCH)
        .and_then(|tags| tags.to_str().ok())
        .is_some_and(|tags| {
            tags.split(',')
                .any(|tag| tag.trim().trim_start_matches("W/") == file.tag)
        });
    let mut response = if is_known {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    response
        .insert_header((header::CACHE_CONTROL, caching))
        .insert_header((header::ETAG, file.tag.clone()))
        .insert_header((header::VARY, "accept-encoding"));
    let mut response = if is_known {
        response.finish()
    } else {
        let (encoding, content) = form(request, file);
        // without the header `Compress` does it on the way out; fonts are compressed as they are
        if encoding != "identity" || file.kind.starts_with("font/") {
            response.insert_header((header::CONTENT_ENCODING, encoding));
        }
        response.content_type(file.kind).body(content)
    };
    response.extensions_mut().insert(ContentPolicy(policy.to_owned()));
    response
}

/// The smallest form that the client understands.
fn form(request: &HttpRequest, file: &File) -> (&'static str, Bytes) {
    let accepts = |name: &str| {
        request
            .headers()
            .get_all(header::ACCEPT_ENCODING)
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .any(|choice| {
                let (coding, weight) = choice.split_once(';').unwrap_or((choice, ""));
                coding.trim().eq_ignore_ascii_case(name)
                    && !matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
            })
    };
    if let Some(brotli) = file.brotli.as_ref().filter(|_| accepts("br")) {
        return ("br", brotli.clone());
    }
    if let Some(gzip) = file.gzip.as_ref().filter(|_| accepts("gzip")) {
        return ("gzip", gzip.clone());
    }
    ("identity", file.plain.clone())
}

/// What the pages may load: our own files, and the inline scripts that are in the page now.
fn policy(page: &[u8]) -> String {
    let page = String::from_utf8_lossy(page);
    let inline: String = page
        .split("<script")
        .skip(1)
        .filter_map(|rest| {
            let (attributes, rest) = rest.split_once('>')?;
            let (script, _) = rest.split_once("</script>")?;
            let is_inline = !attributes.contains("src=") && !script.is_empty();
            is_inline.then(|| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script.as_bytes()))))
        })
        .collect();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{inline}; style-src 'self'; img-src 'self' data: blob:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    )
}

/// Whether the name ends in the hash of the content: `app-0123456789abcdef.js`, `app-0123456789abcdef_bg.wasm`.
fn is_hashed(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or_default();
    let stem = file.split('.').next().unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-')
        .is_some_and(|(_, hash)| hash.len() == 16 && hash.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f')))
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "ftl" | "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn bytes(content: Cow<'static, [u8]>) -> Bytes {
    match content {
        Cow::Borrowed(content) => Bytes::from_static(content),
        Cow::Owned(content) => Bytes::from(content),
    }
}

fn hex(digest: &[u8]) -> String {
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("start-0123456789abcdef.js", true)]
    #[case("frontend-0123456789abcdef_bg.wasm", true)]
    #[case("office-0123456789abcdef.part", true)]
    #[case("fonts/atkinson-0123456789abcdef.woff2", true)]
    #[case("index.html", false)]
    #[case("boot.js", false)]
    #[case("a-0123456789ABCDEF.js", false)]
    fn a_hashed_name_is_recognized(#[case] name: &str, #[case] expected: bool) {
        assert_eq!(is_hashed(name), expected);
    }

    #[test]
    fn inline_scripts_are_allowed_by_their_hash_and_no_others() {
        let policy = policy(b"<script src=\"/boot.js\"></script><script type=\"module\">alert(1)</script>");
        let hash = STANDARD.encode(Sha256::digest(b"alert(1)"));
        assert_eq!(policy.matches("'sha256-").count(), 1, "{policy}");
        assert!(policy.contains(&format!("'sha256-{hash}'")), "{policy}");
        assert!(!policy.contains("unsafe-inline"), "{policy}");
    }
}
