//! Who judges whom, what may be decided together, and what may be typed.

use crate::{
    messaging::{
        moderation::types::ModerationAct,
        rooms::types::RoomRole,
        types::{ConversationInfo, ConversationKind},
    },
    schools::types::Role,
    words,
};

/// Longest note of a report and longest reason of a decision, in characters.
pub const REASON_MAX: usize = 500;
/// Longest appeal, in characters.
pub const APPEAL_MAX: usize = 1000;
/// How many messages before and after a reported one are shown to the moderator.
pub const CONTEXT: i64 = 5;
/// How many messages one person may report in a day.
pub const REPORTS_A_DAY: u32 = 10;
/// How long a mute lasts, in seconds: a day.
pub const MUTE_SECONDS: i64 = 24 * 3600;
/// Longest term of a parent moderator, in seconds: two years.
pub const TERM_MAX_SECONDS: i64 = 2 * 366 * 24 * 3600;
/// How long the context of a case is kept after it was decided, in seconds: 90 days.
pub const CONTEXT_SECONDS: i64 = 90 * 24 * 3600;

/// Whether a moderator in this role may judge a message that somebody in that role wrote. Parents judge parents, teachers judge everybody
/// but those who run the school; nobody ever judges a message of their own, whatever the roles.
#[must_use]
pub const fn may_judge(by: Role, author: Role) -> bool {
    match by {
        Role::Direction | Role::Admin => true,
        Role::Teacher => !author.is_office(),
        Role::Parent => !author.is_staff(),
        Role::Student => false,
    }
}

/// Whether somebody in this role looks after a room that they are in: its staff, who owns or moderates it, a parent with a term. Nobody does
/// between two people, or in the inbox of a family.
#[must_use]
pub fn looks_after(by: Role, room: &ConversationInfo) -> bool {
    if matches!(room.kind, ConversationKind::Direct | ConversationKind::Support) {
        return false;
    }
    by.is_staff() || room.moderates || room.my_role.is_some_and(RoomRole::keeps)
}

/// Whether a moderator in this role may do this.
#[must_use]
pub const fn may_do(by: Role, act: ModerationAct) -> bool {
    match act {
        ModerationAct::Hide | ModerationAct::Warn | ModerationAct::Mute | ModerationAct::Dismiss => true,
        ModerationAct::Suspend | ModerationAct::Uphold | ModerationAct::Undo => by.is_office(),
    }
}

/// What is decided: `dismiss` alone, or some of `hide`, `warn`, `mute`, `suspend`, each once.
///
/// # Errors
/// `required`, `contradicts_itself`.
pub fn decision(acts: &[ModerationAct], (): &()) -> Result<(), garde::Error> {
    if acts.is_empty() {
        return Err(garde::Error::new("required"));
    }
    let doubled = acts
        .iter()
        .enumerate()
        .any(|(at, act)| acts.iter().take(at).any(|before| before == act));
    let answers = acts
        .iter()
        .any(|act| matches!(act, ModerationAct::Uphold | ModerationAct::Undo));
    let dismissed = acts.contains(&ModerationAct::Dismiss) && acts.len() > 1;
    if doubled || answers || dismissed {
        return Err(garde::Error::new("contradicts_itself"));
    }
    Ok(())
}

/// The reason of a decision: 1 to 500 characters, not only spaces.
///
/// # Errors
/// `required`, `too_long`, `control_character`.
pub fn reason(value: &str, (): &()) -> Result<(), garde::Error> {
    text(value, REASON_MAX)
}

/// The words of a report, if there are any.
///
/// # Errors
/// `required`, `too_long`, `control_character`.
pub fn optional_note(value: &Option<String>, (): &()) -> Result<(), garde::Error> {
    value.as_deref().map_or(Ok(()), |note| text(note, REASON_MAX))
}

/// The words of an appeal: 1 to 1,000 characters, not only spaces.
///
/// # Errors
/// `required`, `too_long`, `control_character`.
pub fn appeal(value: &str, (): &()) -> Result<(), garde::Error> {
    text(value, APPEAL_MAX)
}

fn text(value: &str, most: usize) -> Result<(), garde::Error> {
    if value.chars().count() > most {
        return Err(garde::Error::new("too_long"));
    }
    words::message(value, &())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Role::Parent, Role::Parent, true)]
    #[case(Role::Parent, Role::Teacher, false)]
    #[case(Role::Parent, Role::Direction, false)]
    #[case(Role::Teacher, Role::Parent, true)]
    #[case(Role::Teacher, Role::Teacher, true)]
    #[case(Role::Teacher, Role::Direction, false)]
    #[case(Role::Teacher, Role::Admin, false)]
    #[case(Role::Direction, Role::Admin, true)]
    #[case(Role::Admin, Role::Direction, true)]
    #[case(Role::Student, Role::Parent, false)]
    fn who_judges_whom(#[case] by: Role, #[case] author: Role, #[case] may: bool) {
        assert_eq!(may_judge(by, author), may);
    }

    #[rstest]
    #[case(&[], false)]
    #[case(&[ModerationAct::Dismiss], true)]
    #[case(&[ModerationAct::Hide, ModerationAct::Mute, ModerationAct::Warn, ModerationAct::Suspend], true)]
    #[case(&[ModerationAct::Dismiss, ModerationAct::Hide], false)]
    #[case(&[ModerationAct::Hide, ModerationAct::Hide], false)]
    #[case(&[ModerationAct::Undo], false)]
    #[case(&[ModerationAct::Uphold], false)]
    fn what_is_decided_together(#[case] acts: &[ModerationAct], #[case] good: bool) {
        assert_eq!(decision(acts, &()).is_ok(), good);
    }

    #[test]
    fn only_the_direction_suspends_and_answers_appeals() {
        for act in [ModerationAct::Suspend, ModerationAct::Uphold, ModerationAct::Undo] {
            assert!(may_do(Role::Direction, act) && may_do(Role::Admin, act));
            assert!(!may_do(Role::Teacher, act) && !may_do(Role::Parent, act));
        }
    }
}
