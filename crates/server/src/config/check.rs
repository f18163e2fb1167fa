//! What settings must be, beyond being readable: each rule with its sentence.

use anyhow::{Result, bail, ensure};
use api::settings::Environment;
use domain::{schools::modules::STAGE_MAX, words::MESSAGE_MAX};

use super::{Config, files, secret};

impl Config {
    /// Refuses what cannot be used.
    pub(super) fn check(&self) -> Result<()> {
        ensure!(
            store::backend::Backend::of(&self.database_url).is_some(),
            "DATABASE_URL must begin with sqlite:// or postgres://"
        );
        if let Some(url) = &self.redis_url {
            ensure!(
                url.starts_with("redis://") || url.starts_with("rediss://"),
                "REDIS_URL must begin with redis:// or rediss://"
            );
        }
        if let Some(url) = &self.smtp_url {
            ensure!(
                url.starts_with("smtp://") || url.starts_with("smtps://"),
                "SMTP_URL must begin with smtp:// or smtps://"
            );
        }
        ensure!(
            self.stage <= STAGE_MAX,
            "STAGE must be 0 to {STAGE_MAX}, not {}",
            self.stage
        );
        ensure!(
            (1..=200).contains(&self.database_pool_size),
            "DATABASE_POOL_SIZE must be 1 to 200"
        );
        ensure!(
            (1..=300).contains(&self.ping_interval.as_secs()),
            "WEBSOCKET_PING_INTERVAL must be 1 to 300 seconds"
        );
        ensure!(
            (1..=100).contains(&self.max_connections),
            "MAX_CONNECTIONS_PER_USER must be 1 to 100"
        );
        ensure!(
            (1..=MESSAGE_MAX).contains(&self.max_message_length),
            "MAX_MESSAGE_LENGTH must be 1 to {MESSAGE_MAX}"
        );
        for (name, count) in [
            ("RATE_LIMIT_PER_MINUTE", self.calls_per_minute),
            ("MESSAGE_LIMIT_PER_MINUTE", self.messages_per_minute),
        ] {
            ensure!((10..=100_000).contains(&count), "{name} must be 10 to 100000");
        }
        ensure!(
            self.metrics_token.as_ref().is_none_or(|token| token.len() >= 16),
            "METRICS_TOKEN must have at least 16 signs: openssl rand -base64 24"
        );
        if self.environment == Environment::Production {
            self.check_production()?;
        }
        Ok(())
    }

    /// What would put a school at risk does not start.
    fn check_production(&self) -> Result<()> {
        let Some(key) = &self.secret_key else {
            bail!("in production SECRET_KEY must be set, to at least 32 random bytes: openssl rand -base64 48");
        };
        ensure!(
            key.len() >= secret::SHORTEST,
            "in production SECRET_KEY must have at least {} bytes, not {}: openssl rand -base64 48",
            secret::SHORTEST,
            key.len()
        );
        let mut letters: Vec<char> = key.chars().collect();
        letters.sort_unstable();
        letters.dedup();
        ensure!(
            letters.len() >= 10,
            "SECRET_KEY must be random, and this one is not: openssl rand -base64 48"
        );
        ensure!(self.has_limits, "in production RATE_LIMITS may not be off");
        let is_local = ["http://localhost", "http://127.0.0.1"].iter().any(|local| {
            self.public_url
                .strip_prefix(local)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
        });
        ensure!(
            self.public_url.starts_with("https://") || is_local,
            "in production PUBLIC_URL must begin with https://"
        );
        // what is reached from other machines without TLS is meant for the proxy that speaks it
        let has_proxy = self.trusted_proxies.iter().any(|network| !network.addr().is_loopback());
        ensure!(
            self.host.is_loopback() || has_proxy,
            "in production HOST must be 127.0.0.1, or TRUSTED_PROXIES must name the proxy in front that speaks TLS"
        );
        files::only_ours(&self.database_url)
    }
}
