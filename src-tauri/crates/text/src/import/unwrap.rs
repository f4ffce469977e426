//! Takes from a block what WordPress' editor adds by itself, so that what the writer wrote remains:
//! the delimiters of blocks that say nothing beyond their name, and the classes that their save
//! functions write. Anything else (an alignment, a colour, an id) stays, has no Markdown, and
//! keeps the block an island.
//!
//! Sources: the `save.js` and `block.json` of `@wordpress/block-library`.

use std::borrow::Cow;

use super::elements::is_heading;
use super::tree::{Element, Item};
use crate::delimiter::{Delimiter, Role, delimiter};

/// The content of a block without its structure; `None` if the structure says something.
pub(crate) fn unwrapped<'a>(items: Vec<Item<'a>>) -> Option<Vec<Item<'a>>> {
    let mut out = Vec::with_capacity(items.len());
    // The blocks that are open, and how the next elements of each are written.
    let mut blocks: Vec<Delimiter<'a>> = Vec::new();
    // What stands for each open element.
    let mut open: Vec<Stand> = Vec::new();
    // The classes of a listing, which its block keeps outside of the code.
    let mut listing = None;
    for item in items {
        match item {
            Item::Comment(text) => match delimiter(text) {
                Some(found) if found.role == Role::Closes => {
                    blocks.pop().filter(|open| open.name == found.name)?;
                }
                Some(found) => {
                    let inside = blocks.last().map(|block| block.name);
                    if !is_plain(&found)
                        || found.role == Role::Empty
                        || !may_hold(inside, found.name)
                    {
                        return None;
                    }
                    blocks.push(found);
                }
                None => out.push(Item::Comment(text)),
            },
            Item::Open(element) => {
                let block = blocks.last()?;
                let (stand, mut element) = own(block, element, open.len())?;
                match (block.name, element.name.as_ref()) {
                    ("code", "pre") => listing = take_class(&mut element),
                    ("code", "code") if element.attributes.is_empty() => {
                        let class = listing.take().map(|class| (Cow::Borrowed("class"), class));
                        element.attributes.extend(class);
                    }
                    _ => {}
                }
                open.push(stand);
                match stand {
                    Stand::Itself | Stand::Paragraph => out.push(Item::Open(element)),
                    Stand::Nothing => {}
                }
            }
            Item::Void(element) => {
                let (_, element) = own(blocks.last()?, element, open.len())?;
                out.push(Item::Void(element));
            }
            Item::Close => {
                if open.pop()? != Stand::Nothing {
                    out.push(Item::Close);
                }
            }
            text @ Item::Text(_) => out.push(text),
        }
    }
    blocks.is_empty().then_some(out)
}

/// The class of an element, which loses it.
fn take_class<'a>(element: &mut Element<'a>) -> Option<Cow<'a, str>> {
    let at = element
        .attributes
        .iter()
        .position(|(name, _)| name == "class")?;
    Some(element.attributes.swap_remove(at).1)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    Itself,
    /// The frame of a picture: a paragraph in Markdown.
    Paragraph,
    /// The frame of a table: nothing in Markdown.
    Nothing,
}

/// Which block may stand where: what the block editor makes of Markdown's lists and quotes.
fn may_hold(outer: Option<&str>, name: &str) -> bool {
    match outer {
        None | Some("quote") => true,
        Some("list") => name == "list-item",
        Some("list-item") => name == "list",
        _ => false,
    }
}

/// Whether a block says no more than Markdown does.
fn is_plain(block: &Delimiter<'_>) -> bool {
    let fields = fields(block.attributes);
    let all = |test: &dyn Fn(&str, &str) -> bool| {
        fields
            .as_ref()
            .is_some_and(|fields| fields.iter().all(|(name, value)| test(name, value)))
    };
    match block.name {
        "paragraph" | "list-item" | "quote" | "separator" | "nextpage" => all(&|_, _| false),
        // What the HTML says again: see `own`.
        "code" => all(&|name, _| name == "className"),
        "image" => all(&|name, value| name == "linkDestination" && value == "\"custom\""),
        "heading" => all(&|name, _| matches!(name, "level" | "anchor" | "className")),
        "list" => all(&|name, value| (name == "ordered" && value == "true") || name == "start"),
        "table" => {
            all(&|name, value| name == "hasFixedLayout" && matches!(value, "true" | "false"))
        }
        "more" => all(&|name, _| name == "customText"),
        // Raw HTML: what Billet writes so is looked at like any other HTML.
        "html" => all(&|_, _| false),
        _ => false,
    }
}

