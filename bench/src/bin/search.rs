//! How long a search takes in a school that has written for years: 200,000 messages, on both databases, through the real server.
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "counts and times become figures that people read"
)]

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context, Result, ensure};
use bench::{
    cluster::{Cluster, Shape},
    http::{Http, request},
    machine,
    node::Node,
    page::{self, Run, table},
    process::Cores,
    school::Member,
};
use clap::Parser;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use domain::{
    id::{ClientMessageId, ConversationId, MessageId},
    moment::Moment,
    schools::types::Role,
};
use hdrhistogram::Histogram;
use store::{
    clock, on_backend,
    schema::{conversations, messages},
};
use tokio::task::LocalSet;

/// Fills a school with messages and looks for words in them.
#[derive(Debug, Parser)]
#[command(name = "search")]
struct Arguments {
    /// How many messages.
    #[arg(long, default_value_t = 200_000)]
    messages: usize,
    /// How often each question is asked.
    #[arg(long, default_value_t = 200)]
    rounds: usize,
    /// Write the tables into docs/performance.md.
    #[arg(long)]
    write: bool,
    /// The binary to measure.
    #[arg(long, env = "ECOLEHUB")]
    binary: PathBuf,
}

const PAGE: &str = "docs/performance.md";

/// The block of the page.
const BLOCK: &str = "search";

/// What is looked for, and what it stands for. `{}` is another word each time.
const QUESTIONS: [(&str, &str); 7] = [
    ("a word of one message", "rare{}%20"),
    ("a word of every tenth message", "r%C3%A9union%20"),
    ("two words", "bottes%20sortie%20"),
    ("a phrase", "%22pr%C3%AAter%20des%20bottes%22"),
    ("the beginning of a word", "bot"),
    ("two letters", "re"),
    ("a word that nobody wrote", "introuvable{}%20"),
];

/// How many words there are that stand in one message only.
const RARE: usize = 50;

const SYLLABLES: [&str; 16] = [
    "ba", "cou", "dri", "fa", "gou", "lè", "mi", "no", "pla", "qui", "ra", "sé", "ti", "vo", "zu", "chan",
];

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, async {
        if arguments.write {
            page::check(Path::new(PAGE), &[BLOCK.to_owned()], Run::Full)?;
        }
        let mut texts = vec![format!(
            "`just bench-search --messages {}`, {}; {} cores of {}, load average {}.",
            arguments.messages,
            clock::now().date(),
            machine::cores(),
            machine::processor(),
            machine::load(),
        )];
        for postgres in [false, true] {
            let shape = Shape {
                postgres,
                redis: false,
                nodes: 1,
            };
            texts.push(format!(
                "**{}**: {}",
                shape.name(),
                measure(shape, &arguments).await?.trim_end()
            ));
        }
        let text = texts.join("\n\n");
        println!("{text}");
        if arguments.write {
            page::write(Path::new(PAGE), BLOCK, &text)?;
        }
        Ok(())
    })
}

async fn measure(shape: Shape, arguments: &Arguments) -> Result<String> {
    let binary = arguments
        .binary
        .canonicalize()
        .context("the binary is missing: just build")?;
    let cluster = Cluster::found(shape, &binary, &[]).await?;
    let rooms: Vec<usize> = (0..cluster.school.rooms.len()).collect();
    let reader = cluster.school.parents(1, &rooms).await?.pop().context("a parent")?;
    fill(&cluster, &reader, arguments.messages).await?;
    let began = Instant::now();
    // as a node does when it starts on a school of before
    store::migrate::up(&cluster.database_url)?;
    let built = began.elapsed().as_secs_f64();
    if let Some(postgres) = &cluster.postgres {
        let url = postgres.url("ecolehub");
        let mut db = store::backend::connect(&url)?;
        on_backend!(&mut db, connection => diesel::sql_query("ANALYZE").execute(connection))?;
    }
    let node = Node::start(cluster.setup(&binary, Cores::one(0), "warn")).await?;
    let mut rows = Vec::new();
    for (name, words) in QUESTIONS {
        rows.push(ask(&node, &reader, (name, words), arguments.rounds).await?);
    }
    let head = ["looked for", "found on the first page", "p50 ms", "p95 ms", "p99 ms"];
    Ok(format!(
        "{} messages were made findable in {built:.1} s.\n\n{}",
        arguments.messages,
        table(&head, &rows)
    ))
}

