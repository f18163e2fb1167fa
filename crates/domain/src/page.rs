//! Lists: `{ "items": [...], "next": cursor|null }`, never a bare array, because an array cannot grow.

use std::borrow::Cow;

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{
    IntoParams, PartialSchema, ToSchema,
    openapi::{
        ArrayBuilder, ObjectBuilder, Ref, RefOr, Schema,
        schema::{SchemaType, Type},
    },
};

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The things of this page, in the order of the list.
    pub items: Vec<T>,
    /// Give it as `cursor` to get the following page; `null` on the last one.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// A list that fits one page.
    #[must_use]
    pub const fn whole(items: Vec<T>) -> Self {
        Self { items, next: None }
    }
}

// not derived: utoipa forgets the schema of `T` when the page is nobody's field
impl<T: ToSchema> PartialSchema for Page<T> {
    fn schema() -> RefOr<Schema> {
        let items = ArrayBuilder::new()
            .items(Ref::from_schema_name(T::name()))
            .description(Some("The things of this page, in the order of the list."));
        let next = ObjectBuilder::new()
            .schema_type(SchemaType::Array(vec![Type::String, Type::Null]))
            .description(Some(
                "Give it as `cursor` to get the following page; `null` on the last one.",
            ));
        ObjectBuilder::new()
            .description(Some("One page of a list."))
            .property("items", items)
            .required("items")
            .property("next", next)
            .required("next")
            .into()
    }
}
impl<T: ToSchema> ToSchema for Page<T> {
    fn name() -> Cow<'static, str> {
        Cow::Owned(format!("Page_{}", T::name()))
    }
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(schemas);
    }
}

/// Which page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// How many at most, 1 to 100; 50 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 100)]
    #[garde(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 200)]
    #[garde(length(chars, max = 200))]
    pub cursor: Option<String>,
}

impl PageQuery {
    /// The page length asked for.
    #[must_use]
    pub fn limit(&self) -> i64 {
        i64::from(self.limit.unwrap_or(50))
    }
}

/// No query parameters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NoQuery {}

/// No body.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NoBody {}

/// Nothing to answer: status 204.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NoReply {}

/// A table to keep and to open in a spreadsheet: `text/csv` in UTF-8 with a byte order mark, columns separated by semicolons, as Excel in
/// Belgium reads it. A cell never begins like a formula.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CsvFile {
    /// The name that the file is kept under.
    pub name: String,
    /// Its content.
    pub text: String,
}

impl PartialSchema for CsvFile {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "A table in UTF-8 with a byte order mark, a line of headings first, columns separated by semicolons.",
            ))
            .into()
    }
}
impl ToSchema for CsvFile {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("CsvFile")
    }
}

/// A reply, to be asked for the cursor of the following page by [`crate::endpoint!`].
#[derive(Debug, Clone, Copy)]
pub struct Following<'a, T>(pub &'a T);

/// A page has a following one or none; nothing else has. The compiler takes the first of the two where the reply is a page, because it
/// needs one reference less.
pub trait Next<'a> {
    /// The cursor of the following page.
    fn next(&self) -> Option<&'a str>;
}
impl<'a, T> Next<'a> for Following<'a, Page<T>> {
    fn next(&self) -> Option<&'a str> {
        self.0.next.as_deref()
    }
}
impl<'a, T> Next<'a> for &Following<'a, T> {
    fn next(&self) -> Option<&'a str> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_follows_and_nothing_else_does() {
        let page = Page {
            items: vec![1],
            next: Some("after".to_owned()),
        };
        assert_eq!(Following(&page).next(), Some("after"));
        assert_eq!(Following(&Page::whole(vec![1])).next(), None);
        assert_eq!((&Following(&"a page")).next(), None);
    }
}
