//! An endpoint is a type: method, path, query, body, reply, status and permission, stated once.
//!
//! The server registers a route and its OpenAPI operation from it, the browser sends a call with it; when the two
//! disagree, it does not compile.

use garde::Validate;
use serde::{Serialize, de::DeserializeOwned};
use utoipa::{IntoParams, ToSchema};

use crate::{
    access::{Access, Reach},
    problem::Code,
};

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads; changes nothing.
    Get,
    /// Creates or acts.
    Post,
    /// Replaces; the same call twice is the same as once.
    Put,
    /// Changes some fields.
    Patch,
    /// Ends or removes.
    Delete,
}

/// Everything that client and server must agree upon about one call. The type itself holds the path parameters.
pub trait Endpoint: DeserializeOwned + Serialize + IntoParams + Clone + 'static {
    /// The method.
    const METHOD: Method;
    /// The path under `/api/v1`, with `{name}` for each field of the type.
    const PATH: &'static str;
    /// The name of the type; the operation id is its snake_case.
    const NAME: &'static str;
    /// First line: summary; the rest: description.
    const DOC: &'static str;
    /// Status of the good answer.
    const STATUS: u16;
    /// The capability the call belongs to, the tag in the documents.
    const TAG: &'static str;
    /// What may go wrong besides what every call may answer.
    const FAILS: &'static [Code];
    /// The query parameters.
    type Query: DeserializeOwned + Serialize + IntoParams + Validate<Context = ()> + 'static;
    /// The body; [`crate::page::NoBody`] for none.
    type Body: DeserializeOwned + Serialize + ToSchema + Validate<Context = ()> + 'static;
    /// The reply; [`crate::page::NoReply`] for none.
    type Reply: DeserializeOwned + Serialize + ToSchema + Send + 'static;
    /// Who may make the call.
    type Access: Access;
    /// What a personal access token needs to make it.
    const REACH: Reach;
    /// Whether the reply carries the version of one thing as `ETag`, and a call that changes it must name that version in `If-Match`.
    const VERSIONED: bool;
    /// Largest body, in bytes.
    const BODY_MAX: usize;
    /// The path with its parameters filled in, under `/api/v1`.
    fn uri(&self) -> String;
    /// The cursor of the page that follows this one, when the reply is a page.
    fn next(reply: &Self::Reply) -> Option<&str>;
}

/// Largest body unless an endpoint says otherwise, in bytes.
pub const BODY_MAX: usize = 64 * 1024;

/// What was given, or else the default; for the optional parts of `endpoint!`.
#[must_use]
pub const fn chosen<T: Copy>(default: T, given: &[T]) -> T {
    match given {
        [one, ..] => *one,
        [] => default,
    }
}

/// Declares an endpoint. After `fails [...]` may follow `, versioned true` and `, up to <bytes>`.
///
/// ```
/// domain::endpoint! { "greetings":
///     /// Greet a class.
///     ///
///     /// Everybody in the class hears it.
///     Post "/classes/{class}/greetings" Greet { class: domain::id::ClassId }
///         ? domain::page::NoQuery, (domain::page::NoBody) -> 204 domain::page::NoReply, by domain::access::SignedIn,
///         scope MessagesWrite, fails []
/// }
/// ```
#[macro_export]
macro_rules! endpoint {
    ($tag:literal: $(#[doc = $doc:literal])* $method:ident $path:literal $name:ident { $($field:ident: $ty:ty),* }
        ? $query:ty, ($body:ty) -> $status:literal $reply:ty, by $access:ty, scope $reach:ident, fails [$($code:ident),*]
        $(, versioned $versioned:literal)? $(, up to $most:expr)?) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, serde::Serialize, serde::Deserialize, utoipa::IntoParams)]
        #[into_params(parameter_in = Path)]
        pub struct $name { $(#[doc = concat!("Which ", stringify!($field), ".")] pub $field: $ty),* }
        impl $crate::endpoint::Endpoint for $name {
            const METHOD: $crate::endpoint::Method = $crate::endpoint::Method::$method;
            const PATH: &'static str = $path;
            const NAME: &'static str = stringify!($name);
            const DOC: &'static str = concat!($($doc, "\n"),*);
            const STATUS: u16 = $status;
            const TAG: &'static str = $tag;
            const FAILS: &'static [$crate::problem::Code] = &[$($crate::problem::Code::$code),*];
            type Query = $query;
            type Body = $body;
            type Reply = $reply;
            type Access = $access;
            const REACH: $crate::access::Reach = $crate::access::Reach::$reach;
            const VERSIONED: bool = $crate::endpoint::chosen(false, &[$($versioned)?]);
            const BODY_MAX: usize = $crate::endpoint::chosen($crate::endpoint::BODY_MAX, &[$($most)?]);
            fn uri(&self) -> String {
                let uri = String::from($path);
                $( let uri = uri.replace(concat!("{", stringify!($field), "}"), &self.$field.to_string()); )*
                uri
            }
            fn next(reply: &Self::Reply) -> Option<&str> {
                use $crate::page::Next as _;
                (&$crate::page::Following(reply)).next()
            }
        }
    };
}
