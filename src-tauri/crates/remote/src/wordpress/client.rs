//! The requests themselves: addresses, sign-in, and one door for reads and one for writes. Knows
//! nothing of posts or comments.

use std::fmt;

use billet_core::{PostKind, RemoteId};
use bytes::Bytes;
use serde_json::Value;
use tokio::sync::OnceCell;
use url::Url;
use url::form_urlencoded::byte_serialize;

use crate::answer::Answer;
use crate::http::{Body, Credentials, Http};
use crate::{Account, RemoteError, discover};

use super::wire::WireUser;
use super::{errors, map};

/// A WordPress and the account on it.
pub(crate) struct WordPress {
    http: Http,
    endpoint: Url,
    credentials: Credentials,
    /// Of which kind of posts is spoken.
    kind: PostKind,
    /// Who is signed in: asked once, because it does not change for a name and a secret.
    me: OnceCell<RemoteId>,
}

impl fmt::Debug for WordPress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WordPress")
            .field("endpoint", &self.endpoint.as_str())
            .finish_non_exhaustive()
    }
}

impl WordPress {
    /// `endpoint` is the API's root, pretty (`…/wp-json/`) or plain (`…/?rest_route=/`).
    pub(crate) fn new(http: Http, mut endpoint: Url, username: &str, secret: &str) -> Self {
        // Neither can fail on an address that has a host; a name in the address would be sent
        // instead of the account's.
        let _ = endpoint.set_username("");
        let _ = endpoint.set_password(None);
        let credentials = Credentials {
            origin: endpoint.origin(),
            username: username.to_owned(),
            secret: secret.to_owned(),
        };
        Self {
            http,
            endpoint,
            credentials,
            kind: PostKind::Post,
            me: OnceCell::new(),
        }
    }

    /// The same, to speak of that kind of posts.
    pub(super) fn speaking_of(self, kind: PostKind) -> Self {
        Self { kind, ..self }
    }

    /// Of which kind of posts is spoken.
    pub(super) fn kind(&self) -> PostKind {
        self.kind
    }

    /// Where the posts of this kind are, below `wp/v2/`.
    pub(super) fn posts_route(&self) -> &'static str {
        match self.kind {
            PostKind::Post => "posts",
            PostKind::Page => "pages",
        }
    }

    /// The same for one of them.
    pub(super) fn post_route(&self, id: &RemoteId) -> Result<String, RemoteError> {
        Ok(format!("{}/{}", self.posts_route(), number(id)?))
    }

    /// Reads a route below `wp/v2/`. Anything but a success is an error.
    pub(super) async fn get(
        &self,
        route: &str,
        params: &[(&str, &str)],
    ) -> Result<Answer, RemoteError> {
        let url = api_url(&self.endpoint, &format!("wp/v2/{route}"), params);
        errors::check(self.http.get(&url, Some(&self.credentials)).await?)
    }

    /// Reads the API's index.
    pub(super) async fn index(&self, params: &[(&str, &str)]) -> Result<Answer, RemoteError> {
        let url = api_url(&self.endpoint, "", params);
        errors::check(self.http.get(&url, Some(&self.credentials)).await?)
    }

    /// Writes JSON to a route below `wp/v2/`. Anything but a success is an error.
    pub(super) async fn write(&self, route: &str, body: &Value) -> Result<Answer, RemoteError> {
        let url = api_url(&self.endpoint, &format!("wp/v2/{route}"), &[]);
        let body = Body::Json(body);
        errors::check(self.http.send(&url, &self.credentials, body).await?)
    }

    /// Sends a file to a route below `wp/v2/`. Any status but a redirect is an `Ok`.
    pub(super) async fn send_file(
        &self,
        route: &str,
        params: &[(&str, &str)],
        bytes: Bytes,
        headers: Vec<(&'static str, String)>,
    ) -> Result<Answer, RemoteError> {
        let url = api_url(&self.endpoint, &format!("wp/v2/{route}"), params);
        let body = Body::File { bytes, headers };
        self.http.send(&url, &self.credentials, body).await
    }

    /// Deletes what a route names: moves it to the trash, because `force` is never sent.
    ///
    /// The method goes in a header: many hosts refuse `DELETE` itself. Where a proxy drops that header, the
    /// request is an update of nothing: so whoever calls must look at the status that comes back.
    pub(super) async fn delete(&self, route: &str) -> Result<Answer, RemoteError> {
        let url = api_url(&self.endpoint, &format!("wp/v2/{route}"), &[]);
        let body = Body::Instead("DELETE");
        errors::check(self.http.send(&url, &self.credentials, body).await?)
    }

    /// `users/me` asks for a signed-in account, so a wrong application password, which WordPress
    /// elsewhere silently takes for an anonymous reader, is a 401 here.
    pub(super) async fn read_account(&self) -> Result<Account, RemoteError> {
        let answer = self.get("users/me", &[("context", "edit")]).await?;
        Ok(map::account(answer.json::<WireUser>()?))
    }

    /// Where the front page leads, when that is a blog elsewhere. Asked without the secret.
    pub(super) async fn successor(&self, home: &str) -> Result<Option<String>, RemoteError> {
        let home = Url::parse(home).map_err(|_| RemoteError::BadAddress {
            typed: home.to_owned(),
        })?;
        let found = discover::successor(&self.http, &home, &self.endpoint).await?;
        Ok(found.map(String::from))
    }

    /// The signed-in account's id.
    pub(super) async fn me(&self) -> Result<&RemoteId, RemoteError> {
        self.me
            .get_or_try_init(|| async { Ok(self.read_account().await?.id) })
            .await
    }
}

