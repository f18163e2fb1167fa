//! The settings as `ecolehub config` prints them: in the form in which they are set, secrets left out.

use std::fmt;

use super::{Config, LogFormat, proxies};

impl fmt::Display for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let secret = match &self.secret_key {
            Some(key) => format!("(set, {} bytes)", key.len()),
            None => "(not set: kept in data/secret.key)".to_owned(),
        };
        let none = || "(none)".to_owned();
        let lines = [
            ("ENVIRONMENT", self.environment.as_str().to_owned()),
            ("HOST", self.host.to_string()),
            ("PORT", self.port.to_string()),
            ("PUBLIC_URL", self.public_url.clone()),
            ("DATABASE_URL", without_password(&self.database_url)),
            ("DATABASE_POOL_SIZE", self.database_pool_size.to_string()),
            (
                "REDIS_URL",
                self.redis_url.as_deref().map_or_else(none, without_password),
            ),
            ("SECRET_KEY", secret),
            ("STAGE", self.stage.to_string()),
            ("SMTP_URL", self.smtp_url.as_deref().map_or_else(none, without_password)),
            ("MAIL_FROM", self.mail_from.clone()),
            ("MAIL_DIR", self.mail_dir.display().to_string()),
            ("WEBSOCKET_PING_INTERVAL", self.ping_interval.as_secs().to_string()),
            ("MAX_CONNECTIONS_PER_USER", self.max_connections.to_string()),
            ("MAX_MESSAGE_LENGTH", self.max_message_length.to_string()),
            ("RATE_LIMITS", if self.has_limits { "on" } else { "off" }.to_owned()),
            ("RATE_LIMIT_PER_MINUTE", self.calls_per_minute.to_string()),
            ("MESSAGE_LIMIT_PER_MINUTE", self.messages_per_minute.to_string()),
            ("TRUSTED_PROXIES", proxies::shown(&self.trusted_proxies)),
            (
                "METRICS_TOKEN",
                self.metrics_token.as_ref().map_or_else(none, |_| "(set)".to_owned()),
            ),
            ("LOG", self.log.clone()),
            (
                "LOG_FORMAT",
                match self.log_format {
                    LogFormat::Text => "text",
                    LogFormat::Json => "json",
                }
                .to_owned(),
            ),
            (
                "SPA_DIR",
                self.spa_dir.as_ref().map_or_else(
                    || "(the pages in the binary)".to_owned(),
                    |folder| folder.display().to_string(),
                ),
            ),
        ];
        for (name, value) in lines.into_iter().chain(self.storage.shown()) {
            writeln!(f, "{name}={value}")?;
        }
        Ok(())
    }
}

/// A URL that may be shown: what stands between the user's name and the host is left out, and whatever follows `?`.
pub fn without_password(url: &str) -> String {
    let url = url.split('?').next().unwrap_or_default();
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let Some((user, host)) = rest.rsplit_once('@') else {
        return url.to_owned();
    };
    let user = user.split(':').next().unwrap_or_default();
    format!("{scheme}://{user}:***@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_secret_is_printed() {
        let secret = "kT9v2Qw8Lr5nXz1Bc7Yh3Jd6Fs0Gp4Mu";
        let variables = [
            ("SECRET_KEY", secret),
            ("DATABASE_URL", "postgres://ecole:pass@word@db/ecolehub?password=other"),
            ("REDIS_URL", "redis://:quiet@redis:6379"),
            ("SMTP_URL", "smtp://post:letter@mail:587"),
            ("METRICS_TOKEN", "numbers-for-the-operator"),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let shown = Config::read(&variables.into_iter().collect()).unwrap().to_string();
        for secret in [secret, "pass@word", "other", "quiet", "letter", "numbers-for"] {
            assert!(!shown.contains(secret), "{shown}");
        }
        assert!(
            shown.contains("DATABASE_URL=postgres://ecole:***@db/ecolehub"),
            "{shown}"
        );
    }
}
