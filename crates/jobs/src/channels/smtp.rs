//! Mail by SMTP.

use std::time::Duration;

use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor, message::Mailbox, transport::smtp};

use crate::{
    channels::mail::{Carrier, Mail, message},
    runner::{Doing, Failure},
};

/// Hands mails to a mail server.
#[derive(Debug, Clone)]
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Smtp {
    /// By the URL of the settings: `smtps://user:password@mail.example.be`, `smtp://...?tls=required`, or `smtp://localhost:1025`.
    ///
    /// # Errors
    /// When the URL is not one of SMTP.
    pub fn at(url: &str, from: Mailbox) -> Result<Self, Failure> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            // the cause may quote the URL, which holds a password
            .map_err(|_| {
                Failure::because("SMTP_URL cannot be read; write smtps://user:password@host or smtp://host:port")
            })?
            .timeout(Some(Duration::from_secs(20)))
            .build();
        Ok(Self { transport, from })
    }
}

impl Carrier for Smtp {
    fn carry(&self, mail: Mail) -> Doing {
        let this = self.clone();
        Box::pin(async move {
            let message = message(mail, &this.from, None)?;
            this.transport.send(message).await.map_err(|error| cause(&error))?;
            Ok(())
        })
    }
}

/// What went wrong without the words of the mail server, which quote addresses.
fn cause(error: &smtp::Error) -> Failure {
    if let Some(code) = error.status() {
        return Failure::because(format!("the mail server answered {code}"));
    }
    let words = if error.is_timeout() {
        "the mail server does not answer in time"
    } else if error.is_tls() {
        "no TLS with the mail server"
    } else {
        "the mail server cannot be reached"
    };
    Failure::because(words)
}
