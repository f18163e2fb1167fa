//! A transfer is seen by its two parties and by the treasurer, whose look is written down.

use domain::{
    messaging::people_calls::BlockPerson,
    page::NoBody,
    problem::Code,
    schools::{audit::Act, types::Level},
    sel::{
        calls::{ListSelPeople, ListSelTransfers},
        forms::{SelPeopleQuery, SelTransferQuery, SelWhose},
        states::SelStatus,
        types::SelDirection,
    },
};
use testkit::{app::TestApp, client::Client};

use super::{approve, balance, from, gift, parents, propose, show, sound, to, treasury::noted};

async fn listed(by: &Client, query: &SelTransferQuery) -> Result<usize, Code> {
    let page = by.ask(&ListSelTransfers {}, query).await;
    page.map(|page| page.items.len()).map_err(|problem| problem.code)
}

#[tokio::test]
async fn a_transfer_is_there_for_its_parties_and_the_treasurer_only() {
    let app = TestApp::start().await;
    let [marie, jean, paul] = parents(&app, ["Marie", "Jean", "Paul"]).await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let transfer = propose(&marie, &to(jean.id, 60)).await.unwrap();
    for stranger in [&paul, &teacher] {
        assert_eq!(show(stranger, transfer).await.map(drop), Err(Code::NotFound));
        let all = SelTransferQuery::default();
        assert_eq!(listed(stranger, &all).await, Ok(0));
    }
    let everything = SelTransferQuery {
        whose: Some(SelWhose::School),
        ..SelTransferQuery::default()
    };
    assert_eq!(listed(&paul, &everything).await, Err(Code::Forbidden));
    assert_eq!(noted(&app, Act::SelTransferOpened).await, 0);
    let office = app.office().await;
    let seen = show(office, transfer).await.unwrap();
    assert_eq!(
        (seen.transfer.direction, seen.balance_after),
        (SelDirection::Other, None)
    );
    assert_eq!(noted(&app, Act::SelTransferOpened).await, 1);
    assert_eq!(listed(office, &everything).await, Ok(3), "two openings too");
    assert_eq!(noted(&app, Act::SelBooksOpened).await, 1);
    show(&jean, transfer).await.unwrap();
    assert_eq!(
        noted(&app, Act::SelTransferOpened).await,
        1,
        "one's own is nobody's business"
    );
}

#[tokio::test]
async fn another_school_has_other_books() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    let elsewhere = app.teacher_elsewhere("Elsa", Level::P3).await;
    let transfer = propose(&marie, &to(jean.id, 60)).await.unwrap();
    assert_eq!(show(&elsewhere, transfer).await.map(drop), Err(Code::NotFound));
    assert_eq!(approve(&elsewhere, transfer).await.map(drop), Err(Code::NotFound));
    assert_eq!(propose(&marie, &to(elsewhere.id, 60)).await, Err(Code::NotFound));
    assert_eq!(propose(&elsewhere, &gift(marie.id, 60)).await, Err(Code::NotFound));
    assert_eq!(balance(&elsewhere).await, 120);
    let audit = sound(&app).await;
    assert_eq!((audit.accounts, audit.postings), (3, 4), "those of our school only");
}

#[tokio::test]
async fn whoever_is_blocked_is_not_there() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    let names = async |by: &Client, q: &str| {
        let query = SelPeopleQuery {
            q: Some(q.to_owned()),
            ..SelPeopleQuery::default()
        };
        let page = by.ask(&ListSelPeople {}, &query).await.unwrap();
        page.items.into_iter().map(|person| person.id).collect::<Vec<_>>()
    };
    assert_eq!(names(&marie, "JÉAN").await, [jean.id]);
    assert!(names(&marie, "marie").await.is_empty(), "not oneself");
    marie.call(&BlockPerson { account: jean.id }, &NoBody {}).await.unwrap();
    assert!(names(&marie, "jean").await.is_empty());
    assert!(names(&jean, "marie").await.is_empty());
    assert_eq!(propose(&jean, &from(marie.id, 60)).await, Err(Code::NotFound));
}

#[tokio::test]
async fn a_list_is_narrowed_and_paged() {
    let app = TestApp::start().await;
    let [marie, jean, paul] = parents(&app, ["Marie", "Jean", "Paul"]).await;
    let first = propose(&marie, &to(jean.id, 10)).await.unwrap();
    approve(&jean, first).await.unwrap();
    let mut other = from(paul.id, 20);
    other.description = "Réparer le vélo".to_owned();
    propose(&marie, &other).await.unwrap();
    let count = async |query: SelTransferQuery| listed(&marie, &query).await.unwrap();
    let all = SelTransferQuery::default;
    assert_eq!(count(all()).await, 3);
    assert_eq!(
        count(SelTransferQuery {
            status: Some(SelStatus::Proposed),
            ..all()
        })
        .await,
        1
    );
    assert_eq!(
        count(SelTransferQuery {
            direction: Some(SelDirection::Outgoing),
            ..all()
        })
        .await,
        1
    );
    assert_eq!(
        count(SelTransferQuery {
            with: Some(paul.id),
            ..all()
        })
        .await,
        1
    );
    assert_eq!(
        count(SelTransferQuery {
            q: Some("VELO reparer".to_owned()),
            ..all()
        })
        .await,
        1
    );
    assert_eq!(
        count(SelTransferQuery {
            q: Some("%".to_owned()),
            ..all()
        })
        .await,
        3
    );
    assert_eq!(
        count(SelTransferQuery {
            from: Some(store::clock::now()),
            ..all()
        })
        .await,
        0
    );
    let mut query = SelTransferQuery {
        limit: Some(2),
        ..all()
    };
    let page = marie.ask(&ListSelTransfers {}, &query).await.unwrap();
    query.cursor = page.next;
    assert_eq!((page.items.len(), count(query).await), (2, 1));
}
