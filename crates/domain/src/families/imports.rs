//! Bodies and replies of the import of class lists.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{accounts::types::Locale, families::types::SchoolChild, id::ChildId, text_enum, words};

/// Most lines of a class list, without its header.
pub const LINES_MAX: usize = 2000;

/// The headings of a class list in a language: last name, first name, class, number.
#[must_use]
pub const fn headings(locale: Locale) -> [&'static str; 4] {
    match locale {
        Locale::Fr => ["Nom", "Prénom", "Classe", "Numéro"],
        Locale::Nl => ["Naam", "Voornaam", "Klas", "Nummer"],
        Locale::En => ["Last name", "First name", "Class", "Number"],
    }
}

text_enum! {
    /// What the import makes of a line.
    pub enum LineOutcome {
        /// A child that is not on the list yet.
        New = "new",
        /// A child that stands in the list like this.
        Unchanged = "unchanged",
        /// The child changes class, or is given one; see `before`. The name may change too.
        Moved = "moved",
        /// The name is written in another way; see `before`.
        Renamed = "renamed",
        /// The child is given its register number.
        Numbered = "numbered",
        /// A parent had declared the child; now the school knows it. Links that wait go on waiting.
        Recognized = "recognized",
        /// The child had left the school and is back.
        Returned = "returned",
        /// The line cannot be read; see `errors`. Nothing of the file is imported.
        Error = "error",
    }
}

text_enum! {
    /// How the letters of a file are written.
    pub enum FileEncoding {
        /// UTF-8, with or without its mark.
        Utf8 = "utf-8",
        /// Windows-1252, as spreadsheets of Western Europe write it.
        Windows1252 = "windows-1252",
    }
}

/// A class list, to be looked at or to be imported.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(context(()))]
pub struct ClassListFile {
    /// The bytes of the file in base64: CSV with a header, in UTF-8 or Windows-1252, divided by `;`, `,` or tabs, at most 2,000 lines.
    /// The header names first name, last name, class and perhaps number, in French, Dutch or English.
    #[garde(length(bytes, min = 1))]
    #[schema(
        content_encoding = "base64",
        example = "bm9tO3Byw6lub207Y2xhc3NlCkR1Ym9pcztMb3VpcztQMwo=",
        min_length = 1,
        max_length = 1048576
    )]
    pub file: String,
    /// `true` imports; `false` only says what would happen.
    #[garde(skip)]
    pub apply: bool,
    /// Whether classes that the school does not have yet are made.
    #[garde(skip)]
    #[serde(default)]
    pub make_classes: bool,
    /// `version` of the report that somebody has looked at; needed to import, and refused when something has changed since.
    #[garde(custom(words::optional_code))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200)]
    pub version: Option<String>,
}

/// What an import does, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportReport {
    /// Give it back to import exactly this.
    #[schema(example = "WAeTsQ2Zb5mB0RzQmXv4cg")]
    pub version: String,
    /// Whether it has been done.
    pub applied: bool,
    /// How the letters of the file are written.
    pub encoding: FileEncoding,
    /// What divides the fields: `;`, `,` or a tab.
    #[schema(example = ";")]
    pub separator: String,
    /// How many lines of each outcome.
    pub counts: ImportCounts,
    /// The lines of the file.
    pub lines: Vec<ImportLine>,
    /// Short names of classes of the file that the school does not have; made when `make_classes` says so.
    #[schema(example = json!(["P3A"]))]
    pub missing_classes: Vec<String>,
    /// Children of the list who are not in the file. They stay.
    pub not_in_file: Vec<SchoolChild>,
}

/// How many lines of each outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportCounts {
    /// New.
    pub new: u32,
    /// Unchanged.
    pub unchanged: u32,
    /// In another class.
    pub moved: u32,
    /// With another name.
    pub renamed: u32,
    /// Given a register number.
    pub numbered: u32,
    /// Declared by a parent before.
    pub recognized: u32,
    /// Back.
    pub returned: u32,
    /// Unreadable.
    pub error: u32,
}

/// One line of a class list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportLine {
    /// Number of the line in the file; the header is 1.
    #[schema(example = 2)]
    pub line: u32,
    /// What the import makes of it.
    pub outcome: LineOutcome,
    /// First name as it will be kept.
    pub first_name: String,
    /// Last name as it will be kept.
    pub last_name: String,
    /// Short name of the class; as it is written in the file when that is no class.
    #[schema(example = "P3A")]
    pub class_name: String,
    /// Number of the school's register.
    #[schema(example = "2026-0147")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register_number: Option<String>,
    /// The child of the list that the line is about; absent for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child_id: Option<ChildId>,
    /// How the child stands in the list now, when that changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<ImportedBefore>,
    /// What is wrong with the line, in words that the front end translates: `first_name_missing`, `last_name_missing`, `class_missing`,
    /// `too_long`, `control_character`, `class_unreadable`, `no_such_class`, `twice`, `ambiguous`, `fields_missing`.
    #[schema(example = json!(["no_such_class"]))]
    pub errors: Vec<String>,
}

/// A child of the list before an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportedBefore {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Short name of the class; absent when the child is in none.
    #[schema(example = "P2")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class_name: Option<String>,
}
