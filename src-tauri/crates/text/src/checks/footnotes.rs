//! Footnotes: each reference has one, each is referred to, no label stands twice.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::reader::{Item, Read};
use super::{Finding, Kind};

pub(super) fn check(read: &Read<'_>, findings: &mut Vec<Finding>) {
    let mut defined: HashSet<String> = HashSet::new();
    let mut definitions: Vec<(&str, Range<usize>)> = Vec::new();
    let mut referred: HashSet<String> = HashSet::new();
    // `[^1]` that nothing defines is text: "[", "^1", "]" in a row.
    let mut words = String::new();
    let mut first = 0;
    let mut last = 0;
    for item in &read.items {
        match item {
            Item::Markdown((Event::Text(text), range)) => {
                if range.start != last || words.is_empty() {
                    missing(&words, first, findings);
                    words.clear();
                    first = range.start;
                }
                // What is not as it is written (an entity) has no place to count on.
                if text.len() == range.len() {
                    words.push_str(text);
                }
                last = first + words.len();
                continue;
            }
            Item::Markdown((Event::FootnoteReference(label), _)) => {
                referred.insert(folded(label));
            }
            Item::Markdown((Event::Start(Tag::FootnoteDefinition(label)), range)) => {
                let line = range.start..range.start + label.len() + "[^]:".len();
                if defined.insert(folded(label)) {
                    definitions.push((label, line));
                } else {
                    let label = label.to_string();
                    findings.push(Finding::new(line, Kind::NoteTwice { label }));
                }
            }
            // Inside a link it would be no note.
            Item::Markdown((Event::End(TagEnd::Link), _)) => words.clear(),
            _ => {}
        }
        missing(&words, first, findings);
        words.clear();
    }
    missing(&words, first, findings);
    for (label, range) in definitions {
        if !referred.contains(&folded(label)) {
            let label = label.to_owned();
            findings.push(Finding::new(range, Kind::NoteUnused { label }));
        }
    }
}

/// References without a note in words that begin at `start`. Only labels as people write them are
/// looked at: letters, digits, `-` and `_`; `[^a-z]+` in a text about patterns is none for its sign.
fn missing(words: &str, start: usize, findings: &mut Vec<Finding>) {
    let mut from = 0;
    while let Some(found) = words.get(from..).and_then(|rest| rest.find("[^")) {
        let at = from + found;
        let rest = words.get(at + 2..).unwrap_or("");
        let label: String = rest
            .chars()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
            .collect();
        from = at + 2 + label.len();
        let after = rest.get(label.len()..).unwrap_or("");
        let pattern = after
            .get(1..)
            .is_some_and(|rest| rest.starts_with(['*', '+', '?', '{', '/', '$', '\\', '(']));
        let range_of_letters = label.len() == 3 && label.as_bytes().get(1) == Some(&b'-');
        if !label.is_empty() && after.starts_with(']') && !pattern && !range_of_letters {
            let range = start + at..start + from + 1;
            findings.push(Finding::new(range, Kind::NoteMissing { label }));
        }
    }
}

/// Labels are the same regardless of case.
fn folded(label: &str) -> String {
    label.to_lowercase()
}
