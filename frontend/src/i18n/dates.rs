//! Dates, times and numbers as they are written in Belgium, by the browser's `Intl`, always in Brussels time.

use std::cell::RefCell;

use domain::{accounts::types::Locale, moment::Moment};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use super::{current, key, say};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// `08:31`
    Time,
    /// `vendredi 20 novembre`
    WeekdayAndDay,
    /// `vendredi`
    Weekday,
    /// `20 nov.`
    ShortDay,
    /// `20 novembre 2026`
    FullDay,
    /// `novembre 2026`
    Month,
    /// `2026-11-20`, for comparing days
    Calendar,
}

impl Style {
    const fn options(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Time => &[("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")],
            Self::WeekdayAndDay => &[("weekday", "long"), ("day", "numeric"), ("month", "long")],
            Self::Weekday => &[("weekday", "long")],
            Self::ShortDay => &[("day", "numeric"), ("month", "short")],
            Self::FullDay => &[("day", "numeric"), ("month", "long"), ("year", "numeric")],
            Self::Month => &[("month", "long"), ("year", "numeric")],
            Self::Calendar => &[("day", "2-digit"), ("month", "2-digit"), ("year", "numeric")],
        }
    }
}

thread_local! {
    // Making a formatter costs far more than using it, and a conversation shows hundreds of times.
    static FORMATTERS: RefCell<Vec<(Locale, Style, Function)>> = const { RefCell::new(Vec::new()) };
}

/// The moment of now, by this device's clock.
pub fn now() -> Moment {
    let text = String::from(Date::new_0().to_iso_string());
    text.parse().unwrap_or_else(|_| Moment::from_utc(Default::default()))
}

/// `08:31`
pub fn time(at: Moment) -> String {
    write(at, Style::Time)
}

/// `vendredi 20 novembre`
pub fn weekday_and_day(at: Moment) -> String {
    write(at, Style::WeekdayAndDay)
}

/// `20 novembre 2026`
pub fn full_day(at: Moment) -> String {
    write(at, Style::FullDay)
}

/// `novembre 2026`
pub fn month(at: Moment) -> String {
    write(at, Style::Month)
}

/// `20 novembre 2026, 08:31`
pub fn full(at: Moment) -> String {
    format!("{}, {}", full_day(at), time(at))
}

/// The heading above the messages of one day: today, yesterday, or `Jeudi 19 novembre`.
pub fn day_heading(at: Moment) -> String {
    match days_ago(at) {
        Some(0) => say(key::DATE_TODAY),
        Some(1) => say(key::DATE_YESTERDAY),
        _ => capitalized(&weekday_and_day(at)),
    }
}

/// What stands beside a conversation in the list: the time today, then yesterday, the weekday, at last the date.
pub fn in_list(at: Moment) -> String {
    capitalized(&after_words(at))
}

/// The same where words stand before it: `hier`, `jeudi`.
pub fn after_words(at: Moment) -> String {
    match days_ago(at) {
        Some(0) => time(at),
        Some(1) => say(key::DATE_YESTERDAY).to_lowercase(),
        Some(2..=6) => write(at, Style::Weekday),
        _ => write(at, Style::ShortDay),
    }
}

/// With a capital first letter, for a line that starts with a date.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A number with the separators of the language.
pub fn number(value: u32) -> String {
    let formatter = Intl::NumberFormat::new(&tags(current()), &Object::new());
    text(&formatter.format(), &JsValue::from(value))
}

const fn tag(language: Locale) -> &'static str {
    match language {
        Locale::Fr => "fr-BE",
        Locale::Nl => "nl-BE",
        Locale::En => "en-BE",
    }
}

fn tags(language: Locale) -> Array {
    Array::of1(&JsValue::from_str(tag(language)))
}

/// The day in Brussels, for comparing days.
pub fn calendar(at: Moment) -> String {
    write(at, Style::Calendar)
}

/// The day in Brussels as fields of forms write it: `2026-11-20`.
pub fn iso_day(at: Moment) -> String {
    // all three languages of Belgium write day, month, year
    let written = calendar(at);
    let mut parts = written
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    match (parts.next(), parts.next(), parts.next()) {
        (Some(day), Some(month), Some(year)) => format!("{year}-{month}-{day}"),
        _ => String::new(),
    }
}

/// How many days ago in Brussels, for the last week; by comparing dates, because days may have 23 or 25 hours.
fn days_ago(at: Moment) -> Option<i64> {
    let (now, day) = (now(), calendar(at));
    (0..=6).find(|days| calendar(now.plus_seconds(-days * 86_400)) == day)
}

fn write(at: Moment, style: Style) -> String {
    let language = current();
    let date = Date::new(&JsValue::from_str(&at.to_string()));
    FORMATTERS.with_borrow_mut(|formatters| {
        let known = formatters
            .iter()
            .position(|(of, in_style, _)| *of == language && *in_style == style);
        let written = if let Some((_, _, format)) = known.and_then(|place| formatters.get(place)) {
            text(format, &date)
        } else {
            let format = formatter(language, style);
            let written = text(&format, &date);
            formatters.push((language, style, format));
            written
        };
        in_one_piece(&with_first(language, written))
    })
}

/// A date does not break at the end of a line; a weekday before it may stay behind.
fn in_one_piece(written: &str) -> String {
    match written.split_once(' ') {
        Some((weekday, date)) if !weekday.starts_with(|first: char| first.is_ascii_digit()) => {
            format!("{weekday} {}", date.replace(' ', "\u{a0}"))
        }
        _ => written.replace(' ', "\u{a0}"),
    }
}

/// In French the first of a month is `1er`, which `Intl` does not know.
fn with_first(language: Locale, written: String) -> String {
    let is_first = |word: &str| language == Locale::Fr && word == "1";
    if !written.split(' ').any(is_first) {
        return written;
    }
    let words: Vec<&str> = written
        .split(' ')
        .map(|word| if is_first(word) { "1er" } else { word })
        .collect();
    words.join(" ")
}

fn formatter(language: Locale, style: Style) -> Function {
    let options = Object::new();
    for (name, value) in style.options().iter().chain(&[("timeZone", "Europe/Brussels")]) {
        // Setting a field of a plain object cannot fail.
        drop(Reflect::set(
            &options,
            &JsValue::from_str(name),
            &JsValue::from_str(value),
        ));
    }
    Intl::DateTimeFormat::new(&tags(language), &options).format()
}

fn text(format: &Function, value: &JsValue) -> String {
    format
        .call1(&JsValue::UNDEFINED, value)
        .ok()
        .and_then(|written| written.as_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("20 novembre 2026", "20~novembre~2026")]
    #[case("20 nov.", "20~nov.")]
    #[case("1er novembre 2026", "1er~novembre~2026")]
    #[case("vendredi 20 novembre", "vendredi 20~novembre")]
    #[case("vendredi", "vendredi")]
    #[case("08:31", "08:31")]
    fn a_date_stays_on_one_line(#[case] written: &str, #[case] shown: &str) {
        assert_eq!(in_one_piece(written), shown.replace('~', "\u{a0}"));
    }
}
