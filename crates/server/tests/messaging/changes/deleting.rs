//! M12: what was deleted is gone everywhere.

use diesel::{
    dsl::sql,
    prelude::*,
    sql_types::{BigInt, Nullable, Text},
};
use domain::{
    id::{ClientMessageId, MessageId},
    messaging::{
        calls::{ListConversations, OpenDirect, SendMessage},
        change::ChangeKind,
        history::HistoryQuery,
        types::NewDirect,
    },
    page::{NoBody, PageQuery},
    problem::Code,
    schools::types::Level,
};
use futures_util::future::join_all;
use store::backend::Backend;
use testkit::{app::TestApp, client, database};

use super::{changes, delete, edit, is_change, show};
use crate::messaging::{everything, history, second_node, send, text};

#[tokio::test]
async fn its_place_stays_and_its_text_is_gone_live_and_for_who_comes_later() {
    let app = TestApp::start().await;
    let node2 = second_node(&app);
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let mut socket = match &node2 {
        Some(node) => jean.on(node).socket().await,
        None => jean.socket().await,
    };
    let sent = send(&marie, room, "À ne pas lire").await;
    let gone = delete(&marie, (room, sent.id)).await.unwrap();
    assert!(gone.deleted_at.is_some() && gone.content.is_empty());
    assert_eq!((gone.seq, gone.changed_seq), (1, 2));
    socket
        .wait_for(|frame| is_change(frame, sent.id, ChangeKind::Deleted))
        .await;
    assert_eq!(changes(socket.settle().await)[0].message, gone);
    assert_eq!(everything(&jean, room).await, std::slice::from_ref(&gone));
    let rooms = jean.ask(&ListConversations {}, &PageQuery::default()).await.unwrap();
    assert_eq!(rooms.items[0].last_message.as_ref(), Some(&gone));
    // whoever was away when it was sent and deleted finds both places, and no text
    let page = history(
        &jean,
        room,
        HistoryQuery {
            after_seq: Some(0),
            ..HistoryQuery::default()
        },
    )
    .await;
    assert_eq!(
        (page.from_seq, page.to_seq, page.changes[0].change),
        (1, 2, ChangeKind::Deleted)
    );
    assert_eq!(page.changes[0].message, gone);
    // deleted is deleted
    assert_eq!(delete(&marie, (room, sent.id)).await.unwrap(), gone);
    assert_eq!(edit(&marie, (room, sent.id), "quand même").await, Err(Code::NotFound));
    assert_eq!(send(&jean, room, "Quoi ?").await.seq, 3);
}

#[tokio::test]
async fn no_answer_of_before_and_no_table_repeats_it() {
    // letters that no folding changes
    const MARKER: &str = "zqmarkerqz";
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let direct = marie
        .call(&OpenDirect {}, &NewDirect { account_id: jean.id })
        .await
        .unwrap()
        .id;
    let body = serde_json::json!({ "content": format!("un {MARKER}"), "client_msg_id": ClientMessageId::fresh() });
    let path = format!("/api/v1/conversations/{direct}/messages");
    let say = || async {
        let request = marie
            .request(reqwest::Method::POST, &path)
            .header("idempotency-key", "une-fois");
        client::send(request.json(&body)).await
    };
    let open = || async {
        let request = jean
            .request(reqwest::Method::POST, "/api/v1/conversations/direct")
            .header("idempotency-key", "ouvre");
        client::send(request.json(&serde_json::json!({ "account_id": marie.id }))).await
    };
    let first = say().await;
    assert!(first.body.contains(MARKER) && open().await.body.contains(MARKER));
    let id: MessageId = first.json()["id"].as_str().unwrap().parse().unwrap();
    edit(&marie, (direct, id), &format!("deux {MARKER}")).await.unwrap();
    assert!(
        tables_with(&app, MARKER).await.len() >= 2,
        "it stands in its row and among the edits"
    );
    delete(&marie, (direct, id)).await.unwrap();
    for again in [say().await, open().await] {
        assert!(
            again.status.is_success() && !again.body.contains(MARKER),
            "{}",
            again.body
        );
    }
    assert_eq!(
        everything(&jean, direct).await.len(),
        1,
        "sent again it is the same message"
    );
    assert_eq!(
        tables_with(&app, MARKER).await,
        Vec::<String>::new(),
        "they still say it"
    );
}

/// The tables in which a word still stands somewhere.
async fn tables_with(app: &TestApp, word: &'static str) -> Vec<String> {
    let is_postgres = matches!(database::backend(), Backend::Postgres);
    let ask = move |tx: &mut store::tx::Tx<'_>| {
        let names = if is_postgres {
            "(SELECT string_agg(table_name::text, ',') FROM information_schema.tables
                WHERE table_schema = current_schema() AND table_type = 'BASE TABLE')"
        } else {
            "(SELECT group_concat(name) FROM sqlite_master WHERE type = 'table')"
        };
        let names: Option<String> = diesel::select(sql::<Nullable<Text>>(names)).get_result(tx.db)?;
        let mut found = Vec::new();
        for table in names.unwrap_or_default().split(',') {
            let matching = if is_postgres {
                format!("CAST(x AS text) LIKE '%{word}%'")
            } else {
                let each = format!(r#"'CAST("' || name || '" AS TEXT) LIKE ''%{word}%'''"#);
                let columns = format!("(SELECT group_concat({each}, ' OR ') FROM pragma_table_info('{table}'))");
                let columns: Option<String> = diesel::select(sql::<Nullable<Text>>(&columns)).get_result(tx.db)?;
                columns.unwrap_or_else(|| "0".to_owned())
            };
            let count = format!(r#"(SELECT count(*) FROM "{table}" AS x WHERE {matching})"#);
            let count: i64 = diesel::select(sql::<BigInt>(&count)).get_result(tx.db)?;
            if count > 0 {
                found.push(table.to_owned());
            }
        }
        Ok(found)
    };
    app.store().write(ask).await.unwrap()
}

