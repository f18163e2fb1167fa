//! Rules about offers and requests, the same on both sides.

use crate::{
    problem::{Code, Problem},
    sel::{
        category,
        service::{ServiceAct, ServiceState},
        service_forms::ServiceForm,
    },
    words,
};

/// Most units of an hour or of the whole.
pub const UNITS_MAX: i32 = 600;
/// Units of an hour when nobody says otherwise (S2-68).
pub const UNITS_PER_HOUR: i32 = 60;
/// Longest title, in characters (S2-68).
pub const TITLE_MAX: usize = 200;
/// Longest description, in characters.
pub const DESCRIPTION_MAX: usize = 2000;
/// Longest place or availability, in characters.
pub const LINE_MAX: usize = 200;
/// Longest thank-you and longest reason, in characters.
pub const SHORT_MAX: usize = 500;
/// Most languages of one.
pub const LANGUAGES_MAX: usize = 8;
/// Most that one person has at a time, the archived ones not counted.
pub const MINE_MAX: i64 = 50;
/// How many days it is shown before it is renewed.
pub const SHOWN_DAYS: i64 = 90;
/// How many days before the end its owner gets a mail.
pub const RENEWAL_DAYS: i64 = 7;
/// How many similar ones are shown.
pub const SIMILAR: usize = 6;

type Checked = Result<(), garde::Error>;

fn says(code: &'static str) -> garde::Error {
    garde::Error::new(code)
}

fn one_line(value: &str, most: usize) -> Checked {
    let clean = words::clean_line(value);
    if clean.is_empty() {
        return Err(says("required"));
    }
    if clean.chars().count() > most {
        return Err(says("too_long"));
    }
    if value.chars().any(char::is_control) {
        return Err(says("control_character"));
    }
    Ok(())
}

/// A title: 1 to 200 characters.
pub fn title(value: &str, (): &()) -> Checked {
    one_line(value, TITLE_MAX)
}

/// A place or an availability: 1 to 200 characters.
pub fn line(value: &str, (): &()) -> Checked {
    one_line(value, LINE_MAX)
}

/// The name of a category: 1 to 50 characters, a letter or digit among them.
pub fn category_name(value: &str, (): &()) -> Checked {
    one_line(value, category::NAME_MAX)?;
    if value.chars().any(char::is_alphanumeric) {
        Ok(())
    } else {
        Err(says("not_a_name"))
    }
}

/// A thank-you or a reason: 1 to 500 characters.
pub fn short(value: &str, (): &()) -> Checked {
    if value.trim().is_empty() {
        return Err(says("required"));
    }
    text(value, SHORT_MAX)
}

/// A description: at most 2,000 characters, no control characters but line breaks and tabs.
pub fn description(value: &str, (): &()) -> Checked {
    text(value, DESCRIPTION_MAX)
}

fn text(value: &str, most: usize) -> Checked {
    if value.chars().count() > most {
        return Err(says("too_long"));
    }
    let allowed = |sign: char| !sign.is_control() || matches!(sign, '\n' | '\r' | '\t');
    if value.chars().all(allowed) {
        Ok(())
    } else {
        Err(says("control_character"))
    }
}

/// A language: two small letters.
pub fn language(value: &str, (): &()) -> Checked {
    if value.len() == 2 && value.bytes().all(|letter| letter.is_ascii_lowercase()) {
        Ok(())
    } else {
        Err(says("not_a_language"))
    }
}

/// Languages: at most eight, none twice.
pub fn languages(value: &[String], (): &()) -> Checked {
    if value.len() > LANGUAGES_MAX {
        return Err(says("too_many"));
    }
    for (at, one) in value.iter().enumerate() {
        language(one, &())?;
        if value.iter().take(at).any(|before| before == one) {
            return Err(says("twice"));
        }
    }
    Ok(())
}

/// What something costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Price {
    /// So many units an hour.
    PerHour(i32),
    /// So many units for the whole.
    Fixed(i32),
}

