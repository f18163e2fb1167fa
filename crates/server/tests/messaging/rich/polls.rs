//! Polls: one or several answers, live, anonymous or not, closed by somebody or by themselves.

use domain::{
    id::{ConversationId, MessageId, PollOptionId},
    messaging::{
        calls::DeleteMessage,
        change::ChangeKind,
        new_message::NewMessage,
        poll::{Ballot, NewPoll, PollInfo},
        rich_calls::{CastVote, ClosePoll, ListVotes},
        types::{MessageInfo, MessageKind},
    },
    page::{NoBody, PageQuery},
    problem::{Code, Problem},
    schools::types::Level,
};
use futures_util::future::join_all;
use testkit::{app::TestApp, person::Person};

use super::{hears, message_of, room_of, try_send};
use crate::messaging::text;

fn poll() -> NewPoll {
    NewPoll {
        options: vec!["Samedi".to_owned(), "Dimanche".to_owned(), "Aucun".to_owned()],
        several: false,
        anonymous: false,
        closes_at: None,
    }
}

fn question(poll: NewPoll) -> NewMessage {
    NewMessage {
        poll: Some(poll),
        ..text("Quel jour pour la fancy-fair ?")
    }
}

/// What a poll is, and its answers.
struct Asked {
    conversation: ConversationId,
    message: MessageId,
    options: Vec<PollOptionId>,
}

async fn ask(by: &Person, conversation: ConversationId, poll: NewPoll) -> Asked {
    let sent = try_send(by, conversation, &question(poll)).await.unwrap();
    assert_eq!(sent.message_type, MessageKind::Poll);
    Asked {
        conversation,
        message: sent.id,
        options: sent.poll.unwrap().options.into_iter().map(|option| option.id).collect(),
    }
}

async fn vote(by: &Person, asked: &Asked, options: &[usize]) -> Result<MessageInfo, Problem> {
    let call = CastVote {
        conversation: asked.conversation,
        poll: asked.message,
    };
    let options = options.iter().map(|index| asked.options[*index]).collect();
    by.call(&call, &Ballot { options }).await
}

async fn close(by: &Person, asked: &Asked) -> Result<MessageInfo, Problem> {
    let call = ClosePoll {
        conversation: asked.conversation,
        poll: asked.message,
    };
    by.call(&call, &NoBody {}).await
}

/// `1! 0 2 of 3`: the votes of each answer, which is mine, and how many people voted.
fn shown(poll: &PollInfo) -> String {
    let option = |votes: i64, mine: bool| format!("{votes}{}", if mine { "!" } else { "" });
    let options: Vec<String> = poll.options.iter().map(|one| option(one.votes, one.mine)).collect();
    format!("{} of {}", options.join(" "), poll.voters)
}

fn poll_of(message: &MessageInfo) -> String {
    shown(message.poll.as_ref().unwrap())
}

#[tokio::test]
async fn votes_are_counted_live_and_may_change() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let asked = ask(&marie, room, poll()).await;
    let mut window = marie.socket().await;
    assert_eq!(poll_of(&vote(&jean, &asked, &[0]).await.unwrap()), "1! 0 0 of 1");
    let heard = hears(&mut window, ChangeKind::Voted).await;
    assert_eq!(
        (heard.by, poll_of(&heard.message)),
        (Some(jean.id), "1 0 0 of 1".to_owned())
    );
    assert_eq!(poll_of(&vote(&marie, &asked, &[1]).await.unwrap()), "1 1! 0 of 2");
    assert_eq!(poll_of(&vote(&jean, &asked, &[1]).await.unwrap()), "0 2! 0 of 2");
    assert_eq!(poll_of(&vote(&jean, &asked, &[]).await.unwrap()), "0 1 0 of 1");
    vote(&jean, &asked, &[]).await.unwrap();
    assert_eq!(room_of(&marie, room).await.last_seq, 5, "nothing changed the last time");
    assert_eq!(room_of(&jean, room).await.unread_count, 1, "the question, and no vote");
}

#[tokio::test]
async fn one_answer_or_several_as_the_author_says() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let one = ask(&marie, room, poll()).await;
    let problem = vote(&marie, &one, &[0, 1]).await.unwrap_err();
    assert_eq!(
        (problem.code, problem.errors[0].pointer.as_str()),
        (Code::Invalid, "/options")
    );
    let several = NewPoll {
        several: true,
        ..poll()
    };
    let several = ask(&marie, room, several).await;
    assert_eq!(
        poll_of(&vote(&marie, &several, &[0, 2, 2]).await.unwrap()),
        "1! 0 1! of 1"
    );
    let foreign = Asked {
        message: one.message,
        ..several
    };
    assert_eq!(vote(&marie, &foreign, &[0]).await.unwrap_err().code, Code::Invalid);
}

