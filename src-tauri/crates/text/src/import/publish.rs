//! Publishes edited Markdown over what the blog holds: what was not edited keeps its bytes.
//!
//! Nothing is remembered between import and publishing. The blog's content is imported again, both
//! texts are cut into the units that are rendered alone, and units with the same Markdown *and* the
//! same HTML are the same: so a paragraph whose footnote got another number, or whose reference
//! link leads elsewhere, counts as edited.

use std::collections::HashMap;
use std::ops::Range;

use super::align::align;
use super::draft::Draft;
use super::island::normalized;
use super::origin::Origin;
use super::units::{Content, Unit, units};
use crate::blocks::without_delimiters;
use crate::markdown::parser;
use crate::safe::{PostPolicy, sanitize};

/// The content to send so that a blog which holds `base` shows `markdown`.
///
/// `markdown` is what [`crate::import`] made of `base`, edited or not. Blocks that were not edited
/// give the bytes they came from, wherever they were moved; edited and new ones are written anew,
/// in the kind of markup `base` is in, and sanitised. Islands give their bytes if one of `base` has
/// them, and are sanitised otherwise: nothing reaches a blog unsanitised but what it holds already.
pub fn publish_over(markdown: &str, base: &str) -> String {
    PostPolicy::default().publish_over(markdown, base, Origin::of(base))
}

impl PostPolicy {
    /// [`publish_over`] under this policy, for content that was imported with
    /// [`crate::import_as`].
    pub fn publish_over(&self, markdown: &str, base: &str, origin: Origin) -> String {
        published(self, markdown, base, origin)
    }
}

fn published(policy: &PostPolicy, markdown: &str, base: &str, origin: Origin) -> String {
    let draft = Draft::of(base, origin);
    let markdown = normalized(markdown);
    if markdown.trim_matches('\n') == draft.markdown.trim_matches('\n') {
        return base.to_owned();
    }
    let held = units(policy, &draft.markdown);
    let blocks = blocks_of(&held, &draft);
    let wanted = units(policy, &markdown);
    // Only units that are one block of the base are given its bytes.
    let (held, blocks): (Vec<&Unit>, Vec<usize>) = held
        .iter()
        .zip(blocks)
        .filter_map(|(unit, block)| Some((unit, block?)))
        .unzip();
    let mut names = HashMap::new();
    let old: Vec<usize> = held
        .iter()
        .map(|unit| name(&mut names, unit.key(&draft.markdown)))
        .collect();
    let new: Vec<usize> = wanted
        .iter()
        .map(|unit| name(&mut names, unit.key(&markdown)))
        .collect();
    let found = align(&new, &old);
    let mut sources: HashMap<&str, usize> = HashMap::new();
    for (unit, block) in held.iter().zip(&blocks) {
        if let Content::Island(source) = &unit.content {
            sources.entry(source).or_insert(*block);
        }
    }
    let mut parts: Vec<Part> = wanted
        .iter()
        .zip(found)
        .map(|(unit, found)| {
            let kept = match (found.and_then(|at| blocks.get(at)), &unit.content) {
                (Some(block), _) => Some(*block),
                // Copied, or beside a changed one of the same bytes.
                (None, Content::Island(source)) => sources.get(source.as_str()).copied(),
                (None, Content::Html(_)) => None,
            };
            Part {
                kept,
                place: found.and(kept),
                unit,
            }
        })
        .collect();
    place_edited(&mut parts, draft.blocks.len());
    Over {
        base,
        draft: &draft,
        usual: match (origin, base.contains("\r\n")) {
            (Origin::Html, false) => "\n",
            (Origin::Html, true) => "\r\n",
            (_, false) => "\n\n",
            (_, true) => "\r\n\r\n",
        },
        policy,
        origin,
        markdown: &markdown,
        definitions: definitions(&markdown, origin),
    }
    .write(&parts)
}

fn name<'t>(names: &mut HashMap<(&'t str, &'t str), usize>, key: (&'t str, &'t str)) -> usize {
    let next = names.len();
    *names.entry(key).or_insert(next)
}

/// The block of the draft that each unit is all of.
fn blocks_of(units: &[Unit], draft: &Draft) -> Vec<Option<usize>> {
    let mut blocks = draft.blocks.iter().enumerate().peekable();
    let mut found: Vec<Option<usize>> = Vec::with_capacity(units.len());
    for unit in units {
        if unit.range.is_empty() {
            found.push(draft.blocks.iter().position(|block| block.notes));
            continue;
        }
        while blocks
            .next_if(|(_, block)| block.place.end <= unit.range.start)
            .is_some()
        {}
        let own = blocks.peek().filter(|(_, block)| {
            block.place.start == unit.range.start
                && !block.notes
                // No other block begins in it.
                && unit.range.end <= block.place.end + 2
        });
        found.push(own.map(|(at, _)| *at));
    }
    found
}

/// A unit of the new text.
struct Part<'u> {
    unit: &'u Unit,
    /// The block whose bytes it is.
    kept: Option<usize>,
    /// The block in whose place it stands.
    place: Option<usize>,
}

