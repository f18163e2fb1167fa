//! The settings: read once from the environment, checked, and never a secret printed.

use std::{collections::HashMap, fmt, net::IpAddr, path::PathBuf, str::FromStr, time::Duration};

use anyhow::{Context, Result, bail, ensure};
use api::settings::{Environment, Settings};
use domain::{schools::modules::STAGE_MAX, words::MESSAGE_MAX};
use ipnet::IpNet;

mod check;
mod files;
mod proxies;
mod secret;
mod show;
mod storage;

pub use files::make_ours;
pub use secret::secret;
pub use show::without_password;
pub use storage::Storage;

/// The variables of the environment.
pub type Variables = HashMap<String, String>;

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// Everything that can be set.
#[derive(Debug, Clone)]
pub struct Config {
    /// Development or production.
    pub environment: Environment,
    /// The address to listen on.
    pub host: IpAddr,
    /// The port to listen on.
    pub port: u16,
    /// The address that people type, without a slash at the end.
    pub public_url: String,
    /// Where everything true is kept.
    pub database_url: String,
    /// Connections to it.
    pub database_pool_size: u32,
    /// Where nodes tell each other what happens; none for a single node.
    pub redis_url: Option<String>,
    /// What every key follows from; absent in development, then it is kept in a file.
    pub secret_key: Option<String>,
    /// 0 to 4, the preset of modules that a new school begins with.
    pub stage: u8,
    /// The mail server; none for files in a folder.
    pub smtp_url: Option<String>,
    /// The sender of our mails.
    pub mail_from: String,
    /// The folder for mails without a mail server.
    pub mail_dir: PathBuf,
    /// How often an open socket is asked whether it still lives.
    pub ping_interval: Duration,
    /// Open sockets of one account.
    pub max_connections: usize,
    /// Longest message, in characters.
    pub max_message_length: usize,
    /// Whether anything is limited.
    pub has_limits: bool,
    /// Calls of one person in a minute.
    pub calls_per_minute: u32,
    /// Messages of one person in a minute.
    pub messages_per_minute: u32,
    /// The proxies that are believed when they name who called them.
    pub trusted_proxies: Vec<IpNet>,
    /// What shows `/metrics` to another machine; none for nobody.
    pub metrics_token: Option<String>,
    /// Where files are kept, and how large they may be.
    pub storage: Storage,
    /// What is logged, in the syntax of `RUST_LOG`.
    pub log: String,
    /// How it is written.
    pub log_format: LogFormat,
    /// Pages from a folder in place of those in the binary.
    pub spa_dir: Option<PathBuf>,
}

impl Config {
    /// The settings of the process's environment.
    ///
    /// # Errors
    /// A sentence about the first setting that cannot be used.
    pub fn from_environment() -> Result<Self> {
        Self::read(&std::env::vars().collect())
    }

