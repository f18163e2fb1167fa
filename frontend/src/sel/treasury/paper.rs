//! My whole statement, to print: with the school's name, the date, and headings on every sheet.

use domain::sel::{
    books::{SelStatementLine, SelStatementQuery},
    calls::{ShowSelBalance, ShowSelStatement},
    types::SelBalance,
};
use leptos::prelude::*;

use crate::{
    client::{Answer, Failure, SignedIn},
    i18n::{dates, key, say_with, t},
    sel::{place::BackToExchanges, statement::Table, words},
    state::session::Session,
    ui::{button::Button, icon::Glyph, loaded::Loaded, page_head::PageHead, skeleton::SkeletonText},
};

/// All there is to print.
#[derive(Clone)]
struct Sheet {
    balance: SelBalance,
    lines: Vec<SelStatementLine>,
}

async fn ask(client: SignedIn) -> Result<Sheet, Failure> {
    let balance = client.ask(ShowSelBalance {}).await?;
    let mut sheet = Sheet {
        balance,
        lines: Vec::new(),
    };
    let mut cursor = None;
    loop {
        let query = SelStatementQuery {
            limit: Some(100),
            cursor,
            ..SelStatementQuery::default()
        };
        let page = client.ask_with(ShowSelStatement {}, query).await?;
        sheet.lines.extend(page.items);
        if page.next.is_none() {
            return Ok(sheet);
        }
        cursor = page.next;
    }
}

/// The page.
#[component]
pub fn PaperPage() -> impl IntoView {
    let client = SignedIn::here();
    let sheet = Answer::ask(move || ask(client));
    view! {
        <BackToExchanges />
        <PageHead title=t(key::SEL_STATEMENT)>
            <PrintButton />
        </PageHead>
        <Loaded answer=sheet waiting=|| view! { <SkeletonText lines=6 /> } let:sheet>
            <Shown sheet=sheet />
        </Loaded>
    }
}

/// Hands the page to the printer; what is only for the screen stays away.
#[component]
pub fn PrintButton() -> impl IntoView {
    let print = move |()| {
        // A browser that cannot print says so itself.
        drop(window().print());
    };
    view! { <span class="no-print"><Button glyph=Glyph::Printer on_press=print>{t(key::ACTION_PRINT)}</Button></span> }
}

/// The school, whose sheet it is, and the date.
#[component]
pub fn Letterhead() -> impl IntoView {
    let me = Session::here().me();
    let line = move || {
        let me = me.get()?;
        let words = [
            ("school", me.membership.school_name.into()),
            ("name", format!("{} {}", me.first_name, me.last_name).into()),
            ("when", dates::full(dates::now()).into()),
        ];
        Some(say_with(key::SEL_LETTERHEAD, words))
    };
    view! { <p class="sel-letterhead">{line}</p> }
}

#[component]
fn Shown(sheet: Sheet) -> impl IntoView {
    let balance = sheet.balance.balance;
    let now = move || say_with(key::SEL_PAPER_BALANCE, [("balance", words::units(balance).into())]);
    view! {
        <div class="sel-paper">
            <Letterhead />
            <p><strong>{now}</strong></p>
            <Table lines=sheet.lines />
        </div>
    }
}
