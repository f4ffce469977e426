//! What reaches over the blocks of a text: the definitions of links and the footnotes. A part of a
//! text is given as much of them as makes it look as it does in the whole.

use std::collections::{HashMap, HashSet};

use crate::markdown::parser;
use crate::out::footnotes::{Definition, Given, label};
use crate::out::render::{Held, Noted};

/// What a whole text defines.
#[derive(Debug)]
pub(super) struct Reach {
    /// The definitions of links, one a line.
    links: String,
    /// The labels of the footnotes.
    notes: HashSet<String>,
    /// The numbers of those that the body refers to.
    numbers: HashMap<String, usize>,
}

impl Reach {
    /// Of a text whose footnotes are known; `None` if it cannot be given to a part of it.
    pub fn of(markdown: &str, noted: Noted) -> Option<Self> {
        Some(Self {
            links: links(markdown)?,
            notes: noted.defined,
            numbers: noted.numbers,
        })
    }

    /// What a part of the text, in two states, refers to; `None` if it may define something itself.
    pub fn within(&self, old: &str, new: &str) -> Option<Within<'_>> {
        if [old, new]
            .iter()
            .any(|t| defines_links(t) || t.contains(LAST))
        {
            return None;
        }
        let mut notes: Vec<&str> = Vec::new();
        for text in [old, new] {
            for (at, _) in text.match_indices("[^") {
                let name = name(text.get(at + 2..)?)?;
                if !notes.contains(&name) && self.notes.contains(&label(name)) {
                    notes.push(name);
                }
            }
        }
        Some(Within {
            links: &self.links,
            notes: notes.into_iter().map(str::to_owned).collect(),
        })
    }

    /// Where the numbers of the footnotes stand behind some blocks, for the labels within a part.
    pub fn given(&self, within: &Within<'_>, before: &[Held]) -> Given {
        let mut given = Given::default();
        for name in &within.notes {
            // 0 is no note's: one that nothing referred to has no number before the whole is read.
            let number = self.numbers.get(&label(name)).copied().unwrap_or(0);
            let referred = before.iter().flat_map(|block| &block.referred);
            let times = referred.filter(|n| **n == number).count();
            given.insert(label(name), number, times);
        }
        given
    }
}

/// The name of a footnote that no text has (a private character): the last one that is put behind.
const LAST: &str = "\u{e000}";

/// What a part of a text refers to.
pub(super) struct Within<'a> {
    links: &'a str,
    /// The footnotes, as the part spells them.
    notes: Vec<String>,
}

impl Within<'_> {
    /// The part with what it refers to behind it: each footnote says nothing.
    pub fn source(&self, part: &str) -> String {
        if self.links.is_empty() && self.notes.is_empty() {
            return part.to_owned();
        }
        let mut source = [part, "\n\n", self.links].concat();
        for name in self.notes.iter().map(String::as_str).chain([LAST]) {
            source.extend(["\n\n[^", name, "]: -\n"]);
        }
        source
    }

    /// Takes away the footnotes that [`Within::source`] put behind; `None` if they are not all
    /// there: a block that the part leaves open took them in.
    pub fn own<'d>(&self, mut notes: Vec<Definition<'d>>) -> Option<Vec<Definition<'d>>> {
        if !self.links.is_empty() || !self.notes.is_empty() {
            let own = notes.len().checked_sub(self.notes.len() + 1)?;
            if notes.last()?.label() != LAST {
                return None;
            }
            notes.truncate(own);
        }
        Some(notes)
    }
}

/// The name of a footnote that begins there; `None` if it may be read in more than one way.
fn name(text: &str) -> Option<&str> {
    let (name, _) = text.split_once(']')?;
    let plain = !name.is_empty()
        && !name.contains(|c: char| c.is_whitespace() || c.is_control() || "[\\`<|".contains(c));
    plain.then_some(name)
}

/// Whether a text may define where a link leads.
fn defines_links(markdown: &str) -> bool {
    markdown.match_indices("]:").any(|(at, _)| {
        let before = markdown.get(..at).unwrap_or("");
        let name = before.rsplit_once('[').map_or("", |(_, name)| name);
        !name.starts_with('^')
    })
}

/// The definitions of links in a text; `None` if they cannot be given to a part of it.
fn links(markdown: &str) -> Option<String> {
    if !defines_links(markdown) {
        return Some(String::new());
    }
    let parser = parser(markdown);
    let mut spans: Vec<_> = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| definition.span.clone())
        .collect();
    spans.sort_by_key(|span| span.start);
    let mut lines = String::new();
    for span in spans {
        let line = markdown.get(span)?.trim_end();
        if line.contains(['\n', '\r']) {
            return None;
        }
        lines.extend([line, "\n"]);
    }
    Some(lines)
}
