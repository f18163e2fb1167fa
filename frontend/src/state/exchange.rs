//! The time bank, as far as it waits for me: the number on the navigation, and a sign for open pages to read balances and transfers again.

use domain::{
    id::SelTransferId,
    schools::{modules::Module, types::MembershipStatus},
    sel::{calls::ShowSelDashboard, states::SelStatus},
};
use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, de::IgnoredAny};

use crate::{
    client::SignedIn,
    i18n::{key, say},
    state::{
        badges::Badges,
        session::{Session, Standing},
    },
    ui::toasts::Toasts,
};

/// What is read here of the dashboard; the pages of the time bank read all of it.
#[derive(Deserialize)]
struct Waiting {
    to_decide: Vec<IgnoredAny>,
}

/// The time bank for whoever is signed in; `Copy`, like a signal. Provided to the whole application.
#[derive(Debug, Clone, Copy)]
pub struct Exchange {
    session: Session,
    badges: Badges,
    toasts: Toasts,
    client: SignedIn,
    moved: RwSignal<u32>,
    /// How many proposals waited when it was last asked.
    waited: StoredValue<Option<u32>>,
    /// The transfer that this person has just accepted here: nobody needs to tell them.
    accepted: StoredValue<Option<SelTransferId>>,
}

impl Exchange {
    /// Follows the session: asks for a member of a school with a time bank, forgets when nobody is signed in.
    pub fn follow(session: Session, badges: Badges, toasts: Toasts) -> Self {
        let exchange = Self {
            session,
            badges,
            toasts,
            client: SignedIn::of(session),
            moved: RwSignal::new(0),
            waited: StoredValue::new(None),
            accepted: StoredValue::new(None),
        };
        let is_on = Memo::new(move |_| exchange.is_on());
        // Asks the server: that is what effects are for.
        Effect::new(move || match is_on.get() {
            true => exchange.ask(),
            false => exchange.forget(),
        });
        exchange
    }

    /// The one of the application.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// Grows whenever a transfer of mine or my balance may have changed: read them again.
    pub fn moved(self) -> Signal<u32> {
        self.moved.into()
    }

    /// The server said so. Only units that have moved are told on every page.
    pub fn heard(self, transfer: SelTransferId, status: SelStatus) {
        if status == SelStatus::Accepted && self.accepted.get_value() != Some(transfer) {
            self.toasts.say(say(key::EXCHANGE_MOVED));
        }
        self.moves();
    }

    /// This person accepts a transfer here.
    pub fn accepts(self, transfer: SelTransferId) {
        self.accepted.set_value(Some(transfer));
    }

    /// Something of mine may have changed.
    pub fn moves(self) {
        self.moved.update(|moved| *moved = moved.wrapping_add(1));
        self.ask();
    }

    /// Asks what waits, if the school has a time bank.
    fn ask(self) {
        if !untrack(|| self.is_on()) {
            return;
        }
        spawn_local(async move {
            // Without an answer the number stays as it was; the next frame or connection asks again.
            if let Ok(waiting) = self.client.ask(ShowSelDashboard {}).read_as::<Waiting>().await {
                self.count(u32::try_from(waiting.to_decide.len()).unwrap_or(0));
            }
        });
    }

    fn is_on(self) -> bool {
        self.session.standing().with(|standing| match standing {
            Standing::SignedIn(me) => {
                let membership = &me.membership;
                membership.status == MembershipStatus::Active && membership.modules.contains(&Module::Sel)
            }
            _ => false,
        })
    }

    /// Shows how many wait; one more than before asks for attention.
    fn count(self, waiting: u32) {
        let before = self.waited.get_value();
        self.waited.set_value(Some(waiting));
        if before.is_some_and(|before| before < waiting) {
            self.toasts.say(say(key::EXCHANGE_WAITING));
        }
        self.badges.exchange.set(waiting);
    }

    fn forget(self) {
        self.waited.set_value(None);
        self.badges.exchange.set(0);
    }
}
