//! Finds the blog behind what a person typed. Everything here is read without a secret.
//!
//! Source of the rules: the REST API handbook's "Discovery", and `wp-includes/rest-api.php`
//! (`rest_output_link_header`, `rest_output_link_wp_head`).

mod address;
mod links;

use billet_core::{Markup, Platform};
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use crate::answer::Answer;
use crate::http::{Http, host_of, is_this_computer};
use crate::wordpress::api_url;
use crate::{RemoteError, plain};

use address::Candidate;

/// What stands at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discovered {
    /// The software.
    pub platform: Platform,
    /// The blog's title, plain text; the host when the blog tells none.
    pub name: String,
    /// Its front page.
    pub home: Url,
    /// Where its API starts.
    pub endpoint: Url,
    /// Application passwords can be used there (WordPress refuses them over plain http).
    pub takes_passwords: bool,
    /// The form in which a post is best written there: [`Markup::Blocks`] where the block editor is
    /// certainly at home, because its API is (`wp-block-editor/v1`, WordPress 5.9 and later; its
    /// forks without that editor have taken it out). An API that is shown to signed-in people only
    /// tells nothing, and gets [`Markup::Html`], which is right everywhere. A plugin that shows the
    /// classic editor instead cannot be seen from outside, and shows block markup all the same.
    pub markup: Markup,
}

/// Finds the blog behind what a person typed: with or without scheme, a front page, a post's
/// address, a subfolder, plain permalinks, the API itself, a page of `wp-admin`.
///
/// Without a scheme `https` is tried first, and `http` only when nobody answers there. This very
/// computer is asked the other way round.
///
/// # Errors
/// [`RemoteError::BadAddress`] when it is no address, [`RemoteError::Unreachable`] and
/// [`RemoteError::NoAnswer`] when the host does not answer at all, [`RemoteError::NoBlog`] when it
/// does and is no blog.
pub async fn discover(http: &Http, typed: &str) -> Result<Discovered, RemoteError> {
    let candidates = address::candidates(typed)?;
    let mut search = Search {
        http,
        tried: Vec::new(),
    };
    let mut outcome = None;
    for candidate in &candidates {
        match search.at(candidate).await {
            // The other scheme is tried only when certainly nobody listens to this one. The first
            // refusal is the one worth telling.
            Err(error @ RemoteError::Unreachable { .. }) => {
                outcome.get_or_insert(Err(error));
            }
            other => {
                outcome = Some(other);
                break;
            }
        }
    }
    match outcome {
        Some(Ok(Some(found))) => Ok(found),
        Some(Err(error)) => Err(error),
        Some(Ok(None)) | None => Err(RemoteError::NoBlog {
            address: typed.trim().to_owned(),
            tried: search.tried,
        }),
    }
}

/// The page that the front page `home` redirects to, when it lies on another origin and announces an
/// API that is not on the origin of `endpoint`, where the blog's API was: then the blog has most
/// likely moved there. A portal that stands before a network announces none.
///
/// # Errors
/// [`RemoteError::Unreachable`] and the others of a read.
pub(crate) async fn successor(
    http: &Http,
    home: &Url,
    endpoint: &Url,
) -> Result<Option<Url>, RemoteError> {
    let answer = http.get(home, None).await?;
    let elsewhere = answer.url.origin() != home.origin() && answer.is_success();
    let apis = links::api_links(&answer);
    let new_api = apis.iter().any(|api| api.origin() != endpoint.origin());
    Ok((elsewhere && new_api).then_some(answer.url))
}

struct Search<'a> {
    http: &'a Http,
    tried: Vec<String>,
}

