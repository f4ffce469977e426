//! What may stay in HTML: one table per use, read by the balancing scan and by ammonia alike.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use ammonia::{Builder, Url};

use super::ampersands::{AMPERSAND, without_ampersands};

/// What one kind of HTML may contain.
pub(crate) struct Policy {
    elements: HashMap<&'static str, Element>,
    ammonia: Builder<'static>,
    /// Attributes every element may have.
    global: &'static [&'static str],
    /// The hosts whose pages a post may embed, in lower case.
    embeds: Vec<String>,
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
        embeds: Vec<String>,
    ) -> Self {
        let hosts = embeds.clone();
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
            .attribute_filter(move |element, attribute, value| {
                filter(&hosts, element, attribute, value)
            });
        let elements = table
            .iter()
            .map(|&(name, attributes)| (name, Element { name, attributes }))
            .collect();
        Self {
            elements,
            ammonia,
            global,
            embeds,
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
        element.attributes.contains(&attribute) || self.global.contains(&attribute)
    }

    /// Whether a post may embed a page.
    pub fn embeds(&self, address: &str) -> bool {
        is_embedded(&self.embeds, address)
    }

    /// What remains of HTML. Its time is quadratic in the depth of nesting: give it only balanced
    /// HTML.
    pub fn clean(&self, html: &str) -> String {
        let Some(without) = without_ampersands(html) else {
            return self.ammonia.clean(html).to_string();
        };
        let clean = self.ammonia.clean(&without).to_string();
        clean.replace(AMPERSAND, "&amp;")
    }
}

/// The checks that ammonia's lists cannot express: it looks at the schemes of links and sources
/// only, and with one list for both.
fn filter<'v>(
    embeds: &[String],
    element: &str,
    attribute: &str,
    value: &'v str,
) -> Option<Cow<'v, str>> {
    let keep = match (element, attribute) {
        ("iframe", "src") => is_embedded(embeds, value),
        ("audio" | "img" | "source" | "track" | "video", "src") | (_, "poster" | "cite") => {
            is_address(value, &["http", "https"])
        }
        (_, "href" | "src") => is_address(value, &["http", "https", "mailto", "tel"]),
        ("a", "target") => value == "_blank",
        ("input", "type") => value.eq_ignore_ascii_case("checkbox"),
        _ => true,
    };
    keep.then_some(Cow::Borrowed(value))
}

/// A host as it stands in a parsed address: `café.fr` is `xn--caf-dma.fr`.
fn written_host(host: &str) -> String {
    Url::parse(&["https://", host, "/"].concat())
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_else(|| host.to_ascii_lowercase())
}

fn is_address(value: &str, schemes: &[&str]) -> bool {
    match Url::parse(value) {
        Ok(url) => schemes.contains(&url.scheme()),
        Err(error) => error == ammonia::url::ParseError::RelativeUrlWithoutBase,
    }
}

fn is_embedded(hosts: &[String], address: &str) -> bool {
    let address = address.trim_ascii();
    let parsed = match address.strip_prefix("//") {
        Some(rest) => Url::parse(&["https://", rest].concat()),
        None => Url::parse(address),
    };
    parsed.is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https")
            && url
                .host_str()
                .is_some_and(|host| hosts.iter().any(|h| h == host))
    })
}

/// Hosts whose players and maps writers embed, when nothing else is said: they show what they are
/// asked for and run nothing in the page around them.
const USUAL_EMBEDS: [&str; 17] = [
    "archive.org",
    "bandcamp.com",
    "embed.radiofrance.fr",
    "framatube.org",
    "geo.dailymotion.com",
    "open.spotify.com",
    "player.ina.fr",
    "player.vimeo.com",
    "tube.numerique.gouv.fr",
    "umap.openstreetmap.fr",
    "w.soundcloud.com",
    "www.arte.tv",
    "www.dailymotion.com",
    "www.openstreetmap.org",
    "www.youtube-nocookie.com",
    "www.youtube.com",
    "youtube.com",
];

/// What an author may publish, and what renders under it.
///
/// Text with structure, links, pictures, sound and film, figures and tables; `class`, `id`, `lang`, `dir` and `title`
/// on everything; pages embedded from the hosts the writer allows; WordPress' own comments. Nothing
/// that runs, no styles, no forms.
#[derive(Clone, Default)]
pub struct PostPolicy(Option<Arc<Policy>>);

impl PostPolicy {
    /// The policy with `<iframe>` from these hosts alone; each is a host name, such as
    /// `www.youtube.com`, in letters or in Punycode.
    pub fn with_embeds<'h>(hosts: impl IntoIterator<Item = &'h str>) -> Self {
        let hosts = hosts.into_iter().map(written_host).collect();
        Self(Some(Arc::new(post(hosts))))
    }

    /// The hosts of [`PostPolicy::default`]: well-known players and maps.
    pub fn usual_embeds() -> &'static [&'static str] {
        &USUAL_EMBEDS
    }

    pub(crate) fn policy(&self) -> &Policy {
        self.0.as_deref().unwrap_or(&POST)
    }
}

/// The policy with [`PostPolicy::usual_embeds`].
pub(crate) static POST: LazyLock<Policy> =
    LazyLock::new(|| post(USUAL_EMBEDS.map(str::to_owned).to_vec()));

impl std::fmt::Debug for PostPolicy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("PostPolicy")
            .field(&self.policy().embeds)
            .finish()
    }
}

/// Attributes every element of a post may have.
const GLOBAL: &[&str] = &["class", "dir", "id", "lang", "title"];

/// Whether every element of a post may have that attribute.
pub(crate) fn is_global(attribute: &str) -> bool {
    GLOBAL.contains(&attribute)
}

fn post(embeds: Vec<String>) -> Policy {
    // `data-align` is where WordPress' Table block keeps a column's alignment.
    const CELL: &[&str] = &[
        "align",
        "colspan",
        "data-align",
        "headers",
        "rowspan",
        "scope",
    ];
    Policy::new(
        &[
            ("a", &["href", "hreflang", "rel", "target"]),
            ("abbr", &[]),
            ("acronym", &[]),
            ("address", &[]),
            ("article", &[]),
            ("aside", &[]),
            ("audio", &["controls", "loop", "muted", "preload", "src"]),
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
            (
                "iframe",
                &[
                    "allow",
                    "allowfullscreen",
                    "frameborder",
                    "height",
                    "loading",
                    "referrerpolicy",
                    "sandbox",
                    "src",
                    "width",
                ],
            ),
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
            ("source", &["src", "type"]),
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
            ("track", &["default", "kind", "label", "src", "srclang"]),
            ("tt", &[]),
            ("u", &[]),
            ("ul", &[]),
            ("var", &[]),
            (
                "video",
                &[
                    "controls",
                    "height",
                    "loop",
                    "muted",
                    "playsinline",
                    "poster",
                    "preload",
                    "src",
                    "width",
                ],
            ),
            ("wbr", &[]),
        ],
        GLOBAL,
        None,
        true,
        embeds,
    )
}

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
    let rel = Some("nofollow noopener noreferrer");
    Policy::new(&table, &[], rel, false, Vec::new())
});

/// A reply as sent: WordPress' list and nothing else.
pub(crate) static REPLY: LazyLock<Policy> =
    LazyLock::new(|| Policy::new(&COMMENT_TAGS, &[], None, false, Vec::new()));

/// Nothing but text.
pub(crate) static TEXT: LazyLock<Policy> =
    LazyLock::new(|| Policy::new(&[], &[], None, false, Vec::new()));
