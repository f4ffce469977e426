//! Finds WordPress' shortcodes: `[gallery ids="1,2"]`, `[caption …]…[/caption]`.
//!
//! WordPress knows which names its plugins registered; from the outside nobody does. So a shortcode
//! is what looks like one: a plain name in brackets with attributes or with an end, one of
//! WordPress' own, or one alone on its line whose name no prose has (`[contact-form]`). `[sic]`,
//! `[1]` and `[…]` are prose. See `wp-includes/shortcodes.php`.

use std::collections::HashMap;
use std::ops::Range;

/// A shortcode with what it encloses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shortcode {
    /// Its name.
    pub name: String,
    /// From its `[` to the last `]`.
    pub range: Range<usize>,
}

/// Those of WordPress itself.
const CORE: [&str; 7] = [
    "audio",
    "caption",
    "embed",
    "gallery",
    "playlist",
    "video",
    "wp_caption",
];

/// How long a shortcode's tag may be: longer ones are prose.
const MAX_TAG: usize = 4_096;

/// The shortcodes of a text, in order; those inside another are not listed.
pub(crate) fn shortcodes(text: &str) -> Vec<Shortcode> {
    if memchr::memchr(b'[', text.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut ends = ends(text);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text
        .get(from..)
        .and_then(|rest| memchr::memchr(b'[', rest.as_bytes()))
        .map(|at| from + at)
    {
        let Some(tag) = tag(text, at) else {
            from = at + 1;
            continue;
        };
        let end = ends.get_mut(tag.name).and_then(|all| {
            while all.last().is_some_and(|end| end.start < tag.end) {
                all.pop();
            }
            all.last().map(|end| end.end)
        });
        let known = CORE.contains(&tag.name) || tag.has_attributes || tag.is_alone(text, at);
        if end.is_none() && !known {
            from = at + 1;
            continue;
        }
        let range = at..end.filter(|_| !tag.closed).unwrap_or(tag.end);
        from = range.end;
        found.push(Shortcode {
            name: tag.name.to_owned(),
            range,
        });
    }
    found
}

/// The places of all `[/name]`, the last first.
fn ends(text: &str) -> HashMap<&str, Vec<Range<usize>>> {
    let mut ends: HashMap<&str, Vec<Range<usize>>> = HashMap::new();
    for at in memchr::memrchr_iter(b'[', text.as_bytes()) {
        if text.as_bytes().get(at + 1) != Some(&b'/') {
            continue;
        }
        let rest = text.get(at + 2..).unwrap_or("");
        let name = name_of(rest);
        if !name.is_empty() && rest.as_bytes().get(name.len()) == Some(&b']') {
            ends.entry(name).or_default().push(at..at + 3 + name.len());
        }
    }
    ends
}

struct Tag<'a> {
    name: &'a str,
    /// The place after its `]`.
    end: usize,
    has_attributes: bool,
    /// Written `[name /]`.
    closed: bool,
}

impl Tag<'_> {
    /// Whether it is alone on its line, with a name that no prose has.
    fn is_alone(&self, text: &str, at: usize) -> bool {
        let before = text.get(..at).unwrap_or("").trim_end_matches([' ', '\t']);
        let after = text
            .get(self.end..)
            .unwrap_or("")
            .trim_start_matches([' ', '\t']);
        let lonely =
            |c: Option<char>, tag: char| c.is_none_or(|c| matches!(c, '\n' | '\r') || c == tag);
        (self.name.contains(['-', '_']) || self.name.len() > 3)
            && lonely(before.chars().next_back(), '>')
            && lonely(after.chars().next(), '<')
    }
}

fn name_of(text: &str) -> &str {
    let len = text
        .bytes()
        .take(64)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
        .count();
    text.get(..len)
        .filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
        .unwrap_or("")
}

/// The tag at a `[`.
fn tag(text: &str, at: usize) -> Option<Tag<'_>> {
    let rest = text.get(at + 1..)?;
    let name = name_of(rest);
    if name.is_empty() {
        return None;
    }
    let inner = rest.get(name.len()..)?;
    let first = inner.bytes().next()?;
    if !matches!(first, b']' | b' ' | b'\t' | b'\n' | b'\r' | b'/' | b'=') {
        return None;
    }
    // As WordPress reads it: not even quotes keep a `]` from ending it.
    let len = inner
        .bytes()
        .take(MAX_TAG)
        .position(|b| matches!(b, b']' | b'['))?;
    if inner.as_bytes().get(len) != Some(&b']') {
        return None;
    }
    let attributes = inner.get(..len)?;
    let end = at + 1 + name.len() + len + 1;
    // A link as Markdown writes it.
    if text.as_bytes().get(end) == Some(&b'(') {
        return None;
    }
    Some(Tag {
        name,
        end,
        has_attributes: has_value(attributes),
        closed: attributes.ends_with('/'),
    })
}

/// Whether `name=value` stands in a tag.
fn has_value(attributes: &str) -> bool {
    attributes.match_indices('=').any(|(at, _)| {
        let before = attributes
            .get(..at)
            .and_then(|text| text.chars().next_back());
        let after = attributes
            .get(at + 1..)
            .and_then(|text| text.chars().next());
        before.is_none_or(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
            && after.is_some_and(|c| !c.is_whitespace())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        shortcodes(text)
            .into_iter()
            .filter_map(|code| text.get(code.range))
            .collect()
    }

    #[test]
    fn shortcodes_are_told_from_prose() {
        assert_eq!(
            found("Un [sic] mot [1], […] et [voir plus loin]. [gallery ids=\"1,2\"] fin"),
            ["[gallery ids=\"1,2\"]"]
        );
        assert_eq!(
            found("[caption id=\"a\"]<img src=\"x]y\" /> [b]c[/b][/caption] d"),
            ["[caption id=\"a\"]<img src=\"x]y\" /> [b]c[/b][/caption]"]
        );
        assert_eq!(
            found("a\n[contact-form]\nb [contact-form] c"),
            ["[contact-form]"]
        );
        assert_eq!(
            found("[embed]https://a.b/c[/embed]"),
            ["[embed]https://a.b/c[/embed]"]
        );
        assert_eq!(found("[gallery"), Vec::<&str>::new());
        assert_eq!(
            found("[audio src=\"l'été.mp3\"]"),
            ["[audio src=\"l'été.mp3\"]"]
        );
        assert_eq!(found("[note](https://a.b)"), Vec::<&str>::new());
    }
}
