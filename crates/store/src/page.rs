//! Pages of a list: the cursor is the sort key of the last row, so that a page neither repeats nor skips rows when others come and go.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{page::Page, problem::Code};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::error::{StoreError, StoreResult};

/// How much of a list is wanted, and after which row. `K` is the sort key, unique in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice<K> {
    limit: i64,
    after: Option<K>,
}

impl<K: Serialize + DeserializeOwned> Slice<K> {
    /// From what a client sent: 1 to 100 rows, 50 when absent.
    ///
    /// # Errors
    /// `bad_query` when the cursor is not one that this list gave.
    pub fn parse(limit: Option<u32>, cursor: Option<&str>) -> StoreResult<Self> {
        Ok(Self {
            limit: i64::from(limit.unwrap_or(50).clamp(1, 100)),
            after: cursor.map(decode).transpose()?,
        })
    }

    /// The key after which the page begins; `None` for the first page.
    #[must_use]
    pub const fn after(&self) -> Option<&K> {
        self.after.as_ref()
    }

    /// How many rows to ask the database for: one more than the page, which tells whether there is a following one.
    #[must_use]
    pub const fn rows(&self) -> i64 {
        self.limit + 1
    }

    /// Cuts the rows that came to one page, with the cursor of the following one.
    ///
    /// # Errors
    /// When a key cannot be written.
    pub fn cut<R>(&self, mut rows: Vec<R>, key: impl Fn(&R) -> K) -> StoreResult<Page<R>> {
        let length = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = rows.len() > length;
        rows.truncate(length);
        let next = match rows.last() {
            Some(last) if more => Some(encode(&key(last))?),
            _ => None,
        };
        Ok(Page { items: rows, next })
    }
}

/// The same page of something else.
pub fn map<R, T>(page: Page<R>, into: impl FnMut(R) -> T) -> Page<T> {
    Page {
        items: page.items.into_iter().map(into).collect(),
        next: page.next,
    }
}

fn encode<K: Serialize>(key: &K) -> StoreResult<String> {
    let json = serde_json::to_vec(key).map_err(StoreError::broken)?;
    Ok(URL_SAFE_NO_PAD.encode(json))
}

fn decode<K: DeserializeOwned>(cursor: &str) -> StoreResult<K> {
    URL_SAFE_NO_PAD
        .decode(cursor)
        .ok()
        .and_then(|json| serde_json::from_slice::<Value>(&json).ok())
        .filter(is_speakable)
        .and_then(|key| serde_json::from_value(key).ok())
        .ok_or(StoreError::Refused(Code::BadQuery))
}

/// PostgreSQL takes no NUL in a text, and we write none into a cursor: whoever does has made it up.
fn is_speakable(key: &Value) -> bool {
    match key {
        Value::String(text) => !text.contains('\0'),
        Value::Array(parts) => parts.iter().all(is_speakable),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use domain::{id::ChildId, moment::Moment};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_pages_of_a_list_together_are_the_list() {
        let all: Vec<u32> = (0..7).collect();
        let mut seen = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let slice = Slice::<u32>::parse(Some(3), cursor.as_deref()).unwrap();
            let rows: Vec<u32> = all
                .iter()
                .copied()
                .filter(|n| slice.after().is_none_or(|after| n > after))
                .take(usize::try_from(slice.rows()).unwrap())
                .collect();
            let page = slice.cut(rows, |n| *n).unwrap();
            seen.extend(page.items);
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen, all);
    }

    #[test]
    fn a_cursor_of_another_list_is_refused() {
        let other = encode(&("a", 1)).unwrap();
        let nul = encode(&"a\0b").unwrap();
        assert!(Slice::<String>::parse(None, Some(&nul)).is_err());
        for cursor in ["", "%%%", "null!", other.as_str(), nul.as_str()] {
            assert!(matches!(
                Slice::<u32>::parse(None, Some(cursor)),
                Err(StoreError::Refused(Code::BadQuery))
            ));
        }
    }

    /// What a cursor may be made of, and what it may not.
    fn key() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            ".{0,20}".prop_map(Value::from),
            "(\\PC|\0){0,20}".prop_map(Value::from),
            Just(Value::from("9999-12-31T23:59:59.999999Z")),
            Just(Value::from("0000-01-01T00:00:00+23:59")),
            Just(Value::from("01932f6e-4b7a-7c1e-9a35-2d0f6c1b8e42")),
        ];
        leaf.prop_recursive(4, 40, 4, |inner| {
            proptest::collection::vec(inner, 0..4).prop_map(Value::from)
        })
    }

    proptest! {
        /// D10: a cursor that we did not give is refused, or is a key like ours; nothing else comes of it.
        #[test]
        fn no_cursor_breaks_a_list(text in "\\PC{0,60}|[A-Za-z0-9_-]{0,80}", key in key(), limit in any::<u32>()) {
            let made_up = URL_SAFE_NO_PAD.encode(key.to_string());
            for cursor in [&text, &made_up] {
                let limit = Some(limit);
                let texts = Slice::<(String, ChildId)>::parse(limit, Some(cursor));
                prop_assert!(texts.is_err() || texts.is_ok_and(|slice| !slice.after().is_some_and(|key| key.0.contains('\0'))));
                let moments = Slice::<(Moment, ChildId)>::parse(limit, Some(cursor));
                prop_assert!(matches!(moments, Ok(_) | Err(StoreError::Refused(Code::BadQuery))));
                let many = Slice::<(bool, Moment, ChildId)>::parse(limit, Some(cursor));
                prop_assert!(many.is_err() || many.is_ok_and(|slice| (2..=101).contains(&slice.rows())));
            }
        }

        #[test]
        fn what_is_given_is_understood_again(text in "\\PC{0,60}", number in any::<i64>()) {
            let cursor = encode(&(&text, number)).unwrap();
            let slice = Slice::<(String, i64)>::parse(None, Some(&cursor)).unwrap();
            prop_assert_eq!(slice.after(), Some(&(text, number)));
        }
    }
}
