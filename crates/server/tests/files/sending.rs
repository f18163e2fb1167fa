//! Files are sent with a message: one's own, once, in the transaction of the message.

use domain::{
    id::FileId,
    messaging::{
        calls::{ListMessages, SendMessage},
        new_message::NewMessage,
        types::MessageKind,
    },
    page::NoBody,
    problem::Code,
    schools::types::Level,
    socket::ServerFrame,
};
use futures_util::future::join_all;
use testkit::app::TestApp;

use super::{samples, send_files, status, upload, with_files};

#[tokio::test]
async fn everybody_in_the_room_gets_the_files_with_the_message() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let photo = upload(&marie, "photo.jpg", samples::jpeg(60, 40)).await.unwrap();
    let menu = upload(&marie, "menu.pdf", samples::pdf("x")).await.unwrap();
    let mut socket = jean.socket().await;
    let only_pictures = send_files(&marie, room, "", &[photo.id]).await;
    assert_eq!(only_pictures.message_type, MessageKind::Image);
    assert_eq!(
        (only_pictures.content.as_str(), &only_pictures.attachments),
        ("", &vec![photo.clone()])
    );
    let with_document = send_files(&marie, room, "Le menu", &[menu.id]).await;
    assert_eq!(
        (with_document.message_type, &with_document.attachments),
        (MessageKind::File, &vec![menu])
    );
    let heard = socket
        .wait_for(|frame| matches!(frame, ServerFrame::Message { message, .. } if message.id == only_pictures.id))
        .await;
    let ServerFrame::Message { message, .. } = heard else {
        unreachable!()
    };
    assert_eq!(message.attachments, only_pictures.attachments);
    let history = jean
        .call(&ListMessages { conversation: room }, &NoBody {})
        .await
        .unwrap();
    assert_eq!(history.items, [only_pictures, with_document]);
    assert_eq!(status(&jean, photo.id).await, 200);
}

#[tokio::test]
async fn a_message_that_is_sent_again_has_its_files_once() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let photo = upload(&marie, "photo.jpg", samples::jpeg(60, 40)).await.unwrap();
    let call = SendMessage { conversation: room };
    let new = with_files("", &[photo.id]);
    let answers = join_all((0..8).map(|_| marie.call(&call, &new))).await;
    let messages: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
    assert!(messages.iter().all(|message| *message == messages[0]));
    assert_eq!(messages[0].attachments, [photo]);
}

#[tokio::test]
async fn a_file_goes_to_one_place_even_when_it_is_sent_to_two_at_once() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let class = marie.class_room(Level::P3).await;
    let direct = marie
        .call(
            &domain::messaging::calls::OpenDirect {},
            &domain::messaging::types::NewDirect { account_id: teacher.id },
        )
        .await
        .unwrap()
        .id;
    for _ in 0..10 {
        let photo = upload(&marie, "photo.jpg", samples::jpeg(20, 20)).await.unwrap();
        let tries = (0..6).map(|number| {
            let conversation = if number % 2 == 0 { class } else { direct };
            let marie = marie.clone();
            async move {
                let new = with_files("voilà", &[photo.id]);
                marie.call(&SendMessage { conversation }, &new).await
            }
        });
        // somebody else's message in the same batch is not held up by it
        let (to_class, words) = (SendMessage { conversation: class }, with_files("merci", &[]));
        let others = teacher.call(&to_class, &words);
        let (answers, other) = futures_util::future::join(join_all(tries), others).await;
        other.unwrap();
        let (sent, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
        assert_eq!(sent.len(), 1);
        for problem in refused.into_iter().map(Result::unwrap_err) {
            assert_eq!(
                (problem.code, problem.errors[0].pointer.as_str()),
                (Code::Invalid, "/attachments")
            );
        }
    }
}

#[tokio::test]
async fn only_what_is_mine_and_not_sent_can_be_sent() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let call = SendMessage { conversation: room };
    let mine = upload(&marie, "a.pdf", samples::pdf("x")).await.unwrap();
    let theirs = upload(&jean, "a.pdf", samples::pdf("x")).await.unwrap();
    let gone = upload(&marie, "a.pdf", samples::pdf("x")).await.unwrap();
    send_files(&marie, room, "", &[gone.id]).await;
    for wanted in [
        vec![theirs.id],
        vec![mine.id, theirs.id],
        vec![mine.id, mine.id],
        vec![gone.id],
        vec![FileId::fresh()],
    ] {
        let problem = marie.call(&call, &with_files("x", &wanted)).await.unwrap_err();
        assert_eq!(
            (problem.code, problem.errors[0].pointer.as_str()),
            (Code::Invalid, "/attachments")
        );
    }
    let eleven: Vec<FileId> = (0..11).map(|_| FileId::fresh()).collect();
    assert_eq!(
        marie.call(&call, &with_files("x", &eleven)).await.unwrap_err().code,
        Code::Invalid
    );
    let empty = NewMessage {
        content: "  \n".to_owned(),
        ..with_files("", &[])
    };
    let problem = marie.call(&call, &empty).await.unwrap_err();
    assert_eq!(
        (problem.errors[0].pointer.as_str(), problem.errors[0].code.as_str()),
        ("/content", "required")
    );
    // nothing of what was refused was used up
    assert_eq!(send_files(&marie, room, "", &[mine.id]).await.attachments, [mine]);
}
