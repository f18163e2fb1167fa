//! Rooms that people make: who may make which, who keeps them, who comes and goes, and what is said about it.

mod going;
mod keeping;
mod making;
mod picture;
mod public;
mod races;
mod staff;
mod support;

use domain::{
    id::{AccountId, ConversationId, MembershipId},
    messaging::{
        calls::{ListMembers, ShowConversation},
        history::HistoryQuery,
        note::{NoteKind, SystemNote},
        rooms::{
            calls::{AddMembers, CreateConversation},
            types::{NewConversation, NewKind, NewMembers, RoomRole},
        },
        types::ConversationInfo,
    },
    page::{NoBody, PageQuery},
    problem::Code,
    schools::{
        calls::ListMemberships,
        types::{Level, MembershipQuery},
    },
};
use testkit::{app::TestApp, person::Person};

use super::history;

/// A room of this kind and name to make.
fn room(kind: NewKind, title: &str, members: &[AccountId]) -> NewConversation {
    NewConversation {
        kind,
        title: (kind != NewKind::Direct).then(|| title.to_owned()),
        description: None,
        members: members.to_vec(),
        staff_only: false,
        posting: None,
    }
}

async fn make(by: &Person, new: &NewConversation) -> Result<ConversationInfo, Code> {
    by.call(&CreateConversation {}, new)
        .await
        .map_err(|problem| problem.code)
}

/// A group of these people, made by the first.
pub(crate) async fn group(people: &[&Person]) -> ConversationId {
    let members: Vec<AccountId> = people.iter().skip(1).map(|person| person.id).collect();
    make(people[0], &room(NewKind::Group, "Fancy-fair", &members))
        .await
        .unwrap()
        .id
}

async fn add(by: &Person, conversation: ConversationId, people: &[AccountId]) -> Result<ConversationInfo, Code> {
    let body = NewMembers {
        members: people.to_vec(),
    };
    by.call(&AddMembers { conversation }, &body)
        .await
        .map_err(|problem| problem.code)
}

/// The conversation as somebody sees it; `None` when they are not in it.
async fn seen(by: &Person, conversation: ConversationId) -> Option<ConversationInfo> {
    match by.call(&ShowConversation { conversation }, &NoBody {}).await {
        Ok(room) => Some(room),
        Err(problem) => {
            assert_eq!(problem.code, Code::NotFound);
            None
        }
    }
}

/// The members by first name, with what they are in the room.
async fn roles(by: &Person, conversation: ConversationId) -> Vec<(String, Option<RoomRole>)> {
    let page = by
        .ask(&ListMembers { conversation }, &PageQuery::default())
        .await
        .unwrap();
    let mut roles: Vec<_> = page
        .items
        .into_iter()
        .map(|person| (person.first_name, person.room_role))
        .collect();
    roles.sort();
    roles
}

/// What has happened in a room, in its order.
async fn notes(by: &Person, conversation: ConversationId) -> Vec<SystemNote> {
    let page = history(by, conversation, HistoryQuery::default()).await;
    page.items.into_iter().filter_map(|message| message.note).collect()
}

async fn what_happened(by: &Person, conversation: ConversationId) -> Vec<NoteKind> {
    notes(by, conversation)
        .await
        .into_iter()
        .map(|note| note.what)
        .collect()
}

async fn membership(app: &TestApp, person: &Person) -> MembershipId {
    let query = MembershipQuery {
        limit: Some(100),
        ..MembershipQuery::default()
    };
    let list = app.office().await.ask(&ListMemberships {}, &query).await.unwrap();
    list.items
        .into_iter()
        .find(|one| one.account_id == person.id)
        .unwrap()
        .id
}

/// Three parents of one class.
async fn parents(app: &TestApp) -> [Person; 3] {
    let mut parents = Vec::new();
    for name in ["Marie", "Jean", "Nour"] {
        parents.push(app.parent_of(name, Level::P3).await.0);
    }
    parents.try_into().unwrap()
}
