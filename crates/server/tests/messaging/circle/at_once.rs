//! People at the same moment: a block against a message on its way, and contact asked for from both sides.

use std::sync::{Mutex, mpsc};

use diesel::prelude::*;
use domain::{
    id::{AccountId, ContactRequestId, SessionId},
    messaging::{
        calls::{OpenDirect, SendMessage},
        contact_requests::{NewContactRequest, RequestSide},
        people_calls::{AcceptContact, BlockPerson, DeclineContact, ListContactRequests, RequestContact},
        types::NewDirect,
    },
    page::{NoBody, PageQuery},
    problem::Code,
    schools::types::Level,
};
use futures_util::future::join_all;
use store::{accounts::standing, messaging::blocks, schema::sessions};
use testkit::{app::TestApp, person::Person};
use tokio::sync::oneshot;

use crate::messaging::{everything, send, text, waits_for_a_lock};

/// Step by step: the message is on its way to its place while the block is being written. Seen red without `lock_direct` in `blocks::block`: on
/// PostgreSQL the message does not wait, and is taken.
#[tokio::test]
async fn a_message_that_waits_for_a_block_is_refused() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let with = NewDirect { account_id: jean.id };
    let room = marie.call(&OpenDirect {}, &with).await.unwrap().id;
    send(&jean, room, "avant").await;
    let (holds, held) = oneshot::channel();
    let holds = Mutex::new(Some(holds));
    let (release, released) = mpsc::channel::<()>();
    let (store, blocker, blocked) = (app.store().clone(), marie.id, jean.id);
    let blocking = tokio::spawn(async move {
        let blocking = store.write(move |tx| {
            let session: SessionId = sessions::table
                .filter(sessions::account_id.eq(blocker))
                .select(sessions::id)
                .first(tx.db)?;
            let by = standing::by_id(tx.db, session)?.member()?;
            blocks::block(tx, &by, blocked)?;
            if let Some(holds) = holds.lock().unwrap().take() {
                holds.send(()).unwrap();
            }
            released.recv().unwrap();
            Ok(())
        });
        blocking.await.unwrap();
    });
    held.await.unwrap();
    let sending = tokio::spawn(async move { jean.call(&SendMessage { conversation: room }, &text("après")).await });
    waits_for_a_lock(&app).await;
    release.send(()).unwrap();
    blocking.await.unwrap();
    assert_eq!(sending.await.unwrap().unwrap_err().code, Code::MayNotWrite);
    assert_eq!(everything(&marie, room).await.len(), 1);
}

async fn ask(person: &Person, other: &Person) {
    let new = NewContactRequest {
        email: Some(other.email.clone()),
        ..NewContactRequest::default()
    };
    person.call(&RequestContact {}, &new).await.unwrap();
}

async fn received(person: &Person) -> ContactRequestId {
    let page = person
        .ask(&ListContactRequests {}, &PageQuery::default())
        .await
        .unwrap();
    let mut waiting = page
        .items
        .into_iter()
        .filter(|request| request.side == RequestSide::Received);
    waiting.next().expect("one that waits").id
}

async fn write(person: &Person, account: AccountId) -> Result<(), Code> {
    let opened = person.call(&OpenDirect {}, &NewDirect { account_id: account }).await;
    opened.map(drop).map_err(|problem| problem.code)
}

/// Seen red when `contact_requests::decide` does not ask for `Pending`: several accept the same request.
#[tokio::test]
async fn contact_asked_for_and_accepted_from_both_sides_is_accepted_once_each() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (nour, _) = app.parent_of("Nour", Level::M1).await;
    tokio::join!(ask(&marie, &nour), ask(&nour, &marie));
    let (of_marie, of_nour) = (received(&marie).await, received(&nour).await);
    let accepting = (0..8).map(|number| {
        let (person, request) = if number % 2 == 0 {
            (&marie, of_marie)
        } else {
            (&nour, of_nour)
        };
        async move {
            person
                .call(&AcceptContact { request }, &NoBody {})
                .await
                .map_err(|problem| problem.code)
        }
    });
    let answers = join_all(accepting).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 2, "{answers:?}");
    assert!(
        answers
            .iter()
            .all(|answer| matches!(answer, Ok(_) | Err(Code::NotFound)))
    );
    assert_eq!(
        (write(&marie, nour.id).await, write(&nour, marie.id).await),
        (Ok(()), Ok(()))
    );
}

/// Whatever comes first, one decision stands, and after a block nobody writes to anybody.
#[tokio::test]
async fn a_request_is_accepted_or_declined_and_a_block_goes_before_both() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (nour, _) = app.parent_of("Nour", Level::M1).await;
    ask(&marie, &nour).await;
    let request = received(&nour).await;
    let (yes, no) = (AcceptContact { request }, DeclineContact { request });
    let block = BlockPerson { account: marie.id };
    let (yes, no, blocked) = tokio::join!(
        nour.call(&yes, &NoBody {}),
        nour.call(&no, &NoBody {}),
        nour.call(&block, &NoBody {})
    );
    assert!(blocked.is_ok());
    assert!(!(yes.is_ok() && no.is_ok()), "both were taken");
    assert_eq!(write(&marie, nour.id).await, Err(Code::MayNotWrite));
    assert_eq!(write(&nour, marie.id).await, Err(Code::MayNotWrite));
}
