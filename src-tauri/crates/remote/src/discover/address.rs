//! What the typed text may mean: pages to read, and places where an API could be.

use url::Url;

use crate::RemoteError;
use crate::http::is_this_computer;

/// How deep in a path an API is looked for, from the typed page up.
const DEEPEST: usize = 6;

/// One reading of what was typed.
#[derive(Debug)]
pub(super) struct Candidate {
    /// The folder that the blog is likely in; the front page if the blog tells none.
    pub(super) base: Url,
    /// Pages that may announce an API.
    pub(super) pages: Vec<Url>,
    /// Where an API may be that no page announces.
    pub(super) endpoints: Vec<Url>,
    /// The person wrote `http://`.
    pub(super) plain_was_typed: bool,
}

/// The readings to try, in order; each only if nobody answered to the one before.
///
/// # Errors
/// [`RemoteError::BadAddress`].
pub(super) fn candidates(typed: &str) -> Result<Vec<Candidate>, RemoteError> {
    let bad = || RemoteError::BadAddress {
        typed: typed.trim().to_owned(),
    };
    let text = typed.trim();
    if text.is_empty() || text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(bad());
    }
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        let typed = parse(text).ok_or_else(bad)?;
        let plain = typed.scheme() == "http";
        return Ok(vec![Candidate::new(typed, plain)]);
    }
    if text.contains("://") {
        return Err(bad());
    }
    let text = text.trim_start_matches('/');
    let secure = parse(&format!("https://{text}")).ok_or_else(bad)?;
    let plain = parse(&format!("http://{text}")).ok_or_else(bad)?;
    let mut readings = vec![Candidate::new(secure, false), Candidate::new(plain, false)];
    if readings
        .first()
        .is_some_and(|first| is_this_computer(&first.base))
    {
        readings.reverse();
    }
    Ok(readings)
}

/// A host, and no name or password before it: those would be kept and shown with the blog.
fn parse(text: &str) -> Option<Url> {
    let mut url = Url::parse(text).ok().filter(Url::has_host)?;
    if !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    url.set_fragment(None);
    Some(url)
}

impl Candidate {
    fn new(typed: Url, plain_was_typed: bool) -> Self {
        let base = folder_of(&typed);
        let mut pages = vec![typed.clone()];
        if base.path() != typed.path() || typed.query().is_some() {
            pages.push(base.clone());
        }
        // The desk of a blog announces nothing: its front page does.
        if knows_wordpress(typed.path()) {
            pages.reverse();
        }
        let endpoints = folders(&base)
            .iter()
            .flat_map(|folder| [folder.join("wp-json/"), folder.join("?rest_route=/")])
            .flatten()
            .collect();
        Self {
            base,
            pages,
            endpoints,
            plain_was_typed,
        }
    }
}

/// Parts of a path that only WordPress has; the blog is in the folder before them.
const OWN_PARTS: [&str; 8] = [
    "wp-admin",
    "wp-login.php",
    "wp-json",
    "wp-content",
    "wp-includes",
    "xmlrpc.php",
    "index.php",
    "wp-cron.php",
];

fn own_part(path: &str) -> Option<usize> {
    path.split('/').position(|part| OWN_PARTS.contains(&part))
}

/// `wp-json` announces itself: it is the API.
fn knows_wordpress(path: &str) -> bool {
    own_part(path).is_some() && !path.split('/').any(|part| part == "wp-json")
}

fn folder_of(typed: &Url) -> Url {
    let mut folder = typed.clone();
    folder.set_query(None);
    let path = typed.path();
    let path = match own_part(path) {
        Some(at) => path.split('/').take(at).collect::<Vec<_>>().join("/"),
        None => path.to_owned(),
    };
    folder.set_path(&format!("{}/", path.trim_end_matches('/')));
    folder
}

/// The folder and those above it, deepest first.
fn folders(base: &Url) -> Vec<Url> {
    let parts: Vec<&str> = base
        .path()
        .split('/')
        .filter(|part| !part.is_empty())
        .collect();
    (0..=parts.len().min(DEEPEST))
        .rev()
        .filter_map(|many| {
            let mut folder = base.clone();
            let path = parts.get(..many)?.join("/");
            folder.set_path(&if path.is_empty() {
                "/".to_owned()
            } else {
                format!("/{path}/")
            });
            Some(folder)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_pages(typed: &str) -> Vec<String> {
        candidates(typed)
            .unwrap()
            .iter()
            .map(|c| c.pages[0].to_string())
            .collect()
    }

    #[test]
    fn https_comes_first_but_not_on_this_computer() {
        assert_eq!(
            first_pages(" blog.test "),
            ["https://blog.test/", "http://blog.test/"]
        );
        assert_eq!(
            first_pages("localhost:8080/a"),
            ["http://localhost:8080/a", "https://localhost:8080/a"]
        );
        assert_eq!(
            first_pages("127.0.0.1"),
            ["http://127.0.0.1/", "https://127.0.0.1/"]
        );
        assert_eq!(
            first_pages("[::1]:81"),
            ["http://[::1]:81/", "https://[::1]:81/"]
        );
        assert_eq!(first_pages("HTTP://blog.test/x"), ["http://blog.test/x"]);
        assert_eq!(
            first_pages("été.example"),
            ["https://xn--t-9fab.example/", "http://xn--t-9fab.example/"]
        );
    }

    #[test]
    fn what_is_no_address_is_said_to_be_none() {
        for typed in [
            "",
            "  ",
            "my blog",
            "ftp://blog.test",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "mailto:a@b.test",
            "http://",
            "https://user:secret@blog.test",
            "a\u{0}b",
        ] {
            let read = candidates(typed);
            assert!(
                matches!(read, Err(RemoteError::BadAddress { .. })),
                "{typed:?}: {read:?}"
            );
        }
    }

    #[test]
    fn the_folder_is_the_part_before_what_only_wordpress_has() {
        for (typed, folder) in [
            (
                "https://b.test/blog/wp-admin/edit.php?x=1",
                "https://b.test/blog/",
            ),
            ("https://b.test/wp-login.php", "https://b.test/"),
            (
                "https://b.test/blog/wp-json/wp/v2/posts",
                "https://b.test/blog/",
            ),
            (
                "https://b.test/blog/2026/11/été",
                "https://b.test/blog/2026/11/%C3%A9t%C3%A9/",
            ),
            ("https://b.test", "https://b.test/"),
        ] {
            assert_eq!(candidates(typed).unwrap()[0].base.as_str(), folder);
        }
    }

    #[test]
    fn an_api_is_looked_for_from_the_page_up() {
        let found = candidates("https://b.test/a/b").unwrap();
        let endpoints: Vec<&str> = found[0].endpoints.iter().map(Url::as_str).collect();
        assert_eq!(
            endpoints,
            [
                "https://b.test/a/b/wp-json/",
                "https://b.test/a/b/?rest_route=/",
                "https://b.test/a/wp-json/",
                "https://b.test/a/?rest_route=/",
                "https://b.test/wp-json/",
                "https://b.test/?rest_route=/",
            ]
        );
        assert_eq!(
            candidates(&format!("b.test{}", "/x".repeat(900))).unwrap()[0]
                .endpoints
                .len(),
            14
        );
    }
}
