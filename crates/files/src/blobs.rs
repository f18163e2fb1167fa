//! Where the bytes of files are kept: a folder of this machine, or a bucket that speaks S3. Under random names; who may read what is not known here.

use std::{fmt, io, ops::Range, path::Path, sync::Arc, time::Duration};

use bytes::Bytes;
use futures_util::{StreamExt, stream::BoxStream};
use object_store::{
    BackoffConfig, ClientOptions, Error, GetOptions, GetRange, ObjectStore, ObjectStoreExt, RetryConfig,
    aws::AmazonS3Builder, local::LocalFileSystem, path::Path as Place,
};

/// A bucket that speaks S3.
#[derive(Clone)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// The address of the service; that of Amazon without one.
    pub endpoint: Option<String>,
    /// The region.
    pub region: String,
    /// Who we are to it.
    pub access_key: String,
    /// Our secret.
    pub secret_key: String,
}

/// The bytes cannot be read or written just now.
#[derive(Debug)]
pub enum Fault {
    /// There are none under this name.
    Missing,
    /// The place does not answer, is full, or refuses us.
    Unavailable(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("there are no bytes under this name"),
            Self::Unavailable(cause) => f.write_str(cause),
        }
    }
}
impl std::error::Error for Fault {}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound { .. } => Self::Missing,
            other => Self::Unavailable(other.to_string()),
        }
    }
}

/// Bytes as they come.
pub type Stream = BoxStream<'static, Result<Bytes, Fault>>;

/// The place. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
}

impl Blobs {
    /// In a folder, which is made when it is not there; nobody else on the machine may look into it.
    ///
    /// # Errors
    /// When it cannot be made or used.
    pub fn in_folder(folder: &Path) -> io::Result<Self> {
        make_ours(folder)?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(io::Error::other)?;
        Ok(Self {
            // an acknowledged message must survive a power cut, and so must what hangs on it
            store: Arc::new(store.with_fsync(true).with_automatic_cleanup(true)),
        })
    }

    /// In a bucket.
    ///
    /// # Errors
    /// When the settings cannot be used; whether the bucket answers is seen when it is needed.
    pub fn in_bucket(bucket: &Bucket) -> io::Result<Self> {
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&bucket.name)
            .with_region(&bucket.region)
            .with_access_key_id(&bucket.access_key)
            .with_secret_access_key(&bucket.secret_key)
            .with_client_options(
                ClientOptions::new()
                    .with_timeout(Duration::from_secs(60))
                    .with_connect_timeout(Duration::from_secs(3))
                    .with_allow_http(bucket.endpoint.as_ref().is_some_and(|url| url.starts_with("http://"))),
            )
            .with_retry(RetryConfig {
                backoff: BackoffConfig::default(),
                max_retries: 3,
                retry_timeout: Duration::from_secs(10),
            });
        if let Some(endpoint) = &bucket.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        let store = builder.build().map_err(io::Error::other)?;
        Ok(Self { store: Arc::new(store) })
    }

    /// Keeps bytes under a name; they are safe when this comes back.
    ///
    /// # Errors
    /// When they cannot be kept.
    pub async fn keep(&self, name: &str, bytes: Bytes) -> Result<(), Fault> {
        self.store.put(&place(name), bytes.into()).await?;
        Ok(())
    }

    /// Some of the bytes under a name, as they come.
    ///
    /// # Errors
    /// When there are none, or the place does not answer.
    pub async fn read(&self, name: &str, range: Range<u64>) -> Result<Stream, Fault> {
        let options = GetOptions {
            range: Some(GetRange::Bounded(range)),
            ..GetOptions::default()
        };
        let found = self.store.get_opts(&place(name), options).await?;
        Ok(found.into_stream().map(|chunk| chunk.map_err(Fault::from)).boxed())
    }

    /// Erases the bytes under a name. Doing it twice does nothing more.
    ///
    /// # Errors
    /// When the place does not answer.
    pub async fn erase(&self, name: &str) -> Result<(), Fault> {
        match self.store.delete(&place(name)).await.map_err(Fault::from) {
            Ok(()) | Err(Fault::Missing) => Ok(()),
            Err(fault) => Err(fault),
        }
    }
}

/// Names begin with random letters: two of them make a folder, so that none gets too long.
fn place(name: &str) -> Place {
    let folder = name.get(..2).unwrap_or("__");
    Place::from_iter([folder, name])
}

/// Makes a folder that only we may look into, unless it is there.
///
/// # Errors
/// When it cannot be made.
pub fn make_ours(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(test)]
mod tests {
    use futures_util::TryStreamExt;

    use super::*;

    async fn all(blobs: &Blobs, name: &str, range: Range<u64>) -> Result<Vec<u8>, Fault> {
        let chunks: Vec<Bytes> = blobs.read(name, range).await?.try_collect().await?;
        Ok(chunks.concat())
    }

    #[tokio::test]
    async fn bytes_are_kept_in_part_and_erased() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::in_folder(&folder.path().join("files")).unwrap();
        blobs.keep("ab12", Bytes::from_static(b"0123456789")).await.unwrap();
        assert_eq!(all(&blobs, "ab12", 0..10).await.unwrap(), b"0123456789");
        assert_eq!(all(&blobs, "ab12", 3..5).await.unwrap(), b"34");
        blobs.erase("ab12").await.unwrap();
        blobs.erase("ab12").await.unwrap();
        assert!(matches!(all(&blobs, "ab12", 0..10).await, Err(Fault::Missing)));
    }

    #[tokio::test]
    async fn no_name_leads_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("files");
        let blobs = Blobs::in_folder(&inner).unwrap();
        for name in ["../out", "..", "/etc/passwd", "a/../../out", "%2e%2e%2fout"] {
            drop(blobs.keep(name, Bytes::from_static(b"x")).await);
        }
        let beside: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(beside, ["files"]);
    }
}
