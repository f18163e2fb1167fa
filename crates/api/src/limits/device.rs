//! Devices on which somebody has signed in before: whoever guesses a password elsewhere does not keep its owner out (A7).
//!
//! The cookie holds a random number and, for each of the last few people who signed in there, a mark that only we can make. It opens
//! nothing by itself.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::words;
use store::secret;

use crate::{failure::Failure, keys::Keys, settings::Settings};

/// How many people one device remembers.
const PEOPLE: usize = 5;
/// Longest cookie that may be ours.
const LONGEST: usize = 400;
/// How long a browser keeps it.
const DAYS: i64 = 400;

/// A device that shows our cookie. Whether its marks are ours is not yet known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    number: String,
    marks: Vec<String>,
}

impl Device {
    /// What the request shows.
    pub(super) fn of(request: &HttpRequest, settings: &Settings) -> Option<Self> {
        let cookie = request.cookie(name(settings))?;
        Self::read(cookie.value())
    }

    fn read(text: &str) -> Option<Self> {
        let is_ours = text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic());
        let mut parts = text.split('.').map(str::to_owned);
        let number = parts.next().filter(|number| is_ours && number.len() == 43)?;
        Some(Self {
            number,
            marks: parts.take(PEOPLE).collect(),
        })
    }

    /// Whether the person with this address has signed in on it.
    #[must_use]
    pub fn knows(&self, keys: &Keys, email: &str) -> bool {
        self.marks.contains(&self.mark(keys, email))
    }

    /// The number of the device, when the person with this address has signed in on it.
    #[must_use]
    pub(super) fn number_for(&self, keys: &Keys, email: &str) -> Option<&str> {
        self.knows(keys, email).then_some(self.number.as_str())
    }

    /// The same device, or a new one, now that the person with this address has signed in on it.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn remembering(known: Option<&Self>, keys: &Keys, email: &str) -> Result<Self, Failure> {
        let mut device = match known {
            Some(device) => device.clone(),
            None => Self {
                number: secret::fresh_token().map_err(Failure::from)?,
                marks: Vec::new(),
            },
        };
        let mark = device.mark(keys, email);
        device.marks.retain(|known| *known != mark);
        device.marks.insert(0, mark);
        device.marks.truncate(PEOPLE);
        Ok(device)
    }

    /// The cookie that holds it.
    #[must_use]
    pub fn cookie(&self, settings: &Settings) -> Cookie<'static> {
        let value = format!("{}.{}", self.number, self.marks.join("."));
        Cookie::build(name(settings), value)
            .path("/")
            .http_only(true)
            .secure(settings.is_secure())
            .same_site(SameSite::Lax)
            .max_age(time::Duration::days(DAYS))
            .finish()
    }

    fn mark(&self, keys: &Keys, email: &str) -> String {
        let hash = keys.of_device(&format!("{} {}", self.number, words::email_key(email)));
        let short: Vec<u8> = hash.into_iter().take(16).collect();
        URL_SAFE_NO_PAD.encode(short)
    }
}

fn name(settings: &Settings) -> &'static str {
    if settings.is_secure() {
        "__Host-ecolehub_device"
    } else {
        "ecolehub_device"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys::derive(b"a secret key that only the tests know, 42")
    }

    #[test]
    fn a_device_knows_who_signed_in_on_it_and_nobody_else() {
        let keys = keys();
        let device = Device::remembering(None, &keys, "marie@example.be").unwrap();
        let shown = Device::read(device.cookie(&Settings::default()).value()).unwrap();
        assert!(shown.knows(&keys, "Marie@example.be"));
        assert!(!shown.knows(&keys, "jean@example.be"));
        assert!(!shown.knows(
            &Keys::derive(b"another secret key that nobody knows, 43"),
            "marie@example.be"
        ));
        let both = Device::remembering(Some(&shown), &keys, "jean@example.be").unwrap();
        assert!(both.knows(&keys, "marie@example.be") && both.knows(&keys, "jean@example.be"));
        // a mark of another device is worth nothing
        let stolen = Device {
            number: secret::fresh_token().unwrap(),
            ..both
        };
        assert!(!stolen.knows(&keys, "marie@example.be"));
    }

    #[test]
    fn the_sixth_person_takes_the_place_of_the_first() {
        let keys = keys();
        let mut device = None;
        for person in 0..6 {
            device = Some(Device::remembering(device.as_ref(), &keys, &format!("p{person}@example.be")).unwrap());
        }
        let device = device.unwrap();
        assert!(!device.knows(&keys, "p0@example.be"));
        assert!(device.knows(&keys, "p1@example.be") && device.knows(&keys, "p5@example.be"));
    }

    #[test]
    fn what_is_no_cookie_of_ours_is_no_device() {
        for text in [
            "",
            "x",
            "....",
            &"x".repeat(500),
            &format!("{}\u{7f}.y", "x".repeat(43)),
        ] {
            assert_eq!(Device::read(text), None, "{text}");
        }
    }
}
