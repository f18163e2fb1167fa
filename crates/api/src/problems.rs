//! `GET /api/problems/{code}`: what the `type` of a problem points at.

use actix_web::{HttpResponse, web};
use domain::problem::{Code, Problem};

use crate::failure::Failure;

/// Explains one kind of problem.
///
/// # Errors
/// `not_found` for a code that does not exist.
pub async fn explain(code: web::Path<String>) -> Result<HttpResponse, Failure> {
    let code = Code::ALL
        .iter()
        .find(|known| known.as_str() == code.as_str())
        .ok_or(Code::NotFound)?;
    let problem = Problem::new(*code);
    Ok(HttpResponse::Ok().json(serde_json::json!({
        "type": problem.kind,
        "code": problem.code,
        "status": problem.status,
        "title": problem.title,
    })))
}

/// Lists every kind of problem.
pub async fn list() -> HttpResponse {
    let items: Vec<Problem> = Code::ALL.iter().map(|code| Problem::new(*code)).collect();
    HttpResponse::Ok().json(serde_json::json!({ "items": items, "next": null }))
}
