//! What is limited durably, and how much of it there is. One table.

use domain::{id::AccountId, limit::Quota, words};
use store::throttles::Charge;

use super::visitor::Visitor;
use crate::keys::Keys;

/// What somebody is about to do.
#[derive(Debug, Clone, Copy)]
pub enum Limited<'a> {
    /// Sign in with this address.
    Login(&'a str),
    /// Register with this address.
    Register(&'a str),
    /// Register with the code of a school.
    RegistrationCode,
    /// Have the link of a registration sent once more.
    Resend(&'a str),
    /// Have a link sent that sets a new password.
    Forget(&'a str),
    /// Use the code of a child.
    ChildCode(AccountId),
    /// Show password or second factor once more.
    Proof(AccountId),
    /// Invite somebody.
    Invite(AccountId),
}

/// One share: whose, how much, and whether only failures count.
pub(super) struct Share {
    pub charge: Charge,
    pub is_given_back: bool,
}

const HOUR: u32 = 3600;

/// Ten at once and ten an hour: in no hour more than twenty tries at one account (A7).
const GUESSES: Quota = Quota::new(10, 10, HOUR);
/// What comes from one address may come from a whole school behind it: sixty families at half past three.
const GUESSES_OF_NETWORK: Quota = Quota::new(100, 100, HOUR);
/// A class that registers together at a parents' evening.
const REGISTRATIONS_OF_NETWORK: Quota = Quota::new(100, 100, HOUR);
/// Nobody's mailbox is filled.
const MAILS: Quota = Quota::new(3, 3, HOUR);
const MAILS_OF_NETWORK: Quota = Quota::new(60, 60, HOUR);
const CODES_OF_NETWORK: Quota = Quota::new(50, 50, HOUR);
const INVITATIONS: Quota = Quota::new(200, 100, HOUR);

impl Limited<'_> {
    pub(super) fn shares(self, keys: &Keys, visitor: &Visitor) -> Vec<Share> {
        let network = visitor.network.to_string();
        let failures = |what: &str, whose: &str, quota| share(keys, (what, whose), quota, true);
        let all = |what: &str, whose: &str, quota| share(keys, (what, whose), quota, false);
        match self {
            Self::Login(email) => {
                let person = words::email_key(email);
                let known = visitor
                    .device
                    .as_ref()
                    .and_then(|device| device.number_for(keys, email));
                match known {
                    Some(device) => vec![failures("login-device", &format!("{device} {person}"), GUESSES)],
                    None => vec![
                        failures("login", &person, GUESSES),
                        failures("login-network", &network, GUESSES_OF_NETWORK),
                    ],
                }
            }
            Self::Register(email) => vec![
                all("register", &words::email_key(email), MAILS),
                all("register-network", &network, REGISTRATIONS_OF_NETWORK),
            ],
            Self::RegistrationCode => vec![failures("registration-code", &network, CODES_OF_NETWORK)],
            Self::Resend(email) => mails(&all, "resend", email, &network),
            Self::Forget(email) => mails(&all, "forget", email, &network),
            Self::ChildCode(account) => vec![
                failures("child-code", &account.to_string(), GUESSES),
                failures("child-code-network", &network, CODES_OF_NETWORK),
            ],
            Self::Proof(account) => vec![failures("proof", &account.to_string(), GUESSES)],
            Self::Invite(account) => vec![all("invite", &account.to_string(), INVITATIONS)],
        }
    }
}

fn mails(all: &impl Fn(&str, &str, Quota) -> Share, what: &str, email: &str, network: &str) -> Vec<Share> {
    vec![
        all(what, &words::email_key(email), MAILS),
        all(&format!("{what}-network"), network, MAILS_OF_NETWORK),
    ]
}

fn share(keys: &Keys, (what, whose): (&str, &str), quota: Quota, is_given_back: bool) -> Share {
    Share {
        charge: Charge {
            key: keys.of_share(&format!("{what} {whose}")),
            quota,
        },
        is_given_back,
    }
}
