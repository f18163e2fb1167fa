//! What is taken, and what is refused before it does harm.

use domain::{
    files::calls::UploadFile,
    id::{Account, Id},
    problem::Code,
    schools::types::Level,
};
use futures_util::stream;
use reqwest::{Body, Method, StatusCode, header};
use rstest::rstest;
use testkit::{app::TestApp, client::send, node::Wiring};

use super::{both, samples, upload, uploading};

#[tokio::test]
async fn documents_come_back_as_they_were_sent() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    for (name, bytes, media_type) in [
        ("menu.pdf", samples::pdf("vendredi : frites"), "application/pdf"),
        ("note.txt", "À demain, 8 h 30 !".as_bytes().to_vec(), "text/plain"),
        ("liste.csv", b"nom;classe\r\nMarie;P3\r\n".to_vec(), "text/csv"),
    ] {
        let file = upload(&marie, name, bytes.clone()).await.unwrap();
        assert_eq!((file.name.as_str(), file.media_type.as_str()), (name, media_type));
        assert_eq!(file.bytes, i64::try_from(bytes.len()).unwrap());
        assert_eq!((file.width, file.thumbnail_url.as_deref()), (None, None));
        assert_eq!(both(&marie, &file).await.0, bytes);
    }
}

#[rstest]
#[case("page.html", b"<!DOCTYPE html><script>alert(1)</script>", Code::FileKind)]
#[case(
    "photo.jpg",
    b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
    Code::FileKind
)]
#[case("menu.pdf", b"MZ\x90\x00\x03\x00\x00\x00", Code::FileKind)]
#[case("menu.pdf", b"", Code::FileKind)]
#[case("archive.zip", b"PK\x03\x04\x14\x00\x00\x00", Code::FileKind)]
#[case("IMG_0001.HEIC", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", Code::FileHeic)]
#[case("photo.jpg", b"\xff\xd8\xff\xe0 and then nothing of a photo", Code::FileBroken)]
#[case("photo.png", b"\x89PNG\r\n\x1a\n and then nothing of a drawing", Code::FileBroken)]
#[tokio::test]
async fn what_is_not_taken_is_refused_with_a_reason(
    #[case] name: &str,
    #[case] bytes: &'static [u8],
    #[case] code: Code,
) {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let problem = upload(&marie, name, bytes).await.unwrap_err();
    assert_eq!(problem.code, code);
    assert!(problem.detail.is_some(), "{problem:?}");
    let space = marie.get("/api/v1/files/space").await.json();
    assert_eq!(space["used_bytes"], 0, "nothing is kept of it");
}

#[tokio::test]
async fn the_bytes_decide_and_the_name_follows() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    for (given, bytes, name) in [
        ("menu.jpg", samples::pdf("x"), "menu.jpg.pdf"),
        ("facture.exe", samples::pdf("x"), "facture.exe.pdf"),
        ("../../etc/passwd", b"root".to_vec(), "passwd.txt"),
        ("photo.gif", samples::jpeg(20, 20), "photo.jpg"),
        ("a\u{202e}fdp.png", samples::pdf("x"), "afdp.png.pdf"),
        ("page.html", b"rien que des mots".to_vec(), "page.html.txt"),
    ] {
        let file = upload(&marie, given, bytes).await.unwrap();
        assert_eq!(file.name, name);
    }
    for name in ["", &"a".repeat(256)] {
        let refused = upload(&marie, name, samples::pdf("x")).await.unwrap_err();
        assert_eq!(refused.code, Code::BadQuery);
    }
}

#[tokio::test]
async fn two_files_in_one_are_one() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let page = b"<html><script>alert(document.cookie)</script>PK\x03\x04";
    let both_in_one = [samples::jpeg(40, 30).as_slice(), page].concat();
    let file = upload(&marie, "photo.jpg", both_in_one).await.unwrap();
    let (whole, small) = both(&marie, &file).await;
    for served in [whole, small] {
        assert!(
            !served.windows(7).any(|window| window == b"<script"),
            "the page is gone"
        );
    }
    // a document keeps its bytes, so it is never shown by the browser under our name
    let page_in_pdf = samples::pdf("<script>alert(1)</script>");
    let file = upload(&marie, "menu.pdf", page_in_pdf).await.unwrap();
    let answer = marie.get(&file.url).await;
    assert!(answer.header("content-disposition").unwrap().starts_with("attachment;"));
}

