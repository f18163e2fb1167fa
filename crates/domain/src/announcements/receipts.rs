//! Who was reached by an announcement: what its author sees, and the slips of paper for the others.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    announcements::rules,
    id::{AnnouncementId, AnnouncementQuestionId, AnnouncementSlipId, ChildId, ClassId},
    moment::Moment,
    qr::QrCode,
    text_enum, words,
};

text_enum! {
    /// By which way an announcement reached somebody.
    pub enum ReachedBy {
        /// A phone or a computer showed it.
        Device = "device",
        /// A mail about it was handed on.
        Mail = "mail",
    }
}

text_enum! {
    /// Of whom receipts are listed.
    pub enum AnnouncementReceiptFilter {
        /// Of children whom nobody was reached for, on no device, by no mail and by no slip.
        NotReached = "not_reached",
        /// Of whoever has not said to have read it.
        NotRead = "not_read",
        /// Of whoever has.
        Read = "read",
    }
}

/// How many of a group were reached. A child counts when one of its guardians does, or its slip came back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReachGroup {
    /// The class; absent for the teachers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class_id: Option<ClassId>,
    /// Its short name; absent for the teachers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "P3")]
    pub class_name: Option<String>,
    /// How many children, or teachers.
    #[schema(example = 22, minimum = 0)]
    pub total: u32,
    /// How many adults it is for.
    #[schema(example = 38, minimum = 0)]
    pub adults: u32,
    /// How many were reached.
    #[schema(example = 20, minimum = 0)]
    pub reached: u32,
    /// How many have read it.
    #[schema(example = 15, minimum = 0)]
    pub read: u32,
    /// How many have signed, on a device or on paper.
    #[schema(example = 12, minimum = 0)]
    pub signed: u32,
    /// How many were not reached by anything.
    #[schema(example = 2, minimum = 0)]
    pub not_reached: u32,
    /// For each question in its order: how many children it was answered yes for.
    pub yes: Vec<u32>,
    /// For each question in its order: how many children it was answered no for.
    pub no: Vec<u32>,
}

/// Who was reached, by class; before it is published: who will read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnnouncementReceipts {
    /// Each class, from M1 to P6, then the teachers.
    pub groups: Vec<ReachGroup>,
    /// All of them together: a child or adult in two classes counts once.
    pub all: ReachGroup,
    /// When whoever has not read it can be reminded again; absent when now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_from: Option<Moment>,
}

/// Which receipts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AnnouncementReceiptQuery {
    /// Only of this class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub class_id: Option<ClassId>,
    /// Only of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    #[garde(skip)]
    pub only: Option<AnnouncementReceiptFilter>,
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

/// The receipt of one guardian for one child; of a child without a guardian here; of a teacher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnnouncementReceipt {
    /// Child; absent for a teacher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child_id: Option<ChildId>,
    /// Name of the child.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Louis Dubois")]
    pub child: Option<String>,
    /// Short name of the class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "P3")]
    pub class_name: Option<String>,
    /// Name of the adult; absent for a child whom nobody here is the guardian of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "Marie Dubois")]
    pub adult: Option<String>,
    /// When it reached the adult.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached_at: Option<Moment>,
    /// By which way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached_by: Option<ReachedBy>,
    /// When the adult said to have read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Moment>,
    /// When the adult signed for the child.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_at: Option<Moment>,
    /// When the slip of the child came back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slip_at: Option<Moment>,
    /// For each question in its order, what was answered for the child.
    pub answers: Vec<Option<bool>>,
}

/// What came of a reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Reminded {
    /// How many people are sent a mail.
    #[schema(example = 7, minimum = 0)]
    pub people: u32,
    /// When it can be done again.
    pub again_from: Moment,
}

/// For whom slips are printed.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct PaperOrder {
    /// Only for this class; for every class when absent.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class_id: Option<ClassId>,
    /// `next` of the answer before: the children after this one.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<ChildId>,
}

/// Slips to print, by class and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaperSlips {
    /// One for each child whom nobody was reached for.
    pub items: Vec<PaperSlip>,
    /// Give it as `after` for those that follow; absent when these are all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<ChildId>,
}

/// The slip of one child. Printed again it has the same code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaperSlip {
    /// Slip.
    pub id: AnnouncementSlipId,
    /// Child.
    pub child_id: ChildId,
    /// First name.
    #[schema(example = "Louis")]
    pub first_name: String,
    /// Last name.
    #[schema(example = "Dubois")]
    pub last_name: String,
    /// Short name of the class.
    #[schema(example = "P3")]
    pub class_name: String,
    /// The code to print.
    #[schema(example = "K7MF-3QXA")]
    pub code: String,
    /// The address to draw as a QR code: it opens the page of the school that ticks the slip off.
    #[schema(example = "https://ecole.example.be/annonces/talon?code=K7MF-3QXA", format = "uri")]
    pub url: String,
    /// The QR code of that address.
    pub qr: QrCode,
}

/// A slip that came back.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct SlipReturn {
    /// The code on it, with or without the dash.
    #[garde(custom(words::code))]
    #[schema(example = "K7MF-3QXA", min_length = 1, max_length = 200)]
    pub code: String,
    /// What is ticked on it.
    #[garde(length(max = rules::QUESTIONS_MAX))]
    #[serde(default)]
    #[schema(max_items = 5)]
    pub answers: Vec<PaperAnswer>,
}

/// An answer on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperAnswer {
    /// To which question.
    pub question_id: AnnouncementQuestionId,
    /// Yes or no.
    pub yes: bool,
}

/// What a slip is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReturnedSlip {
    /// Of which announcement.
    pub announcement_id: AnnouncementId,
    /// Its title, in the language it was written in.
    #[schema(example = "Sortie à Bokrijk")]
    pub title: String,
    /// Name of the child.
    #[schema(example = "Louis Dubois")]
    pub child: String,
    /// Short name of the class.
    #[schema(example = "P3")]
    pub class_name: String,
    /// When it came back; the first time counts.
    pub returned_at: Moment,
    /// The questions that it asks.
    pub questions: Vec<PaperQuestion>,
}

/// A question on a slip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaperQuestion {
    /// Question.
    pub id: AnnouncementQuestionId,
    /// In the language that the announcement was written in.
    #[schema(example = "Mon enfant participe")]
    pub text: String,
    /// What stands now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yes: Option<bool>,
}
