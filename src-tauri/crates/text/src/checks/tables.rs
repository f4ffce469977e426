//! Tables: the first row names the columns.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::reader::{Item, Raw, Read};
use super::{Finding, Kind};

pub(super) fn check(read: &Read<'_>, findings: &mut Vec<Finding>) {
    // Raw tables that are open, and whether they have a header so far.
    let mut raw: Vec<(std::ops::Range<usize>, bool)> = Vec::new();
    let mut table = 0..0;
    let mut head: Option<bool> = None;
    for item in &read.items {
        match item {
            Item::Markdown((Event::Start(Tag::Table(_)), range)) => table = range.clone(),
            Item::Markdown((Event::Start(Tag::TableHead), _)) => head = Some(false),
            Item::Markdown((Event::End(TagEnd::TableHead), _)) if head.take() == Some(false) => {
                findings.push(Finding::new(table.clone(), Kind::TableWithoutHeader));
            }
            Item::Markdown((Event::Text(text), _)) if text.trim().is_empty() => {}
            Item::Markdown((
                Event::Text(_)
                | Event::Code(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_)
                | Event::Start(Tag::Image { .. }),
                _,
            )) => {
                if let Some(named) = &mut head {
                    *named = true;
                }
            }
            Item::Open(tag) if tag.raw != Raw::Island => match tag.name.as_str() {
                "table" => raw.push((tag.range.clone(), false)),
                // A table that only lays things out says so.
                "th" | "thead" => {
                    if let Some((_, named)) = raw.last_mut() {
                        *named = true;
                    }
                }
                _ => {}
            },
            Item::Close(name, _, place) if name == "table" && *place != Raw::Island => {
                if let Some((range, false)) = raw.pop() {
                    findings.push(Finding::new(range, Kind::TableWithoutHeader));
                }
            }
            _ => {}
        }
    }
    for (range, named) in raw {
        if !named {
            findings.push(Finding::new(range, Kind::TableWithoutHeader));
        }
    }
}
