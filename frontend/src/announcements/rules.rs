//! What the school asks of announcements, for the direction.

use domain::announcements::{
    calls::{ChangeAnnouncementRules, ShowAnnouncementRules},
    forms::{AnnouncementRules, AnnouncementRulesForm},
};
use leptos::{ev, prelude::*};

use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{key, say, t},
    ui::{
        button::{Button, Look},
        checkbox::Checkbox,
        divider_card::DividerCard,
        form_error::FormError,
        icon::Glyph,
        loaded::Loaded,
        module::Module,
        skeleton::SkeletonText,
        toasts::Toasts,
    },
};

/// The card.
#[component]
pub fn Rules() -> impl IntoView {
    let client = SignedIn::here();
    let rules = Answer::ask(move || async move { client.ask(ShowAnnouncementRules {}).await });
    view! {
        <DividerCard module=Module::Announcements glyph=Glyph::Settings title=t(key::ANNOUNCEMENT_RULES)>
            <Loaded answer=rules waiting=|| view! { <SkeletonText /> } let:known>
                <Form known=known rules=rules />
            </Loaded>
        </DividerCard>
    }
}

#[component]
fn Form(known: AnnouncementRules, rules: Answer<AnnouncementRules>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let approval = RwSignal::new(known.approval);
    let both = RwSignal::new(known.both_languages);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = AnnouncementRulesForm {
            approval: approval.get_untracked(),
            both_languages: both.get_untracked(),
        };
        submission.run(
            async move { client.change(ChangeAnnouncementRules {}, known.version, body).await },
            move |_| {
                toasts.say(say(key::ANNOUNCEMENT_RULES_SAVED));
                rules.refetch();
            },
        );
    };
    view! {
        <form class="card-body" on:submit=submit novalidate>
            <Checkbox checked=approval label=t(key::ANNOUNCEMENT_RULES_APPROVAL) hint=t(key::ANNOUNCEMENT_RULES_APPROVAL_HINT) />
            <Checkbox checked=both label=t(key::ANNOUNCEMENT_RULES_BOTH) hint=t(key::ANNOUNCEMENT_RULES_BOTH_HINT) />
            <FormError failure=submission.failure() />
            <div>
                <Button look=Look::Second busy=submission.busy()>{t(key::ACTION_SAVE)}</Button>
            </div>
        </form>
    }
}
