//! The announcement of an API on a page: in the `Link` header (RFC 8288) or as a `<link>` element.

use url::Url;

use crate::answer::Answer;

/// The relation that WordPress announces its API with.
const REL: &str = "https://api.w.org/";

/// The addresses of the APIs that a page announces, header first.
pub(super) fn api_links(answer: &Answer) -> Vec<Url> {
    let headers = answer.headers.get_all("link");
    let from_headers = headers
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(links_in_header);
    let html = answer.text();
    let mut found: Vec<Url> = Vec::new();
    for target in from_headers.chain(links_in_html(&html)) {
        if let Ok(url) = answer.url.join(&target)
            && matches!(url.scheme(), "http" | "https")
            && !found.contains(&url)
        {
            found.push(url);
        }
    }
    found
}

/// `<address>; rel="…"; …, <address>; …`. An address may hold commas and semicolons.
fn links_in_header(value: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = value;
    while let Some((_, after)) = rest.split_once('<') {
        let Some((target, after)) = after.split_once('>') else {
            break;
        };
        let end = end_of_parameters(after);
        let (parameters, next) = after.split_at_checked(end).unwrap_or((after, ""));
        let announces = parameters.split(';').any(|parameter| {
            parameter.split_once('=').is_some_and(|(name, value)| {
                name.trim().eq_ignore_ascii_case("rel") && is_api(value.trim().trim_matches('"'))
            })
        });
        if announces {
            found.push(target.trim().to_owned());
        }
        rest = next;
    }
    found
}

/// Where the next link begins: at a comma outside quotes.
fn end_of_parameters(text: &str) -> usize {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => return at,
            _ => {}
        }
    }
    text.len()
}

fn is_api(relations: &str) -> bool {
    relations
        .split_ascii_whitespace()
        .any(|relation| relation.eq_ignore_ascii_case(REL))
}

/// A scan for `<link … >`, in one pass. A page is not parsed for this: it may be as large and as
/// broken as pages are, and the element stands in the head.
fn links_in_html(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some((_, tag)) = rest.split_once('<') {
        rest = tag;
        if !tag
            .get(..4)
            .is_some_and(|name| name.eq_ignore_ascii_case("link"))
        {
            continue;
        }
        let Some(inside) = tag.get(4..) else { continue };
        let (attributes, after) = attributes(inside);
        rest = after;
        let value = |wanted: &str| {
            attributes
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
                .map(|(_, v)| v)
        };
        if value("rel").is_some_and(|rel| is_api(rel))
            && let Some(href) = value("href")
        {
            found.push(href.clone());
        }
    }
    found
}

/// The attributes up to the end of the tag, values decoded, and what follows the tag.
fn attributes(inside: &str) -> (Vec<(&str, String)>, &str) {
    let mut found = Vec::new();
    let mut rest = inside;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with(['>', '<']) {
            return (found, rest);
        }
        let end = rest
            .find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/' | '<'))
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(end.max(1)).unwrap_or((rest, ""));
        let Some(after_sign) = after.trim_start().strip_prefix('=') else {
            rest = after;
            continue;
        };
        let after_sign = after_sign.trim_start();
        let (value, after) = match after_sign.chars().next() {
            Some(quote @ ('"' | '\'')) => after_sign
                .get(1..)
                .and_then(|text| text.split_once(quote))
                .unwrap_or((after_sign, "")),
            _ => {
                let end = after_sign
                    .find(|c: char| c.is_ascii_whitespace() || c == '>')
                    .unwrap_or(after_sign.len());
                after_sign.split_at_checked(end).unwrap_or((after_sign, ""))
            }
        };
        found.push((name, htmlize::unescape_attribute(value).into_owned()));
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_may_hold_several_links() {
        let value = "<https://b.test/a,b;c>; title=\"x, y; rel=z\"; rel=shortlink, \
                     <https://b.test/wp-json/>; REL=\"foo https://api.w.org/\", <x>; rel=\"next\"";
        assert_eq!(links_in_header(value), ["https://b.test/wp-json/"]);
        assert_eq!(links_in_header("<a>; rel=https://api.w.org/"), ["a"]);
        assert!(links_in_header("<a; rel=\"https://api.w.org/\"").is_empty());
    }

    #[test]
    fn the_element_is_found_in_any_spelling() {
        for html in [
            "<link rel=\"https://api.w.org/\" href=\"https://b.test/?rest_route=/&#038;lang=fr\" />",
            "<LINK\n HREF='https://b.test/?rest_route=/&amp;lang=fr' crossorigin Rel=https://api.w.org/>",
            "<link<link rel=x href=y><p>é<link href=\"https://b.test/?rest_route=/&amp;lang=fr\" rel=\"alternate https://api.w.org/\">",
        ] {
            assert_eq!(
                links_in_html(html),
                ["https://b.test/?rest_route=/&lang=fr"],
                "{html}"
            );
        }
    }

    #[test]
    fn broken_pages_are_no_trouble() {
        for html in [
            "<link",
            "<link rel=\"https://api.w.org/",
            "<link rel= href=",
            "<li",
            "<é",
            "<link =\"\">",
        ] {
            assert!(links_in_html(html).is_empty(), "{html}");
        }
        let long = "<link rel=x ".repeat(100_000);
        assert!(links_in_html(&long).is_empty());
    }
}
