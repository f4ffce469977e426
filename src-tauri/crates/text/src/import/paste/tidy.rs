//! What can be said about pasted blocks only by looking around: whether an item is numbered, whether
//! a list is loose, what a listing's language is.

use super::super::tree::{Element, Item};
use super::address;
use super::build::{element, with};
use super::style::is_word_bullet;

/// How many items after a paragraph's start Word's bullet stands at the latest.
const BULLET_WITHIN: usize = 16;

/// Whether the bullet of Word's item at `at` is a number or a letter.
pub(super) fn is_numbered(items: &[Item<'_>], at: usize) -> bool {
    let near = items
        .get(at + 1..)
        .unwrap_or_default()
        .iter()
        .take(BULLET_WITHIN);
    let mut bullet =
        near.skip_while(|item| !matches!(item, Item::Open(open) if is_word_bullet(open)));
    bullet
        .find_map(|item| match item {
            Item::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => None,
        })
        // "o" is the round bullet of a second level, "§" and "·" are those of Symbol and Wingdings.
        .is_some_and(|text| text != "o" && text.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// The language of a listing, as the usual highlighters name it.
pub(super) fn language_of(element: &Element<'_>) -> String {
    let class = element.attribute("class").unwrap_or("");
    let simple = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '#');
    class
        .split_ascii_whitespace()
        .find_map(|class| {
            ["language-", "lang-", "highlight-source-"]
                .iter()
                .find_map(|p| class.strip_prefix(p))
        })
        // What would make an island of the listing is no language.
        .filter(|language| language.chars().all(simple) && *language != "island")
        .unwrap_or("")
        .to_owned()
}

/// Gives links that show their own address the address as it is shown.
pub(super) fn plain_addresses(block: &mut [Item<'static>]) {
    for at in 0..block.len() {
        let Some([Item::Open(link), Item::Text(text), Item::Close]) = block.get_mut(at..at + 3)
        else {
            continue;
        };
        if let [(name, address)] = link.attributes.as_mut_slice()
            && name == "href"
            && let Some(shown) = address::as_shown(address, text)
        {
            *address = shown.into();
        }
    }
}

/// Takes the paragraphs out of lists in which no item has two, and out of definitions that are one.
pub(super) fn tighten(block: &mut Vec<Item<'static>>) {
    // Each open element: whether it is an item, how many paragraphs it has, and its list.
    let mut open: Vec<(&str, usize, usize)> = Vec::new();
    let mut loose: Vec<bool> = Vec::new();
    // The list whose item each paragraph's start belongs to.
    let mut owner: Vec<Option<usize>> = vec![None; block.len()];
    for (at, item) in block.iter().enumerate() {
        match item {
            Item::Open(element) => {
                let name = element.name.as_ref();
                let mut list = open.last().map_or(usize::MAX, |(_, _, list)| *list);
                if let ("dl", Some(("li", _, list))) = (name, open.last())
                    && let Some(loose) = loose.get_mut(*list)
                {
                    // Its first term would go on where the item's words end.
                    *loose = true;
                }
                if matches!(name, "ul" | "ol" | "dl") {
                    list = loose.len();
                    loose.push(false);
                }
                if let ("p", Some(("li" | "dd", paragraphs, list))) = (name, open.last_mut()) {
                    *paragraphs += 1;
                    if *paragraphs > 1
                        && let Some(loose) = loose.get_mut(*list)
                    {
                        *loose = true;
                    }
                    if let Some(owner) = owner.get_mut(at) {
                        *owner = Some(*list);
                    }
                }
                open.push((name, 0, list));
            }
            Item::Close => {
                open.pop();
            }
            _ => {}
        }
    }
    let mut bare = Vec::new();
    let mut kept = Vec::with_capacity(block.len());
    for (item, owner) in block.drain(..).zip(owner) {
        let tight = owner.is_some_and(|list| loose.get(list) == Some(&false));
        match item {
            Item::Open(_) => bare.push(tight),
            Item::Close if bare.pop() == Some(true) => continue,
            _ => {}
        }
        if !(tight && matches!(item, Item::Open(_))) {
            kept.push(item);
        }
    }
    *block = kept;
}

/// The footnotes as Billet writes them.
pub(super) fn section(notes: Vec<(String, Vec<Vec<Item<'static>>>)>) -> Vec<Item<'static>> {
    let mut out = vec![
        Item::Open(with("section", &[("class", "footnotes")])),
        Item::Open(element("ol")),
    ];
    for (number, blocks) in notes {
        let id = format!("fn-{number}");
        out.push(Item::Open(with("li", &[("id", &id)])));
        out.extend(blocks.into_iter().flatten());
        out.push(Item::Close);
    }
    out.extend([Item::Close, Item::Close]);
    out
}
