//! Where a request comes from: the network that it is counted for, and whether its device is known.

use std::net::{IpAddr, Ipv6Addr};

use actix_web::HttpRequest;
use ipnet::IpNet;

use super::device::Device;
use crate::{keys::Keys, settings::Settings};

/// The header in which a proxy names who called it.
const FORWARDED: &str = "x-forwarded-for";

/// Where a request comes from.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The address, of IPv6 the network of 64 bits: whoever has one address of it has all.
    pub network: IpAddr,
    /// The device, when somebody has signed in on it before.
    pub device: Option<Device>,
}

impl Visitor {
    /// Whoever sent this request.
    #[must_use]
    pub fn of(request: &HttpRequest, settings: &Settings) -> Self {
        let peer = request
            .peer_addr()
            .map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.ip());
        let named = request.headers().get_all(FORWARDED);
        let named: Vec<&str> = named.filter_map(|value| value.to_str().ok()).collect();
        Self {
            network: network(caller(peer, &named.join(","), &settings.trusted_proxies)),
            device: Device::of(request, settings),
        }
    }

    /// Whether somebody with this address has signed in on the device before.
    #[must_use]
    pub fn is_known(&self, keys: &Keys, email: &str) -> bool {
        self.device.as_ref().is_some_and(|device| device.knows(keys, email))
    }
}

/// The last address that is not one of our own proxies. What stands before it, whoever it names has written himself.
fn caller(peer: IpAddr, named: &str, trusted: &[IpNet]) -> IpAddr {
    let is_ours = |address: IpAddr| trusted.iter().any(|network| network.contains(&address.to_canonical()));
    let mut caller = peer;
    for name in named.rsplit(',') {
        if !is_ours(caller) {
            break;
        }
        let Some(address) = address(name.trim()) else { break };
        caller = address;
    }
    caller
}

/// An address with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').split(']').next().unwrap_or_default();
    let of_socket = || text.parse::<std::net::SocketAddr>().ok().map(|socket| socket.ip());
    bare.parse().ok().or_else(of_socket)
}

fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    // nobody is trusted: the header says nothing
    #[case("203.0.113.9", "1.2.3.4", "", "203.0.113.9")]
    // a proxy of ours names who called it
    #[case("127.0.0.1", "1.2.3.4", "127.0.0.1/32", "1.2.3.4")]
    // what the caller has written before that is not believed
    #[case("127.0.0.1", "6.6.6.6, 1.2.3.4", "127.0.0.1/32", "1.2.3.4")]
    #[case("127.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.7", "127.0.0.1/32 10.0.0.0/8", "1.2.3.4")]
    #[case("127.0.0.1", "", "127.0.0.1/32", "127.0.0.1")]
    #[case("127.0.0.1", "a name", "127.0.0.1/32", "127.0.0.1")]
    #[case("127.0.0.1", "1.2.3.4:5678", "127.0.0.1/32", "1.2.3.4")]
    // a whole IPv6 network is one caller
    #[case("2001:db8:1:2:3:4:5:6", "", "", "2001:db8:1:2::")]
    #[case("127.0.0.1", "[2001:db8:1:2::9]:443", "127.0.0.1/32", "2001:db8:1:2::")]
    // an IPv4 address in the clothes of IPv6 is itself
    #[case("::ffff:203.0.113.9", "", "", "203.0.113.9")]
    #[case("::ffff:127.0.0.1", "1.2.3.4", "127.0.0.1/32", "1.2.3.4")]
    fn the_caller_is_the_last_one_that_is_not_ours(
        #[case] peer: &str,
        #[case] named: &str,
        #[case] trusted: &str,
        #[case] expected: &str,
    ) {
        let trusted: Vec<IpNet> = trusted.split_whitespace().map(|one| one.parse().unwrap()).collect();
        let found = network(caller(peer.parse().unwrap(), named, &trusted));
        assert_eq!(found, expected.parse::<IpAddr>().unwrap());
    }
}
