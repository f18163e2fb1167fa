//! A form that must act once, however often it is sent.

use domain::id::Id;
use leptos::prelude::*;
use serde::Serialize;

/// The key of one form: the same as long as it says the same, so that a second press after a lost answer does nothing twice. `Copy`.
#[derive(Debug, Clone, Copy)]
pub struct Once(StoredValue<Option<(String, String)>>);

impl Default for Once {
    fn default() -> Self {
        Self(StoredValue::new(None))
    }
}

impl Once {
    /// The key of what the form says now; another one when that has changed.
    pub fn key_of(self, body: &impl Serialize) -> String {
        let says = serde_json::to_string(body).unwrap_or_default();
        let known = self.0.with_value(|known| {
            let known = known.as_ref().filter(|(before, _)| *before == says);
            known.map(|(_, key)| key.clone())
        });
        known.unwrap_or_else(|| {
            let key = Id::<()>::fresh().to_string();
            self.0.set_value(Some((says, key.clone())));
            key
        })
    }

    /// The form has acted: what is sent from now on is something new.
    pub fn is_done(self) {
        self.0.try_update_value(|known| *known = None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_have_the_same_key_until_they_have_acted() {
        let owner = Owner::new();
        owner.with(|| {
            let once = Once::default();
            let first = once.key_of(&60);
            assert_eq!(once.key_of(&60), first, "sent again after a lost answer");
            let changed = once.key_of(&90);
            assert_ne!(changed, first, "something else is asked for");
            once.is_done();
            assert_ne!(once.key_of(&90), changed, "asked for anew");
        });
    }
}
