//! Statements whose plans are worth keeping. Diesel forgets some after each use, because their text might be another one every time:
//! every UPDATE, every statement with ON CONFLICT DO UPDATE, every insert of several rows. Where the text is always the same, the
//! database need not read and plan it anew; on PostgreSQL that is a round trip and half a millisecond.

use std::marker::PhantomData;

use diesel::{
    backend::Backend,
    expression::{AsExpression, Expression},
    pg::Pg,
    prelude::*,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::Array,
};

/// Keeps the plan of a statement.
pub(crate) trait Keep: Sized {
    /// The same statement; its text is the same whenever this place is reached, or one of a few. It has to give something back and be
    /// loaded: what is executed passes diesel by reference, which does not ask us.
    fn kept(self) -> Kept<Self> {
        Kept(self)
    }
}

impl<S: QueryId> Keep for S {}

/// A statement whose plan is kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kept<S>(S);

impl<DB: Backend, S: QueryFragment<DB>> QueryFragment<DB> for Kept<S> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }

    fn is_safe_to_cache_prepared(&self, _: &DB) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<S> QueryId for Kept<S> {
    type QueryId = ();

    // known by its text
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<S: Query> Query for Kept<S> {
    type SqlType = S::SqlType;
}

impl<S, C> RunQueryDsl<C> for Kept<S> {}

/// One statement of PostgreSQL about many rows, whatever their number: each of its parameters is a list, a column of the rows.
pub(crate) struct Bulk<'a, ST> {
    before: &'static str,
    lists: Vec<Box<dyn QueryFragment<Pg> + 'a>>,
    after: &'static str,
    answer: PhantomData<ST>,
}

impl<'a, ST> Bulk<'a, ST> {
    /// A statement of these two parts, the lists between them.
    pub(crate) fn new(before: &'static str, after: &'static str) -> Self {
        Self {
            before,
            lists: Vec::new(),
            after,
            answer: PhantomData,
        }
    }

    /// One more list.
    pub(crate) fn list<T, V>(mut self, values: Vec<V>) -> Self
    where
        T: diesel::sql_types::SqlType + 'static,
        Array<T>: diesel::sql_types::SqlType,
        Vec<V>: AsExpression<Array<T>>,
        <Vec<V> as AsExpression<Array<T>>>::Expression: Expression + QueryFragment<Pg> + 'a,
    {
        self.lists.push(Box::new(values.as_expression()));
        self
    }
}

impl<ST> QueryFragment<Pg> for Bulk<'_, ST> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(self.before);
        for (index, list) in self.lists.iter().enumerate() {
            if index > 0 {
                out.push_sql(", ");
            }
            list.walk_ast(out.reborrow())?;
        }
        out.push_sql(self.after);
        Ok(())
    }
}

impl<ST> QueryId for Bulk<'_, ST> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<ST> Query for Bulk<'_, ST> {
    type SqlType = ST;
}

impl<ST, C> RunQueryDsl<C> for Bulk<'_, ST> {}
