//! When two accounts of one person become one, their books become one too, and the sum stays 0.

use domain::{
    schools::{calls::MergeMemberships, members::MergeInto},
    sel::{calls::ListSelTransfers, forms::SelTransferQuery},
};
use testkit::{app::TestApp, person::Person};

use super::{account, balance, bring, gift, membership_of, parents, propose, show, sound, to};

async fn merge(app: &TestApp, from: &Person, into: &Person) {
    let membership = membership_of(app, from.id).await;
    let into = membership_of(app, into.id).await;
    let office = app.office().await;
    office
        .call(&MergeMemberships { membership }, &MergeInto { into })
        .await
        .unwrap();
}

#[tokio::test]
async fn the_sum_of_the_two_is_kept_without_the_second_opening() {
    let app = TestApp::start().await;
    let [old, new, jean] = parents(&app, ["Marie", "Marianne", "Jean"]).await;
    let before = propose(&old, &gift(jean.id, 20)).await.unwrap();
    let waits = propose(&old, &to(jean.id, 30)).await.unwrap();
    assert_eq!((balance(&old).await, balance(&new).await), (100, 120));
    merge(&app, &old, &new).await;
    let after = account(&new).await;
    assert_eq!((after.balance, after.reserved), (100, 0));
    assert!(
        show(&new, before).await.is_ok(),
        "what the other account did is still mine to see"
    );
    assert!(!show(&jean, waits).await.unwrap().transfer.status.is_pending());
    let all = new
        .ask(&ListSelTransfers {}, &SelTransferQuery::default())
        .await
        .unwrap();
    assert_eq!(
        all.items.len(),
        6,
        "two openings, a gift, a proposal, and two settlements"
    );
    sound(&app).await;
}

#[tokio::test]
async fn an_account_goes_over_whole_to_somebody_without_one() {
    let app = TestApp::start().await;
    let [old, new] = parents(&app, ["Marie", "Marianne"]).await;
    bring(&app, &old, 77).await;
    merge(&app, &old, &new).await;
    assert_eq!(balance(&new).await, 77);
    sound(&app).await;
}

#[tokio::test]
async fn no_limit_is_passed_on_the_way() {
    for (gone, kept, after) in [
        (600, 600, 600),
        (-300, -300, -300),
        (-300, 600, 180),
        (600, -300, 180),
        (0, -290, -300),
        (120, 5, 5),
    ] {
        let app = TestApp::start().await;
        let [old, new] = parents(&app, ["Marie", "Marianne"]).await;
        bring(&app, &old, gone).await;
        bring(&app, &new, kept).await;
        merge(&app, &old, &new).await;
        assert_eq!(balance(&new).await, after, "{gone} and {kept}");
        sound(&app).await;
    }
}
