//! The calls of the SEL's ledger. Every call that moves units needs an `Idempotency-Key`.

use crate::{
    access::{Fresh, Member, OfSelTransfer, Office, SelParties, Treasurer},
    endpoint,
    id::SelTransferId,
    page::{CsvFile, NoBody, NoQuery, Page},
    sel::{
        books::{SelAudit, SelStatementFilter, SelStatementLine, SelStatementQuery, SelStatistics},
        forms::{
            NewSelCorrection, NewSelCredit, NewSelGroup, NewSelTransfer, SelDispute, SelPeopleQuery, SelRefusal,
            SelResolution, SelSettings, SelSettingsForm, SelTransferQuery,
        },
        types::{SelBalance, SelDashboard, SelGroupTransfers, SelPerson, SelTransferDetail, SelTransferInfo},
    },
};

endpoint! { "sel":
    /// Show my balance.
    ///
    /// The first time, my account is opened with 120 units from the community.
    Get "/sel/balance" ShowSelBalance {} ? NoQuery, (NoBody) -> 200 SelBalance, by Member, scope SelRead, fails [Forbidden]
}

endpoint! { "sel":
    /// Show the SEL at a glance.
    ///
    /// My balance, what waits for me and for others, what moved last, and the last check of the books.
    Get "/sel/dashboard" ShowSelDashboard {} ? NoQuery, (NoBody) -> 200 SelDashboard, by Member, scope SelRead, fails [Forbidden]
}

endpoint! { "sel":
    /// List transfers.
    ///
    /// Mine, the newest first; those of the whole school for the treasurer.
    Get "/sel/transactions" ListSelTransfers {} ? SelTransferQuery, (NoBody) -> 200 Page<SelTransferInfo>, by Member,
        scope SelRead, fails [Forbidden]
}

endpoint! { "sel":
    /// Propose a transfer.
    ///
    /// With `to` I pay: the units are set aside, and move when the other one approves. With `from` I ask: they move when the payer approves. A
    /// gift moves at once. Past the limits it is refused: `sel_payer_limit`, `sel_receiver_limit`.
    Post "/sel/transactions" ProposeSelTransfer {} ? NoQuery, (NewSelTransfer) -> 201 SelTransferDetail, by Member,
        scope SelWrite, fails [Forbidden, NotFound, Conflict, KeyRequired, SelPayerLimit, SelReceiverLimit]
}

endpoint! { "sel":
    /// Show a transfer.
    ///
    /// With its story. Whoever looks after the books and opens one of others is noted in the audit log.
    Get "/sel/transactions/{transfer}" ShowSelTransfer { transfer: SelTransferId }
        ? NoQuery, (NoBody) -> 200 SelTransferDetail, by SelParties, scope SelRead, fails []
}

endpoint! { "sel":
    /// Approve a transfer.
    ///
    /// By whoever did not propose it. The units move, once.
    Put "/sel/transactions/{transfer}/approve" ApproveSelTransfer { transfer: SelTransferId }
        ? NoQuery, (NoBody) -> 200 SelTransferDetail, by SelParties, scope SelWrite,
        fails [Forbidden, AlreadyDecided, SelPayerLimit, SelReceiverLimit]
}

endpoint! { "sel":
    /// Refuse a transfer.
    ///
    /// By whoever did not propose it. What was set aside is free again.
    Put "/sel/transactions/{transfer}/refuse" RefuseSelTransfer { transfer: SelTransferId }
        ? NoQuery, (SelRefusal) -> 200 SelTransferDetail, by SelParties, scope SelWrite, fails [Forbidden, AlreadyDecided]
}

endpoint! { "sel":
    /// Take a proposal back.
    ///
    /// By whoever proposed it. What was set aside is free again.
    Put "/sel/transactions/{transfer}/cancel" CancelSelTransfer { transfer: SelTransferId }
        ? NoQuery, (NoBody) -> 200 SelTransferDetail, by SelParties, scope SelWrite, fails [Forbidden, AlreadyDecided]
}

endpoint! { "sel":
    /// Confirm that it was done.
    ///
    /// By the payer, once the units have moved.
    Put "/sel/transactions/{transfer}/confirm" ConfirmSelTransfer { transfer: SelTransferId }
        ? NoQuery, (NoBody) -> 200 SelTransferDetail, by SelParties, scope SelWrite, fails [Forbidden, AlreadyDecided]
}

endpoint! { "sel":
    /// Dispute a transfer.
    ///
    /// By one of the two, once the units have moved and before they were confirmed. The treasurer decides.
    Put "/sel/transactions/{transfer}/dispute" DisputeSelTransfer { transfer: SelTransferId }
        ? NoQuery, (SelDispute) -> 200 SelTransferDetail, by SelParties, scope SelWrite, fails [Forbidden, AlreadyDecided]
}

