//! Children, guardians and codes.

mod at_once;
mod audited;
mod codes;
mod dates;
mod decisions;
mod declared;
mod house;
mod household;
mod import_limits;
pub mod imports;
mod inviting;
mod merging;
mod mine;
mod races;
mod records;
mod restricting;
mod rooms;
mod school_list;
mod slips;

use domain::{
    families::{
        calls::{AddChild, ShowSchoolChild},
        households::GuardianOfChild,
        types::{MyChild, NewChild},
    },
    id::{ChildId, ClientMessageId},
    messaging::new_message::NewMessage,
    page::NoBody,
    schools::types::Level,
};
use testkit::{app::TestApp, node::Node, person::Person};

/// Somebody declares a child of P3.
async fn declare(app: &TestApp, person: &Person, (first_name, last_name): (&str, &str)) -> MyChild {
    let new = NewChild {
        code: None,
        first_name: Some(first_name.to_owned()),
        last_name: Some(last_name.to_owned()),
        class_id: Some(app.class(Level::P3).await),
        relationship: None,
    };
    person.call(&AddChild {}, &new).await.unwrap()
}

/// The link of an adult to a child, as the office sees it.
async fn link_of(app: &TestApp, child: ChildId, adult: &Person) -> GuardianOfChild {
    let office = app.office().await;
    let record = office.call(&ShowSchoolChild { child }, &NoBody {}).await.unwrap();
    let mut guardians = record.guardians.into_iter();
    guardians.find(|guardian| guardian.guardian.id == adult.id).unwrap()
}

fn message(content: &str) -> NewMessage {
    NewMessage::text(content, ClientMessageId::fresh())
}

/// A second node where there can be one: nodes tell each other what happens through Redis.
fn second_node(app: &TestApp) -> Option<Node> {
    testkit::database::redis_url().map(|_| app.node2())
}

/// The same person at the second node, if there is one.
fn over_there(person: &Person, node: Option<&Node>) -> Person {
    node.map_or_else(|| person.clone(), |node| person.on(node))
}
