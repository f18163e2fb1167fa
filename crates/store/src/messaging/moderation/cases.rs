//! Cases as their moderators see them. Nobody sees a case about a message of their own.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    id::{AccountId, CaseId, ClassId, ConversationId, MessageId},
    messaging::{
        moderation::{
            context::ContextMessage,
            rules::may_do,
            types::{
                AppealInfo, AppealOutcome, CaseDetail, CaseInfo, CaseQuery, CaseRoom, CaseStatus, ModerationAct,
                ReportInfo, ReportReason,
            },
        },
        types::{ConversationKind, MessageKind},
    },
    moment::Moment,
    page::Page,
    schools::types::{Level, Role, class_name},
};

use crate::{
    backend::{Db, MultiBackend},
    error::StoreResult,
    messaging::moderation::{acts, evidence, rights::Moderator},
    page::{self, Slice},
    schema::{accounts, classes, conversations, messages, moderation_cases, moderation_reports},
};

/// The place of a case in the list.
pub type ListKey = (Moment, CaseId);

/// A row of `moderation_cases`.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = moderation_cases)]
#[diesel(check_for_backend(MultiBackend))]
pub(super) struct CaseRow {
    pub(super) id: CaseId,
    #[diesel(column_name = conversation_id)]
    pub(super) conversation: ConversationId,
    #[diesel(column_name = message_id)]
    pub(super) message: Option<MessageId>,
    #[diesel(column_name = author_id)]
    pub(super) author: Option<AccountId>,
    pub(super) author_name: String,
    pub(super) author_role: Role,
    pub(super) status: CaseStatus,
    context: String,
    opened_at: Moment,
    pub(super) decided_at: Option<Moment>,
    pub(super) seen_at: Option<Moment>,
    appeal: Option<String>,
    appealed_at: Option<Moment>,
    outcome: Option<AppealOutcome>,
    answer: Option<String>,
    answered_at: Option<Moment>,
}

impl CaseRow {
    pub(super) fn context(&self) -> Vec<ContextMessage> {
        serde_json::from_str(&self.context).unwrap_or_default()
    }

    /// The message as it stood.
    pub(super) fn content(&self) -> String {
        self.said().map(|message| message.content).unwrap_or_default()
    }

    fn said(&self) -> Option<ContextMessage> {
        let mut context = self.context().into_iter();
        context.find(|message| Some(message.id) == self.message)
    }

    pub(super) fn appeal(&self) -> Option<AppealInfo> {
        Some(AppealInfo {
            text: self.appeal.clone()?,
            created_at: self.appealed_at?,
            outcome: self.outcome,
            answer: self.answer.clone(),
            answered_at: self.answered_at,
        })
    }
}

/// One page of the cases that somebody may judge, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub fn list(db: &mut Db, by: &Moderator, query: &CaseQuery, slice: &Slice<ListKey>) -> StoreResult<Page<CaseInfo>> {
    let mut rows = mine(by)
        .order((moderation_cases::opened_at, moderation_cases::id))
        .limit(slice.rows());
    if let Some(status) = query.status {
        rows = rows.filter(moderation_cases::status.eq(status));
    }
    if let Some((at, id)) = slice.after() {
        rows = rows.filter(
            moderation_cases::opened_at
                .gt(*at)
                .or(moderation_cases::opened_at.eq(*at).and(moderation_cases::id.gt(*id))),
        );
    }
    let rows: Vec<CaseRow> = rows.load(db)?;
    let rows = slice.cut(rows, |row| (row.opened_at, row.id))?;
    let around = Around::load(db, &rows.items)?;
    Ok(page::map(rows, |row| around.info(&row)))
}

/// Everything about one case.
///
/// # Errors
/// [`crate::error::StoreError::NotFound`] when it is none that they may judge.
pub fn show(db: &mut Db, by: &Moderator, case: CaseId) -> StoreResult<CaseDetail> {
    let row = get(db, by, case)?;
    let around = Around::load(db, std::slice::from_ref(&row))?;
    let acts = acts::of_cases(db, &[case])?;
    let mut context = row.context();
    evidence::attach(db, &row, &mut context)?;
    Ok(CaseDetail {
        context,
        reports: reports(db, by, case)?,
        acts: acts.into_iter().map(|(_, act)| act).collect(),
        appeal: row.appeal(),
        may: may(db, by, &row)?,
        case: around.info(&row),
    })
}

/// A case that somebody may judge.
pub(super) fn get(db: &mut Db, by: &Moderator, case: CaseId) -> StoreResult<CaseRow> {
    Ok(mine(by).filter(moderation_cases::id.eq(case)).first(db)?)
}

pub(super) type Cases = moderation_cases::BoxedQuery<
    'static,
    MultiBackend,
    diesel::dsl::SqlTypeOf<diesel::dsl::AsSelect<CaseRow, MultiBackend>>,
>;

/// Those that they may judge: of their rooms, by authors whom they judge, and never by themselves.
pub(super) fn mine(by: &Moderator) -> Cases {
    let me = by.member().account();
    let mut rows = moderation_cases::table
        .filter(moderation_cases::school_id.eq(by.member().school()))
        .filter(
            moderation_cases::author_id
                .is_null()
                .or(moderation_cases::author_id.ne(me).assume_not_null()),
        )
        .filter(moderation_cases::author_role.eq_any(by.judged()))
        .select(CaseRow::as_select())
        .into_boxed();
    if let Some(rooms) = by.rooms() {
        rows = rows.filter(moderation_cases::conversation_id.eq_any(rooms.to_vec()));
    }
    rows
}

