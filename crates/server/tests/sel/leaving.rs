//! Whoever leaves is settled in the books, and the sum stays 0 (G7).

use domain::{
    page::NoBody,
    problem::Code,
    schools::{
        calls::{EndMembership, ReadmitMembership, SuspendMembership},
        members::MembershipReason,
    },
    sel::{books::SelStatementQuery, calls::ShowSelStatement, states::SelStatus, types::SelTransferKind},
};
use testkit::{app::TestApp, person::Person};

use super::{account, approve, balance, bring, from, membership_of, parents, propose, show, sound, to};

fn because() -> MembershipReason {
    MembershipReason {
        reason: "A quitté l'école.".to_owned(),
    }
}

async fn end(app: &TestApp, person: &Person) {
    let membership = membership_of(app, person.id).await;
    app.office()
        .await
        .call(&EndMembership { membership }, &because())
        .await
        .unwrap();
}

#[tokio::test]
async fn whoever_leaves_owes_nothing_and_leaves_nothing() {
    let app = TestApp::start().await;
    let people = parents(&app, ["Ada", "Bea", "Cleo"]).await;
    let [marie] = parents(&app, ["Marie"]).await;
    for (person, left) in people.iter().zip([-300, 0, 600]) {
        bring(&app, person, left).await;
        let asked = propose(&marie, &from(person.id, 10)).await.unwrap();
        let offered = if left < 600 {
            Some(propose(&marie, &to(person.id, 10)).await.unwrap())
        } else {
            None
        };
        end(&app, person).await;
        for transfer in [Some(asked), offered].into_iter().flatten() {
            let seen = show(&marie, transfer).await.unwrap().transfer;
            assert_eq!(seen.status, SelStatus::Cancelled);
            assert!(seen.from.left || seen.to.left, "the other one sees that they have left");
        }
        assert_eq!(account(&marie).await.reserved, 0);
        assert_eq!(propose(&marie, &to(person.id, 10)).await, Err(Code::NotFound));
        sound(&app).await;
    }
    let numbers = sound(&app).await;
    assert_eq!(
        numbers.accounts, 5,
        "accounts stay in the books: the community and four parents"
    );
}

#[tokio::test]
async fn whoever_comes_back_begins_at_0() {
    let app = TestApp::start().await;
    let [marie] = parents(&app, ["Marie"]).await;
    bring(&app, &marie, 300).await;
    end(&app, &marie).await;
    let membership = membership_of(&app, marie.id).await;
    let office = app.office().await;
    office
        .call(&ReadmitMembership { membership }, &NoBody {})
        .await
        .unwrap();
    let marie = app.sign_in("Marie").await;
    assert_eq!(balance(&marie).await, 0, "the first units are given once");
    let statement = marie
        .ask(&ShowSelStatement {}, &SelStatementQuery::default())
        .await
        .unwrap();
    let last = &statement.items[0];
    assert_eq!((last.units, last.transfer.kind), (-300, SelTransferKind::Settlement));
    sound(&app).await;
}

#[tokio::test]
async fn whoever_is_suspended_keeps_the_account_and_nothing_waits() {
    let app = TestApp::start().await;
    let [marie, jean] = parents(&app, ["Marie", "Jean"]).await;
    let offered = propose(&marie, &to(jean.id, 60)).await.unwrap();
    let asked = propose(&marie, &from(jean.id, 60)).await.unwrap();
    let membership = membership_of(&app, marie.id).await;
    let office = app.office().await;
    office
        .call(&SuspendMembership { membership }, &because())
        .await
        .unwrap();
    for transfer in [offered, asked] {
        assert_eq!(approve(&jean, transfer).await.map(drop), Err(Code::AlreadyDecided));
    }
    assert_eq!(propose(&jean, &to(marie.id, 1)).await, Err(Code::NotFound));
    office
        .call(&ReadmitMembership { membership }, &NoBody {})
        .await
        .unwrap();
    let hers = account(&marie).await;
    assert_eq!((hers.balance, hers.reserved), (120, 0));
    sound(&app).await;
}
