//! The files of a message that is being written: uploaded one after the other while one writes, again when the network comes back.

use domain::{
    files::{
        calls::{DiscardFile, ShowFileSpace},
        types::{ATTACHMENTS_MAX, FileSpace},
    },
    id::{ClientMessage, Id},
    messaging::attachment::Attachment,
    problem::{Code, Problem},
};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use web_sys::{File, Url};

use crate::client::{Failure, SignedIn, Stop};

/// After so many failures with a network that works, the reader decides.
const MOST_TRIES: u32 = 8;
/// How long is waited before another try at first, in milliseconds; then twice as long each time.
const PAUSE: u32 = 1_000;
/// How long at most.
const LONGEST_PAUSE: u32 = 15_000;
/// How often it is looked whether the network is back, in milliseconds.
const LOOK: u32 = 250;

/// How far a file has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Waits for its turn.
    Waiting,
    /// On its way; so many percent are there.
    Moving(u8),
    /// Waits for the network.
    Pausing,
    /// It is there.
    Done(Box<Attachment>),
    /// It cannot be sent, for this reason.
    Refused(Failure),
}

/// A file of the message.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Which; the same at every attempt.
    pub key: Id<ClientMessage>,
    /// Its name.
    pub name: String,
    /// A picture of this device to look at, until it is sent.
    pub preview: Option<String>,
    /// How far it has come.
    pub step: Step,
}

/// What belongs to a file and stays on this device.
struct Held {
    key: Id<ClientMessage>,
    file: File,
    stop: Option<Stop>,
}

/// The files of a message; `Copy`, like a signal.
#[derive(Debug, Clone, Copy)]
pub struct Uploads {
    items: RwSignal<Vec<Item>>,
    /// Whether the message goes as soon as the files are there.
    pub pressed: RwSignal<bool>,
    /// How many could not be added, because there are as many as there may be.
    pub too_many: RwSignal<bool>,
    held: StoredValue<Vec<Held>, LocalStorage>,
    is_busy: StoredValue<bool>,
    space: StoredValue<Option<FileSpace>>,
}

impl Uploads {
    /// None yet.
    pub fn new() -> Self {
        Self {
            items: RwSignal::new(Vec::new()),
            pressed: RwSignal::new(false),
            too_many: RwSignal::new(false),
            held: StoredValue::new_local(Vec::new()),
            is_busy: StoredValue::new(false),
            space: StoredValue::new(None),
        }
    }

    /// The files, in their order.
    pub fn items(self) -> RwSignal<Vec<Item>> {
        self.items
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.items.with(Vec::is_empty)
    }

    /// All of them, when all of them are there.
    pub fn ready(self) -> Option<Vec<Attachment>> {
        self.items.with(|items| {
            let done = items.iter().map(|item| match &item.step {
                Step::Done(file) => Some((**file).clone()),
                _ => None,
            });
            done.collect()
        })
    }

    /// Whether one of them cannot be sent.
    pub fn has_refused(self) -> bool {
        self.items
            .with(|items| items.iter().any(|item| matches!(item.step, Step::Refused(_))))
    }

    /// Adds files and begins to upload them.
    pub fn add(self, client: SignedIn, files: impl IntoIterator<Item = File>) {
        let mut room = ATTACHMENTS_MAX.saturating_sub(self.items.with_untracked(Vec::len));
        self.too_many.set(false);
        for file in files {
            if room == 0 {
                self.too_many.set(true);
                break;
            }
            room -= 1;
            let key = Id::fresh();
            let is_picture = file.type_().starts_with("image/");
            let preview = is_picture
                .then(|| Url::create_object_url_with_blob(&file).ok())
                .flatten();
            let item = Item {
                key,
                name: file.name(),
                preview,
                step: Step::Waiting,
            };
            self.held.update_value(|held| held.push(Held { key, file, stop: None }));
            self.items.update(|items| items.push(item));
        }
        self.begin(client);
    }

    /// Tries a refused one again.
    pub fn retry(self, client: SignedIn, key: Id<ClientMessage>) {
        self.step(key, Step::Waiting);
        self.begin(client);
    }

    /// Takes a file away; what is there of it already is deleted.
    pub fn remove(self, client: SignedIn, key: Id<ClientMessage>) {
        let Some(item) = self
            .items
            .with_untracked(|items| items.iter().find(|item| item.key == key).cloned())
        else {
            return;
        };
        self.items.update(|items| items.retain(|item| item.key != key));
        self.too_many.set(false);
        self.forget(&item);
        if let Step::Done(file) = item.step {
            spawn_local(async move {
                // When it stays, the server deletes it tomorrow.
                drop(client.ask(DiscardFile { file: file.id }).await);
            });
        }
    }

