//! Passwords: argon2id with a pepper, a few at a time, so that a flood of sign-ins cannot stop the school.

use std::{
    sync::{Arc, mpsc},
    thread,
};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use domain::{problem::Code, words};
use parking_lot::Mutex;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::failure::Failure;

/// 19 MiB, twice through it, one lane: OWASP's choice.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
/// How many may wait for their turn; at 40 ms each, nobody waits much longer than a second.
const QUEUE: usize = 32;
/// How many more may wait who sign in where they did before: strangers do not take these places.
const RESERVED: usize = 16;

/// A password to be looked at.
type Work = Box<dyn FnOnce() + Send>;

/// Hashes and checks passwords. Cheap to clone.
#[derive(Clone)]
pub struct Hasher {
    inner: Arc<Inner>,
}

struct Inner {
    argon2: Argon2<'static>,
    /// The hash of a password that nobody has, for addresses that nobody has.
    dummy: String,
    /// The threads that do the work. Always the same ones: each keeps its 19 MiB, where one of many threads would leave them behind in a
    /// corner of its own.
    desk: mpsc::Sender<Work>,
    places: Arc<Semaphore>,
    reserved: Arc<Semaphore>,
}

impl Hasher {
    /// A hasher with this pepper.
    ///
    /// # Errors
    /// When the pepper is longer than argon2 takes.
    pub fn new(pepper: &[u8]) -> Result<Self, Failure> {
        // lives as long as the process: one pepper, once
        let pepper: &'static [u8] = Box::leak(pepper.to_vec().into_boxed_slice());
        let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|error| Failure::broken(error.to_string()))?;
        let argon2 = Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params)
            .map_err(|error| Failure::broken(error.to_string()))?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let at_work = cores.saturating_sub(1).clamp(1, 8);
        let dummy = hash(&argon2, "nobody has this password")?;
        Ok(Self {
            inner: Arc::new(Inner {
                argon2,
                dummy,
                desk: open_desk(at_work).map_err(Failure::broken)?,
                places: Arc::new(Semaphore::new(at_work + QUEUE)),
                reserved: Arc::new(Semaphore::new(RESERVED)),
            }),
        })
    }

    /// The hash of a new password, to be stored.
    ///
    /// # Errors
    /// `unavailable` when too many are waiting.
    pub async fn hash(&self, password: String) -> Result<String, Failure> {
        self.turn(move |inner| hash(&inner.argon2, &words::composed(&password)))
            .await?
    }

    /// Whether it is the password of this hash. Without a hash it takes as long and says no.
    ///
    /// # Errors
    /// `unavailable` when too many are waiting.
    pub async fn verify(&self, password: String, stored: Option<String>) -> Result<bool, Failure> {
        self.admit()?.verify(password, stored).await
    }

    /// Whether a stored hash is weaker than what we make today, and is to be made anew at the next sign-in.
    #[must_use]
    pub fn is_weak(stored: &str) -> bool {
        !stored.starts_with(&format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p=1$"))
    }

    /// Refuses while as many are waiting as may.
    ///
    /// # Errors
    /// `unavailable`.
    pub fn check_room(&self) -> Result<(), Failure> {
        if self.inner.places.available_permits() == 0 {
            return Err(Failure::from(Code::Unavailable));
        }
        Ok(())
    }

    /// A place in the queue, for whoever has something to do before the password is looked at: a flood is turned away here, and reaches
    /// neither the database nor the counters.
    ///
    /// # Errors
    /// `unavailable` when too many are waiting.
    pub fn admit(&self) -> Result<Admitted, Failure> {
        self.take_place(&self.inner.places)
    }

    /// The same for somebody who signs in on a device on which they did before: a flood of strangers does not shut them out.
    ///
    /// # Errors
    /// `unavailable` when too many are waiting.
    pub fn admit_known(&self) -> Result<Admitted, Failure> {
        self.take_place(&self.inner.reserved).or_else(|_| self.admit())
    }

    fn take_place(&self, places: &Arc<Semaphore>) -> Result<Admitted, Failure> {
        let place = Arc::clone(places)
            .try_acquire_owned()
            .map_err(|_| Failure::from(Code::Unavailable))?;
        Ok(Admitted {
            hasher: self.clone(),
            place,
        })
    }

    async fn turn<T, F>(&self, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce(&Inner) -> T + Send + 'static,
    {
        let place = self.admit()?.place;
        self.turn_of(place, work).await
    }

    async fn turn_of<T, F>(&self, place: OwnedSemaphorePermit, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnOnce(&Inner) -> T + Send + 'static,
    {
        let inner = Arc::clone(&self.inner);
        let (answer, answered) = oneshot::channel();
        let turn = move || {
            let done = work(&inner);
            // held as long as the work lasts, even when the caller has gone away
            drop(place);
            answer.send(done).ok();
        };
        self.inner.desk.send(Box::new(turn)).map_err(Failure::broken)?;
        answered.await.map_err(Failure::broken)
    }
}

/// So many threads that work off what comes in, one after the other, until nobody can send anything any more.
fn open_desk(threads: usize) -> std::io::Result<mpsc::Sender<Work>> {
    let (desk, inbox) = mpsc::channel::<Work>();
    let inbox = Arc::new(Mutex::new(inbox));
    for _ in 0..threads {
        let inbox = Arc::clone(&inbox);
        thread::Builder::new().name("passwords".to_owned()).spawn(move || {
            loop {
                let next = inbox.lock().recv();
                match next {
                    Ok(work) => work(),
                    Err(mpsc::RecvError) => return,
                }
            }
        })?;
    }
    Ok(desk)
}

/// A place in the queue of a [`Hasher`].
pub struct Admitted {
    hasher: Hasher,
    place: OwnedSemaphorePermit,
}

impl Admitted {
    /// Whether it is the password of this hash. Without a hash it takes as long and says no.
    ///
    /// # Errors
    /// When the process ends.
    pub async fn verify(self, password: String, stored: Option<String>) -> Result<bool, Failure> {
        let work = move |inner: &Inner| {
            let password = words::composed(&password);
            let hash = stored.as_deref().unwrap_or(&inner.dummy);
            let right = PasswordHash::new(hash)
                .is_ok_and(|hash| inner.argon2.verify_password(password.as_bytes(), &hash).is_ok());
            right && stored.is_some()
        };
        self.hasher.turn_of(self.place, work).await
    }
}

fn hash(argon2: &Argon2<'_>, password: &str) -> Result<String, Failure> {
    argon2
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| Failure::broken(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_recognized_with_its_pepper_only() {
        let hasher = Hasher::new(b"pepper").unwrap();
        let stored = hasher.hash("quatre moutons verts".to_owned()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(!Hasher::is_weak(&stored));
        let verify = |hasher: Hasher, password: &str, stored: Option<&String>| {
            let (password, stored) = (password.to_owned(), stored.cloned());
            async move { hasher.verify(password, stored).await.unwrap() }
        };
        assert!(verify(hasher.clone(), "quatre moutons verts", Some(&stored)).await);
        assert!(!verify(hasher.clone(), "quatre moutons vert", Some(&stored)).await);
        assert!(!verify(hasher, "nobody has this password", None).await);
        let other = Hasher::new(b"salt").unwrap();
        assert!(!verify(other, "quatre moutons verts", Some(&stored)).await);
    }

    #[tokio::test]
    async fn a_known_device_gets_in_while_strangers_are_turned_away() {
        let hasher = Hasher::new(b"pepper").unwrap();
        let mut strangers = Vec::new();
        while let Ok(place) = hasher.admit() {
            strangers.push(place);
        }
        let known = hasher.admit_known().unwrap();
        assert!(known.verify("whatever".to_owned(), None).await.is_ok());
        let reserved: Vec<_> = (0..RESERVED).map(|_| hasher.admit_known().unwrap()).collect();
        assert!(hasher.admit_known().is_err(), "these places are counted too");
        drop((strangers, reserved));
    }

    #[tokio::test]
    async fn a_flood_is_turned_away_at_the_door_and_the_queue_is_served() {
        let hasher = Hasher::new(b"pepper").unwrap();
        let places = hasher.inner.places.available_permits();
        let calls = (0..places + 100).map(|_| hasher.verify("whatever".to_owned(), None));
        let answers = futures_util::future::join_all(calls).await;
        let refused = answers.iter().filter_map(|answer| answer.as_ref().err());
        assert!(
            refused
                .clone()
                .all(|failure| failure.problem().code == Code::Unavailable)
        );
        assert_eq!(refused.count(), 100);
        assert!(
            hasher.verify("whatever".to_owned(), None).await.is_ok(),
            "afterwards there is room again"
        );
    }
}
