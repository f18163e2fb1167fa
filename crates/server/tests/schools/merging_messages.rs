//! Two accounts of one person become one: what the one that goes had decided, read and begun in the rooms goes over to the one that stays.

use diesel::prelude::*;
use domain::{
    id::{ClientMessageId, ConversationId, MembershipId},
    messaging::{
        calls::{ListConversations, MarkRead, OpenDirect, SendMessage, ShowConversation},
        draft::Draft,
        marks::ReadUpTo,
        moderation::{
            calls::{AppealDecision, DecideReport, ListNotices, ListReports, ReportMessage},
            types::{CaseQuery, Decision, ModerationAct, NewAppeal, NewReport, ReportReason},
        },
        new_message::NewMessage,
        people_calls::BlockPerson,
        rich_calls::{KeepDraft, ShowDraft},
        rooms::{
            calls::{CreateConversation, LeaveConversation},
            types::{NewConversation, NewKind},
        },
        types::{ConversationInfo, NewDirect},
    },
    moment::Moment,
    page::{NoBody, NoQuery, PageQuery},
    problem::Code,
    schools::{calls::MergeMemberships, members::MergeInto, types::Role},
};
use rstest::rstest;
use store::{
    clock,
    schema::{conversations, mutes},
};
use testkit::{app::TestApp, client::Client, person::Person};

use super::{membership_of, send};

async fn merge(app: &TestApp, from: &Person, into: &Person) -> Result<(), Code> {
    let membership = membership_of(app, from.id).await.id;
    let into: MembershipId = membership_of(app, into.id).await.id;
    let merged = app
        .office()
        .await
        .call(&MergeMemberships { membership }, &MergeInto { into })
        .await;
    merged.map(drop).map_err(|problem| problem.code)
}

async fn group(by: &Client, people: &[&Person]) -> ConversationId {
    let new = NewConversation {
        kind: NewKind::Group,
        title: Some("Fancy-fair".to_owned()),
        description: None,
        members: people.iter().map(|person| person.id).collect(),
        staff_only: false,
        posting: None,
    };
    by.call(&CreateConversation {}, &new).await.unwrap().id
}

async fn shown(by: &Client, conversation: ConversationId) -> ConversationInfo {
    by.ask(&ShowConversation { conversation }, &NoQuery {}).await.unwrap()
}

async fn reads(by: &Client, conversation: ConversationId, seq: i64) {
    by.call(&MarkRead { conversation }, &ReadUpTo { seq }).await.unwrap();
}

/// Marie has an old account and a new one.
async fn twice(app: &TestApp) -> (Person, Person) {
    let old = app.staff("Marie", Role::Parent).await;
    (old, app.staff("Marianne", Role::Parent).await)
}

/// Meant to fail before `carry::marks_of`: a mark of the one that stays stood where the mark of the other was to go, and the whole was an error.
#[rstest]
#[case::the_one_that_stays(true)]
#[case::the_one_that_goes(false)]
#[tokio::test]
async fn a_room_that_one_of_the_two_had_left_is_no_obstacle(#[case] kept_left: bool) {
    let app = TestApp::start().await;
    let (old, new) = twice(&app).await;
    let office = app.office().await;
    let room = group(office, &[&old, &new]).await;
    let last = send(office, room, "un").await.unwrap().seq;
    let (leaves, stays) = if kept_left { (&new, &old) } else { (&old, &new) };
    reads(leaves, room, last - 1).await;
    leaves
        .call(&LeaveConversation { conversation: room }, &NoBody {})
        .await
        .unwrap();
    reads(stays, room, last).await;
    merge(&app, &old, &new).await.unwrap();
    let seen = shown(&new, room).await;
    assert!(seen.last_read_seq >= last, "the greater of the two: {seen:?}");
    assert_eq!(seen.member_count, 2);
}

#[tokio::test]
async fn what_was_read_on_either_account_is_read() {
    let app = TestApp::start().await;
    let (old, new) = twice(&app).await;
    let office = app.office().await;
    let room = group(office, &[&old, &new]).await;
    let mut places = Vec::new();
    for content in ["un", "deux", "trois"] {
        places.push(send(office, room, content).await.unwrap().seq);
    }
    reads(&new, room, places[0]).await;
    reads(&old, room, places[2]).await;
    merge(&app, &old, &new).await.unwrap();
    let seen = shown(&new, room).await;
    assert_eq!((seen.last_read_seq, seen.unread_count), (places[2], 0));
}

/// Meant to fail when a block stays with the account that goes.
#[rstest]
#[case::made(true)]
#[case::met(false)]
#[tokio::test]
async fn merging_lifts_no_block(#[case] by_old: bool) {
    let app = TestApp::start().await;
    let (old, new) = twice(&app).await;
    let jean = app.staff("Jean", Role::Teacher).await;
    let with = |person: &Person| NewDirect { account_id: person.id };
    let direct = jean.call(&OpenDirect {}, &with(&old)).await.unwrap().id;
    let (blocker, blocked) = if by_old { (&old, &jean) } else { (&jean, &old) };
    for (blocker, blocked) in [(blocker, blocked), (&old, &new), (&new, &old)] {
        let block = BlockPerson { account: blocked.id };
        blocker.call(&block, &NoBody {}).await.unwrap();
    }
    merge(&app, &old, &new).await.unwrap();
    for person in [&jean, &new] {
        assert_eq!(send(person, direct, "bonjour").await.unwrap_err(), Code::MayNotWrite);
    }
    let blocked = shown(&new, direct).await.blocked;
    assert_eq!(blocked, by_old, "whose it is stays as it was");
}

