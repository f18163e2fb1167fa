//! Mail without a mail server: a file in a folder, and a line in the log, so that a newcomer can click the link.

use std::path::PathBuf;

use lettre::message::{Mailbox, header::ContentTransferEncoding};

use crate::{
    channels::mail::{Carrier, Mail, message},
    runner::{Doing, Failure},
};

/// Writes mails into a folder.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
    from: Mailbox,
}

impl Folder {
    /// Into this folder, which is made when the first mail comes.
    #[must_use]
    pub const fn at(path: PathBuf, from: Mailbox) -> Self {
        Self { path, from }
    }
}

impl Carrier for Folder {
    fn carry(&self, mail: Mail) -> Doing {
        let this = self.clone();
        Box::pin(async move {
            let name = file_name(&mail.to);
            let link = mail
                .body
                .split_whitespace()
                .find(|word| word.contains("://"))
                .map(str::to_owned);
            // without the marks of quoted-printable, so that the link can be copied from the file
            let text = message(mail, &this.from, Some(ContentTransferEncoding::EightBit))?.formatted();
            let file = this.path.join(name);
            let written = tokio::task::spawn_blocking({
                let file = file.clone();
                move || {
                    std::fs::create_dir_all(&this.path)?;
                    std::fs::write(file, text)
                }
            })
            .await;
            match written {
                Ok(Ok(())) => {
                    let file = file.display();
                    tracing::info!(%file, link, "no mail server is set (SMTP_URL): the mail is in a file");
                    Ok(())
                }
                Ok(Err(error)) => Err(Failure::because(format!("the folder of mails: {}", error.kind()))),
                Err(_) => Err(Failure::because("the folder of mails cannot be written")),
            }
        })
    }
}

/// Sorted by time, and nothing in it that means something to a file system.
fn file_name(to: &str) -> String {
    let time = store::clock::now().as_utc().format("%Y%m%d-%H%M%S%.6f");
    let address: String = to
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || "@.-+_".contains(c) {
                c
            } else {
                '_'
            }
        })
        .take(80)
        .collect();
    format!("{time}-{address}.eml")
}
