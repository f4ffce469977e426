//! The way to the blogs: as the system is set, straight, or through a proxy. The address is kept in
//! the library, a password only where passwords are kept.

use billet_remote::{Http, Proxy, Way};
use billet_store::{Library, StoreError, blogs, settings};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Office, Secrets, SyncError};

const KEY: &str = "network";

/// The way that was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// As the system is set.
    #[default]
    System,
    /// Straight.
    Direct,
    /// Through a proxy.
    Proxy {
        /// Its address, without anybody's name.
        address: String,
        /// Who may use it; empty where nobody is asked.
        username: String,
        /// A password is kept for it.
        has_password: bool,
    },
}

/// The way as it is wished.
#[derive(Clone, PartialEq, Eq)]
pub enum Wanted {
    /// As the system is set.
    System,
    /// Straight.
    Direct,
    /// Through a proxy.
    Proxy {
        /// As it was typed; a name and a password may be in it.
        address: String,
        /// Who may use it; empty: whom the address names, or nobody.
        username: String,
        /// None: the one that is kept, if the proxy and the name are the same.
        password: Option<String>,
    },
}

/// As it lies in the library.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case")]
enum Kept {
    #[default]
    System,
    Direct,
    Proxy {
        address: String,
        #[serde(default)]
        username: String,
        /// The name of its password among the passwords.
        #[serde(default)]
        secret: Option<Uuid>,
    },
}

impl Office {
    /// The way that was chosen.
    ///
    /// # Errors
    /// The library could not be read.
    pub fn route(&self) -> Result<Route, SyncError> {
        Ok(match kept(&self.library)? {
            Kept::System => Route::System,
            Kept::Direct => Route::Direct,
            Kept::Proxy {
                address,
                username,
                secret,
            } => Route::Proxy {
                address,
                username,
                has_password: secret.is_some(),
            },
        })
    }

    /// Takes this way from now on, here and whenever Billet is opened.
    ///
    /// # Errors
    /// What was typed is no proxy, or library or keychain could not take it: the way stays as it was.
    pub async fn set_route(&self, wanted: Wanted) -> Result<(), SyncError> {
        let before = kept(&self.library)?;
        let (way, now) = match wanted {
            Wanted::System => (Way::System, Kept::System),
            Wanted::Direct => (Way::Direct, Kept::Direct),
            Wanted::Proxy {
                address,
                username,
                password,
            } => self.through(&before, &address, username, password).await?,
        };
        let value = serde_json::to_string(&now).map_err(|_| StoreError::Unreadable {
            what: "the way to the blogs",
        })?;
        self.library
            .write(|tx| Ok::<_, SyncError>(settings::set(tx, KEY, &value)?))?;
        self.http.take(&way)?;
        let old = secret_of(&before).filter(|old| secret_of(&now) != Some(*old));
        if let Some(old) = old {
            self.drop_secret(old).await?;
        }
        self.wake.notify_one();
        Ok(())
    }

    async fn through(
        &self,
        before: &Kept,
        typed: &str,
        username: String,
        password: Option<String>,
    ) -> Result<(Way, Kept), SyncError> {
        let mut proxy = Proxy::parse(typed)?;
        let in_address = std::mem::take(&mut proxy.password);
        if !username.trim().is_empty() {
            username.trim().clone_into(&mut proxy.username);
        }
        let given = password.or(Some(in_address)).filter(|p| !p.is_empty());
        let same = matches!(before, Kept::Proxy { address, username, .. }
            if address == proxy.address() && *username == proxy.username);
        let secret = match (given, secret_of(before)) {
            _ if proxy.username.is_empty() => None,
            (Some(given), _) => {
                let key = Uuid::new_v4();
                self.keep_secret(key, &given).await?;
                proxy.password = given;
                Some(key)
            }
            (None, Some(key)) if same => {
                proxy.password = self.secret(key).await?.unwrap_or_default();
                Some(key)
            }
            (None, _) => None,
        };
        let kept = Kept::Proxy {
            address: proxy.address().to_owned(),
            username: proxy.username.clone(),
            secret,
        };
        Ok((Way::Proxy(proxy), kept))
    }

    /// Asks the first blog for its page, to see whether the way leads there; its name. `None` when
    /// there is no blog yet: nobody else is asked.
    ///
    /// # Errors
    /// [`SyncError::Remote`]: why it was not reached.
    pub async fn try_route(&self) -> Result<Option<String>, SyncError> {
        let all = self.library.read(blogs::all)?;
        let Some(blog) = all.into_iter().next() else {
            return Ok(None);
        };
        self.find_blog(blog.home.as_str()).await?;
        Ok(Some(blog.name))
    }
}

/// Lets requests take the way that was chosen. What cannot be read is no choice; a password that the
/// keychain does not give is missed by the proxy, which then says so.
pub(crate) fn take(http: &Http, library: &Library, secrets: &Secrets) -> Result<(), SyncError> {
    let way = match kept(library)? {
        Kept::System => return Ok(()),
        Kept::Direct => Way::Direct,
        Kept::Proxy {
            address,
            username,
            secret,
        } => {
            let mut proxy = Proxy::parse(&address)?;
            let password = secret.map(|key| secrets.get(key)).transpose();
            proxy.password = password.unwrap_or_default().flatten().unwrap_or_default();
            proxy.username = username;
            Way::Proxy(proxy)
        }
    };
    Ok(http.take(&way)?)
}

fn kept(library: &Library) -> Result<Kept, StoreError> {
    let kept = library.read(|conn| settings::get(conn, KEY))?;
    let read = kept.and_then(|json| serde_json::from_str(&json).ok());
    Ok(read.unwrap_or_default())
}

fn secret_of(kept: &Kept) -> Option<Uuid> {
    match kept {
        Kept::Proxy { secret, .. } => *secret,
        Kept::System | Kept::Direct => None,
    }
}
