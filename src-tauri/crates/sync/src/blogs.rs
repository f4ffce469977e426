//! Adding, checking and removing blogs.

use billet_core::{BlogHealth, BlogId};
use billet_remote::{Discovered, RemoteError, discover};
use billet_store::blogs::{self, NewBlog};
use billet_store::{StoreError, outbox};
use uuid::Uuid;

use crate::{Office, SyncError};

impl Office {
    /// What stands at an address that a person typed.
    ///
    /// # Errors
    /// [`SyncError::Remote`]: nothing was reached there, or no blog that Billet can talk to.
    pub async fn find_blog(&self, typed: &str) -> Result<Discovered, SyncError> {
        Ok(discover(&self.http, typed).await?)
    }

    /// Finds the blog at `typed`, signs in, and keeps it. The password goes to the keychain, and
    /// nothing is kept when anything fails.
    ///
    /// # Errors
    /// The blog was not found or not reached, it takes passwords only over https, it does not accept
    /// this one, or it is connected already ([`billet_store::StoreError::BlogExists`]).
    pub async fn add_blog(
        &self,
        typed: &str,
        username: &str,
        password: &str,
    ) -> Result<BlogId, SyncError> {
        let found = self.find_blog(typed).await?;
        if !found.takes_passwords {
            let host = found.home.host_str().unwrap_or_default().to_owned();
            return Err(RemoteError::NeedsHttps { host }.into());
        }
        let (username, password) = (username.trim(), password.trim());
        let client = billet_remote::connect(
            &self.http,
            found.platform,
            found.endpoint.as_str(),
            username,
            password,
        )?;
        let account = client.account().await?;
        let secret_key = Uuid::new_v4();
        let blog = NewBlog {
            platform: found.platform,
            name: found.name,
            home: found.home.to_string(),
            endpoint: found.endpoint.to_string(),
            username: username.to_owned(),
            account: account.id,
            account_name: account.name,
            secret_key,
            capabilities: account.capabilities,
            markup: found.markup,
        };
        self.keep_secret(secret_key, password).await?;
        let added = self
            .library
            .write(|tx| Ok(blogs::add(tx, &blog, self.now())?));
        if added.is_err() {
            self.drop_secret(secret_key).await?;
        }
        added
    }

    /// Asks the blog who is signed in and what they may do, and keeps the answer. A failure is
    /// kept as the blog's health and given back.
    ///
    /// # Errors
    /// The blog could not be asked or refused; there is no such blog.
    pub async fn check_blog(&self, id: BlogId) -> Result<(), SyncError> {
        let blog = self.library.read(|conn| blogs::get(conn, id))?;
        let asked = match self.client(&blog).await {
            Ok(client) => client.account().await.map_err(SyncError::from),
            Err(error) => Err(error),
        };
        match asked {
            Ok(account) => self.library.write(|tx| {
                blogs::update_account(
                    tx,
                    id,
                    &blog.name,
                    &account.id,
                    &account.name,
                    &account.capabilities,
                )?;
                outbox::wake_blog(tx, id, self.now())?;
                Ok::<_, SyncError>(())
            })?,
            Err(error) => {
                let error = self.or_moved(&blog, error).await;
                if let Some(health) = health_of(&error) {
                    self.library.write(|tx| blogs::set_health(tx, id, health))?;
                }
                return Err(error);
            }
        }
        self.wake.notify_one();
        Ok(())
    }

    /// Keeps a new password for a blog once the blog has taken it; its queue goes on.
    ///
    /// # Errors
    /// The blog could not be asked or does not accept it: the old one is kept.
    pub async fn sign_in_again(&self, id: BlogId, password: &str) -> Result<(), SyncError> {
        let password = password.trim();
        let blog = self.library.read(|conn| blogs::get(conn, id))?;
        (self.connect)(&blog, password)?.account().await?;
        self.keep_secret(blog.secret_key, password).await?;
        self.check_blog(id).await
    }

    /// Forgets a blog, its comments, the replies begun to them, its jobs and its password. Posts
    /// stay, and are found again when the blog is added again.
    ///
    /// # Errors
    /// There is no such blog, or the keychain does not let go of the password; the blog is forgotten
    /// then all the same.
    pub async fn remove_blog(&self, id: BlogId) -> Result<(), SyncError> {
        let blog = self.library.write(|tx| {
            let blog = blogs::get(tx, id)?;
            blogs::remove(tx, id, self.now())?;
            Ok::<_, StoreError>(blog)
        })?;
        self.forget_looks(&blog);
        self.drop_secret(blog.secret_key).await
    }
}

/// What an error says about the blog as a whole; `None` when it says nothing.
pub(crate) fn health_of(error: &SyncError) -> Option<BlogHealth> {
    match error {
        SyncError::Remote(RemoteError::SignIn) => Some(BlogHealth::SignIn),
        SyncError::Remote(
            RemoteError::Unreachable { .. }
            | RemoteError::NoAnswer { .. }
            | RemoteError::Moved { .. }
            | RemoteError::NoBlog { .. },
        ) => Some(BlogHealth::Unreachable),
        _ => None,
    }
}
