//! Where files are kept, and how large they may be.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use api::{files::shelf::Shelf, settings::FileLimits};
use files::blobs::{Blobs, Bucket};

use super::{Variables, number};

const MIB: u64 = 1024 * 1024;

/// The settings of files.
#[derive(Clone)]
pub struct Storage {
    /// The folder of files, and of those that are still coming.
    folder: PathBuf,
    /// A bucket in place of the folder.
    bucket: Option<Bucket>,
    /// How large files may be.
    pub limits: FileLimits,
}

impl std::fmt::Debug for Storage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // a bucket has a secret
        f.debug_struct("Storage")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

impl Storage {
    /// The settings in these variables.
    ///
    /// # Errors
    /// A sentence about the first setting that cannot be used.
    pub fn read(variables: &Variables) -> Result<Self> {
        let given = |name: &str| {
            let value = variables.get(name).map(|value| value.trim().to_owned());
            value.filter(|value| !value.is_empty())
        };
        let needed = |name: &str| given(name).with_context(|| format!("with S3_BUCKET, {name} must be set"));
        let bucket = match given("S3_BUCKET") {
            None => None,
            Some(name) => Some(Bucket {
                name,
                endpoint: given("S3_ENDPOINT"),
                region: given("S3_REGION").unwrap_or_else(|| "eu-west-1".to_owned()),
                access_key: needed("S3_ACCESS_KEY_ID")?,
                secret_key: needed("S3_SECRET_ACCESS_KEY")?,
            }),
        };
        if let Some(endpoint) = bucket.as_ref().and_then(|bucket| bucket.endpoint.as_ref()) {
            ensure!(
                endpoint.starts_with("https://") || endpoint.starts_with("http://"),
                "S3_ENDPOINT must begin with https:// or http://"
            );
        }
        let within = |name: &str, default: u64, most: u64| -> Result<u64> {
            let value = number(variables, name, default)?;
            ensure!((1..=most).contains(&value), "{name} must be 1 to {most}");
            Ok(value)
        };
        Ok(Self {
            folder: PathBuf::from(given("FILES_DIR").unwrap_or_else(|| "data/files".to_owned())),
            bucket,
            limits: FileLimits {
                picture_bytes: within("MAX_IMAGE_MB", 10, 50)? * MIB,
                picture_pixels: within("MAX_IMAGE_MEGAPIXELS", 50, 200)? * 1_000_000,
                document_bytes: within("MAX_DOCUMENT_MB", 25, 200)? * MIB,
                quota_bytes: within("FILES_QUOTA_MB", 500, 1_000_000)? * MIB,
            },
        })
    }

    /// The place, with its folder made.
    ///
    /// # Errors
    /// A sentence about what cannot be used.
    pub fn open(&self) -> Result<Shelf> {
        let blobs = match &self.bucket {
            Some(bucket) => Blobs::in_bucket(bucket).context("the bucket S3_BUCKET cannot be used")?,
            None => Blobs::in_folder(&self.folder)
                .with_context(|| format!("the folder {} (FILES_DIR) cannot be used", self.folder.display()))?,
        };
        let incoming = self.folder.join("incoming");
        Shelf::new(blobs, incoming)
            .with_context(|| format!("the folder {} (FILES_DIR) cannot be written", self.folder.display()))
    }

    /// As they are set, without the secret.
    #[must_use]
    pub fn shown(&self) -> Vec<(&'static str, String)> {
        let none = || "(none)".to_owned();
        let bucket = self.bucket.as_ref();
        let of_bucket = |value: fn(&Bucket) -> String| bucket.map_or_else(none, value);
        vec![
            ("FILES_DIR", self.folder.display().to_string()),
            ("S3_BUCKET", of_bucket(|bucket| bucket.name.clone())),
            (
                "S3_ENDPOINT",
                of_bucket(|bucket| bucket.endpoint.clone().unwrap_or_else(|| "(Amazon)".to_owned())),
            ),
            ("S3_REGION", of_bucket(|bucket| bucket.region.clone())),
            ("S3_ACCESS_KEY_ID", of_bucket(|bucket| bucket.access_key.clone())),
            ("S3_SECRET_ACCESS_KEY", of_bucket(|_| "(set)".to_owned())),
            ("MAX_IMAGE_MB", (self.limits.picture_bytes / MIB).to_string()),
            (
                "MAX_IMAGE_MEGAPIXELS",
                (self.limits.picture_pixels / 1_000_000).to_string(),
            ),
            ("MAX_DOCUMENT_MB", (self.limits.document_bytes / MIB).to_string()),
            ("FILES_QUOTA_MB", (self.limits.quota_bytes / MIB).to_string()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Storage> {
        let pairs = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Storage::read(&pairs.collect())
    }

    #[rstest]
    #[case(&[("MAX_IMAGE_MB", "0")], "MAX_IMAGE_MB must be 1 to 50")]
    #[case(&[("MAX_DOCUMENT_MB", "many")], "MAX_DOCUMENT_MB must be a number")]
    #[case(&[("S3_BUCKET", "ecole")], "S3_ACCESS_KEY_ID must be set")]
    #[case(&[("S3_BUCKET", "ecole"), ("S3_ACCESS_KEY_ID", "a"), ("S3_SECRET_ACCESS_KEY", "b"), ("S3_ENDPOINT", "minio:9000")], "S3_ENDPOINT must begin")]
    fn what_cannot_be_used_is_said(#[case] pairs: &[(&str, &str)], #[case] words: &str) {
        let error = read(pairs).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }

    #[test]
    fn the_secret_of_a_bucket_is_not_shown() {
        let pairs = [
            ("S3_BUCKET", "ecole"),
            ("S3_ACCESS_KEY_ID", "who"),
            ("S3_SECRET_ACCESS_KEY", "hush-hush"),
        ];
        let storage = read(&pairs).unwrap();
        assert!(!format!("{storage:?} {:?}", storage.shown()).contains("hush"));
        assert!(storage.shown().contains(&("S3_BUCKET", "ecole".to_owned())));
    }
}
