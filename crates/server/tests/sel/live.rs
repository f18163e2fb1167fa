//! Both sides hear of it, and nobody else.

use domain::{id::SelTransferId, sel::states::SelStatus, socket::ServerFrame};
use testkit::{app::TestApp, socket::Socket};

use super::{approve, from, parents, propose};

fn is(transfer: SelTransferId, wanted: SelStatus) -> impl Fn(&ServerFrame) -> bool {
    move |frame| {
        matches!(frame, ServerFrame::SelChanged { transfer_id, status }
            if *transfer_id == transfer && *status == wanted)
    }
}

#[tokio::test]
async fn jean_accepts_and_marie_hears_it() {
    let app = TestApp::start().await;
    let [marie, jean, paul] = parents(&app, ["Marie", "Jean", "Paul"]).await;
    let node = testkit::database::redis_url().map(|_| app.node2());
    let there = node.as_ref().map_or_else(|| marie.clone(), |node| marie.on(node));
    let (mut hers, mut his, mut others) = (
        Socket::open(&there).await,
        Socket::open(&jean).await,
        Socket::open(&paul).await,
    );
    let transfer = propose(&marie, &from(jean.id, 60)).await.unwrap();
    his.wait_for(is(transfer, SelStatus::Proposed)).await;
    approve(&jean, transfer).await.unwrap();
    hers.wait_for(is(transfer, SelStatus::Accepted)).await;
    his.wait_for(is(transfer, SelStatus::Accepted)).await;
    let heard = others.settle().await;
    assert!(
        !heard
            .iter()
            .any(|frame| matches!(frame, ServerFrame::SelChanged { .. }))
    );
}
