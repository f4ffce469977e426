//! What an author may publish.

use std::sync::{Arc, LazyLock};

use super::Policy;
use super::embeds::{USUAL_EMBEDS, written_host};

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
