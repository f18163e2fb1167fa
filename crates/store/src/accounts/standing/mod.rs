//! What a session stands for just now: who, in which school, in which role. The proofs that other functions ask for are minted here
//! and nowhere else.

mod absent;

use std::collections::{BTreeMap, BTreeSet};

use diesel::{dsl::exists, prelude::*};
use domain::{
    access::Reach,
    id::{AccountId, MembershipId, SchoolId, SessionId},
    moment::Moment,
    problem::Code,
    schools::{
        modules::Module,
        types::{MembershipStatus, Role},
    },
};

use crate::{
    backend::Db,
    clock,
    error::{StoreError, StoreResult},
    schema::{accounts, memberships, schools, second_factors, sessions},
    schools::module,
    secret,
};

pub use self::absent::absent;

/// A session that stands: not revoked, not expired, its account active.
#[derive(Debug, Clone)]
pub struct Standing {
    session: SessionId,
    account: AccountId,
    name: String,
    school: SchoolId,
    membership: MembershipId,
    role: Role,
    status: MembershipStatus,
    last_seen_at: Moment,
    proved_at: Moment,
    scopes: Option<String>,
    needs_second_factor: bool,
    modules: Vec<Module>,
}

impl Standing {
    /// The session.
    #[must_use]
    pub const fn session(&self) -> SessionId {
        self.session
    }
    /// Whether it is a personal access token, not somebody who signed in.
    #[must_use]
    pub const fn is_personal(&self) -> bool {
        self.scopes.is_some()
    }
    /// Whose.
    #[must_use]
    pub const fn account(&self) -> AccountId {
        self.account
    }
    /// First and last name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
    /// In which school.
    #[must_use]
    pub const fn school(&self) -> SchoolId {
        self.school
    }
    /// The membership of that school.
    #[must_use]
    pub const fn membership(&self) -> MembershipId {
        self.membership
    }
    /// In which role, whether or not the membership is active.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.role
    }
    /// Where the membership stands.
    #[must_use]
    pub const fn status(&self) -> MembershipStatus {
        self.status
    }
    /// When the person last showed password or second factor in this session.
    #[must_use]
    pub const fn proved_at(&self) -> Moment {
        self.proved_at
    }
    /// Whether the session may make a call of this reach: a personal access token has scopes, every other session may do all.
    #[must_use]
    pub fn reaches(&self, reach: Reach) -> bool {
        let Some(scopes) = &self.scopes else { return true };
        reach
            .scope()
            .is_some_and(|scope| scopes.split(' ').any(|word| word == scope.as_str()))
    }
    /// When the session was last noted as used, to the minute.
    #[must_use]
    pub const fn last_seen_at(&self) -> Moment {
        self.last_seen_at
    }

    /// Whether the school asks its staff for a second factor and the person has none.
    #[must_use]
    pub const fn needs_second_factor(&self) -> bool {
        self.needs_second_factor
    }

    /// The modules that are on in the school.
    #[must_use]
    pub fn modules(&self) -> &[Module] {
        &self.modules
    }
    /// Whether a module is on in the school.
    #[must_use]
    pub fn has(&self, module: Module) -> bool {
        self.modules.contains(&module)
    }

    /// As an active member of the school. Everything but one's own account goes through here.
    ///
    /// # Errors
    /// `membership_suspended`, `membership_pending` while the membership is not active; `second_factor_required` where the school asks
    /// its staff for one.
    pub fn member(self) -> StoreResult<ActiveMember> {
        match self.status {
            MembershipStatus::Active if self.needs_second_factor => {
                Err(StoreError::Refused(Code::SecondFactorRequired))
            }
            MembershipStatus::Active => Ok(ActiveMember(self)),
            MembershipStatus::Suspended => Err(StoreError::Refused(Code::MembershipSuspended)),
            _ => Err(StoreError::Refused(Code::MembershipPending)),
        }
    }
}

/// Proof: an active member of the session's school.
#[derive(Debug, Clone)]
pub struct ActiveMember(Standing);

/// Proof: teacher, direction or admin of the session's school.
#[derive(Debug, Clone)]
pub struct StaffMember(ActiveMember);

/// Proof: direction or admin of the session's school.
#[derive(Debug, Clone)]
pub struct OfficeMember(ActiveMember);

