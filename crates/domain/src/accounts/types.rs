//! Bodies and replies about accounts.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    id::{AccountId, MembershipId, SchoolId, SessionId},
    moment::Moment,
    schools::{
        modules::Module,
        types::{MembershipStatus, Role},
    },
    text_enum, words,
};

text_enum! {
    /// A language of the interface, of mails and of push messages.
    pub enum Locale {
        /// French of Belgium, the default.
        Fr = "fr",
        /// Dutch of Belgium.
        Nl = "nl",
        /// English.
        En = "en",
    }
}

text_enum! {
    /// How a client wants to hold its session.
    pub enum SessionKind {
        /// A short access token and a rotating refresh token, for API clients.
        Bearer = "bearer",
        /// An HttpOnly cookie, for browsers.
        Cookie = "cookie",
    }
}

#[expect(
    clippy::derivable_impls,
    reason = "the enum is written by text_enum!, which takes no #[default]"
)]
impl Default for SessionKind {
    fn default() -> Self {
        Self::Bearer
    }
}

/// A person who registers.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// E-mail address, at most 255 characters.
    #[garde(custom(words::email))]
    #[schema(example = "marie@example.be", max_length = 255)]
    pub email: String,
    /// At least 12 characters, and none that everybody tries (`too_common`).
    #[garde(custom(words::new_password))]
    #[schema(
        example = "quatre moutons verts",
        min_length = 12,
        max_length = 1024,
        format = "password"
    )]
    pub password: String,
    /// First name, at most 100 characters.
    #[garde(custom(words::name))]
    #[schema(example = "Marie", min_length = 1, max_length = 100)]
    pub first_name: String,
    /// Last name, at most 100 characters.
    #[garde(custom(words::name))]
    #[schema(example = "Dupont", min_length = 1, max_length = 100)]
    pub last_name: String,
    /// Language of the interface and of mails; French when absent.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// Which school; may be absent when the instance has only one.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school_id: Option<SchoolId>,
    /// The code that the school gave, where it asks for one.
    #[garde(custom(words::optional_code))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "EVERE-2026", max_length = 200)]
    pub code: Option<String>,
    /// The `token` of an invitation to this address: takes the place of the code, and says school and role.
    #[garde(custom(words::optional_code))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200)]
    pub invitation: Option<String>,
}

/// The answer to a registration, the same whether or not the address was known (A3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Registered {
    /// Always `check_mailbox`.
    #[schema(example = "check_mailbox")]
    pub status: String,
}

/// The link of the verification mail, and the password typed at registration.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Verification {
    /// `token` of the link.
    #[garde(custom(words::code))]
    #[schema(max_length = 200)]
    pub token: String,
    /// The password chosen at registration: whoever only reads the mailbox, or only typed the form, gets nowhere.
    #[garde(custom(words::password))]
    #[schema(max_length = 1024, format = "password")]
    pub password: String,
    /// Cookie for browsers, tokens for API clients.
    #[garde(skip)]
    #[serde(default)]
    pub session: SessionKind,
}

/// E-mail address and password.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// E-mail address.
    #[garde(length(bytes, min = 1, max = 1020))]
    #[schema(example = "marie@example.be", max_length = 255)]
    pub email: String,
    /// Password.
    #[garde(custom(words::password))]
    #[schema(example = "quatre moutons verts", max_length = 1024, format = "password")]
    pub password: String,
    /// The code of the second factor, or a recovery code, where the account has one: asked for with `second_factor_needed`.
    #[garde(custom(words::optional_code))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200)]
    pub code: Option<String>,
    /// Cookie for browsers, tokens for API clients.
    #[garde(skip)]
    #[serde(default)]
    pub session: SessionKind,
    /// Which school, for a person of several; the first one when absent.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school_id: Option<SchoolId>,
}

/// A refresh token.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Refreshing {
    /// The newest refresh token of the session.
    #[garde(custom(words::code))]
    #[schema(max_length = 200)]
    pub refresh_token: String,
}

/// A session that has just been opened or renewed.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct SignedIn {
    /// Who.
    pub account_id: AccountId,
    /// In which school.
    pub school_id: SchoolId,
    /// `bearer`, or `cookie` when the session is in the cookie.
    pub token_type: SessionKind,
    /// For `Authorization: Bearer`, lives 10 minutes; absent with a cookie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_token: Option<String>,
    /// Gives the next pair of tokens, once; absent with a cookie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// Life of the access token in seconds.
    pub expires_in: i64,
}

/// The signed-in person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Me {
    /// Account.
    pub id: AccountId,
    /// E-mail address.
    #[schema(example = "marie@example.be")]
    pub email: String,
    /// First name.
    #[schema(example = "Marie")]
    pub first_name: String,
    /// Last name.
    #[schema(example = "Dupont")]
    pub last_name: String,
    /// Phone number, if given.
    #[schema(example = "+32 470 12 34 56")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Language.
    pub locale: Locale,
    /// Whether signing in asks for a second factor.
    pub has_second_factor: bool,
    /// The membership of the session's school.
    pub membership: MyMembership,
    /// When the account was made.
    pub created_at: Moment,
    /// Grows by one with every change of my data; `If-Match` names it.
    pub version: i64,
}

/// What I am in the session's school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MyMembership {
    /// Membership.
    pub id: MembershipId,
    /// School.
    pub school_id: SchoolId,
    /// Its name.
    #[schema(example = "École EcoleHub")]
    pub school_name: String,
    /// Whether it is the demo school.
    pub demo: bool,
    /// Role.
    pub role: Role,
    /// `pending` until the school has approved, where it asks for that.
    pub status: MembershipStatus,
    /// Whether the school asks its staff for a second factor and I have none yet: until then, only what is about my own account answers.
    pub needs_second_factor: bool,
    /// The modules that are on in the school; what is off is not there.
    #[schema(example = json!(["messaging", "direct_messages", "presence"]))]
    pub modules: Vec<Module>,
}

/// My data as I may change it; the whole is replaced.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// First name, at most 100 characters.
    #[garde(custom(words::name))]
    #[schema(example = "Marie", min_length = 1, max_length = 100)]
    pub first_name: String,
    /// Last name, at most 100 characters.
    #[garde(custom(words::name))]
    #[schema(example = "Dupont", min_length = 1, max_length = 100)]
    pub last_name: String,
    /// Phone number, at most 20 characters; `null` or absent for none.
    #[garde(custom(words::optional_phone))]
    #[serde(default)]
    #[schema(example = "+32 470 12 34 56", max_length = 20)]
    pub phone: Option<String>,
    /// Language of the interface and of mails.
    #[garde(skip)]
    pub locale: Locale,
}

/// One of my sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SessionSummary {
    /// Session.
    pub id: SessionId,
    /// Browser or API client.
    pub kind: SessionKind,
    /// What the client called itself, shortened.
    #[schema(example = "Firefox, Linux")]
    pub device: String,
    /// Whether it is the session of this very call.
    pub current: bool,
    /// Signed in at.
    pub created_at: Moment,
    /// Last call, to the minute.
    pub last_seen_at: Moment,
}
