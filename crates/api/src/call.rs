//! `Call<E>`: everything one request to `E` carries, parsed, authenticated, authorized and validated, in this order.

use std::{any::TypeId, future::Future, pin::Pin, time::Duration};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web};
use domain::{
    access::Access,
    endpoint::{Endpoint, Method},
    id::{AccountId, SchoolId},
    page::NoBody,
    problem::{Code, FieldProblem, Problem},
    schools::modules::Module,
    version::Expected,
};
use futures_util::StreamExt;
use garde::Validate;
use serde_json::error::Category;
use store::accounts::standing::Standing;

use crate::{
    State, device,
    failure::{Answered, Failure},
    limits::{Caller, Visitor},
    once::Once,
    policy::Policy,
    session,
};

/// How long a body may take.
const BODY_TIME: Duration = Duration::from_secs(15);

/// One request to `E`, fit to be acted upon.
pub struct Call<E: Endpoint>
where
    E::Access: Policy<E>,
{
    /// The parameters of the path.
    pub path: E,
    /// The parameters of the query.
    pub query: E::Query,
    /// The body.
    pub body: E::Body,
    /// The proof that the call may be made.
    pub by: <E::Access as Policy<E>>::Proof,
    /// Which version the call wants to change; any, where the endpoint has no versions.
    pub expected: Expected,
    /// The door through which a POST of somebody with a session writes.
    pub once: Once<E>,
    /// Where the call comes from, for limits.
    pub visitor: Visitor,
    /// What the client calls itself, such as `Firefox, Linux`.
    pub device: String,
}

impl<E: Endpoint> FromRequest for Call<E>
where
    E::Access: Policy<E>,
{
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let path = web::Path::<E>::extract(&request)
                .await
                .map_err(|_| Failure::from(Code::NotFound))?
                .into_inner();
            let state = state_of(&request)?;
            let visitor = Visitor::of(&request, &state.settings);
            let (by, who) = authorize(&request, (&state, &visitor), &path).await?;
            let query = query::<E>(&request)?;
            let expected = expected::<E>(&request)?;
            let bytes = bytes(&request, payload, E::BODY_MAX).await?;
            let once = Once::of(&request, &state.keys, who, &bytes)?;
            if let Some(stored) = once.given_before(&state).await? {
                return Err(Failure::Answered(Box::new(Answered {
                    status: E::STATUS,
                    stored,
                })));
            }
            let body = body::<E>(&request, &bytes)?;
            Ok(Self {
                path,
                query,
                body,
                by,
                expected,
                once,
                visitor,
                device: device::of(&request),
            })
        })
    }
}

/// The proof, and whose it is, in which school.
pub(crate) async fn authorize<E: Endpoint>(
    request: &HttpRequest,
    (state, visitor): (&State, &Visitor),
    call: &E,
) -> Result<(<E::Access as Policy<E>>::Proof, Option<(AccountId, SchoolId)>), Failure>
where
    E::Access: Policy<E>,
{
    let credential = session::credential(request, &state.settings);
    session::check_origin(request, &state.settings, credential.as_ref())?;
    let standing = match credential {
        Some(credential) if E::Access::NEEDS_SESSION => Some(session::standing(state, &credential).await),
        _ => None,
    };
    let caller = match &standing {
        Some(Ok(standing)) => Caller::Account(standing.account()),
        _ => Caller::Network(visitor.network),
    };
    state.limits.call(request, caller)?;
    let standing = standing.transpose()?;
    if let Some(standing) = &standing
        && !standing.reaches(E::REACH)
    {
        return Err(session::out_of_reach(E::REACH));
    }
    if let Some(standing) = &standing
        && Module::of::<E>().is_some_and(|module| !standing.has(module))
    {
        let problem = Problem::new(Code::NotFound).because("The school has switched this module off.");
        return Err(Failure::from(problem));
    }
    let of_whom = |standing: &Standing| (standing.account(), standing.school());
    let who = standing.as_ref().map(of_whom);
    Ok((E::Access::check(state, standing, call).await?, who))
}

