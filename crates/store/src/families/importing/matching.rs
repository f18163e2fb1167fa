//! Which child of the list a line is about: by register number, else by name. A child is found by one line at most.

use std::collections::{HashMap, HashSet};

use domain::id::ChildId;

use crate::families::child;

use super::{file::Line, plan::Known};

/// What was found for each line, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// This child.
    Child(usize),
    /// Nobody: a new child.
    Nobody,
    /// Several could be meant.
    Several,
    /// The same child stands above.
    Twice,
}

/// Finds the child of each sound line.
pub(super) fn find(lines: &[Line], known: &[Known]) -> Vec<Option<Found>> {
    let mut search = Search::new(lines, known);
    search.refuse_repetitions();
    search.by_number();
    // first who stays where they are, then who moves, then who comes back
    search.by_name(|line, known| !known.has_left() && known.is_in(line), true);
    search.by_name(|_, known| !known.has_left(), true);
    search.by_name(|_, known| known.has_left(), false);
    search.found
}

struct Search<'a> {
    lines: &'a [Line],
    known: &'a [Known],
    keys: Vec<String>,
    by_key: HashMap<&'a str, Vec<usize>>,
    claimed: HashSet<usize>,
    found: Vec<Option<Found>>,
}

impl<'a> Search<'a> {
    fn new(lines: &'a [Line], known: &'a [Known]) -> Self {
        let mut by_key: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, child) in known.iter().enumerate() {
            by_key.entry(child.row.search_key.as_str()).or_default().push(index);
        }
        Self {
            keys: lines
                .iter()
                .map(|line| child::search_key(&line.first_name, &line.last_name))
                .collect(),
            found: lines
                .iter()
                .map(|line| line.errors.is_empty().then_some(Found::Nobody))
                .collect(),
            lines,
            known,
            by_key,
            claimed: HashSet::new(),
        }
    }

    /// The same number, or the same name in the same class without two numbers, is the same child.
    fn refuse_repetitions(&mut self) {
        let mut numbers = HashSet::new();
        let mut names: HashMap<_, Vec<Option<&str>>> = HashMap::new();
        let mut twice = Vec::new();
        for (index, line) in self.lines.iter().enumerate() {
            if self.found.get(index) != Some(&Some(Found::Nobody)) {
                continue;
            }
            let number = line.register_number.as_deref();
            let same_number = number.is_some_and(|number| !numbers.insert(number));
            let above = names.entry((self.keys.get(index), &line.class)).or_default();
            let same_name = above.iter().any(|other| other.is_none() || number.is_none());
            above.push(number);
            if same_number || same_name {
                twice.push(index);
            }
        }
        for index in twice {
            self.settle(index, Found::Twice);
        }
    }

    fn by_number(&mut self) {
        let numbers: HashMap<&str, usize> = self
            .known
            .iter()
            .enumerate()
            .filter_map(|(index, child)| Some((child.row.register_number.as_deref()?, index)))
            .collect();
        for (index, line) in self.lines.iter().enumerate() {
            let child = line.register_number.as_deref().and_then(|number| numbers.get(number));
            if let (Some(child), true) = (child, self.is_open(index)) {
                self.settle(index, Found::Child(*child));
            }
        }
    }

    /// Lines with the same name go to children with this name and this place, when it is clear who is whom. `must_be_clear`: where it is
    /// not, somebody has to look; else the line is about somebody new.
    fn by_name(&mut self, place: impl Fn(&Line, &Known) -> bool, must_be_clear: bool) {
        let mut wanted: HashMap<Vec<usize>, Vec<usize>> = HashMap::new();
        for (index, line) in self.lines.iter().enumerate() {
            if !self.is_open(index) {
                continue;
            }
            let candidates = self.candidates(index, line, &place);
            if !candidates.is_empty() {
                wanted.entry(candidates).or_default().push(index);
            }
        }
        for (candidates, lines) in wanted {
            match (candidates.as_slice(), lines.as_slice()) {
                ([child], [line]) => self.settle(*line, Found::Child(*child)),
                _ if must_be_clear => {
                    for line in lines {
                        self.settle(line, Found::Several);
                    }
                }
                _ => {}
            }
        }
    }

    fn candidates(&self, index: usize, line: &Line, place: &impl Fn(&Line, &Known) -> bool) -> Vec<usize> {
        let same_name = self.keys.get(index).and_then(|key| self.by_key.get(key.as_str()));
        same_name
            .into_iter()
            .flatten()
            .copied()
            .filter(|child| !self.claimed.contains(child))
            .filter(|child| {
                self.known.get(*child).is_some_and(|child| {
                    let two_numbers = child.row.register_number.is_some() && line.register_number.is_some();
                    !two_numbers && place(line, child)
                })
            })
            .collect()
    }

    fn is_open(&self, index: usize) -> bool {
        self.found.get(index) == Some(&Some(Found::Nobody))
    }

    fn settle(&mut self, index: usize, found: Found) {
        if let Found::Child(child) = found {
            self.claimed.insert(child);
        }
        if let Some(place) = self.found.get_mut(index) {
            *place = Some(found);
        }
    }
}

/// The children whom no line is about.
pub(super) fn left_over(found: &[Option<Found>], known: &[Known]) -> HashSet<ChildId> {
    let claimed: HashSet<usize> = found
        .iter()
        .filter_map(|found| match found {
            Some(Found::Child(child)) => Some(*child),
            _ => None,
        })
        .collect();
    known
        .iter()
        .enumerate()
        .filter(|(index, child)| !claimed.contains(index) && !child.has_left() && !child.row.declared)
        .map(|(_, child)| child.row.id)
        .collect()
}
