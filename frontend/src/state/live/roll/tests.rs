//! The list is patched where a frame says enough, and asked again where it does not.

use domain::id::Id;

use super::*;
use crate::state::live::samples::{at, message, room};

struct Scene {
    me: AccountId,
    other: AccountId,
    epoch: Epoch,
    id: ConversationId,
    roll: Roll,
}

impl Scene {
    fn new(kind: ConversationKind) -> Self {
        let (me, other, epoch) = (Id::fresh(), Id::fresh(), Id::fresh());
        let room = ConversationInfo { kind, ..room(epoch) };
        Self {
            me,
            other,
            epoch,
            id: room.id,
            roll: Roll::new(me, vec![room]),
        }
    }

    fn hear(&mut self, seq: i64, sender: AccountId) -> Outcome {
        self.roll.hear(self.epoch, &message(self.id, seq, sender))
    }

    fn room(&self) -> &ConversationInfo {
        self.roll.find(self.id).unwrap()
    }
}

#[test]
fn the_next_message_of_somebody_else_counts_as_unread() {
    let mut scene = Scene::new(ConversationKind::Direct);
    assert_eq!(scene.hear(1, scene.other), Outcome::Patched);
    assert_eq!(scene.hear(2, scene.me), Outcome::Patched);
    assert_eq!(scene.hear(2, scene.me), Outcome::Nothing);
    assert_eq!(
        (
            scene.room().last_seq,
            scene.room().unread_count,
            scene.roll.unread(at(0))
        ),
        (2, 1, 1)
    );
}

#[test]
fn what_happens_in_a_room_is_asked_and_not_counted() {
    let mut scene = Scene::new(ConversationKind::Group);
    let note = MessageInfo {
        message_type: MessageKind::System,
        ..message(scene.id, 1, scene.other)
    };
    assert_eq!(scene.roll.hear(scene.epoch, &note), Outcome::Ask(scene.id));
    assert_eq!((scene.roll.unread(at(0)), &scene.room().last_message), (0, &None));
}

#[test]
fn a_new_room_stands_where_its_first_message_would() {
    let (me, other, epoch) = (Id::fresh(), Id::fresh(), Id::fresh());
    let old = room(epoch);
    let new = ConversationInfo {
        kind: ConversationKind::Group,
        active_at: Some(crate::state::live::samples::at(60)),
        ..room(epoch)
    };
    let (old_id, new_id) = (old.id, new.id);
    let mut roll = Roll::new(me, vec![old, new]);
    assert_eq!(roll.hear(epoch, &message(old_id, 1, other)), Outcome::Patched);
    let order: Vec<_> = roll.in_order().iter().map(|room| room.id).collect();
    assert_eq!(order, [new_id, old_id]);
}

#[test]
fn what_cannot_be_counted_is_asked_again() {
    let mut scene = Scene::new(ConversationKind::Direct);
    assert_eq!(scene.hear(3, scene.other), Outcome::Ask(scene.id));
    let unknown: ConversationId = Id::fresh();
    assert_eq!(
        scene.roll.hear(scene.epoch, &message(unknown, 1, scene.other)),
        Outcome::Ask(unknown)
    );
    assert_eq!(
        scene.roll.hear(Id::fresh(), &message(scene.id, 1, scene.other)),
        Outcome::AskAll
    );
}

#[test]
fn a_read_mark_only_grows() {
    let mut scene = Scene::new(ConversationKind::Direct);
    for seq in 1..=3 {
        assert_eq!(scene.hear(seq, scene.other), Outcome::Patched);
    }
    let mine = |seq| PersonMark {
        account_id: scene.me,
        seq,
    };
    assert_eq!(scene.roll.read(scene.id, mine(2)), Outcome::Ask(scene.id));
    assert_eq!(scene.roll.read(scene.id, mine(3)), Outcome::Patched);
    assert_eq!(scene.roll.read(scene.id, mine(1)), Outcome::Nothing);
    assert_eq!(scene.roll.read_by_me(scene.id, 2, 1), Outcome::Nothing);
    assert_eq!((scene.room().last_read_seq, scene.roll.unread(at(0))), (3, 0));
}

#[test]
fn a_late_answer_does_not_take_back_what_a_frame_has_told() {
    let mut scene = Scene::new(ConversationKind::Direct);
    let late = scene.room().clone();
    assert_eq!(scene.hear(1, scene.other), Outcome::Patched);
    let other = PersonMark {
        account_id: scene.other,
        seq: 1,
    };
    assert_eq!(scene.roll.read(scene.id, other), Outcome::Patched);
    scene.roll.replace(vec![late]);
    assert_eq!(
        (
            scene.room().last_seq,
            scene.room().unread_count,
            scene.room().others_read_seq
        ),
        (1, 1, 1)
    );
}

#[test]
fn another_epoch_replaces_everything() {
    let mut scene = Scene::new(ConversationKind::Direct);
    assert_eq!(scene.hear(1, scene.other), Outcome::Patched);
    let restored = ConversationInfo {
        id: scene.id,
        ..room(Id::fresh())
    };
    scene.roll.replace(vec![restored.clone()]);
    assert_eq!(scene.room(), &restored);
}

#[test]
fn one_member_cannot_move_the_mark_of_a_class() {
    let mut scene = Scene::new(ConversationKind::Class);
    assert_eq!(scene.hear(1, scene.me), Outcome::Patched);
    let mark = PersonMark {
        account_id: scene.other,
        seq: 1,
    };
    assert_eq!(scene.roll.delivered(scene.id, mark), Outcome::AskLater(scene.id));
    assert_eq!(scene.roll.read(scene.id, mark), Outcome::AskLater(scene.id));
    let mut direct = Scene::new(ConversationKind::Direct);
    assert_eq!(direct.hear(1, direct.me), Outcome::Patched);
    let mark = PersonMark {
        account_id: direct.other,
        seq: 1,
    };
    assert_eq!(direct.roll.delivered(direct.id, mark), Outcome::Patched);
    assert_eq!(direct.roll.read(direct.id, mark), Outcome::Patched);
    assert_eq!(direct.room().others_read_seq, 1);
}

#[test]
fn the_newest_conversation_stands_first_and_empty_ones_last() {
    let (me, other, epoch) = (Id::fresh(), Id::fresh(), Id::fresh());
    let rooms: Vec<_> = (0..3).map(|_| room(epoch)).collect();
    let ids: Vec<_> = rooms.iter().map(|room| room.id).collect();
    let mut roll = Roll::new(me, rooms);
    assert_eq!(roll.hear(epoch, &message(ids[0], 1, other)), Outcome::Patched);
    let mut later = message(ids[2], 1, other);
    later.created_at = later.created_at.plus_seconds(60);
    assert_eq!(roll.hear(epoch, &later), Outcome::Patched);
    let order: Vec<_> = roll.in_order().iter().map(|room| room.id).collect();
    assert_eq!(order, [ids[2], ids[0], ids[1]]);
}

#[test]
fn searching_ignores_accents_and_capitals() {
    assert!(matches("eloise", &["Éloïse Şengül", ""]));
    assert!(matches(
        "SENGUL bottes",
        &["Éloïse Şengül", "Qui peut prêter des bottes ?"]
    ));
    assert!(!matches("jean", &["Éloïse Şengül"]));
    assert!(matches("  ", &["Éloïse"]));
}
