//! Images and other things that are fetched with the page.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::links::script;
use super::reader::{Attribute, Item, Raw, Read};
use super::{Draft, Finding, Kind};
use crate::images::{is_local, told};
use crate::typography::{Edit, Why};

/// Raw elements that fetch something to show, and the attribute that says what.
const FETCHES: [(&str, &str); 9] = [
    ("img", "src"),
    ("iframe", "src"),
    ("audio", "src"),
    ("video", "src"),
    ("video", "poster"),
    ("source", "src"),
    ("track", "src"),
    ("embed", "src"),
    ("object", "data"),
];

/// An image of Markdown that is being read.
struct Image {
    range: Range<usize>,
    address: String,
    kind: LinkType,
    /// It says something.
    described: bool,
    /// Where its description ends.
    end: usize,
    /// Images inside its description, which are only text.
    inner: usize,
}

pub(super) fn check(draft: &Draft<'_>, read: &Read<'_>, findings: &mut Vec<Finding>) {
    let mut image: Option<Image> = None;
    for item in &read.items {
        match item {
            Item::Markdown((event, range)) => {
                markdown(draft, read, event, range, &mut image, findings);
            }
            Item::Open(tag) => {
                for (_, attribute) in FETCHES.iter().filter(|(name, _)| *name == tag.name) {
                    if let Some(source) = tag.attribute(attribute) {
                        let island = tag.raw == Raw::Island;
                        raw(draft, &tag.range, source, island, findings);
                        if tag.name == "img" && is_local(&source.value) {
                            findings.push(local(tag.range.clone(), &source.value));
                        }
                    }
                }
                let source = tag.attribute("src");
                if tag.name == "img"
                    && tag.raw != Raw::Island
                    && let Some(source) = source
                    // An empty one says that the image is only decoration.
                    && tag.attribute("alt").is_none()
                {
                    findings.push(without_alt(tag.range.clone(), &source.value));
                }
            }
            _ => {}
        }
    }
}

fn markdown(
    draft: &Draft<'_>,
    read: &Read<'_>,
    event: &Event<'_>,
    range: &Range<usize>,
    open: &mut Option<Image>,
    findings: &mut Vec<Finding>,
) {
    let Some(image) = open else {
        if let Event::Start(Tag::Image {
            link_type,
            dest_url,
            ..
        }) = event
        {
            *open = Some(Image {
                range: range.clone(),
                address: dest_url.to_string(),
                kind: *link_type,
                described: false,
                end: range.start,
                inner: 0,
            });
        }
        return;
    };
    match event {
        Event::Start(Tag::Image { .. }) => image.inner += 1,
        Event::End(TagEnd::Image) if image.inner > 0 => image.inner -= 1,
        Event::End(TagEnd::Image) => {
            if let Some(image) = open.take() {
                finished(draft, read, &image, findings);
            }
        }
        Event::Text(text) | Event::Code(text) => {
            image.described |= !text.trim().is_empty();
            image.end = image.end.max(range.end);
        }
        _ => image.end = image.end.max(range.end),
    }
}

fn finished(draft: &Draft<'_>, read: &Read<'_>, image: &Image, findings: &mut Vec<Finding>) {
    let address = &image.address;
    if !image.described {
        findings.push(without_alt(image.range.clone(), address));
    }
    if let Some(scheme) = script(address).filter(|scheme| *scheme != "data") {
        let scheme = scheme.to_owned();
        findings.push(Finding::new(
            image.range.clone(),
            Kind::ScriptLink { scheme },
        ));
    } else if is_local(address) {
        findings.push(local(image.range.clone(), address));
    }
    if draft.https && is_http(address) {
        let place = if image.kind == LinkType::Inline {
            image.end..image.range.end
        } else {
            read.definitions.get(address).cloned().unwrap_or_default()
        };
        findings.push(Finding {
            fix: find(draft.body, place, address).map(https),
            ..Finding::new(image.range.clone(), mixed(address))
        });
    }
}

fn raw(
    draft: &Draft<'_>,
    tag: &Range<usize>,
    source: &Attribute,
    island: bool,
    findings: &mut Vec<Finding>,
) {
    if draft.https && is_http(&source.value) {
        // An island stays as the blog has it.
        let place = source.range.clone().filter(|_| !island);
        findings.push(Finding {
            fix: place.map(|range| https(range.start)),
            ..Finding::new(tag.clone(), mixed(&source.value))
        });
    }
    if let Some(scheme) = script(&source.value).filter(|scheme| *scheme != "data") {
        let scheme = scheme.to_owned();
        findings.push(Finding::new(tag.clone(), Kind::ScriptLink { scheme }));
    }
}

fn is_http(address: &str) -> bool {
    address
        .get(..7)
        .is_some_and(|start| start.eq_ignore_ascii_case("http://"))
}

/// Where an address begins in a part of the text.
fn find(body: &str, place: Range<usize>, address: &str) -> Option<usize> {
    body.get(place.clone())?
        .find(address)
        .map(|found| place.start + found)
}

/// `https` for the `http` at `at`.
fn https(at: usize) -> Edit {
    Edit {
        range: at..at + "http".len(),
        text: "https".to_owned(),
        why: Why::Https,
    }
}

fn mixed(address: &str) -> Kind {
    Kind::MixedContent {
        address: address.to_owned(),
    }
}

fn local(range: Range<usize>, address: &str) -> Finding {
    let address = told(address).to_owned();
    Finding::new(range, Kind::LocalImage { address })
}

fn without_alt(range: Range<usize>, address: &str) -> Finding {
    let address = told(address).to_owned();
    Finding::new(range, Kind::ImageWithoutAlt { address })
}
