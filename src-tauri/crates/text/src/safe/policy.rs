//! What may stay in HTML: one table per use, read by the balancing scan and by ammonia alike.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, Url};

/// What one kind of HTML may contain.
pub(crate) struct Policy {
    elements: HashMap<&'static str, Element>,
    ammonia: Builder<'static>,
    /// Attributes every element may have.
    global: &'static [&'static str],
    /// Whether WordPress' own comments (`<!--more-->`, `<!-- wp:… -->`) stay.
    pub keeps_marks: bool,
    /// Whether line breaks inside paragraphs become spaces.
    pub joins_lines: bool,
}

/// An element that may stay.
#[derive(Clone, Copy)]
pub(crate) struct Element {
    /// Its name.
    pub name: &'static str,
    attributes: &'static [&'static str],
}

impl Policy {
    fn new(
        table: &[(&'static str, &'static [&'static str])],
        global: &'static [&'static str],
        link_rel: Option<&'static str>,
        keeps_marks: bool,
    ) -> Self {
        let mut ammonia = Builder::empty();
        ammonia
            .tags(table.iter().map(|(name, _)| *name).collect())
            .tag_attributes(
                table
                    .iter()
                    .map(|(n, attrs)| (*n, attrs.iter().copied().collect()))
                    .collect(),
            )
            .clean_content_tags(HashSet::from(["script", "style"]))
            .generic_attributes(global.iter().copied().collect())
            .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
            .link_rel(link_rel)
            // The scan before lets through only those it means to keep: see `depth`.
            .strip_comments(false)
            .attribute_filter(filter);
        let elements = table
            .iter()
            .map(|&(name, attributes)| (name, Element { name, attributes }))
            .collect();
        Self {
            elements,
            ammonia,
            global,
            keeps_marks,
            joins_lines: keeps_marks,
        }
    }

    /// The element of that name, if it may stay.
    pub fn element(&self, name: &str) -> Option<Element> {
        self.elements.get(name).copied()
    }

    /// Whether an element may have that attribute.
    pub fn allows(&self, element: Element, attribute: &str) -> bool {
        element.attributes.contains(&attribute) || self.is_global(attribute)
    }

    /// Whether every element may have that attribute.
    pub fn is_global(&self, attribute: &str) -> bool {
        self.global.contains(&attribute)
    }

    /// What remains of HTML. Its time is quadratic in the depth of nesting: give it only balanced
    /// HTML.
    pub fn clean(&self, html: &str) -> String {
        self.ammonia.clean(html).to_string()
    }
}

/// The checks that ammonia's lists cannot express: it looks at the schemes of links and sources
/// only, and with one list for both.
fn filter<'v>(element: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let keep = match (element, attribute) {
        ("img", "src") => is_address(value, &["http", "https"]),
        (_, "href" | "src") => is_address(value, &["http", "https", "mailto", "tel"]),
        (_, "cite") => is_address(value, &["http", "https"]),
        ("a", "target") => value == "_blank",
        ("input", "type") => value.eq_ignore_ascii_case("checkbox"),
        _ => true,
    };
    keep.then_some(Cow::Borrowed(value))
}

fn is_address(value: &str, schemes: &[&str]) -> bool {
    match Url::parse(value) {
        Ok(url) => schemes.contains(&url.scheme()),
        Err(error) => error == ammonia::url::ParseError::RelativeUrlWithoutBase,
    }
}

/// What a post may contain.
pub(crate) static POST: LazyLock<Policy> = LazyLock::new(|| {
    const CELL: &[&str] = &["align", "colspan", "headers", "rowspan", "scope"];
    Policy::new(
        &[
            ("a", &["href", "hreflang", "rel", "target"]),
            ("abbr", &[]),
            ("acronym", &[]),
            ("address", &[]),
            ("article", &[]),
            ("aside", &[]),
            ("b", &[]),
            ("bdi", &[]),
            ("bdo", &[]),
            ("big", &[]),
            ("blockquote", &["cite"]),
            ("br", &[]),
            ("caption", &[]),
            ("cite", &[]),
            ("code", &[]),
            ("col", &["span"]),
            ("colgroup", &["span"]),
            ("dd", &[]),
            ("del", &["cite", "datetime"]),
            ("details", &["open"]),
            ("dfn", &[]),
            ("div", &[]),
            ("dl", &[]),
            ("dt", &[]),
            ("em", &[]),
            ("figcaption", &[]),
            ("figure", &[]),
            ("footer", &[]),
            ("h1", &[]),
            ("h2", &[]),
            ("h3", &[]),
            ("h4", &[]),
            ("h5", &[]),
            ("h6", &[]),
            ("header", &[]),
            ("hr", &[]),
            ("i", &[]),
            ("img", &["alt", "height", "loading", "src", "width"]),
            ("input", &["checked", "disabled", "type"]),
            ("ins", &["cite", "datetime"]),
            ("kbd", &[]),
            ("li", &["value"]),
            ("mark", &[]),
            ("nav", &[]),
            ("ol", &["reversed", "start", "type"]),
            ("p", &[]),
            ("pre", &[]),
            ("q", &["cite"]),
            ("rp", &[]),
            ("rt", &[]),
            ("ruby", &[]),
            ("s", &[]),
            ("samp", &[]),
            ("section", &[]),
            ("small", &[]),
            ("span", &[]),
            ("strike", &[]),
            ("strong", &[]),
            ("sub", &[]),
            ("summary", &[]),
            ("sup", &[]),
            ("table", &[]),
            ("tbody", &[]),
            ("td", CELL),
            ("tfoot", &[]),
            ("th", CELL),
            ("thead", &[]),
            ("time", &["datetime"]),
            ("tr", &[]),
            ("tt", &[]),
            ("u", &[]),
            ("ul", &[]),
            ("var", &[]),
            ("wbr", &[]),
        ],
        &["class", "dir", "id", "lang", "title"],
        None,
        true,
    )
});

/// WordPress' list for comments: `$allowedtags` in `wp-includes/kses.php`.
const COMMENT_TAGS: [(&str, &[&str]); 14] = [
    ("a", &["href", "title"]),
    ("abbr", &["title"]),
    ("acronym", &["title"]),
    ("b", &[]),
    ("blockquote", &["cite"]),
    ("cite", &[]),
    ("code", &[]),
    ("del", &["datetime"]),
    ("em", &[]),
    ("i", &[]),
    ("q", &["cite"]),
    ("s", &[]),
    ("strike", &[]),
    ("strong", &[]),
];

/// A reader's comment as shown: WordPress' list, and the paragraphs and line breaks that its own
/// rendering adds.
pub(crate) static COMMENT: LazyLock<Policy> = LazyLock::new(|| {
    let mut table = COMMENT_TAGS.to_vec();
    table.extend([("p", &[] as &[&str]), ("br", &[])]);
    Policy::new(&table, &[], Some("nofollow noopener noreferrer"), false)
});

/// A reply as sent: WordPress' list and nothing else.
pub(crate) static REPLY: LazyLock<Policy> =
    LazyLock::new(|| Policy::new(&COMMENT_TAGS, &[], None, false));

/// Nothing but text.
pub(crate) static TEXT: LazyLock<Policy> = LazyLock::new(|| Policy::new(&[], &[], None, false));