/// The address of a route (without leading slash) with parameters: below a pretty root the route is
/// the path, below a plain one it is the parameter `rest_route` and the others follow. Parameters
/// that the root itself carries (a language, say) are kept.
pub(crate) fn api_url(root: &Url, route: &str, params: &[(&str, &str)]) -> Url {
    let mut url = root.clone();
    let mut plain = false;
    let mut pairs: Vec<String> = Vec::new();
    for (name, value) in root.query_pairs() {
        if name == "rest_route" {
            plain = true;
            // Left readable: some firewalls refuse a %2F.
            pairs.push(format!(
                "rest_route={}/{route}",
                value.trim_end_matches('/')
            ));
        } else {
            pairs.push(pair(&name, &value));
        }
    }
    if !plain {
        url.set_path(&format!("{}/{route}", root.path().trim_end_matches('/')));
    }
    pairs.extend(params.iter().map(|(name, value)| pair(name, value)));
    url.set_query((!pairs.is_empty()).then(|| pairs.join("&")).as_deref());
    url
}

fn pair(name: &str, value: &str) -> String {
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    format!("{}={}", encoded(name), encoded(value))
}

/// A WordPress id is a positive number. Anything else cannot be there, and must not become part of
/// an address.
pub(super) fn number(id: &RemoteId) -> Result<u64, RemoteError> {
    id.as_str().parse().map_err(|_| RemoteError::Gone)
}

/// The value of `include`: at most 100 ids. What is no id of WordPress is not there.
pub(super) fn include(ids: &[RemoteId]) -> String {
    let numbers = ids.iter().filter_map(|id| number(id).ok()).take(100);
    let texts: Vec<String> = numbers.map(|number| number.to_string()).collect();
    texts.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn composed(root: &str, route: &str, params: &[(&str, &str)]) -> String {
        api_url(&Url::parse(root).unwrap(), route, params).to_string()
    }

    #[test]
    fn a_route_is_a_path_or_a_parameter() {
        let params = [("slug", "a&b,é"), ("page", "2")];
        let query = "slug=a%26b%2C%C3%A9&page=2";
        for root in [
            "https://b.test/blog/wp-json/",
            "https://b.test/blog/wp-json",
        ] {
            let expected = format!("https://b.test/blog/wp-json/wp/v2/posts?{query}");
            assert_eq!(composed(root, "wp/v2/posts", &params), expected);
        }
        for root in [
            "https://b.test/?rest_route=/",
            "https://b.test/?rest_route=%2F",
        ] {
            let expected = format!("https://b.test/?rest_route=/wp/v2/posts&{query}");
            assert_eq!(composed(root, "wp/v2/posts", &params), expected);
        }
        assert_eq!(
            composed("https://b.test/wp-json/", "", &[]),
            "https://b.test/wp-json/"
        );
        assert_eq!(
            composed("https://b.test/?rest_route=/", "", &[]),
            "https://b.test/?rest_route=/"
        );
        assert_eq!(
            composed(
                "https://b.test/index.php?lang=fr&rest_route=/sites/9/",
                "wp/v2/tags",
                &[("a", "b")]
            ),
            "https://b.test/index.php?lang=fr&rest_route=/sites/9/wp/v2/tags&a=b"
        );
    }

    #[test]
    fn nothing_shown_of_a_client_holds_its_secret() {
        let endpoint = Url::parse("https://u:endpointsecret@b.test/wp-json/").unwrap();
        let blog = WordPress::new(Http::new().unwrap(), endpoint, "zoé", "s3cret");
        let shown = format!("{blog:?} {:?} {:?}", blog.credentials, blog.http);
        assert!(
            !shown.contains("s3cret") && !shown.contains("endpointsecret"),
            "{shown}"
        );
    }

    #[test]
    fn an_id_that_is_no_number_never_gets_into_an_address() {
        for id in ["", "../users/1", "1?force=true", "-1", "1e3"] {
            assert!(
                matches!(number(&RemoteId::from(id)), Err(RemoteError::Gone)),
                "{id}"
            );
        }
        assert_eq!(number(&RemoteId::from("12")).unwrap(), 12);
    }
}
