//! Pure rules about schools: who decides on whom, and what may be typed.

use crate::{schools::types::Role, words};

/// Longest name of a school or a town, in characters.
pub const NAME_MAX: usize = 200;
/// Longest reason, in characters.
pub const REASON_MAX: usize = 500;
/// How many people are invited at once, at most.
pub const INVITED_MAX: usize = 100;

/// Whether the office may decide on a member in this role, or give this role. An admin runs the instance for the school: only an
/// admin makes, changes or ends one, so that nobody lifts themselves up.
#[must_use]
pub const fn may_decide_on(by: Role, role: Role) -> bool {
    match role {
        Role::Admin => matches!(by, Role::Admin),
        _ => by.is_office(),
    }
}

/// A role that can be given: pupils have no accounts here.
///
/// # Errors
/// `not_offered` for `student`.
pub fn givable(role: &Role, (): &()) -> Result<(), garde::Error> {
    if *role == Role::Student {
        Err(garde::Error::new("not_offered"))
    } else {
        Ok(())
    }
}

/// The reason of a decision: 1 to 500 characters, not only spaces.
///
/// # Errors
/// `required`, `too_long`, `control_character`.
pub fn reason(value: &str, (): &()) -> Result<(), garde::Error> {
    line(value, REASON_MAX)
}

/// The name of a school or a town: 1 to 200 characters.
///
/// # Errors
/// `required`, `too_long`, `control_character`.
pub fn school_name(value: &str, (): &()) -> Result<(), garde::Error> {
    line(value, NAME_MAX)
}

/// The letter of a class, if given: one of `A` to `Z`.
///
/// # Errors
/// `not_a_section`.
pub fn section(value: &Option<String>, (): &()) -> Result<(), garde::Error> {
    match value.as_deref().map(str::as_bytes) {
        None | Some([b'A'..=b'Z']) => Ok(()),
        Some(_) => Err(garde::Error::new("not_a_section")),
    }
}

/// The addresses of an invitation: 1 to 100, each an e-mail address.
///
/// # Errors
/// `required`, `too_long`, `not_an_email`.
pub fn addresses(emails: &[String], (): &()) -> Result<(), garde::Error> {
    if emails.is_empty() {
        return Err(garde::Error::new("required"));
    }
    if emails.len() > INVITED_MAX {
        return Err(garde::Error::new("too_long"));
    }
    emails.iter().try_for_each(|email| words::email(email, &()))
}

fn line(value: &str, most: usize) -> Result<(), garde::Error> {
    let clean = words::clean_line(value);
    if clean.is_empty() {
        return Err(garde::Error::new("required"));
    }
    if clean.chars().count() > most {
        return Err(garde::Error::new("too_long"));
    }
    if clean.chars().any(char::is_control) {
        return Err(garde::Error::new("control_character"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Role::Admin, Role::Admin, true)]
    #[case(Role::Admin, Role::Direction, true)]
    #[case(Role::Direction, Role::Admin, false)]
    #[case(Role::Direction, Role::Direction, true)]
    #[case(Role::Direction, Role::Parent, true)]
    #[case(Role::Teacher, Role::Parent, false)]
    #[case(Role::Parent, Role::Parent, false)]
    fn who_decides_on_whom(#[case] by: Role, #[case] role: Role, #[case] may: bool) {
        assert_eq!(may_decide_on(by, role), may);
    }

    #[rstest]
    #[case(None, true)]
    #[case(Some("A"), true)]
    #[case(Some("a"), false)]
    #[case(Some("AB"), false)]
    #[case(Some(""), false)]
    #[case(Some("É"), false)]
    fn a_section_is_one_letter(#[case] typed: Option<&str>, #[case] good: bool) {
        assert_eq!(section(&typed.map(str::to_owned), &()).is_ok(), good);
    }
}