pub(crate) fn state_of(request: &HttpRequest) -> Result<web::Data<State>, Failure> {
    request
        .app_data::<web::Data<State>>()
        .cloned()
        .ok_or_else(|| Failure::broken("the application has no state"))
}

/// What `If-Match` says. A call that replaces, changes or removes something with versions must say it; a POST may.
fn expected<E: Endpoint>(request: &HttpRequest) -> Result<Expected, Failure> {
    if !E::VERSIONED || E::METHOD == Method::Get {
        return Ok(Expected::Any);
    }
    let mut headers = request.headers().get_all(header::IF_MATCH);
    match (headers.next(), headers.next()) {
        (None, _) if E::METHOD == Method::Post => Ok(Expected::Any),
        (None, _) => Err(Failure::from(Code::PreconditionRequired)),
        // a tag that we never gave is that of no version
        (Some(header), None) => header
            .to_str()
            .ok()
            .and_then(Expected::parse)
            .ok_or_else(|| Failure::from(Code::Stale)),
        (Some(_), Some(_)) => Err(Failure::from(Code::Stale)),
    }
}

pub(crate) fn query<E: Endpoint>(request: &HttpRequest) -> Result<E::Query, Failure> {
    let text = request.query_string();
    let refuse = |detail: String| Failure::from(Problem::new(Code::BadQuery).because(detail));
    // no text of ours holds NUL, and PostgreSQL refuses it
    if text.contains("%00") {
        return Err(refuse("The query holds a NUL character.".to_owned()));
    }
    let query = web::Query::<E::Query>::from_query(text)
        .map_err(|error| refuse(error.to_string()))?
        .into_inner();
    query.validate().map_err(|report| refuse(report.to_string()))?;
    Ok(query)
}

async fn bytes(request: &HttpRequest, payload: Payload, most: usize) -> Result<web::BytesMut, Failure> {
    // whoever sends byte after byte does not hold a place for ever
    actix_web::rt::time::timeout(BODY_TIME, read(request, payload, most))
        .await
        .map_err(|_| Failure::from(Problem::new(Code::BadRequest).because("The body took too long.")))?
}

fn body<E: Endpoint>(request: &HttpRequest, bytes: &[u8]) -> Result<E::Body, Failure> {
    if bytes.is_empty() && TypeId::of::<E::Body>() == TypeId::of::<NoBody>() {
        return serde_json::from_str("{}").map_err(Failure::broken);
    }
    if !is_json(request) {
        return Err(Failure::from(Code::UnsupportedMediaType));
    }
    let body: E::Body = serde_json::from_slice(bytes).map_err(|error| unreadable(&error))?;
    refuse_list(bytes)?;
    refuse_nul(bytes)?;
    body.validate().map_err(|report| invalid(&report))?;
    Ok(body)
}

