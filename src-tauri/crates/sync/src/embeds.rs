//! The hosts whose pages a post may embed: players, maps. The writer chooses them; until then they
//! are the usual ones.

use billet_store::{StoreError, settings};
use billet_text::PostPolicy;
use rusqlite::Connection;

use crate::{Office, SyncError};

const KEY: &str = "embeds";

impl Office {
    /// The hosts whose pages a post may embed, in lower case.
    ///
    /// # Errors
    /// The library could not be read.
    pub fn embeds(&self) -> Result<Vec<String>, SyncError> {
        Ok(self.library.read(hosts)?)
    }

    /// Chooses these hosts, each as its name or as an address on it; for whatever is rendered from
    /// now on.
    ///
    /// # Errors
    /// The library could not take it.
    pub fn set_embeds(&self, hosts: &[String]) -> Result<(), SyncError> {
        let mut kept: Vec<String> = hosts.iter().filter_map(|host| host_of(host)).collect();
        kept.sort_unstable();
        kept.dedup();
        self.library
            .write(|tx| Ok(settings::set(tx, KEY, &kept.join("\n"))?))
    }
}

/// The chosen hosts.
pub(crate) fn hosts(conn: &Connection) -> Result<Vec<String>, StoreError> {
    Ok(match settings::get(conn, KEY)? {
        Some(kept) => kept.lines().map(str::to_owned).collect(),
        None => PostPolicy::usual_embeds()
            .iter()
            .map(|host| (*host).to_owned())
            .collect(),
    })
}

/// What a post may hold on its way to a blog.
pub(crate) fn policy(conn: &Connection) -> Result<PostPolicy, StoreError> {
    let hosts = hosts(conn)?;
    Ok(if hosts == PostPolicy::usual_embeds() {
        PostPolicy::default()
    } else {
        PostPolicy::with_embeds(hosts.iter().map(String::as_str))
    })
}

/// The host in what somebody typed: a name, or an address on it.
fn host_of(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let (_, rest) = typed.split_once("://").unwrap_or(("", typed));
    let host = rest.split(['/', '?', '#', ':']).next()?.trim_matches('.');
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    (!host.is_empty() && host.chars().all(fits)).then(|| host.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::host_of;

    #[test]
    fn an_address_names_its_host() {
        for (typed, host) in [
            ("www.youtube.com", Some("www.youtube.com")),
            (" https://Framatube.org/w/x?a=b ", Some("framatube.org")),
            (
                "umap.openstreetmap.fr/fr/map",
                Some("umap.openstreetmap.fr"),
            ),
            ("example.org:8080", Some("example.org")),
            ("", None),
            ("deux mots", None),
            ("https://", None),
        ] {
            assert_eq!(host_of(typed).as_deref(), host, "{typed}");
        }
    }
}
