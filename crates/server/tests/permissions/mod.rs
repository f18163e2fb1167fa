//! Who may do what: every call and every frame, by everybody, against the committed table (Z1, Z5, Z6), with two schools in every run.

use domain::problem::Problem;
use futures_util::{StreamExt, stream};

use self::{
    identity::{Identity, Target},
    rows::Row,
    table::Tried,
    world::{Played, World},
};

mod building;
mod fields;
mod frames;
mod identity;
mod origins;
mod proof;
mod reading;
mod rows;
mod table;
mod walk;
mod world;

/// How many calls are tried at a time.
const AT_ONCE: usize = 4;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_committed_table_is_what_the_server_does() {
    let world = building::build().await;
    let shared = world.play();
    let tried: Vec<Tried> = stream::iter(rows::all())
        .map(|row| tried(&world, &shared, row))
        .buffered(AT_ONCE)
        .collect()
        .await;
    let frames = frames::tried(&world).await;
    table::compare(&table::document(&tried, &frames));
}

async fn tried(world: &World, shared: &Played, row: Row) -> Tried {
    let mut lines = Vec::new();
    for target in row.targets() {
        lines.push((*target, walk::line(world, shared, &row, *target).await));
    }
    Tried { row, lines }
}

/// What is of another school and what is nowhere is refused in the same words (Z6).
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_foreign_and_what_is_missing_are_answered_alike() {
    let world = building::build().await;
    let shared = world.play();
    for row in rows::all()
        .iter()
        .filter(|row| row.targets().contains(&Target::Foreign))
    {
        for who in Identity::ALL {
            let said = async |target| {
                let answer = walk::real(&world, &shared, row, target, who).await;
                assert!(
                    answer.status.is_client_error(),
                    "{} {} of the {} school answers {} to the {}",
                    row.method,
                    row.path,
                    if target == Target::Foreign { "other" } else { "no" },
                    answer.status,
                    who.title()
                );
                let mut problem: Problem = serde_json::from_str(&answer.body).unwrap();
                problem.instance = None;
                problem
            };
            let (foreign, missing) = (said(Target::Foreign).await, said(Target::Missing).await);
            assert_eq!(foreign, missing, "{} {} as the {}", row.method, row.path, who.title());
        }
    }
}
