//! Who is here: nobody known yet, a guest, or a signed-in person; and whether the session has run out meanwhile.

use domain::{
    accounts::{calls::ShowMe, types::Me},
    problem::Code,
    schools::types::MembershipStatus,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    client::{Failure, SignedIn},
    i18n,
    state::proof::Proof,
};

/// Who is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The server has not answered yet.
    Unknown,
    /// It could not be asked.
    Failed(Failure),
    /// Nobody is signed in.
    Guest,
    /// This person is.
    SignedIn(Box<Me>),
}

/// The session, provided to the whole application.
#[derive(Debug, Clone, Copy)]
pub struct Session {
    standing: RwSignal<Standing>,
    expired: RwSignal<bool>,
    left: StoredValue<bool>,
    proof: Proof,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            standing: RwSignal::new(Standing::Unknown),
            expired: RwSignal::new(false),
            left: StoredValue::new(false),
            proof: Proof::default(),
        }
    }
}

impl Session {
    /// The one of the application.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// Asks the server who is here. The page stays as it is until the answer comes.
    pub async fn load(self) {
        let standing = match SignedIn::of(self).ask(ShowMe {}).await {
            Ok(me) => {
                i18n::follow(me.locale).await;
                Standing::SignedIn(Box::new(me))
            }
            Err(failure) if failure.is(Code::Unauthenticated) => Standing::Guest,
            Err(failure) => Standing::Failed(failure),
        };
        let known = matches!(standing, Standing::SignedIn(_));
        self.standing.set(standing);
        if known {
            self.expired.set(false);
        }
    }

    /// Who is here.
    pub fn standing(self) -> Signal<Standing> {
        self.standing.into()
    }

    /// The signed-in person, in parts of the application that exist only for one.
    pub fn me(self) -> Signal<Option<Me>> {
        Signal::derive(move || {
            self.standing.with(|standing| match standing {
                Standing::SignedIn(me) => Some(Me::clone(me)),
                _ => None,
            })
        })
    }

    /// After the person changed their own data.
    pub fn is_now(self, me: Me) {
        self.standing.set(Standing::SignedIn(Box::new(me)));
    }

    /// After signing out.
    pub fn is_over(self) {
        self.left.set_value(true);
        self.expired.set(false);
        self.standing.set(Standing::Guest);
    }

    /// A call was refused because the session is over. Whoever was signed in is asked for the password, on the page.
    pub fn has_expired(self) {
        if self
            .standing
            .with_untracked(|standing| matches!(standing, Standing::SignedIn(_)))
        {
            self.expired.set(true);
        }
    }

    /// A call was refused because of what the person is in the school now: the server tells what that is.
    pub fn has_changed(self) {
        // Once is enough: a page that shows this asks nothing any more.
        let known = self.standing.with_untracked(|standing| {
            matches!(standing, Standing::SignedIn(me)
                if me.membership.needs_second_factor || me.membership.status == MembershipStatus::Suspended)
        });
        if !known {
            spawn_local(self.load());
        }
    }

    /// Where a fresh proof of who this is gets asked for.
    pub const fn proof(self) -> Proof {
        self.proof
    }

    /// Whether the person signed out on this page: the next one need not land where they were.
    pub fn was_left(self) -> bool {
        self.left.get_value()
    }

    /// Whether the password must be asked again; the dialog that asks may be closed to read on.
    pub const fn expired(self) -> RwSignal<bool> {
        self.expired
    }
}
