//! Every mail of a test, kept where it can be read.

use std::time::Duration;

use jobs::{
    channels::mail::{Carrier, Mail},
    runner::Doing,
};
use parking_lot::Mutex;
use tokio::sync::watch;

/// A mailbox for every address.
#[derive(Default)]
pub struct Mailbox {
    mails: Mutex<Vec<Mail>>,
    count: watch::Sender<usize>,
}

/// How long a mail may take.
const DEADLINE: Duration = Duration::from_secs(10);

impl Mailbox {
    /// The newest mail to this address; waits for the first one.
    ///
    /// # Panics
    /// When there is none in time.
    pub async fn last_to(&self, address: &str) -> Mail {
        self.nth_to(address, 1).await
    }

    /// The newest mail to this address as soon as there are so many.
    ///
    /// # Panics
    /// When there are fewer in time.
    pub async fn nth_to(&self, address: &str, count: usize) -> Mail {
        let mut counts = self.count.subscribe();
        let waiting = async {
            loop {
                let mails = self.to(address);
                if mails.len() >= count
                    && let Some(mail) = mails.last()
                {
                    return mail.clone();
                }
                counts.changed().await.expect("the mailbox is still there");
            }
        };
        tokio::time::timeout(DEADLINE, waiting)
            .await
            .unwrap_or_else(|_| panic!("no mail number {count} to {address}"))
    }

    /// The newest mail to this address that holds these words; waits for the first one.
    ///
    /// # Panics
    /// When there is none in time.
    pub async fn saying(&self, address: &str, words: &str) -> Mail {
        let mut counts = self.count.subscribe();
        let waiting = async {
            loop {
                let mails = self.to(address);
                let says = |mail: &&Mail| mail.body.contains(words) || mail.subject.contains(words);
                if let Some(mail) = mails.iter().rfind(says) {
                    return mail.clone();
                }
                counts.changed().await.expect("the mailbox is still there");
            }
        };
        tokio::time::timeout(DEADLINE, waiting)
            .await
            .unwrap_or_else(|_| panic!("no mail to {address} that says {words}"))
    }

    /// The mails to this address so far.
    #[must_use]
    pub fn to(&self, address: &str) -> Vec<Mail> {
        let mails = self.mails.lock();
        mails
            .iter()
            .filter(|mail| mail.to.eq_ignore_ascii_case(address))
            .cloned()
            .collect()
    }

    /// Whether no mail was sent so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.mails.lock().is_empty()
    }
}

impl Carrier for Mailbox {
    fn carry(&self, mail: Mail) -> Doing {
        self.mails.lock().push(mail);
        self.count.send_modify(|count| *count += 1);
        Box::pin(async { Ok(()) })
    }
}

/// The token of the link in a mail.
///
/// # Panics
/// When there is none.
#[must_use]
pub fn token_of(mail: &Mail) -> String {
    let (_, rest) = mail.body.split_once("token=").expect("a link with a token");
    rest.split_whitespace().next().expect("a token").to_owned()
}
