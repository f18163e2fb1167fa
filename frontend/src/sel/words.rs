//! What units, transfers and offers are called, in plain words: a unit is a minute.

use domain::sel::{
    books::SelAudit,
    rules::HOUR,
    types::{SelDirection, SelParty, SelTransferInfo},
};

use crate::{
    i18n::{dates, key, say, say_with},
    ui::module::Module,
};

/// `120`, `−60`.
pub fn amount(units: i32) -> String {
    let number = dates::number(units.unsigned_abs());
    if units < 0 { format!("−{number}") } else { number }
}

/// `+60`, `−60`: what came or left.
pub fn moved(units: i32) -> String {
    if units > 0 {
        format!("+{}", amount(units))
    } else {
        amount(units)
    }
}

/// `2 h`, `1 h 30`, `45 min`.
pub fn hours(units: i32) -> String {
    let minutes = units.abs();
    let (whole, rest) = (minutes / HOUR, minutes % HOUR);
    let words = match (whole, rest) {
        (0, rest) => say_with(key::SEL_MINUTES, [("minutes", rest.into())]),
        (whole, 0) => say_with(key::SEL_HOURS, [("hours", whole.into())]),
        (whole, rest) => say_with(
            key::SEL_HOURS_MINUTES,
            [("hours", whole.into()), ("minutes", format!("{rest:02}").into())],
        ),
    };
    if units < 0 { format!("−{words}") } else { words }
}

/// `60 minutes, soit 1 h`.
pub fn units(units: i32) -> String {
    let words = [("units", amount(units).into()), ("hours", hours(units).into())];
    say_with(key::SEL_UNITS, words)
}

/// First name, or the community.
pub fn first_name(party: &SelParty) -> String {
    party.first_name.clone().unwrap_or_else(|| say(key::SEL_COMMUNITY))
}

/// First and last name, or the community.
pub fn name(party: &SelParty) -> String {
    match (&party.first_name, &party.last_name) {
        (Some(first), Some(last)) => format!("{first} {last}"),
        (Some(first), None) => first.clone(),
        _ => say(key::SEL_COMMUNITY),
    }
}

/// The other side, as I see it: whom the treasurer reads of is the payer.
pub const fn other(transfer: &SelTransferInfo) -> &SelParty {
    match transfer.direction {
        SelDirection::Outgoing => &transfer.to,
        SelDirection::Incoming | SelDirection::Other => &transfer.from,
    }
}

/// What somebody asks of me, or gives me: `Jean demande 60 minutes`.
pub fn asks(transfer: &SelTransferInfo) -> String {
    let words = if transfer.direction == SelDirection::Outgoing {
        key::SEL_ASKS
    } else {
        key::SEL_GIVES
    };
    let other = first_name(other(transfer));
    say_with(
        words,
        [("name", other.into()), ("units", amount(transfer.units).into())],
    )
}

/// The initials and the colour of one side.
pub fn face(party: &SelParty) -> (String, Module) {
    match (&party.first_name, &party.last_name, party.account_id) {
        (Some(first), Some(last), Some(id)) => (
            domain::words::initials(first, last),
            Module::of_id(id.as_uuid().as_bytes()),
        ),
        _ => ("é".to_owned(), Module::Entraide),
    }
}

/// What I have proposed: `60 minutes pour Jean`, `60 minutes de Jean`.
pub fn proposed(transfer: &SelTransferInfo) -> String {
    let words = if transfer.direction == SelDirection::Outgoing {
        key::SEL_TO_THEM
    } else {
        key::SEL_FROM_THEM
    };
    let values = [
        ("name", name(other(transfer)).into()),
        ("units", amount(transfer.units).into()),
    ];
    say_with(words, values)
}

/// Who pays whom how much, for whoever looks: me and the other one, or two others.
pub fn between(transfer: &SelTransferInfo) -> String {
    if transfer.direction != SelDirection::Other {
        return proposed(transfer);
    }
    let values = [
        ("from", name(&transfer.from).into()),
        ("to", name(&transfer.to).into()),
        ("units", amount(transfer.units).into()),
    ];
    say_with(key::SEL_FROM_TO, values)
}

/// What the last check of the books said, and when.
pub fn checked(audit: &SelAudit) -> impl Fn() -> String + Send + Sync + use<> {
    let (ok, sum, at) = (audit.ok, audit.sum, audit.checked_at);
    move || {
        let words = if ok { key::SEL_AUDIT_OK } else { key::SEL_AUDIT_WRONG };
        let values = [("sum", sum.to_string().into()), ("when", dates::full(at).into())];
        say_with(words, values)
    }
}
