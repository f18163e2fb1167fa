//! Parts of a file that a client asks for (RFC 9110, 14).

use std::ops::Range;

/// What is asked for of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// All of it: nothing else was asked for, or nothing that we understand.
    Whole,
    /// These bytes.
    Part(Range<u64>),
    /// Bytes that it does not have.
    Nothing,
}

/// What a `Range` asks for of so many bytes; of several ranges, the whole.
pub fn asked(header: Option<&str>, length: u64) -> Asked {
    let Some(part) = header.and_then(|header| header.trim().strip_prefix("bytes=")) else {
        return Asked::Whole;
    };
    let Some((first, last)) = part.trim().split_once('-') else {
        return Asked::Whole;
    };
    match (number(first), number(last)) {
        (Some(Some(first)), Some(last)) => {
            let end = last.map_or(length, |last| last.saturating_add(1).min(length));
            if last.is_some_and(|last| last < first) {
                Asked::Whole
            } else if first >= length {
                Asked::Nothing
            } else {
                Asked::Part(first..end)
            }
        }
        (Some(None), Some(Some(count))) if count == 0 || length == 0 => Asked::Nothing,
        (Some(None), Some(Some(count))) => Asked::Part(length.saturating_sub(count)..length),
        _ => Asked::Whole,
    }
}

/// A number, nothing, or something else.
#[expect(clippy::option_option, reason = "absent is not unreadable")]
fn number(text: &str) -> Option<Option<u64>> {
    if text.is_empty() {
        return Some(None);
    }
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten().map(Some)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(None, Asked::Whole)]
    #[case(Some("bytes=0-"), Asked::Part(0..10))]
    #[case(Some("bytes=2-4"), Asked::Part(2..5))]
    #[case(Some("bytes=2-400"), Asked::Part(2..10))]
    #[case(Some("bytes=-3"), Asked::Part(7..10))]
    #[case(Some("bytes=-300"), Asked::Part(0..10))]
    #[case(Some("bytes=10-"), Asked::Nothing)]
    #[case(Some("bytes=-0"), Asked::Nothing)]
    #[case(Some("bytes=4-2"), Asked::Whole)]
    #[case(Some("bytes=0-1,4-5"), Asked::Whole)]
    #[case(Some("lines=0-1"), Asked::Whole)]
    #[case(Some("bytes=+1-2"), Asked::Whole)]
    #[case(Some("bytes=99999999999999999999-"), Asked::Whole)]
    fn what_is_asked_for(#[case] header: Option<&str>, #[case] expected: Asked) {
        assert_eq!(asked(header, 10), expected);
    }

    proptest! {
        #[test]
        fn nothing_outside_of_the_file(header in "bytes=[-0-9]{0,40}|bytes=[-, 0-9]{0,40}|\\PC{0,60}", length in prop_oneof![0_u64..1000, any::<u64>()]) {
            if let Asked::Part(part) = asked(Some(&header), length) {
                prop_assert!(part.start < part.end && part.end <= length);
            }
        }
    }
}
