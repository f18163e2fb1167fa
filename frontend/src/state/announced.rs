//! What the school makes known, as far as it waits for me: the number on the navigation, the card on the home page, and a sign for open
//! pages to read again.

use domain::{
    announcements::{
        calls::{NoteArrivedAnnouncements, ShowUnreadAnnouncements},
        forms::ArrivedAnnouncements,
        types::{AnnouncementNews, UnreadAnnouncements},
    },
    id::AnnouncementId,
    schools::{modules::Module, types::MembershipStatus},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    client::SignedIn,
    i18n::{key, say},
    state::{
        badges::Badges,
        session::{Session, Standing},
    },
    ui::toasts::Toasts,
};

/// Announcements as they wait for whoever is signed in; `Copy`, like a signal. Provided to the whole application.
#[derive(Debug, Clone, Copy)]
pub struct Announced {
    session: Session,
    badges: Badges,
    toasts: Toasts,
    client: SignedIn,
    unread: RwSignal<Option<UnreadAnnouncements>>,
    moved: RwSignal<u32>,
}

impl Announced {
    /// Follows the session: asks for a member of a school with announcements, forgets when nobody is signed in.
    pub fn follow(session: Session, badges: Badges, toasts: Toasts) -> Self {
        let announced = Self {
            session,
            badges,
            toasts,
            client: SignedIn::of(session),
            unread: RwSignal::new(None),
            moved: RwSignal::new(0),
        };
        let is_on = Memo::new(move |_| announced.is_on());
        // Asks the server: that is what effects are for.
        Effect::new(move || match is_on.get() {
            true => announced.ask(),
            false => announced.take(None),
        });
        announced
    }

    /// The one of the application.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// What waits for me; nothing while that is not known.
    pub fn unread(self) -> Signal<Option<UnreadAnnouncements>> {
        self.unread.into()
    }

    /// Grows whenever something has happened to an announcement of mine: read it again.
    pub fn moved(self) -> Signal<u32> {
        self.moved.into()
    }

    /// The server said so. Only what is newly out asks for attention, once.
    pub fn heard(self, news: AnnouncementNews) {
        if news == AnnouncementNews::Published {
            self.toasts.say(say(key::ANNOUNCEMENT_NEW));
        }
        self.read_again();
    }

    /// Something may have happened that nobody could tell this device: open pages read again, and it is asked what waits.
    pub fn read_again(self) {
        self.moved.update(|moved| *moved = moved.wrapping_add(1));
        self.ask();
    }

    /// Asks what waits, if the school has announcements.
    pub fn ask(self) {
        if !untrack(|| self.is_on()) {
            return;
        }
        spawn_local(async move {
            // Without an answer the number stays as it was; the next frame or connection asks again.
            if let Ok(unread) = self.client.ask(ShowUnreadAnnouncements {}).await {
                self.arrived(unread.new_ids.clone());
                self.take(Some(unread));
            }
        });
    }

    fn is_on(self) -> bool {
        self.session.standing().with(|standing| match standing {
            Standing::SignedIn(me) => {
                let membership = &me.membership;
                membership.status == MembershipStatus::Active && membership.modules.contains(&Module::Announcements)
            }
            _ => false,
        })
    }

    /// Tells the server what has reached this device.
    fn arrived(self, announcement_ids: Vec<AnnouncementId>) {
        if announcement_ids.is_empty() {
            return;
        }
        let mut announcement_ids = announcement_ids;
        announcement_ids.truncate(100);
        spawn_local(async move {
            let body = ArrivedAnnouncements { announcement_ids };
            // Told again with the next question if it was lost.
            drop(self.client.tell(NoteArrivedAnnouncements {}, body).await);
        });
    }

    fn take(self, unread: Option<UnreadAnnouncements>) {
        let count = unread.as_ref().map_or(0, |unread| unread.count + unread.waiting);
        self.badges.announcements.try_set(count);
        self.unread.try_set(unread);
    }
}
