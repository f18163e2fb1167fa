//! Dialogs, toasts, banners, waiting, nothing, errors.

use domain::problem::{Code, Problem};
use leptos::prelude::*;

use super::Specimen;
use crate::{
    client::Failure,
    ui::{
        banner::Banner,
        button::{Button, Look},
        card::Card,
        dialog::Dialog,
        empty_state::EmptyState,
        error_state::ErrorState,
        form_error::FormError,
        icon::Glyph,
        module::Module,
        skeleton::{SkeletonRows, SkeletonText},
        spinner::Spinner,
        toasts::Toasts,
    },
};

/// What answers.
#[component]
pub fn Feedback() -> impl IntoView {
    view! {
        <News />
        <Specimen name="Skeleton, Spinner">
            <div class="columns">
                <Card>
                    <SkeletonRows count=2 />
                </Card>
                <Card>
                    <SkeletonText />
                </Card>
            </div>
            <p class="cluster"><Spinner />"Sending"</p>
        </Specimen>
        <Specimen name="EmptyState, ErrorState, FormError">
            <div class="columns">
                <Card>
                    <EmptyState glyph=Glyph::MessageCircle module=Module::Messages title="No message yet" detail="Write the first one.">
                        <Button on_press=|()| ()>"Write"</Button>
                    </EmptyState>
                </Card>
                <Card>
                    <ErrorState failure=broken() on_retry=|()| () />
                </Card>
            </div>
            <FormError failure=Some(Failure::Problem(Box::new(Problem::new(Code::WrongCredentials)))) />
            <FormError failure=Some(Failure::NoAnswer) />
            <FormError failure=Some(Failure::Problem(Box::new(Problem::new(Code::Invalid)))) />
        </Specimen>
    }
}

fn broken() -> Failure {
    let mut problem = Problem::new(Code::Internal);
    problem.instance = Some("0193-4f7a-91c2".to_owned());
    Failure::Problem(Box::new(problem))
}

#[component]
fn News() -> impl IntoView {
    let toasts = Toasts::here();
    let open = RwSignal::new(false);
    view! {
        <Specimen name="Banner, Dialog, Toasts">
            <Banner glyph=Glyph::Info module=Module::Messages>
                <p>"Information: the connection is slow, messages arrive every three seconds."</p>
            </Banner>
            <Banner glyph=Glyph::WifiOff module=Module::Entraide>
                <p>"Offline since 18:02."</p>
                <Button look=Look::Quiet on_press=|()| ()>"Retry"</Button>
            </Banner>
            <Banner glyph=Glyph::CircleAlert module=Module::Danger>
                <p>"This could not be saved."</p>
            </Banner>
            <div class="cluster">
                <Button look=Look::Second on_press=move |()| open.set(true)>"Open a dialog"</Button>
                <Button look=Look::Second on_press=move |()| toasts.say("Saved.")>"Toast"</Button>
                <Button look=Look::Second on_press=move |()| toasts.offer_undo("Removed.", || ())>"Toast with undo"</Button>
                <Button look=Look::Second on_press=move |()| toasts.problem("That did not work.")>"Toast of a problem"</Button>
            </div>
            <Dialog open=open title="Remove Louis from my children?">
                <p>"The conversation of the class disappears at once."</p>
                <div class="dialog-actions">
                    <Button look=Look::Quiet on_press=move |()| open.set(false)>"Cancel"</Button>
                    <Button look=Look::Danger on_press=move |()| open.set(false)>"Remove"</Button>
                </div>
            </Dialog>
        </Specimen>
    }
}
