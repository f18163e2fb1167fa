//! What arrives in any order, twice, or not at all, is shown once and in order.

mod changes;
mod echoes;
mod server;

use std::sync::Arc;

use domain::{id::Id, problem::Code};

use self::server::{Deed, Server};
use super::{echo::EchoState, *};
use crate::state::live::samples::echo;

fn seqs(timeline: &Timeline) -> Vec<i64> {
    timeline.shown().map(|message| message.seq).collect()
}

#[test]
fn a_hole_is_not_shown_and_its_filling_is_asked_for() {
    let me = Id::fresh();
    let server = Server::with(5, me);
    let mut timeline = Timeline::new(me);
    assert_eq!(timeline.open(server.newest(50, 2)), Next::Nothing);
    assert_eq!(
        timeline.receive(server.epoch, server.message(5)),
        Next::Ask { after: 2 }
    );
    assert_eq!(seqs(&timeline), [1, 2]);
    assert_eq!(timeline.catch_up(2, server.after(2, 50, 5)), Next::Nothing);
    assert_eq!(seqs(&timeline), [1, 2, 3, 4, 5]);
}

#[test]
fn a_message_before_the_first_page_is_not_lost() {
    let me = Id::fresh();
    let server = Server::with(3, me);
    let mut timeline = Timeline::new(me);
    assert_eq!(timeline.receive(server.epoch, server.message(3)), Next::Nothing);
    assert_eq!(timeline.open(server.newest(50, 2)), Next::Nothing);
    assert_eq!(seqs(&timeline), [1, 2, 3]);
}

#[test]
fn another_epoch_means_reading_everything_again_and_keeps_what_i_wrote() {
    let me = Id::fresh();
    let (old, new) = (Server::with(9, me), Server::with(4, me));
    let mut timeline = Timeline::new(me);
    old.follow(&mut timeline, Next::Reload);
    timeline.write(echo(Id::fresh()));
    assert_eq!(timeline.receive(new.epoch, new.message(4)), Next::Reload);
    new.follow(&mut timeline, Next::Reload);
    assert_eq!(seqs(&timeline), [1, 2, 3, 4]);
    assert_eq!(timeline.echoes().len(), 1);
}

#[test]
fn an_answer_that_comes_after_another_life_has_begun_changes_nothing() {
    let me = Id::fresh();
    let server = Server::with(9, me);
    let mut timeline = Timeline::new(me);
    server.follow(&mut timeline, Next::Reload);
    timeline.forget();
    assert_eq!(timeline.catch_up(9, server.after(9, 7, 9)), Next::Nothing);
    assert!(!timeline.is_loaded());
}

#[test]
fn my_message_stays_an_echo_until_the_hole_before_it_is_filled() {
    let me = Id::fresh();
    let server = Server::with(3, me);
    let mut timeline = Timeline::new(me);
    assert_eq!(timeline.open(server.newest(50, 1)), Next::Nothing);
    let mine = server.message(3);
    timeline.write(echo(mine.client_msg_id));
    assert_eq!(timeline.taken(mine), Next::Ask { after: 1 });
    assert_eq!(timeline.echoes()[0].state, EchoState::Taken);
    assert!(timeline.next_to_send().is_none());
    server.follow(&mut timeline, Next::Ask { after: 1 });
    assert!(timeline.echoes().is_empty());
    assert_eq!(seqs(&timeline), [1, 2, 3]);
}

#[test]
fn the_same_number_of_somebody_else_is_another_message() {
    let me = Id::fresh();
    let server = Server::with(1, me);
    let mut timeline = Timeline::new(me);
    timeline.write(echo(server.message(1).client_msg_id));
    server.follow(&mut timeline, Next::Reload);
    assert_eq!(timeline.echoes().len(), 1);
}

#[test]
fn a_refused_message_waits_for_me_while_the_next_ones_go_on() {
    let mut timeline = Timeline::new(Id::fresh());
    let (first, second) = (Id::fresh(), Id::fresh());
    timeline.write(echo(first));
    timeline.write(echo(second));
    assert_eq!(timeline.next_to_send().unwrap().id, first);
    timeline.refused(first, Code::Forbidden);
    assert_eq!(timeline.next_to_send().unwrap().id, second);
    timeline.retry(first);
    let order: Vec<_> = timeline.echoes().iter().map(|echo| echo.id).collect();
    assert_eq!(order, [second, first]);
    timeline.discard(second);
    assert_eq!(timeline.next_to_send().unwrap().id, first);
}

