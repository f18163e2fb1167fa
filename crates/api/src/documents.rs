//! The documents of the API: OpenAPI, AsyncAPI, and Swagger UI, which works without internet.

use actix_web::{
    Error, HttpResponse,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header,
    middleware::{Next, from_fn},
    web,
};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::{asyncapi, edge::ContentPolicy, openapi, routes::page};

/// What Swagger UI may load: its own files, and the styles it writes into its page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Serves them.
pub fn configure(config: &mut web::ServiceConfig) {
    let swagger = SwaggerUi::new("/{_:.*}").config(
        Config::new(["/api/openapi.json"])
            .persist_authorization(false)
            .try_it_out_enabled(true)
            .display_request_duration(true),
    );
    config
        .service(page("/api/openapi.json", openapi))
        .service(page("/api/asyncapi.json", asyncapi))
        .service(page("/api/docs", to_docs))
        .service(web::scope("/api/docs").wrap(from_fn(own_policy)).service(swagger));
}

async fn openapi() -> HttpResponse {
    HttpResponse::Ok().json(openapi::document())
}

async fn asyncapi() -> HttpResponse {
    HttpResponse::Ok().json(asyncapi::document())
}

async fn to_docs() -> HttpResponse {
    HttpResponse::Found()
        .insert_header((header::LOCATION, "/api/docs/"))
        .finish()
}

async fn own_policy<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let mut response = next.call(request).await?;
    response
        .response_mut()
        .extensions_mut()
        .insert(ContentPolicy(POLICY.to_owned()));
    Ok(response)
}
