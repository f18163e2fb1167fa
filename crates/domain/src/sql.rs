//! How ids and moments are stored. The only file that knows diesel; compiled with the feature `sql`.

use diesel::{
    backend::Backend,
    deserialize::{self, FromSql},
    pg::Pg,
    query_builder::QueryId,
    serialize::{self, IsNull, Output, ToSql},
    sql_types::{Binary, SqlType, Timestamp},
    sqlite::Sqlite,
};
use uuid::Uuid;

use crate::{id::Id, moment::Moment};

/// The SQL type of an id: `UUID` on PostgreSQL, a `BLOB` of 16 bytes on SQLite.
#[derive(Debug, Clone, Copy, Default, QueryId, SqlType)]
#[diesel(postgres_type(oid = 2950, array_oid = 2951))]
#[diesel(sqlite_type(name = "Binary"))]
pub struct DbId;

impl<K: 'static> ToSql<DbId, Pg> for Id<K> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        use std::io::Write;
        out.write_all(self.as_uuid().as_bytes())?;
        Ok(IsNull::No)
    }
}
impl<K: 'static> ToSql<DbId, Sqlite> for Id<K> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.as_uuid().as_bytes().as_slice());
        Ok(IsNull::No)
    }
}
impl<K: 'static> FromSql<DbId, Pg> for Id<K> {
    fn from_sql(value: <Pg as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self::from_uuid(Uuid::from_slice(value.as_bytes())?))
    }
}
impl<K: 'static> FromSql<DbId, Sqlite> for Id<K> {
    fn from_sql(value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let bytes = <Vec<u8> as FromSql<Binary, Sqlite>>::from_sql(value)?;
        Ok(Self::from_uuid(Uuid::from_slice(&bytes)?))
    }
}

impl<DB: Backend> ToSql<Timestamp, DB> for Moment
where
    chrono::NaiveDateTime: ToSql<Timestamp, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        // a reference into self is needed, and `as_utc` gives a copy
        ToSql::<Timestamp, DB>::to_sql(self.as_ref(), out)
    }
}
impl<DB: Backend> FromSql<Timestamp, DB> for Moment
where
    chrono::NaiveDateTime: FromSql<Timestamp, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        chrono::NaiveDateTime::from_sql(value).map(Self::from_utc)
    }
}
