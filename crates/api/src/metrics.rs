//! What this node has done since it started, and how long it took: for `/metrics` and the statistics of the office.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use domain::happening::Happening;

/// Upper ends of the classes of response times, in microseconds; one more class has none.
const ENDS: [u64; 11] = [
    1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 5_000_000,
];

/// Classes of answers, by the first digit of their status.
const STATUSES: [&str; 4] = ["2xx", "3xx", "4xx", "5xx"];

/// The counters of this node. They only grow.
#[derive(Debug)]
pub struct Metrics {
    started: Instant,
    answers: [Answers; STATUSES.len()],
    messages: AtomicU64,
}

#[derive(Debug, Default)]
struct Answers {
    by_time: [AtomicU64; ENDS.len() + 1],
    micros: AtomicU64,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            started: Instant::now(),
            answers: Default::default(),
            messages: AtomicU64::new(0),
        }
    }
}

impl Metrics {
    /// A call was answered with this status after so long. Sockets are no answers.
    pub fn answered(&self, status: u16, took: Duration) {
        let class = usize::from(status / 100).wrapping_sub(2);
        let Some(answers) = self.answers.get(class) else { return };
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let place = ENDS.iter().position(|end| micros <= *end).unwrap_or(ENDS.len());
        if let Some(count) = answers.by_time.get(place) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        answers.micros.fetch_add(micros, Ordering::Relaxed);
    }

    /// Takes note of what has happened on this node.
    pub fn heed(&self, happenings: &[Happening]) {
        let is_message = |happening: &&Happening| matches!(happening, Happening::MessageSent { .. });
        let messages = happenings.iter().filter(is_message).count();
        self.messages
            .fetch_add(u64::try_from(messages).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// Since when this node runs.
    #[must_use]
    pub fn uptime(&self) -> Duration {
        self.started.elapsed()
    }

    /// Mean time of an answer in milliseconds; `None` before the first.
    #[must_use]
    pub fn mean_response_ms(&self) -> Option<f64> {
        let micros: u64 = self.answers.iter().map(|answers| read(&answers.micros)).sum();
        let count: u64 = self.answers.iter().map(Answers::count).sum();
        // to a tenth of a microsecond, in numbers that a float holds
        let mean = micros.checked_mul(10)?.checked_div(count)?;
        u32::try_from(mean).ok().map(|mean| f64::from(mean) / 10_000.0)
    }

    /// The counters as Prometheus reads them.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        head(
            &mut text,
            ("ecolehub_http_response_seconds", "histogram"),
            "Time until this node had answered a call.",
        );
        for (status, answers) in STATUSES.iter().zip(&self.answers) {
            let mut so_far = 0;
            for (end, count) in ENDS.iter().zip(&answers.by_time) {
                so_far += read(count);
                line(
                    &mut text,
                    &format!(
                        "ecolehub_http_response_seconds_bucket{{status=\"{status}\",le=\"{}\"}}",
                        seconds(*end)
                    ),
                    so_far,
                );
            }
            let all = answers.count();
            let name = |part: &str, labels: &str| {
                format!("ecolehub_http_response_seconds_{part}{{status=\"{status}\"{labels}}}")
            };
            line(&mut text, &name("bucket", ",le=\"+Inf\""), all);
            line(&mut text, &name("sum", ""), seconds(read(&answers.micros)));
            line(&mut text, &name("count", ""), all);
        }
        head(
            &mut text,
            ("ecolehub_messages_sent_total", "counter"),
            "Messages that this node has sent out since it started; one that a client sent again counts again.",
        );
        line(&mut text, "ecolehub_messages_sent_total", read(&self.messages));
        gauge(
            &mut text,
            ("ecolehub_uptime_seconds", "Since when this node runs."),
            i64::try_from(self.uptime().as_secs()).unwrap_or(i64::MAX),
        );
        text
    }
}

impl Answers {
    fn count(&self) -> u64 {
        self.by_time.iter().map(read).sum()
    }
}

/// Adds a number that may also fall.
pub fn gauge(text: &mut String, (name, help): (&str, &str), value: i64) {
    head(text, (name, "gauge"), help);
    line(text, name, value);
}

fn head(text: &mut String, (name, kind): (&str, &str), help: &str) {
    text.push_str(&format!("# HELP {name} {help}\n# TYPE {name} {kind}\n"));
}

fn line(text: &mut String, name: &str, value: impl std::fmt::Display) {
    text.push_str(&format!("{name} {value}\n"));
}

fn read(counter: &AtomicU64) -> u64 {
    counter.load(Ordering::Relaxed)
}

/// Microseconds in seconds, exactly.
fn seconds(micros: u64) -> String {
    let text = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_how_long_they_took() {
        let metrics = Metrics::default();
        assert_eq!(metrics.mean_response_ms(), None);
        metrics.answered(200, Duration::from_micros(900));
        metrics.answered(200, Duration::from_millis(3));
        metrics.answered(503, Duration::from_secs(9));
        metrics.answered(101, Duration::from_secs(600));
        let text = metrics.text();
        for expected in [
            "ecolehub_http_response_seconds_bucket{status=\"2xx\",le=\"0.001\"} 1\n",
            "ecolehub_http_response_seconds_bucket{status=\"2xx\",le=\"0.005\"} 2\n",
            "ecolehub_http_response_seconds_bucket{status=\"5xx\",le=\"5\"} 0\n",
            "ecolehub_http_response_seconds_bucket{status=\"5xx\",le=\"+Inf\"} 1\n",
            "ecolehub_http_response_seconds_sum{status=\"2xx\"} 0.0039\n",
            "ecolehub_http_response_seconds_count{status=\"2xx\"} 2\n",
        ] {
            assert!(text.contains(expected), "{expected} is not in\n{text}");
        }
        let mean = metrics.mean_response_ms().unwrap();
        assert!((mean - 3001.3).abs() < 0.001, "{mean}");
    }
}
