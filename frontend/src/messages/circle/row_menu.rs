//! A conversation in the list with its menu: mute, archive, pin, mark unread, and whom to block. By its button, the right button of a
//! mouse, or a long press.

use std::{sync::Arc, time::Duration};

use domain::{
    id::{AccountId, ConversationId},
    messaging::{
        people_calls::{BlockPerson, ChangeRoomSettings},
        room_settings::{MuteFor, NotificationLevel, RoomSettingsForm},
        types::ConversationInfo,
    },
    page::NoBody,
};
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};

use super::blocked::unblock;
use crate::{
    client::SignedIn,
    i18n::{Key, dates, key, say, say_with, t},
    lazy,
    rooms::{names, row::ConversationRow},
    state::live::Live,
    ui::{
        dialog::Dialog,
        icon::{Glyph, Icon},
        icon_button::IconButton,
        segmented::{Choice, Segmented},
        toasts::Toasts,
    },
};

/// How long a press on a phone is a long one.
const LONG: Duration = Duration::from_millis(550);

const LEVELS: [(NotificationLevel, Key); 3] = [
    (NotificationLevel::All, key::CIRCLE_LEVEL_ALL),
    (NotificationLevel::Mentions, key::CIRCLE_LEVEL_MENTIONS),
    (NotificationLevel::None, key::CIRCLE_LEVEL_NONE),
];

/// The menu of a list: one for all its rows. `Copy`, like a signal.
#[derive(Debug, Clone, Copy)]
pub struct Menus {
    of: RwSignal<Option<ConversationId>>,
    open: RwSignal<bool>,
}

impl Menus {
    /// For a list and all that stands in it.
    pub fn provide() -> Self {
        let menus = Self {
            of: RwSignal::new(None),
            open: RwSignal::new(false),
        };
        provide_context(menus);
        menus
    }

    /// Where the menu appears, which is fetched when it is first asked for.
    pub fn place(self) -> impl IntoView {
        lazy::room_menu(self.open.into(), Callback::new(move |()| self.open.set(false)))
    }

    fn show(self, id: ConversationId) {
        self.of.set(Some(id));
        self.open.set(true);
    }
}

