//! Bodies and replies about reports, decisions and appeals.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    id::{AccountId, CaseId, ConversationId, MessageId},
    messaging::{
        moderation::{context::ContextMessage, rules},
        types::{ConversationKind, MessageKind},
    },
    moment::Moment,
    schools::types::Role,
    text_enum,
};

text_enum! {
    /// Why a message is reported.
    pub enum ReportReason {
        /// It insults somebody.
        Insult = "insult",
        /// It goes after somebody, again and again.
        Harassment = "harassment",
        /// It tells what is nobody's business: about a child, a family, somebody's health.
        Privacy = "privacy",
        /// It spreads a rumor.
        Rumor = "rumor",
        /// It advertises.
        Advertising = "advertising",
        /// Something else.
        Other = "other",
    }
}

text_enum! {
    /// Where a case stands.
    pub enum CaseStatus {
        /// It waits for a moderator.
        Open = "open",
        /// A moderator has acted; the author may appeal.
        Decided = "decided",
        /// The author has appealed; it waits for the direction.
        Appealed = "appealed",
        /// Nothing is to be done any more.
        Closed = "closed",
    }
}

text_enum! {
    /// What moderators do.
    pub enum ModerationAct {
        /// The message is hidden from everybody.
        Hide = "hide",
        /// The author is warned, in private.
        Warn = "warn",
        /// The author writes nothing in the room for a day.
        Mute = "mute",
        /// The author's membership of the school is suspended; the direction only.
        Suspend = "suspend",
        /// Nothing is wrong with it.
        Dismiss = "dismiss",
        /// After an appeal: it stays as it was decided.
        Uphold = "uphold",
        /// After an appeal: what was decided is taken back.
        Undo = "undo",
    }
}

text_enum! {
    /// What came of an appeal.
    pub enum AppealOutcome {
        /// The decision stays.
        Upheld = "upheld",
        /// The decision is taken back: the message is shown again, the author may write.
        Undone = "undone",
    }
}

/// A report of a message.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewReport {
    /// Why.
    #[garde(skip)]
    pub reason: ReportReason,
    /// In words, at most 500 characters.
    #[garde(custom(rules::optional_note))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Ce n'est pas la première fois.", min_length = 1, max_length = 500)]
    pub note: Option<String>,
}

/// Which cases. The oldest that wait come first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CaseQuery {
    /// Only those that stand here; all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    #[garde(skip)]
    pub status: Option<CaseStatus>,
    /// How many at most, 1 to 100; 50 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 100)]
    #[garde(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(max_length = 200)]
    #[garde(length(chars, max = 200))]
    pub cursor: Option<String>,
}

/// The room that a case comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseRoom {
    /// Conversation.
    pub id: ConversationId,
    /// Its kind.
    pub kind: ConversationKind,
    /// The class, or the title of the room; absent of a direct conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "P3")]
    pub name: Option<String>,
}

/// A reported message, and what became of the reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseInfo {
    /// Case.
    pub id: CaseId,
    /// Where it stands.
    pub status: CaseStatus,
    /// Where the message was written.
    pub room: CaseRoom,
    /// Who wrote it; absent when the account is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author_id: Option<AccountId>,
    /// The name of the author.
    #[schema(example = "Jean Dubois")]
    pub author_name: String,
    /// The role of the author when it was written.
    pub author_role: Role,
    /// The message; absent once it is erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<MessageId>,
    /// What it is; text once what it said is forgotten.
    pub message_type: MessageKind,
    /// The message as it stood when it was first reported; empty once it is erased, or when it has no words.
    pub content: String,
    /// How many people have reported it.
    #[schema(example = 2, minimum = 1)]
    pub reports: i64,
    /// When it was first reported.
    pub opened_at: Moment,
    /// When it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<Moment>,
}

/// Everything about a case that its moderator sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseDetail {
    /// The case.
    pub case: CaseInfo,
    /// The message with up to five before and five after it, as they stood when it was first reported.
    pub context: Vec<ContextMessage>,
    /// The reports, the first one first.
    pub reports: Vec<ReportInfo>,
    /// What was done, the first first.
    pub acts: Vec<ActInfo>,
    /// The appeal of the author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal: Option<AppealInfo>,
    /// What I may do about it now.
    pub may: Vec<ModerationAct>,
}

/// One report of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportInfo {
    /// Why.
    pub reason: ReportReason,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who reported; told to the direction only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Marie Dupont")]
    pub reporter_name: Option<String>,
    /// The text of the message when it was reported, when it had changed since the first report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// When.
    pub created_at: Moment,
}

/// Something that a moderator did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActInfo {
    /// What.
    pub act: ModerationAct,
    /// Who did it, by name.
    #[schema(example = "Anne Lambert")]
    pub by_name: String,
    /// In which role.
    pub by_role: Role,
    /// Why.
    pub reason: String,
    /// Until when, of a mute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Moment>,
    /// When.
    pub created_at: Moment,
}

/// One line of the log of moderation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LogEntry {
    /// Case.
    pub case_id: CaseId,
    /// The name of the author of the message.
    #[schema(example = "Jean Dubois")]
    pub author_name: String,
    /// What was done.
    pub act: ActInfo,
}

/// The appeal of an author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AppealInfo {
    /// Why the author does not agree.
    pub text: String,
    /// When.
    pub created_at: Moment,
    /// What came of it; absent while it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<AppealOutcome>,
    /// The answer of the direction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// When it was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Moment>,
}

/// What a moderator decides.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// What is done: `dismiss` alone, or one or several of `hide`, `warn`, `mute`, `suspend`.
    #[garde(custom(rules::decision))]
    #[schema(example = json!(["hide", "warn"]), min_items = 1, max_items = 4)]
    pub acts: Vec<ModerationAct>,
    /// Why, in words that the author reads; at most 500 characters.
    #[garde(custom(rules::reason))]
    #[schema(example = "On ne parle pas ainsi d'un enfant.", min_length = 1, max_length = 500)]
    pub reason: String,
}

/// What was decided about a message of mine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Notice {
    /// Case.
    pub id: CaseId,
    /// Where the message was written.
    pub room: CaseRoom,
    /// The message as it stood; empty once it is erased.
    pub content: String,
    /// What was done, by a role and not by a name.
    pub acts: Vec<NoticeAct>,
    /// Why.
    pub reason: String,
    /// When.
    pub decided_at: Moment,
    /// Whether I had seen it before.
    pub seen: bool,
    /// Whether I may still appeal.
    pub may_appeal: bool,
    /// My appeal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal: Option<AppealInfo>,
}

/// One thing that was decided about a message of mine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NoticeAct {
    /// What.
    pub act: ModerationAct,
    /// The role of who decided: the school, or a parent who moderates the class.
    pub by_role: Role,
    /// Until when, of a mute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Moment>,
}

/// Why I do not agree with a decision.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewAppeal {
    /// In words, at most 1,000 characters.
    #[garde(custom(rules::appeal))]
    #[schema(example = "Je parlais du match, pas d'un enfant.", min_length = 1, max_length = 1000)]
    pub text: String,
}

/// What the direction says to an appeal.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct AppealAnswer {
    /// Whether the decision stays.
    #[garde(skip)]
    pub outcome: AppealOutcome,
    /// Why, in words that the author reads; at most 500 characters.
    #[garde(custom(rules::reason))]
    #[schema(
        example = "Vous avez raison : la phrase parle du match.",
        min_length = 1,
        max_length = 500
    )]
    pub answer: String,
}
