//! Rules of the SEL, the same on both sides: how far an account may go, and what may be typed.

use crate::{
    id::AccountId,
    problem::{Code, Problem},
    sel::forms::{NewSelTransfer, SelProposalKind},
    words,
};

/// Units in an hour.
pub const HOUR: i32 = 60;
/// What an account begins with: two hours (S2-94).
pub const OPENING: i32 = 120;
/// How far an account of members may go down, included (S2-92).
pub const BALANCE_MIN: i32 = -300;
/// How far an account of members may go up, included (S2-93).
pub const BALANCE_MAX: i32 = 600;
/// Fewest units of a transfer.
pub const UNITS_MIN: i32 = 1;
/// Most units of a transfer.
pub const UNITS_MAX: i32 = 600;
/// How long a proposal waits for a decision: fourteen days.
pub const WAIT_SECONDS: i64 = 14 * 24 * 3600;
/// Longest description, in characters.
pub const DESCRIPTION_MAX: usize = 500;
/// Longest reason, in characters.
pub const REASON_MAX: usize = 500;
/// Most people of a group transfer or a credit.
pub const GROUP_MAX: usize = 50;
/// Most treasurers that a school names.
pub const TREASURERS_MAX: usize = 10;
/// How many buckets the distribution of balances has.
pub const BUCKETS: i32 = 9;
/// How many units wide a bucket is.
pub const BUCKET: i32 = 100;

type Checked = Result<(), garde::Error>;

/// The balance after paying, when the limit allows it: what is set aside for others counts as spent.
///
/// # Errors
/// `sel_payer_limit`.
pub const fn after_paying(balance: i32, reserved: i32, units: i32) -> Result<i32, Code> {
    if balance - reserved - units < BALANCE_MIN {
        return Err(Code::SelPayerLimit);
    }
    Ok(balance - units)
}

/// The balance after receiving, when the limit allows it.
///
/// # Errors
/// `sel_receiver_limit`.
pub const fn after_receiving(balance: i32, units: i32) -> Result<i32, Code> {
    if balance + units > BALANCE_MAX {
        return Err(Code::SelReceiverLimit);
    }
    Ok(balance + units)
}

/// How many units can still be spent.
#[must_use]
pub const fn can_spend(balance: i32, reserved: i32) -> i32 {
    let left = balance - reserved - BALANCE_MIN;
    if left < 0 { 0 } else { left }
}

/// How many units can still be received.
#[must_use]
pub const fn can_receive(balance: i32) -> i32 {
    let left = BALANCE_MAX - balance;
    if left < 0 { 0 } else { left }
}

/// In which bucket of the distribution a balance falls: 0 for -300 to -201, 8 for 500 to 600.
#[must_use]
pub const fn bucket(balance: i32) -> i32 {
    let at = (balance - BALANCE_MIN).div_euclid(BUCKET);
    if at < 0 {
        0
    } else if at >= BUCKETS {
        BUCKETS - 1
    } else {
        at
    }
}

/// Whether a proposal names who pays and who is paid: exactly one other person, and not oneself; a gift is one's own units.
///
/// # Errors
/// `invalid`, with the field and why.
pub fn check(form: &NewSelTransfer, me: AccountId) -> Result<(), Problem> {
    let invalid = |pointer: &str, code: &str| Err(Problem::new(Code::Invalid).at(pointer, code));
    match (form.to, form.from) {
        (None, None) => invalid("/to", "required"),
        (Some(_), Some(_)) => invalid("/from", "not_both"),
        (Some(to), None) if to == me => invalid("/to", "yourself"),
        (None, Some(from)) if from == me => invalid("/from", "yourself"),
        (None, Some(_)) if form.kind == Some(SelProposalKind::Gift) => invalid("/to", "required"),
        _ => Ok(()),
    }
}

/// What a transfer is for: 1 to 500 characters.
pub fn description(value: &str, (): &()) -> Checked {
    line(value, DESCRIPTION_MAX)
}

/// A reason: 1 to 500 characters.
pub fn reason(value: &str, (): &()) -> Checked {
    line(value, REASON_MAX)
}

/// A reason, if given.
pub fn optional_reason(value: &Option<String>, context: &()) -> Checked {
    value.as_deref().map_or(Ok(()), |text| reason(text, context))
}

/// People who are asked or paid together: 1 to 50, each once.
pub fn people(value: &[AccountId], (): &()) -> Checked {
    if value.is_empty() {
        return Err(garde::Error::new("required"));
    }
    if value.len() > GROUP_MAX {
        return Err(garde::Error::new("too_long"));
    }
    each_once(value)
}

/// The treasurers that a school names: at most 10, each once.
pub fn treasurers(value: &[AccountId], (): &()) -> Checked {
    if value.len() > TREASURERS_MAX {
        return Err(garde::Error::new("too_long"));
    }
    each_once(value)
}

fn each_once(value: &[AccountId]) -> Checked {
    let twice = value
        .iter()
        .enumerate()
        .any(|(at, one)| value.iter().take(at).any(|before| before == one));
    if twice {
        return Err(garde::Error::new("twice"));
    }
    Ok(())
}

fn line(value: &str, most: usize) -> Checked {
    let clean = words::clean_line(value);
    if clean.is_empty() {
        return Err(garde::Error::new("required"));
    }
    if clean.chars().count() > most {
        return Err(garde::Error::new("too_long"));
    }
    if value.chars().any(char::is_control) {
        return Err(garde::Error::new("control_character"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(120, 0, 420, Ok(-300))]
    #[case(120, 0, 421, Err(Code::SelPayerLimit))]
    #[case(-240, 0, 60, Ok(-300))]
    #[case(-240, 1, 60, Err(Code::SelPayerLimit))]
    #[case(600, 300, 600, Ok(0))]
    #[case(600, 301, 600, Err(Code::SelPayerLimit))]
    fn minus_300_is_reached_and_not_passed(
        #[case] balance: i32,
        #[case] reserved: i32,
        #[case] units: i32,
        #[case] after: Result<i32, Code>,
    ) {
        assert_eq!(after_paying(balance, reserved, units), after);
        assert_eq!(can_spend(balance, reserved) >= units, after.is_ok());
    }

    #[rstest]
    #[case(540, 60, Ok(600))]
    #[case(541, 60, Err(Code::SelReceiverLimit))]
    #[case(-300, 600, Ok(300))]
    fn plus_600_is_reached_and_not_passed(#[case] balance: i32, #[case] units: i32, #[case] after: Result<i32, Code>) {
        assert_eq!(after_receiving(balance, units), after);
        assert_eq!(can_receive(balance) >= units, after.is_ok());
    }

    #[rstest]
    #[case(-300, 0)]
    #[case(-201, 0)]
    #[case(-200, 1)]
    #[case(0, 3)]
    #[case(499, 7)]
    #[case(500, 8)]
    #[case(600, 8)]
    fn a_balance_falls_into_one_bucket(#[case] balance: i32, #[case] at: i32) {
        assert_eq!(bucket(balance), at);
    }

    #[test]
    fn a_group_names_each_person_once() {
        let (one, other) = (AccountId::fresh(), AccountId::fresh());
        assert!(people(&[one, other], &()).is_ok());
        assert!(people(&[one, one], &()).is_err());
        assert!(people(&[], &()).is_err());
        assert!(treasurers(&[], &()).is_ok());
    }
}
