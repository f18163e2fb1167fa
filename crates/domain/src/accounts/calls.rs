//! The calls about accounts.

use crate::{
    access::{Anyone, Fresh, SignedIn as HasSession},
    accounts::{
        security::{
            Address, CheckMailbox, EmailChange, InvitationPreview, LinkToken, PasswordChange, PasswordReset, Proof,
            RecoveryCodes, SecondFactor, SecondFactorCode, SecondFactorSetup,
        },
        types::{
            Credentials, Me, MyMembership, NewAccount, Profile, Refreshing, Registered, SessionSummary, SignedIn,
            Verification,
        },
    },
    endpoint,
    id::SessionId,
    page::{NoBody, NoQuery, NoReply, Page, PageQuery},
};

endpoint! { "accounts":
    /// Register.
    ///
    /// Sends a mail with a link that confirms the address. The answer is the same whether or not the address is known
    /// already, so that nobody learns who has an account; a known address gets another mail. With the token of an invitation no code is
    /// asked for, and the membership is active at once in the role of the invitation.
    Post "/register" Register {} ? NoQuery, (NewAccount) -> 202 Registered, by Anyone, scope Public, fails [WrongCode, LinkExpired]
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
    /// The answer is the same for an unknown address, a wrong password and an address that is not confirmed yet. Where the account has a
    /// second factor, the right password alone answers `second_factor_needed`: send the same again with `code`.
    Post "/login" Login {} ? NoQuery, (Credentials) -> 200 SignedIn, by Anyone, scope Public, fails [WrongCredentials, SecondFactorNeeded, WrongCode]
}

endpoint! { "accounts":
    /// Send the confirmation once more.
    ///
    /// For a registration that waits. The answer is the same whether or not there is one. Only the newest link works.
    Post "/verify-email/resend" ResendVerification {} ? NoQuery, (Address) -> 202 CheckMailbox, by Anyone, scope Public, fails []
}

endpoint! { "accounts":
    /// Ask for a new password.
    ///
    /// Sends a link to the address, if it has an account; the answer is the same if not. The link works once, for half an hour; only the
    /// newest one does.
    Post "/password/forgot" ForgetPassword {} ? NoQuery, (Address) -> 202 CheckMailbox, by Anyone, scope Public, fails []
}

endpoint! { "accounts":
    /// Set a forgotten password anew.
    ///
    /// With the token of the mail. Ends every session and every personal token of the account, and signs nobody in.
    Post "/password/reset" ResetPassword {} ? NoQuery, (PasswordReset) -> 204 NoReply, by Anyone, scope Public, fails [LinkExpired]
}

endpoint! { "accounts":
    /// Confirm a new e-mail address.
    ///
    /// With the token of the mail to the new address. Ends the other sessions of the account.
    Post "/email/confirm" ConfirmEmail {} ? NoQuery, (LinkToken) -> 204 NoReply, by Anyone, scope Public, fails [LinkExpired]
}

endpoint! { "accounts":
    /// Look at an invitation.
    ///
    /// What it is for, before signing in or registering. Looking does not use it up.
    Post "/invitations/preview" PreviewInvitation {} ? NoQuery, (LinkToken) -> 200 InvitationPreview, by Anyone, scope Public, fails [LinkExpired]
}

endpoint! { "accounts":
    /// Accept an invitation.
    ///
    /// For somebody who has an account with the invited address. The membership is active at once in the role of the invitation; sign in
    /// again to be in another school.
    Post "/invitations/accept" AcceptInvitation {} ? NoQuery, (LinkToken) -> 200 MyMembership, by HasSession, scope Session, fails [LinkExpired, Forbidden, MembershipSuspended]
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
    Get "/me" ShowMe {} ? NoQuery, (NoBody) -> 200 Me, by HasSession, scope ProfileRead, fails [], versioned true
}

endpoint! { "accounts":
    /// Change my data.
    ///
    /// Replaces names, phone number and language.
    Put "/me" ChangeMe {} ? NoQuery, (Profile) -> 200 Me, by HasSession, scope ProfileWrite, fails [], versioned true
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

endpoint! { "accounts":
    /// End my other sessions.
    ///
    /// Every device but this one is signed out at once. Personal access tokens stay.
    Delete "/me/sessions" EndMyOtherSessions {} ? NoQuery, (NoBody) -> 204 NoReply, by HasSession, scope Session, fails []
}

endpoint! { "accounts":
    /// Change my password.
    ///
    /// Ends my other sessions and my personal tokens, and tells me by mail.
    Put "/me/password" ChangePassword {} ? NoQuery, (PasswordChange) -> 204 NoReply, by HasSession, scope Session, fails [WrongPassword, Conflict]
}

endpoint! { "accounts":
    /// Change my e-mail address.
    ///
    /// Sends a link to the new address and a notice to the old one; nothing changes before the link is confirmed. The answer is the same
    /// when the address belongs to somebody else.
    Post "/me/email" ChangeEmail {} ? NoQuery, (EmailChange) -> 202 CheckMailbox, by Fresh<HasSession>, scope Session, fails [WrongPassword]
}

endpoint! { "accounts":
    /// Prove that it is me.
    ///
    /// With my password or a code of my second factor. For an hour, this session may then do what asks for a fresh proof (`reauth`).
    Post "/me/proof" Prove {} ? NoQuery, (Proof) -> 204 NoReply, by HasSession, scope Session, fails [WrongPassword, WrongCode]
}

endpoint! { "accounts":
    /// Show my second factor.
    ///
    /// Whether there is one, how many recovery codes are left, and whether my school asks for it.
    Get "/me/second-factor" ShowSecondFactor {} ? NoQuery, (NoBody) -> 200 SecondFactor, by HasSession, scope Session, fails []
}

endpoint! { "accounts":
    /// Begin a second factor.
    ///
    /// Gives the secret for an authenticator app. Nothing changes before a code of the app is confirmed; beginning again gives another secret.
    Post "/me/second-factor" BeginSecondFactor {} ? NoQuery, (NoBody) -> 200 SecondFactorSetup, by Fresh<HasSession>, scope Session, fails [Conflict]
}

endpoint! { "accounts":
    /// Confirm my second factor.
    ///
    /// With a code of the app. From now on signing in asks for one. Gives ten recovery codes, in this answer only.
    Post "/me/second-factor/confirm" ConfirmSecondFactor {} ? NoQuery, (SecondFactorCode) -> 200 RecoveryCodes, by HasSession, scope Session, fails [WrongCode, Conflict]
}

endpoint! { "accounts":
    /// Remove my second factor.
    ///
    /// With its recovery codes. Signing in asks for the password alone.
    Delete "/me/second-factor" RemoveSecondFactor {} ? NoQuery, (NoBody) -> 204 NoReply, by Fresh<HasSession>, scope Session, fails [NotFound]
}

endpoint! { "accounts":
    /// Make new recovery codes.
    ///
    /// Ten, in this answer only; those from before do not work any more.
    Post "/me/recovery-codes" RenewRecoveryCodes {} ? NoQuery, (NoBody) -> 200 RecoveryCodes, by Fresh<HasSession>, scope Session, fails [NotFound]
}
