//! Rules about children and guardians, the same on both sides.

use crate::{
    families::{
        households::RightsChange,
        records::SlipOrder,
        types::{GuardianRights, LinkStatus, NewChild},
    },
    moment::Moment,
    problem::{Code, Problem},
};

/// The letters of a child's code: no 0 and O, no 1, I and L, which paper mixes up.
pub const CODE_ALPHABET: &[u8; 31] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/// Letters in a child's code, without the dash in the middle.
pub const CODE_LENGTH: usize = 8;

/// How long a child's code works, in seconds: 90 days.
pub const CODE_SECONDS: i64 = 90 * 24 * 3600;

/// The rights of a guardian unless the direction restricts them (S1-89..90, Belgian joint authority).
pub const FULL_RIGHTS: GuardianRights = GuardianRights {
    school_information: true,
    chat: true,
    sign: true,
    justify: true,
    pay: true,
    pick_up: true,
};

/// The rights of a link that nobody has confirmed: none.
pub const NO_RIGHTS: GuardianRights = GuardianRights {
    school_information: false,
    chat: false,
    sign: false,
    justify: false,
    pay: false,
    pick_up: false,
};

/// How many links of one account may wait for the school at a time.
pub const PENDING_MAX: i64 = 10;

/// How many invitations of one guardian for one child may be open at a time.
pub const INVITATIONS_MAX: i64 = 5;

/// What decides whether a link counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Where the link stands.
    pub status: LinkStatus,
    /// From when.
    pub starts_at: Option<Moment>,
    /// Until when.
    pub ends_at: Option<Moment>,
    /// Since when it is restricted.
    pub restricted_at: Option<Moment>,
}

impl Term {
    /// Whether the link counts at this moment: confirmed, begun, not over, not restricted. The one place that says so.
    #[must_use]
    pub fn in_force(&self, now: Moment) -> bool {
        self.status == LinkStatus::Confirmed
            && self.restricted_at.is_none()
            && self.starts_at.is_none_or(|start| start <= now)
            && self.ends_at.is_none_or(|end| now < end)
    }
}

/// The code as it is printed, with a dash in the middle.
#[must_use]
pub fn printed_code(letters: &str) -> String {
    let half: String = letters.chars().take(CODE_LENGTH / 2).collect();
    let rest: String = letters.chars().skip(CODE_LENGTH / 2).collect();
    format!("{half}-{rest}")
}

/// Without a code a child needs a first name, a last name and a class.
///
/// # Errors
/// [`Code::Invalid`] with a pointer for each missing field.
pub fn check_new_child(new: &NewChild) -> Result<(), Problem> {
    if new.code.is_some() {
        return Ok(());
    }
    let missing = [
        ("/first_name", new.first_name.is_none()),
        ("/last_name", new.last_name.is_none()),
        ("/class_id", new.class_id.is_none()),
    ];
    let problem = missing
        .iter()
        .filter(|(_, absent)| *absent)
        .fold(Problem::new(Code::Invalid), |problem, (pointer, _)| {
            problem.at(*pointer, "required")
        });
    if problem.errors.is_empty() {
        Ok(())
    } else {
        Err(problem)
    }
}

/// Slips are for a class, or for some children; what follows belongs to a class.
///
/// # Errors
/// [`Code::Invalid`] with a pointer.
pub fn check_slips(order: &SlipOrder) -> Result<(), Problem> {
    let pointer = match (order.class_id, order.child_ids.is_empty()) {
        (Some(_), true) => return Ok(()),
        (None, false) if order.after.is_none() => return Ok(()),
        (None, false) => "/after",
        (Some(_), false) => "/child_ids",
        (None, true) => "/class_id",
    };
    let code = if pointer == "/class_id" { "required" } else { "not_both" };
    Err(Problem::new(Code::Invalid).at(pointer, code))
}

/// What has an end ends after it begins.
///
/// # Errors
/// [`Code::Invalid`] with a pointer.
pub fn check_rights(change: &RightsChange) -> Result<(), Problem> {
    match (change.starts_at, change.ends_at) {
        (Some(start), Some(end)) if end <= start => Err(Problem::new(Code::Invalid).at("/ends_at", "too_early")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_without_a_code_needs_name_and_class() {
        let new = NewChild {
            code: None,
            first_name: Some("Louis".into()),
            last_name: None,
            class_id: None,
            relationship: None,
        };
        let pointers: Vec<String> = check_new_child(&new)
            .unwrap_err()
            .errors
            .into_iter()
            .map(|e| e.pointer)
            .collect();
        assert_eq!(pointers, ["/last_name", "/class_id"]);
    }

    #[test]
    fn a_link_counts_while_it_is_confirmed_begun_not_over_and_not_restricted() {
        let at = |second| Moment::default().plus_seconds(second);
        let always = Term {
            status: LinkStatus::Confirmed,
            starts_at: None,
            ends_at: None,
            restricted_at: None,
        };
        assert!(always.in_force(at(10)));
        let term = Term {
            starts_at: Some(at(10)),
            ends_at: Some(at(20)),
            ..always
        };
        let counts: Vec<bool> = [9, 10, 19, 20].map(|second| term.in_force(at(second))).to_vec();
        assert_eq!(counts, [false, true, true, false]);
        let restricted = Term {
            restricted_at: Some(at(5)),
            ..always
        };
        assert!(!restricted.in_force(at(10)));
        for status in [LinkStatus::Pending, LinkStatus::Refused, LinkStatus::Ended] {
            assert!(!Term { status, ..always }.in_force(at(10)));
        }
    }

    #[test]
    fn a_code_is_printed_in_two_halves() {
        assert_eq!(printed_code("K7MF3QXA"), "K7MF-3QXA");
    }
}
