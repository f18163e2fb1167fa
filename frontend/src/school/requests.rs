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
    state::{badges::Badges, session::Session},
};

const LIMIT: u32 = 100;

/// Requests as the server knows them; `Copy`, like a signal.
#[derive(Clone, Copy)]
pub struct Requests {
    links: Answer<Vec<GuardianLinkInfo>>,
    memberships: Answer<Vec<MembershipInfo>>,
}

impl Requests {
    /// Asks for them, and puts their number on the navigation. Only the office answers memberships.
    pub fn load() -> Self {
        let (client, badges) = (SignedIn::here(), Badges::here());
        let me = Session::here().me();
        let links = Answer::ask(move || async move {
            let query = LinkQuery {
                status: Some(LinkStatus::Pending),
                limit: Some(LIMIT),
                cursor: None,
            };
            let links = client.ask_with(ListGuardianLinks {}, query).await?.items;
            badges.school.set(number(&links));
            Ok(links)
        });
        let memberships = Answer::ask(move || async move {
            if !me.get_untracked().is_some_and(|me| me.membership.role.is_office()) {
                return Ok(Vec::new());
            }
            let query = MembershipQuery {
                status: Some(MembershipStatus::Pending),
                limit: Some(LIMIT),
                cursor: None,
            };
            client.ask_with(ListMemberships {}, query).await.map(|page| page.items)
        });
        Self { links, memberships }
    }

    /// Asks again, after an answer.
    pub fn reload(self) {
        self.links.refetch();
        self.memberships.refetch();
    }

    /// Links between adults and children that wait.
    pub const fn links(self) -> Answer<Vec<GuardianLinkInfo>> {
        self.links
    }

    /// Memberships that wait.
    pub const fn memberships(self) -> Answer<Vec<MembershipInfo>> {
        self.memberships
    }

    /// How many there are; `None` until both are known.
    pub fn count(self) -> Option<u32> {
        let links = self.links.get()?.ok()?;
        let memberships = self.memberships.get()?.ok()?;
        Some(number(&links).saturating_add(number(&memberships)))
    }
}

fn number<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}
