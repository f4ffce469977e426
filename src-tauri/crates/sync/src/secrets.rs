//! Where passwords are kept: the system's keychain; where there is none, memory until the process
//! ends. Never the library, a log, an argument or a backup.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use keyring::Error as KeyringError;
use uuid::Uuid;

use crate::SyncError;

/// The service name under which a keychain shows Billet's entries.
const SERVICE: &str = "Billet";

/// Keeps and gives the blogs' passwords.
pub struct Secrets {
    keychain: bool,
    /// Passwords that the keychain could not take, or the one that was given for every blog.
    memory: Mutex<HashMap<Uuid, String>>,
    given: Option<String>,
}

impl Secrets {
    /// The system's keychain, or memory when the system has none.
    #[must_use]
    pub fn of_system() -> Self {
        Self {
            keychain: keychain_answers(),
            memory: Mutex::default(),
            given: None,
        }
    }

    /// Memory only.
    #[must_use]
    pub fn in_memory() -> Self {
        Self {
            keychain: false,
            memory: Mutex::default(),
            given: None,
        }
    }

    /// One password for whatever blog is asked for, as `BILLET_SECRET` gives it to a script. It is
    /// used instead of the keychain's and nothing is written there.
    #[must_use]
    pub fn given(secret: String) -> Self {
        Self {
            keychain: false,
            memory: Mutex::default(),
            given: Some(secret),
        }
    }

    /// Passwords outlive the process.
    #[must_use]
    pub fn lasts(&self) -> bool {
        self.keychain
    }

    /// The password under `key`, if one is kept.
    ///
    /// # Errors
    /// [`SyncError::Keychain`] when it is locked or gone.
    pub fn get(&self, key: Uuid) -> Result<Option<String>, SyncError> {
        if let Some(given) = &self.given {
            return Ok(Some(given.clone()));
        }
        if let Some(kept) = self.memory().get(&key) {
            return Ok(Some(kept.clone()));
        }
        if !self.keychain {
            return Ok(None);
        }
        match entry(key).and_then(|e| e.get_password()) {
            Ok(secret) => Ok(Some(secret)),
            Err(KeyringError::NoEntry) => Ok(None),
            Err(error) => Err(SyncError::Keychain(error)),
        }
    }

    /// Keeps `secret` under `key`; in memory where there is no keychain.
    ///
    /// # Errors
    /// [`SyncError::Keychain`] when there is one and it refuses.
    pub fn set(&self, key: Uuid, secret: &str) -> Result<(), SyncError> {
        if self.given.is_some() {
            return Ok(());
        }
        if !self.keychain {
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
        if !self.keychain {
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
            .field("keychain", &self.keychain)
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
    fn a_password_never_shows_in_a_debug_text() {
        let secrets = Secrets::given("hunter2".to_owned());
        assert!(!format!("{secrets:?}").contains("hunter2"));
    }
}
