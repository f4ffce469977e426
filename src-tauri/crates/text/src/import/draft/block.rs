//! One block: written as Markdown, or kept as it is, and whether it means what it meant.

use std::borrow::Cow;

use super::compare::is_same;
use super::{Block, rendered};
use crate::blocks::post_blocks;
use crate::import::autop::autop;
use crate::import::chunks::PieceKind;
use crate::import::escape::Care;
use crate::import::island::{label, normalized};
use crate::import::origin::Origin;
use crate::import::tree::{Item, regular};
use crate::import::unwrap::unwrapped;
use crate::import::write::{ListMark, markdown};
use crate::safe::PostPolicy;

impl Block {
    /// What the content says of it, with `\n` line ends.
    pub(super) fn source<'c>(&self, content: &'c str) -> Cow<'c, str> {
        normalized(content.get(self.core.clone()).unwrap_or(""))
    }

    /// Writes the block as Markdown; `false` if it has none.
    pub(super) fn write(
        &mut self,
        source: &str,
        origin: Origin,
        care: Care,
        after: Option<ListMark>,
    ) -> bool {
        let Some(written) = written(source, &self.kind, origin, care, after) else {
            return false;
        };
        self.markdown = written.markdown;
        self.shown = written.shown;
        self.list = written.list;
        self.notes = written.notes;
        true
    }

    /// Keeps the block as it is.
    pub(super) fn isolate(&mut self, source: &str) {
        self.markdown = String::new();
        self.label = Some(label(&self.kind, source));
        self.list = None;
        self.notes = false;
    }

    /// Tries to write the block with more care, so that alone it means the same.
    pub(super) fn improve(&mut self, source: &str, origin: Origin) -> bool {
        if self.notes {
            return false;
        }
        Care::ALL.into_iter().skip(1).any(|care| {
            self.write(source, origin, care, None)
                && match rendered(&PostPolicy::default(), &self.markdown).as_slice() {
                    [one] => self.means(&one.html, source, origin),
                    _ => false,
                }
        })
    }

    /// Whether HTML means, where it will stand, what the block means.
    pub(super) fn means(&self, html: &str, source: &str, origin: Origin) -> bool {
        let html = html.trim_ascii_end();
        let classic = origin == Origin::Classic && self.kind != PieceKind::Break;
        let written = match classic.then(|| autop(html)) {
            Some(Some(shown)) => Cow::Owned(shown),
            Some(None) => return false,
            None => Cow::Borrowed(html),
        };
        let shown = self.shown.as_deref().unwrap_or(source);
        is_same(&written, shown, &self.kind)
    }
}

struct Written {
    markdown: String,
    shown: Option<String>,
    list: Option<ListMark>,
    notes: bool,
}

fn written(
    source: &str,
    kind: &PieceKind,
    origin: Origin,
    care: Care,
    after: Option<ListMark>,
) -> Option<Written> {
    let html = match kind {
        PieceKind::Shortcode(_) | PieceKind::Card => return None,
        PieceKind::Html if origin == Origin::Classic => Cow::Owned(autop(source)?),
        _ => Cow::Borrowed(source),
    };
    let mut items = regular(&html)?;
    if let PieceKind::Block(_) = kind {
        items = unwrapped(items)?;
    }
    let notes = first_element(&items).is_some_and(|(name, classes)| {
        name == "section"
            && classes
                .split_ascii_whitespace()
                .any(|class| class == "footnotes")
    });
    let (markdown, list) = markdown(&items, care, after)?;
    drop(items);
    // Raw HTML is what somebody meant to be raw, unless Billet would write that Markdown so.
    if *kind == PieceKind::Block("html".to_owned())
        && !post_blocks(&markdown).starts_with("<!-- wp:html -->")
    {
        return None;
    }
    Some(Written {
        markdown,
        shown: match html {
            Cow::Owned(shown) => Some(shown),
            Cow::Borrowed(_) => None,
        },
        list,
        notes,
    })
}

fn first_element<'i>(items: &'i [Item<'_>]) -> Option<(&'i str, &'i str)> {
    items.iter().find_map(|item| match item {
        Item::Open(element) => Some((
            element.name.as_ref(),
            element.attribute("class").unwrap_or(""),
        )),
        _ => None,
    })
}