endpoint! { "sel":
    /// Decide on a dispute.
    ///
    /// By a treasurer who is neither of the two. What goes back to the payer goes by a correction, which names this transfer.
    Post "/sel/transactions/{transfer}/resolve" ResolveSelTransfer { transfer: SelTransferId }
        ? NoQuery, (SelResolution) -> 200 SelTransferDetail, by SelParties, scope SelWrite,
        fails [Forbidden, AlreadyDecided, Conflict, KeyRequired, SelPayerLimit, SelReceiverLimit]
}

macro_rules! of_sel_transfer {
    ($($call:ident),+ $(,)?) => {$(
        impl OfSelTransfer for $call {
            fn transfer(&self) -> SelTransferId {
                self.transfer
            }
        }
    )+};
}
of_sel_transfer!(
    ShowSelTransfer,
    ApproveSelTransfer,
    RefuseSelTransfer,
    CancelSelTransfer,
    ConfirmSelTransfer,
    DisputeSelTransfer,
    ResolveSelTransfer,
);

endpoint! { "sel":
    /// Ask several people to pay me.
    ///
    /// For a service to many. Each of them decides for themselves.
    Post "/sel/group-transfers" AskSelGroup {} ? NoQuery, (NewSelGroup) -> 201 SelGroupTransfers, by Member, scope SelWrite,
        fails [Forbidden, NotFound, Conflict, KeyRequired, SelReceiverLimit]
}

endpoint! { "sel":
    /// Put something right.
    ///
    /// By the treasurer, with a reason that both sides see. Nobody corrects an account of their own.
    Post "/sel/corrections" CorrectSel {} ? NoQuery, (NewSelCorrection) -> 201 SelTransferDetail, by Treasurer, scope SelWrite,
        fails [NotFound, Conflict, KeyRequired, SelPayerLimit, SelReceiverLimit]
}

endpoint! { "sel":
    /// Thank helpers from the community account.
    ///
    /// All of them or, where one would pass the limit, none.
    Post "/sel/community-credits" CreditSelHelpers {} ? NoQuery, (NewSelCredit) -> 201 SelGroupTransfers, by Treasurer,
        scope SelWrite, fails [NotFound, KeyRequired, SelReceiverLimit]
}

endpoint! { "sel":
    /// Show my statement.
    ///
    /// Every movement of my account with the balance after it, the newest first.
    Get "/sel/statement" ShowSelStatement {} ? SelStatementQuery, (NoBody) -> 200 Page<SelStatementLine>, by Member,
        scope SelRead, fails [Forbidden]
}

endpoint! { "sel":
    /// Download my statement.
    ///
    /// The same as a table.
    Get "/sel/statement/export" ExportSelStatement {} ? SelStatementFilter, (NoBody) -> 200 CsvFile, by Fresh<Member>,
        scope Session, fails [Forbidden]
}

endpoint! { "sel":
    /// Show the last check of the books.
    ///
    /// They are checked every night; when they never were, they are checked now.
    Get "/sel/audit" ShowSelAudit {} ? NoQuery, (NoBody) -> 200 SelAudit, by Member, scope SelRead, fails []
}

endpoint! { "sel":
    /// Check the books now.
    ///
    /// A check of less than a minute ago is given again.
    Post "/sel/audit" CheckSelBooks {} ? NoQuery, (NoBody) -> 200 SelAudit, by Member, scope SelRead, fails []
}

endpoint! { "sel":
    /// Show what the school exchanges.
    ///
    /// Numbers without names.
    Get "/sel/statistics" ShowSelStatistics {} ? NoQuery, (NoBody) -> 200 SelStatistics, by Member, scope SelRead, fails []
}

endpoint! { "sel":
    /// List with whom I can exchange.
    ///
    /// The active members of the school but whoever has blocked me or was blocked by me, by last name, then first name.
    Get "/sel/people" ListSelPeople {} ? SelPeopleQuery, (NoBody) -> 200 Page<SelPerson>, by Member, scope SelRead, fails [Forbidden]
}

endpoint! { "sel":
    /// Show what the school has decided about its SEL.
    Get "/school/sel" ShowSelSettings {} ? NoQuery, (NoBody) -> 200 SelSettings, by Office, scope AdminRead, fails [],
        versioned true
}

endpoint! { "sel":
    /// Decide about the SEL of the school.
    ///
    /// Accounts that are open stay as they are.
    Put "/school/sel" ChangeSelSettings {} ? NoQuery, (SelSettingsForm) -> 200 SelSettings, by Office, scope AdminWrite,
        fails [], versioned true
}
