//! Files in a bucket that speaks S3: the same, kept elsewhere.

use std::{collections::HashMap, sync::Arc};

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use domain::schools::types::Level;
use files::blobs::{Blobs, Bucket};
use parking_lot::Mutex;
use reqwest::Method;
use testkit::{app::TestApp, node::Wiring};

use super::{both, samples, send_files, status, upload};

/// What the bucket holds, by name.
type Held = Arc<Mutex<HashMap<String, Vec<u8>>>>;

/// A bucket that knows as much of S3 as is needed here, and takes nothing that is not signed.
fn serve(held: Held) -> (String, actix_web::dev::ServerHandle) {
    let data = web::Data::new(held);
    let server = HttpServer::new(move || App::new().app_data(data.clone()).default_service(web::to(answer)))
        .workers(1)
        .bind("127.0.0.1:0")
        .unwrap();
    let address = format!("http://{}", server.addrs()[0]);
    let server = server.disable_signals().run();
    let handle = server.handle();
    tokio::spawn(server);
    (address, handle)
}

async fn answer(request: HttpRequest, held: web::Data<Held>, body: web::Bytes) -> HttpResponse {
    let signed = request
        .headers()
        .get("authorization")
        .map(|value| value.to_str().unwrap().to_owned());
    if !signed.is_some_and(|signed| signed.starts_with("AWS4-HMAC-SHA256 Credential=who/")) {
        return HttpResponse::Forbidden().finish();
    }
    let name = request.path().to_owned();
    let mut held = held.lock();
    match request.method().as_str() {
        "PUT" => {
            held.insert(name, body.to_vec());
            HttpResponse::Ok().insert_header(("etag", "\"x\"")).finish()
        }
        "GET" => {
            let Some(bytes) = held.get(&name) else {
                return HttpResponse::NotFound().finish();
            };
            let range = request
                .headers()
                .get("range")
                .and_then(|range| range.to_str().ok()?.strip_prefix("bytes="));
            let (first, last) = range.and_then(|range| range.split_once('-')).unwrap();
            let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
            HttpResponse::PartialContent()
                .insert_header(("etag", "\"x\""))
                .insert_header(("last-modified", "Fri, 20 Nov 2026 08:00:00 GMT"))
                .insert_header(("content-range", format!("bytes {first}-{last}/{}", bytes.len())))
                .body(bytes[first..=last].to_vec())
        }
        "DELETE" => {
            held.remove(&name);
            HttpResponse::NoContent().finish()
        }
        _ => HttpResponse::MethodNotAllowed().finish(),
    }
}

#[tokio::test]
async fn files_are_kept_in_a_bucket() {
    let held = Held::default();
    let (endpoint, handle) = serve(Arc::clone(&held));
    let bucket = Bucket {
        name: "ecole".to_owned(),
        endpoint: Some(endpoint),
        region: "eu-west-1".to_owned(),
        access_key: "who".to_owned(),
        secret_key: "hush".to_owned(),
    };
    let wiring = Wiring {
        blobs: Some(Blobs::in_bucket(&bucket).unwrap()),
        ..Wiring::default()
    };
    let app = TestApp::start_with(wiring).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let bytes = samples::pdf("0123456789");
    let file = upload(&marie, "menu.pdf", bytes.clone()).await.unwrap();
    let photo = upload(&marie, "photo.jpg", samples::jpeg(60, 40)).await.unwrap();
    assert_eq!(held.lock().len(), 3);
    for name in held.lock().keys() {
        assert!(
            name.starts_with("/ecole/") && !name.contains(&file.id.to_string()),
            "{name}"
        );
    }
    send_files(&marie, room, "", &[file.id, photo.id]).await;
    assert_eq!(both(&marie, &file).await.0, bytes);
    assert!(image::load_from_memory(&both(&marie, &photo).await.1).is_ok());
    let part = marie
        .request(Method::GET, &file.url)
        .header("range", "bytes=9-14")
        .send()
        .await
        .unwrap();
    assert_eq!(part.bytes().await.unwrap(), bytes[9..15]);
    // the bucket is away: said as something that passes
    handle.stop(false).await;
    assert_eq!(status(&marie, file.id).await, 503);
}
