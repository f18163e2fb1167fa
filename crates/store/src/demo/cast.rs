//! Who is in the demo school, read from `data/`.

use domain::{
    accounts::types::Locale,
    schools::types::{Level, Role},
};

use crate::error::{StoreError, StoreResult};

/// Everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cast {
    /// The families.
    pub families: Vec<Family>,
    /// Who works at the school.
    pub staff: Vec<Colleague>,
    /// Children whose parents are not there yet.
    pub newcomers: Vec<Newcomer>,
    /// Parents who wait for the school.
    pub waiting: Vec<Waiting>,
}

/// Adults with their children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// The last name of the children.
    pub last_name: String,
    /// The adults.
    pub adults: Vec<Adult>,
    /// How many adults there are in each household, in the order of the adults.
    pub homes: Vec<usize>,
    /// Whether they live in two households.
    pub is_separated: bool,
    /// First name and level.
    pub children: Vec<(String, Level)>,
}

/// Somebody with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adult {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Language.
    pub locale: Locale,
}

/// Somebody who works at the school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub adult: Adult,
    /// As what.
    pub role: Role,
    /// The class taught.
    pub level: Option<Level>,
}

/// A child whose parents are not there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Level.
    pub level: Level,
    /// How many codes are printed.
    pub codes: usize,
}

/// A parent who has declared a child and waits for the school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Who.
    pub adult: Adult,
    /// First name of the child.
    pub first_name: String,
    /// Last name of the child.
    pub last_name: String,
    /// Its level.
    pub level: Level,
}

impl Adult {
    /// First and last name.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    /// Their address at the demo school: the name without accents and spaces.
    #[must_use]
    pub fn email(&self) -> String {
        let part = |name: &str| -> String {
            domain::words::search_key(name)
                // letters that do not come apart into a letter and an accent
                .replace('ł', "l")
                .replace('ı', "i")
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .collect()
        };
        format!("{}.{}@demo.ecolehub.be", part(&self.first_name), part(&self.last_name))
    }
}

/// Reads the files.
///
/// # Errors
/// When one of them is not written as it says: tests see to it that this does not happen.
pub fn read() -> StoreResult<Cast> {
    Ok(Cast {
        families: each_line(include_str!("data/families.txt"), family)?,
        staff: each_line(include_str!("data/staff.txt"), colleague)?,
        newcomers: each_line(include_str!("data/newcomers.txt"), newcomer)?,
        waiting: each_line(include_str!("data/waiting.txt"), waiting)?,
    })
}

fn each_line<T>(text: &str, read: impl Fn(&[&str]) -> Option<T>) -> StoreResult<Vec<T>> {
    text.lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| {
            let fields: Vec<&str> = line.split(';').map(str::trim).collect();
            read(&fields).ok_or_else(|| StoreError::broken(format!("the demo school: cannot read `{line}`")))
        })
        .collect()
}

fn family(fields: &[&str]) -> Option<Family> {
    let [last_name, adults, locales, children] = fields else {
        return None;
    };
    let homes = adults.split('|').map(|home| home.split('&').count()).collect();
    let adults: Option<Vec<Adult>> = adults
        .split(['&', '|'])
        .zip(locales.split_whitespace())
        .map(|(name, locale)| adult(name, locale))
        .collect();
    let children: Option<Vec<(String, Level)>> = children
        .split(',')
        .map(|child| {
            let (name, level) = child.trim().rsplit_once(' ')?;
            Some((name.to_owned(), level.parse().ok()?))
        })
        .collect();
    Some(Family {
        last_name: (*last_name).to_owned(),
        is_separated: fields.iter().any(|field| field.contains('|')),
        adults: adults?,
        homes,
        children: children?,
    })
}

fn colleague(fields: &[&str]) -> Option<Colleague> {
    let [name, role, locale, level] = fields else {
        return None;
    };
    Some(Colleague {
        adult: adult(name, locale)?,
        role: role.parse().ok()?,
        level: level.parse().ok(),
    })
}

fn newcomer(fields: &[&str]) -> Option<Newcomer> {
    let [name, level, codes] = fields else {
        return None;
    };
    let (first_name, last_name) = name.split_once(' ')?;
    Some(Newcomer {
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
        level: level.parse().ok()?,
        codes: codes.parse().ok()?,
    })
}

fn waiting(fields: &[&str]) -> Option<Waiting> {
    let [name, locale, child, level] = fields else {
        return None;
    };
    let (first_name, last_name) = child.split_once(' ')?;
    Some(Waiting {
        adult: adult(name, locale)?,
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
        level: level.parse().ok()?,
    })
}

fn adult(name: &str, locale: &str) -> Option<Adult> {
    let (first_name, last_name) = name.trim().split_once(' ')?;
    Some(Adult {
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
        locale: locale.trim().parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn sixty_families_ten_of_them_in_two_households() {
        let cast = read().unwrap();
        assert_eq!(cast.families.len(), 60);
        assert_eq!(cast.families.iter().filter(|family| family.is_separated).count(), 10);
        assert!(
            cast.families
                .iter()
                .all(|family| (1..=4).contains(&family.children.len()))
        );
        assert!(cast.families.iter().any(|family| family.children.len() == 4));
        for level in Level::ALL {
            let children = cast.families.iter().flat_map(|family| &family.children);
            let count = children.filter(|(_, of)| of == level).count();
            assert!((10..=16).contains(&count), "{level}: {count}");
        }
    }

    #[test]
    fn every_class_has_a_teacher_and_the_school_a_direction_and_an_admin() {
        let cast = read().unwrap();
        let taught: Vec<Level> = cast.staff.iter().filter_map(|colleague| colleague.level).collect();
        assert_eq!(taught, Level::ALL);
        for (role, count) in [(Role::Teacher, 9), (Role::Direction, 1), (Role::Admin, 1)] {
            assert_eq!(
                cast.staff.iter().filter(|colleague| colleague.role == role).count(),
                count
            );
        }
    }

    #[test]
    fn addresses_are_plain_and_nobody_shares_one() {
        let cast = read().unwrap();
        let mut seen = HashSet::new();
        let adults = cast.families.iter().flat_map(|family| &family.adults);
        let staff = cast.staff.iter().map(|colleague| &colleague.adult);
        for adult in adults
            .chain(staff)
            .chain(cast.waiting.iter().map(|waiting| &waiting.adult))
        {
            let email = adult.email();
            assert!(domain::words::email(&email, &()).is_ok(), "{email}");
            assert!(!email.contains(".@") && email.is_ascii(), "{email}");
            assert!(seen.insert(email.clone()), "{email} twice");
        }
        assert!(seen.contains("elif.yilmaz@demo.ecolehub.be"));
        assert!(seen.contains("pawel.wojcik@demo.ecolehub.be"));
        for locale in Locale::ALL {
            let speak = cast.families.iter().flat_map(|family| &family.adults);
            assert!(speak.filter(|adult| adult.locale == *locale).count() > 10, "{locale}");
        }
    }
}
