//! The calls about accounts: registration, sign-in, sessions, my data.

use domain::accounts::calls::{
    ChangeMe, EndMySession, ListMySessions, Login, Logout, Refresh, Register, ShowMe, VerifyEmail,
};

use crate::routes::Routes;

pub mod me;
pub mod opened;
pub mod registration;
pub mod sessions;
pub mod sign_in;

/// Answers them.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    routes
        .on::<Register, _, _>(registration::register)
        .on::<VerifyEmail, _, _>(registration::verify)
        .on::<Login, _, _>(sign_in::login)
        .on::<Refresh, _, _>(sign_in::refresh)
        .on::<Logout, _, _>(sessions::logout)
        .on::<ListMySessions, _, _>(sessions::list)
        .on::<EndMySession, _, _>(sessions::end)
        .on::<ShowMe, _, _>(me::show)
        .on::<ChangeMe, _, _>(me::change)
}
