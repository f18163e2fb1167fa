//! Why a call did not succeed, and how that is said to people.

use domain::{
    page::NoBody,
    problem::{Code, Problem},
};
use garde::Validate;

use crate::i18n;

/// Why a call did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// No answer came: no network, or the server is away.
    NoAnswer,
    /// The server said no.
    Problem(Box<Problem>),
    /// Something answered that is not our server, or another version of it.
    Unreadable {
        /// Its status.
        status: u16,
        /// The id of the request, if it came with one.
        request: Option<String>,
    },
}

impl Failure {
    /// What a body breaks, found before it is sent; the same fields and codes as the server would answer.
    pub fn of_invalid<B: Validate<Context = ()>>(body: &B) -> Option<Self> {
        body.validate().err().map(|report| Self::of_report(&report))
    }

    fn of_report(report: &garde::Report) -> Self {
        let problem = report
            .iter()
            .fold(Problem::new(Code::Invalid), |problem, (path, error)| {
                let pointer = format!("/{}", path.to_string().replace(['.', '['], "/").replace(']', ""));
                problem.at(pointer, error.message())
            });
        Self::Problem(Box::new(problem))
    }

    /// What to tell the reader, in their language.
    pub fn says(&self) -> String {
        let name = match self {
            Self::NoAnswer => "problem-no-answer".to_owned(),
            Self::Problem(problem) => format!("problem-{}", problem.code.as_str().replace('_', "-")),
            Self::Unreadable { .. } => "problem-internal".to_owned(),
        };
        i18n::find(&name).unwrap_or(name)
    }

    /// What to tell about one field, given as a JSON pointer such as `/email`.
    pub fn says_of(&self, pointer: &str) -> Option<String> {
        let Self::Problem(problem) = self else { return None };
        let error = problem.errors.iter().find(|error| error.pointer == pointer)?;
        let name = format!("field-{}", error.code.replace('_', "-"));
        i18n::find(&name).or_else(|| i18n::find("field-invalid"))
    }

    /// Whether the server answered with this code.
    pub fn is(&self, code: Code) -> bool {
        matches!(self, Self::Problem(problem) if problem.code == code)
    }

    /// Whether trying again without changing anything may help.
    pub const fn may_pass(&self) -> bool {
        match self {
            Self::NoAnswer | Self::Unreadable { .. } => true,
            Self::Problem(problem) => problem.status >= 500 || problem.status == 429,
        }
    }

    /// The id of the request, for whoever looks for the cause; only where the fault is not the reader's.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::NoAnswer => None,
            Self::Problem(problem) if problem.status >= 500 => problem.instance.as_deref(),
            Self::Problem(_) => None,
            Self::Unreadable { request, .. } => request.as_deref(),
        }
    }
}

/// A body that holds nothing is never invalid; asserted here because [`super::send`] relies on it.
const _: () = assert!(size_of::<NoBody>() == 0);

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn every_code_is_said_in_every_language() {
        for language in ["fr", "nl", "en"] {
            let path = format!("{}/../locales/{language}/problems.ftl", env!("CARGO_MANIFEST_DIR"));
            let words = fs::read_to_string(path).unwrap();
            for code in Code::ALL {
                let key = format!("problem-{} =", code.as_str().replace('_', "-"));
                assert!(
                    words.lines().any(|line| line.starts_with(&key)),
                    "{language} lacks `{key}`"
                );
            }
        }
    }

    #[test]
    fn a_body_is_checked_as_the_server_would() {
        let body = domain::accounts::types::Profile {
            first_name: " ".into(),
            last_name: "Dupont".into(),
            phone: Some("abc".into()),
            locale: domain::accounts::types::Locale::Fr,
        };
        let Some(Failure::Problem(problem)) = Failure::of_invalid(&body) else {
            panic!("it is not valid")
        };
        let found: Vec<_> = problem
            .errors
            .iter()
            .map(|e| (e.pointer.as_str(), e.code.as_str()))
            .collect();
        assert_eq!(found, [("/first_name", "required"), ("/phone", "not_a_phone")]);
    }
}
