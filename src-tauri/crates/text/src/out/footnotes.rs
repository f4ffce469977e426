//! Numbers footnotes over a whole text: in the order in which readers meet their references.

use std::collections::HashMap;

use pulldown_cmark::{CowStr, Event};

/// The numbers that stand when a part of a text begins: by label, the number and how often it was
/// referred to.
#[derive(Clone, Debug, Default)]
pub(super) struct Given(HashMap<String, (usize, usize)>);

impl Given {
    pub fn insert(&mut self, label: String, number: usize, times: usize) {
        self.0.insert(label, (number, times));
    }
}

/// The footnotes of a text while it is written.
#[derive(Debug, Default)]
pub(super) struct Footnotes<'a> {
    /// What was numbered before this part of the text.
    given: Given,
    /// The number of each label, from 1.
    numbers: HashMap<String, usize>,
    /// The label and how often it was referred to, by number.
    notes: Vec<(String, usize)>,
    /// The numbers referred to, in the text's order.
    referred: Vec<usize>,
    /// What the text defines, in its order.
    definitions: Vec<Definition<'a>>,
    /// The definitions being read, as indices; they may stand in each other.
    open: Vec<usize>,
}

/// What a text says of a label.
#[derive(Debug, PartialEq)]
pub(super) struct Definition<'a> {
    label: String,
    events: Vec<Event<'a>>,
}

/// A definition to write.
pub(super) struct Note<'a> {
    /// Whether anything refers to it.
    pub referred: bool,
    /// What it says.
    pub events: Vec<Event<'a>>,
}

impl Definition<'_> {
    /// The label, in the form in which labels are compared.
    pub fn label(&self) -> &str {
        &self.label
    }
}

impl<'a> Footnotes<'a> {
    /// Those of a part of a text.
    pub fn given(given: Given) -> Self {
        Self {
            given,
            ..Self::default()
        }
    }

    /// The numbers referred to so far, in the text's order.
    pub fn referred(&self) -> &[usize] {
        &self.referred
    }

    /// Takes the numbers referred to.
    pub fn take_referred(&mut self) -> Vec<usize> {
        std::mem::take(&mut self.referred)
    }

    /// The number of each label that was referred to or defined so far.
    pub fn numbers(&self) -> HashMap<String, usize> {
        self.numbers.clone()
    }

    /// What the text defines, in its order.
    pub fn definitions(&self) -> &[Definition<'a>] {
        &self.definitions
    }

    /// Whether events belong to a definition now.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// A definition begins.
    pub fn begin(&mut self, name: &CowStr<'a>) {
        self.open.push(self.definitions.len());
        self.definitions.push(Definition {
            label: label(name),
            events: Vec::new(),
        });
    }

    /// The definition begun last ends.
    pub fn end(&mut self) {
        self.open.pop();
    }

    /// Keeps an event for the definition begun last.
    pub fn keep(&mut self, event: Event<'a>) {
        if let Some(&at) = self.open.last()
            && let Some(definition) = self.definitions.get_mut(at)
        {
            definition.events.push(event);
        }
    }

    /// The number behind a reference and the how-manieth reference to it this is.
    pub fn refer(&mut self, name: &str) -> (usize, usize) {
        let label = label(name);
        if let Some((number, times)) = self.given.0.get_mut(&label) {
            *times += 1;
            self.referred.push(*number);
            return (*number, *times);
        }
        let number = self.number(label);
        self.referred.push(number);
        let times = number
            .checked_sub(1)
            .and_then(|at| self.notes.get_mut(at))
            .map_or(1, |(_, times)| {
                *times += 1;
                *times
            });
        (number, times)
    }

    fn number(&mut self, label: String) -> usize {
        if let Some(&number) = self.numbers.get(&label) {
            return number;
        }
        self.notes.push((label.clone(), 0));
        self.numbers.insert(label, self.notes.len());
        self.notes.len()
    }

    /// Takes what the text defines.
    pub fn take_definitions(&mut self) -> Vec<Definition<'a>> {
        std::mem::take(&mut self.definitions)
    }

    /// Takes all definitions; [`Unwritten::next`] gives them in the order of their numbers.
    pub fn unwritten(&mut self) -> Unwritten<'a> {
        let mut by_label: HashMap<String, Vec<usize>> = HashMap::new();
        let definitions = self.take_definitions();
        for (at, definition) in definitions.iter().enumerate().rev() {
            by_label
                .entry(definition.label.clone())
                .or_default()
                .push(at);
        }
        Unwritten {
            definitions: definitions.into_iter().map(Some).collect(),
            by_label,
            next: 0,
            left: 0,
        }
    }
}

/// The definitions that are not written yet.
pub(super) struct Unwritten<'a> {
    definitions: Vec<Option<Definition<'a>>>,
    /// Those of one label, the first one last.
    by_label: HashMap<String, Vec<usize>>,
    next: usize,
    left: usize,
}

impl<'a> Unwritten<'a> {
    /// The next definition: in the order of the references, those in definitions after those of the
    /// body. Those nobody refers to come last: their words are not lost.
    pub fn next(&mut self, footnotes: &mut Footnotes<'a>) -> Option<Note<'a>> {
        while let Some((label, _)) = footnotes.notes.get(self.next) {
            self.next += 1;
            let first = self.by_label.get_mut(label).and_then(Vec::pop);
            if let Some(definition) = first.and_then(|at| self.definitions.get_mut(at)?.take()) {
                return Some(Note {
                    referred: footnotes.notes.get(self.next - 1).is_some_and(|n| n.1 > 0),
                    events: definition.events,
                });
            }
        }
        while let Some(slot) = self.definitions.get_mut(self.left) {
            self.left += 1;
            if let Some(definition) = slot.take() {
                if let Some(same) = self.by_label.get_mut(&definition.label) {
                    same.pop();
                }
                // A second definition of a label is a note of its own.
                footnotes.notes.push((definition.label.clone(), 0));
                let number = footnotes.notes.len();
                footnotes.numbers.entry(definition.label).or_insert(number);
                self.next = number;
                return Some(Note {
                    referred: false,
                    events: definition.events,
                });
            }
        }
        None
    }
}

/// Labels are the same regardless of case and spacing.
pub(super) fn label(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}