    /// The message is sent: they belong to it now.
    pub fn sent(self) {
        let items = self.items.try_update(std::mem::take).unwrap_or_default();
        self.pressed.set(false);
        self.too_many.set(false);
        for item in &items {
            self.forget(item);
        }
    }

    /// Stops whatever is on its way: the page goes.
    pub fn leave(self) {
        for item in self.items.try_get_untracked().unwrap_or_default() {
            self.forget(&item);
        }
    }

    fn forget(self, item: &Item) {
        self.held.try_update_value(|held| {
            for one in held.iter().filter(|one| one.key == item.key) {
                if let Some(stop) = &one.stop {
                    stop.stop();
                }
            }
            held.retain(|one| one.key != item.key);
        });
        if let Some(preview) = &item.preview {
            // An address that is forgotten twice is forgotten.
            drop(Url::revoke_object_url(preview));
        }
    }

    fn step(self, key: Id<ClientMessage>, step: Step) {
        self.items.try_update(|items| {
            if let Some(item) = items.iter_mut().find(|item| item.key == key) {
                item.step = step;
            }
        });
    }

    fn begin(self, client: SignedIn) {
        if self.is_busy.try_update_value(|busy| std::mem::replace(busy, true)) != Some(false) {
            return;
        }
        spawn_local(async move {
            if self.space.try_get_value().flatten().is_none() {
                let space = client.ask(ShowFileSpace {}).await.ok();
                self.space.try_update_value(|known| *known = space);
            }
            while let Some(key) = self.next() {
                self.carry(client, key).await;
            }
            self.is_busy.try_set_value(false);
        });
    }

    fn next(self) -> Option<Id<ClientMessage>> {
        let items = self.items.try_get_untracked()?;
        items
            .iter()
            .find(|item| item.step == Step::Waiting)
            .map(|item| item.key)
    }

    /// Uploads one file, as often as it takes.
    async fn carry(self, client: SignedIn, key: Id<ClientMessage>) {
        let mut tries = 0;
        loop {
            let Some(file) = self.file(key) else { return };
            if let Some(failure) = self.too_large(&file) {
                return self.step(key, Step::Refused(failure));
            }
            self.step(key, Step::Moving(0));
            let answer = self.attempt(client, key, &file).await;
            let was_online = is_online();
            match answer {
                Ok(attachment) => return self.step(key, Step::Done(Box::new(attachment))),
                Err(failure) if failure.may_pass() && (tries < MOST_TRIES || !was_online) => {
                    tries += u32::from(was_online);
                    self.step(key, Step::Pausing);
                    self.pause(key, PAUSE.saturating_mul(1 << tries.min(5)).min(LONGEST_PAUSE))
                        .await;
                }
                Err(failure) => return self.step(key, Step::Refused(failure)),
            }
        }
    }

    async fn attempt(self, client: SignedIn, key: Id<ClientMessage>, file: &File) -> Result<Attachment, Failure> {
        let on_progress = move |share: f64| self.step(key, Step::Moving(percent(share)));
        let Some(upload) = client.upload(file, &key.to_string(), on_progress) else {
            return Err(Failure::NoAnswer);
        };
        let stop = upload.stop();
        self.held.try_update_value(|held| {
            if let Some(one) = held.iter_mut().find(|one| one.key == key) {
                one.stop = Some(stop);
            }
        });
        client.uploaded(upload).await
    }

    /// Waits a while, and without a network until it is back.
    async fn pause(self, key: Id<ClientMessage>, millis: u32) {
        let mut waited = 0;
        while self.file(key).is_some() && (waited < millis || !is_online()) {
            TimeoutFuture::new(LOOK).await;
            waited = waited.saturating_add(LOOK);
        }
    }

    fn file(self, key: Id<ClientMessage>) -> Option<File> {
        self.held
            .try_with_value(|held| held.iter().find(|one| one.key == key).map(|one| one.file.clone()))
            .flatten()
    }

    /// What the server would say after minutes is said at once.
    fn too_large(self, file: &File) -> Option<Failure> {
        let space = self.space.try_get_value().flatten()?;
        let is_picture = ["image/jpeg", "image/png", "image/webp", "image/gif"].contains(&file.type_().as_str());
        let most = if is_picture {
            space.picture_bytes_max
        } else {
            space.document_bytes_max
        };
        let code = if bytes(file) > most {
            Code::TooLarge
        } else if space.used_bytes >= space.quota_bytes {
            Code::SpaceUsed
        } else {
            return None;
        };
        Some(Failure::Problem(Box::new(Problem::new(code))))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a size is a whole number far below 2^53")]
fn bytes(file: &File) -> i64 {
    file.size() as i64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it lies between 0 and 100"
)]
fn percent(share: f64) -> u8 {
    (share * 100.0).clamp(0.0, 100.0) as u8
}

fn is_online() -> bool {
    window().navigator().on_line()
}
