//! Bodies and replies about what keeps an account its owner's: passwords, the address, the second factor, invitations.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{accounts::types::Locale, id::SchoolId, moment::Moment, qr::QrCode, schools::types::Role, words};

/// An e-mail address alone.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// E-mail address.
    #[garde(custom(words::email))]
    #[schema(example = "marie@example.be", max_length = 255)]
    pub email: String,
}

/// The answer to whoever asks for a mail, the same whether or not one is sent (A3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheckMailbox {
    /// Always `check_mailbox`.
    #[schema(example = "check_mailbox")]
    pub status: String,
}

/// The token of a link in a mail.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct LinkToken {
    /// `token` of the link.
    #[garde(custom(words::code))]
    #[schema(max_length = 200)]
    pub token: String,
}

/// The link of the mail, and a new password.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct PasswordReset {
    /// `token` of the link.
    #[garde(custom(words::code))]
    #[schema(max_length = 200)]
    pub token: String,
    /// The new password, at least 12 characters, and none that everybody tries (`too_common`).
    #[garde(custom(words::new_password))]
    #[schema(
        example = "cinq moutons bleus",
        min_length = 12,
        max_length = 1024,
        format = "password"
    )]
    pub password: String,
}

/// My password as it is and as it is to be.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// My password as it is now.
    #[garde(custom(words::password))]
    #[schema(example = "quatre moutons verts", max_length = 1024, format = "password")]
    pub current_password: String,
    /// The new one, at least 12 characters, and none that everybody tries (`too_common`).
    #[garde(custom(words::new_password))]
    #[schema(
        example = "cinq moutons bleus",
        min_length = 12,
        max_length = 1024,
        format = "password"
    )]
    pub new_password: String,
}

/// The address that I want to have.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct EmailChange {
    /// The new e-mail address.
    #[garde(custom(words::email))]
    #[schema(example = "marie.dupont@example.be", max_length = 255)]
    pub email: String,
    /// My password.
    #[garde(custom(words::password))]
    #[schema(example = "quatre moutons verts", max_length = 1024, format = "password")]
    pub password: String,
}

/// Who I am, shown once more: my password, or a code of my second factor.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// My password; either this or `code`.
    #[garde(inner(custom(words::password)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "quatre moutons verts", max_length = 1024, format = "password")]
    pub password: Option<String>,
    /// The code that my app shows, or a recovery code.
    #[garde(custom(words::optional_code))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200)]
    pub code: Option<String>,
}

/// How things stand with my second factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SecondFactor {
    /// Whether signing in asks for a code.
    pub enabled: bool,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Moment>,
    /// How many recovery codes are left.
    #[schema(example = 10, minimum = 0, maximum = 10, format = "int32")]
    pub recovery_codes: u32,
    /// Whether my school asks it of me, because I work there.
    pub required: bool,
}

/// What an authenticator app needs, shown once.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct SecondFactorSetup {
    /// The secret in base32, to be typed by hand.
    #[schema(example = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")]
    pub secret: String,
    /// The same as `otpauth:` address: on a phone, the link that opens the app.
    #[schema(
        example = "otpauth://totp/EcoleHub:marie%40example.be?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=EcoleHub"
    )]
    pub uri: String,
    /// The same to be scanned.
    pub qr: QrCode,
}

/// A code of six digits from my authenticator app.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SecondFactorCode {
    /// The code that the app shows now; spaces do not matter.
    #[garde(custom(words::code))]
    #[schema(example = "123 456", max_length = 200)]
    pub code: String,
}

/// Codes that stand in for the app, each once. Shown in this answer only.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct RecoveryCodes {
    /// Ten codes, to be printed or kept in a safe place.
    #[schema(example = json!(["K7QM-4XTD-9WPR", "8FHC-2JNV-6EYB"]))]
    pub codes: Vec<String>,
}

/// What an invitation is for, as its link shows it before anybody has signed in. Whether the address has an account is not told (A3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InvitationPreview {
    /// Which school.
    pub school_id: SchoolId,
    /// Its name.
    #[schema(example = "École EcoleHub")]
    pub school_name: String,
    /// As what.
    pub role: Role,
    /// The address that was invited; the invitation is for nobody else.
    #[schema(example = "marie@example.be")]
    pub email: String,
    /// The language of the invitation.
    pub locale: Locale,
    /// Until when it can be accepted.
    pub expires_at: Moment,
}
