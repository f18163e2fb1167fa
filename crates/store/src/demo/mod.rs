//! The demo school: École EcoleHub in Evere, the same people and the same words every time, with dates relative to today.
//!
//! What the school is lies in `data/`, as text; this module reads it and writes it into the tables. It is loaded by the command line and
//! opened by whoever wants to try EcoleHub, so its functions ask for no proof: they only ever touch a school that is marked as demo.

pub mod accounts;
pub mod calendar;
pub mod cast;
pub mod codes;
pub mod load;
pub mod pictures;
pub mod reset;
pub mod show;
pub mod talk;

mod announcements;
mod gatherings;
mod homes;
mod marks;
mod notices;
mod people;
mod reports;
mod rooms;
mod services;

/// The name of the school.
pub const SCHOOL: &str = "École EcoleHub";

/// Where it is.
pub const LOCALITY: &str = "Evere";

/// The code with which parents register.
pub const REGISTRATION_CODE: &str = "EVERE-2026";

/// The password of everybody in the demo school, for calls of the API; the login page asks for none.
pub const PASSWORD: &str = "bienvenue-a-evere";

/// What only the caller knows and the demo school needs.
#[derive(Clone)]
pub struct Secrets {
    /// [`PASSWORD`], hashed once for everybody.
    pub password_hash: String,
    /// The key of this instance for the codes of children.
    pub code_key: Vec<u8>,
}
