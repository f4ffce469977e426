//! Where passwords are kept: the system's keychain; where there is none, memory until the process
//! ends. Never the library, a log, an argument or a backup.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::{Mutex, OnceLock, PoisonError};

use keyring::Error as KeyringError;
use uuid::Uuid;

use crate::SyncError;

/// The service name under which a keychain shows Billet's entries.
const SERVICE: &str = "Billet";

/// Keeps and gives the blogs' passwords.
pub struct Secrets {
    keychain: OnceLock<bool>,
    /// Passwords of this process: there is no keychain, or it is not to be written to.
    memory: Mutex<HashMap<Uuid, String>>,
    given: Option<String>,
    /// The keys that the given password is for.
    bound: Mutex<HashSet<Uuid>>,
}

impl Secrets {
    /// The system's keychain, or memory when the system has none.
    #[must_use]
    pub fn of_system() -> Self {
        let secrets = Self::new(None);
        secrets.keychain();
        secrets
    }

    fn new(given: Option<String>) -> Self {
        Self {
            keychain: OnceLock::new(),
            memory: Mutex::default(),
            given,
            bound: Mutex::default(),
        }
    }

    /// Memory only.
    #[must_use]
    pub fn in_memory() -> Self {
        let secrets = Self::new(None);
        secrets.keychain.get_or_init(|| false);
        secrets
    }

    /// One password for the blogs that are named ([`Secrets::bind`]), as `BILLET_SECRET` gives it to
    /// a script. For those it is used instead of the keychain's, and nothing is written there.
    #[must_use]
    pub fn given(secret: String) -> Self {
        Self::new(Some(secret))
    }

    /// There is a password that was given for this process.
    #[must_use]
    pub fn is_given(&self) -> bool {
        self.given.is_some()
    }

    /// The given password is the one under `key`. No other key is ever answered with it: it would be
    /// sent to another blog.
    pub fn bind(&self, key: Uuid) {
        self.bound
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key);
    }

    /// Passwords outlive the process.
    #[must_use]
    pub fn lasts(&self) -> bool {
        self.given.is_none() && self.keychain()
    }

    /// Asked once, and only when it is needed: it may have to be unlocked by hand.
    fn keychain(&self) -> bool {
        *self.keychain.get_or_init(keychain_answers)
    }

    /// The password under `key`, if one is kept.
    ///
    /// # Errors
    /// [`SyncError::Keychain`] when it is locked or gone.
    pub fn get(&self, key: Uuid) -> Result<Option<String>, SyncError> {
        if let Some(kept) = self.memory().get(&key) {
            return Ok(Some(kept.clone()));
        }
        let bound = self.bound.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(given), true) = (&self.given, bound.contains(&key)) {
            return Ok(Some(given.clone()));
        }
        drop(bound);
        if !self.keychain() {
            return Ok(None);
        }
        match entry(key).and_then(|e| e.get_password()) {
            Ok(secret) => Ok(Some(secret)),
            Err(KeyringError::NoEntry) => Ok(None),
            Err(error) => Err(SyncError::Keychain(error)),
        }
    }

    /// Keeps `secret` under `key`; in memory where there is no keychain, or where one was given.
    ///
    /// # Errors
    /// [`SyncError::Keychain`] when there is one and it refuses.
    pub fn set(&self, key: Uuid, secret: &str) -> Result<(), SyncError> {
        if !self.lasts() {
            self.memory().insert(key, secret.to_owned());
            return Ok(());
        }
        entry(key)
            .and_then(|e| e.set_password(secret))
            .map_err(SyncError::Keychain)?;
        self.memory().remove(&key);
        Ok(())
    }

    /// Forgets the password under `key`; none there is fine.
    ///
    /// # Errors
    /// [`SyncError::Keychain`] when there is one and it refuses.
    pub fn delete(&self, key: Uuid) -> Result<(), SyncError> {
        self.memory().remove(&key);
        if !self.keychain() {
            return Ok(());
        }
        match entry(key).and_then(|e| e.delete_credential()) {
            Ok(()) | Err(KeyringError::NoEntry) => Ok(()),
            Err(error) => Err(SyncError::Keychain(error)),
        }
    }

    fn memory(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, String>> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secrets")
            .field("keychain", &self.keychain.get())
            .finish_non_exhaustive()
    }
}

fn entry(key: Uuid) -> keyring::Result<keyring::Entry> {
    keyring::Entry::new(SERVICE, &key.to_string())
}

/// Asks for an entry that cannot exist: "no such entry" is a keychain that works; anything else
/// (no bus, locked and no one to unlock it) is none that Billet can rely on.
fn keychain_answers() -> bool {
    let answer = entry(Uuid::nil()).and_then(|e| e.get_password());
    match answer {
        Ok(_) | Err(KeyringError::NoEntry) => true,
        Err(error) => {
            tracing::warn!(%error, "no keychain: passwords are kept until Billet is closed");
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_keychain_a_password_lives_as_long_as_the_process() {
        let secrets = Secrets::in_memory();
        let key = Uuid::new_v4();
        assert_eq!(secrets.get(key).unwrap(), None);
        secrets.set(key, "abcd efgh").unwrap();
        assert_eq!(secrets.get(key).unwrap().as_deref(), Some("abcd efgh"));
        secrets.delete(key).unwrap();
        assert_eq!(secrets.get(key).unwrap(), None);
        assert!(!secrets.lasts());
    }

    #[test]
    fn a_given_password_is_for_the_named_blogs_alone() {
        let secrets = Secrets::given("hunter2".to_owned());
        secrets.keychain.set(false).unwrap();
        let (named, other) = (Uuid::new_v4(), Uuid::new_v4());
        assert_eq!(secrets.get(named).unwrap(), None);
        secrets.bind(named);
        assert_eq!(secrets.get(named).unwrap().as_deref(), Some("hunter2"));
        assert_eq!(secrets.get(other).unwrap(), None);
        secrets.set(other, "autre").unwrap();
        assert_eq!(secrets.get(other).unwrap().as_deref(), Some("autre"));
    }

    #[test]
    fn a_password_never_shows_in_a_debug_text() {
        let secrets = Secrets::given("hunter2".to_owned());
        assert!(!format!("{secrets:?}").contains("hunter2"));
    }
}
