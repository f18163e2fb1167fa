//! Rooms: everybody has a socket open, somebody writes at a fixed rate, and each delivery counts from the moment when its message ought
//! to have been sent.

use std::{
    cell::RefCell,
    collections::HashMap,
    net::SocketAddr,
    rc::Rc,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use bench::{
    http::request,
    machine,
    school::{Member, new_message, words},
    socket::Socket,
};
use domain::id::ConversationId;
use hdrhistogram::Histogram;
use tokio::task::JoinSet;

use crate::{
    bare::Bare,
    load::{Load, Requests, histogram},
};

/// How long our pages gather what has arrived before they say so.
const GATHER: Duration = Duration::from_millis(400);

/// What is done with what arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Nothing: a reader.
    Silent,
    /// What our own pages do: each device says that it has got a message.
    Browser,
}

/// A room to measure.
pub struct Room {
    /// Its name in the table.
    pub name: String,
    /// A socket for each member.
    pub sockets: Vec<Socket>,
    /// What makes frames.
    pub load: Load,
    /// The processes that are measured.
    pub pids: Vec<u32>,
    /// Where to say what has arrived, as pages do.
    pub tells: Option<ConversationId>,
}

/// What was found.
pub struct Delivery {
    /// The room.
    pub name: String,
    /// Messages for each second.
    pub rate: f64,
    /// Deliveries for each second.
    pub deliveries: f64,
    /// 50, 95 and 99 of 100 deliveries came within so many milliseconds.
    pub millis: [f64; 3],
    /// Deliveries that did not come, came twice, came before one that stands before them; sockets that were closed.
    pub faults: [u64; 4],
    /// Processor time of the nodes for each delivery, in microseconds.
    pub cpu: f64,
}

#[derive(Default)]
struct Heard {
    /// What every socket has heard: place => how often.
    places: Vec<HashMap<i64, u32>>,
    latency: Option<Histogram<u64>>,
    disorder: u64,
    closed: u64,
    start: Option<(Instant, f64)>,
    last: Option<Instant>,
}

impl Room {
    /// A conversation of ours: everybody has a socket, all write in turn.
    pub async fn of(
        (name, conversation): (String, ConversationId),
        people: &[Member],
        (targets, pids): (&[SocketAddr], &[u32]),
        manner: Manner,
    ) -> Result<Self> {
        let mut sockets = Vec::new();
        for (member, target) in people.iter().zip(targets.iter().cycle()) {
            let mut socket = Socket::open(*target, "/ws", &member.cookie).await?;
            ensure!(socket.next().await?.contains("authenticated"), "the socket is not open");
            sockets.push(socket);
        }
        let load = Load {
            targets: targets.to_vec(),
            requests: sending(people, conversation),
            status: 201,
            connections: 16,
        };
        Ok(Self {
            name,
            sockets,
            load,
            pids: pids.to_vec(),
            tells: (manner == Manner::Browser).then_some(conversation),
        })
    }

    /// The bare broadcast to so many sockets.
    pub async fn bare(bare: &Bare, size: usize) -> Result<Self> {
        let mut sockets = Vec::new();
        for _ in 0..size {
            sockets.push(Socket::open(bare.address(), "/ws", "").await?);
        }
        let requests: Requests = Rc::new(|index| request("POST", "/broadcast", "", Some(&frame(index))));
        let load = Load {
            targets: vec![bare.address()],
            requests,
            status: 201,
            connections: 16,
        };
        Ok(Self {
            name: format!("bare broadcast to {size}"),
            sockets,
            load,
            pids: vec![bare.pid()],
            tells: None,
        })
    }

    /// Measures it at this rate.
    pub async fn measure(self, rate: f64, time: Duration) -> Delivery {
        let size = self.sockets.len();
        let heard = Rc::new(RefCell::new(Heard {
            places: vec![HashMap::new(); size],
            latency: Some(histogram()),
            start: Some((Instant::now(), rate)),
            ..Heard::default()
        }));
        let mut listeners = JoinSet::new();
        for (index, socket) in self.sockets.into_iter().enumerate() {
            listeners.spawn_local(listen(socket, index, Rc::clone(&heard), self.tells));
        }
        let used = || self.pids.iter().map(|pid| machine::cpu_micros(*pid)).sum::<u64>();
        let before = used();
        heard.borrow_mut().start = Some((Instant::now(), rate));
        let sent = self.load.at_rate(rate, time).await;
        all_there(&heard, sent.answered).await;
        let cpu = used() - before;
        listeners.abort_all();
        let heard = heard.borrow();
        heard.figures(self.name, (rate, sent.answered), cpu)
    }
}

