//! What came of one promise in one configuration.

use crate::judge::Fault;

/// A verdict.
#[derive(Debug)]
pub struct Verdict {
    /// Which promise.
    pub promise: &'static str,
    /// In which configuration.
    pub config: String,
    /// What was counted, in words.
    pub counts: String,
    /// What is wrong, in words.
    pub faults: Vec<String>,
}

impl Verdict {
    /// A verdict without faults so far.
    pub const fn new(promise: &'static str, config: String, counts: String) -> Self {
        Self {
            promise,
            config,
            counts,
            faults: Vec::new(),
        }
    }

    /// The judge has found these.
    pub fn blame(mut self, faults: Vec<Fault>) -> Self {
        self.faults.extend(faults.into_iter().map(|fault| format!("{fault:?}")));
        self
    }

    /// Something must hold.
    pub fn must(mut self, holds: bool, words: impl FnOnce() -> String) -> Self {
        if !holds {
            self.faults.push(words());
        }
        self
    }
}

/// A percentile of some times, in milliseconds.
pub fn percentile(times: &mut [f64], part: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    let place = ((times.len() as f64 * part).ceil() as usize).saturating_sub(1);
    times.get(place).or(times.last()).copied().unwrap_or(0.0)
}
