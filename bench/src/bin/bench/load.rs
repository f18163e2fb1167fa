//! Load at a fixed rate. The moment when each request ought to leave is decided beforehand, and its latency counts from there: a server
//! that stalls makes every request late that ought to have left meanwhile, as it makes people wait who click meanwhile.

use std::{
    cell::{Cell, RefCell},
    net::SocketAddr,
    rc::Rc,
    sync::Arc,
    time::{Duration, Instant},
};

use bench::http::Http;
use hdrhistogram::Histogram;
use tokio::{sync::Semaphore, task::JoinSet};

/// What is asked: the bytes of request number `n`.
pub type Requests = Rc<dyn Fn(u64) -> Vec<u8>>;

/// Some load.
#[derive(Clone)]
pub struct Load {
    /// Whom to ask, in turn.
    pub targets: Vec<SocketAddr>,
    /// What to ask.
    pub requests: Requests,
    /// The status that counts as an answer.
    pub status: u16,
    /// Connections.
    pub connections: usize,
}

/// What came of it.
pub struct Outcome {
    /// Latencies of the answers, in microseconds.
    pub latency: Histogram<u64>,
    /// Answers.
    pub answered: u64,
    /// Requests without the answer that they ought to have.
    pub failed: u64,
    /// From the first request to the last answer.
    pub took: Duration,
}

impl Outcome {
    /// Answers for each second.
    pub fn rate(&self) -> f64 {
        self.answered as f64 / self.took.as_secs_f64()
    }

    /// A percentile, in milliseconds.
    pub fn millis(&self, percentile: f64) -> f64 {
        self.latency.value_at_quantile(percentile / 100.0) as f64 / 1000.0
    }
}

/// A histogram up to a minute, to three digits.
pub fn histogram() -> Histogram<u64> {
    // these bounds are good ones
    Histogram::new_with_bounds(1, 60_000_000, 3)
        .unwrap_or_else(|_| Histogram::new(3).unwrap_or_else(|_| unreachable!()))
}

struct Run {
    load: Load,
    outcome: RefCell<Outcome>,
    next: Cell<u64>,
    start: Instant,
}

impl Load {
    /// As many requests as there are answers, for this long: what the server does when nobody waits.
    pub async fn flat_out(&self, time: Duration) -> Outcome {
        let run = Run::new(self);
        let work = |run: Rc<Run>, mut http: Http| async move {
            while run.start.elapsed() < time {
                let index = run.take();
                run.one(&mut http, index, Instant::now()).await;
            }
        };
        Run::finish(run, work).await
    }

    /// Requests at this rate for this long.
    pub async fn at_rate(&self, rate: f64, time: Duration) -> Outcome {
        let total = (rate * time.as_secs_f64()).max(1.0) as u64;
        let run = Run::new(self);
        let gate = Arc::new(Semaphore::new(0));
        pace(Arc::clone(&gate), run.start, (rate, total));
        let late = time + Duration::from_secs(2);
        let work = |run: Rc<Run>, mut http: Http| {
            let gate = Arc::clone(&gate);
            async move {
                while let Ok(permit) = gate.acquire().await {
                    permit.forget();
                    let index = run.take();
                    if index >= total {
                        gate.close();
                        break;
                    }
                    if run.start.elapsed() > late {
                        run.fail();
                        continue;
                    }
                    let intended = run.start + Duration::from_secs_f64(index as f64 / rate);
                    run.one(&mut http, index, intended).await;
                }
            }
        };
        Run::finish(run, work).await
    }
}

/// Opens the gate for each request at its moment, from a thread of its own: timers of the runtime are a millisecond wide.
fn pace(gate: Arc<Semaphore>, start: Instant, (rate, total): (f64, u64)) {
    std::thread::spawn(move || {
        let mut given = 0_u64;
        while given < total && !gate.is_closed() {
            let due = ((start.elapsed().as_secs_f64() * rate) as u64 + 1).min(total);
            if due > given {
                gate.add_permits((due - given) as usize);
                given = due;
            }
            let next = start + Duration::from_secs_f64(given as f64 / rate);
            std::thread::park_timeout(
                next.saturating_duration_since(Instant::now())
                    .max(Duration::from_micros(50)),
            );
        }
        // everybody who still waits finds that there is nothing left
        gate.add_permits(10_000);
    });
}

impl Run {
    fn new(load: &Load) -> Rc<Self> {
        let outcome = Outcome {
            latency: histogram(),
            answered: 0,
            failed: 0,
            took: Duration::ZERO,
        };
        Rc::new(Self {
            load: load.clone(),
            outcome: RefCell::new(outcome),
            next: Cell::new(0),
            start: Instant::now(),
        })
    }

    fn take(&self) -> u64 {
        self.next.replace(self.next.get() + 1)
    }

    fn fail(&self) {
        self.outcome.borrow_mut().failed += 1;
    }

    async fn one(&self, http: &mut Http, index: u64, intended: Instant) {
        let request = (self.load.requests)(index);
        let answer = tokio::time::timeout(Duration::from_secs(10), http.send(&request)).await;
        let mut outcome = self.outcome.borrow_mut();
        if matches!(answer, Ok(Ok(status)) if status == self.load.status) {
            outcome.answered += 1;
            outcome.latency.saturating_record(intended.elapsed().as_micros() as u64);
        } else {
            outcome.failed += 1;
        }
    }

    async fn finish<W, F>(run: Rc<Self>, work: W) -> Outcome
    where
        W: Fn(Rc<Self>, Http) -> F,
        F: Future<Output = ()> + 'static,
    {
        let mut tasks = JoinSet::new();
        let targets = run.load.targets.iter().cycle().take(run.load.connections);
        for target in targets {
            tasks.spawn_local(work(Rc::clone(&run), Http::new(*target)));
        }
        tasks.join_all().await;
        let took = run.start.elapsed();
        let mut outcome = run.outcome.borrow_mut();
        outcome.took = took;
        Outcome {
            latency: std::mem::replace(&mut outcome.latency, histogram()),
            ..*outcome
        }
    }
}
