//! What may become of a transfer, and by whom: one table, which the store enforces and the screens ask for their buttons.

use crate::text_enum;

text_enum! {
    /// Where a transfer stands. Units move once, when it is accepted.
    pub enum SelStatus {
        /// The receiver asks; the payer decides.
        Proposed = "proposed",
        /// The payer offers; the units are set aside until the receiver decides.
        Reserved = "reserved",
        /// The units have moved.
        Accepted = "accepted",
        /// The other one does not want it.
        Refused = "refused",
        /// Whoever proposed it took it back, or one of the two left.
        Cancelled = "cancelled",
        /// Nobody decided in time.
        Expired = "expired",
        /// The units have moved and nothing is left to say.
        Confirmed = "confirmed",
        /// The units have moved and one of the two does not agree.
        Disputed = "disputed",
        /// The treasurer has decided.
        Resolved = "resolved",
    }
}

text_enum! {
    /// What can be done to a transfer.
    pub enum SelAct {
        /// Agree: the units move.
        Approve = "approve",
        /// Say no.
        Refuse = "refuse",
        /// Take one's own proposal back.
        Cancel = "cancel",
        /// Let it end because its time is over.
        Expire = "expire",
        /// Say that what was paid for was done.
        Confirm = "confirm",
        /// Say that something is wrong with it.
        Dispute = "dispute",
        /// Decide on a dispute.
        Resolve = "resolve",
    }
}

/// Who does something to a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SelActor {
    /// Whose units leave.
    Payer,
    /// Whose units arrive.
    Receiver,
    /// Who looks after the books, and is neither of the two.
    Treasurer,
    /// The house itself, when time is over or somebody leaves.
    House,
}

impl SelActor {
    /// Every actor.
    pub const ALL: &'static [Self] = &[Self::Payer, Self::Receiver, Self::Treasurer, Self::House];
}

impl SelStatus {
    /// What an act makes of it; `None` when the act is not for this state.
    #[must_use]
    pub const fn after(self, act: SelAct) -> Option<Self> {
        match (self, act) {
            (Self::Proposed | Self::Reserved, SelAct::Approve) => Some(Self::Accepted),
            (Self::Proposed | Self::Reserved, SelAct::Refuse) => Some(Self::Refused),
            (Self::Proposed | Self::Reserved, SelAct::Cancel) => Some(Self::Cancelled),
            (Self::Proposed | Self::Reserved, SelAct::Expire) => Some(Self::Expired),
            (Self::Accepted, SelAct::Confirm) => Some(Self::Confirmed),
            (Self::Accepted, SelAct::Dispute) => Some(Self::Disputed),
            (Self::Disputed, SelAct::Resolve) => Some(Self::Resolved),
            _ => None,
        }
    }

    /// Whether the act is for this actor, in this state. Who proposed never decides, and only the payer, by asking or by agreeing, makes
    /// units leave (C-20).
    #[must_use]
    pub const fn lets(self, actor: SelActor, act: SelAct) -> bool {
        match (self, act) {
            (Self::Proposed, SelAct::Approve | SelAct::Refuse) | (Self::Accepted, SelAct::Confirm) => {
                matches!(actor, SelActor::Payer)
            }
            (Self::Reserved, SelAct::Approve | SelAct::Refuse) => matches!(actor, SelActor::Receiver),
            // the house takes back what waits when one of the two leaves
            (Self::Proposed, SelAct::Cancel) => matches!(actor, SelActor::Receiver | SelActor::House),
            (Self::Reserved, SelAct::Cancel) => matches!(actor, SelActor::Payer | SelActor::House),
            (Self::Accepted, SelAct::Dispute) => matches!(actor, SelActor::Payer | SelActor::Receiver),
            (Self::Disputed, SelAct::Resolve) => matches!(actor, SelActor::Treasurer),
            (Self::Proposed | Self::Reserved, SelAct::Expire) => matches!(actor, SelActor::House),
            _ => false,
        }
    }

    /// What the actor may do now.
    #[must_use]
    pub fn acts(self, actor: SelActor) -> Vec<SelAct> {
        let all = SelAct::ALL.iter().copied();
        all.filter(|act| self.lets(actor, *act)).collect()
    }

    /// Whether somebody still has to decide.
    #[must_use]
    pub const fn is_pending(self) -> bool {
        matches!(self, Self::Proposed | Self::Reserved)
    }

    /// Whether the units have moved.
    #[must_use]
    pub const fn has_moved(self) -> bool {
        matches!(self, Self::Accepted | Self::Confirmed | Self::Disputed | Self::Resolved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every state and every act, written out a second time.
    const TABLE: &[(&str, &str, &str, &[SelActor])] = &[
        ("proposed", "approve", "accepted", &[SelActor::Payer]),
        ("proposed", "refuse", "refused", &[SelActor::Payer]),
        (
            "proposed",
            "cancel",
            "cancelled",
            &[SelActor::Receiver, SelActor::House],
        ),
        ("proposed", "expire", "expired", &[SelActor::House]),
        ("reserved", "approve", "accepted", &[SelActor::Receiver]),
        ("reserved", "refuse", "refused", &[SelActor::Receiver]),
        ("reserved", "cancel", "cancelled", &[SelActor::Payer, SelActor::House]),
        ("reserved", "expire", "expired", &[SelActor::House]),
        ("accepted", "confirm", "confirmed", &[SelActor::Payer]),
        (
            "accepted",
            "dispute",
            "disputed",
            &[SelActor::Payer, SelActor::Receiver],
        ),
        ("disputed", "resolve", "resolved", &[SelActor::Treasurer]),
    ];

    #[test]
    fn every_state_takes_the_acts_of_the_table_from_its_actors_and_no_other() {
        for status in SelStatus::ALL {
            for act in SelAct::ALL {
                let row = TABLE
                    .iter()
                    .find(|(from, by, ..)| *from == status.as_str() && *by == act.as_str());
                let after = status.after(*act).map(SelStatus::as_str);
                assert_eq!(after, row.map(|(_, _, to, _)| *to), "{status} {act}");
                for actor in SelActor::ALL {
                    let named = row.is_some_and(|(.., actors)| actors.contains(actor));
                    assert_eq!(status.lets(*actor, *act), named, "{status} {act} {actor:?}");
                    assert_eq!(status.acts(*actor).contains(act), named);
                }
            }
        }
    }

    #[test]
    fn units_move_once_and_never_back_by_an_act() {
        for status in SelStatus::ALL {
            for act in SelAct::ALL {
                let Some(after) = status.after(*act) else { continue };
                assert!(!status.has_moved() || after.has_moved(), "{status} {act}");
                assert_eq!(!status.has_moved() && after.has_moved(), *act == SelAct::Approve);
                assert!(!after.is_pending(), "nothing is decided twice: {status} {act}");
            }
        }
    }
}
