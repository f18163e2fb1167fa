//! The permission table, enforced: one `impl` for each row. The proof it gives is what a handler holds afterwards, and what store
//! functions ask for.

use domain::{
    access::{
        Access, AnnouncementKeeper, AnnouncementReader, Anyone, Fresh, Guardian, InConversation, Member, Moderator,
        OfAnnouncement, OfChild, OfSelTransfer, OfService, Office, Participant, SelParties, ServiceKeeper,
        ServiceOwner, ServiceReader, SignedIn, Staff, Treasurer,
    },
    endpoint::Endpoint,
    problem::Code,
    session::PROOF_SECONDS,
};
use store::{
    accounts::standing::{self, ActiveMember, OfficeMember, StaffMember, Standing},
    announcements::access::{self, KeeperOf, ReaderOf},
    clock,
    families::link::{self, GuardianOf},
    messaging::{
        moderation::rights,
        room::{self, InRoom},
    },
    sel::{
        access::{self as books, PartyOf, TreasurerOf},
        services,
    },
};

use crate::{State, failure::Failure};

/// How one row of the permission table is enforced for calls `E`.
pub trait Policy<E>: Access {
    /// What is known afterwards.
    type Proof: 'static;
    /// What it may answer, besides that there is no session.
    const FAILS: &'static [Code];
    /// Asks whether the call may be made by whoever this session stands for.
    fn check(state: &State, standing: Option<Standing>, call: &E)
    -> impl Future<Output = Result<Self::Proof, Failure>>;
}

impl<E: Endpoint> Policy<E> for Anyone {
    type Proof = ();
    const FAILS: &'static [Code] = &[];
    async fn check(_: &State, _: Option<Standing>, _: &E) -> Result<(), Failure> {
        Ok(())
    }
}

impl<E: Endpoint> Policy<E> for SignedIn {
    type Proof = Standing;
    const FAILS: &'static [Code] = &[];
    async fn check(_: &State, standing: Option<Standing>, _: &E) -> Result<Standing, Failure> {
        signed_in(standing)
    }
}

impl<E: Endpoint> Policy<E> for Member {
    type Proof = ActiveMember;
    const FAILS: &'static [Code] = &[
        Code::MembershipPending,
        Code::MembershipSuspended,
        Code::SecondFactorRequired,
    ];
    async fn check(_: &State, standing: Option<Standing>, _: &E) -> Result<ActiveMember, Failure> {
        Ok(signed_in(standing)?.member()?)
    }
}

impl<E: Endpoint> Policy<E> for Staff {
    type Proof = StaffMember;
    const FAILS: &'static [Code] = &[
        Code::MembershipPending,
        Code::MembershipSuspended,
        Code::SecondFactorRequired,
        Code::Forbidden,
    ];
    async fn check(_: &State, standing: Option<Standing>, _: &E) -> Result<StaffMember, Failure> {
        Ok(signed_in(standing)?.member()?.staff()?)
    }
}

impl<E: Endpoint> Policy<E> for Office {
    type Proof = OfficeMember;
    const FAILS: &'static [Code] = &[
        Code::MembershipPending,
        Code::MembershipSuspended,
        Code::SecondFactorRequired,
        Code::Forbidden,
    ];
    async fn check(_: &State, standing: Option<Standing>, _: &E) -> Result<OfficeMember, Failure> {
        Ok(signed_in(standing)?.member()?.office()?)
    }
}

impl<E: Endpoint + InConversation> Policy<E> for Participant {
    type Proof = InRoom;
    const FAILS: &'static [Code] = &[
        Code::MembershipPending,
        Code::MembershipSuspended,
        Code::SecondFactorRequired,
        Code::NotFound,
    ];
    async fn check(state: &State, standing: Option<Standing>, call: &E) -> Result<InRoom, Failure> {
        let member = signed_in(standing)?.member()?;
        let conversation = call.conversation();
        Ok(state
            .store
            .read(move |db| room::enter(db, &member, conversation))
            .await?)
    }
}

impl<E: Endpoint> Policy<E> for Moderator {
    type Proof = rights::Moderator;
    const FAILS: &'static [Code] = &[
        Code::MembershipPending,
        Code::MembershipSuspended,
        Code::SecondFactorRequired,
        Code::Forbidden,
    ];
    async fn check(state: &State, standing: Option<Standing>, _: &E) -> Result<rights::Moderator, Failure> {
        let member = signed_in(standing)?.member()?;
        Ok(state.store.read(move |db| rights::moderator(db, &member)).await?)
    }
}

impl<E: Endpoint + OfChild> Policy<E> for Guardian {
    type Proof = GuardianOf;
    const FAILS: &'static [Code] = &[
        Code::MembershipPending,
        Code::MembershipSuspended,
        Code::SecondFactorRequired,
        Code::NotFound,
    ];
    async fn check(state: &State, standing: Option<Standing>, call: &E) -> Result<GuardianOf, Failure> {
        let member = signed_in(standing)?.member()?;
        let child = call.child();
        Ok(state.store.read(move |db| link::guardian(db, &member, child)).await?)
    }
}

