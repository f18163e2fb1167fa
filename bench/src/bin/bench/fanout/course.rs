//! The messages of one room on their way: how many are under way, and when each has reached everybody.

use std::time::Instant;

use hdrhistogram::Histogram;

use super::line::Heard;
use crate::load::histogram;

/// A room while it is measured.
pub struct Course {
    size: u32,
    /// Whether places must grow at every socket; those of the bare broadcast mean nothing.
    ordered: bool,
    /// When each message ought to have left, and how many have it.
    messages: Vec<(Instant, u32)>,
    /// The last place that each socket has heard.
    last: Vec<i64>,
    /// Messages that everybody has.
    pub complete: u64,
    /// Deliveries.
    pub delivered: u64,
    /// Deliveries that came twice or before one that stands before them.
    pub disorder: u64,
    /// Latencies of deliveries, in microseconds.
    pub latency: Histogram<u64>,
}

impl Course {
    /// A room of so many sockets in which nothing was said yet.
    pub fn new(size: usize, ordered: bool) -> Self {
        Self {
            size: u32::try_from(size).unwrap_or(u32::MAX),
            ordered,
            messages: Vec::new(),
            last: vec![0; size],
            complete: 0,
            delivered: 0,
            disorder: 0,
            latency: histogram(),
        }
    }

    /// The number of the next message, which ought to leave at this moment.
    pub fn next(&mut self, intended: Instant) -> usize {
        self.messages.push((intended, 0));
        self.messages.len() - 1
    }

    /// A socket has heard a message; whether everybody has it now.
    pub fn hear(&mut self, socket: usize, heard: Heard) -> bool {
        let number = usize::try_from(heard.number).unwrap_or(usize::MAX);
        let (Some(last), Some((intended, count))) = (self.last.get_mut(socket), self.messages.get_mut(number)) else {
            return false;
        };
        if self.ordered && heard.seq <= *last {
            self.disorder += 1;
        }
        *last = heard.seq;
        *count += 1;
        self.delivered += 1;
        let late = intended.elapsed().as_micros();
        self.latency.saturating_record(u64::try_from(late).unwrap_or(u64::MAX));
        let is_complete = *count == self.size;
        self.complete += u64::from(is_complete);
        is_complete
    }

    /// Deliveries that have not come.
    pub fn lost(&self) -> u64 {
        let missing = self.messages.iter().map(|(_, count)| self.size.saturating_sub(*count));
        missing.map(u64::from).sum()
    }

    /// Messages that somebody still waits for.
    pub fn under_way(&self) -> u64 {
        (self.messages.len() as u64).saturating_sub(self.complete)
    }
}
