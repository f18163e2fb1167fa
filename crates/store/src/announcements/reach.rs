//! Everything that is known of who was reached by one announcement, loaded once.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use domain::{
    announcements::{receipts::ReachedBy, types::AnnouncementVersion},
    id::{AccountId, AnnouncementId, AnnouncementQuestionId, ChildId, ClassId},
    moment::Moment,
    schools::types::{Level, class_name},
};

use crate::{
    announcements::{rows, versions},
    backend::Db,
    error::StoreResult,
    families::link,
    schema::{
        announcement_answers, announcement_children, announcement_marks, announcement_readers, announcement_signatures,
        announcement_slips, children, classes,
    },
};

/// How far one adult is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marks {
    pub(super) reached: Option<(Moment, ReachedBy)>,
    pub(super) read_at: Option<Moment>,
}

/// A child in one of the classes.
#[derive(Debug, Clone)]
pub(super) struct Pupil {
    pub(super) id: ChildId,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) search_key: String,
    pub(super) class: ClassId,
    pub(super) class_name: String,
    /// Its guardians who may have the school's information, by name.
    pub(super) guardians: Vec<AccountId>,
}

impl Pupil {
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}

/// Who was reached.
pub(super) struct Reach {
    /// The children, by class and name; one in two classes comes twice.
    pub(super) pupils: Vec<Pupil>,
    /// The teachers, by name.
    pub(super) teachers: Vec<AccountId>,
    /// Who may sign for which child.
    signers: HashSet<(ChildId, AccountId)>,
    pub(super) names: HashMap<AccountId, String>,
    pub(super) marks: HashMap<AccountId, Marks>,
    pub(super) signatures: HashMap<(ChildId, AccountId), Moment>,
    pub(super) slips: HashMap<ChildId, Moment>,
    pub(super) questions: Vec<AnnouncementQuestionId>,
    pub(super) answers: HashMap<(AnnouncementQuestionId, ChildId), bool>,
    pub(super) asks_signature: bool,
    pub(super) texts: Vec<AnnouncementVersion>,
}

impl Reach {
    /// Loads it, for an announcement whose access was checked.
    pub(super) fn load(db: &mut Db, announcement: AnnouncementId) -> StoreResult<Self> {
        let row = rows::get(db, announcement)?;
        let readers: Vec<(AccountId, Option<ChildId>, Option<ClassId>, bool)> = announcement_readers::table
            .filter(announcement_readers::announcement_id.eq(announcement))
            .select((
                announcement_readers::account_id,
                announcement_readers::child_id,
                announcement_readers::class_id,
                announcement_readers::may_sign,
            ))
            .distinct()
            .load(db)?;
        let accounts: HashSet<AccountId> = readers.iter().map(|(account, ..)| *account).collect();
        let accounts: Vec<AccountId> = accounts.into_iter().collect();
        let names = link::names(db, &accounts)?;
        let by_name = |account: &AccountId| (names.get(account).cloned(), *account);
        let mut guardians: HashMap<(ChildId, ClassId), Vec<AccountId>> = HashMap::new();
        let (mut teachers, mut signers) = (Vec::new(), HashSet::new());
        for (account, child, class, may_sign) in readers {
            match child.zip(class) {
                Some(place) => guardians.entry(place).or_default().push(account),
                None => teachers.push(account),
            }
            if let Some(child) = child.filter(|_| may_sign) {
                signers.insert((child, account));
            }
        }
        teachers.sort_by_key(by_name);
        let mut pupils = if row.to_parents {
            pupils(db, announcement)?
        } else {
            Vec::new()
        };
        for (pupil, _) in &mut pupils {
            pupil.guardians = guardians.remove(&(pupil.id, pupil.class)).unwrap_or_default();
            pupil.guardians.sort_by_key(by_name);
        }
        // a child that only a parent has spoken of counts when that parent does
        pupils.retain(|(pupil, declared)| !declared || !pupil.guardians.is_empty());
        let questions = versions::questions(db, announcement)?;
        Ok(Self {
            pupils: pupils.into_iter().map(|(pupil, _)| pupil).collect(),
            teachers,
            signers,
            names,
            marks: marks(db, announcement)?,
            signatures: signatures(db, announcement)?,
            slips: slips(db, announcement)?,
            answers: answers(db, &questions)?,
            questions,
            asks_signature: row.asks_signature,
            texts: versions::of_one(db, announcement)?,
        })
    }

    pub(super) fn marks_of(&self, account: AccountId) -> Marks {
        self.marks.get(&account).copied().unwrap_or_default()
    }

    /// Whether anybody was reached for a child, by a device, a mail or a slip that came back.
    pub(super) fn is_reached(&self, pupil: &Pupil) -> bool {
        let mut guardians = pupil.guardians.iter();
        self.slips.contains_key(&pupil.id) || guardians.any(|account| self.marks_of(*account).reached.is_some())
    }

