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
    let lines = acts(&room).into_iter().map(|act| {
        let Act {
            glyph,
            words,
            said,
            form,
            back,
        } = act;
        let run = move |()| {
            open.set(false);
            change.run((id, form, Some((said, back))));
        };
        view! { <Line glyph=glyph words=words act=Callback::new(run) /> }
    });
    let other = room.other.as_ref().map(|other| (other.id, room.blocked));
    let levels = LEVELS.map(|(level, words)| Choice::new(level, Signal::derive(move || say(words))));
    view! {
        <div class="room-menu">
            {lines.collect_view()}
            {other.map(|(account, blocked)| view! { <Block account=account blocked=blocked open=open /> })}
        </div>
        <Segmented
            label=t(key::CIRCLE_LEVEL)
            options=levels.to_vec()
            chosen=Signal::stored(room.level)
            on_choice=move |level| {
                let form = RoomSettingsForm { level: Some(level), ..RoomSettingsForm::default() };
                change.run((id, form, None));
            }
        />
    }
}

/// What a line of the menu does, what is said then, and how it is taken back.
struct Act {
    glyph: Glyph,
    words: Key,
    said: Key,
    form: RoomSettingsForm,
    back: RoomSettingsForm,
}

/// What can be done now.
fn acts(room: &ConversationInfo) -> Vec<Act> {
    let act = |glyph, (words, said), form, back| Act {
        glyph,
        words,
        said,
        form,
        back,
    };
    let (pinned, archived, unread) = (room.pinned, room.archived, room.marked_unread);
    let pin = match pinned {
        true => (key::CIRCLE_UNPIN, key::CIRCLE_UNPINNED),
        false => (key::CIRCLE_PIN, key::CIRCLE_PINNED),
    };
    let archive = match archived {
        true => (key::CIRCLE_UNARCHIVE, key::CIRCLE_UNARCHIVED),
        false => (key::CIRCLE_ARCHIVE_IT, key::CIRCLE_ARCHIVED),
    };
    let mark = match unread {
        true => (key::CIRCLE_MARK_READ, key::CIRCLE_MARKED_READ),
        false => (key::CIRCLE_MARK_UNREAD, key::CIRCLE_MARKED_UNREAD),
    };
    let mut acts = vec![
        act(Glyph::Pin, pin, pinning(!pinned), pinning(pinned)),
        act(Glyph::Archive, archive, archiving(!archived), archiving(archived)),
        act(Glyph::Mail, mark, marking(!unread), marking(unread)),
    ];
    let mute = |words, mute| {
        act(
            Glyph::BellOff,
            (words, key::CIRCLE_MUTED),
            muting(mute),
            muting(MuteFor::Off),
        )
    };
    if room.is_muted(dates::now()) {
        let unmute = (key::CIRCLE_UNMUTE, key::CIRCLE_UNMUTED);
        acts.push(act(
            Glyph::BellOff,
            unmute,
            muting(MuteFor::Off),
            muting(MuteFor::Always),
        ));
    } else {
        acts.push(mute(key::CIRCLE_MUTE_HOUR, MuteFor::Hour));
        acts.push(mute(key::CIRCLE_MUTE_DAY, MuteFor::Day));
        acts.push(mute(key::CIRCLE_MUTE_ALWAYS, MuteFor::Always));
    }
    acts
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