/// Waits for the last delivery, at most five seconds.
async fn all_there(heard: &Rc<RefCell<Heard>>, messages: u64) {
    let deadline = Instant::now() + Duration::from_secs(5);
    while Instant::now() < deadline {
        let there = heard
            .borrow()
            .places
            .iter()
            .all(|places| places.len() as u64 >= messages);
        if there {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Messages of the members in turn; each begins with its number.
fn sending(people: &[Member], conversation: ConversationId) -> Requests {
    let cookies: Vec<String> = people.iter().map(|member| member.cookie.clone()).collect();
    let path = format!("/api/v1/conversations/{conversation}/messages");
    Rc::new(move |index| {
        let place = index as usize % cookies.len().max(1);
        let session = cookies.get(place).map_or("", String::as_str);
        let body = serde_json::to_string(&new_message(&words(index as usize))).unwrap_or_default();
        request("POST", &path, session, Some(&body))
    })
}

async fn listen(mut socket: Socket, index: usize, heard: Rc<RefCell<Heard>>, tells: Option<ConversationId>) {
    let mut last = 0;
    // when to say up to where messages have arrived
    let mut telling: Option<tokio::time::Instant> = None;
    loop {
        let quiet = async {
            match telling {
                Some(at) => tokio::time::sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        let frame = tokio::select! {
            frame = socket.next() => Some(frame),
            () = quiet => None,
        };
        let goes_on = match frame {
            Some(Ok(text)) => {
                if let Some((seq, number)) = of_message(&text) {
                    heard.borrow_mut().hear(index, (seq, number), &mut last);
                    if tells.is_some() && telling.is_none() {
                        telling = Some(tokio::time::Instant::now() + GATHER);
                    }
                }
                true
            }
            Some(Err(_)) => false,
            None => {
                telling = None;
                let delivered = serde_json::json!({
                    "type": "message_delivered", "conversation_id": tells, "seq": last,
                });
                socket.say(delivered.to_string()).await.is_ok()
            }
        };
        if !goes_on {
            heard.borrow_mut().closed += 1;
            return;
        }
    }
}

impl Heard {
    fn figures(&self, name: String, (rate, messages): (f64, u64), cpu: u64) -> Delivery {
        let came: u64 = self.places.iter().map(|places| places.len() as u64).sum();
        let lost = (messages * self.places.len() as u64).saturating_sub(came);
        let doubled = self
            .places
            .iter()
            .flat_map(HashMap::values)
            .map(|times| u64::from(times - 1))
            .sum();
        let took = self
            .start
            .zip(self.last)
            .map(|((start, _), last)| last.duration_since(start));
        let quantile = |part: f64| {
            let latency = self.latency.as_ref();
            latency.map_or(0.0, |latency| latency.value_at_quantile(part) as f64 / 1000.0)
        };
        Delivery {
            name,
            rate,
            deliveries: came as f64 / took.map_or(1.0, |took| took.as_secs_f64()).max(0.001),
            millis: [quantile(0.5), quantile(0.95), quantile(0.99)],
            faults: [lost, doubled, self.disorder, self.closed],
            cpu: cpu as f64 / (came as f64).max(1.0),
        }
    }

    fn hear(&mut self, index: usize, (seq, number): (i64, u64), last: &mut i64) {
        let now = Instant::now();
        self.disorder += u64::from(seq < *last);
        *last = seq.max(*last);
        if let Some(places) = self.places.get_mut(index) {
            *places.entry(seq).or_default() += 1;
        }
        if let Some((start, rate)) = self.start {
            let intended = start + Duration::from_secs_f64(number as f64 / rate);
            let late = now.saturating_duration_since(intended).as_micros() as u64;
            if let Some(latency) = &mut self.latency {
                latency.saturating_record(late);
            }
        }
        self.last = Some(now);
    }
}

/// A frame like those of a conversation.
pub fn frame(number: u64) -> String {
    let id = "0199aaaa-aaaa-7aaa-8aaa-aaaaaaaaaaaa";
    let content = words(number as usize);
    serde_json::json!({
        "type": "message", "epoch": id, "message": {
            "id": id, "conversation_id": id, "seq": number + 1, "sender_id": id, "sender_name": "Parent 1 Mesure",
            "sender_role": "parent", "message_type": "text", "content": content, "reply_to": null, "client_msg_id": id,
            "created_at": "2026-11-20T10:00:00.000000Z",
        },
    })
    .to_string()
}

/// Place and number of a message, when the frame is one: looked for in the text, because reading the whole of thousands of frames
/// would keep the load's core busier than the server's.
fn of_message(text: &str) -> Option<(i64, u64)> {
    if !text.contains(r#""type":"message""#) {
        return None;
    }
    let seq = number_after(text, r#""seq":"#)?;
    let number = number_after(text, r#""content":"n"#)?;
    Some((i64::try_from(seq).ok()?, number))
}

fn number_after(text: &str, mark: &str) -> Option<u64> {
    let (_, rest) = text.split_once(mark)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest.get(..digits)?.parse().ok()
}
