//! The proxies that are believed when they name who called them.

use anyhow::{Context, Result};
use ipnet::IpNet;

/// Behind TLS there is a proxy, and unless it is said otherwise it runs on the same machine.
const BESIDE: &str = "127.0.0.0/8 ::1";

/// The networks in `TRUSTED_PROXIES`: addresses or networks, separated by commas or spaces; `none` for nobody.
pub(super) fn trusted(set: Option<&str>, public_url: &str) -> Result<Vec<IpNet>> {
    let default = if public_url.starts_with("https://") { BESIDE } else { "" };
    let text = set.map(str::trim).filter(|text| !text.is_empty()).unwrap_or(default);
    if text == "none" {
        return Ok(Vec::new());
    }
    text.split([',', ' '])
        .filter(|word| !word.is_empty())
        .map(network)
        .collect()
}

fn network(word: &str) -> Result<IpNet> {
    let address = || word.parse().map(|address: std::net::IpAddr| IpNet::from(address));
    word.parse().or_else(|_| address()).with_context(|| {
        format!("TRUSTED_PROXIES must be addresses or networks such as 10.0.0.7 172.16.0.0/12, not {word:?}")
    })
}

/// The networks as they are set.
pub(super) fn shown(networks: &[IpNet]) -> String {
    if networks.is_empty() {
        return "none".to_owned();
    }
    networks.iter().map(IpNet::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behind_tls_the_same_machine_is_believed_and_otherwise_nobody() {
        let of = |set, url| shown(&trusted(set, url).unwrap());
        assert_eq!(of(None, "http://localhost:8000"), "none");
        assert_eq!(of(None, "https://ecole.be"), "127.0.0.0/8 ::1/128");
        assert_eq!(of(Some("none"), "https://ecole.be"), "none");
        assert_eq!(
            of(Some("10.0.0.7, 172.16.0.0/12"), "http://x"),
            "10.0.0.7/32 172.16.0.0/12"
        );
        assert!(trusted(Some("nginx"), "http://x").is_err());
    }
}
