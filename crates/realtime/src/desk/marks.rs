//! Read marks on their way out. The first of a room are told at once; while people write and read faster than anybody can look, those that
//! follow are told four times in a second, each person with the last place only, and all that the same people may know in one frame: in a
//! busy room they would be as many frames as the messages.

use std::collections::{BTreeMap, HashMap};

use domain::{
    happening::Happening,
    id::{AccountId, ConversationId},
    messaging::marks::PersonMark,
};

/// How far each person has read, by those who are told: somebody who shows what they read tells the room of one move and, when nobody
/// may see a difference, only their own devices of the next. The one must not take the place of the other.
type Waiting = BTreeMap<(Vec<AccountId>, AccountId), i64>;

/// The rooms in which marks were told a moment ago, with those that wait.
#[derive(Debug, Default)]
pub(crate) struct Marks(HashMap<ConversationId, Waiting>);

impl Marks {
    /// People have read up to a place. Given back when they are told now, and the room looked at again after a while; otherwise they wait
    /// until it is.
    pub fn moved(
        &mut self,
        conversation: ConversationId,
        marks: Vec<PersonMark>,
        recipients: Vec<AccountId>,
    ) -> Option<Happening> {
        let Some(waiting) = self.0.get_mut(&conversation) else {
            self.0.insert(conversation, BTreeMap::new());
            return Some(Happening::Read {
                conversation,
                marks,
                recipients,
            });
        };
        for PersonMark { account_id, seq } in marks {
            wait(waiting, (recipients.clone(), account_id), seq);
        }
        None
    }

    /// Those of a room that have waited; when there are none the room is calm, and need not be looked at again.
    pub fn take(&mut self, conversation: ConversationId) -> Vec<Happening> {
        let waiting = self.0.get_mut(&conversation).map(std::mem::take).unwrap_or_default();
        if waiting.is_empty() {
            self.0.remove(&conversation);
        }
        let mut together: BTreeMap<Vec<AccountId>, Vec<PersonMark>> = BTreeMap::new();
        for ((recipients, account_id), seq) in waiting {
            together
                .entry(recipients)
                .or_default()
                .push(PersonMark { account_id, seq });
        }
        let told = |(recipients, marks)| Happening::Read {
            conversation,
            marks,
            recipients,
        };
        together.into_iter().map(told).collect()
    }

    /// Somebody is not in a room any more: nothing that waits reaches them.
    pub fn left(&mut self, conversation: ConversationId, account: AccountId) {
        let Some(waiting) = self.0.get_mut(&conversation) else {
            return;
        };
        for ((mut recipients, reader), seq) in std::mem::take(waiting) {
            recipients.retain(|recipient| *recipient != account);
            if !recipients.is_empty() {
                wait(waiting, (recipients, reader), seq);
            }
        }
    }
}

/// Marks only grow; two of one person may arrive crosswise.
fn wait(waiting: &mut Waiting, who: (Vec<AccountId>, AccountId), seq: i64) {
    let known = waiting.entry(who).or_insert(seq);
    *known = seq.max(*known);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A room, and what is told of it.
    struct Scene {
        room: ConversationId,
        marks: Marks,
    }

    impl Scene {
        fn new() -> Self {
            Self {
                room: ConversationId::fresh(),
                marks: Marks::default(),
            }
        }

        fn moved(&mut self, reader: AccountId, seq: i64, recipients: &[AccountId]) -> Option<Happening> {
            self.marks
                .moved(self.room, vec![mark(reader, seq)], recipients.to_vec())
        }

        fn told(&self, marks: &[PersonMark], recipients: &[AccountId]) -> Happening {
            Happening::Read {
                conversation: self.room,
                marks: marks.to_vec(),
                recipients: recipients.to_vec(),
            }
        }
    }

    fn mark(account_id: AccountId, seq: i64) -> PersonMark {
        PersonMark { account_id, seq }
    }

    #[test]
    fn the_first_mark_is_told_at_once_and_the_last_of_each_person_after_a_while() {
        let (reader, to) = (AccountId::fresh(), [AccountId::fresh()]);
        let mut scene = Scene::new();
        let told = |scene: &Scene, seq| scene.told(&[mark(reader, seq)], &to);
        assert_eq!(scene.moved(reader, 1, &to), Some(told(&scene, 1)));
        for seq in [2, 4, 3] {
            assert_eq!(scene.moved(reader, seq, &to), None);
        }
        assert_eq!(scene.marks.take(scene.room), [told(&scene, 4)]);
        assert_eq!(scene.moved(reader, 5, &to), None, "the room is still busy");
        assert_eq!(scene.marks.take(scene.room), [told(&scene, 5)]);
        assert_eq!(scene.marks.take(scene.room), []);
        assert_eq!(scene.moved(reader, 6, &to), Some(told(&scene, 6)), "it was calm");
    }

    #[test]
    fn what_the_same_people_may_know_is_told_together() {
        let mut people = [AccountId::fresh(), AccountId::fresh(), AccountId::fresh()];
        people.sort_unstable();
        let [silent, one, other] = people;
        let all = [one, other];
        let mut scene = Scene::new();
        scene.moved(one, 1, &all);
        for (reader, seq, recipients) in [(other, 3, &all[..]), (silent, 3, &[silent]), (one, 2, &all)] {
            assert_eq!(scene.moved(reader, seq, recipients), None);
        }
        let together = scene.told(&[mark(one, 2), mark(other, 3)], &all);
        let own = scene.told(&[mark(silent, 3)], &[silent]);
        assert_eq!(scene.marks.take(scene.room), [own, together]);
    }

    #[test]
    fn whoever_has_left_is_not_told_what_waited() {
        let (reader, gone) = (AccountId::fresh(), AccountId::fresh());
        let mut scene = Scene::new();
        for seq in [1, 2] {
            scene.moved(reader, seq, &[reader, gone]);
        }
        scene.marks.left(scene.room, gone);
        let told = scene.marks.take(scene.room);
        assert_eq!(told, [scene.told(&[mark(reader, 2)], &[reader])]);
    }

    #[test]
    fn what_the_room_was_to_know_is_not_lost_by_what_only_oneself_is_told_after_it() {
        let (reader, other) = (AccountId::fresh(), AccountId::fresh());
        let mut scene = Scene::new();
        let all = [reader, other];
        scene.moved(reader, 1, &all);
        for (seq, recipients) in [(4, &all[..]), (5, &[reader])] {
            assert_eq!(scene.moved(reader, seq, recipients), None);
        }
        let mut told = scene.marks.take(scene.room);
        told.sort_by_key(|told| matches!(told, Happening::Read { recipients, .. } if recipients.len() == 1));
        assert_eq!(
            told,
            [
                scene.told(&[mark(reader, 4)], &all),
                scene.told(&[mark(reader, 5)], &[reader])
            ]
        );
    }

    #[test]
    fn two_sets_of_people_that_a_departure_makes_one_are_told_the_last_place() {
        let (reader, gone) = (AccountId::fresh(), AccountId::fresh());
        let mut scene = Scene::new();
        scene.moved(reader, 1, &[reader, gone]);
        scene.moved(reader, 3, &[reader]);
        scene.moved(reader, 2, &[reader, gone]);
        scene.marks.left(scene.room, gone);
        assert_eq!(
            scene.marks.take(scene.room),
            [scene.told(&[mark(reader, 3)], &[reader])]
        );
    }
}
