//! Raw HTML that is not published: what the post's policy takes out.

use std::collections::HashSet;

use super::reader::{Element, Item, Raw, Read};
use super::{Draft, Finding, Kind};

/// Elements that say nothing by themselves: what they hold stays.
const WRAPPERS: [&str; 12] = [
    "body", "center", "font", "head", "hgroup", "html", "main", "o:p", "picture", "search",
    "source", "track",
];

/// Tells of each kind of element and attribute once, where it stands first, and of each page that
/// will not be embedded.
pub(super) fn check(draft: &Draft<'_>, read: &Read<'_>, findings: &mut Vec<Finding>) {
    let mut told = HashSet::new();
    // Inside of these, names are others.
    let mut foreign = 0_usize;
    for item in &read.items {
        match item {
            Item::Close(name, ..) if is_foreign(name) => foreign = foreign.saturating_sub(1),
            Item::Open(tag) => {
                let stays = draft.islands_stay && tag.raw == Raw::Island;
                if foreign == 0 && !stays {
                    element(draft, tag, &mut told, findings);
                }
                foreign += usize::from(is_foreign(&tag.name));
            }
            _ => {}
        }
    }
}

fn is_foreign(name: &str) -> bool {
    matches!(name, "svg" | "math")
}

fn element<'t>(
    draft: &Draft<'_>,
    tag: &'t Element,
    told: &mut HashSet<&'t str>,
    findings: &mut Vec<Finding>,
) {
    let policy = draft.policy.policy();
    let name = tag.name.as_str();
    let mut found = |kind| findings.push(Finding::new(tag.range.clone(), kind));
    if name == "iframe" {
        let address = tag.attribute("src").map_or("", |src| src.value.as_str());
        if !policy.embeds(address) {
            let address = address.to_owned();
            found(Kind::EmbedTakenOut { address });
        }
    } else if policy.element(name).is_none() || is_field(tag) {
        if !WRAPPERS.contains(&name) && told.insert(name) {
            let name = name.to_owned();
            found(Kind::ElementTakenOut { name });
        }
        return;
    }
    for attribute in &tag.attributes {
        let name = attribute.name.as_str();
        if (name == "style" || is_handler(name)) && told.insert(name) {
            let name = name.to_owned();
            found(Kind::AttributeTakenOut { name });
        }
    }
}

/// Whether it is a field to fill in: the box of a task is none.
fn is_field(tag: &Element) -> bool {
    let is_box = tag
        .attribute("type")
        .is_some_and(|kind| kind.value.eq_ignore_ascii_case("checkbox"));
    tag.name == "input" && !(is_box && tag.attribute("disabled").is_some())
}

/// Whether an attribute's value would be run.
fn is_handler(name: &str) -> bool {
    name.strip_prefix("on")
        .is_some_and(|event| event.len() > 2 && event.bytes().all(|b| b.is_ascii_lowercase()))
}
