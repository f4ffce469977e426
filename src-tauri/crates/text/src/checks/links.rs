//! Links: they show something, say where they lead, and lead to a page.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::reader::{Item, Raw, Read};
use super::{Finding, Kind};

/// Words of links that say nothing, in English and French, in lower case.
const VAGUE: [&str; 46] = [
    "here",
    "click here",
    "click",
    "click this",
    "this",
    "this link",
    "this page",
    "this article",
    "link",
    "the link",
    "more",
    "read more",
    "read more here",
    "learn more",
    "see more",
    "find out more",
    "continue reading",
    "details",
    "more info",
    "more information",
    "see here",
    "over here",
    "ici",
    "là",
    "par ici",
    "cliquez ici",
    "cliquer ici",
    "clique ici",
    "cliquez",
    "voir ici",
    "c’est ici",
    "c’est par ici",
    "lire la suite",
    "la suite",
    "suite",
    "lire",
    "lire plus",
    "plus",
    "voir plus",
    "en savoir plus",
    "plus d’infos",
    "plus d’informations",
    "lien",
    "ce lien",
    "cette page",
    "cet article",
];

/// A link that is being read.
struct Link {
    range: Range<usize>,
    address: Option<String>,
    text: String,
    /// It shows a picture.
    pictured: bool,
    raw: Option<Raw>,
}

pub(super) fn check(read: &Read<'_>, findings: &mut Vec<Finding>) {
    // Markdown has no links in links, and a browser closes a raw one before the next.
    let mut open: Option<Link> = None;
    let mut close = |open: &mut Option<Link>| {
        if let Some(link) = open.take() {
            finished(link, findings);
        }
    };
    for item in &read.items {
        match item {
            Item::Markdown((Event::Start(Tag::Link { dest_url, .. }), range)) => {
                close(&mut open);
                open = Some(Link {
                    range: range.clone(),
                    address: Some(dest_url.to_string()),
                    text: String::new(),
                    pictured: false,
                    raw: None,
                });
            }
            Item::Markdown((Event::End(TagEnd::Link), _)) => close(&mut open),
            Item::Open(tag) if tag.name == "a" => {
                close(&mut open);
                open = Some(Link {
                    range: tag.range.clone(),
                    address: tag.attribute("href").map(|href| href.value.clone()),
                    text: String::new(),
                    pictured: false,
                    raw: Some(tag.raw),
                });
            }
            Item::Close(name, range, _) if name == "a" => {
                if let Some(link) = &mut open {
                    link.range.end = link.range.end.max(range.end);
                }
                close(&mut open);
            }
            item => {
                if let Some(link) = &mut open {
                    shown(link, item);
                }
            }
        }
    }
    close(&mut open);
}

/// Adds what a link shows.
fn shown(link: &mut Link, item: &Item<'_>) {
    match item {
        Item::Markdown((
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text),
            _,
        )) => link.text.push_str(text),
        Item::Markdown((Event::SoftBreak | Event::HardBreak, _)) => link.text.push(' '),
        Item::Markdown((Event::Start(Tag::Image { .. }), _)) => link.pictured = true,
        Item::Text(text) => link.text.push_str(text),
        Item::Open(tag) => {
            link.pictured |= matches!(
                tag.name.as_str(),
                "img" | "svg" | "picture" | "video" | "iframe" | "audio" | "object" | "math"
            ) || tag.attribute("aria-label").is_some();
        }
        _ => {}
    }
}

fn finished(link: Link, findings: &mut Vec<Finding>) {
    let Some(address) = link.address else {
        // An anchor to jump to.
        return;
    };
    let text = link.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut found = |kind| findings.push(Finding::new(link.range.clone(), kind));
    if let Some(scheme) = script(&address) {
        found(Kind::ScriptLink {
            scheme: scheme.to_owned(),
        });
    }
    if link.raw == Some(Raw::Island) {
        return;
    }
    if text.is_empty() && !link.pictured {
        found(Kind::EmptyLink { address });
        return;
    }
    if address.is_empty() {
        found(Kind::LinkWithoutAddress { text });
    } else if !link.pictured && is_vague(&text) {
        found(Kind::VagueLink { text });
    }
}

fn is_vague(text: &str) -> bool {
    let words = text.to_lowercase().replace('\'', "’");
    let bare = words
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned();
    VAGUE.contains(&bare.as_str())
}

/// The scheme of an address that would run a script, or brings its own page. Browsers leave out
/// control characters and spaces before the colon.
pub(super) fn script(address: &str) -> Option<&'static str> {
    let scheme: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .take_while(|c| *c != ':')
        .take("javascript".len() + 1)
        .collect::<String>()
        .to_ascii_lowercase();
    ["javascript", "vbscript", "data"]
        .into_iter()
        .find(|name| *name == scheme)
        .filter(|_| address.contains(':'))
}
