//! Personal access tokens: what programs of mine may do in my name, in the school of the session that made them.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{Fresh, Scope, SignedIn},
    endpoint,
    id::SessionId,
    moment::Moment,
    page::{NoBody, NoQuery, NoReply, Page},
    words,
};

/// What every token begins with, so that scanners of published code find it.
pub const PREFIX: &str = "ehp_";

/// How many tokens somebody may have at the same time.
pub const MOST: i64 = 20;

/// How long a token works, in days, unless its maker says otherwise.
pub const DAYS: u32 = 90;

/// A token to be made.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// What it is for, at most 100 characters.
    #[garde(custom(words::name))]
    #[schema(example = "Home Assistant", min_length = 1, max_length = 100)]
    pub name: String,
    /// What it may do; at least one.
    #[garde(length(min = 1, max = 50))]
    #[schema(min_items = 1, max_items = 50)]
    pub scopes: Vec<Scope>,
    /// How many days it works, 7 to 366; 90 when absent.
    #[garde(range(min = 7, max = 366))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 90, minimum = 7, maximum = 366)]
    pub days: Option<u32>,
}

/// A token that has just been made.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MadeToken {
    /// Which.
    pub id: SessionId,
    /// The token itself, for `Authorization: Bearer`. It is in this answer only.
    #[schema(example = "ehp_4bR1Xv0nQw8TzC7yLd2mKs9PfGh3JaUeBiNoVxWrYqM0k2Zc1")]
    pub token: String,
    /// What it is for.
    #[schema(example = "Home Assistant")]
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// Made at.
    pub created_at: Moment,
    /// Works until then.
    pub expires_at: Moment,
}

/// One of my tokens, without the token itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TokenSummary {
    /// Which.
    pub id: SessionId,
    /// What it is for.
    #[schema(example = "Home Assistant")]
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// Made at.
    pub created_at: Moment,
    /// Works until then.
    pub expires_at: Moment,
    /// Last call, to the minute; absent when it was never used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Moment>,
}

endpoint! { "accounts":
    /// List my personal access tokens.
    ///
    /// Those that work, the newest first. The tokens themselves are not in the list: nobody can read them again.
    Get "/me/tokens" ListMyTokens {} ? NoQuery, (NoBody) -> 200 Page<TokenSummary>, by SignedIn, scope Session, fails []
}

endpoint! { "accounts":
    /// Make a personal access token.
    ///
    /// For a program that calls in my name, in the school of this session, within the scopes given. It works like an access token, and
    /// ends when I revoke it, at its date, or when my password changes. There may be 20 at a time (`conflict`).
    Post "/me/tokens" MakeToken {} ? NoQuery, (NewToken) -> 201 MadeToken, by Fresh<SignedIn>, scope Session, fails [Conflict]
}

endpoint! { "accounts":
    /// Revoke one of my personal access tokens.
    ///
    /// It ends at once, everywhere; its open sockets are closed.
    Delete "/me/tokens/{token}" RevokeToken { token: SessionId } ? NoQuery, (NoBody) -> 204 NoReply, by SignedIn, scope Session, fails []
}