/// What a form asks for: 60 units an hour when it does not say.
///
/// # Errors
/// [`Code::Invalid`] when it asks for both.
pub fn price(form: &ServiceForm) -> Result<Price, Problem> {
    match (form.units_per_hour, form.fixed_units) {
        (Some(_), Some(_)) => Err(Problem::new(Code::Invalid).at("/fixed_units", "not_both")),
        (None, Some(units)) => Ok(Price::Fixed(units)),
        (units, None) => Ok(Price::PerHour(units.unwrap_or(UNITS_PER_HOUR))),
    }
}

/// Where something stands after what its owner does; `None` when that cannot be done there. Doing what is done already changes nothing.
#[must_use]
pub const fn after(state: ServiceState, act: ServiceAct) -> Option<ServiceState> {
    use ServiceAct::{Archive, Pause, Renew, Resume};
    use ServiceState::{Active, Archived, Expired, Paused};
    match (state, act) {
        (Active | Paused, Pause) => Some(Paused),
        (Active | Paused, Resume) => Some(Active),
        // what is over or put away comes back with a new time only
        (Expired | Archived, Pause | Resume) => None,
        (_, Archive) => Some(Archived),
        (_, Renew) => Some(Active),
    }
}

/// How well two texts go together, given the words that tell something about each (see the store, which folds them): the number of words in
/// both, and one more when their owners share a class. Without a word in common they go together only within a category that says enough.
#[must_use]
pub fn likeness(words_in_common: usize, shares_class: bool, category: &str) -> Option<usize> {
    let vague = matches!(category, "proposition" | "autre");
    if words_in_common == 0 && vague {
        return None;
    }
    Some(words_in_common * 2 + usize::from(shares_class))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn form(units_per_hour: Option<i32>, fixed_units: Option<i32>) -> ServiceForm {
        ServiceForm {
            kind: None,
            title: "Tarte".to_owned(),
            description: String::new(),
            category: "cuisine".to_owned(),
            units_per_hour,
            fixed_units,
            availability: None,
            place: None,
            languages: Vec::new(),
            photo_id: None,
            alerts: None,
        }
    }

    #[test]
    fn an_hour_is_sixty_units_unless_somebody_says_otherwise() {
        assert_eq!(price(&form(None, None)), Ok(Price::PerHour(60)));
        assert_eq!(price(&form(Some(45), None)), Ok(Price::PerHour(45)));
        assert_eq!(price(&form(None, Some(30))), Ok(Price::Fixed(30)));
        assert!(price(&form(Some(60), Some(30))).is_err());
    }

    #[test]
    fn every_state_says_what_each_act_makes_of_it() {
        use ServiceState::{Active, Archived, Expired, Paused};
        let table = ServiceState::ALL.iter().map(|&state| {
            let acts = ServiceAct::ALL.iter().map(move |&act| after(state, act));
            (state, acts.collect::<Vec<_>>())
        });
        assert_eq!(
            table.collect::<Vec<_>>(),
            [
                (Active, vec![Some(Paused), Some(Active), Some(Archived), Some(Active)]),
                (Paused, vec![Some(Paused), Some(Active), Some(Archived), Some(Active)]),
                (Expired, vec![None, None, Some(Archived), Some(Active)]),
                (Archived, vec![None, None, Some(Archived), Some(Active)]),
            ]
        );
    }

    #[rstest]
    #[case(&["fr", "nl"], true)]
    #[case(&[], true)]
    #[case(&["fr", "fr"], false)]
    #[case(&["FR"], false)]
    #[case(&["fra"], false)]
    #[case(&["fr", "nl", "en", "ar", "tr", "pl", "ro", "es", "pt"], false)]
    fn languages_are_two_letters_each(#[case] given: &[&str], #[case] good: bool) {
        let given: Vec<String> = given.iter().map(|&one| one.to_owned()).collect();
        assert_eq!(languages(&given, &()).is_ok(), good);
    }

    #[test]
    fn other_things_need_a_word_in_common() {
        assert_eq!(likeness(0, true, "autre"), None);
        assert_eq!(likeness(1, false, "autre"), Some(2));
        assert_eq!(likeness(0, false, "jardinage"), Some(0));
        assert!(likeness(1, false, "jardinage") > likeness(0, true, "jardinage"));
    }
}
