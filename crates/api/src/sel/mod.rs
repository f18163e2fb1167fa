//! The calls of the SEL.

use domain::sel::calls::{
    ApproveSelTransfer, AskSelGroup, CancelSelTransfer, ChangeSelSettings, CheckSelBooks, ConfirmSelTransfer,
    CorrectSel, CreditSelHelpers, DisputeSelTransfer, ExportSelStatement, ListSelPeople, ListSelTransfers,
    ProposeSelTransfer, RefuseSelTransfer, ResolveSelTransfer, ShowSelAudit, ShowSelBalance, ShowSelDashboard,
    ShowSelSettings, ShowSelStatement, ShowSelStatistics, ShowSelTransfer,
};

use crate::routes::Routes;

pub mod balance;
pub mod books;
pub mod decision;
pub mod services;
pub mod transfer;
pub mod treasury;

/// Answers them.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    let routes = services::routes(routes);
    let routes = routes
        .on::<ShowSelBalance, _, _>(balance::show)
        .on::<ShowSelDashboard, _, _>(balance::dashboard)
        .on::<ListSelPeople, _, _>(balance::people)
        .on::<ListSelTransfers, _, _>(transfer::list)
        .on::<ProposeSelTransfer, _, _>(transfer::propose)
        .on::<AskSelGroup, _, _>(transfer::ask_several)
        .on::<ShowSelTransfer, _, _>(transfer::show)
        .on::<ApproveSelTransfer, _, _>(decision::approve)
        .on::<RefuseSelTransfer, _, _>(decision::refuse)
        .on::<CancelSelTransfer, _, _>(decision::cancel)
        .on::<ConfirmSelTransfer, _, _>(decision::confirm)
        .on::<DisputeSelTransfer, _, _>(decision::dispute)
        .on::<ResolveSelTransfer, _, _>(decision::resolve);
    routes
        .on::<CorrectSel, _, _>(treasury::correct)
        .on::<CreditSelHelpers, _, _>(treasury::credit)
        .on::<ShowSelSettings, _, _>(treasury::settings)
        .on::<ChangeSelSettings, _, _>(treasury::change_settings)
        .on::<ShowSelStatement, _, _>(books::statement)
        .on::<ExportSelStatement, _, _>(books::export)
        .on::<ShowSelAudit, _, _>(books::audit)
        .on::<CheckSelBooks, _, _>(books::check)
        .on::<ShowSelStatistics, _, _>(books::statistics)
}