impl Search<'_> {
    /// Looks at one reading of the address. `Ok(None)`: somebody answers, and it is no blog.
    async fn at(&mut self, candidate: &Candidate) -> Result<Option<Discovered>, RemoteError> {
        let mut silence = None;
        for page in &candidate.pages {
            let answer = match self.read(page).await {
                Ok(answer) => answer,
                Err(error @ RemoteError::Unreachable { .. }) => return Err(error),
                Err(error) => {
                    silence.get_or_insert(error);
                    continue;
                }
            };
            if let Some(index) = Index::of(&answer) {
                return Ok(Some(index.found(answer.url.clone(), candidate)));
            }
            for endpoint in links::api_links(&answer) {
                if let Some(found) = self.index_at(&endpoint, &answer, candidate).await {
                    return Ok(Some(found));
                }
            }
        }
        for endpoint in &candidate.endpoints {
            if let Ok(answer) = self.read(&index_url(endpoint)).await
                && let Some(index) = Index::of(&answer)
            {
                return Ok(Some(index.found(answer.url.clone(), candidate)));
            }
        }
        silence.map_or(Ok(None), Err)
    }

    /// The API that a page announces.
    async fn index_at(
        &mut self,
        endpoint: &Url,
        page: &Answer,
        candidate: &Candidate,
    ) -> Option<Discovered> {
        let answer = self.read(&index_url(endpoint)).await.ok()?;
        if let Some(index) = Index::of(&answer) {
            return Some(index.found(answer.url.clone(), candidate));
        }
        // A plugin that shows the API to signed-in people only: the page has announced it, and the
        // sign-in will tell the rest.
        let code = answer
            .try_json::<Value>()
            .ok()?
            .get("code")?
            .as_str()?
            .to_owned();
        if !matches!(answer.status, 401 | 403) || code == "rest_no_route" {
            return None;
        }
        let index = Index {
            name: plain::title_of_page(&page.text())
                .unwrap_or_default()
                .to_owned(),
            home: page.url.to_string(),
            url: String::new(),
            namespaces: Vec::new(),
            authentication: serde_json::json!({"application-passwords": {}}),
        };
        Some(index.found(endpoint.clone(), candidate))
    }

    async fn read(&mut self, url: &Url) -> Result<Answer, RemoteError> {
        self.tried.push(url.to_string());
        self.http.get(url, None).await
    }
}

/// The parts of the API's index that matter here (`WP_REST_Server::get_index`). Asked for by name:
/// the list of routes beside them takes hundreds of kilobytes.
const FIELDS: [(&str, &str); 1] = [("_fields", "name,home,url,namespaces,authentication")];

fn index_url(endpoint: &Url) -> Url {
    api_url(endpoint, "", &FIELDS)
}

#[derive(Deserialize)]
struct Index {
    #[serde(default)]
    name: String,
    #[serde(default)]
    home: String,
    #[serde(default)]
    url: String,
    namespaces: Vec<String>,
    /// An object, or PHP's empty list.
    #[serde(default)]
    authentication: Value,
}

impl Index {
    fn of(answer: &Answer) -> Option<Self> {
        if !answer.is_success() {
            return None;
        }
        let index: Self = answer.try_json().ok()?;
        index
            .namespaces
            .iter()
            .any(|name| name == "wp/v2")
            .then_some(index)
    }

    fn found(self, endpoint: Url, candidate: &Candidate) -> Discovered {
        let endpoint = strip_fields(endpoint);
        let home = [&self.home, &self.url]
            .into_iter()
            .find_map(|address| Url::parse(address).ok().filter(Url::has_host))
            .unwrap_or_else(|| candidate.base.clone());
        let name = plain::text_of(&self.name);
        // A person who did not type http:// did not ask for it, and only whoever listens in on the
        // way would gain from a password sent over it. (A WordPress takes one there only if it calls
        // itself a local copy.)
        let trusted = endpoint.scheme() == "https"
            || candidate.plain_was_typed
            || is_this_computer(&endpoint);
        let offered = self.authentication.get("application-passwords").is_some();
        let has_block_editor = self.namespaces.iter().any(|n| n == "wp-block-editor/v1");
        let markup = if has_block_editor {
            Markup::Blocks
        } else {
            Markup::Html
        };
        Discovered {
            platform: Platform::WordPress,
            name: if name.is_empty() {
                host_of(&home)
            } else {
                name
            },
            home,
            endpoint,
            takes_passwords: offered && trusted,
            markup,
        }
    }
}

/// The address without the parameter that asked for some fields only.
fn strip_fields(mut url: Url) -> Url {
    let kept: Vec<&str> = url
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("_fields="))
        .collect();
    let query = kept.join("&");
    url.set_query((!query.is_empty()).then_some(&query));
    url.set_fragment(None);
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trusts(typed: &str, endpoint: &str) -> bool {
        let index = Index {
            name: String::new(),
            home: String::new(),
            url: String::new(),
            namespaces: Vec::new(),
            authentication: serde_json::json!({"application-passwords": {}}),
        };
        let readings = address::candidates(typed).unwrap();
        let found = index.found(Url::parse(endpoint).unwrap(), &readings[0]);
        found.takes_passwords
    }

    #[test]
    fn a_password_goes_unencrypted_only_where_the_person_typed_so() {
        let (plain, secure) = ("http://b.test/wp-json/", "https://b.test/wp-json/");
        assert!(trusts("https://b.test", secure));
        assert!(trusts("http://b.test", plain));
        assert!(trusts("HTTP://b.test", plain));
        assert!(trusts("127.0.0.1", "http://127.0.0.1/wp-json/"));
        assert!(!trusts("b.test", plain));
        assert!(!trusts("https://b.test", plain));
    }
}
