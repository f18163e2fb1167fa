//! Finding what was said, and people, files and conversations, where one may read now.
//!
//! Words are folded by us, not by the databases, so that both find the same: plain small letters without accents, and their French
//! and Dutch stems beside them. What is found is read from `messages`, never from the index: a row of the index that were too
//! old would find a message wrongly, but never show what is not there any more.

pub(crate) mod asked;
pub mod index;
mod messages;
mod names;
mod pieces;
mod rooms;
pub(crate) mod stems;
pub(crate) mod words;

use domain::{
    messaging::search::{SearchHit, SearchKind, SearchQuery},
    page::Page,
};

use self::asked::Asked;
use crate::{accounts::standing::ActiveMember, backend::Db, error::StoreResult};

/// People and conversations that stand above the messages when everything is looked for.
const ABOVE: usize = 5;

/// Most people or conversations.
const NAMES: usize = 50;

/// Finds what somebody looks for. Words without two letters find nothing.
///
/// # Errors
/// `bad_query` for a cursor that we did not give.
pub fn find(db: &mut Db, by: &ActiveMember, query: &SearchQuery) -> StoreResult<Page<SearchHit>> {
    let asked = Asked::parse(&query.q);
    if asked.is_empty() {
        return Ok(Page::whole(Vec::new()));
    }
    match query.kind {
        Some(SearchKind::People) => Ok(Page::whole(names::people(db, by, &asked, NAMES)?)),
        Some(SearchKind::Conversations) => Ok(Page::whole(names::conversations(db, by, &asked, NAMES)?)),
        Some(SearchKind::Messages | SearchKind::Files) => messages::find(db, by, (query, &asked)),
        None => everything(db, by, (query, &asked)),
    }
}

fn everything(db: &mut Db, by: &ActiveMember, (query, asked): (&SearchQuery, &Asked)) -> StoreResult<Page<SearchHit>> {
    let said = messages::find(db, by, (query, asked))?;
    if query.cursor.is_some() || query.is_about_messages() {
        return Ok(said);
    }
    let mut items = names::people(db, by, asked, ABOVE)?;
    items.extend(names::conversations(db, by, asked, ABOVE)?);
    items.extend(said.items);
    Ok(Page { items, next: said.next })
}