#[tokio::test]
async fn its_author_may_and_who_looks_after_the_room_and_nobody_else() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let (stranger, _) = app.parent_of("Piotr", Level::P4).await;
    let room = marie.class_room(Level::P3).await;
    let of_marie = send(&marie, room, "un").await.id;
    let of_teacher = send(&teacher, room, "deux").await.id;
    assert_eq!(delete(&jean, (room, of_marie)).await, Err(Code::Forbidden));
    assert_eq!(delete(&jean, (room, of_teacher)).await, Err(Code::Forbidden));
    assert_eq!(delete(&stranger, (room, of_marie)).await, Err(Code::NotFound));
    assert_eq!(delete(&marie, (room, MessageId::fresh())).await, Err(Code::NotFound));
    assert!(delete(&teacher, (room, of_marie)).await.is_ok());
    assert!(delete(&teacher, (room, of_teacher)).await.is_ok());
    // it is gone for everybody: only who could have deleted it hears that it is
    assert_eq!(delete(&jean, (room, of_marie)).await, Err(Code::NotFound));
    let direct = teacher
        .call(&OpenDirect {}, &NewDirect { account_id: marie.id })
        .await
        .unwrap()
        .id;
    let said = send(&marie, direct, "entre nous").await;
    assert_eq!(delete(&teacher, (direct, said.id)).await, Err(Code::Forbidden));
    assert!(delete(&marie, (direct, said.id)).await.is_ok());
}

#[tokio::test]
async fn who_left_the_room_deletes_nothing_in_it() {
    let app = TestApp::start().await;
    let (marie, child) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let sent = send(&marie, room, "au revoir").await;
    marie
        .call(&domain::families::calls::RemoveChild { child }, &NoBody {})
        .await
        .unwrap();
    assert_eq!(delete(&marie, (room, sent.id)).await, Err(Code::NotFound));
    assert_eq!(edit(&marie, (room, sent.id), "encore").await, Err(Code::NotFound));
    assert_eq!(show(&jean, (room, sent.id)).await.unwrap().content, "au revoir");
}

#[tokio::test]
async fn deletions_at_once_are_one_change_and_catching_up_meanwhile_misses_nothing() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let room = marie.class_room(Level::P3).await;
    let mut sent = Vec::new();
    for number in 0..20 {
        sent.push(send(&marie, room, &format!("secret {number}")).await.id);
    }
    let deleting = join_all(
        sent.iter()
            .flat_map(|id| [delete(&marie, (room, *id)), delete(&teacher, (room, *id))]),
    );
    let catching_up = async {
        let mut known: std::collections::BTreeMap<MessageId, (i64, String)> = std::collections::BTreeMap::new();
        let mut after = 0;
        while after < 40 {
            let query = HistoryQuery {
                after_seq: Some(after),
                limit: Some(3),
                ..HistoryQuery::default()
            };
            let page = history(&jean, room, query).await;
            let changed = page.changes.into_iter().map(|change| change.message);
            for message in page.items.into_iter().chain(changed) {
                let known = known.entry(message.id).or_default();
                if known.0 <= message.changed_seq {
                    *known = (message.changed_seq, message.content);
                }
            }
            assert!(page.to_seq >= after, "a page covers what was asked for");
            after = page.to_seq;
        }
        known
    };
    let (deleted, known) = futures_util::future::join(deleting, catching_up).await;
    assert!(deleted.iter().all(Result::is_ok));
    assert_eq!(known.len(), 20);
    assert!(known.values().all(|(_, content)| content.is_empty()), "{known:?}");
    assert_eq!(send(&jean, room, "41").await.seq, 41, "each was deleted once");
}

#[tokio::test]
async fn nothing_is_done_to_what_has_happened_in_a_room() {
    let app = TestApp::start().await;
    let teacher = app.teacher("Sophie", &[Level::P3]).await;
    let room = teacher.class_room(Level::P3).await;
    let sent = send(&teacher, room, "un").await;
    edit(&teacher, (room, sent.id), "deux").await.unwrap();
    // the row of the change is not a message
    let again = teacher
        .call(&SendMessage { conversation: room }, &text("trois"))
        .await
        .unwrap();
    assert_eq!(again.seq, 3);
    let all = everything(&teacher, room).await;
    assert_eq!(all.iter().map(|message| message.seq).collect::<Vec<_>>(), [1, 3]);
}