#[tokio::test]
async fn who_voted_what_is_known_unless_the_poll_is_anonymous() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let open = ask(&marie, room, poll()).await;
    vote(&jean, &open, &[0]).await.unwrap();
    vote(&marie, &open, &[0]).await.unwrap();
    let call = ListVotes {
        conversation: room,
        poll: open.message,
    };
    let page = marie.ask(&call, &PageQuery::default()).await.unwrap();
    let names: Vec<&str> = page.items.iter().map(|vote| vote.name.as_str()).collect();
    assert_eq!(names, ["Jean Dupont", "Marie Dupont"]);
    let anonymous = NewPoll {
        anonymous: true,
        ..poll()
    };
    let anonymous = ask(&marie, room, anonymous).await;
    let mut window = marie.socket().await;
    vote(&jean, &anonymous, &[0]).await.unwrap();
    assert_eq!(
        hears(&mut window, ChangeKind::Voted).await.by,
        None,
        "the number says what, nobody says who"
    );
    let call = ListVotes {
        conversation: room,
        poll: anonymous.message,
    };
    let problem = marie.ask(&call, &PageQuery::default()).await.unwrap_err();
    assert_eq!(problem.code, Code::Forbidden);
}

#[tokio::test]
async fn votes_of_one_person_at_once_count_once() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let asked = ask(&marie, room, poll()).await;
    let people = [&marie, &jean];
    let votes = (0..12).map(|number| {
        let (who, asked) = (people[number % 2], &asked);
        async move { vote(who, asked, &[number % 3]).await.unwrap() }
    });
    join_all(votes).await;
    let poll = message_of(&marie, room, asked.message).await.poll.unwrap();
    let counted: i64 = poll.options.iter().map(|option| option.votes).sum();
    assert_eq!((counted, poll.voters), (2, 2));
}

#[tokio::test]
async fn its_author_and_whoever_looks_after_the_room_close_it() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let asked = ask(&marie, room, poll()).await;
    assert_eq!(close(&jean, &asked).await.unwrap_err().code, Code::Forbidden);
    assert!(close(&teacher, &asked).await.unwrap().poll.unwrap().closed);
    assert_eq!(vote(&jean, &asked, &[0]).await.unwrap_err().code, Code::TooLate);
    close(&marie, &asked).await.unwrap();
    assert_eq!(room_of(&marie, room).await.last_seq, 2, "closed once");
    let own = ask(&marie, room, poll()).await;
    assert!(close(&marie, &own).await.unwrap().poll.unwrap().closed);
}

/// The runner says it at its moment; the rule does not wait for it.
#[tokio::test]
async fn it_closes_by_itself() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let now = store::clock::now();
    let over = NewPoll {
        closes_at: Some(now),
        ..poll()
    };
    let problem = try_send(&marie, room, &question(over)).await.unwrap_err();
    assert_eq!(problem.code, Code::TooLate);
    let far = NewPoll {
        closes_at: Some(now.plus_seconds(400 * 24 * 3600)),
        ..poll()
    };
    let problem = try_send(&marie, room, &question(far)).await.unwrap_err();
    assert_eq!(problem.errors[0].pointer, "/poll/closes_at");
    let mut window = marie.socket().await;
    let soon = question(NewPoll {
        closes_at: Some(store::clock::now().plus_seconds(2)),
        ..poll()
    });
    let sent = try_send(&marie, room, &soon).await.unwrap();
    assert!(!sent.poll.as_ref().unwrap().closed);
    let heard = hears(&mut window, ChangeKind::Closed).await;
    assert_eq!(heard.by, None);
    assert!(heard.message.poll.unwrap().closed);
    let message = sent.id;
    let again = app
        .store()
        .write(move |tx| store::messaging::polls::close_due(tx, message))
        .await;
    again.unwrap();
    assert_eq!(room_of(&marie, room).await.last_seq, 2, "told once");
    let repeated = try_send(&marie, room, &soon).await.unwrap();
    assert_eq!(repeated.id, sent.id, "a retry after the end is still the same message");
}

#[tokio::test]
async fn a_poll_is_a_question_with_answers() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let one = NewPoll {
        options: vec!["Oui".to_owned()],
        ..poll()
    };
    let twice = NewPoll {
        options: vec!["Oui".to_owned(), "oui ".to_owned()],
        ..poll()
    };
    for poll in [one, twice] {
        let problem = try_send(&marie, room, &question(poll)).await.unwrap_err();
        assert_eq!(
            (problem.code, problem.errors[0].pointer.as_str()),
            (Code::Invalid, "/poll/options")
        );
    }
    let silent = NewMessage {
        content: " ".to_owned(),
        ..question(poll())
    };
    assert_eq!(try_send(&marie, room, &silent).await.unwrap_err().code, Code::Invalid);
    let plain = try_send(&marie, room, &text("Bonjour")).await.unwrap();
    let call = CastVote {
        conversation: room,
        poll: plain.id,
    };
    let none = Ballot { options: Vec::new() };
    assert_eq!(marie.call(&call, &none).await.unwrap_err().code, Code::NotFound);
}

#[tokio::test]
async fn with_its_message_a_poll_is_gone() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let asked = ask(&marie, room, poll()).await;
    vote(&marie, &asked, &[0]).await.unwrap();
    let delete = DeleteMessage {
        conversation: room,
        message: asked.message,
    };
    assert_eq!(marie.call(&delete, &NoBody {}).await.unwrap().poll, None);
    assert_eq!(vote(&marie, &asked, &[1]).await.unwrap_err().code, Code::NotFound);
}
