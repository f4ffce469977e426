//! Pictures that a script would bring in are brought in, and what is there for readers without
//! scripts is shown where it is such a picture.

use crate::page::MARK;
use crate::tree::{Id, Tree};

/// Where scripts find the address of a picture.
const WAITING: &[&str] = &[
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-orig-file",
    "data-url",
];

/// The same for several sizes of one.
const WAITING_SIZES: &[&str] = &["data-srcset", "data-lazy-srcset", "srcset"];

/// Gives each picture its address, and takes away what only stood for it.
pub(crate) fn show(tree: &mut Tree, body: Id) {
    for id in tree.within(body) {
        if tree.name(id) == "noscript" {
            let pictures: Vec<Id> = tree
                .within(id)
                .into_iter()
                .filter(|id| tree.name(*id) == "img")
                .collect();
            // One that was left open holds the rest of the page.
            let marked = |id: &Id| {
                tree.element(*id)
                    .is_some_and(|e| e.attribute(MARK).is_some())
            };
            if tree.within(id).iter().any(marked) {
                tree.unwrap(id);
                continue;
            }
            // Anything else in there asks the reader to switch scripts on.
            if pictures.is_empty() {
                tree.remove(id);
                continue;
            }
            if let Some(standing) = standing_before(tree, id) {
                tree.remove(standing);
            }
            tree.unwrap(id);
        }
    }
    for id in tree.within(body) {
        let Some(element) = tree.element_mut(id).filter(|element| element.name == "img") else {
            continue;
        };
        let src = element.attribute("src").unwrap_or_default();
        if !src.is_empty() && !src.starts_with("data:") {
            continue;
        }
        let one = WAITING.iter().find_map(|name| element.attribute(name));
        let sizes = || {
            WAITING_SIZES
                .iter()
                .find_map(|name| element.attribute(name))
        };
        let first = |sizes: &str| {
            let size = sizes.split(',').next().unwrap_or_default().trim();
            size.split_ascii_whitespace().next().map(str::to_owned)
        };
        let found = one.map(str::to_owned).or_else(|| sizes().and_then(first));
        if let Some(address) = found {
            element.set("src", address);
        }
    }
}

/// The picture before a `noscript` that stands for the one in it.
fn standing_before(tree: &Tree, noscript: Id) -> Option<Id> {
    let parent = tree.parent(noscript)?;
    let children = tree.children(parent);
    let at = children.iter().position(|child| *child == noscript)?;
    let before = children.get(..at)?.iter().rev().copied();
    let mut before = before.skip_while(|id| tree.text(*id).is_some_and(|t| t.trim().is_empty()));
    let standing = before.next().filter(|id| tree.name(*id) == "img")?;
    let element = tree.element(standing)?;
    let waits = WAITING.iter().chain(WAITING_SIZES.iter().take(2));
    let mut waits = waits.filter(|name| element.attribute(name).is_some());
    let lazy = element.classes().any(|class| class.contains("lazy"));
    (lazy || waits.next().is_some()).then_some(standing)
}
