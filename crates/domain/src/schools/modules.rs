//! Modules: what a school switches on and off, what needs what, and which calls belong to which. One table.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{endpoint::Endpoint, text_enum};

/// The last stage, at which a school begins with everything that there is.
pub const STAGE_MAX: u8 = 4;

text_enum! {
    /// A part of the application that a school can switch off.
    pub enum Module {
        /// The time bank.
        Sel = "sel",
        /// Conversations of classes.
        Messaging = "messaging",
        /// Conversations of two people.
        DirectMessages = "direct_messages",
        /// Who is online, and who is typing.
        Presence = "presence",
        /// What the school makes known.
        Announcements = "announcements",
    }
}

impl Module {
    /// What must be on for this one to be on.
    #[must_use]
    pub const fn needs(self) -> &'static [Self] {
        match self {
            Self::Sel | Self::Messaging | Self::Announcements => &[],
            Self::DirectMessages | Self::Presence => &[Self::Messaging],
        }
    }

    /// What goes off with this one.
    #[must_use]
    pub fn carries(self) -> Vec<Self> {
        let all = Self::ALL.iter().copied();
        all.filter(|module| module.needs().contains(&self)).collect()
    }

    /// From which stage on a new school begins with it. The stages are those of the sources: accounts, the time bank, messaging and events,
    /// shop and education, everything.
    #[must_use]
    pub const fn stage(self) -> u8 {
        match self {
            Self::Sel => 1,
            Self::Messaging | Self::DirectMessages | Self::Presence | Self::Announcements => 2,
        }
    }

    /// The module that a call belongs to; a call of none is always answered.
    #[must_use]
    pub fn of<E: Endpoint>() -> Option<Self> {
        match (E::TAG, E::NAME) {
            ("sel", _) => Some(Self::Sel),
            ("messaging", "OpenDirect") => Some(Self::DirectMessages),
            ("messaging", _) => Some(Self::Messaging),
            ("announcements", _) => Some(Self::Announcements),
            _ => None,
        }
    }
}

/// What a new school begins with at a stage. A stage is this preset and nothing else: its office switches every module as it likes.
#[must_use]
pub fn at_stage(stage: u8) -> Vec<Module> {
    let all = Module::ALL.iter().copied();
    all.filter(|module| module.stage() <= stage).collect()
}

/// What is on after one module is switched: on with what it needs, off with what needs it.
#[must_use]
pub fn switched(on: &[Module], module: Module, to: bool) -> Vec<Module> {
    let moved = |candidate: Module| {
        candidate == module
            || if to {
                module.needs().contains(&candidate)
            } else {
                candidate.needs().contains(&module)
            }
    };
    let all = Module::ALL.iter().copied();
    all.filter(|candidate| if moved(*candidate) { to } else { on.contains(candidate) })
        .collect()
}

/// A module of the school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ModuleInfo {
    /// Which.
    pub module: Module,
    /// Whether it is on.
    pub on: bool,
    /// What is switched on with it.
    pub needs: Vec<Module>,
    /// What is switched off with it.
    pub carries: Vec<Module>,
}

/// A switch.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, garde::Validate)]
#[serde(deny_unknown_fields)]
pub struct ModuleSwitch {
    /// On or off.
    #[garde(skip)]
    pub on: bool,
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Module::ALL, Module::Messaging, false, &[Module::Sel, Module::Announcements])]
    #[case(Module::ALL, Module::Presence, false, &[Module::Sel, Module::Messaging, Module::DirectMessages, Module::Announcements])]
    #[case(&[], Module::Presence, true, &[Module::Messaging, Module::Presence])]
    #[case(&[], Module::Messaging, true, &[Module::Messaging])]
    fn a_switch_moves_what_hangs_together(
        #[case] before: &[Module],
        #[case] module: Module,
        #[case] to: bool,
        #[case] after: &[Module],
    ) {
        assert_eq!(switched(before, module, to), after);
        assert_eq!(switched(after, module, to), after, "twice is once");
    }

    #[rstest]
    #[case(0, false)]
    #[case(1, false)]
    #[case(2, true)]
    #[case(STAGE_MAX, true)]
    fn a_school_begins_with_messaging_from_stage_2_on(#[case] stage: u8, #[case] on: bool) {
        assert_eq!(at_stage(stage).contains(&Module::Messaging), on);
    }

    #[rstest]
    #[case(0, false)]
    #[case(1, true)]
    #[case(STAGE_MAX, true)]
    fn a_school_begins_with_the_time_bank_from_stage_1_on(#[case] stage: u8, #[case] on: bool) {
        assert_eq!(at_stage(stage).contains(&Module::Sel), on);
    }

    #[test]
    fn a_stage_has_what_its_modules_need_and_the_last_one_has_all() {
        for stage in 0..=STAGE_MAX {
            let on = at_stage(stage);
            for module in &on {
                assert!(module.needs().iter().all(|needed| on.contains(needed)), "{on:?}");
            }
        }
        assert_eq!(at_stage(STAGE_MAX), Module::ALL);
    }

    #[test]
    fn nothing_is_on_without_what_it_needs() {
        let mut on = Module::ALL.to_vec();
        for step in 0..64_usize {
            let module = Module::ALL[step * 7 % Module::ALL.len()];
            on = switched(&on, module, step % 3 == 0);
            for module in &on {
                assert!(module.needs().iter().all(|needed| on.contains(needed)), "{on:?}");
            }
        }
    }
}
