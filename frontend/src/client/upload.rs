//! Uploading a file, with its progress, which `fetch` cannot tell.

use std::{cell::Cell, rc::Rc};

use domain::{
    endpoint::Endpoint,
    files::calls::UploadFile,
    messaging::attachment::Attachment,
    problem::{Code, Problem},
    session::{CLIENT_HEADER, CLIENT_NAME, IDEMPOTENCY_HEADER},
};
use gloo_timers::callback::Interval;
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, ProgressEvent, UrlSearchParams, XmlHttpRequest};

use super::{Failure, SignedIn};

/// How often it is looked whether anything moves, in milliseconds.
const LOOK: u32 = 5_000;
/// So many looks without a movement are the end of it.
const MOST_LOOKS: u32 = 6;

/// Stops an upload.
#[derive(Debug, Clone)]
pub struct Stop(XmlHttpRequest);

impl Stop {
    /// Stops it; the server forgets what it has of it.
    pub fn stop(&self) {
        // Fails only when it is over.
        drop(self.0.abort());
    }
}

/// An upload under way.
pub struct Upload {
    request: XmlHttpRequest,
    done: Promise,
    still: Rc<Cell<u32>>,
    _progress: Closure<dyn FnMut(ProgressEvent)>,
}

impl SignedIn {
    /// Begins to upload a file. With the same key it is one file on the server, however often it is begun.
    pub fn upload(self, file: &File, key: &str, on_progress: impl Fn(f64) + 'static) -> Option<Upload> {
        let request = XmlHttpRequest::new().ok()?;
        let query = UrlSearchParams::new().ok()?;
        query.append("name", &file.name());
        let address = format!("/api/v1{}?{}", UploadFile {}.uri(), String::from(query.to_string()));
        request.open("POST", &address).ok()?;
        for (name, value) in [
            ("accept", "application/json"),
            ("content-type", "application/octet-stream"),
            (CLIENT_HEADER, CLIENT_NAME),
            (IDEMPOTENCY_HEADER, key),
        ] {
            request.set_request_header(name, value).ok()?;
        }
        let still = Rc::new(Cell::new(0));
        let moved = Rc::clone(&still);
        let progress = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
            moved.set(0);
            if event.length_computable() && event.total() > 0.0 {
                on_progress(event.loaded() / event.total());
            }
        });
        let upload = request.upload().ok()?;
        upload.set_onprogress(Some(progress.as_ref().unchecked_ref::<Function>()));
        let watched = request.clone();
        let done = Promise::new(&mut |resolve, _| watched.set_onloadend(Some(&resolve)));
        request.send_with_opt_blob(Some(file)).ok()?;
        Some(Upload {
            request,
            done,
            still,
            _progress: progress,
        })
    }

    /// What the server says about an upload.
    pub async fn uploaded(self, upload: Upload) -> Result<Attachment, Failure> {
        let (request, still) = (upload.request.clone(), Rc::clone(&upload.still));
        // A network that is gone without a word is noticed by nobody else.
        let looking = Interval::new(LOOK, move || {
            still.set(still.get() + 1);
            if still.get() > MOST_LOOKS {
                drop(request.abort());
            }
        });
        drop(JsFuture::from(upload.done.clone()).await);
        drop(looking);
        let status = upload.request.status().unwrap_or(0);
        let text = upload.request.response_text().ok().flatten().unwrap_or_default();
        let answer = read(status, &text);
        if answer.as_ref().is_err_and(|failure| failure.is(Code::Unauthenticated)) {
            self.session().has_expired();
        }
        answer
    }
}

impl Upload {
    /// What stops it.
    pub fn stop(&self) -> Stop {
        Stop(self.request.clone())
    }
}

fn read(status: u16, text: &str) -> Result<Attachment, Failure> {
    let unreadable = Failure::Unreadable { status, request: None };
    match status {
        0 => Err(Failure::NoAnswer),
        200..300 => serde_json::from_str(text).map_err(|_| unreadable),
        _ => match serde_json::from_str::<Problem>(text) {
            Ok(problem) => Err(Failure::Problem(Box::new(problem))),
            Err(_) => Err(unreadable),
        },
    }
}
