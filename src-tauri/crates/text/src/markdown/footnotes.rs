//! Numbers footnotes over a whole text: in the order in which readers meet their references.

use std::collections::HashMap;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Located;

/// A footnote's place in a text.
#[derive(Debug, Default)]
pub(crate) struct Footnotes {
    /// The number of each label, from 1.
    numbers: HashMap<String, usize>,
    /// The definition that stands at each number, as an index into the text's definitions.
    order: Vec<usize>,
    /// How often each number was referred to while writing.
    referred: Vec<usize>,
}

impl Footnotes {
    /// Reads all references and definitions of a text. Definitions nobody refers to come last: their
    /// words are not lost.
    pub fn of(events: &[Located<'_>]) -> Self {
        let mut body = Vec::new();
        let mut definitions: Vec<(String, Vec<String>)> = Vec::new();
        // Definitions may stand in each other; a reference belongs to the innermost.
        let mut open = Vec::new();
        for (event, _) in events {
            match event {
                Event::Start(Tag::FootnoteDefinition(name)) => {
                    open.push(definitions.len());
                    definitions.push((label(name), Vec::new()));
                }
                Event::End(TagEnd::FootnoteDefinition) => {
                    open.pop();
                }
                Event::FootnoteReference(name) => {
                    match open.last().and_then(|&at| definitions.get_mut(at)) {
                        Some((_, references)) => references.push(label(name)),
                        None => body.push(label(name)),
                    }
                }
                _ => {}
            }
        }
        Self::numbered(body, &definitions)
    }

    fn numbered(body: Vec<String>, definitions: &[(String, Vec<String>)]) -> Self {
        let mut by_label = HashMap::new();
        for (at, (name, _)) in definitions.iter().enumerate() {
            by_label.entry(name.as_str()).or_insert(at);
        }
        let mut notes = Self::default();
        let mut placed = vec![false; definitions.len()];
        notes.place(&body, &by_label, &mut placed);
        let mut next = 0;
        let mut unplaced = 0;
        loop {
            // References inside definitions come after those of the body.
            while let Some((_, references)) =
                notes.order.get(next).and_then(|&at| definitions.get(at))
            {
                notes.place(references, &by_label, &mut placed);
                next += 1;
            }
            let Some(at) = (unplaced..placed.len()).find(|&at| placed.get(at) == Some(&false))
            else {
                break;
            };
            unplaced = at + 1;
            if let (Some(flag), Some((name, _))) = (placed.get_mut(at), definitions.get(at)) {
                *flag = true;
                notes.order.push(at);
                notes
                    .numbers
                    .entry(name.clone())
                    .or_insert(notes.order.len());
            }
        }
        notes.referred = vec![0; notes.order.len()];
        notes
    }

    fn place(&mut self, names: &[String], by_label: &HashMap<&str, usize>, placed: &mut [bool]) {
        for name in names {
            let Some(&at) = by_label.get(name.as_str()) else {
                continue;
            };
            if let Some(flag @ false) = placed.get_mut(at) {
                *flag = true;
                self.order.push(at);
                self.numbers.insert(name.clone(), self.order.len());
            }
        }
    }

    /// Definitions in the order of their numbers, as indices into the text's definitions.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// The number behind a reference and the how-manieth reference to it this is; `None` if nothing
    /// defines it.
    pub fn refer(&mut self, name: &str) -> Option<(usize, usize)> {
        let number = *self.numbers.get(&label(name))?;
        let referred = self.referred.get_mut(number.checked_sub(1)?)?;
        *referred += 1;
        Some((number, *referred))
    }

    /// Whether anything written so far refers to a number.
    pub fn is_referred(&self, number: usize) -> bool {
        number
            .checked_sub(1)
            .and_then(|at| self.referred.get(at))
            .is_some_and(|&times| times > 0)
    }
}

/// Labels are the same regardless of case and spacing.
fn label(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}
