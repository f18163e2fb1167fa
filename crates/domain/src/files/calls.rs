//! The calls about files.

use crate::{
    access::Member,
    endpoint,
    files::{
        content::{FileBody, FileReply},
        types::{FileName, FileSpace},
    },
    id::FileId,
    messaging::attachment::Attachment,
    page::{NoBody, NoQuery, NoReply},
};

endpoint! { "files":
    /// Upload a file.
    ///
    /// The body is the file itself, whatever its `Content-Type` says. A picture is decoded and written anew, so that nothing is left in it but what
    /// one sees; a moving one becomes its first picture. Send its id with a message within 24 hours, or it is deleted.
    Post "/files" UploadFile {} ? FileName, (FileBody) -> 201 Attachment, by Member, scope MessagesWrite, fails [SpaceUsed, FileKind, FileHeic, FileBroken]
}

endpoint! { "files":
    /// Show how much I may upload.
    ///
    /// The limits of this server, and what my files take of them.
    Get "/files/space" ShowFileSpace {} ? NoQuery, (NoBody) -> 200 FileSpace, by Member, scope MessagesRead, fails []
}

endpoint! { "files":
    /// Read a file.
    ///
    /// Whoever may read what it hangs on may read it, and nobody else; before that, who uploaded it. While a report is open, whoever may judge
    /// it may read the files of what was reported, and each time is written down. Documents come as downloads.
    Get "/files/{file}" ReadFile { file: FileId } ? NoQuery, (NoBody) -> 200 FileReply, by Member, scope MessagesRead, fails [BadRange]
}

endpoint! { "files":
    /// Read the small picture of an image.
    ///
    /// At most 480 pixels long, for the same people.
    Get "/files/{file}/thumbnail" ReadThumbnail { file: FileId } ? NoQuery, (NoBody) -> 200 FileReply, by Member, scope MessagesRead, fails [BadRange]
}

endpoint! { "files":
    /// Throw away a file that was not sent.
    ///
    /// What hangs on a message goes with the message.
    Delete "/files/{file}" DiscardFile { file: FileId } ? NoQuery, (NoBody) -> 204 NoReply, by Member, scope MessagesWrite, fails []
}
