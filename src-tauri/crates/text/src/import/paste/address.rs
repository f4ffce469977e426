//! Addresses as a reader would have typed them: without what follows readers around.

use std::borrow::Cow;

use ammonia::Url;

/// Parameters that only tell where a reader came from.
const TRACKING: [&str; 12] = [
    "fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "mkt_tok",
    "_hsenc", "_hsmi", "vero_id",
];

/// A link's address; `None` if it leads nowhere for a reader.
pub(super) fn link(address: &str) -> Option<String> {
    let address = address.trim_ascii();
    if address.is_empty() || address.starts_with('#') {
        return None;
    }
    let Ok(mut url) = Url::parse(address) else {
        return Some(address.to_owned());
    };
    if !matches!(url.scheme(), "http" | "https" | "mailto" | "tel") {
        return None;
    }
    // Google Docs sends every link through Google.
    if let Some(target) = behind_google(&url) {
        url = target;
    }
    Some(without_tracking(&url, address).unwrap_or_else(|| url.to_string()))
}

/// The address of a link that shows it, written as it is shown: programs add `http://` to what was
/// typed, and a slash. `None` if it shows anything else.
pub(super) fn as_shown(address: &str, text: &str) -> Option<String> {
    let shown = match text {
        _ if text.starts_with("https://") || text.starts_with("http://") => text.to_owned(),
        _ if text.starts_with("www.") => ["http://", text].concat(),
        _ => {
            let mail = address.get(..7)?.eq_ignore_ascii_case("mailto:");
            let same = mail && address.get(7..)?.eq_ignore_ascii_case(text);
            return same.then(|| ["mailto:", text].concat());
        }
    };
    let same = Url::parse(&shown).is_ok_and(|shown| Url::parse(address) == Ok(shown));
    same.then_some(shown)
}

/// A picture's address; `None` for one that only this computer has.
pub(super) fn picture(address: &str) -> Option<String> {
    let address = address.trim_ascii();
    match Url::parse(address) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Some(address.to_owned()),
        Ok(_) => None,
        Err(_) => (!address.is_empty()).then(|| address.to_owned()),
    }
}

fn behind_google(url: &Url) -> Option<Url> {
    let google = url
        .host_str()
        .is_some_and(|host| host.starts_with("www.google."));
    if !google || url.path() != "/url" {
        return None;
    }
    let pairs = url.query_pairs();
    let target = pairs
        .into_iter()
        .find(|(name, _)| name == "q" || name == "url")?
        .1;
    Url::parse(&target)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// The address without its tracking parameters. As it was written, where there are none.
fn without_tracking(url: &Url, written: &str) -> Option<String> {
    let tracks =
        |name: &Cow<'_, str>| name.starts_with("utm_") || TRACKING.contains(&name.as_ref());
    let same = Url::parse(written).is_ok_and(|parsed| parsed == *url);
    if !url.query_pairs().any(|(name, _)| tracks(&name)) {
        return same.then(|| written.to_owned());
    }
    let kept: Vec<&str> = url
        .query()?
        .split('&')
        .filter(|pair| {
            let name = pair.split('=').next().unwrap_or("");
            !tracks(&Cow::Borrowed(name))
        })
        .collect();
    let mut clean = url.clone();
    clean.set_query((!kept.is_empty()).then(|| kept.join("&")).as_deref());
    Some(clean.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_shows_its_address_leads_where_it_shows() {
        for (address, text, shown) in [
            ("http://www.x.fr/", "www.x.fr", Some("http://www.x.fr")),
            ("https://www.x.fr/", "www.x.fr", None),
            ("https://x.fr/", "https://x.fr", Some("https://x.fr")),
            ("https://x.fr/a/", "https://x.fr/a", None),
            ("MAILTO:moi@x.fr", "Moi@x.fr", Some("mailto:Moi@x.fr")),
            ("mailto:moi@x.fr?subject=a", "moi@x.fr", None),
            ("mailto:moi@x.fr", "toi@x.fr", None),
            ("mailté", "é", None),
        ] {
            assert_eq!(as_shown(address, text).as_deref(), shown, "{text}");
        }
    }

    #[test]
    fn addresses_lead_where_they_say() {
        for (written, clean) in [
            ("https://a.fr/b?c=d&e", Some("https://a.fr/b?c=d&e")),
            (
                "https://a.fr/b?utm_source=x&c=d#e",
                Some("https://a.fr/b?c=d#e"),
            ),
            ("https://a.fr/?fbclid=x", Some("https://a.fr/")),
            (
                "https://www.google.com/url?q=https://a.fr/%C3%A9?x%3D1&sa=D&source=editors",
                Some("https://a.fr/%C3%A9?x=1"),
            ),
            ("mailto:a@b.fr", Some("mailto:a@b.fr")),
            ("../relatif", Some("../relatif")),
            ("javascript:alert(1)", None),
            ("#_Toc123", None),
            ("file:///C:/x", None),
        ] {
            assert_eq!(link(written).as_deref(), clean, "{written}");
        }
    }
}
