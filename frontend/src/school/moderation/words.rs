//! Words for what is reported and decided.

use domain::messaging::{
    moderation::types::{CaseRoom, CaseStatus, ModerationAct, ReportReason},
    types::{ConversationKind, MessageKind},
};

use crate::i18n::{Key, key, say, say_with};

/// Why a message was reported.
pub const fn reason(reason: ReportReason) -> Key {
    match reason {
        ReportReason::Insult => key::CASE_INSULT,
        ReportReason::Harassment => key::CASE_HARASSMENT,
        ReportReason::Privacy => key::CASE_PRIVACY,
        ReportReason::Rumor => key::CASE_RUMOR,
        ReportReason::Advertising => key::CASE_ADVERTISING,
        ReportReason::Other => key::CASE_OTHER,
    }
}

/// Where a case stands.
pub const fn status(status: CaseStatus) -> Key {
    match status {
        CaseStatus::Open => key::CASES_OPEN,
        CaseStatus::Decided => key::CASES_DECIDED,
        CaseStatus::Appealed => key::CASES_APPEALED,
        CaseStatus::Closed => key::CASES_CLOSED,
    }
}

/// What was done.
pub const fn done(act: ModerationAct) -> Key {
    match act {
        ModerationAct::Hide => key::CASE_DID_HIDE,
        ModerationAct::Warn => key::CASE_DID_WARN,
        ModerationAct::Mute => key::CASE_DID_MUTE,
        ModerationAct::Suspend => key::CASE_DID_SUSPEND,
        ModerationAct::Dismiss => key::CASE_DID_DISMISS,
        ModerationAct::Uphold => key::CASE_DID_UPHOLD,
        ModerationAct::Undo => key::CASE_DID_UNDO,
    }
}

/// What a message is, when it is not only words.
pub const fn kind(kind: MessageKind) -> Option<Key> {
    match kind {
        MessageKind::Image => Some(key::CASE_PHOTO),
        MessageKind::File => Some(key::CASE_DOCUMENT),
        MessageKind::Poll => Some(key::CASE_POLL),
        MessageKind::Text | MessageKind::System => None,
    }
}

/// Where it was written.
pub fn room(room: &CaseRoom) -> String {
    match &room.name {
        Some(name) if room.kind == ConversationKind::Class => {
            let room = say_with(key::MESSAGES_CLASS, [("class", name.clone().into())]);
            say_with(key::CASE_IN_ROOM, [("room", room.into())])
        }
        Some(name) => say_with(key::CASE_IN_ROOM, [("room", name.clone().into())]),
        None => say(key::CASE_IN_DIRECT),
    }
}
