//! Addresses in a page.

use url::Url;

/// Longer ones carry something.
const LONGEST: usize = 2048;

/// The whole address of what a page or a sheet names; `None` for what is not on the web.
pub(crate) fn join(base: &Url, address: &str) -> Option<Url> {
    let mut url = base.join(address.trim()).ok()?;
    url.set_fragment(None);
    let named = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none();
    (named && url.as_str().len() <= LONGEST).then_some(url)
}