    /// The settings in these variables.
    ///
    /// # Errors
    /// A sentence about the first setting that cannot be used.
    pub fn read(variables: &Variables) -> Result<Self> {
        let text = |name: &str, default: &str| {
            let value = variables.get(name).map(|value| value.trim());
            value.filter(|value| !value.is_empty()).unwrap_or(default).to_owned()
        };
        let optional = |name: &str| Some(text(name, "")).filter(|value| !value.is_empty());
        let environment = match text("ENVIRONMENT", "development").as_str() {
            "development" => Environment::Development,
            "production" => Environment::Production,
            other => bail!("ENVIRONMENT must be development or production, not {other:?}"),
        };
        let port: u16 = number(variables, "PORT", 8000)?;
        let public_url = public_url(&text("PUBLIC_URL", &format!("http://localhost:{port}")))?;
        let config = Self {
            environment,
            host: text("HOST", "127.0.0.1")
                .parse()
                .context("HOST must be an IP address such as 127.0.0.1 or 0.0.0.0")?,
            port,
            trusted_proxies: proxies::trusted(variables.get("TRUSTED_PROXIES").map(String::as_str), &public_url)?,
            public_url,
            database_url: text("DATABASE_URL", "sqlite://data/ecolehub.db"),
            database_pool_size: number(variables, "DATABASE_POOL_SIZE", 8)?,
            redis_url: optional("REDIS_URL"),
            secret_key: optional("SECRET_KEY"),
            stage: number(variables, "STAGE", STAGE_MAX)?,
            smtp_url: optional("SMTP_URL"),
            mail_from: text("MAIL_FROM", "EcoleHub <noreply@localhost>"),
            mail_dir: PathBuf::from(text("MAIL_DIR", "mail")),
            ping_interval: Duration::from_secs(number(variables, "WEBSOCKET_PING_INTERVAL", 20)?),
            max_connections: number(variables, "MAX_CONNECTIONS_PER_USER", 5)?,
            max_message_length: number(variables, "MAX_MESSAGE_LENGTH", MESSAGE_MAX)?,
            has_limits: match text("RATE_LIMITS", "on").as_str() {
                "on" => true,
                "off" => false,
                other => bail!("RATE_LIMITS must be on or off, not {other:?}"),
            },
            calls_per_minute: number(variables, "RATE_LIMIT_PER_MINUTE", 300)?,
            messages_per_minute: number(variables, "MESSAGE_LIMIT_PER_MINUTE", 60)?,
            metrics_token: optional("METRICS_TOKEN"),
            storage: Storage::read(variables)?,
            log: text("LOG", "info"),
            log_format: match text("LOG_FORMAT", "text").as_str() {
                "text" => LogFormat::Text,
                "json" => LogFormat::Json,
                other => bail!("LOG_FORMAT must be text or json, not {other:?}"),
            },
            spa_dir: optional("SPA_DIR").map(PathBuf::from),
        };
        config.check()?;
        Ok(config)
    }

    /// Takes note of the port that is listened on, which may be one that the system chose; the public address follows, unless it was set.
    pub fn listens_on(&mut self, port: u16) {
        if self.public_url == format!("http://localhost:{}", self.port) {
            self.public_url = format!("http://localhost:{port}");
        }
        self.port = port;
    }

    /// What the API must know.
    #[must_use]
    pub fn settings(&self) -> Settings {
        Settings {
            environment: self.environment,
            public_url: self.public_url.clone(),
            stage: self.stage,
            max_message_length: self.max_message_length,
            ping_interval: self.ping_interval,
            max_connections: self.max_connections,
            has_limits: self.has_limits,
            calls_per_minute: self.calls_per_minute,
            messages_per_minute: self.messages_per_minute,
            trusted_proxies: self.trusted_proxies.clone(),
            files: self.storage.limits,
            metrics_token: self.metrics_token.clone(),
        }
    }
}

fn number<T>(variables: &Variables, name: &str, default: T) -> Result<T>
where
    T: FromStr,
    T::Err: fmt::Display,
{
    match variables
        .get(name)
        .map(|value| value.trim())
        .filter(|value| !value.is_empty())
    {
        None => Ok(default),
        Some(value) => value
            .parse()
            .map_err(|error| anyhow::anyhow!("{name} must be a number, not {value:?}: {error}")),
    }
}

