//! Which children of the school's list a declared child may be: names are typed in many ways.

/// The most matches that are shown for one declared child.
pub const MOST: usize = 5;

/// How alike two names are, by their search keys; `None` when they are not.
#[must_use]
pub fn likeness(one: &str, other: &str) -> Option<usize> {
    let words = |key: &str| -> Vec<String> {
        key.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 1)
            .map(str::to_owned)
            .collect()
    };
    let others = words(other);
    let shared = words(one).iter().filter(|word| others.contains(word)).count();
    let misspelt = usize::from(distance(one, other) <= 2);
    Some(shared + 2 * misspelt).filter(|points| *points > 0)
}

/// Whether two search keys are of one name: the same words in any order, or at most two letters apart.
#[must_use]
pub fn nearly_the_same(one: &str, other: &str) -> bool {
    let words = |key: &str| -> Vec<String> {
        let mut words: Vec<String> = key.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    words(one) == words(other) || distance(one, other) <= 2
}

/// How many letters must be changed, added or taken away to make one text of the other (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.chars().enumerate() {
        let mut left = index + 1;
        let mut next = vec![left];
        for (candidate, pair) in other.iter().zip(row.windows(2)) {
            let (diagonal, up) = (pair.first().copied(), pair.last().copied());
            let kept = diagonal.unwrap_or(left) + usize::from(letter != *candidate);
            left = kept.min(left + 1).min(up.unwrap_or(left) + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("dubois louis", "dubois louis", Some(4))]
    #[case("dubois louis", "dubois-martin louis", Some(2))]
    #[case("duboi louis", "dubois louis", Some(3))]
    #[case("el amrani yasmina", "amrani yasmina", Some(2))]
    #[case("dubois louis", "peeters emma", None)]
    #[case("", "", Some(2))]
    fn names_are_alike(#[case] one: &str, #[case] other: &str, #[case] points: Option<usize>) {
        assert_eq!(likeness(one, other), points);
    }

    #[rstest]
    #[case("dubois louis", "louis dubois", true)]
    #[case("dubois louis", "duboi luis", true)]
    #[case("dubois-martin louis", "dubois martin louis", true)]
    #[case("dubois louis", "dubois emma", false)]
    fn a_name_is_written_in_many_ways(#[case] one: &str, #[case] other: &str, #[case] same: bool) {
        assert_eq!(nearly_the_same(one, other), same);
    }

    #[rstest]
    #[case("", "abc", 3)]
    #[case("kitten", "sitting", 3)]
    #[case("zoe", "zoé", 1)]
    fn the_distance_counts_letters(#[case] one: &str, #[case] other: &str, #[case] letters: usize) {
        assert_eq!(distance(one, other), letters);
        assert_eq!(distance(other, one), letters);
    }
}
