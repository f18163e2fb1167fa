//! The calls about accounts.

use crate::{
    access::{Anyone, SignedIn as HasSession},
    accounts::types::{
        Credentials, Me, NewAccount, Profile, Refreshing, Registered, SessionSummary, SignedIn, Verification,
    },
    endpoint,
    id::SessionId,
    page::{NoBody, NoQuery, NoReply, Page, PageQuery},
};

endpoint! { "accounts":
    /// Register.
    ///
    /// Sends a mail with a link that confirms the address. The answer is the same whether or not the address is known
    /// already, so that nobody learns who has an account; a known address gets another mail.
    Post "/register" Register {} ? NoQuery, (NewAccount) -> 202 Registered, by Anyone, scope Public, fails [WrongCode]
}

endpoint! { "accounts":
    /// Confirm an e-mail address.
    ///
    /// With the token of the mail and the password chosen at registration: makes the account and signs in. The link works once,
    /// for a day.
    Post "/verify-email" VerifyEmail {} ? NoQuery, (Verification) -> 200 SignedIn, by Anyone, scope Public, fails [WrongCredentials, LinkExpired]
}

endpoint! { "accounts":
    /// Sign in.
    ///
    /// The answer is the same for an unknown address, a wrong password and an address that is not confirmed yet.
    Post "/login" Login {} ? NoQuery, (Credentials) -> 200 SignedIn, by Anyone, scope Public, fails [WrongCredentials]
}

endpoint! { "accounts":
    /// Renew the tokens of an API session.
    ///
    /// Each refresh token works once. Shown again within ten seconds it gives the same successor, because an answer may get lost;
    /// shown again later it ends the session, because somebody has a copy.
    Post "/refresh" Refresh {} ? NoQuery, (Refreshing) -> 200 SignedIn, by Anyone, scope Public, fails [Unauthenticated]
}

endpoint! { "accounts":
    /// Sign out.
    ///
    /// Ends this session everywhere, at once; its open sockets are closed.
    Post "/logout" Logout {} ? NoQuery, (NoBody) -> 204 NoReply, by HasSession, scope Session, fails []
}

endpoint! { "accounts":
    /// Show me.
    ///
    /// The signed-in person and the membership of the session's school.
    Get "/me" ShowMe {} ? NoQuery, (NoBody) -> 200 Me, by HasSession, scope ProfileRead, fails []
}

endpoint! { "accounts":
    /// Change my data.
    ///
    /// Replaces names, phone number and language.
    Put "/me" ChangeMe {} ? NoQuery, (Profile) -> 200 Me, by HasSession, scope ProfileWrite, fails []
}

endpoint! { "accounts":
    /// List my sessions.
    ///
    /// Every device that is signed in with my account, the most recently used first.
    Get "/me/sessions" ListMySessions {} ? PageQuery, (NoBody) -> 200 Page<SessionSummary>, by HasSession, scope Session, fails []
}

endpoint! { "accounts":
    /// End one of my sessions.
    ///
    /// The device is signed out at once; its open sockets are closed.
    Delete "/me/sessions/{session}" EndMySession { session: SessionId } ? NoQuery, (NoBody) -> 204 NoReply, by HasSession, scope Session, fails []
}
