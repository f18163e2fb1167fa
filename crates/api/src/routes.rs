//! Routes and their description, built from the same endpoints.

use actix_web::{
    FromRequest, Handler, HttpRequest, HttpResponse, Resource, Responder, Route, guard,
    http::{Method as HttpMethod, header},
    web,
};
use domain::{
    endpoint::{Endpoint, Method},
    problem::{Code, Problem},
};

use crate::{
    failure::Failure,
    openapi::{self, Described},
    policy::Policy,
};

/// The calls that the server answers.
#[derive(Default)]
pub struct Routes {
    paths: Vec<Path>,
    described: Vec<fn() -> Described>,
}

struct Path {
    path: &'static str,
    methods: Vec<Method>,
    resource: Resource,
}

impl Routes {
    /// Answers `E` with this handler, and describes it.
    #[must_use]
    pub fn on<E, F, Args>(mut self, handler: F) -> Self
    where
        E: Endpoint,
        E::Access: Policy<E>,
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.described.push(openapi::describe::<E>);
        let route = route(E::METHOD).to(handler);
        let index = self.paths.iter().position(|known| known.path == E::PATH);
        let mut known = match index {
            Some(index) => self.paths.swap_remove(index),
            None => Path {
                path: E::PATH,
                methods: Vec::new(),
                resource: web::resource(E::PATH),
            },
        };
        known.methods.push(E::METHOD);
        known.resource = known.resource.route(route);
        self.paths.push(known);
        self
    }

    /// What the calls are, in the order of their registration.
    #[must_use]
    pub fn described(&self) -> Vec<Described> {
        self.described.iter().map(|describe| describe()).collect()
    }

    /// Puts the routes into an application.
    pub fn configure(self, config: &mut web::ServiceConfig) {
        let mut paths = self.paths;
        // a fixed segment before a parameter at the same place: `/conversations/direct` is not a conversation
        paths.sort_by_key(|known| known.path.replace('{', "~"));
        for Path { methods, resource, .. } in paths {
            config.service(resource.default_service(web::to(move |request: HttpRequest| {
                let allowed = allow(&methods);
                async move { wrong_method(&request, &allowed) }
            })));
        }
    }
}

/// A path outside the API that is only read.
pub fn page<F, Args>(path: &str, handler: F) -> Resource
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    web::resource(path)
        .route(route(Method::Get).to(handler))
        .default_service(web::to(|request: HttpRequest| async move {
            wrong_method(&request, &allow(&[Method::Get]))
        }))
}

/// Answers a method that a path does not have; and `OPTIONS`, which asks for those it has.
pub fn wrong_method(request: &HttpRequest, allowed: &str) -> HttpResponse {
    let mut response = if request.method() == HttpMethod::OPTIONS {
        HttpResponse::NoContent().finish()
    } else {
        HttpResponse::from_error(Failure::from(
            Problem::new(Code::MethodNotAllowed).because(format!("Allowed here: {allowed}.")),
        ))
    };
    if let Ok(allowed) = header::HeaderValue::from_str(allowed) {
        response.headers_mut().insert(header::ALLOW, allowed);
    }
    response
}

fn route(method: Method) -> Route {
    match method {
        Method::Get => web::route().guard(guard::Any(guard::Get()).or(guard::Head())),
        Method::Post => web::post(),
        Method::Put => web::put(),
        Method::Patch => web::patch(),
        Method::Delete => web::delete(),
    }
}

fn allow(methods: &[Method]) -> String {
    let mut words = vec!["OPTIONS"];
    for method in methods {
        match method {
            Method::Get => words.extend(["GET", "HEAD"]),
            Method::Post => words.push("POST"),
            Method::Put => words.push("PUT"),
            Method::Patch => words.push("PATCH"),
            Method::Delete => words.push("DELETE"),
        }
    }
    words.sort_unstable();
    words.join(", ")
}
