//! Contact requests between parents who share no class. Whether an address or a code is somebody's stays unsaid.

use domain::{
    id::AccountId,
    messaging::{
        calls::OpenDirect,
        contact_requests::{ContactRequestInfo, NewContactRequest, REQUESTS_A_DAY, RequestSide},
        people_calls::{
            AcceptContact, BlockPerson, DeclineContact, ListContactRequests, MakeContactCode, RequestContact,
            WithdrawContact,
        },
        types::NewDirect,
    },
    page::{NoBody, PageQuery},
    problem::Code,
    schools::types::Level,
    socket::ServerFrame,
};
use futures_util::future::join_all;
use testkit::{app::TestApp, person::Person};

fn by_email(email: &str) -> NewContactRequest {
    NewContactRequest {
        email: Some(email.to_owned()),
        note: Some("Le papa de Zoé".to_owned()),
        ..NewContactRequest::default()
    }
}

async fn ask(person: &Person, new: NewContactRequest) -> Result<(), Code> {
    let asked = person.call(&RequestContact {}, &new).await;
    asked.map(drop).map_err(|problem| problem.code)
}

async fn list(person: &Person) -> Vec<ContactRequestInfo> {
    let page = person.ask(&ListContactRequests {}, &PageQuery::default()).await;
    page.unwrap().items
}

async fn write(person: &Person, account: AccountId) -> Result<(), Code> {
    let opened = person.call(&OpenDirect {}, &NewDirect { account_id: account }).await;
    opened.map(drop).map_err(|problem| problem.code)
}

async fn two(app: &TestApp) -> (Person, Person) {
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (nour, _) = app.parent_of("Nour", Level::M1).await;
    (marie, nour)
}

#[tokio::test]
async fn whoever_has_accepted_may_be_written_to_and_may_write() {
    let app = TestApp::start().await;
    let (marie, nour) = two(&app).await;
    assert_eq!(write(&marie, nour.id).await, Err(Code::MayNotWrite));
    let mut hers = nour.socket().await;
    ask(&marie, by_email(&nour.email.to_uppercase())).await.unwrap();
    hers.wait_for(|frame| *frame == ServerFrame::ContactsChanged {}).await;
    let received = list(&nour).await;
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].side, RequestSide::Received);
    assert_eq!(received[0].person.as_ref().unwrap().id, marie.id);
    assert_eq!(
        (received[0].asked.as_ref(), received[0].note.as_deref()),
        (None, Some("Le papa de Zoé"))
    );
    assert_eq!(write(&nour, marie.id).await, Err(Code::MayNotWrite), "not yet");
    let accept = AcceptContact {
        request: received[0].id,
    };
    assert_eq!(
        marie.call(&accept, &NoBody {}).await.unwrap_err().code,
        Code::NotFound,
        "it is not to her"
    );
    nour.call(&accept, &NoBody {}).await.unwrap();
    assert_eq!(
        nour.call(&accept, &NoBody {}).await.unwrap_err().code,
        Code::NotFound,
        "once"
    );
    write(&marie, nour.id).await.unwrap();
    write(&nour, marie.id).await.unwrap();
    assert_eq!((list(&marie).await, list(&nour).await), (vec![], vec![]));
}

#[tokio::test]
async fn an_address_that_is_nobodys_looks_the_same_as_one_that_declines_or_has_blocked() {
    let app = TestApp::start().await;
    let (marie, nour) = two(&app).await;
    let (lise, _) = app.parent_of("Lise", Level::P6).await;
    lise.call(&BlockPerson { account: marie.id }, &NoBody {}).await.unwrap();
    for email in [&nour.email, "personne@example.be", &lise.email] {
        ask(&marie, by_email(email)).await.unwrap();
    }
    let received = list(&nour).await;
    nour.call(
        &DeclineContact {
            request: received[0].id,
        },
        &NoBody {},
    )
    .await
    .unwrap();
    assert_eq!((list(&nour).await, list(&lise).await), (vec![], vec![]));
    let mine = list(&marie).await;
    assert_eq!(mine.len(), 3);
    for request in &mine {
        assert_eq!(
            (request.side, request.person.as_ref()),
            (RequestSide::Sent, None),
            "{request:?}"
        );
        assert!(request.asked.is_some());
    }
    // and what was asked is not asked again
    ask(&marie, by_email(&nour.email)).await.unwrap();
    assert_eq!((list(&marie).await.len(), list(&nour).await.len()), (3, 0));
    for request in mine {
        marie
            .call(&WithdrawContact { request: request.id }, &NoBody {})
            .await
            .unwrap();
    }
    assert_eq!(list(&marie).await, []);
}

#[tokio::test]
async fn a_code_finds_whoever_gave_it_until_they_make_another() {
    let app = TestApp::start().await;
    let (marie, nour) = two(&app).await;
    let code = || async {
        let settings = nour.call(&MakeContactCode {}, &NoBody {}).await.unwrap();
        settings.contact_code.unwrap()
    };
    let (old, new) = (code().await, code().await);
    let with = |code: &str| NewContactRequest {
        code: Some(format!(" {}-{} ", code[..4].to_lowercase(), &code[4..])),
        ..NewContactRequest::default()
    };
    ask(&marie, with(&old)).await.unwrap();
    assert_eq!(list(&nour).await, []);
    ask(&marie, with(&new)).await.unwrap();
    assert_eq!(list(&nour).await.len(), 1);
}

#[tokio::test]
async fn only_who_is_beside_me_is_asked_by_name_and_exactly_one_way_is_said() {
    let app = TestApp::start().await;
    let (marie, nour) = two(&app).await;
    let by_name = |account| NewContactRequest {
        account_id: Some(account),
        ..NewContactRequest::default()
    };
    assert_eq!(ask(&marie, by_name(nour.id)).await, Err(Code::NotFound));
    assert_eq!(ask(&marie, by_name(marie.id)).await, Err(Code::Invalid));
    assert_eq!(ask(&marie, NewContactRequest::default()).await, Err(Code::Invalid));
    let both = NewContactRequest {
        code: Some("ABCDEFGH".to_owned()),
        ..by_email("nour@example.be")
    };
    assert_eq!(ask(&marie, both).await, Err(Code::Invalid));
}

#[tokio::test]
async fn ten_in_a_day_are_enough_however_many_are_sent_at_once() {
    let app = TestApp::start().await;
    let (marie, _) = two(&app).await;
    let asking = (0..15).map(|number| ask(&marie, by_email(&format!("personne{number}@example.be"))));
    let answers = join_all(asking).await;
    let taken = answers.iter().filter(|answer| answer.is_ok()).count();
    assert_eq!(i64::try_from(taken).unwrap(), REQUESTS_A_DAY);
    assert!(
        answers
            .iter()
            .all(|answer| matches!(answer, Ok(()) | Err(Code::LimitReached)))
    );
}
