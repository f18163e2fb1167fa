//! The instance itself: what runs here, what it can do, and the demo school.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::Anyone,
    accounts::types::{Locale, SessionKind, SignedIn},
    endpoint,
    id::{AccountId, SchoolId},
    page::{NoBody, NoQuery},
    schools::types::{Level, RegistrationMode, Role},
};

/// Grows by one with every addition to the API, so that a client can tell what a server knows.
pub const API_LEVEL: u32 = 4;

/// What a client may want to know before signing in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ServerInfo {
    /// `EcoleHub`.
    #[schema(example = "EcoleHub")]
    pub name: String,
    /// The version of the server.
    #[schema(example = "0.1.0")]
    pub version: String,
    /// Grows with every addition to the API.
    pub api_level: u32,
    /// 0 to 4, the preset of modules that a new school begins with.
    #[schema(maximum = 4, format = "int32")]
    pub stage: u8,
    /// The modules that are on.
    pub modules: Vec<String>,
    /// The languages of the interface.
    pub languages: Vec<Locale>,
    /// Longest message, in characters.
    pub max_message_length: u32,
    /// The schools of this instance.
    pub schools: Vec<SchoolInfo>,
}

/// How the server is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Health {
    /// `healthy`, or `degraded` when the database cannot answer just now.
    #[schema(example = "healthy")]
    pub status: String,
    /// 0 to 4, the preset of modules that a new school begins with.
    #[schema(maximum = 4, format = "int32")]
    pub stage: u8,
}

/// A school as a visitor sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SchoolInfo {
    /// Which school.
    pub id: SchoolId,
    /// Its name.
    #[schema(example = "École EcoleHub")]
    pub name: String,
    /// The town.
    #[schema(example = "Evere")]
    pub locality: String,
    /// How parents register.
    pub registration_mode: RegistrationMode,
    /// Whether it is the demo school, whose accounts are for everybody to try.
    pub demo: bool,
}

/// What a newcomer needs to try the demo school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Demo {
    /// The school.
    pub school: SchoolInfo,
    /// The code that registers a parent.
    #[schema(example = "EVERE-2026")]
    pub registration_code: String,
    /// Accounts that open with one click.
    pub accounts: Vec<DemoAccount>,
    /// Unused codes of children, to try adding a child.
    pub child_codes: Vec<DemoChildCode>,
}

/// One account of the demo school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DemoAccount {
    /// Which account.
    pub id: AccountId,
    /// E-mail address.
    #[schema(example = "marie.dupont@demo.ecolehub.be")]
    pub email: String,
    /// Full name.
    #[schema(example = "Marie Dupont")]
    pub name: String,
    /// Role in the school.
    pub role: Role,
    /// The classes of the children, or the classes taught, such as `P3`.
    pub classes: Vec<String>,
    /// Language of the person.
    pub locale: Locale,
}

/// An unused code of a child of the demo school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DemoChildCode {
    /// The code as printed.
    #[schema(example = "K7MF-3QXA")]
    pub code: String,
    /// The child's first name.
    pub first_name: String,
    /// The child's level.
    pub level: Level,
}

/// Which demo account to open.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct DemoChoice {
    /// One of the accounts of the demo.
    #[garde(skip)]
    pub account: AccountId,
    /// Cookie for browsers, tokens for API clients.
    #[garde(skip)]
    #[serde(default)]
    pub session: SessionKind,
}

endpoint! { "instance":
    /// Show how the server is.
    ///
    /// For people who look; also at `/health`. Machines that must decide ask `/livez` and `/readyz`.
    Get "/health" ShowHealth {} ? NoQuery, (NoBody) -> 200 Health, by Anyone, scope Public, fails []
}

endpoint! { "instance":
    /// Show the details of the server.
    ///
    /// The same as `/server`; also at `/info`.
    Get "/info" ShowInfo {} ? NoQuery, (NoBody) -> 200 ServerInfo, by Anyone, scope Public, fails []
}

endpoint! { "instance":
    /// Show what runs here.
    ///
    /// Version, modules, languages, limits and schools, for clients before they sign in.
    Get "/server" ShowServer {} ? NoQuery, (NoBody) -> 200 ServerInfo, by Anyone, scope Public, fails []
}

endpoint! { "instance":
    /// Show the demo school.
    ///
    /// Accounts and codes to try. There is none on an instance without a demo school.
    Get "/demo" ShowDemo {} ? NoQuery, (NoBody) -> 200 Demo, by Anyone, scope Public, fails [NotFound]
}

endpoint! { "instance":
    /// Open a demo account.
    ///
    /// Signs in as one of the accounts of the demo school, without a password. Only accounts of a demo school open this way.
    Post "/demo/login" OpenDemo {} ? NoQuery, (DemoChoice) -> 200 SignedIn, by Anyone, scope Public, fails [NotFound]
}
