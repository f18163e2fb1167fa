//! Words: one Fluent catalogue of one language, fetched at start; changing the language changes every text on the page.
//!
//! In a view write `{t(key::NAV_HOME)}`; elsewhere `say(key::NAV_HOME)`, or `say_with` with values. The keys are
//! constants made from `locales/fr` by `build.rs`. Dates and numbers come from the browser, see [`dates`].

mod catalogue;
pub mod dates;
mod fluent;
pub mod key;
mod language;

pub use catalogue::{Key, find, say, say_with, t};
pub use language::{also, choose, current, follow, start};
