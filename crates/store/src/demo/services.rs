//! Writing what the people of the demo school offer and ask for.

use chrono::NaiveDate;
use domain::{
    id::SchoolId,
    sel::{
        service::ServiceKind,
        service_forms::ServiceForm,
        service_rules::{self, Price},
    },
};

use crate::{
    demo::{
        calendar::{brussels, days_before},
        people::Person,
    },
    error::{StoreError, StoreResult},
    sel::services::{categories, writing},
    tx::Tx,
};

/// When they are written, in minutes of the day: after the children are in bed.
const IN_THE_EVENING: i64 = 20 * 60 + 30;

/// Writes them, the oldest first.
pub(super) fn write(tx: &mut Tx<'_>, (school, people): (SchoolId, &[Person]), today: NaiveDate) -> StoreResult<()> {
    categories::hold(tx, school)?;
    let now = tx.now;
    let mut lines: Vec<Line> = include_str!("data/services.txt")
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| read(line).ok_or_else(|| StoreError::broken(format!("the demo school: cannot read `{line}`"))))
        .collect::<StoreResult<_>>()?;
    lines.sort_by_key(|line| std::cmp::Reverse(line.days));
    for line in lines {
        let owner = people.iter().find(|person| person.name == line.who);
        let owner = owner.ok_or_else(|| StoreError::broken(format!("the demo school knows no {}", line.who)))?;
        tx.now = brussels(days_before(today, line.days, false), IN_THE_EVENING);
        writing::put(tx, (school, owner.id), (&line.form, line.price))?;
    }
    tx.now = now;
    Ok(())
}

struct Line {
    who: String,
    days: u64,
    form: ServiceForm,
    price: Price,
}

fn read(line: &str) -> Option<Line> {
    let fields: Vec<&str> = line.split(';').map(str::trim).collect();
    let [
        kind,
        who,
        days,
        category,
        units,
        languages,
        when,
        place,
        title,
        description,
    ] = fields.as_slice()
    else {
        return None;
    };
    let said = |text: &str| (text != "-").then(|| text.to_owned());
    let (per_hour, fixed) = match units.strip_suffix("/h") {
        Some(units) => (Some(units.parse().ok()?), None),
        None => (None, Some(units.parse().ok()?)),
    };
    let form = ServiceForm {
        kind: Some(kind.parse::<ServiceKind>().ok()?),
        title: (*title).to_owned(),
        description: (*description).to_owned(),
        category: (*category).to_owned(),
        units_per_hour: per_hour,
        fixed_units: fixed,
        availability: said(when),
        place: said(place),
        languages: languages.split_whitespace().map(str::to_owned).collect(),
        photo_id: None,
        alerts: None,
    };
    Some(Line {
        who: (*who).to_owned(),
        days: days.parse().ok()?,
        price: service_rules::price(&form).ok()?,
        form,
    })
}

#[cfg(test)]
mod tests {
    use domain::sel::category::FIRST;

    use super::*;

    #[test]
    fn there_are_forty_each_as_a_form_would_take_it() {
        let lines = include_str!("data/services.txt")
            .lines()
            .filter(|line| !line.starts_with('#'));
        let read: Vec<Line> = lines.map(|line| read(line).unwrap()).collect();
        assert_eq!(read.len(), 40);
        for line in &read {
            let form = &line.form;
            assert!(service_rules::title(&form.title, &()).is_ok(), "{}", form.title);
            assert!(service_rules::languages(&form.languages, &()).is_ok(), "{}", form.title);
            assert!(FIRST.iter().any(|first| first.key == form.category), "{}", form.title);
            assert!(line.days < 60, "it is still shown a month later");
        }
    }
}
