//! A parent registers, confirms the address with the link of the mail, adds a child with its code, and writes to the class.
//!
//! ```sh
//! openapi-generator-cli generate -g rust -i ../../openapi/openapi.json -o generated -c generator.yaml
//! cargo run -- http://localhost:8000 ../../mail
//! ```

use std::{env, fmt::Debug, fs, path::Path, process, time::Duration};

use ecolehub_client::{
    apis::{Error, accounts_api, configuration::Configuration, families_api, instance_api, messaging_api},
    models::{ConversationKind, Credentials, NewAccount, NewChild, NewMessage, Verification},
};
use uuid::Uuid;

const PASSWORD: &str = "quatre moutons verts";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut words = env::args().skip(1);
    let server = words.next().unwrap_or_else(|| "http://localhost:8000".to_owned());
    let mailbox = words.next().unwrap_or_else(|| "../../mail".to_owned());
    match write_to_a_class(&server, Path::new(&mailbox)).await {
        Ok(line) => println!("{line}"),
        Err(why) => {
            eprintln!("{why}");
            process::exit(1);
        }
    }
}

async fn write_to_a_class(server: &str, mailbox: &Path) -> Result<String, String> {
    let email = format!("rust-{}@example.be", Uuid::new_v4());
    let mut api = Configuration {
        base_path: format!("{server}/api/v1"),
        ..Configuration::default()
    };

    // the demo school tells how to join it; at a real school this is on a slip of paper
    let demo = instance_api::show_demo(&api).await.map_err(told)?;
    let child = demo
        .child_codes
        .first()
        .ok_or("every code is used: `just demo --reset` begins anew")?;
    let mut account = NewAccount::new(email.clone(), "Ru".to_owned(), "St".to_owned(), PASSWORD.to_owned());
    account.code = Some(Some(demo.registration_code.clone()));
    accounts_api::register(&api, account).await.map_err(told)?;
    let token = token_mailed_to(&email, mailbox).await?;
    let verification = Verification::new(PASSWORD.to_owned(), token);
    accounts_api::verify_email(&api, verification).await.map_err(told)?;

    // from here on every call carries the access token; it lives ten minutes, and `refresh` gives the next one
    let credentials = Credentials::new(email, PASSWORD.to_owned());
    let session = accounts_api::login(&api, credentials).await.map_err(told)?;
    api.bearer_access_token = session.access_token;

    // with a key of its own a POST is safe to repeat when its answer was lost; a second one gets the first answer again
    let key = Uuid::new_v4().to_string();
    let mut with_code = NewChild::new();
    with_code.code = Some(Some(child.code.clone()));
    families_api::add_child(&api, with_code, Some(&key))
        .await
        .map_err(told)?;
    let rooms = messaging_api::list_conversations(&api, None, None)
        .await
        .map_err(told)?;
    let is_class = |kind: ConversationKind| kind == ConversationKind::Class;
    let room = rooms.items.into_iter().find(|room| is_class(room.kind));
    let room = room.ok_or("a parent is in the conversation of the class")?;

    // the number makes it safe to send again when no answer came: the message is there once
    let message = NewMessage::new(Uuid::new_v4(), "Bonjour de Rust !".to_owned());
    let id = room.id.to_string();
    let sent = messaging_api::send_message(&api, &id, message, None)
        .await
        .map_err(told)?;
    let history = messaging_api::list_messages(&api, &id, None, None, None, Some(10))
        .await
        .map_err(told)?;
    let read = history.items.into_iter().find(|message| message.id == sent.id);
    let read = read.ok_or("what was sent is not read")?;
    let class = room.class.map(|class| class.name).unwrap_or_default();
    Ok(format!("{class}, place {}: {}", read.seq, read.content))
}

/// What the server answered; a problem has a stable `code` and the `instance` that the school may ask for.
fn told<T: Debug>(error: Error<T>) -> String {
    match error {
        Error::ResponseError(answer) => format!("{}: {}", answer.status, answer.content),
        other => other.to_string(),
    }
}

/// The token of the link that a server without a mail server has put into its folder of mails.
async fn token_mailed_to(address: &str, mailbox: &Path) -> Result<String, String> {
    for _ in 0..100 {
        let mails = fs::read_dir(mailbox).into_iter().flatten().flatten();
        let mut mine = mails.filter(|mail| mail.file_name().to_string_lossy().ends_with(&format!("-{address}.eml")));
        let text = mine
            .next()
            .and_then(|mail| fs::read_to_string(mail.path()).ok())
            .unwrap_or_default();
        if let Some((_, rest)) = text.split_once("token=") {
            return Ok(rest.split_whitespace().next().unwrap_or_default().to_owned());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(format!("no mail to {address} in {}", mailbox.display()))
}
