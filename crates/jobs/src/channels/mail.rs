//! A mail, and what can carry it.

use lettre::{
    Message,
    message::{
        Body, Mailbox, SinglePart,
        header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
};

use crate::runner::{Doing, Failure};

/// A mail to one person: plain text, which every reader shows and nothing can hide in.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// Address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The text.
    pub body: String,
}

/// Carries mails.
pub trait Carrier: Send + Sync {
    /// Hands the mail on. Its failures name no address.
    fn carry(&self, mail: Mail) -> Doing;
}

/// The mail as it travels.
pub(super) fn message(
    mail: Mail,
    from: &Mailbox,
    encoding: Option<ContentTransferEncoding>,
) -> Result<Message, Failure> {
    let to: Mailbox = mail
        .to
        .parse()
        .map_err(|_| Failure::because("the address of the mail cannot be written to"))?;
    let builder = Message::builder()
        .from(from.clone())
        .to(to)
        .subject(mail.subject)
        // so that no out-of-office answers it
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ));
    let part = SinglePart::builder().header(ContentType::TEXT_PLAIN);
    let part = match encoding {
        // lettre refuses eight bits for whatever it can say in seven; a file is to be read by a person
        Some(encoding) => part.body(Body::dangerous_pre_encoded(
            mail.body.replace('\n', "\r\n").into_bytes(),
            encoding,
        )),
        None => part.body(mail.body),
    };
    builder
        .singlepart(part)
        .map_err(|_| Failure::because("the mail cannot be put together"))
}

/// Reads the sender of our mails from the settings: `EcoleHub <no-reply@school.be>` or an address alone.
///
/// # Errors
/// When it is neither.
pub fn sender(text: &str) -> Result<Mailbox, Failure> {
    text.parse()
        .map_err(|_| Failure::because("MAIL_FROM must be an address, or a name with an address in < >"))
}