#[test]
fn a_change_is_shown_when_its_place_is_reached_and_keeps_what_is_mine() {
    let me = Id::fresh();
    let deeds = vec![
        Deed::Said(false),
        Deed::Reacted(1, true),
        Deed::Said(true),
        Deed::Edited(1),
        Deed::Reacted(1, false),
    ];
    let server = Server::living(deeds, me);
    let mut timeline = Timeline::new(me);
    assert_eq!(timeline.open(server.newest(50, 2)), Next::Nothing);
    assert_eq!(server.frame(&mut timeline, 5), Next::Ask { after: 2 });
    assert_eq!(timeline.find(1), Some(&Arc::new(server.read(1, 2))));
    assert_eq!(server.frame(&mut timeline, 3), Next::Ask { after: 3 });
    assert_eq!(server.frame(&mut timeline, 4), Next::Nothing);
    assert_eq!(timeline.find(1), Some(&Arc::new(server.read(1, 5))));
    assert_eq!((timeline.top(), timeline.newest()), (5, 3));
}

#[test]
fn what_i_changed_on_another_device_is_read_again() {
    let me = Id::fresh();
    let server = Server::living(vec![Deed::Said(false), Deed::Reacted(1, true)], me);
    let mut timeline = Timeline::new(me);
    assert_eq!(timeline.open(server.newest(50, 1)), Next::Nothing);
    assert_eq!(server.frame(&mut timeline, 2), Next::Nothing);
    assert_eq!(timeline.unsure(), [server.message(1).id]);
    timeline.answered(server.read(1, 2));
    assert!(timeline.unsure().is_empty());
    assert!(timeline.find(1).unwrap().reactions[0].mine);
    // here the answer came first
    let mut other = Timeline::new(me);
    assert_eq!(other.open(server.newest(50, 1)), Next::Nothing);
    other.answered(server.read(1, 2));
    assert_eq!(server.frame(&mut other, 2), Next::Nothing);
    assert!(other.unsure().is_empty());
    assert!(other.find(1).unwrap().reactions[0].mine);
}

#[test]
fn a_page_read_before_a_change_and_come_after_it_brings_nothing_old_back() {
    let me = Id::fresh();
    let mut deeds = vec![Deed::Said(false); 9];
    deeds.push(Deed::Edited(2));
    let server = Server::living(deeds, me);
    let mut timeline = Timeline::new(me);
    assert_eq!(timeline.open(server.newest(3, 9)), Next::Nothing);
    let late = server.before(7, 50, 9);
    assert_eq!(server.frame(&mut timeline, 10), Next::Nothing);
    timeline.go_back(7, late);
    assert_eq!(timeline.find(2), Some(&Arc::new(server.read(2, 10))));
}

#[test]
fn a_look_far_back_is_apart_until_it_meets_the_newest() {
    let me = Id::fresh();
    let server = Server::with(100, me);
    let mut timeline = Timeline::new(me);
    assert_eq!(timeline.open(server.newest(10, 100)), Next::Nothing);
    timeline.look_around(server.around(40, 10, 100));
    assert!(timeline.is_away() && timeline.shows(40) && !timeline.shows(95));
    assert_eq!(seqs(&timeline), (31..=50).collect::<Vec<_>>());
    assert_eq!((timeline.newest(), timeline.others_after(0)), (100, 7));
    timeline.go_back(31, server.before(31, 5, 100));
    timeline.go_on(50, server.after(50, 20, 100));
    assert_eq!(seqs(&timeline), (26..=70).collect::<Vec<_>>());
    timeline.go_on(70, server.after(70, 25, 100));
    assert!(!timeline.is_away());
    assert_eq!(seqs(&timeline), (26..=100).collect::<Vec<_>>());
    // near the newest there is nothing to be apart from
    timeline.look_around(server.around(95, 10, 100));
    assert!(!timeline.is_away());
    timeline.look_around(server.around(3, 2, 100));
    timeline.come_back();
    assert_eq!(seqs(&timeline), (26..=100).collect::<Vec<_>>());
}
