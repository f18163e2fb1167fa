//! The mails about accounts, in the language of whoever gets them, through both channels.

use std::{fs, sync::Arc, time::Duration};

use domain::{
    accounts::types::Locale,
    id::{EmailTokenId, SchoolId},
};
use jobs::{
    accounts::{Post, already_registered, verify_address},
    channels::{
        folder::Folder,
        mail::{Carrier, Mail, sender},
        smtp::Smtp,
    },
};
use rstest::rstest;
use store::{
    Store,
    accounts::{
        mail::{AlreadyRegistered, VerifyAddress},
        registration::{Registration, register},
    },
    jobs::claim,
};
use testkit::{database::TestDb, mailbox::Mailbox};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use crate::storage::transactions::school;

async fn registered(store: &Store, school: SchoolId, locale: Locale) -> VerifyAddress {
    let registration = Registration {
        school,
        email: "Marie@Example.be".to_owned(),
        password_hash: "x".to_owned(),
        first_name: "Zoé".to_owned(),
        last_name: "Dupont".to_owned(),
        locale,
    };
    store.write(move |tx| register(tx, &registration, None)).await.unwrap();
    let job = store.write(claim).await.unwrap().unwrap();
    serde_json::from_value(job.payload).unwrap()
}

fn post(store: &Store, carrier: Arc<dyn Carrier>) -> Post {
    Post {
        store: store.clone(),
        carrier,
        public_url: "https://ecole.example".to_owned(),
    }
}

#[rstest]
#[case(Locale::Fr, "Confirmez votre adresse", "Bonjour Zoé,")]
#[case(Locale::Nl, "Bevestig je adres", "Dag Zoé,")]
#[case(Locale::En, "Confirm your address", "Hello Zoé,")]
#[tokio::test]
async fn the_link_comes_in_the_language_asked_for(
    #[case] locale: Locale,
    #[case] subject: &str,
    #[case] greeting: &str,
) {
    let db = TestDb::fresh();
    let store = db.store();
    let job = registered(&store, school(&store).await, locale).await;
    let link = format!("\n\nhttps://ecole.example/verification?token={}\n\n", job.token);
    let mailbox = Arc::new(Mailbox::default());
    verify_address::send(post(&store, mailbox.clone()), job).await.unwrap();
    let mail = mailbox.last_to("marie@example.be").await;
    assert!(mail.subject.starts_with(subject), "{}", mail.subject);
    assert!(mail.body.starts_with(greeting), "{}", mail.body);
    assert!(mail.body.contains(&link), "{}", mail.body);
}

#[rstest]
#[case(Locale::Fr)]
#[case(Locale::Nl)]
#[case(Locale::En)]
#[tokio::test]
async fn a_known_address_is_told_in_the_mailbox_only(#[case] locale: Locale) {
    let db = TestDb::fresh();
    let store = db.store();
    let email_token = registered(&store, school(&store).await, locale).await.email_token;
    let mailbox = Arc::new(Mailbox::default());
    already_registered::send(post(&store, mailbox.clone()), AlreadyRegistered { email_token })
        .await
        .unwrap();
    let mail = mailbox.last_to("marie@example.be").await;
    assert!(mail.body.contains("https://ecole.example/connexion"), "{}", mail.body);
    assert!(!mail.body.contains("token="), "{}", mail.body);
}

#[tokio::test]
async fn a_registration_that_was_forgotten_gets_no_mail() {
    let db = TestDb::fresh();
    let store = db.store();
    let mailbox = Arc::new(Mailbox::default());
    let job = AlreadyRegistered {
        email_token: EmailTokenId::fresh(),
    };
    already_registered::send(post(&store, mailbox.clone()), job)
        .await
        .unwrap();
    assert!(mailbox.is_empty());
}

fn mail() -> Mail {
    Mail {
        to: "marie@example.be".to_owned(),
        subject: "École : à bientôt".to_owned(),
        body: "Bonjour Zoé,\n\nhttp://localhost:8000/verification?token=abc\n".to_owned(),
    }
}

fn from() -> lettre::message::Mailbox {
    sender("EcoleHub <no-reply@ecole.example>").unwrap()
}

#[tokio::test]
async fn without_a_mail_server_the_mail_is_a_file_that_people_can_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mail");
    Folder::at(path.clone(), from()).carry(mail()).await.unwrap();
    let files: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    assert!(files[0].to_str().unwrap().ends_with("-marie@example.be.eml"));
    let text = fs::read_to_string(&files[0]).unwrap();
    assert!(text.contains("To: marie@example.be"), "{text}");
    assert!(text.contains("Bonjour Zoé,"), "{text}");
    assert!(
        text.contains("\nhttp://localhost:8000/verification?token=abc"),
        "{text}"
    );
}

/// A mail server that takes one mail, or refuses the recipient.
async fn mail_server(refuses: bool) -> (String, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://127.0.0.1:{}", listener.local_addr().unwrap().port());
    let conversation = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        converse(stream, refuses).await
    });
    (url, conversation)
}

async fn converse(stream: TcpStream, refuses: bool) -> String {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let (mut heard, mut in_data) = (String::new(), false);
    write.write_all(b"220 test\r\n").await.unwrap();
    while let Ok(Some(line)) = lines.next_line().await {
        heard.push_str(&line);
        heard.push('\n');
        let answer = match line.split([' ', ':']).next().unwrap_or_default() {
            _ if in_data && line != "." => continue,
            "RCPT" if refuses => "550 marie@example.be is unknown here",
            "DATA" => "354 go on",
            "QUIT" => "221 bye",
            _ => "250 fine",
        };
        in_data = line == "DATA";
        if write.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() || line == "QUIT" || line == "." {
            break;
        }
    }
    heard
}

#[tokio::test]
async fn with_a_mail_server_the_mail_goes_there() {
    let (url, conversation) = mail_server(false).await;
    Smtp::at(&url, from()).unwrap().carry(mail()).await.unwrap();
    let heard = tokio::time::timeout(Duration::from_secs(5), conversation)
        .await
        .unwrap()
        .unwrap();
    assert!(heard.contains("MAIL FROM:<no-reply@ecole.example>"), "{heard}");
    assert!(heard.contains("RCPT TO:<marie@example.be>"), "{heard}");
    assert!(heard.contains("Auto-Submitted: auto-generated"), "{heard}");
}

#[tokio::test]
async fn the_words_of_a_mail_server_are_not_kept() {
    let (url, _conversation) = mail_server(true).await;
    let failure = Smtp::at(&url, from()).unwrap().carry(mail()).await.unwrap_err();
    assert_eq!(failure.to_string(), "the mail server answered 550");
}

#[tokio::test]
async fn a_mail_server_that_is_away_is_a_failure() {
    let failure = Smtp::at("smtp://127.0.0.1:1", from())
        .unwrap()
        .carry(mail())
        .await
        .unwrap_err();
    assert_eq!(failure.to_string(), "the mail server cannot be reached");
}
