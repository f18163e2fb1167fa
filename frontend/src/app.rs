//! The application: what is provided to all of it, and its pages by address.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    components::{ParentRoute, Route, Router, Routes},
    path,
};

use crate::{
    accounts::sign_in::SignInPage,
    lazy,
    shell::{
        focus::FocusFollowsPage, frame::Frame, gate::SignedInGate, more::MorePage, not_found::NotFoundPage,
        offline::OfflineBanner, update::UpdateBanner,
    },
    state::{announced::Announced, badges::Badges, exchange::Exchange, live::Live, session::Session},
    ui::toasts::{ToastRegion, Toasts},
};

/// The whole application.
#[component]
pub fn App() -> impl IntoView {
    let session = Session::default();
    provide_context(session);
    let badges = Badges::default();
    provide_context(badges);
    let toasts = Toasts::default();
    provide_context(toasts);
    let announced = Announced::follow(session, badges, toasts);
    provide_context(announced);
    let exchange = Exchange::follow(session, badges, toasts);
    provide_context(exchange);
    provide_context(Live::follow(session, badges, announced, exchange));
    spawn_local(session.load());
    view! {
        <Router>
            <OfflineBanner />
            <UpdateBanner />
            <FocusFollowsPage />
            <Routes fallback=NotFoundPage>
                <Route path=path!("/connexion") view=SignInPage />
                <Route path=path!("/inscription") view=lazy::register />
                <Route path=path!("/verification") view=lazy::verify />
                <Route path=path!("/mot-de-passe-oublie") view=lazy::forgotten />
                <Route path=path!("/mot-de-passe") view=lazy::new_password />
                <Route path=path!("/adresse") view=lazy::new_address />
                <Route path=path!("/invitation") view=lazy::invitation />
                <Route path=path!("/styleguide") view=lazy::style_guide />
                <ParentRoute path=path!("") view=SignedInGate>
                    <Route path=path!("/bienvenue") view=lazy::welcome />
                    <ParentRoute path=path!("") view=Frame>
                        <Route path=path!("/") view=lazy::home />
                        <Route path=path!("/messages/:place?/:more?") view=lazy::messages />
                        <Route path=path!("/annonces/:place?/:more?") view=lazy::announcements />
                        <Route path=path!("/entraide/:place?/:more?") view=lazy::exchange />
                        <Route path=path!("/recherche") view=lazy::search />
                        <Route path=path!("/moderation") view=lazy::notices />
                        <Route path=path!("/profil") view=lazy::profile />
                        <Route path=path!("/reglages") view=lazy::settings />
                        <Route path=path!("/reglages/messages") view=lazy::circle />
                        <Route path=path!("/reglages/securite") view=lazy::security />
                        <Route path=path!("/reglages/second-code") view=lazy::second_factor />
                        <Route path=path!("/reglages/acces-api") view=lazy::tokens />
                        <Route path=path!("/enfants/ajouter") view=lazy::add_child />
                        <Route path=path!("/enfants/:child") view=lazy::child />
                        <Route path=path!("/ecole/:place?/:id?") view=lazy::school />
                        <Route path=path!("/plus") view=MorePage />
                    </ParentRoute>
                </ParentRoute>
            </Routes>
            <ToastRegion />
        </Router>
    }
}

/// Takes away what was shown before the application arrived.
pub fn arrived() {
    if let Some(shape) = document().get_element_by_id("starting") {
        shape.remove();
    }
}

/// Says that the application cannot start; the page itself has the words, in three languages.
pub fn could_not_start() {
    arrived();
    if let Some(words) = document().get_element_by_id("start-failed") {
        // The attribute is always removable.
        drop(words.remove_attribute("hidden"));
    }
}