fn may(db: &mut Db, by: &Moderator, row: &CaseRow) -> StoreResult<Vec<ModerationAct>> {
    let role = by.member().role();
    let offered: &[ModerationAct] = match row.status {
        CaseStatus::Open => &[
            ModerationAct::Hide,
            ModerationAct::Warn,
            ModerationAct::Mute,
            ModerationAct::Suspend,
            ModerationAct::Dismiss,
        ],
        CaseStatus::Appealed => &[ModerationAct::Uphold, ModerationAct::Undo],
        CaseStatus::Decided | CaseStatus::Closed => &[],
    };
    let stands: i64 = match row.message {
        Some(message) => messages::table
            .find(message)
            .filter(messages::deleted_at.is_null())
            .count()
            .get_result(db)?,
        None => 0,
    };
    let possible = |act: &ModerationAct| match act {
        ModerationAct::Hide => stands > 0,
        ModerationAct::Warn | ModerationAct::Mute | ModerationAct::Suspend => row.author.is_some(),
        _ => true,
    };
    Ok(offered
        .iter()
        .copied()
        .filter(|act| may_do(role, *act) && possible(act))
        .collect())
}

type ReportRow = (ReportReason, Option<String>, Option<String>, Moment, Option<AccountId>);

fn reports(db: &mut Db, by: &Moderator, case: CaseId) -> StoreResult<Vec<ReportInfo>> {
    let rows: Vec<ReportRow> = moderation_reports::table
        .filter(moderation_reports::case_id.eq(case))
        .order((moderation_reports::created_at, moderation_reports::id))
        .select((
            moderation_reports::reason,
            moderation_reports::note,
            moderation_reports::content,
            moderation_reports::created_at,
            moderation_reports::reporter_id,
        ))
        .load(db)?;
    let mut names = BTreeMap::new();
    if by.member().role().is_office() {
        let reporters: Vec<AccountId> = rows.iter().filter_map(|row| row.4).collect();
        let found: Vec<(AccountId, String, String)> = accounts::table
            .filter(accounts::id.eq_any(reporters))
            .select((accounts::id, accounts::first_name, accounts::last_name))
            .load(db)?;
        names.extend(
            found
                .into_iter()
                .map(|(id, first, last)| (id, format!("{first} {last}"))),
        );
    }
    Ok(rows
        .into_iter()
        .map(|(reason, note, content, created_at, reporter)| ReportInfo {
            reason,
            note,
            reporter_name: reporter.and_then(|reporter| names.get(&reporter).cloned()),
            content,
            created_at,
        })
        .collect())
}

/// The rooms of some conversations, by their ids.
pub(super) fn rooms(db: &mut Db, ids: &[ConversationId]) -> StoreResult<BTreeMap<ConversationId, CaseRoom>> {
    type Room = (
        ConversationId,
        ConversationKind,
        Option<String>,
        Option<(ClassId, Level, String)>,
    );
    let found: Vec<Room> = conversations::table
        .left_join(classes::table)
        .filter(conversations::id.eq_any(ids))
        .select((
            conversations::id,
            conversations::kind,
            conversations::title,
            (classes::id, classes::level, classes::section).nullable(),
        ))
        .load(db)?;
    let named = |(id, kind, title, class): Room| {
        let class = class.map(|(_, level, section)| class_name(level, Some(&section)));
        let name = class.or(title);
        (id, CaseRoom { id, kind, name })
    };
    Ok(found.into_iter().map(named).collect())
}

struct Around {
    rooms: BTreeMap<ConversationId, CaseRoom>,
    reports: BTreeMap<CaseId, i64>,
}

impl Around {
    fn load(db: &mut Db, rows: &[CaseRow]) -> StoreResult<Self> {
        let conversations: Vec<ConversationId> = rows.iter().map(|row| row.conversation).collect();
        let cases: Vec<CaseId> = rows.iter().map(|row| row.id).collect();
        let reports: Vec<(CaseId, i64)> = moderation_reports::table
            .filter(moderation_reports::case_id.eq_any(cases))
            .group_by(moderation_reports::case_id)
            .select((moderation_reports::case_id, diesel::dsl::count_star()))
            .load(db)?;
        Ok(Self {
            rooms: rooms(db, &conversations)?,
            reports: reports.into_iter().collect(),
        })
    }

    fn info(&self, row: &CaseRow) -> CaseInfo {
        let room = self.rooms.get(&row.conversation).cloned();
        let said = row.said();
        CaseInfo {
            id: row.id,
            status: row.status,
            room: room.unwrap_or(CaseRoom {
                id: row.conversation,
                kind: ConversationKind::Group,
                name: None,
            }),
            author_id: row.author,
            author_name: row.author_name.clone(),
            author_role: row.author_role,
            message_id: row.message,
            message_type: said.as_ref().map_or(MessageKind::Text, |said| said.message_type),
            content: said.map(|said| said.content).unwrap_or_default(),
            reports: self.reports.get(&row.id).copied().unwrap_or(0),
            opened_at: row.opened_at,
            decided_at: row.decided_at,
        }
    }
}