/// The fields of a flat JSON object, values as written; `None` for anything nested.
fn fields(json: &str) -> Option<Vec<(&str, &str)>> {
    let inner = match json {
        "" => return Some(Vec::new()),
        _ => json.strip_prefix('{')?.strip_suffix('}')?.trim_ascii(),
    };
    if inner.is_empty() {
        return Some(Vec::new());
    }
    if inner.contains(['{', '[', '\\']) {
        return None;
    }
    // A comma in a text makes a field without a colon: refused, as it should be.
    inner
        .split(',')
        .map(|field| {
            let (name, value) = field.split_once(':')?;
            Some((name.trim_ascii().trim_matches('"'), value.trim_ascii()))
        })
        .collect()
}

/// An element as Markdown would write it: without the classes of its block.
fn own<'a>(
    block: &Delimiter<'_>,
    mut element: Element<'a>,
    depth: usize,
) -> Option<(Stand, Element<'a>)> {
    let name = element.name.as_ref();
    let (classes, stand): (&[&str], Stand) = match (block.name, name) {
        ("heading", name) if is_heading(name) => {
            // The level is said twice; they agree, or the block is broken.
            let level = fields(block.attributes)?
                .into_iter()
                .find(|(field, _)| *field == "level")
                .map_or("2", |(_, level)| level);
            if name.get(1..) != Some(level) {
                return None;
            }
            (&["wp-block-heading"], Stand::Itself)
        }
        ("list", "ul" | "ol") => (&["wp-block-list"], Stand::Itself),
        ("quote", "blockquote") => (&["wp-block-quote"], Stand::Itself),
        ("code", "pre") => (&["wp-block-code"], Stand::Itself),
        ("separator", "hr") => (
            &["wp-block-separator", "has-alpha-channel-opacity"],
            Stand::Itself,
        ),
        ("table", "figure") if depth == 0 => (&["wp-block-table"], Stand::Nothing),
        ("table", "table") => (&["has-fixed-layout"], Stand::Itself),
        ("table", "td" | "th") => {
            aligned(&mut element);
            (&[], Stand::Itself)
        }
        ("image", "figure") if depth == 0 => (&["wp-block-image"], Stand::Paragraph),
        ("paragraph", "p") => (&["wp-block-paragraph"], Stand::Itself),
        _ => (&[], Stand::Itself),
    };
    if !classes.is_empty()
        && let Some((_, value)) = element
            .attributes
            .iter_mut()
            .find(|(name, _)| name == "class")
    {
        let left: Vec<&str> = value
            .split_ascii_whitespace()
            .filter(|class| !classes.contains(class))
            .collect();
        *value = Cow::Owned(left.join(" "));
        element
            .attributes
            .retain(|(name, value)| name != "class" || !value.is_empty());
    }
    if matches!((block.name, element.name.as_ref()), ("code", "pre"))
        || (block.name == "heading" && is_heading(&element.name))
    {
        // Said twice, too: in the comment and in the HTML.
        let said = fields(block.attributes)?;
        for (field, attribute) in [("className", "class"), ("anchor", "id")] {
            let value = said.iter().find(|(name, _)| *name == field);
            let value = value.map(|(_, value)| value.trim_matches('"'));
            if field == "className" && value != element.attribute(attribute) {
                return None;
            }
            // The editor takes an anchor from the HTML alone.
            if field == "anchor" && value.is_some() && value != element.attribute(attribute) {
                return None;
            }
        }
    }
    match stand {
        Stand::Itself => {}
        Stand::Nothing | Stand::Paragraph if !element.attributes.is_empty() => return None,
        Stand::Nothing => {}
        Stand::Paragraph => element.name = Cow::Borrowed("p"),
    }
    Some((stand, element))
}

/// A cell aligned as the block aligns it, as Markdown does.
fn aligned(element: &mut Element<'_>) {
    let Some(side) = element.attribute("data-align").map(str::to_owned) else {
        return;
    };
    let is_own = matches!(side.as_str(), "left" | "center" | "right")
        && element.attributes.len() == 2
        && element.attribute("class") == Some(&format!("has-text-align-{side}"));
    if is_own {
        element.attributes = vec![(Cow::Borrowed("align"), Cow::Owned(side))];
    }
}
