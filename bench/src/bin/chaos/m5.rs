//! M5: a lost acknowledgement is not a second message. The connection is cut after the commit; the message is sent ten times more, half
//! of them after the token was renewed.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use bench::school::{Member, PASSWORD};
use domain::{
    accounts::types::SignedIn,
    id::{ClientMessageId, ConversationId},
};
use futures_util::future::join_all;

use crate::{
    client::Client,
    house::House,
    judge::{Fault, Operation, Stored, Told},
    m3::CLASS,
    numbers::Numbers,
    verdict::Verdict,
};

/// Copies with each token.
const COPIES: usize = 5;

/// A message, a cut, ten copies; and the same number in another conversation.
pub async fn run(house: &House, numbers: &Numbers) -> Result<Verdict> {
    let people = house.school.parents(2, &[CLASS, 0]).await?;
    let room = *house.school.rooms.get(CLASS).context("a class room")?;
    let other = *house.school.rooms.first().context("a class room")?;
    let sender = people.first().context("somebody")?;
    let mut signed_in = sign_in(house, sender).await?;
    let (mut sent, mut told) = (Vec::new(), Vec::new());
    for round in 0..numbers.rounds {
        let number = ClientMessageId::fresh();
        cut(house, (room, number), &signed_in).await?;
        told.extend(copies(house, round, (room, number), &signed_in).await);
        signed_in = renew(house, &signed_in).await?;
        told.extend(copies(house, round, (room, number), &signed_in).await);
        told.extend(copies(house, round, (other, number), &signed_in).await);
        sent.extend([(room, number), (other, number)]);
    }
    let (stored, _) = house.stored()?;
    let counts = format!(
        "{} acknowledgements lost, {} copies sent after them, {} of those answered",
        numbers.rounds,
        told.len(),
        told.iter().filter(|told| matches!(told.told, Told::Ok(..))).count(),
    );
    let faults = sent.iter().flat_map(|of| judge(*of, sender, (&told, &stored)));
    Ok(Verdict::new("M5", house.config.name(), counts).blame(faults.collect()))
}

/// One row, and every copy was told of it.
fn judge(
    (conversation, number): (ConversationId, ClientMessageId),
    sender: &Member,
    (told, stored): (&[Operation], &[Stored]),
) -> Vec<Fault> {
    let rows: Vec<_> = stored
        .iter()
        .filter(|row| (row.conversation, row.number, row.sender) == (conversation, number, sender.account))
        .collect();
    let copies = told
        .iter()
        .filter(|copy| (copy.conversation, copy.number) == (conversation, number));
    let row = rows.first().map(|row| Told::Ok(row.id, row.seq));
    let mut faults: Vec<Fault> = copies
        .filter(|copy| Some(copy.told) != row)
        .cloned()
        .map(Fault::Moved)
        .collect();
    if rows.len() != 1 {
        let sender = sender.account;
        let told = Told::Unknown;
        faults.push(Fault::Doubled(
            Operation {
                sender,
                conversation,
                number,
                told,
            },
            rows.len(),
        ));
    }
    faults
}

/// Sends it so that the answer is lost, and waits until it is stored.
async fn cut(house: &House, (room, number): (ConversationId, ClientMessageId), signed_in: &SignedIn) -> Result<()> {
    let door = house.doors.first().context("a door")?;
    door.cut_answers_after(0);
    let mut client = Client::new(&house.addresses(), 0, &bearer(signed_in));
    let (told, _) = client.send(room, number, "who hears of me?").await;
    door.pass();
    door.reset();
    ensure!(told == Told::Unknown, "the answer was to be cut, and was {told:?}");
    for _ in 0..500 {
        if house.stored()?.0.iter().any(|row| row.number == number) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    anyhow::bail!("the message whose answer was cut is not stored")
}

/// The same message again, several times at once, on every node.
async fn copies(
    house: &House,
    round: usize,
    (conversation, number): (ConversationId, ClientMessageId),
    signed_in: &SignedIn,
) -> Vec<Operation> {
    let sending = (0..COPIES).map(|copy| async move {
        let mut client = Client::new(&house.addresses(), round + copy, &bearer(signed_in));
        let (told, _) = client.send(conversation, number, "who hears of me?").await;
        Operation {
            sender: signed_in.account_id,
            conversation,
            number,
            told,
        }
    });
    join_all(sending).await
}

fn bearer(signed_in: &SignedIn) -> String {
    format!(
        "authorization: Bearer {}",
        signed_in.access_token.clone().unwrap_or_default()
    )
}

async fn sign_in(house: &House, member: &Member) -> Result<SignedIn> {
    let body = serde_json::json!({ "email": member.email, "password": PASSWORD, "session": "bearer" });
    open(house, "/api/v1/login", &body).await
}

async fn renew(house: &House, signed_in: &SignedIn) -> Result<SignedIn> {
    open(
        house,
        "/api/v1/refresh",
        &serde_json::json!({ "refresh_token": signed_in.refresh_token }),
    )
    .await
}

async fn open(house: &House, path: &str, body: &serde_json::Value) -> Result<SignedIn> {
    let mut client = Client::new(&house.addresses(), 0, "");
    let (status, answer) = client.call("POST", path, Some(&body.to_string())).await?;
    ensure!(
        status == 200,
        "{path} is answered {status}: {}",
        String::from_utf8_lossy(&answer)
    );
    Ok(serde_json::from_slice(&answer)?)
}
