//! How long to wait before trying again: twice as long each time, with chance, so that not everybody comes back at once.

/// The longest pause, in milliseconds.
const LONGEST: u32 = 30_000;
/// The first pause, in milliseconds.
const FIRST: u32 = 500;

/// Counts the attempts that failed in a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pause {
    failed: u32,
}

impl Pause {
    /// Milliseconds until the next attempt: between half and the whole of 0.5, 1, 2, 4, ... 30 s. `chance` is from 0 to 1.
    pub fn next(&mut self, chance: f64) -> u32 {
        let whole = FIRST
            .saturating_mul(1_u32.checked_shl(self.failed.min(8)).unwrap_or(1))
            .min(LONGEST);
        self.failed = self.failed.saturating_add(1);
        let half = whole / 2;
        half + fraction(half, chance)
    }

    /// How many attempts have failed in a row.
    pub const fn failed(self) -> u32 {
        self.failed
    }

    /// It worked.
    pub const fn reset(&mut self) {
        self.failed = 0;
    }
}

/// A part of a number of milliseconds.
fn fraction(of: u32, chance: f64) -> u32 {
    // In steps of a thousandth, so that no float becomes an integer.
    let thousandths = (0..1_000_u32)
        .take_while(|step| f64::from(*step) < chance * 1_000.0)
        .count();
    let thousandths = u32::try_from(thousandths).unwrap_or(1_000);
    of / 1_000 * thousandths + of % 1_000 * thousandths / 1_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_half_a_minute() {
        let mut pause = Pause::default();
        let longest: Vec<u32> = (0..8).map(|_| pause.next(1.0)).collect();
        assert_eq!(longest, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
        pause.reset();
        assert_eq!(pause.next(0.0), 250);
    }

    proptest::proptest! {
        #[test]
        fn a_pause_is_never_shorter_than_half_nor_longer_than_30_seconds(failed in 0..100_u32, chance in 0.0..=1.0_f64) {
            let mut pause = Pause { failed };
            let next = pause.next(chance);
            proptest::prop_assert!((250..=LONGEST).contains(&next));
            proptest::prop_assert_eq!(pause.failed(), failed + 1);
        }
    }
}
