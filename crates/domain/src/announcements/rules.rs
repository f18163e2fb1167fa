//! Rules about announcements, the same on both sides.

use crate::{
    accounts::types::Locale,
    announcements::{
        forms::{AnnouncementForm, WrittenBy},
        types::{AnnouncementVersion, VersionStatus},
    },
    problem::{Code, Problem},
    words,
};

/// Longest title, in characters.
pub const TITLE_MAX: usize = 200;
/// Longest text, in characters (C-09).
pub const BODY_MAX: usize = 10_000;
/// Longest question, in characters.
pub const QUESTION_MAX: usize = 200;
/// Most questions of an announcement.
pub const QUESTIONS_MAX: usize = 5;
/// Most classes that can be named.
pub const CLASSES_MAX: usize = 60;
/// Most pictures and documents.
pub const FILES_MAX: usize = 10;
/// Most announcements that are noted as arrived in one call.
pub const ARRIVED_MAX: usize = 100;
/// Longest reason, in characters.
pub const REASON_MAX: usize = 500;
/// How long the excerpt of a list is, in characters.
pub const EXCERPT: usize = 200;
/// How many slips one answer holds.
pub const SLIPS_MAX: usize = 40;
/// After how many seconds whoever was not reached on a device gets a mail: two hours.
pub const MAIL_AFTER_SECONDS: i64 = 2 * 3600;
/// How many seconds lie between two reminders: a day.
pub const REMIND_SECONDS: i64 = 24 * 3600;

type Checked = Result<(), garde::Error>;

fn says(code: &'static str) -> garde::Error {
    garde::Error::new(code)
}

/// One line: something visible, not too long, no control characters.
fn line(value: &str, most: usize) -> Checked {
    let clean = words::clean_line(value);
    if clean.is_empty() {
        return Err(says("required"));
    }
    if clean.chars().count() > most {
        return Err(says("too_long"));
    }
    if value.chars().any(char::is_control) {
        return Err(says("control_character"));
    }
    Ok(())
}

/// A title: 1 to 200 characters.
pub fn title(value: &str, (): &()) -> Checked {
    line(value, TITLE_MAX)
}

/// A reason: 1 to 500 characters.
pub fn reason(value: &str, (): &()) -> Checked {
    line(value, REASON_MAX)
}

/// A text: 1 to 10,000 characters, no control characters but line breaks and tabs.
pub fn body(value: &str, (): &()) -> Checked {
    if value.trim().is_empty() {
        return Err(says("required"));
    }
    if value.chars().count() > BODY_MAX {
        return Err(says("too_long"));
    }
    if value
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
    {
        return Err(says("control_character"));
    }
    Ok(())
}

/// Questions: at most five, each 1 to 200 characters.
pub fn questions(value: &[String], (): &()) -> Checked {
    if value.len() > QUESTIONS_MAX {
        return Err(says("too_many"));
    }
    value.iter().try_for_each(|question| line(question, QUESTION_MAX))
}

/// An announcement is for somebody, each language comes once, the one it is written in is there, and all ask the same questions.
///
/// # Errors
/// [`Code::Invalid`] with a pointer for each fault.
pub fn check(form: &AnnouncementForm) -> Result<(), Problem> {
    let mut problem = Problem::new(Code::Invalid);
    let audience = &form.audience;
    if !audience.parents && !audience.teachers {
        problem = problem.at("/audience", "required");
    }
    // signatures and answers are given for a child
    let asks = form.asks_signature || form.versions.iter().any(|version| !version.questions.is_empty());
    if asks && !audience.parents {
        problem = problem.at("/audience/parents", "required");
    }
    let original = form.versions.iter().find(|version| version.locale == form.original);
    if original.is_none_or(|version| version.by != WrittenBy::Human) {
        problem = problem.at("/original", "required");
    }
    for (at, version) in form.versions.iter().enumerate() {
        if form
            .versions
            .iter()
            .take(at)
            .any(|before| before.locale == version.locale)
        {
            problem = problem.at(format!("/versions/{at}/locale"), "twice");
        }
        if original.is_some_and(|original| original.questions.len() != version.questions.len()) {
            problem = problem.at(format!("/versions/{at}/questions"), "as_many");
        }
    }
    if problem.errors.is_empty() {
        Ok(())
    } else {
        Err(problem)
    }
}

