//! Lists and their items.

use super::{Kind, ListMark, Writer};
use crate::import::tree::{Element, Item};

impl Writer {
    pub(super) fn list(
        &mut self,
        element: &Element<'_>,
        items: &[Item<'_>],
        at: usize,
    ) -> Option<()> {
        let ordered = element.name == "ol";
        let next = match element.attributes.as_slice() {
            [] => ordered.then_some(1),
            [(name, value)] if name == "start" && ordered => Some(
                value
                    .trim()
                    .parse()
                    .ok()
                    .filter(|start| *start < 900_000_000_u64)?,
            ),
            _ => return None,
        };
        let before = self.open.last().and_then(|open| open.list);
        let (usual, other) = if ordered { ('.', ')') } else { ('-', '*') };
        let taken = before.is_some_and(|list| {
            list == ListMark {
                ordered,
                mark: usual,
            }
        });
        let mark = ListMark {
            ordered,
            mark: if taken { other } else { usual },
        };
        let first = items
            .get(at + 1..)
            .unwrap_or_default()
            .iter()
            .position(|item| !is_blank(item));
        let loose = first.is_some_and(|first| begins_with_paragraph(items, at + 2 + first));
        self.block();
        self.enter(Kind::List { mark, next, loose }, "", "")
    }

    pub(super) fn list_item(
        &mut self,
        element: &Element<'_>,
        mark: ListMark,
        next: Option<u64>,
        loose: bool,
    ) -> Option<()> {
        if !element.attributes.is_empty() {
            return None;
        }
        self.block();
        if let (Some(open), Some(number)) = (self.open.last_mut(), next) {
            open.kind = Kind::List {
                mark,
                next: Some(number + 1),
                loose,
            };
        }
        let lead = match next {
            Some(number) => format!("{number}{} ", mark.mark),
            None => format!("{} ", mark.mark),
        };
        let indent = " ".repeat(lead.len());
        self.enter(Kind::Item { loose }, &lead, &indent)
    }
}

fn is_blank(item: &Item<'_>) -> bool {
    matches!(item, Item::Text(text) if text.trim_ascii().is_empty())
}

/// Whether the first child of the element whose content begins at `at` is a paragraph.
pub(super) fn begins_with_paragraph(items: &[Item<'_>], at: usize) -> bool {
    let children = items.get(at..).unwrap_or_default().iter();
    children
        .into_iter()
        .find(|item| !is_blank(item))
        .is_some_and(|item| matches!(item, Item::Open(element) if element.name == "p"))
}
