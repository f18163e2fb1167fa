//! The calls about accounts: registration, sign-in, sessions, my data.

use domain::accounts::{
    calls::{
        AcceptInvitation, BeginSecondFactor, ChangeEmail, ChangeMe, ChangePassword, ConfirmEmail, ConfirmSecondFactor,
        EndMyOtherSessions, EndMySession, ForgetPassword, ListMySessions, Login, Logout, PreviewInvitation, Prove,
        Refresh, Register, RemoveSecondFactor, RenewRecoveryCodes, ResendVerification, ResetPassword, ShowMe,
        ShowSecondFactor, VerifyEmail,
    },
    tokens::{ListMyTokens, MakeToken, RevokeToken},
};

use crate::routes::Routes;

pub mod address;
pub mod invitation;
pub mod me;
pub mod opened;
pub mod passwords;
pub mod proof;
pub mod registration;
pub mod second_factor;
pub mod sessions;
pub mod sign_in;
pub mod tokens;

/// Answers them.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    let routes = routes
        .on::<Register, _, _>(registration::register)
        .on::<VerifyEmail, _, _>(registration::verify)
        .on::<ResendVerification, _, _>(registration::resend)
        .on::<Login, _, _>(sign_in::login)
        .on::<Refresh, _, _>(sign_in::refresh)
        .on::<Logout, _, _>(sessions::logout)
        .on::<ListMySessions, _, _>(sessions::list)
        .on::<EndMySession, _, _>(sessions::end)
        .on::<ShowMe, _, _>(me::show)
        .on::<ChangeMe, _, _>(me::change);
    routes
        .on::<EndMyOtherSessions, _, _>(sessions::end_others)
        .on::<ForgetPassword, _, _>(passwords::forget)
        .on::<ResetPassword, _, _>(passwords::reset)
        .on::<ChangePassword, _, _>(passwords::change)
        .on::<ChangeEmail, _, _>(address::ask)
        .on::<ConfirmEmail, _, _>(address::confirm)
        .on::<Prove, _, _>(proof::prove)
        .on::<ShowSecondFactor, _, _>(second_factor::show)
        .on::<BeginSecondFactor, _, _>(second_factor::begin)
        .on::<ConfirmSecondFactor, _, _>(second_factor::confirm)
        .on::<RemoveSecondFactor, _, _>(second_factor::remove)
        .on::<RenewRecoveryCodes, _, _>(second_factor::renew)
        .on::<ListMyTokens, _, _>(tokens::list)
        .on::<MakeToken, _, _>(tokens::make)
        .on::<RevokeToken, _, _>(tokens::revoke)
        .on::<PreviewInvitation, _, _>(invitation::preview)
        .on::<AcceptInvitation, _, _>(invitation::accept)
}