    pub(super) fn is_read(&self, pupil: &Pupil) -> bool {
        let mut guardians = pupil.guardians.iter();
        self.slips.contains_key(&pupil.id) || guardians.any(|account| self.marks_of(*account).read_at.is_some())
    }

    pub(super) fn is_signed(&self, pupil: &Pupil) -> bool {
        self.slips.contains_key(&pupil.id) || self.signatures.keys().any(|(child, _)| *child == pupil.id)
    }

    /// Whether a signature or an answer for the child is still waited for.
    fn is_open(&self, pupil: &Pupil) -> bool {
        let unsigned = self.asks_signature && !self.is_signed(pupil);
        let mut questions = self.questions.iter();
        unsigned || questions.any(|question| !self.answers.contains_key(&(*question, pupil.id)))
    }

    /// Whoever has not read it, or from whom a signature or an answer is still waited for; each once.
    pub(super) fn to_remind(&self) -> Vec<AccountId> {
        let has_not_read = |account: &AccountId| self.marks_of(*account).read_at.is_none();
        let mut people: Vec<AccountId> = self.teachers.iter().copied().filter(has_not_read).collect();
        for pupil in &self.pupils {
            let is_open = self.is_open(pupil);
            let guardians = pupil.guardians.iter().copied();
            let signs = |account: &AccountId| is_open && self.signers.contains(&(pupil.id, *account));
            people.extend(guardians.filter(|account| signs(account) || has_not_read(account)));
        }
        people.sort_unstable();
        people.dedup();
        people
    }
}

fn pupils(db: &mut Db, announcement: AnnouncementId) -> StoreResult<Vec<(Pupil, bool)>> {
    type Row = (ChildId, String, String, String, bool, ClassId, Level, String);
    let rows: Vec<Row> = announcement_children::table
        .inner_join(children::table)
        .inner_join(classes::table)
        .filter(announcement_children::announcement_id.eq(announcement))
        .order((classes::level, classes::section, children::search_key, children::id))
        .select((
            children::id,
            children::first_name,
            children::last_name,
            children::search_key,
            children::declared,
            classes::id,
            classes::level,
            classes::section,
        ))
        .load(db)?;
    Ok(rows
        .into_iter()
        .map(
            |(id, first_name, last_name, search_key, declared, class, level, section)| {
                let section = Some(section).filter(|section| !section.is_empty());
                let pupil = Pupil {
                    id,
                    first_name,
                    last_name,
                    search_key,
                    class,
                    class_name: class_name(level, section.as_deref()),
                    guardians: Vec::new(),
                };
                (pupil, declared)
            },
        )
        .collect())
}

fn marks(db: &mut Db, announcement: AnnouncementId) -> StoreResult<HashMap<AccountId, Marks>> {
    type Row = (AccountId, Option<Moment>, Option<ReachedBy>, Option<Moment>);
    let rows: Vec<Row> = announcement_marks::table
        .filter(announcement_marks::announcement_id.eq(announcement))
        .select((
            announcement_marks::account_id,
            announcement_marks::reached_at,
            announcement_marks::reached_by,
            announcement_marks::read_at,
        ))
        .load(db)?;
    Ok(rows
        .into_iter()
        .map(|(account, at, by, read_at)| {
            let reached = at.zip(by);
            (account, Marks { reached, read_at })
        })
        .collect())
}

fn signatures(db: &mut Db, announcement: AnnouncementId) -> StoreResult<HashMap<(ChildId, AccountId), Moment>> {
    let rows: Vec<(ChildId, AccountId, Moment)> = announcement_signatures::table
        .filter(announcement_signatures::announcement_id.eq(announcement))
        .select((
            announcement_signatures::child_id,
            announcement_signatures::account_id,
            announcement_signatures::signed_at,
        ))
        .load(db)?;
    Ok(rows
        .into_iter()
        .map(|(child, account, at)| ((child, account), at))
        .collect())
}

fn slips(db: &mut Db, announcement: AnnouncementId) -> StoreResult<HashMap<ChildId, Moment>> {
    let rows: Vec<(ChildId, Option<Moment>)> = announcement_slips::table
        .filter(announcement_slips::announcement_id.eq(announcement))
        .select((announcement_slips::child_id, announcement_slips::returned_at))
        .load(db)?;
    Ok(rows.into_iter().filter_map(|(child, at)| Some((child, at?))).collect())
}

fn answers(
    db: &mut Db,
    questions: &[AnnouncementQuestionId],
) -> StoreResult<HashMap<(AnnouncementQuestionId, ChildId), bool>> {
    let rows: Vec<(AnnouncementQuestionId, ChildId, bool)> = announcement_answers::table
        .filter(announcement_answers::question_id.eq_any(questions.iter().copied()))
        .select((
            announcement_answers::question_id,
            announcement_answers::child_id,
            announcement_answers::is_yes,
        ))
        .load(db)?;
    Ok(rows
        .into_iter()
        .map(|(question, child, yes)| ((question, child), yes))
        .collect())
}
