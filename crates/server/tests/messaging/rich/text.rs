//! Markdown as a small typed tree; the source text stays what it is.

use domain::{
    messaging::{
        calls::{EditMessage, SendMessage, ShowConversation},
        edit::MessageEdit,
        new_message::NewMessage,
        rich::{Block, Span},
        search::{Search, SearchHit, SearchQuery},
    },
    page::NoBody,
    schools::types::Level,
};
use testkit::app::TestApp;

use crate::messaging::{send, text};

#[tokio::test]
async fn a_marked_text_has_a_tree_and_a_plain_one_has_none() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let plain = send(&marie, room, "Bonjour à tous !\n2 bottes, 3 gants").await;
    assert_eq!(plain.blocks, []);
    let marked = send(&marie, room, "**Demain**\n- bottes\n- gants").await;
    assert_eq!(marked.content, "**Demain**\n- bottes\n- gants");
    let words = |text: &str, bold: bool| Span::Text {
        text: text.to_owned(),
        bold,
        italic: false,
        strike: false,
        code: false,
    };
    let tree = [
        Block::Paragraph {
            spans: vec![words("Demain", true)],
        },
        Block::List {
            ordered: false,
            items: vec![vec![words("bottes", false)], vec![words("gants", false)]],
        },
    ];
    assert_eq!(marked.blocks, tree);
    let edit = EditMessage {
        conversation: room,
        message: marked.id,
    };
    let new = MessageEdit {
        content: "_Après-demain_".to_owned(),
    };
    let edited = marie.call(&edit, &new).await.unwrap();
    assert_eq!(edited.blocks.len(), 1);
    assert_ne!(edited.blocks, tree);
}

#[tokio::test]
async fn nothing_in_a_message_becomes_a_dangerous_link() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    for text in [
        "**ici** [clic](javascript:alert(1))",
        "**ici** <javascript:alert(1)>",
        "**ici** [clic](data:text/html;base64,AAAA)",
        "**ici** <script>alert(1)</script>",
        "**ici** [https://ecole.be](https://evil.example)",
    ] {
        let sent = send(&marie, room, text).await;
        let json = serde_json::to_string(&sent.blocks).unwrap();
        assert!(!json.contains("\"link\""), "{json}");
    }
}

#[tokio::test]
async fn in_short_a_marked_text_has_no_signs() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let question = send(&marie, room, "**Demain** :\n- _bottes_\n- [gants](https://ecole.be)").await;
    let reply = NewMessage {
        reply_to: Some(question.id),
        ..text("2 * 3 bottes")
    };
    let answer = marie.call(&SendMessage { conversation: room }, &reply).await.unwrap();
    let in_short = "Demain : bottes · gants";
    assert_eq!(answer.quote.unwrap().excerpt, in_short);
    let reply = NewMessage {
        reply_to: Some(answer.id),
        ..text("Merci")
    };
    let merci = marie.call(&SendMessage { conversation: room }, &reply).await.unwrap();
    assert_eq!(merci.quote.unwrap().excerpt, "2 * 3 bottes", "as it was typed");
    let seen = marie
        .call(&ShowConversation { conversation: room }, &NoBody {})
        .await
        .unwrap();
    assert_eq!(seen.last_message.unwrap().in_short(), "Merci");
    let query = SearchQuery {
        q: "gants".to_owned(),
        ..SearchQuery::default()
    };
    let hit = marie.ask(&Search {}, &query).await.unwrap().items.remove(0);
    let SearchHit::Message { message } = hit else {
        panic!("{hit:?}")
    };
    let words: String = message.pieces.into_iter().map(|piece| piece.text).collect();
    assert_eq!(words, in_short);
}
