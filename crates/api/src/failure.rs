//! How a call fails: the one conversion of whatever went wrong into a problem.

use std::fmt;

use actix_web::{
    HttpResponse, ResponseError,
    body::BoxBody,
    http::{StatusCode, header},
};
use domain::problem::{Code, Problem};
use store::error::StoreError;

/// Why a call is not answered with its reply.
#[derive(Debug)]
pub enum Failure {
    /// Something to tell the caller.
    Problem(Box<Problem>),
    /// A defect of ours: logged once, never told.
    Broken(String),
}

impl Failure {
    /// A defect with this cause.
    pub fn broken(cause: impl fmt::Display) -> Self {
        Self::Broken(cause.to_string())
    }

    /// The problem that the caller is told.
    #[must_use]
    pub fn problem(&self) -> Problem {
        match self {
            Self::Problem(problem) => problem.as_ref().clone(),
            Self::Broken(_) => Problem::new(Code::Internal),
        }
    }
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Self::from(Problem::new(code))
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::from(Code::NotFound),
            StoreError::Refused(code) => Self::from(code),
            StoreError::Again | StoreError::Busy => Self::from(Code::Unavailable),
            StoreError::Uncertain => Self::from(
                Problem::new(Code::Unavailable)
                    .because("Nobody knows whether this was stored: send the same again, or read."),
            ),
            StoreError::Broken(cause) => Self::broken(cause),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problem(problem) => f.write_str(problem.code.as_str()),
            Self::Broken(cause) => f.write_str(cause),
        }
    }
}

impl std::error::Error for Failure {}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        status(self.problem().status)
    }

    // without a body: the request id is still to be added, see `edge::problems`
    fn error_response(&self) -> HttpResponse<BoxBody> {
        let problem = self.problem();
        let mut response = HttpResponse::new(status(problem.status));
        if let Self::Broken(cause) = self {
            response.extensions_mut().insert(Cause(cause.clone()));
        }
        for (name, value) in headers(&problem) {
            response
                .headers_mut()
                .insert(name, header::HeaderValue::from_static(value));
        }
        response.extensions_mut().insert(problem);
        response
    }
}

/// What broke, for the log.
pub(crate) struct Cause(pub String);

fn status(number: u16) -> StatusCode {
    StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The headers that belong to a kind of problem.
fn headers(problem: &Problem) -> Vec<(header::HeaderName, &'static str)> {
    match problem.code {
        Code::Unavailable => vec![(header::RETRY_AFTER, "1")],
        Code::TooMany => vec![(header::RETRY_AFTER, "60")],
        Code::Unauthenticated => vec![(header::WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")],
        Code::WrongCredentials => vec![(header::WWW_AUTHENTICATE, "Bearer")],
        _ => Vec::new(),
    }
}
