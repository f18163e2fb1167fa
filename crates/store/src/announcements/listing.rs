//! The receipts of an announcement: counted by class, listed by child and guardian.

use std::collections::HashSet;

use domain::{
    accounts::types::Locale,
    announcements::{
        receipts::{
            AnnouncementReceipt, AnnouncementReceiptFilter, AnnouncementReceiptQuery, AnnouncementReceipts, ReachGroup,
        },
        rules::REMIND_SECONDS,
    },
    id::{AccountId, ChildId},
    page::Page,
    schools::audit::Act,
};

use crate::{
    announcements::{
        access::KeeperOf,
        reach::{Pupil, Reach},
        rows,
        writing::title_of,
    },
    backend::Db,
    clock,
    error::StoreResult,
    page::{self, Slice},
    schools::{
        audit::{self, Note},
        member,
    },
    tx::Tx,
};

/// The place of a receipt in the list: class, name, child, adult.
pub type ListKey = (String, String, Option<ChildId>, Option<AccountId>);

/// So much of a name sorts the list, in bytes: the cursor holds it.
const SORTED_BY: usize = 30;

/// Comes after every class.
const TEACHERS: &str = "~";

/// Who was reached, by class; of what is not out, who will be.
///
/// # Errors
/// When the database does not answer.
pub fn count(db: &mut Db, by: &KeeperOf) -> StoreResult<AnnouncementReceipts> {
    let row = rows::get(db, by.announcement())?;
    let reach = Reach::load(db, by.announcement())?;
    let mut groups: Vec<ReachGroup> = Vec::new();
    for class in reach.pupils.chunk_by(|one, other| one.class == other.class) {
        let class_of = class.first().map(|pupil| (pupil.class, pupil.class_name.clone()));
        let (class_id, class_name) = class_of.unzip();
        let pupils: Vec<&Pupil> = class.iter().collect();
        groups.push(ReachGroup {
            class_id,
            class_name,
            ..of_pupils(&reach, &pupils)
        });
    }
    let teachers = of_teachers(&reach);
    let mut seen = HashSet::new();
    let once: Vec<&Pupil> = reach.pupils.iter().filter(|pupil| seen.insert(pupil.id)).collect();
    let all = added(of_pupils(&reach, &once), &teachers, &reach);
    if teachers.total > 0 {
        groups.push(teachers);
    }
    let again = row.reminded_at.map(|at| at.plus_seconds(REMIND_SECONDS));
    Ok(AnnouncementReceipts {
        groups,
        all,
        remind_from: again.filter(|at| *at > clock::now()),
    })
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn of_pupils(reach: &Reach, pupils: &[&Pupil]) -> ReachGroup {
    let adults: HashSet<AccountId> = pupils
        .iter()
        .flat_map(|pupil| pupil.guardians.iter().copied())
        .collect();
    let count = |is: &dyn Fn(&Pupil) -> bool| number(pupils.iter().filter(|pupil| is(pupil)).count());
    let answered = |yes: bool| {
        let given = |question: &_| count(&|pupil| reach.answers.get(&(*question, pupil.id)) == Some(&yes));
        reach.questions.iter().map(given).collect()
    };
    ReachGroup {
        class_id: None,
        class_name: None,
        total: number(pupils.len()),
        adults: number(adults.len()),
        reached: count(&|pupil| reach.is_reached(pupil)),
        read: count(&|pupil| reach.is_read(pupil)),
        signed: count(&|pupil| reach.is_signed(pupil)),
        not_reached: count(&|pupil| !reach.is_reached(pupil)),
        yes: answered(true),
        no: answered(false),
    }
}

fn of_teachers(reach: &Reach) -> ReachGroup {
    let total = reach.teachers.len();
    let marks: Vec<_> = reach.teachers.iter().map(|account| reach.marks_of(*account)).collect();
    let reached = marks.iter().filter(|marks| marks.reached.is_some()).count();
    ReachGroup {
        total: number(total),
        adults: number(total),
        reached: number(reached),
        read: number(marks.iter().filter(|marks| marks.read_at.is_some()).count()),
        not_reached: number(total - reached),
        ..ReachGroup::default()
    }
}

/// Children and teachers together. Somebody who is both counts once among the adults.
fn added(children: ReachGroup, teachers: &ReachGroup, reach: &Reach) -> ReachGroup {
    let adults: HashSet<AccountId> = reach
        .pupils
        .iter()
        .flat_map(|pupil| pupil.guardians.iter())
        .chain(&reach.teachers)
        .copied()
        .collect();
    ReachGroup {
        total: children.total + teachers.total,
        adults: number(adults.len()),
        reached: children.reached + teachers.reached,
        read: children.read + teachers.read,
        not_reached: children.not_reached + teachers.not_reached,
        ..children
    }
}

/// One page of receipts, by class and name, the teachers at the end.
///
/// # Errors
/// When the database does not answer.
pub fn list(
    db: &mut Db,
    by: &KeeperOf,
    query: &AnnouncementReceiptQuery,
    slice: &Slice<ListKey>,
) -> StoreResult<Page<AnnouncementReceipt>> {
    let mut lines = lines(&Reach::load(db, by.announcement())?, query);
    lines.sort_by(|one, other| one.0.cmp(&other.0));
    let most = usize::try_from(slice.rows()).unwrap_or(usize::MAX);
    let after: Vec<Line> = lines
        .into_iter()
        .filter(|line| slice.after().is_none_or(|after| line.0 > *after))
        .take(most)
        .collect();
    let cut = slice.cut(after, |line| line.0.clone())?;
    Ok(page::map(cut, |line| line.1))
}

/// What a file of receipts is made of.
pub struct Export {
    /// The language of whoever asks.
    pub locale: Locale,
    /// The title of the announcement.
    pub title: String,
    /// The questions, in the language it was written in.
    pub questions: Vec<String>,
    /// Every receipt.
    pub receipts: Vec<AnnouncementReceipt>,
}

/// Every receipt, for a file. Written down.
///
/// # Errors
/// When the database does not answer.
pub fn export(tx: &mut Tx<'_>, by: &KeeperOf) -> StoreResult<Export> {
    let row = rows::get(tx.db, by.announcement())?;
    let title = title_of(tx, &row)?;
    let reach = Reach::load(tx.db, by.announcement())?;
    let mut lines = lines(&reach, &AnnouncementReceiptQuery::default());
    lines.sort_by(|one, other| one.0.cmp(&other.0));
    audit::note(tx, by.member(), &Note::of(Act::ReceiptsExported, title.clone()))?;
    let original = reach.texts.into_iter().find(|text| text.locale == row.original);
    Ok(Export {
        locale: member::language_of(tx.db, by.member().account())?,
        title,
        questions: original.map(|text| text.questions).unwrap_or_default(),
        receipts: lines.into_iter().map(|line| line.1).collect(),
    })
}

type Line = (ListKey, AnnouncementReceipt);

fn lines(reach: &Reach, query: &AnnouncementReceiptQuery) -> Vec<Line> {
    let pupils = reach
        .pupils
        .iter()
        .filter(|pupil| query.class_id.is_none_or(|class| class == pupil.class))
        .filter(|pupil| query.only != Some(AnnouncementReceiptFilter::NotReached) || !reach.is_reached(pupil));
    let mut lines: Vec<Line> = pupils.flat_map(|pupil| of_pupil(reach, pupil)).collect();
    if query.class_id.is_none() {
        lines.extend(reach.teachers.iter().map(|account| of_teacher(reach, *account)));
    }
    lines.retain(|(key, receipt)| match query.only {
        None => true,
        Some(AnnouncementReceiptFilter::NotReached) => key.0 != TEACHERS || receipt.reached_at.is_none(),
        Some(AnnouncementReceiptFilter::NotRead) => receipt.read_at.is_none() && receipt.slip_at.is_none(),
        Some(AnnouncementReceiptFilter::Read) => receipt.read_at.is_some() || receipt.slip_at.is_some(),
    });
    lines
}

fn of_pupil(reach: &Reach, pupil: &Pupil) -> Vec<Line> {
    let answers: Vec<Option<bool>> = reach
        .questions
        .iter()
        .map(|question| reach.answers.get(&(*question, pupil.id)).copied())
        .collect();
    let of = |account: Option<AccountId>| {
        let marks = account.map(|account| reach.marks_of(account)).unwrap_or_default();
        let key = (
            pupil.class_name.clone(),
            begun(&pupil.search_key),
            Some(pupil.id),
            account,
        );
        let signed = account.and_then(|account| reach.signatures.get(&(pupil.id, account)));
        let receipt = AnnouncementReceipt {
            child_id: Some(pupil.id),
            child: Some(pupil.name()),
            class_name: Some(pupil.class_name.clone()),
            adult: account.and_then(|account| reach.names.get(&account).cloned()),
            reached_at: marks.reached.map(|(at, _)| at),
            reached_by: marks.reached.map(|(_, way)| way),
            read_at: marks.read_at,
            signed_at: signed.copied(),
            slip_at: reach.slips.get(&pupil.id).copied(),
            answers: answers.clone(),
        };
        (key, receipt)
    };
    if pupil.guardians.is_empty() {
        return vec![of(None)];
    }
    pupil.guardians.iter().map(|account| of(Some(*account))).collect()
}

fn of_teacher(reach: &Reach, account: AccountId) -> Line {
    let marks = reach.marks_of(account);
    let name = reach.names.get(&account).cloned();
    let sorted = begun(&domain::words::search_key(name.as_deref().unwrap_or_default()));
    let receipt = AnnouncementReceipt {
        child_id: None,
        child: None,
        class_name: None,
        adult: name,
        reached_at: marks.reached.map(|(at, _)| at),
        reached_by: marks.reached.map(|(_, way)| way),
        read_at: marks.read_at,
        signed_at: None,
        slip_at: None,
        answers: Vec::new(),
    };
    ((TEACHERS.to_owned(), sorted, None, Some(account)), receipt)
}

/// How a name begins, in so many bytes.
fn begun(key: &str) -> String {
    let mut end = SORTED_BY.min(key.len());
    while !key.is_char_boundary(end) {
        end -= 1;
    }
    key.get(..end).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_between_two_letters() {
        assert_eq!(begun("dupont"), "dupont");
        assert_eq!(begun(&"é".repeat(20)).len(), 30);
        assert_eq!(begun(&format!("a{}", "é".repeat(20))).len(), 29);
    }
}
