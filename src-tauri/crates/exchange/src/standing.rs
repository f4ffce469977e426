//! Where the posts of this library stand on their blogs, to know them again in a file of such a blog.

use std::collections::HashMap;

use billet_core::PostId;
use billet_store::{StoreError, publications};
use rusqlite::Connection;

use crate::found::Found;

/// The posts of this library by where they stand.
#[derive(Debug, Default)]
pub(crate) struct Standing {
    /// By the front page of the blog, and what the blog calls the post.
    named: HashMap<(String, String), PostId>,
    /// By the address that readers have.
    addresses: HashMap<String, PostId>,
}

impl Standing {
    pub fn read(conn: &Connection) -> Result<Self, StoreError> {
        let mut standing = Self::default();
        for place in publications::places(conn)? {
            let name = (bare(&place.home), place.remote_id.0);
            standing.named.entry(name).or_insert(place.post);
            if !place.url.is_empty() {
                let address = standing.addresses.entry(bare(&place.url));
                address.or_insert(place.post);
            }
        }
        Ok(standing)
    }

    /// The post that stands where this one does. `home` is the blog that the file is of.
    pub fn post(&self, found: &Found, home: &str) -> Option<PostId> {
        let named = || {
            let name = (bare(home), found.remote.clone());
            self.named.get(&name).filter(|_| !found.remote.is_empty())
        };
        let read = || self.addresses.get(&bare(&found.address));
        named().or_else(read).copied()
    }
}

/// An address without what says nothing about where it leads: `http` or `https`, a slash at its end.
fn bare(address: &str) -> String {
    let address = address.trim();
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let path = path.trim_end_matches('/');
    format!("{}/{path}", host.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn one_place_has_one_address_however_it_is_written() {
        for same in [
            "https://Carnet.example/a/",
            "http://carnet.example/a",
            " carnet.example/a ",
        ] {
            assert_eq!(bare(same), "carnet.example/a");
        }
        assert_eq!(
            bare("https://carnet.example"),
            bare("https://carnet.example/")
        );
        assert_ne!(
            bare("https://a.example/?p=1"),
            bare("https://a.example/?p=2")
        );
    }
}