/// The row, and the ways to its menu.
#[component]
pub fn RowWithMenu(
    /// Which conversation.
    id: ConversationId,
    /// The menu of the list.
    menus: Menus,
) -> impl IntoView {
    let live = Live::here();
    let label = move || {
        let title = live.room(id).map(|room| names::title(&room)).unwrap_or_default();
        say_with(key::CIRCLE_MENU, [("name", title.into())])
    };
    let pressing = StoredValue::new(None::<TimeoutHandle>);
    let release = move || {
        if let Some(timer) = pressing.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    on_cleanup(release);
    let press = move |event: ev::PointerEvent| {
        release();
        if event.pointer_type() == "touch" {
            pressing.set_value(set_timeout_with_handle(move || menus.show(id), LONG).ok());
        }
    };
    let by_mouse = move |event: ev::MouseEvent| {
        event.prevent_default();
        menus.show(id);
    };
    view! {
        <li
            class="row-with-menu"
            on:contextmenu=by_mouse
            on:pointerdown=press
            on:pointerup=move |_| release()
            on:pointermove=move |_| release()
            on:pointercancel=move |_| release()
        >
            <ConversationRow id=id />
            <IconButton glyph=Glyph::Ellipsis label=Signal::derive(label) on_press=move |()| menus.show(id) />
        </li>
    }
}

/// The menu of the list, while it is open.
#[component]
pub fn MenuOfRow() -> impl IntoView {
    let (live, menus) = (Live::here(), expect_context::<Menus>());
    let room = Memo::new(move |_| menus.of.get().and_then(|id| live.room(id)));
    // a closed dialog says nothing: its heading would be found by whoever looks for the name
    let title = Signal::derive(move || match (menus.open.get(), room.get()) {
        (true, Some(room)) => names::title(&room),
        _ => String::new(),
    });
    view! {
        <Dialog open=menus.open title=title>
            {move || room.get().map(|room| view! { <Menu room=room open=menus.open /> })}
        </Dialog>
    }
}

#[component]
fn Menu(room: Arc<ConversationInfo>, open: RwSignal<bool>) -> impl IntoView {
    let change = change();
    let id = room.id;
    let set = move |form: RoomSettingsForm, said: Key, back: RoomSettingsForm| {
        let act = move |()| {
            open.set(false);
            change.run((id, form, Some((said, back))));
        };
        Callback::new(act)
    };
    let muted = room.is_muted(dates::now());
    let mutes: Vec<(Key, MuteFor)> = if muted {
        vec![(key::CIRCLE_UNMUTE, MuteFor::Off)]
    } else {
        vec![
            (key::CIRCLE_MUTE_HOUR, MuteFor::Hour),
            (key::CIRCLE_MUTE_DAY, MuteFor::Day),
            (key::CIRCLE_MUTE_ALWAYS, MuteFor::Always),
        ]
    };
    let mutes = mutes.into_iter().map(|(words, mute)| {
        let (said, back) = match mute {
            MuteFor::Off => (key::CIRCLE_UNMUTED, MuteFor::Always),
            _ => (key::CIRCLE_MUTED, MuteFor::Off),
        };
        view! { <Line glyph=Glyph::BellOff words=words act=set(muting(mute), said, muting(back)) /> }
    });
    let pin = if room.pinned {
        key::CIRCLE_UNPIN
    } else {
        key::CIRCLE_PIN
    };
    let pinned = if room.pinned {
        key::CIRCLE_UNPINNED
    } else {
        key::CIRCLE_PINNED
    };
    let archive = if room.archived {
        key::CIRCLE_UNARCHIVE
    } else {
        key::CIRCLE_ARCHIVE_IT
    };
    let archived = if room.archived {
        key::CIRCLE_UNARCHIVED
    } else {
        key::CIRCLE_ARCHIVED
    };
    let unread = room.marked_unread;
    let mark = if unread {
        key::CIRCLE_MARK_READ
    } else {
        key::CIRCLE_MARK_UNREAD
    };
    let marked = if unread {
        key::CIRCLE_MARKED_READ
    } else {
        key::CIRCLE_MARKED_UNREAD
    };
    let other = room.other.as_ref().map(|other| (other.id, room.blocked));
    let levels = LEVELS.map(|(level, words)| Choice::new(level, Signal::derive(move || say(words))));
    let level = room.level;
    view! {
        <div class="room-menu">
            <Line glyph=Glyph::Pin words=pin act=set(pinning(!room.pinned), pinned, pinning(room.pinned)) />
            <Line glyph=Glyph::Archive words=archive act=set(archiving(!room.archived), archived, archiving(room.archived)) />
            <Line glyph=Glyph::Mail words=mark act=set(marking(!unread), marked, marking(unread)) />
            {mutes.collect_view()}
            {other.map(|(account, blocked)| view! { <Block account=account blocked=blocked open=open /> })}
        </div>
        <Segmented
            label=t(key::CIRCLE_LEVEL)
            options=levels.to_vec()
            chosen=Signal::stored(level)
            on_choice=move |level| {
                let form = RoomSettingsForm { level: Some(level), ..RoomSettingsForm::default() };
                change.run((id, form, None));
            }
        />
    }
}

fn muting(mute: MuteFor) -> RoomSettingsForm {
    RoomSettingsForm {
        mute: Some(mute),
        ..RoomSettingsForm::default()
    }
}

fn pinning(pinned: bool) -> RoomSettingsForm {
    RoomSettingsForm {
        pinned: Some(pinned),
        ..RoomSettingsForm::default()
    }
}

fn archiving(archived: bool) -> RoomSettingsForm {
    RoomSettingsForm {
        archived: Some(archived),
        ..RoomSettingsForm::default()
    }
}

fn marking(unread: bool) -> RoomSettingsForm {
    RoomSettingsForm {
        marked_unread: Some(unread),
        ..RoomSettingsForm::default()
    }
}

/// What to change where, and with which words it can be taken back.
type Wish = (ConversationId, RoomSettingsForm, Option<(Key, RoomSettingsForm)>);

/// A conversation is opened: what I had marked as unread is so no more.
pub fn opened(id: ConversationId) {
    let marked = untrack(|| Live::here().room(id)).is_some_and(|room| room.marked_unread);
    if marked {
        change().run((id, marking(false), None));
    }
}

/// Where changes go: everything here lives as long as the application, because the way back is offered when the menu is gone.
#[derive(Debug, Clone, Copy)]
struct Changes {
    live: Live,
    client: SignedIn,
    toasts: Toasts,
}

/// Changes my settings of a conversation, and offers the way back.
fn change() -> Changes {
    Changes {
        live: Live::here(),
        client: SignedIn::here(),
        toasts: Toasts::here(),
    }
}

impl Changes {
    fn run(self, (conversation, form, back): Wish) {
        self.send(conversation, form);
        if let Some((said, back)) = back {
            self.toasts.offer_undo(say(said), move || self.send(conversation, back));
        }
    }

    fn send(self, conversation: ConversationId, form: RoomSettingsForm) {
        spawn_local(async move {
            match self.client.tell(ChangeRoomSettings { conversation }, form).await {
                Ok(room) => self.live.put(room),
                Err(failure) => self.toasts.failed(&failure),
            }
        });
    }
}

#[component]
fn Block(account: AccountId, blocked: bool, open: RwSignal<bool>) -> impl IntoView {
    let (live, client, toasts) = (Live::here(), SignedIn::here(), Toasts::here());
    let act = move |()| {
        open.set(false);
        if blocked {
            unblock(live, client, toasts, account);
            return;
        }
        spawn_local(async move {
            match client.tell(BlockPerson { account }, NoBody {}).await {
                Ok(_) => toasts.offer_undo(say(key::CIRCLE_BLOCK_DONE), move || {
                    unblock(live, client, toasts, account)
                }),
                Err(failure) => toasts.failed(&failure),
            }
        });
    };
    let words = if blocked {
        key::CIRCLE_UNBLOCK
    } else {
        key::CIRCLE_BLOCK
    };
    view! { <Line glyph=Glyph::Ban words=words act=Callback::new(act) grave=!blocked /> }
}

#[component]
fn Line(glyph: Glyph, words: Key, act: Callback<()>, #[prop(optional)] grave: bool) -> impl IntoView {
    view! {
        <button type="button" class="menu-item" data-grave=grave.to_string() on:click=move |_| act.run(())>
            <Icon glyph=glyph />
            {t(words)}
        </button>
    }
}