#[tokio::test]
async fn merging_lifts_no_mute_and_of_two_the_later_counts() {
    let app = TestApp::start().await;
    let (old, new) = twice(&app).await;
    let office = app.office().await;
    let (first, second) = (group(office, &[&old]).await, group(office, &[&old, &new]).await);
    let later = clock::now().plus_seconds(7200);
    let rows = [
        (first, old.id, later),
        (second, old.id, later),
        (second, new.id, later.plus_seconds(-3600)),
    ];
    app.store()
        .write(move |tx| {
            for (room, account, until) in rows {
                diesel::insert_into(mutes::table)
                    .values((
                        mutes::conversation_id.eq(room),
                        mutes::account_id.eq(account),
                        mutes::until.eq(until),
                    ))
                    .execute(tx.db)?;
                diesel::update(conversations::table.find(room))
                    .set(conversations::muted_until.eq(Some(until)))
                    .execute(tx.db)?;
            }
            Ok(())
        })
        .await
        .unwrap();
    merge(&app, &old, &new).await.unwrap();
    for room in [first, second] {
        assert_eq!(send(&new, room, "bonjour").await.unwrap_err(), Code::Muted);
    }
    let kept = new.id;
    let ends: Vec<Moment> = app
        .store()
        .read(move |db| {
            Ok(mutes::table
                .filter(mutes::account_id.eq(kept))
                .select(mutes::until)
                .load(db)?)
        })
        .await
        .unwrap();
    assert_eq!(ends, [later, later]);
}

/// Meant to fail when a case stays with the account that goes: nobody can be told, and nobody appeals.
#[tokio::test]
async fn what_was_reported_and_decided_goes_over_with_the_right_to_appeal() {
    let app = TestApp::start().await;
    let (old, new) = twice(&app).await;
    let office = app.office().await;
    let nadia = app.staff("Nadia", Role::Parent).await;
    let conversation = group(office, &[&old, &nadia]).await;
    let mut cases = Vec::new();
    for content in ["des mots", "encore des mots"] {
        let message = send(&old, conversation, content).await.unwrap().id;
        let report = NewReport {
            reason: ReportReason::Insult,
            note: None,
        };
        nadia
            .call(&ReportMessage { conversation, message }, &report)
            .await
            .unwrap();
    }
    for case in office.ask(&ListReports {}, &CaseQuery::default()).await.unwrap().items {
        cases.push(case.id);
    }
    let decision = |act| Decision {
        acts: vec![act],
        reason: "On ne parle pas ainsi.".to_owned(),
    };
    let decide = DecideReport { case: cases[0] };
    office.call(&decide, &decision(ModerationAct::Warn)).await.unwrap();
    merge(&app, &old, &new).await.unwrap();
    let notices = new.ask(&ListNotices {}, &PageQuery::default()).await.unwrap().items;
    assert_eq!(notices.len(), 1);
    let appeal = NewAppeal {
        text: "Je parlais du match.".to_owned(),
    };
    new.call(&AppealDecision { case: cases[0] }, &appeal).await.unwrap();
    // the one that is still open ends with them as well
    let decide = DecideReport { case: cases[1] };
    office.call(&decide, &decision(ModerationAct::Mute)).await.unwrap();
    assert_eq!(send(&new, conversation, "bonjour").await.unwrap_err(), Code::Muted);
}

#[tokio::test]
async fn what_was_begun_goes_on() {
    let app = TestApp::start().await;
    let (old, new) = twice(&app).await;
    let office = app.office().await;
    let (first, second) = (group(office, &[&old]).await, group(office, &[&old, &new]).await);
    for (by, conversation, content) in [(&old, first, "Je"), (&old, second, "Ancien"), (&new, second, "Nouveau")] {
        let draft = Draft {
            content: content.to_owned(),
            written_at: clock::now(),
        };
        by.call(&KeepDraft { conversation }, &draft).await.unwrap();
    }
    merge(&app, &old, &new).await.unwrap();
    for (conversation, content) in [(first, "Je"), (second, "Nouveau")] {
        let draft = new.call(&ShowDraft { conversation }, &NoBody {}).await.unwrap();
        assert_eq!(draft.content, content);
    }
}

/// Meant to fail when the other one of a direct conversation is read from the pair that it was made for.
#[tokio::test]
async fn of_two_conversations_with_one_person_both_name_that_person() {
    let app = TestApp::start().await;
    let (old, new) = twice(&app).await;
    // whichever of the two ids is the lower one
    for name in ["Jean", "Anne", "Zoé"] {
        let other = app.staff(name, Role::Teacher).await;
        for account in [&old, &new] {
            let with = NewDirect { account_id: other.id };
            let direct = account.call(&OpenDirect {}, &with).await.unwrap();
            let call = SendMessage {
                conversation: direct.id,
            };
            let text = NewMessage::text("bonjour", ClientMessageId::fresh());
            account.call(&call, &text).await.unwrap();
        }
    }
    let office = app.office().await.id;
    merge(&app, &old, &new).await.unwrap();
    let rooms = new.ask(&ListConversations {}, &PageQuery::default()).await.unwrap();
    let named: Vec<_> = rooms
        .items
        .into_iter()
        .filter_map(|room| room.other)
        .map(|other| other.id)
        .collect();
    assert_eq!(named.len(), 6);
    assert!(!named.contains(&old.id) && !named.contains(&new.id) && !named.contains(&office));
}