fn public_url(text: &str) -> Result<String> {
    let text = text.trim_end_matches('/');
    let authority = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .unwrap_or_default();
    ensure!(
        !authority.is_empty() && !authority.contains(['/', ' ', '?', '#', '@']),
        "PUBLIC_URL must be an address such as https://ecole.example.be, without a path"
    );
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Config> {
        Config::read(
            &pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn without_any_variable_everything_has_a_default() {
        let config = read(&[]).unwrap();
        assert_eq!(config.public_url, "http://localhost:8000");
        assert_eq!(config.database_url, "sqlite://data/ecolehub.db");
        assert_eq!(config.redis_url, None);
    }

    #[test]
    fn the_public_address_follows_the_port() {
        assert_eq!(read(&[("PORT", "8010")]).unwrap().public_url, "http://localhost:8010");
        assert_eq!(
            read(&[("PUBLIC_URL", "https://a.be/")]).unwrap().public_url,
            "https://a.be"
        );
    }

    const GOOD: &str = "kT9v2Qw8Lr5nXz1Bc7Yh3Jd6Fs0Gp4Mu";

    #[rstest]
    #[case(&[("ENVIRONMENT", "staging")], "ENVIRONMENT must be")]
    #[case(&[("PORT", "many")], "PORT must be a number")]
    #[case(&[("DATABASE_URL", "mysql://x")], "DATABASE_URL must begin")]
    #[case(&[("REDIS_URL", "localhost:6379")], "REDIS_URL must begin")]
    #[case(&[("PUBLIC_URL", "ecole.be")], "PUBLIC_URL must be")]
    #[case(&[("STAGE", "5")], "STAGE must be 0 to 4")]
    #[case(&[("MAX_MESSAGE_LENGTH", "2001")], "MAX_MESSAGE_LENGTH must be")]
    #[case(&[("RATE_LIMITS", "maybe")], "RATE_LIMITS must be")]
    #[case(&[("RATE_LIMIT_PER_MINUTE", "0")], "RATE_LIMIT_PER_MINUTE must be")]
    #[case(&[("MESSAGE_LIMIT_PER_MINUTE", "100001")], "MESSAGE_LIMIT_PER_MINUTE must be")]
    #[case(&[("TRUSTED_PROXIES", "nginx")], "TRUSTED_PROXIES must be")]
    #[case(&[("ENVIRONMENT", "production"), ("SECRET_KEY", GOOD), ("PUBLIC_URL", "https://ecole.be"), ("RATE_LIMITS", "off")], "RATE_LIMITS may not be off")]
    #[case(&[("LOG_FORMAT", "xml")], "LOG_FORMAT must be")]
    #[case(&[("ENVIRONMENT", "production")], "SECRET_KEY must be set")]
    #[case(&[("ENVIRONMENT", "production"), ("SECRET_KEY", "short")], "at least 32 bytes")]
    #[case(&[("ENVIRONMENT", "production"), ("SECRET_KEY", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")], "must be random")]
    #[case(&[("ENVIRONMENT", "production"), ("SECRET_KEY", GOOD), ("PUBLIC_URL", "http://ecole.be")], "must begin with https://")]
    fn what_cannot_be_used_is_said(#[case] pairs: &[(&str, &str)], #[case] words: &str) {
        let error = read(pairs).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }

    #[rstest]
    #[case(&[("HOST", "0.0.0.0")], false)]
    #[case(&[("HOST", "::"), ("TRUSTED_PROXIES", "none")], false)]
    #[case(&[("HOST", "0.0.0.0"), ("TRUSTED_PROXIES", "127.0.0.1")], false)]
    #[case(&[("HOST", "0.0.0.0"), ("TRUSTED_PROXIES", "172.16.0.0/12")], true)]
    #[case(&[("HOST", "::1")], true)]
    fn nobody_reaches_a_production_without_tls(#[case] more: &[(&str, &str)], #[case] starts: bool) {
        let pairs = [
            ("ENVIRONMENT", "production"),
            ("SECRET_KEY", GOOD),
            ("PUBLIC_URL", "https://ecole.be"),
        ];
        assert_eq!(read(&[pairs.as_slice(), more].concat()).is_ok(), starts);
    }

    #[test]
    fn a_good_production_starts() {
        let pairs = [
            ("ENVIRONMENT", "production"),
            ("SECRET_KEY", GOOD),
            ("PUBLIC_URL", "https://ecole.be"),
        ];
        assert!(read(&pairs).is_ok());
    }
}
