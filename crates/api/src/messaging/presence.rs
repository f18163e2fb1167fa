//! Who is there: asked by calls, told to whoever may see it when somebody comes, goes, or says something else about themselves.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use actix_web::web;
use domain::{
    happening::Happening,
    id::AccountId,
    messaging::{
        people_calls::{ChangeMessagingSettings, MakeContactCode, ShowMessagingSettings},
        presence::{DeviceState, PersonPresence},
    },
    schools::modules::Module,
};
use parking_lot::Mutex;
use store::{
    accounts::standing::{ActiveMember, Standing},
    clock,
    messaging::presence,
};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// How long a page may take to come back before its going is told: a reload is no going.
const RELOAD: Duration = Duration::from_secs(2);
/// How often devices of somebody may say the same.
const AGAIN: Duration = Duration::from_secs(2);
/// How many accounts are remembered for that.
const KEPT: usize = 4096;

/// Whose devices said something a moment ago.
#[derive(Default)]
pub struct Heard {
    lately: Mutex<HashMap<(AccountId, DeviceState), Instant>>,
}

impl Heard {
    /// Whether this one may be heard now.
    fn take(&self, account: AccountId, says: DeviceState) -> bool {
        let mut lately = self.lately.lock();
        if lately.len() >= KEPT {
            lately.retain(|_, at| at.elapsed() < AGAIN);
        }
        let is_free = lately.get(&(account, says)).is_none_or(|at| at.elapsed() >= AGAIN);
        if is_free {
            lately.insert((account, says), Instant::now());
        }
        is_free
    }
}

/// Those of these people, who share a room with a member, that show them whether they are there; `None` when nobody can tell just now, or
/// the school has switched it off.
///
/// # Errors
/// When the database does not answer.
pub async fn seen(
    state: &State,
    by: &ActiveMember,
    people: Vec<AccountId>,
) -> Result<Option<Vec<PersonPresence>>, Failure> {
    if !by.standing().has(Module::Presence) {
        return Ok(None);
    }
    let me = by.account();
    let shown = state.store.read(move |db| presence::shown_to(db, me, &people)).await?;
    let asked: Vec<AccountId> = shown.iter().map(|one| one.account).collect();
    let Some(online) = state.realtime.online(&asked).await else {
        return Ok(None);
    };
    let now = clock::now();
    let seen = shown.iter().map(|one| one.seen(online.contains(&one.account), now));
    Ok(Some(seen.collect()))
}

/// A device of somebody has connected.
pub(crate) fn came(state: &web::Data<State>, standing: &Standing) {
    let Some(by) = showing(standing) else { return };
    let state = state.clone();
    actix_web::rt::spawn(async move {
        let me = by.account();
        let noted = state.store.write(move |tx| presence::note_sign_of_life(tx, me)).await;
        if noted.is_ok() {
            tell(&state, &by).await;
        }
    });
}

/// A device of somebody has gone; perhaps to come back at once.
pub(crate) fn left(state: &web::Data<State>, standing: &Standing) {
    let Some(by) = showing(standing) else { return };
    let state = state.clone();
    actix_web::rt::spawn(async move {
        tokio::time::sleep(RELOAD).await;
        tell(&state, &by).await;
    });
}

fn showing(standing: &Standing) -> Option<ActiveMember> {
    let by = standing.clone().member().ok()?;
    by.standing().has(Module::Presence).then_some(by)
}

/// A device says whether somebody sits before it.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn device_says(state: &State, by: &ActiveMember, device: DeviceState) -> Result<(), Failure> {
    if !state.heard.take(by.account(), device) {
        return Ok(());
    }
    if device == DeviceState::Online {
        let me = by.account();
        state.store.write(move |tx| presence::note_sign_of_life(tx, me)).await?;
    }
    tell(state, by).await;
    Ok(())
}

/// Tells whoever may see it how somebody is seen now. Nobody misses anything when it fails: pages ask again.
async fn tell(state: &State, by: &ActiveMember) {
    let asking = by.clone();
    let Ok(Some((me, recipients))) = state.store.read(move |db| presence::audience(db, &asking)).await else {
        return;
    };
    let Some(online) = state.realtime.online(&[me.account]).await else {
        return;
    };
    if recipients.is_empty() {
        return;
    }
    let presence = me.seen(!online.is_empty(), clock::now());
    state.store.announce(vec![Happening::Presence {
        school: by.school(),
        presence,
        recipients,
    }]);
}

/// Shows what others see of me.
///
/// # Errors
/// When the database does not answer.
pub async fn settings(
    call: Call<ShowMessagingSettings>,
    state: web::Data<State>,
) -> Result<Reply<ShowMessagingSettings>, Failure> {
    let me = call.by.account();
    Ok(Reply::new(
        state.store.read(move |db| presence::settings(db, me)).await?,
    ))
}

/// Changes what others see of me.
///
/// # Errors
/// When the database does not answer.
pub async fn change_settings(
    call: Call<ChangeMessagingSettings>,
    state: web::Data<State>,
) -> Result<Reply<ChangeMessagingSettings>, Failure> {
    let (by, form) = (call.by, call.body);
    let asking = by.clone();
    let settings = state
        .store
        .write(move |tx| presence::change(tx, &asking, &form))
        .await?;
    if by.standing().has(Module::Presence) {
        tell(&state, &by).await;
    }
    Ok(Reply::new(settings))
}

/// Makes a code by which others find me.
///
/// # Errors
/// When the database does not answer.
pub async fn make_code(
    call: Call<MakeContactCode>,
    state: web::Data<State>,
) -> Result<Reply<MakeContactCode>, Failure> {
    let by = call.by;
    call.once.write(&state, move |tx| presence::make_code(tx, &by)).await
}
