//! How a call fails: the one conversion of whatever went wrong into a problem.

use std::fmt;

use actix_web::{
    HttpResponse, ResponseError,
    body::BoxBody,
    http::{
        StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
};
use domain::{
    problem::{Code, Problem},
    session::REPLAYED_HEADER,
};
use store::error::StoreError;

use crate::{once::Stored, reply::tag_of};

/// Why a call is not answered with its reply.
#[derive(Debug)]
pub enum Failure {
    /// Something to tell the caller, with headers that belong to it.
    Problem(Box<Problem>, Vec<(HeaderName, HeaderValue)>),
    /// A defect of ours: logged once, never told.
    Broken(String),
    /// The call was made before: this is what was answered then.
    Answered(Box<Answered>),
}

/// A good answer that was given before.
#[derive(Debug)]
pub struct Answered {
    /// Its status.
    pub(crate) status: u16,
    /// What was answered.
    pub(crate) stored: Stored,
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
            Self::Problem(problem, _) => problem.as_ref().clone(),
            Self::Broken(_) | Self::Answered(_) => Problem::new(Code::Internal),
        }
    }

    /// With a header that belongs to the problem, such as how long to wait.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: &str) -> Self {
        if let (Self::Problem(_, headers), Ok(value)) = (&mut self, HeaderValue::from_str(value)) {
            headers.push((name, value));
        }
        self
    }
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Self::from(Problem::new(code))
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem), Vec::new())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::from(Code::NotFound),
            StoreError::Refused(code) => Self::from(code),
            StoreError::Wait { code, seconds } => {
                Self::from(code).with_header(header::RETRY_AFTER, &seconds.to_string())
            }
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
            Self::Problem(problem, _) => f.write_str(problem.code.as_str()),
            Self::Broken(cause) => f.write_str(cause),
            Self::Answered(_) => f.write_str("answered before"),
        }
    }
}

impl std::error::Error for Failure {}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Answered(answered) => status(answered.status),
            other => status(other.problem().status),
        }
    }

    // without a body: the request id is still to be added, see `edge::problems`
    fn error_response(&self) -> HttpResponse<BoxBody> {
        if let Self::Answered(answered) = self {
            return answered.response();
        }
        let problem = self.problem();
        let mut response = HttpResponse::new(status(problem.status));
        if let Self::Broken(cause) = self {
            response.extensions_mut().insert(Cause(cause.clone()));
        }
        for (name, value) in headers(&problem) {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        if let Self::Problem(_, own) = self {
            for (name, value) in own {
                response.headers_mut().insert(name.clone(), value.clone());
            }
        }
        response.extensions_mut().insert(problem);
        response
    }
}

impl Answered {
    fn response(&self) -> HttpResponse<BoxBody> {
        let status = status(self.status);
        let mut response = HttpResponse::build(status);
        response.insert_header((REPLAYED_HEADER, "true"));
        if self.stored.version.is_some() {
            response.insert_header((header::ETAG, tag_of(&self.stored.body, self.stored.version)));
        }
        if status == StatusCode::NO_CONTENT {
            response.finish()
        } else {
            response.content_type("application/json").body(self.stored.body.clone())
        }
    }
}

/// What broke, for the log.
pub(crate) struct Cause(pub String);

fn status(number: u16) -> StatusCode {
    StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The headers that belong to a kind of problem.
fn headers(problem: &Problem) -> Vec<(HeaderName, &'static str)> {
    match problem.code {
        Code::Unavailable | Code::InProgress => vec![(header::RETRY_AFTER, "1")],
        Code::TooMany => vec![(header::RETRY_AFTER, "60")],
        Code::Unauthenticated => vec![(header::WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")],
        Code::Reauth => vec![(
            header::WWW_AUTHENTICATE,
            "Bearer error=\"insufficient_user_authentication\"",
        )],
        Code::WrongCredentials | Code::SecondFactorNeeded => vec![(header::WWW_AUTHENTICATE, "Bearer")],
        _ => Vec::new(),
    }
}
