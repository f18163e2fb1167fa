//! What offers and requests are sorted into: ten categories at first, which the office of a school can change.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    accounts::types::Locale,
    problem::{Code, Problem},
    sel::service_rules,
};

/// Most categories of a school.
pub const CATEGORIES_MAX: usize = 40;
/// Longest name of a category, in characters.
pub const NAME_MAX: usize = 50;

/// A category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CategoryInfo {
    /// The word that stands for it.
    #[schema(example = "devoirs")]
    pub key: String,
    /// Its name in the language of whoever asks.
    #[schema(example = "Aide aux devoirs")]
    pub name: String,
    /// Its name in French.
    #[schema(example = "Aide aux devoirs")]
    pub name_fr: String,
    /// Its name in Dutch.
    #[schema(example = "Hulp bij huiswerk")]
    pub name_nl: String,
    /// Its name in English.
    #[schema(example = "Help with homework")]
    pub name_en: String,
    /// Whether nothing new can be put into it; only the office sees hidden ones.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// How many offers and requests in it are shown to me now.
    #[schema(example = 4, minimum = 0)]
    pub services: i64,
}

/// The categories of a school, in their order: all of them, because whoever changes them sends them all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CategoryList {
    /// The categories.
    pub items: Vec<CategoryInfo>,
    /// Its version, for `If-Match`.
    #[schema(example = 1, minimum = 1)]
    pub version: i64,
}

/// One category as it shall be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct CategoryForm {
    /// The word of one that is there; absent for a new one, which gets its word from its French name.
    #[garde(inner(length(chars, min = 1, max = 50)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "devoirs", max_length = 50)]
    pub key: Option<String>,
    /// Its name in French, at most 50 characters.
    #[garde(custom(service_rules::category_name))]
    #[schema(example = "Aide aux devoirs", min_length = 1, max_length = 50)]
    pub name_fr: String,
    /// Its name in Dutch, at most 50 characters.
    #[garde(custom(service_rules::category_name))]
    #[schema(example = "Hulp bij huiswerk", min_length = 1, max_length = 50)]
    pub name_nl: String,
    /// Its name in English, at most 50 characters.
    #[garde(custom(service_rules::category_name))]
    #[schema(example = "Help with homework", min_length = 1, max_length = 50)]
    pub name_en: String,
    /// Whether nothing new can be put into it.
    #[garde(skip)]
    #[serde(default)]
    pub hidden: bool,
}

/// The categories as they shall be, in their order; the whole is replaced. What is used can be hidden, not left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct CategoriesForm {
    /// The categories, 1 to 40.
    #[garde(length(min = 1, max = CATEGORIES_MAX), dive)]
    #[schema(min_items = 1, max_items = 40)]
    pub items: Vec<CategoryForm>,
}

/// A category that a school begins with: its word, and its names in French, Dutch and English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstCategory {
    /// The word of the sources.
    pub key: &'static str,
    /// Its name in French, Dutch and English.
    pub names: [&'static str; 3],
}

/// What a school begins with: the ten categories of the sources (1.8), in their order.
pub const FIRST: [FirstCategory; 10] = [
    first("garde", ["Garde d’enfants", "Kinderopvang", "Childcare"]),
    first(
        "devoirs",
        ["Aide aux devoirs", "Hulp bij huiswerk", "Help with homework"],
    ),
    first("transport", ["Transport", "Vervoer", "Transport"]),
    first("cuisine", ["Cuisine", "Koken", "Cooking"]),
    first("bricolage", ["Bricolage", "Klussen", "Odd jobs"]),
    first("jardinage", ["Jardinage", "Tuinieren", "Gardening"]),
    first("menage", ["Ménage", "Huishouden", "Housework"]),
    first("courses", ["Courses", "Boodschappen", "Shopping"]),
    first("proposition", ["Proposition", "Voorstel", "Suggestion"]),
    first("autre", ["Autre", "Andere", "Other"]),
];

const fn first(key: &'static str, names: [&'static str; 3]) -> FirstCategory {
    FirstCategory { key, names }
}

/// Which of three names somebody reads.
#[must_use]
pub fn in_language(names: [&str; 3], reader: Locale) -> &str {
    let [french, dutch, english] = names;
    match reader {
        Locale::Fr => french,
        Locale::Nl => dutch,
        Locale::En => english,
    }
}

/// No category comes twice, and one at least is shown.
///
/// # Errors
/// [`Code::Invalid`] with a pointer for each fault.
pub fn check(form: &CategoriesForm) -> Result<(), Problem> {
    let mut problem = Problem::new(Code::Invalid);
    for (at, category) in form.items.iter().enumerate() {
        let before = form.items.iter().take(at);
        let twice = |other: &CategoryForm| category.key.is_some() && other.key == category.key;
        if before.into_iter().any(twice) {
            problem = problem.at(format!("/items/{at}/key"), "twice");
        }
    }
    if form.items.iter().all(|category| category.hidden) {
        problem = problem.at("/items", "required");
    }
    if problem.errors.is_empty() {
        Ok(())
    } else {
        Err(problem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(key: Option<&str>, hidden: bool) -> CategoryForm {
        let name = "Vélo".to_owned();
        CategoryForm {
            key: key.map(str::to_owned),
            name_fr: name.clone(),
            name_nl: name.clone(),
            name_en: name,
            hidden,
        }
    }

    #[test]
    fn a_school_begins_with_the_ten_of_the_sources() {
        let keys: Vec<&str> = FIRST.iter().map(|category| category.key).collect();
        assert_eq!(
            keys,
            [
                "garde",
                "devoirs",
                "transport",
                "cuisine",
                "bricolage",
                "jardinage",
                "menage",
                "courses",
                "proposition",
                "autre"
            ]
        );
    }

    #[test]
    fn a_category_comes_once_and_one_is_shown() {
        let good = vec![form(None, false), form(None, false), form(Some("autre"), true)];
        assert_eq!(check(&CategoriesForm { items: good }), Ok(()));
        let twice = vec![form(Some("autre"), false), form(Some("autre"), false)];
        assert!(check(&CategoriesForm { items: twice }).is_err());
        let none = vec![form(Some("autre"), true)];
        assert!(check(&CategoriesForm { items: none }).is_err());
    }
}
