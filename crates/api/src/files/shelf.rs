//! Where files are put away, and how many are looked at at once: a picture is up to two hundred megabytes while it is written anew.

use std::{
    io::{self, Read, Seek},
    path::{Path, PathBuf},
    sync::Arc,
};

use actix_web::web;
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use bytes::Bytes;
use domain::{
    id::FileId,
    problem::{Code, Problem},
};
use files::{
    blobs::{self, Blobs},
    kinds::{self, Kind, Refusal},
    names,
    pictures::{self, Picture},
};
use store::files::arriving::{NewFile, NewPicture};
use tokio::sync::Semaphore;

use crate::{failure::Failure, settings::FileLimits, streamed::Received};

/// Files that are looked at at once.
const AT_ONCE: usize = 2;

/// Where files are put away. Cheap to clone.
#[derive(Clone)]
pub struct Shelf {
    blobs: Blobs,
    incoming: PathBuf,
    turns: Arc<Semaphore>,
}

/// A file that is ready to be put away.
pub struct Ready {
    /// What is known of it.
    pub new: NewFile,
    bytes: Bytes,
    small: Option<Bytes>,
}

impl Shelf {
    /// A shelf over these bytes; what is still coming is written into a folder, which is made when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn new(blobs: Blobs, incoming: PathBuf) -> io::Result<Self> {
        blobs::make_ours(&incoming)?;
        Ok(Self {
            blobs,
            incoming,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
        })
    }

    /// The bytes.
    #[must_use]
    pub const fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// Where files are written while they come.
    #[must_use]
    pub fn incoming(&self) -> &Path {
        &self.incoming
    }

    /// Looks at what has come: what it is, and a picture written anew. Away from the threads that answer, a few at once.
    ///
    /// # Errors
    /// `file_kind`, `file_heic`, `file_broken`; `too_large` for a picture.
    pub async fn look(&self, received: Received, name: String, limits: FileLimits) -> Result<Ready, Failure> {
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(Failure::broken)?;
        let looking = web::block(move || {
            // held as long as the work, even when the caller has gone away
            let _turn = turn;
            ready(received, &name, limits)
        });
        looking.await.map_err(Failure::broken)?
    }

    /// Puts the bytes away; they are safe when this comes back.
    ///
    /// # Errors
    /// `unavailable` when the place does not answer or is full.
    pub async fn put_away(&self, ready: Ready) -> Result<(), Failure> {
        let blob = &ready.new.blob;
        if let Some(small) = ready.small {
            self.blobs
                .keep(&names::small_of(blob), small)
                .await
                .map_err(unavailable)?;
        }
        self.blobs.keep(blob, ready.bytes).await.map_err(unavailable)
    }
}

/// The place of the bytes does not answer, or has lost them.
pub fn unavailable(fault: blobs::Fault) -> Failure {
    match fault {
        blobs::Fault::Missing => Failure::broken("the bytes of a file are missing"),
        blobs::Fault::Unavailable(cause) => {
            tracing::warn!(%cause, "the place of files does not answer");
            Failure::from(Code::Unavailable)
        }
    }
}

/// How many bytes a file may have that begins like this.
pub fn most(begin: &[u8], limits: FileLimits) -> u64 {
    if kinds::picture(begin).is_some() {
        limits.picture_bytes
    } else {
        limits.document_bytes.max(limits.picture_bytes)
    }
}

fn ready(mut received: Received, name: &str, limits: FileLimits) -> Result<Ready, Failure> {
    let mut bytes = Vec::new();
    received.file.rewind().map_err(Failure::broken)?;
    received.file.read_to_end(&mut bytes).map_err(Failure::broken)?;
    let kind = kinds::of(&bytes, name).map_err(refused)?;
    let most = if kind.is_picture() {
        limits.picture_bytes
    } else {
        limits.document_bytes
    };
    if received.length > most {
        return Err(Failure::from(Code::TooLarge));
    }
    if !kind.is_picture() {
        return new_file(kind, name, bytes, None);
    }
    written_anew(kind, name, &bytes, limits)
}

/// Makes a picture that comes with the program ready, like one that somebody sends.
///
/// # Errors
/// `file_kind`, `file_broken`.
pub fn ready_picture(name: &str, bytes: &[u8], limits: FileLimits) -> Result<Ready, Failure> {
    written_anew(kinds::of(bytes, name).map_err(refused)?, name, bytes, limits)
}

fn written_anew(kind: Kind, name: &str, bytes: &[u8], limits: FileLimits) -> Result<Ready, Failure> {
    let picture = pictures::made_safe(kind, bytes, limits.picture_pixels).map_err(refused)?;
    let Picture { kind, bytes, small, .. } = picture.clone();
    new_file(kind, name, bytes, Some((picture, small)))
}

fn new_file(kind: Kind, name: &str, bytes: Vec<u8>, picture: Option<(Picture, Vec<u8>)>) -> Result<Ready, Failure> {
    let (picture, small) = picture.unzip();
    let picture = picture.map(|picture| -> Result<NewPicture, Failure> {
        Ok(NewPicture {
            width: picture.width.try_into().map_err(Failure::broken)?,
            height: picture.height.try_into().map_err(Failure::broken)?,
            placeholder: STANDARD_NO_PAD.encode(&picture.placeholder),
            small_media_type: picture.small_kind.media_type(),
            small_bytes: picture.small.len().try_into().map_err(Failure::broken)?,
        })
    });
    let new = NewFile {
        id: FileId::fresh(),
        name: names::clean(name, kind),
        media_type: kind.media_type(),
        bytes: bytes.len().try_into().map_err(Failure::broken)?,
        blob: uuid::Uuid::new_v4().simple().to_string(),
        picture: picture.transpose()?,
    };
    Ok(Ready {
        new,
        bytes: Bytes::from(bytes),
        small: small.map(Bytes::from),
    })
}

fn refused(refusal: Refusal) -> Failure {
    let code = match refusal {
        Refusal::Heic => Code::FileHeic,
        Refusal::Kind => Code::FileKind,
        Refusal::Broken | Refusal::Pixels => Code::FileBroken,
    };
    Failure::from(Problem::new(code).because(refusal.to_string()))
}
