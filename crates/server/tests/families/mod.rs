//! Children, guardians and codes.

mod codes;
mod decisions;
mod declared;
mod house;
mod mine;
mod races;
mod rooms;
mod school_list;

use testkit::{app::TestApp, node::Node, person::Person};

/// A second node where there can be one: nodes tell each other what happens through Redis.
fn second_node(app: &TestApp) -> Option<Node> {
    testkit::database::redis_url().map(|_| app.node2())
}

/// The same person at the second node, if there is one.
fn over_there(person: &Person, node: Option<&Node>) -> Person {
    node.map_or_else(|| person.clone(), |node| person.on(node))
}
