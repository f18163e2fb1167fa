//! The single-page application of EcoleHub.

mod accounts;
mod announcements;
mod app;
mod client;
mod device;
mod families;
mod home;
mod i18n;
mod lazy;
mod messages;
mod rooms;
mod school;
mod sel;
mod shell;
mod state;
mod styleguide;
mod ui;

fn main() {
    console_error_panic_hook::set_once();
    // Mounting is what starts Leptos's own executor.
    wasm_bindgen_futures::spawn_local(async {
        if i18n::start().await.is_err() {
            return app::could_not_start();
        }
        app::arrived();
        leptos::mount::mount_to_body(app::App);
    });
}
