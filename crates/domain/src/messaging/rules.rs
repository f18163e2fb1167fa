//! Who may write to whom: one table (decisions, S1-89..92, C-06).

use crate::schools::types::Role;

/// Whether a person of one role may open a direct conversation with a person of another in the same school.
///
/// Between two of whom one has blocked the other nobody writes. Staff writes to everybody. Parents write to staff, to parents of a class
/// that both are in, and to those who have accepted their contact. Pupils write to staff; their
/// own guardians are asked for by `own_guardian`.
#[must_use]
pub const fn may_write(from: Role, to: Role, ties: Ties) -> bool {
    if ties.blocked {
        return false;
    }
    match (from, to) {
        (Role::Teacher | Role::Direction | Role::Admin, _)
        | (Role::Parent | Role::Student, Role::Teacher | Role::Direction | Role::Admin) => true,
        (Role::Parent, Role::Parent) => ties.shared_class || ties.accepted_contact,
        (Role::Parent, Role::Student) | (Role::Student, Role::Parent) => ties.guardian,
        (Role::Student, Role::Student) => false,
    }
}

/// What ties two people of a school together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ties {
    /// Both are in the room of one class.
    pub shared_class: bool,
    /// One is a confirmed guardian of the other.
    pub guardian: bool,
    /// One has asked the other for contact, and the other has accepted.
    pub accepted_contact: bool,
    /// One has blocked the other.
    pub blocked: bool,
}

/// How many messages a member has not read: those of others after the read mark. Messages are counted, changes of them are not.
#[must_use]
pub const fn unread(last_number: i64, last_read_number: i64, own_after: i64) -> i64 {
    let count = last_number - last_read_number - own_after;
    if count < 0 { 0 } else { count }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const NONE: Ties = Ties {
        shared_class: false,
        guardian: false,
        accepted_contact: false,
        blocked: false,
    };
    const CLASS: Ties = Ties {
        shared_class: true,
        ..NONE
    };
    const GUARDIAN: Ties = Ties { guardian: true, ..NONE };
    const ACCEPTED: Ties = Ties {
        accepted_contact: true,
        ..NONE
    };
    const BLOCKED: Ties = Ties { blocked: true, ..CLASS };

    #[rstest]
    #[case(Role::Parent, Role::Parent, NONE, false)]
    #[case(Role::Parent, Role::Parent, CLASS, true)]
    #[case(Role::Parent, Role::Teacher, NONE, true)]
    #[case(Role::Parent, Role::Direction, NONE, true)]
    #[case(Role::Teacher, Role::Parent, NONE, true)]
    #[case(Role::Direction, Role::Parent, NONE, true)]
    #[case(Role::Parent, Role::Parent, ACCEPTED, true)]
    #[case(Role::Parent, Role::Parent, BLOCKED, false)]
    #[case(Role::Teacher, Role::Parent, BLOCKED, false)]
    #[case(Role::Parent, Role::Direction, BLOCKED, false)]
    #[case(Role::Student, Role::Student, ACCEPTED, false)]
    #[case(Role::Student, Role::Parent, CLASS, false)]
    #[case(Role::Student, Role::Parent, GUARDIAN, true)]
    #[case(Role::Student, Role::Student, CLASS, false)]
    #[case(Role::Parent, Role::Student, CLASS, false)]
    fn who_may_write_to_whom(#[case] from: Role, #[case] to: Role, #[case] ties: Ties, #[case] may: bool) {
        assert_eq!(may_write(from, to, ties), may);
    }
}
