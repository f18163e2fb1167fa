//! An authenticator app, as somebody has it on their phone: scans an address, shows codes.

use totp_rs::Totp;

/// An app with one account.
#[derive(Debug)]
pub struct Authenticator(Totp);

impl Authenticator {
    /// Scans what the server shows.
    ///
    /// # Panics
    /// When no app could read it.
    #[must_use]
    pub fn scan(uri: &str) -> Self {
        Self(Totp::from_url(uri).expect("an address of a second factor"))
    }

    /// The code that it shows so many steps of thirty seconds from now.
    ///
    /// # Panics
    /// Before 1970.
    #[must_use]
    pub fn code(&self, steps: i64) -> String {
        let seconds = store::clock::now().plus_seconds(steps * 30).as_micros() / 1_000_000;
        self.0
            .generate(seconds.try_into().expect("a time after 1970"))
            .to_string()
    }
}