impl<E: Endpoint + OfAnnouncement> Policy<E> for AnnouncementReader {
    type Proof = ReaderOf;
    const FAILS: &'static [Code] = &[
        Code::MembershipPending,
        Code::MembershipSuspended,
        Code::SecondFactorRequired,
        Code::NotFound,
    ];
    async fn check(state: &State, standing: Option<Standing>, call: &E) -> Result<ReaderOf, Failure> {
        let member = signed_in(standing)?.member()?;
        let announcement = call.announcement();
        Ok(state
            .store
            .read(move |db| access::reader(db, &member, announcement))
            .await?)
    }
}

impl<E: Endpoint + OfAnnouncement> Policy<E> for AnnouncementKeeper {
    type Proof = KeeperOf;
    const FAILS: &'static [Code] = &[
        Code::MembershipPending,
        Code::MembershipSuspended,
        Code::SecondFactorRequired,
        Code::Forbidden,
        Code::NotFound,
    ];
    async fn check(state: &State, standing: Option<Standing>, call: &E) -> Result<KeeperOf, Failure> {
        let member = signed_in(standing)?.member()?;
        let announcement = call.announcement();
        Ok(state
            .store
            .read(move |db| access::keeper(db, &member, announcement))
            .await?)
    }
}

impl<E: Endpoint + OfSelTransfer> Policy<E> for SelParties {
    type Proof = PartyOf;
    const FAILS: &'static [Code] = &[
        Code::MembershipPending,
        Code::MembershipSuspended,
        Code::SecondFactorRequired,
        Code::NotFound,
    ];
    async fn check(state: &State, standing: Option<Standing>, call: &E) -> Result<PartyOf, Failure> {
        let member = signed_in(standing)?.member()?;
        let transfer = call.transfer();
        Ok(state.store.read(move |db| books::party(db, &member, transfer)).await?)
    }
}

impl<E: Endpoint> Policy<E> for Treasurer {
    type Proof = TreasurerOf;
    const FAILS: &'static [Code] = &[
        Code::MembershipPending,
        Code::MembershipSuspended,
        Code::SecondFactorRequired,
        Code::Forbidden,
    ];
    async fn check(state: &State, standing: Option<Standing>, _: &E) -> Result<TreasurerOf, Failure> {
        let member = signed_in(standing)?.member()?;
        Ok(state.store.read(move |db| books::treasurer(db, &member)).await?)
    }
}

impl<E: Endpoint + OfService> Policy<E> for ServiceReader {
    type Proof = services::access::ReaderOf;
    const FAILS: &'static [Code] = &[
        Code::MembershipPending,
        Code::MembershipSuspended,
        Code::SecondFactorRequired,
        Code::NotFound,
    ];
    async fn check(state: &State, standing: Option<Standing>, call: &E) -> Result<Self::Proof, Failure> {
        let (member, service) = (signed_in(standing)?.member()?, call.service());
        let reader = move |db: &mut _| services::access::reader(db, &member, service);
        Ok(state.store.read(reader).await?)
    }
}

impl<E: Endpoint + OfService> Policy<E> for ServiceOwner {
    type Proof = services::access::OwnerOf;
    const FAILS: &'static [Code] = &[
        Code::MembershipPending,
        Code::MembershipSuspended,
        Code::SecondFactorRequired,
        Code::Forbidden,
        Code::NotFound,
    ];
    async fn check(state: &State, standing: Option<Standing>, call: &E) -> Result<Self::Proof, Failure> {
        let (member, service) = (signed_in(standing)?.member()?, call.service());
        let owner = move |db: &mut _| services::access::owner(db, &member, service);
        Ok(state.store.read(owner).await?)
    }
}

impl<E: Endpoint + OfService> Policy<E> for ServiceKeeper {
    type Proof = services::access::KeeperOf;
    const FAILS: &'static [Code] = &[
        Code::MembershipPending,
        Code::MembershipSuspended,
        Code::SecondFactorRequired,
        Code::Forbidden,
        Code::NotFound,
    ];
    async fn check(state: &State, standing: Option<Standing>, call: &E) -> Result<Self::Proof, Failure> {
        let (member, service) = (signed_in(standing)?.member()?, call.service());
        let keeper = move |db: &mut _| services::access::keeper(db, &member, service);
        Ok(state.store.read(keeper).await?)
    }
}

impl<E: Endpoint, A: Policy<E>> Policy<E> for Fresh<A> {
    type Proof = A::Proof;
    const FAILS: &'static [Code] = A::FAILS;
    async fn check(state: &State, standing: Option<Standing>, call: &E) -> Result<A::Proof, Failure> {
        let standing = signed_in(standing)?;
        // first who may not at all: nobody is asked for a password in vain
        let allowed = A::check(state, Some(standing.clone()), call).await?;
        // a token shows no password, however young it is
        if standing.is_personal() {
            return Err(Failure::from(Code::Reauth));
        }
        if is_proved(&standing) {
            return Ok(allowed);
        }
        // what this node believes may be a second old, and the proof have been shown to another one since
        let session = standing.session();
        let standing = state.store.read(move |db| standing::by_id(db, session)).await?;
        if is_proved(&standing) {
            return A::check(state, Some(standing), call).await;
        }
        Err(Failure::from(Code::Reauth))
    }
}

fn is_proved(standing: &Standing) -> bool {
    clock::now().seconds_since(standing.proved_at()) < PROOF_SECONDS
}

fn signed_in(standing: Option<Standing>) -> Result<Standing, Failure> {
    standing.ok_or_else(|| Failure::from(Code::Unauthenticated))
}
