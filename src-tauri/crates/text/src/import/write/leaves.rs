//! Blocks that hold a text: paragraphs, headings, code, terms.

use super::{Kind, Writer};
use crate::import::escape::{self, Place};
use crate::import::line::{line, longest_run};
use crate::import::tree::{Element, Item};

impl Writer {
    pub(super) fn paragraph(&mut self, items: &[Item<'_>], at: usize) -> Option<usize> {
        if !self.takes_blocks() {
            return None;
        }
        let back = self.open.iter().any(|open| open.kind == Kind::Note);
        let (text, next) = line(items, at, self.care, Place::default(), true)?;
        let text = if back { text.trim_end() } else { &text };
        if text.is_empty() {
            return Some(next);
        }
        let mut out = String::with_capacity(text.len());
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                out.push('\n');
            }
            let line = line.trim_matches(' ');
            match escape::line_start(line, number == 0).and_then(|at| line.split_at_checked(at)) {
                Some((start, rest)) => out.extend([start, "\\", rest]),
                None => out.push_str(line),
            }
        }
        if out.chars().all(char::is_whitespace) {
            out = out
                .replace('\u{a0}', "&nbsp;")
                .replace('\u{202f}', "&#8239;");
        }
        self.block();
        self.lines(&out);
        Some(next)
    }

    pub(super) fn heading(
        &mut self,
        element: &Element<'_>,
        items: &[Item<'_>],
        at: usize,
    ) -> Option<usize> {
        let level = element.name.get(1..)?.parse().ok()?;
        let (mut text, next) = line(items, at + 1, self.care, Place::default(), false)?;
        if text.ends_with('#') || text.ends_with('}') {
            let last = text.pop()?;
            text.extend(['\\', last]);
        }
        let mut attributes = Vec::new();
        for (name, value) in &element.attributes {
            let words = value.split_ascii_whitespace();
            let sign = match name.as_ref() {
                "id" => '#',
                "class" => '.',
                _ => return None,
            };
            for word in words {
                let simple = word
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':'));
                if !simple {
                    return None;
                }
                attributes.push(format!("{sign}{word}"));
            }
        }
        if !attributes.is_empty() {
            text.extend([" {", &attributes.join(" "), "}"]);
        }
        self.block();
        self.lines(&["#".repeat(level).as_str(), " ", &text].concat());
        self.closed(items, next)
    }

    pub(super) fn code(&mut self, items: &[Item<'_>], at: usize) -> Option<usize> {
        let Some(Item::Open(code)) = items.get(at + 1) else {
            return None;
        };
        let language = match code.attributes.as_slice() {
            [] => "",
            [(name, value)] if name == "class" => value.strip_prefix("language-")?,
            _ => return None,
        };
        let simple = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '+' | '#' | '.');
        if code.name != "code" || !language.chars().all(simple) || language == "island" {
            return None;
        }
        let mut text = String::new();
        let mut next = at + 2;
        while let Some(Item::Text(part)) = items.get(next) {
            text.push_str(part);
            next += 1;
        }
        let next = self.closed(items, self.closed(items, next)?)?;
        let fence = "`".repeat(longest_run(&text, '`').max(2) + 1);
        let text = text.strip_suffix('\n').unwrap_or(&text);
        self.block();
        self.lines(&[&fence, language].concat());
        if !text.is_empty() {
            self.lines(text);
        }
        self.lines(&fence);
        Some(next)
    }

    pub(super) fn term(&mut self, items: &[Item<'_>], at: usize) -> Option<usize> {
        let (text, next) = line(items, at + 1, self.care, Place::default(), false)?;
        self.block();
        match escape::line_start(&text, true).and_then(|at| text.split_at_checked(at)) {
            Some((start, rest)) => self.lines(&[start, "\\", rest].concat()),
            None => self.lines(&text),
        }
        self.closed(items, next)
    }
}