/// Gives edited units the places of the blocks they replace: between two kept neighbours, in order.
fn place_edited(parts: &mut [Part<'_>], blocks: usize) {
    let mut kept = vec![false; blocks];
    for part in parts.iter() {
        if let Some(kept) = part.kept.and_then(|at| kept.get_mut(at)) {
            *kept = true;
        }
    }
    // Only blocks that nobody keeps are replaced, each once.
    let mut next = 0;
    for part in parts {
        match part.place {
            Some(place) => next = place + 1,
            None if part.kept.is_none() && kept.get(next) == Some(&false) => {
                part.place = Some(next);
                next += 1;
            }
            None => {}
        }
    }
}

/// What is written, and over what.
struct Over<'a> {
    base: &'a str,
    draft: &'a Draft,
    /// What stands between two blocks that did not stand beside each other before.
    usual: &'static str,
    policy: &'a PostPolicy,
    origin: Origin,
    /// The new text, and its definitions of reference links.
    markdown: &'a str,
    definitions: String,
}

impl Over<'_> {
    fn write(&self, parts: &[Part<'_>]) -> String {
        let mut out = String::with_capacity(self.base.len());
        let first = self.core(0).map_or(0, |core| core.start);
        out.push_str(self.base.get(..first).unwrap_or(""));
        let mut before: Option<&Part<'_>> = None;
        for part in parts {
            let text = match part.kept.and_then(|at| self.core(at)) {
                Some(core) => self.base.get(core).unwrap_or("").to_owned(),
                None => self.written(part.unit),
            };
            if text.is_empty() {
                continue;
            }
            if let Some(before) = before {
                out.push_str(self.gap(before, part));
            }
            out.push_str(&text);
            before = Some(part);
        }
        let last = self
            .draft
            .blocks
            .last()
            .map_or(first, |block| block.core.end);
        out.push_str(self.base.get(last..).unwrap_or(""));
        out
    }

    fn core(&self, at: usize) -> Option<Range<usize>> {
        self.draft.blocks.get(at).map(|block| block.core.clone())
    }

    /// A new or edited unit in the base's kind of markup, safe.
    fn written(&self, unit: &Unit) -> String {
        let text = self.markdown.get(unit.range.clone()).unwrap_or("");
        match &unit.content {
            Content::Html(html) if self.origin == Origin::Blocks => {
                as_block(self.policy, text, html.trim_ascii_end(), &self.definitions)
            }
            Content::Island(_) if self.origin == Origin::Blocks => self.policy.blocks(text),
            Content::Html(html) => html.trim_ascii_end().to_owned(),
            Content::Island(source) => sanitize(self.policy.policy(), source)
                .trim_ascii()
                .to_owned(),
        }
    }

    /// What stands between two units: what stood there, if they or those they replace were
    /// neighbours.
    fn gap(&self, before: &Part<'_>, after: &Part<'_>) -> &str {
        let end = before
            .place
            .and_then(|at| self.core(at))
            .map(|core| core.end);
        let next = before
            .place
            .and_then(|at| self.core(at + 1))
            .map(|core| core.start);
        let gap = end
            .zip(next)
            .and_then(|(end, next)| self.base.get(end..next));
        let neighbours = before.place.is_some() && after.place == before.place.map(|at| at + 1);
        match gap {
            Some(gap) if neighbours => gap,
            // Text that stands bare must not run into the next.
            Some(gap) if gap.len() >= self.usual.len() && after.place.is_none() => gap,
            _ => self.usual,
        }
    }
}

/// How many bytes of definitions are read again for an edited block that needs one of them.
const MAX_DEFINITIONS: usize = 16 * 1_024;

/// The definitions of reference links, if block markup is to be written and they are not too many.
fn definitions(markdown: &str, origin: Origin) -> String {
    let mut all = String::new();
    if origin == Origin::Blocks {
        for (_, definition) in parser(markdown).reference_definitions().iter() {
            let text = markdown.get(definition.span.clone()).unwrap_or("");
            if all.len() + text.len() > MAX_DEFINITIONS {
                break;
            }
            all.extend(["\n\n", text.trim_ascii()]);
        }
    }
    all
}

/// One block of WordPress' editor. Written alone, a block knows neither the text's reference links
/// nor the numbers of its footnotes; so it has to show what it shows in its place.
fn as_block(policy: &PostPolicy, text: &str, html: &str, definitions: &str) -> String {
    for text in [text.to_owned(), [text, definitions].concat()] {
        if policy.html(&text) == html {
            return policy.blocks(&text);
        }
    }
    // A block's own comments in it would end this one.
    let html = without_delimiters(html);
    let paragraph = html
        .strip_prefix("<p>")
        .and_then(|rest| rest.strip_suffix("</p>"));
    let name = match paragraph {
        Some(inner) if !inner.contains("<p") && !inner.contains("<!--") => "paragraph",
        _ => "html",
    };
    format!("<!-- wp:{name} -->\n{html}\n<!-- /wp:{name} -->")
}
