//! The rules by which the built pages are served.

use std::{fs, path::Path};

use rstest::rstest;
use testkit::{
    app::TestApp,
    client::{Answer, send},
    node::Wiring,
};

const PAGE: &str =
    "<!doctype html><script src=\"/boot.js\"></script><script type=\"module\">import './x.js'</script><p>EcoleHub</p>";
const SCRIPT: &str = "app-0123456789abcdef.js";

fn built() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).unwrap();
        fs::write(path, content).unwrap();
    };
    write("index.html", PAGE.as_bytes());
    write("boot.js", b"boot()");
    write(SCRIPT, b"plain");
    write(&format!("{SCRIPT}.br"), b"brotli form");
    write(&format!("{SCRIPT}.gz"), b"gzip form");
    write("app-0123456789abcdef_bg.wasm", b"\0asm");
    write("locales/fr.ftl", "bonjour = Bonjour, école".as_bytes());
    write("fonts/a-0123456789abcdef.woff2", b"font");
    folder
}

async fn app(folder: &tempfile::TempDir) -> TestApp {
    TestApp::start_with(Wiring {
        spa: Some(folder.path().to_owned()),
        ..Wiring::default()
    })
    .await
}

async fn get(app: &TestApp, path: &str, encodings: &str) -> (Answer, String) {
    let request = app.guest().request(reqwest::Method::GET, path);
    let answer = send(request.header("accept-encoding", encodings)).await;
    let caching = answer.header("cache-control").unwrap_or_default().to_owned();
    (answer, caching)
}

#[rstest]
#[case("/")]
#[case("/index.html")]
#[case("/messages")]
#[case("/messages/01932f6e-4b7a-7c1e-9a35-2d0f6c1b8e42")]
#[case("/verification?token=abc.def")]
#[tokio::test]
async fn every_screen_is_the_page_and_is_asked_for_again(#[case] path: &str) {
    let folder = built();
    let app = app(&folder).await;
    let (answer, caching) = get(&app, path, "identity").await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (200, PAGE));
    assert_eq!(caching, "no-cache");
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    let policy = answer.header("content-security-policy").unwrap();
    assert!(
        policy.contains("script-src 'self' 'wasm-unsafe-eval' 'sha256-"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe-inline"), "{policy}");
}

#[rstest]
#[case("br, gzip", Some("br"), "brotli form")]
#[case("gzip", Some("gzip"), "gzip form")]
#[case("br;q=0, gzip", Some("gzip"), "gzip form")]
#[case("identity", None, "plain")]
#[tokio::test]
async fn a_hashed_file_never_changes_and_comes_in_the_form_that_is_understood(
    #[case] accepted: &str,
    #[case] encoding: Option<&str>,
    #[case] body: &str,
) {
    let folder = built();
    let app = app(&folder).await;
    let (answer, caching) = get(&app, &format!("/{SCRIPT}"), accepted).await;
    assert_eq!(
        (answer.header("content-encoding"), answer.body.as_str()),
        (encoding, body)
    );
    assert_eq!(caching, "public, max-age=31536000, immutable");
    assert_eq!(answer.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert!(
        answer
            .header("vary")
            .unwrap()
            .to_lowercase()
            .contains("accept-encoding")
    );
}

#[rstest]
#[case("/app-ffffffffffffffff.js")]
#[case("/missing.css")]
#[case("/locales/xx.ftl")]
#[case("/assets/anything")]
#[case("/app-0123456789abcdef.js.map")]
#[tokio::test]
async fn a_missing_file_is_never_the_page(#[case] path: &str) {
    let folder = built();
    let app = app(&folder).await;
    let (answer, caching) = get(&app, path, "identity").await;
    assert_eq!(answer.problem().status, 404);
    assert_eq!(caching, "no-store");
}

#[tokio::test]
async fn files_have_their_type_and_a_tag() {
    let folder = built();
    let app = app(&folder).await;
    for (path, kind) in [
        ("/app-0123456789abcdef_bg.wasm", "application/wasm"),
        ("/locales/fr.ftl", "text/plain; charset=utf-8"),
        ("/fonts/a-0123456789abcdef.woff2", "font/woff2"),
        ("/boot.js", "text/javascript; charset=utf-8"),
    ] {
        let (answer, _) = get(&app, path, "identity").await;
        assert_eq!(answer.header("content-type"), Some(kind), "{path}");
        let tag = answer.header("etag").unwrap().to_owned();
        let again = app
            .guest()
            .request(reqwest::Method::GET, path)
            .header("if-none-match", tag);
        assert_eq!(send(again).await.status, 304, "{path}");
    }
}

#[tokio::test]
async fn nothing_beside_the_folder_is_served() {
    let folder = built();
    fs::write(folder.path().parent().unwrap().join("ecolehub-secret.txt"), "secret").unwrap();
    let app = app(&folder).await;
    for path in [
        "/../ecolehub-secret.txt",
        "/%2e%2e/ecolehub-secret.txt",
        "/..%2fecolehub-secret.txt",
        "//etc/passwd",
    ] {
        let (answer, _) = get(&app, path, "identity").await;
        assert!(
            !answer.body.contains("secret") && !answer.body.contains("root:"),
            "{path}"
        );
    }
}
