//! What the scopes of a token are called.

use domain::access::Scope;

use crate::i18n::{Key, key};

/// A scope in plain words.
pub const fn scope_words(scope: Scope) -> Key {
    match scope {
        Scope::ProfileRead => key::SCOPE_PROFILE_READ,
        Scope::ProfileWrite => key::SCOPE_PROFILE_WRITE,
        Scope::ChildrenRead => key::SCOPE_CHILDREN_READ,
        Scope::ChildrenWrite => key::SCOPE_CHILDREN_WRITE,
        Scope::MessagesRead => key::SCOPE_MESSAGES_READ,
        Scope::MessagesWrite => key::SCOPE_MESSAGES_WRITE,
        Scope::AnnouncementsRead => key::SCOPE_ANNOUNCEMENTS_READ,
        Scope::AnnouncementsWrite => key::SCOPE_ANNOUNCEMENTS_WRITE,
        Scope::SelRead => key::SCOPE_SEL_READ,
        Scope::SelWrite => key::SCOPE_SEL_WRITE,
        Scope::AdminRead => key::SCOPE_ADMIN_READ,
        Scope::AdminWrite => key::SCOPE_ADMIN_WRITE,
    }
}

/// Whether only those who work at the school can give it.
pub const fn is_for_staff(scope: Scope) -> bool {
    matches!(scope, Scope::AdminRead | Scope::AdminWrite)
}
