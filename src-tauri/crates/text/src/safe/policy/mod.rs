//! What may stay in HTML: one table per use, read by the balancing scan and by ammonia alike.

mod comment;
mod embeds;
mod post;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use ammonia::{Builder, Url};

use super::ampersands::{AMPERSAND, without_ampersands};
use embeds::is_embedded;

pub(crate) use comment::{COMMENT, REPLY, TEXT};
#[cfg(any(test, fuzzing))]
pub(crate) use post::POST;
pub use post::PostPolicy;
pub(crate) use post::is_global;

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

fn is_address(value: &str, schemes: &[&str]) -> bool {
    match Url::parse(value) {
        Ok(url) => schemes.contains(&url.scheme()),
        Err(error) => error == ammonia::url::ParseError::RelativeUrlWithoutBase,
    }
}
