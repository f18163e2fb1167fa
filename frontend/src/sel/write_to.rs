//! From an offer or a request to the conversation with its owner, which begins with what it is about.

use domain::{
    messaging::{calls::OpenDirect, types::NewDirect},
    schools::modules::Module as SchoolModule,
    sel::service::{ServiceInfo, ServiceQuote},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

use super::kinds;
use crate::{
    client::SignedIn,
    i18n::{key, say, t},
    shell::navigation::has_module,
    state::{live::Live, session::Session},
    ui::{
        button::{Button, Look},
        icon::Glyph,
        toasts::Toasts,
    },
};

/// The button; nothing on what is mine, and where two people cannot write to each other.
#[component]
pub fn WriteTo(
    /// The offer or request.
    service: ServiceInfo,
) -> impl IntoView {
    let (client, live, toasts) = (SignedIn::here(), Live::here(), Toasts::here());
    let direct = has_module(Session::here(), SchoolModule::DirectMessages);
    let mine = service.mine;
    let title = service.title.clone();
    let name = kinds::owner(&service);
    let about = ServiceQuote {
        id: service.id,
        kind: service.kind,
        title: service.title,
        owner_id: service.owner.id,
    };
    let owner = about.owner_id;
    let go = StoredValue::new_local(use_navigate());
    let about = StoredValue::new(about);
    let open = move |()| {
        spawn_local(async move {
            match client.tell(OpenDirect {}, NewDirect { account_id: owner }).await {
                Ok(room) => {
                    live.is_about(room.id, about.try_get_value());
                    go.try_with_value(|go| go(&format!("/messages/{}", room.id), Default::default()));
                }
                Err(failure) => toasts.failed(&failure),
            }
        });
    };
    let label = Signal::derive(move || Some(format!("{} · {name} · {title}", say(key::SEL_MESSAGE))));
    move || {
        (direct.get() && !mine).then(|| {
            view! {
                <Button look=Look::Quiet glyph=Glyph::MessageCircle label=label on_press=open>
                    {t(key::SEL_MESSAGE)}
                </Button>
            }
        })
    }
}
