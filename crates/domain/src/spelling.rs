//! One spelling for texts that look the same (Unicode normalisation): by tables on the server; in the browser by the browser's own
//! tables, because ours would be a seventh of all that a phone downloads.

#[cfg(not(target_arch = "wasm32"))]
pub use native::{compatible, composed, domain, without_marks};
#[cfg(target_arch = "wasm32")]
pub use web::{compatible, composed, domain, without_marks};

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

    /// Accents and letters as one sign where there is one (NFC).
    #[must_use]
    pub fn composed(text: &str) -> String {
        text.nfc().collect()
    }

    /// As [`composed`], and variants such as `ﬁ` or `①` as their plain letters (NFKC).
    #[must_use]
    pub fn compatible(text: &str) -> String {
        text.nfkc().collect()
    }

    /// Plain letters without their accents (NFKD without marks).
    #[must_use]
    pub fn without_marks(text: &str) -> String {
        text.nfkd().filter(|letter| !is_combining_mark(*letter)).collect()
    }

    /// A domain as the network writes it (IDNA): `école.be` as `xn--cole-9oa.be`. `None` when no network would.
    #[must_use]
    pub fn domain(text: &str) -> Option<String> {
        idna::domain_to_ascii(text).ok().filter(|domain| !domain.is_empty())
    }
}

#[cfg(target_arch = "wasm32")]
mod web {
    use js_sys::{JsString, RegExp};

    /// Accents and letters as one sign where there is one (NFC).
    #[must_use]
    pub fn composed(text: &str) -> String {
        normal(text, "NFC").into()
    }

    /// As [`composed`], and variants such as `ﬁ` or `①` as their plain letters (NFKC).
    #[must_use]
    pub fn compatible(text: &str) -> String {
        normal(text, "NFKC").into()
    }

    /// Plain letters without their accents (NFKD without marks).
    #[must_use]
    pub fn without_marks(text: &str) -> String {
        normal(text, "NFKD")
            .replace_by_pattern(&RegExp::new("\\p{M}", "gu"), "")
            .into()
    }

    /// A domain in small letters; what the network makes of it is for the server to say.
    #[must_use]
    pub fn domain(text: &str) -> Option<String> {
        Some(String::from(normal(text, "NFKC")).to_lowercase())
    }

    fn normal(text: &str, form: &str) -> JsString {
        JsString::from(text).normalize(form)
    }
}
