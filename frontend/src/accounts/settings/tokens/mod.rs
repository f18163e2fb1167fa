//! Accès API: keys for programs that act in my name, each with a name, what it may do, and an end.

mod make;
mod words;

use domain::{
    accounts::tokens::{ListMyTokens, RevokeToken, TokenSummary},
    page::Page,
};
use leptos::prelude::*;

use self::{make::MakeTokenForm, words::scope_words};
use super::SettingsHead;
use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{dates, key, say, say_with, t},
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        divider_card::DividerCard,
        empty_state::EmptyState,
        form_error::FormError,
        icon::{Glyph, Icon},
        loaded::Loaded,
        module::Module,
        skeleton::SkeletonRows,
        toasts::Toasts,
    },
};

/// The page of my personal tokens.
#[component]
pub fn TokensPage() -> impl IntoView {
    let client = SignedIn::here();
    let tokens = Answer::ask(move || async move {
        let Page { items, .. } = client.ask(ListMyTokens {}).await?;
        Ok(items)
    });
    let making = RwSignal::new(false);
    let revoking = RwSignal::new(None::<TokenSummary>);
    let asking = RwSignal::new(false);
    let ask = Callback::new(move |token| {
        revoking.set(Some(token));
        asking.set(true);
    });
    view! {
        <SettingsHead title=key::SETTINGS_API />
        <div class="reading">
            <DividerCard module=Module::Entraide glyph=Glyph::KeyRound title=t(key::TOKENS_TAB)>
                <div class="card-body">
                    <p>{t(key::TOKENS_LEAD)}</p>
                    <p class="muted small">
                        {t(key::TOKENS_DOCUMENTS)} " " <a href="/api/docs" rel="external">"/api/docs"</a>
                    </p>
                    <div>
                        <Button glyph=Glyph::Plus on_press=move |()| making.set(true)>{t(key::TOKEN_MAKE)}</Button>
                    </div>
                </div>
                <Loaded answer=tokens waiting=|| view! { <SkeletonRows count=2 /> } let:tokens>
                    {if tokens.is_empty() {
                        view! {
                            <EmptyState glyph=Glyph::KeyRound module=Module::Entraide title=t(key::TOKENS_NONE) detail=t(key::TOKENS_NONE_DETAIL) />
                        }
                        .into_any()
                    } else {
                        view! {
                            <ul class="row-list">
                                {tokens.into_iter().map(|token| view! { <li><TokenRow token=token ask=ask /></li> }).collect_view()}
                            </ul>
                        }
                        .into_any()
                    }}
                </Loaded>
            </DividerCard>
        </div>
        <Dialog open=making title=t(key::TOKEN_MAKE)>
            <MakeTokenForm open=making on_made=move |()| tokens.refetch() />
        </Dialog>
        <Dialog open=asking title=t(key::TOKEN_REVOKE_TITLE)>
            {move || revoking.get().map(|token| view! { <Revoke token=token open=asking tokens=tokens /> })}
        </Dialog>
    }
}

#[component]
fn TokenRow(token: TokenSummary, ask: Callback<TokenSummary>) -> impl IntoView {
    let (name, scopes) = (token.name.clone(), token.scopes.clone());
    let may = move || {
        let words: Vec<String> = scopes.iter().map(|scope| say(scope_words(*scope))).collect();
        words.join(", ")
    };
    let (until, used) = (token.expires_at, token.last_used_at);
    let when = move || {
        let until = say_with(key::TOKEN_UNTIL, [("date", dates::full_day(until).into())]);
        let used = used.map_or_else(
            || say(key::TOKEN_NEVER_USED),
            |at| say_with(key::TOKEN_USED, [("when", dates::full(at).into())]),
        );
        format!("{until} {used}")
    };
    let label = {
        let name = name.clone();
        move || Some(say_with(key::TOKEN_REVOKE_OF, [("name", name.clone().into())]))
    };
    view! {
        <div class="row row-wraps">
            <span class=format!("avatar {}", Module::Entraide.class()) aria-hidden="true">
                <Icon glyph=Glyph::KeyRound />
            </span>
            <div class="row-body">
                <p class="row-title">{name}</p>
                <p class="row-detail">{may}</p>
                <p class="row-detail">{when}</p>
            </div>
            <div class="row-end">
                <Button look=Look::Second label=Signal::derive(label) on_press=move |()| ask.run(token.clone())>
                    {t(key::TOKEN_REVOKE)}
                </Button>
            </div>
        </div>
    }
}

/// Asks first: the program stops working at once, and the token does not come back.
#[component]
fn Revoke(token: TokenSummary, open: RwSignal<bool>, tokens: Answer<Vec<TokenSummary>>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let (id, name) = (token.id, token.name.clone());
    let revoke = move |()| {
        submission.run(async move { client.ask(RevokeToken { token: id }).await }, move |_| {
            open.set(false);
            tokens.refetch();
            toasts.say(say(key::TOKEN_REVOKED));
        });
    };
    view! {
        <p>{move || say_with(key::TOKEN_REVOKE_DETAIL, [("name", name.clone().into())])}</p>
        <FormError failure=submission.failure() />
        <div class="dialog-actions">
            <Button look=Look::Quiet on_press=move |()| open.set(false)>{t(key::ACTION_CANCEL)}</Button>
            <Button look=Look::Danger busy=submission.busy() on_press=revoke>{t(key::TOKEN_REVOKE)}</Button>
        </div>
    }
}
