//! Every text of the interface by name, generated from `locales/fr` by `build.rs`.

use super::Key;

include!(concat!(env!("OUT_DIR"), "/keys.rs"));
