//! Whatever sixteen people do at once, the books are right.

use domain::sel::states::SelAct;
use parking_lot::Mutex;
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use std::sync::Arc;
use testkit::{app::TestApp, person::Person};

use super::{account, act, from, gift, parents, propose, sound, to};

/// One thing that somebody tries: what, with whom, and how much.
#[derive(Debug, Clone, Copy)]
enum Try {
    Pay(usize, i32),
    Ask(usize, i32),
    Give(usize, i32),
    /// Does this to one of the transfers that anybody has proposed.
    Do(SelAct, prop::sample::Index),
}

fn tries() -> impl Strategy<Value = Vec<Vec<Try>>> {
    let other = 0..16_usize;
    let units = prop_oneof![1..=600_i32, 150..=300_i32];
    let step = prop::sample::select(vec![
        SelAct::Approve,
        SelAct::Approve,
        SelAct::Refuse,
        SelAct::Cancel,
        SelAct::Confirm,
        SelAct::Dispute,
    ]);
    let one = prop_oneof![
        (other.clone(), units.clone()).prop_map(|(who, units)| Try::Pay(who, units)),
        (other.clone(), units.clone()).prop_map(|(who, units)| Try::Ask(who, units)),
        (other, units).prop_map(|(who, units)| Try::Give(who, units)),
        (step.clone(), any::<prop::sample::Index>()).prop_map(|(step, which)| Try::Do(step, which)),
        (step, any::<prop::sample::Index>()).prop_map(|(step, which)| Try::Do(step, which)),
    ];
    prop::collection::vec(prop::collection::vec(one, 12), 16)
}

type Known = Arc<Mutex<Vec<domain::id::SelTransferId>>>;

async fn play(me: Person, people: Vec<Person>, known: Known, script: Vec<Try>) {
    for attempt in script {
        let form = match attempt {
            Try::Pay(who, units) => to(people[who].id, units),
            Try::Ask(who, units) => from(people[who].id, units),
            Try::Give(who, units) => gift(people[who].id, units),
            Try::Do(step, which) => {
                let transfer = {
                    let known = known.lock();
                    (!known.is_empty()).then(|| *which.get(&known))
                };
                if let Some(transfer) = transfer {
                    drop(act(&me, transfer, step).await);
                }
                continue;
            }
        };
        if let Ok(transfer) = propose(&me, &form).await {
            known.lock().push(transfer);
        }
    }
}

#[tokio::test]
async fn whatever_sixteen_people_do_the_books_are_right() {
    let app = TestApp::start().await;
    let people = parents(
        &app,
        [
            "Ada", "Bea", "Cleo", "Dora", "Eva", "Fia", "Gia", "Hana", "Ida", "Jana", "Kim", "Lea", "Mia", "Nina",
            "Olga", "Pia",
        ],
    )
    .await
    .to_vec();
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let known = Known::default();
    for _ in 0..3 {
        let scripts = tries().new_tree(&mut runner).unwrap().current();
        let players: Vec<_> = people
            .iter()
            .cloned()
            .zip(scripts)
            .map(|(me, script)| tokio::spawn(play(me, people.clone(), Arc::clone(&known), script)))
            .collect();
        for player in players {
            player.await.unwrap();
        }
        sound(&app).await;
    }
    let mut given = 0;
    for person in &people {
        let account = account(person).await;
        assert!((-300..=600).contains(&account.balance), "{account:?}");
        assert!(account.balance - account.reserved >= -300);
        given += account.units_spent - account.units_earned;
    }
    assert_eq!(given, 0, "what one spends another earns");
}
