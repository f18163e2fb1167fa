//! What the API must know about the instance; read from the environment by `server::config`.

use std::time::Duration;

use ipnet::IpNet;

/// Where the instance runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    /// On the machine of somebody who tries it or works on it.
    Development,
    /// For a school.
    Production,
}

impl Environment {
    /// The word in settings.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Production => "production",
        }
    }
}

/// The settings of the API.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Development or production.
    pub environment: Environment,
    /// The address that people type, without a slash at the end.
    pub public_url: String,
    /// 0 to 4, the preset of modules that a new school begins with.
    pub stage: u8,
    /// Longest message, in characters.
    pub max_message_length: usize,
    /// How often an open socket is asked whether it still lives.
    pub ping_interval: Duration,
    /// Open sockets of one account.
    pub max_connections: usize,
    /// Whether anything is limited; off only for benchmarks and tests that throw much at a server.
    pub has_limits: bool,
    /// Calls of one person in a minute.
    pub calls_per_minute: u32,
    /// Messages of one person in a minute.
    pub messages_per_minute: u32,
    /// The proxies that are believed when they name who called them.
    pub trusted_proxies: Vec<IpNet>,
    /// What shows `/metrics` to a machine that is not this one.
    pub metrics_token: Option<String>,
    /// How large files may be.
    pub files: FileLimits,
}

/// How large files may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileLimits {
    /// Largest picture, in bytes.
    pub picture_bytes: u64,
    /// Most pixels of a picture.
    pub picture_pixels: u64,
    /// Largest document, in bytes.
    pub document_bytes: u64,
    /// What the files of one person take at most, in bytes.
    pub quota_bytes: u64,
}

impl Default for FileLimits {
    fn default() -> Self {
        const MIB: u64 = 1024 * 1024;
        Self {
            picture_bytes: 10 * MIB,
            picture_pixels: 50_000_000,
            document_bytes: 25 * MIB,
            quota_bytes: 500 * MIB,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            environment: Environment::Development,
            public_url: "http://localhost:8000".to_owned(),
            stage: domain::schools::modules::STAGE_MAX,
            max_message_length: domain::words::MESSAGE_MAX,
            ping_interval: Duration::from_secs(20),
            max_connections: 5,
            has_limits: true,
            calls_per_minute: 300,
            messages_per_minute: 60,
            trusted_proxies: Vec::new(),
            files: FileLimits::default(),
            metrics_token: None,
        }
    }
}

impl Settings {
    /// Whether people come over TLS.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Scheme, host and port of the public address, as browsers send it in `Origin`.
    #[must_use]
    pub fn origin(&self) -> &str {
        let after_scheme = self.public_url.find("://").map_or(0, |at| at + 3);
        let end = self
            .public_url
            .get(after_scheme..)
            .and_then(|rest| rest.find('/'))
            .map_or(self.public_url.len(), |at| after_scheme + at);
        self.public_url.get(..end).unwrap_or(&self.public_url)
    }
}
