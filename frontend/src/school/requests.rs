//! What waits for the school's answer.

use domain::{
    families::{
        calls::ListGuardianLinks,
        types::{GuardianLinkInfo, LinkQuery, LinkStatus},
    },
    schools::{
        calls::ListMemberships,
        types::{MembershipInfo, MembershipQuery, MembershipStatus},
    },
};
use leptos::prelude::*;

use crate::{
    client::{Answer, SignedIn},
    state::{badges::Badges, live::Live, session::Session},
};

const LIMIT: u32 = 100;

/// All that waits.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Links between adults and children.
    pub links: Vec<GuardianLinkInfo>,
    /// Memberships; only the office answers them.
    pub memberships: Vec<MembershipInfo>,
}

impl Waiting {
    /// How many requests there are.
    pub fn count(&self) -> u32 {
        number(&self.links).saturating_add(number(&self.memberships))
    }
}

/// Requests as the server knows them; `Copy`, like a signal.
#[derive(Clone, Copy)]
pub struct Requests {
    answer: Answer<Waiting>,
}

impl Requests {
    /// Asks for them, and puts their number on the navigation.
    pub fn load() -> Self {
        let (client, badges) = (SignedIn::here(), Badges::here());
        let (me, regained) = (Session::here().me(), Live::here().regained());
        Self {
            answer: Answer::ask(move || {
                regained.track();
                async move {
                    let office = me.get_untracked().is_some_and(|me| me.membership.role.is_office());
                    let query = LinkQuery {
                        status: Some(LinkStatus::Pending),
                        limit: Some(LIMIT),
                        cursor: None,
                    };
                    let links = client.ask_with(ListGuardianLinks {}, query).await?.items;
                    let query = MembershipQuery {
                        status: Some(MembershipStatus::Pending),
                        limit: Some(LIMIT),
                        ..MembershipQuery::default()
                    };
                    let memberships = if office {
                        client.ask_with(ListMemberships {}, query).await?.items
                    } else {
                        Vec::new()
                    };
                    let waiting = Waiting { links, memberships };
                    badges.school.set(waiting.count());
                    Ok(waiting)
                }
            }),
        }
    }

    /// Asks again, after an answer.
    pub fn reload(self) {
        self.answer.refetch();
    }

    /// The answer; `None` while it is on its way.
    pub const fn answer(self) -> Answer<Waiting> {
        self.answer
    }

    /// How many there are; `None` until that is known.
    pub fn count(self) -> Option<u32> {
        Some(self.answer.get()?.ok()?.count())
    }
}

fn number<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}
