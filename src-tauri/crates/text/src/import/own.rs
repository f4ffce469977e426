//! What a blog holds as Markdown in the writer's own words: what is there as it was sent keeps the
//! Markdown it was written in.

use std::collections::HashMap;

use super::align::align;
use super::draft::Draft;
use super::origin::Origin;
use super::units::{Unit, units};
use crate::markdown::{events, parser};
use crate::safe::PostPolicy;
use pulldown_cmark::{Event, Tag};

impl PostPolicy {
    /// The Markdown of `content`, which a blog holds of a post that was sent as `sent`: blocks that
    /// show what a block of `sent` shows are written as `written` writes it, the others as
    /// [`crate::import`] does.
    ///
    /// `written` is `sent` before its typography was corrected, or `sent` itself. Where the two are
    /// not made of the same blocks, `sent` is taken. With `sent` for both, it shows what
    /// [`crate::import`] of `content` shows.
    pub fn own_words(&self, content: &str, sent: &str, written: &str) -> String {
        let draft = Draft::of(content, Origin::of(content));
        let there = units(self, &draft.markdown);
        let sent_units = units(self, sent);
        let notes_stand = notes(&there) == notes(&sent_units);
        let mut names = HashMap::new();
        let mut named = |units: &[Unit]| -> Vec<usize> {
            let mut numbers = Vec::with_capacity(units.len());
            for unit in units {
                // Labels of footnotes that were numbered anew lead elsewhere.
                let foreign = !notes_stand && unit.shows().contains("footnote-ref");
                let next = names.len();
                numbers.push(match foreign {
                    true => {
                        names.insert(format!("\0{next}"), next);
                        next
                    }
                    false => *names
                        .entry(unit.shows().trim_ascii().to_owned())
                        .or_insert(next),
                });
            }
            numbers
        };
        let (new, old) = (named(&there), named(&sent_units));
        let found = align(&new, &old);
        let assemble = |own: &str, own_units: &[Unit]| -> String {
            let mut parts: Vec<&str> = Vec::with_capacity(there.len());
            for (unit, found) in there.iter().zip(&found) {
                if unit.range.is_empty() {
                    continue;
                }
                let mine = found.and_then(|at| own_units.get(at));
                let text = mine
                    .and_then(|mine| own.get(mine.range.clone()))
                    .or_else(|| draft.markdown.get(unit.range.clone()));
                parts.push(text.unwrap_or(""));
            }
            parts.extend(links(own));
            parts.extend(notes_of(if notes_stand { own } else { &draft.markdown }));
            let parts = parts.into_iter().map(str::trim_end);
            parts
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("\n\n")
        };
        let own = assemble(sent, &sent_units);
        // Beside each other, words may read as something else.
        if self.html(&own) != self.html(&draft.markdown) {
            return draft.markdown;
        }
        let written_units = units(self, written);
        if written_units.len() == sent_units.len() {
            assemble(written, &written_units)
        } else {
            own
        }
    }
}

/// The footnotes, as they are shown at the end.
fn notes(units: &[Unit]) -> Option<&str> {
    let last = units.last().filter(|unit| unit.range.is_empty())?;
    Some(last.shows().trim_ascii())
}

/// What a text says of where its links lead.
fn links(markdown: &str) -> Vec<&str> {
    let mut spans: Vec<_> = parser(markdown)
        .reference_definitions()
        .iter()
        .map(|(_, definition)| definition.span.clone())
        .collect();
    spans.sort_by_key(|span| span.start);
    spans
        .into_iter()
        .filter_map(|span| markdown.get(span))
        .collect()
}

/// The definitions of a text's footnotes.
fn notes_of(markdown: &str) -> Vec<&str> {
    if !markdown.contains("[^") {
        return Vec::new();
    }
    events(markdown)
        .filter(|(event, _)| matches!(event, Event::Start(Tag::FootnoteDefinition(_))))
        .filter_map(|(_, range)| markdown.get(range))
        .collect()
}