async fn read(request: &HttpRequest, mut payload: Payload, most: usize) -> Result<web::BytesMut, Failure> {
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > most) {
        return Err(Failure::from(Code::TooLarge));
    }
    let mut bytes = web::BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Failure::from(Problem::new(Code::BadRequest).because("The body broke off.")))?;
        if bytes.len() + chunk.len() > most {
            return Err(Failure::from(Code::TooLarge));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn is_json(request: &HttpRequest) -> bool {
    let header = |name| {
        request
            .headers()
            .get(name)
            .and_then(|value: &header::HeaderValue| value.to_str().ok())
    };
    let kind = header(header::CONTENT_TYPE).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    let encoding = header(header::CONTENT_ENCODING).unwrap_or("identity");
    essence.eq_ignore_ascii_case("application/json") && encoding.eq_ignore_ascii_case("identity")
}

/// What is not JSON cannot be parsed; what is JSON of another shape is not valid.
fn unreadable(error: &serde_json::Error) -> Failure {
    if error.classify() != Category::Data {
        return Failure::from(Problem::new(Code::BadRequest).because(error.to_string()));
    }
    let words = error.to_string();
    let quoted = words.split('`').nth(1).unwrap_or_default();
    let (pointer, code) = if words.starts_with("unknown field") {
        (format!("/{quoted}"), "unknown_field")
    } else if words.starts_with("missing field") {
        (format!("/{quoted}"), "required")
    } else if words.starts_with("duplicate field") {
        (format!("/{quoted}"), "duplicate_field")
    } else {
        (String::new(), "wrong_type")
    };
    Failure::from(Problem::new(Code::Invalid).because(words).at(pointer, code))
}

/// Every body is an object. serde would take the fields of a struct in their order as well, which no document of ours promises.
fn refuse_list(bytes: &[u8]) -> Result<(), Failure> {
    let first = bytes.trim_ascii_start().first();
    if first == Some(&b'{') {
        return Ok(());
    }
    let problem = Problem::new(Code::Invalid).because("The body must be a JSON object.");
    Err(Failure::from(problem.at(String::new(), "wrong_type")))
}

/// U+0000 can be written in JSON, but it is in no text of ours and PostgreSQL refuses it.
fn refuse_nul(bytes: &[u8]) -> Result<(), Failure> {
    if !bytes.windows(6).any(|window| window == b"\\u0000") {
        return Ok(());
    }
    let value: serde_json::Value = serde_json::from_slice(bytes).map_err(|error| unreadable(&error))?;
    let at = nul_in(&value).map(|pointer| Problem::new(Code::Invalid).at(pointer, "control_character"));
    at.map_or(Ok(()), |problem| Err(Failure::from(problem)))
}

fn nul_in(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::String(text) => text.contains('\0').then(String::new),
        serde_json::Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| Some(format!("/{index}{}", nul_in(item)?))),
        serde_json::Value::Object(fields) => fields
            .iter()
            .find_map(|(name, field)| Some(format!("/{name}{}", nul_in(field)?))),
        _ => None,
    }
}

pub(crate) fn invalid(report: &garde::Report) -> Failure {
    let mut problem = Problem::new(Code::Invalid);
    problem.errors = report
        .iter()
        .map(|(path, error)| FieldProblem {
            pointer: pointer(&path.to_string()),
            code: word(error.message()).to_owned(),
        })
        .collect();
    Failure::from(problem)
}

/// `members[2].name` as `/members/2/name`.
fn pointer(path: &str) -> String {
    path.split(['.', '[', ']'])
        .filter(|part| !part.is_empty())
        .fold(String::new(), |pointer, part| pointer + "/" + part)
}

/// Our own rules answer a word; garde's answer a sentence.
fn word(message: &str) -> &str {
    if message.starts_with("length is lower") {
        "too_short"
    } else if message.starts_with("length is greater") {
        "too_long"
    } else if message.starts_with("lower") {
        "too_small"
    } else if message.starts_with("greater") {
        "too_large"
    } else if message.contains(' ') {
        "invalid"
    } else {
        message
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("email", "/email")]
    #[case("members[2].name", "/members/2/name")]
    #[case("", "")]
    fn a_path_becomes_a_json_pointer(#[case] path: &str, #[case] expected: &str) {
        assert_eq!(pointer(path), expected);
    }

    #[rstest]
    #[case(r#"{"a":"x","b":["y","\u0000"]}"#, Some("/b/1"))]
    #[case(r#"{"a":"a backslash and \\u0000 in letters"}"#, None)]
    fn a_nul_is_found_where_it_is(#[case] body: &str, #[case] at: Option<&str>) {
        let problem = refuse_nul(body.as_bytes()).err().map(|failure| failure.problem());
        let pointer = problem
            .as_ref()
            .and_then(|problem| problem.errors.first())
            .map(|error| error.pointer.as_str());
        assert_eq!(pointer, at);
    }
}