impl ActiveMember {
    /// The session behind it.
    #[must_use]
    pub const fn standing(&self) -> &Standing {
        &self.0
    }
    /// Who.
    #[must_use]
    pub const fn account(&self) -> AccountId {
        self.0.account
    }
    /// In which school.
    #[must_use]
    pub const fn school(&self) -> SchoolId {
        self.0.school
    }
    /// In which role.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.0.role
    }

    /// As staff.
    ///
    /// # Errors
    /// `forbidden` for everybody else.
    pub fn staff(self) -> StoreResult<StaffMember> {
        if self.role().is_staff() {
            Ok(StaffMember(self))
        } else {
            Err(StoreError::Refused(Code::Forbidden))
        }
    }

    /// As the school office.
    ///
    /// # Errors
    /// `forbidden` for everybody else.
    pub fn office(self) -> StoreResult<OfficeMember> {
        if self.role().is_office() {
            Ok(OfficeMember(self))
        } else {
            Err(StoreError::Refused(Code::Forbidden))
        }
    }
}

impl StaffMember {
    /// The member behind it.
    #[must_use]
    pub const fn member(&self) -> &ActiveMember {
        &self.0
    }
}

impl OfficeMember {
    /// The member behind it.
    #[must_use]
    pub const fn member(&self) -> &ActiveMember {
        &self.0
    }
}

/// The session of a browser's cookie.
///
/// # Errors
/// [`StoreError::NotFound`] when it does not stand.
pub fn by_secret(db: &mut Db, secret: &str) -> StoreResult<Standing> {
    let (session, is_token) = behind(db, secret)?;
    if is_token {
        Err(StoreError::NotFound)
    } else {
        by_id(db, session)
    }
}

/// A personal access token.
///
/// # Errors
/// [`StoreError::NotFound`] when it does not stand.
pub fn by_token(db: &mut Db, token: &str) -> StoreResult<Standing> {
    let (session, is_token) = behind(db, token)?;
    if is_token {
        by_id(db, session)
    } else {
        Err(StoreError::NotFound)
    }
}

/// The session behind a secret, and whether that is a personal access token: the one is never taken for the other.
fn behind(db: &mut Db, secret: &str) -> StoreResult<(SessionId, bool)> {
    Ok(sessions::table
        .filter(sessions::secret_hash.eq(secret::token_hash(secret)))
        .select((sessions::id, sessions::scopes.is_not_null()))
        .first(db)?)
}

/// The session of an access token.
///
/// # Errors
/// [`StoreError::NotFound`] when it does not stand.
pub fn by_id(db: &mut Db, session: SessionId) -> StoreResult<Standing> {
    by_ids(db, &[session])?.remove(&session).ok_or(StoreError::NotFound)
}

/// Those of some sessions that stand, in two questions whatever their number.
///
/// # Errors
/// When the database does not answer.
pub fn by_ids(db: &mut Db, wanted: &[SessionId]) -> StoreResult<BTreeMap<SessionId, Standing>> {
    let confirmed = second_factors::table
        .filter(second_factors::account_id.eq(accounts::id))
        .filter(second_factors::confirmed_at.is_not_null());
    let rows: Vec<StandingRow> = sessions::table
        .inner_join(accounts::table)
        .inner_join(
            memberships::table.on(memberships::account_id
                .eq(sessions::account_id)
                .and(memberships::school_id.eq(sessions::school_id))),
        )
        .inner_join(schools::table.on(schools::id.eq(sessions::school_id)))
        .filter(sessions::id.eq_any(wanted.iter().copied()))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(clock::now()))
        .filter(accounts::is_active.eq(true))
        .select((
            sessions::id,
            sessions::account_id,
            (accounts::first_name, accounts::last_name),
            sessions::school_id,
            memberships::id,
            memberships::role,
            memberships::status,
            sessions::last_seen_at,
            sessions::proved_at,
            sessions::scopes,
            schools::staff_second_factor,
            exists(confirmed),
        ))
        .load(db)?;
    let schools: BTreeSet<SchoolId> = rows.iter().map(|row| row.school).collect();
    let modules = schools.into_iter().map(|school| Ok((school, module::on(db, school)?)));
    let modules: BTreeMap<SchoolId, Vec<Module>> = modules.collect::<StoreResult<_>>()?;
    let standing = |row: StandingRow| Standing {
        modules: modules.get(&row.school).cloned().unwrap_or_default(),
        session: row.session,
        account: row.account,
        name: format!("{} {}", row.names.0, row.names.1),
        school: row.school,
        membership: row.membership,
        role: row.role,
        status: row.status,
        last_seen_at: row.last_seen_at,
        proved_at: row.proved_at,
        scopes: row.scopes,
        needs_second_factor: row.staff_second_factor && row.role.is_staff() && !row.has_second_factor,
    };
    Ok(rows.into_iter().map(|row| (row.session, standing(row))).collect())
}

#[derive(Queryable)]
struct StandingRow {
    session: SessionId,
    account: AccountId,
    names: (String, String),
    school: SchoolId,
    membership: MembershipId,
    role: Role,
    status: MembershipStatus,
    last_seen_at: Moment,
    proved_at: Moment,
    scopes: Option<String>,
    staff_second_factor: bool,
    has_second_factor: bool,
}