#[tokio::test]
async fn what_is_too_large_is_refused_before_it_is_here() {
    let mut wiring = Wiring::default();
    wiring.settings.files.picture_bytes = 20_000;
    wiring.settings.files.document_bytes = 40_000;
    let app = TestApp::start_with(wiring).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let document = |size: usize| [samples::pdf("x"), vec![b' '; size]].concat();
    assert!(upload(&marie, "a.pdf", document(30_000)).await.is_ok());
    let announced = upload(&marie, "a.pdf", document(50_000)).await.unwrap_err();
    assert_eq!(announced.code, Code::TooLarge);

    // nobody says how much is coming: it is refused at the limit, and what never ends is not waited for
    for (begin, name) in [(samples::pdf("x"), "a.pdf"), (samples::jpeg(30, 30), "a.jpg")] {
        let begin = Ok::<_, std::io::Error>(begin);
        let endless = stream::iter([begin]).chain_forever();
        let answer = uploading(&marie, name, Body::wrap_stream(endless)).send().await;
        // the server hangs up; whether the answer is still heard is up to the network
        if let Ok(answer) = answer {
            assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
        }
    }
    let photo = [samples::jpeg(30, 30), vec![0; 25_000]].concat();
    assert_eq!(upload(&marie, "a.jpg", photo).await.unwrap_err().code, Code::TooLarge);
}

trait Endless: futures_util::Stream + Sized {
    fn chain_forever(self) -> impl futures_util::Stream<Item = Self::Item> + Send + 'static;
}

impl<S> Endless for S
where
    S: futures_util::Stream<Item = Result<Vec<u8>, std::io::Error>> + Send + 'static,
{
    fn chain_forever(self) -> impl futures_util::Stream<Item = Self::Item> + Send + 'static {
        use futures_util::StreamExt;
        self.chain(stream::repeat_with(|| Ok(vec![b' '; 4096])))
    }
}

#[tokio::test]
async fn who_may_not_is_told_so_before_a_byte_is_read() {
    let app = TestApp::start().await;
    let answer = send(uploading(&app.guest(), "a.pdf", samples::pdf("x"))).await;
    assert_eq!(answer.problem().code, Code::Unauthenticated);
    // a browser of another site
    let path = "/api/v1/files?name=a.pdf";
    let foreign = app
        .guest()
        .request(Method::POST, path)
        .header(header::COOKIE, "ecolehub_session=x");
    let answer = send(
        foreign
            .header(header::ORIGIN, "https://evil.example")
            .body(samples::pdf("x")),
    )
    .await;
    assert_eq!(answer.problem().code, Code::ForeignOrigin);
}

#[tokio::test]
async fn an_upload_that_is_sent_again_is_one_file() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let key = Id::<Account>::fresh().to_string();
    let again = |bytes: Vec<u8>| {
        let request = uploading(&marie, "a.pdf", bytes);
        request.header("Idempotency-Key", key.clone())
    };
    let first = send(again(samples::pdf("x"))).await;
    assert_eq!(first.status, 201);
    let second = send(again(samples::pdf("x"))).await;
    assert_eq!((second.status, &second.body), (first.status, &first.body));
    assert_eq!(second.header("idempotency-replayed"), Some("true"));
    let other = send(again(samples::pdf("y"))).await;
    assert_eq!(other.problem().code, Code::KeyReused);
    let together = futures_util::future::join_all((0..6).map(|_| {
        let request = uploading(&marie, "b.pdf", samples::pdf("z"));
        send(request.header("Idempotency-Key", "all-at-once"))
    }));
    let bodies: Vec<String> = together
        .await
        .into_iter()
        .filter(|one| one.status == 201)
        .map(|one| one.body)
        .collect();
    assert!(
        !bodies.is_empty() && bodies.iter().all(|body| *body == bodies[0]),
        "{bodies:?}"
    );
    let used = marie.get("/api/v1/files/space").await.json()["used_bytes"]
        .as_u64()
        .unwrap();
    let size = u64::try_from(samples::pdf("x").len() * 2).unwrap();
    assert_eq!(used, size, "two files in all");
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let broken = stream::iter([Ok(samples::pdf("x")), Err(std::io::Error::other("the network is gone"))]);
    let answer = uploading(&marie, "a.pdf", Body::wrap_stream(broken)).send().await;
    assert!(answer.is_err());
    let space = marie.get("/api/v1/files/space").await.json();
    assert_eq!(space["used_bytes"], 0);
    let incoming = std::fs::read_dir(app.files().join("incoming")).unwrap();
    assert_eq!(incoming.count(), 0, "what was coming had no name");
}

#[test]
fn every_kind_that_is_kept_is_documented() {
    use files::kinds::Kind;
    let kept = [
        Kind::Jpeg,
        Kind::Png,
        Kind::Pdf,
        Kind::Docx,
        Kind::Xlsx,
        Kind::Pptx,
        Kind::Odt,
        Kind::Ods,
        Kind::Odp,
        Kind::Text,
        Kind::Csv,
    ];
    assert_eq!(kept.map(Kind::media_type), domain::files::content::MEDIA_TYPES);
    let _ = UploadFile {};
}
