//! Moments in time: UTC, to the microsecond, written as RFC 3339 with `Z`.

use std::{borrow::Cow, fmt, str::FromStr};

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, SubsecRound, Timelike};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, schema::Type},
};

/// A moment in UTC. Truncated to microseconds, because PostgreSQL keeps no more and both databases must agree.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)
)]
#[cfg_attr(feature = "sql", diesel(sql_type = diesel::sql_types::Timestamp))]
pub struct Moment(NaiveDateTime);

impl Moment {
    /// The moment this many microseconds after 1970, or `None` beyond the calendar.
    #[must_use]
    pub fn from_micros(micros: i64) -> Option<Self> {
        DateTime::from_timestamp_micros(micros).map(|at| Self(at.naive_utc()))
    }

    /// Microseconds since 1970.
    #[must_use]
    pub fn as_micros(self) -> i64 {
        self.0.and_utc().timestamp_micros()
    }

    /// From UTC fields, truncated to microseconds.
    #[must_use]
    pub fn from_utc(at: NaiveDateTime) -> Self {
        Self(at.trunc_subsecs(6))
    }

    /// The UTC fields.
    #[must_use]
    pub const fn as_utc(self) -> NaiveDateTime {
        self.0
    }

    /// The calendar day in UTC.
    #[must_use]
    pub const fn date(self) -> NaiveDate {
        self.0.date()
    }

    /// This moment and so many seconds; the calendar's end instead of an overflow.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Duration::try_seconds(seconds)
            .and_then(|span| self.0.checked_add_signed(span))
            .map_or(Self(NaiveDateTime::MAX), Self)
    }

    /// Whole seconds from `earlier` to this moment, negative when it lies after.
    #[must_use]
    pub fn seconds_since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_seconds()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, time) = (self.0.date(), self.0.time());
        write!(f, "{:04}-{:02}-{:02}T", day.year(), day.month(), day.day())?;
        write!(
            f,
            "{:02}:{:02}:{:02}.{:06}Z",
            time.hour(),
            time.minute(),
            time.second(),
            time.nanosecond() / 1000
        )
    }
}
impl FromStr for Moment {
    type Err = chrono::ParseError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        DateTime::parse_from_rfc3339(text).map(|at| Self::from_utc(at.naive_utc()))
    }
}
impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}
impl PartialSchema for Moment {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("A moment in UTC, to the microsecond: RFC 3339 with `Z`."))
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .examples([serde_json::json!("2026-11-20T08:31:00.000000Z")])
            .into()
    }
}
impl ToSchema for Moment {}
impl schemars::JsonSchema for Moment {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Moment")
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date-time" })
    }
}
impl AsRef<NaiveDateTime> for Moment {
    fn as_ref(&self) -> &NaiveDateTime {
        &self.0
    }
}
