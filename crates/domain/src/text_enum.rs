//! Enums that are words: the same spelling in JSON, in the database and in the contract.

use utoipa::openapi::{ObjectBuilder, RefOr, Schema, schema::Type};

/// The schema of an enum of words, each with its sentence.
#[must_use]
pub fn schema(doc: &str, words: &[(&'static str, &str)]) -> RefOr<Schema> {
    let mut description = doc.trim().to_owned();
    for (word, doc) in words {
        description.push_str(&format!("\n- `{word}`: {}", doc.trim()));
    }
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .enum_values(Some(words.iter().map(|(word, _)| *word)))
        .into()
}

/// Declares an enum whose values are words.
///
/// ```
/// domain::text_enum! {
///     /// How loud.
///     pub enum Loudness {
///         /// Hardly heard.
///         Soft = "soft",
///         /// Heard next door.
///         Loud = "loud",
///     }
/// }
/// assert_eq!("loud".parse::<Loudness>().unwrap().as_str(), "loud");
/// ```
#[macro_export]
macro_rules! text_enum {
    ($(#[doc = $doc:literal])* pub enum $name:ident { $($(#[doc = $value_doc:literal])* $value:ident = $word:literal),+ $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[cfg_attr(feature = "sql", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow))]
        #[cfg_attr(feature = "sql", diesel(sql_type = diesel::sql_types::Text))]
        pub enum $name { $($(#[doc = $value_doc])* #[serde(rename = $word)] $value),+ }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// The word in JSON and in the database.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$value => $word),+ }
            }
        }
        // not derived: utoipa does not see a word that comes through a macro
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                $crate::text_enum::schema(concat!($($doc),*), &[$(($word, concat!($($value_doc),*))),+])
            }
        }
        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                std::borrow::Cow::Borrowed(stringify!($name))
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                match text { $($word => Ok(Self::$value),)+ _ => Err(format!("`{text}` is not one of {}", [$($word),+].join(", "))) }
            }
        }
        #[cfg(feature = "sql")]
        impl<DB: diesel::backend::Backend> diesel::serialize::ToSql<diesel::sql_types::Text, DB> for $name
        where str: diesel::serialize::ToSql<diesel::sql_types::Text, DB> {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
                self.as_str().to_sql(out)
            }
        }
        #[cfg(feature = "sql")]
        impl<DB: diesel::backend::Backend> diesel::deserialize::FromSql<diesel::sql_types::Text, DB> for $name
        where String: diesel::deserialize::FromSql<diesel::sql_types::Text, DB> {
            fn from_sql(value: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                Ok(String::from_sql(value)?.parse::<Self>()?)
            }
        }
    };
}