async fn ask(node: &Node, reader: &Member, (name, words): (&str, &str), rounds: usize) -> Result<Vec<String>> {
    let mut http = Http::new(node.address());
    let mut times = Histogram::<u64>::new(3)?;
    let mut hits = 0;
    for round in 0..rounds + 10 {
        let path = format!(
            "/api/v1/search?kind=messages&q={}",
            words.replace("{}", &format!("{}", round % RARE))
        );
        let began = Instant::now();
        let status = http.send(&request("GET", &path, &reader.cookie, None)).await?;
        let took = began.elapsed();
        ensure!(
            status == 200,
            "{path} is answered {status}: {}",
            String::from_utf8_lossy(http.body())
        );
        let answer: serde_json::Value = serde_json::from_slice(http.body())?;
        hits = answer
            .get("items")
            .and_then(|items| items.as_array())
            .map_or(0, Vec::len);
        // the first ones fill caches
        if round >= 10 {
            times.record(took.as_micros() as u64)?;
        }
    }
    let millis = |quantile: f64| format!("{:.1}", times.value_at_quantile(quantile) as f64 / 1000.0);
    Ok(vec![
        name.to_owned(),
        hits.to_string(),
        millis(0.5),
        millis(0.95),
        millis(0.99),
    ])
}

/// Writes so many messages into all rooms, one a minute until now, as the store would have.
async fn fill(cluster: &Cluster, writer: &Member, count: usize) -> Result<()> {
    let rooms = cluster.school.rooms.clone();
    let account = writer.account;
    let began = clock::now().plus_seconds(-60 * count as i64);
    for start in (0..count).step_by(5000) {
        let rooms = rooms.clone();
        let end = (start + 5000).min(count);
        let said = cluster.school.store.write(move |tx| {
            for chunk in (start..end).collect::<Vec<_>>().chunks(500) {
                let rows: Vec<_> = chunk
                    .iter()
                    .filter_map(|number| row(*number, &rooms, began))
                    .map(|(room, seq, content, at)| {
                        (
                            messages::id.eq(MessageId::fresh()),
                            messages::conversation_id.eq(room),
                            messages::seq.eq(seq),
                            messages::number.eq(seq),
                            messages::changed_seq.eq(seq),
                            messages::sender_id.eq(Some(account)),
                            messages::sender_name.eq("Parent 0 Mesure"),
                            messages::sender_role.eq(Role::Parent),
                            messages::kind.eq("text"),
                            messages::content.eq(content),
                            messages::client_msg_id.eq(ClientMessageId::fresh()),
                            messages::created_at.eq(at),
                        )
                    })
                    .collect();
                on_backend!(tx.db, connection => diesel::insert_into(messages::table).values(&rows).execute(connection))?;
            }
            Ok(())
        });
        said.await?;
    }
    let places = cluster.school.rooms.clone();
    let moved = cluster.school.store.write(move |tx| {
        for (place, room) in places.iter().enumerate() {
            let there = count.saturating_sub(place).div_ceil(places.len()) as i64;
            diesel::update(conversations::table.find(room))
                .set((
                    conversations::last_seq.eq(there),
                    conversations::last_number.eq(there),
                    conversations::last_message_at.eq(Some(tx.now)),
                ))
                .execute(tx.db)?;
        }
        Ok(())
    });
    Ok(moved.await?)
}

fn row(number: usize, rooms: &[ConversationId], began: Moment) -> Option<(ConversationId, i64, String, Moment)> {
    let room = rooms.get(number % rooms.len())?;
    let seq = (number / rooms.len()) as i64 + 1;
    Some((*room, seq, content(number), began.plus_seconds(60 * number as i64)))
}

/// Some sentences of made-up words, few of them often and many rarely, as people speak.
fn content(number: usize) -> String {
    let mut random = fastrand::Rng::with_seed(number as u64);
    let mut words: Vec<String> = (0..random.usize(6..30))
        .map(|_| {
            let rank = (20_000.0_f64).powf(random.f64()) as usize;
            word(rank)
        })
        .collect();
    if number % 10 == 3 {
        words.push("la réunion".to_owned());
    }
    if number % 50 == 7 {
        words.push("qui peut prêter des bottes pour la sortie ?".to_owned());
    }
    if number % 1000 == 1 && number / 1000 < RARE {
        words.push(format!("rare{}", number / 1000));
    }
    words.join(" ")
}

fn word(rank: usize) -> String {
    let mut rest = rank + 1;
    let mut word = String::new();
    while rest > 0 {
        word.push_str(SYLLABLES.get(rest % SYLLABLES.len()).copied().unwrap_or_default());
        rest /= SYLLABLES.len();
    }
    word
}
