//! Versions: whoever changes something says which version of it was read, so that nobody writes over what somebody else has just
//! written. On the wire they are strong ETags (RFC 9110): `ETag: "v7-x1Y2z3"` on what is read, where the second part tells one
//! representation from another; `If-Match` with that tag, or with the version alone as `"v7"`, on what changes it.

/// A thing with its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versioned<T> {
    /// The thing.
    pub value: T,
    /// Grows by one with every change of it.
    pub version: i64,
}

impl<T> Versioned<T> {
    /// This thing in this version.
    pub const fn new(value: T, version: i64) -> Self {
        Self { value, version }
    }
}

/// Which version a call wants to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Whatever stands there now.
    Any,
    /// This one and no other.
    Exactly(i64),
}

impl Expected {
    /// From the value of `If-Match`: `*`, or one tag of ours. `None` for anything else, which no thing of ours can match.
    #[must_use]
    pub fn parse(header: &str) -> Option<Self> {
        let header = header.trim();
        if header == "*" {
            return Some(Self::Any);
        }
        let tag = header.strip_prefix("\"v")?.strip_suffix('"')?;
        let number = tag.split_once('-').map_or(tag, |(number, _)| number);
        // the one spelling that we give
        let version: i64 = number.parse().ok()?;
        (number == version.to_string()).then_some(Self::Exactly(version))
    }

    /// Whether a thing in this version is meant.
    #[must_use]
    pub const fn allows(self, version: i64) -> bool {
        match self {
            Self::Any => true,
            Self::Exactly(expected) => expected == version,
        }
    }
}

/// The tag of a version, whatever its representation.
#[must_use]
pub fn tag(version: i64) -> String {
    format!("\"v{version}\"")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("*", Some(Expected::Any))]
    #[case("\"v7\"", Some(Expected::Exactly(7)))]
    #[case(" \"v7\" ", Some(Expected::Exactly(7)))]
    #[case("\"v7-x1Y2z3\"", Some(Expected::Exactly(7)))]
    #[case("W/\"v7\"", None)]
    #[case("\"v07\"", None)]
    #[case("\"v+7\"", None)]
    #[case("\"v1\", \"v2\"", None)]
    #[case("v7", None)]
    #[case("", None)]
    #[case("\"v99999999999999999999\"", None)]
    fn only_our_own_tags_are_versions(#[case] header: &str, #[case] expected: Option<Expected>) {
        assert_eq!(Expected::parse(header), expected);
    }

    #[test]
    fn a_tag_is_read_back() {
        assert_eq!(Expected::parse(&tag(42)), Some(Expected::Exactly(42)));
        assert!(Expected::Exactly(42).allows(42));
        assert!(!Expected::Exactly(42).allows(43));
        assert!(Expected::Any.allows(43));
    }
}