/// Whether a text in French and one in Dutch are there, each by a person.
#[must_use]
pub fn has_both_languages(versions: &[AnnouncementVersion]) -> bool {
    [Locale::Fr, Locale::Nl].iter().all(|wanted| {
        versions
            .iter()
            .any(|version| version.locale == *wanted && version.status == VersionStatus::Human)
    })
}

/// The text that somebody reads: in their language, or else in the one it was written in.
#[must_use]
pub fn shown(versions: &[AnnouncementVersion], reader: Locale, original: Locale) -> Option<&AnnouncementVersion> {
    let there = |locale: Locale| {
        versions
            .iter()
            .find(move |version| version.locale == locale && version.status != VersionStatus::Missing)
    };
    there(reader).or_else(|| there(original))
}

/// How a text begins: its first words on one line, cut between two of them.
#[must_use]
pub fn excerpt(body: &str) -> String {
    let mut begun = String::new();
    for word in body.split_whitespace() {
        if begun.chars().count() + word.chars().count() >= EXCERPT {
            begun.push('…');
            return begun;
        }
        if !begun.is_empty() {
            begun.push(' ');
        }
        begun.push_str(word);
    }
    begun
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::announcements::forms::{AnnouncementAudience, AnnouncementVersionForm};

    fn version(locale: Locale, by: WrittenBy, questions: &[&str]) -> AnnouncementVersionForm {
        AnnouncementVersionForm {
            locale,
            by,
            title: "Bokrijk".to_owned(),
            body: "Le 4 décembre.".to_owned(),
            questions: questions.iter().map(|&text| text.to_owned()).collect(),
        }
    }

    fn form(versions: Vec<AnnouncementVersionForm>) -> AnnouncementForm {
        AnnouncementForm {
            original: Locale::Fr,
            audience: AnnouncementAudience {
                class_ids: Vec::new(),
                parents: true,
                teachers: false,
            },
            versions,
            asks_signature: false,
            answer_by: None,
            pinned: false,
            file_ids: Vec::new(),
        }
    }

    fn pointers(form: &AnnouncementForm) -> Vec<String> {
        let problem = check(form).err();
        problem
            .into_iter()
            .flat_map(|problem| problem.errors)
            .map(|error| error.pointer)
            .collect()
    }

    #[test]
    fn an_announcement_is_written_in_one_language_and_asks_the_same_in_all() {
        let french = version(Locale::Fr, WrittenBy::Human, &["Vient-il ?"]);
        let good = form(vec![
            french.clone(),
            version(Locale::Nl, WrittenBy::Machine, &["Komt hij?"]),
        ]);
        assert!(pointers(&good).is_empty());
        let fewer = form(vec![french.clone(), version(Locale::Nl, WrittenBy::Human, &[])]);
        assert_eq!(pointers(&fewer), ["/versions/1/questions"]);
        let twice = form(vec![french.clone(), french.clone()]);
        assert_eq!(pointers(&twice), ["/versions/1/locale"]);
        let machine = form(vec![version(Locale::Fr, WrittenBy::Machine, &[])]);
        assert_eq!(pointers(&machine), ["/original"]);
        let mut nobody = form(vec![french]);
        nobody.audience.parents = false;
        assert_eq!(pointers(&nobody), ["/audience", "/audience/parents"]);
    }

    #[test]
    fn an_excerpt_ends_between_two_words() {
        assert_eq!(excerpt("  Bonjour\n\nà tous "), "Bonjour à tous");
        let long = excerpt(&"mot ".repeat(100));
        assert!(long.ends_with("mot…") && long.chars().count() <= EXCERPT, "{long}");
        assert_eq!(excerpt(&"x".repeat(300)), "…");
    }
}
