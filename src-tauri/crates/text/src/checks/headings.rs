//! Headings: each one level below the one it belongs to, the first below the title.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::reader::{Item, Raw, Read};
use super::{Finding, Kind};
use crate::typography::{Edit, Why};

/// A heading of Markdown or of raw HTML.
struct Heading {
    level: usize,
    range: Range<usize>,
    markdown: bool,
}

pub(super) fn check(body: &str, read: &Read<'_>, findings: &mut Vec<Finding>) {
    let headings: Vec<Heading> = read.items.iter().filter_map(heading).collect();
    // The headings that the next one may belong to: as written, and the level each should have. All
    // fixes together keep who belongs to whom.
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (i, heading) in headings.iter().enumerate() {
        let Heading { level, range, .. } = heading;
        while open.last().is_some_and(|(written, _)| written >= level) {
            open.pop();
        }
        let above = open.last().map_or(1, |(_, right)| *right);
        let right = if *level == 1 {
            1
        } else {
            (above + 1).min(*level)
        };
        open.push((*level, right));
        let kind = if *level == 1 {
            Kind::HeadingLikeTitle
        } else if *level > right {
            Kind::HeadingJump {
                from: as_level(above),
                to: as_level(*level),
            }
        } else {
            continue;
        };
        // To move one that has others below it would put it on their level.
        let below = headings.get(i + 1).is_some_and(|next| next.level > *level);
        let wanted = match level {
            1 if below => None,
            1 => Some(2),
            _ => Some(right),
        };
        let fix = wanted
            .filter(|_| heading.markdown)
            .and_then(|wanted| fix(body, range, *level, wanted));
        findings.push(Finding {
            fix,
            ..Finding::new(trimmed(body, range), kind)
        });
    }
}

fn as_level(level: usize) -> u8 {
    u8::try_from(level).unwrap_or(6)
}

fn heading(item: &Item<'_>) -> Option<Heading> {
    match item {
        Item::Markdown((Event::Start(Tag::Heading { level, .. }), range)) => Some(Heading {
            level: *level as usize,
            range: range.clone(),
            markdown: true,
        }),
        Item::Open(tag) if tag.raw != Raw::Island => {
            let level = tag.name.strip_prefix('h')?.parse().ok()?;
            (1..=6).contains(&level).then(|| Heading {
                level,
                range: tag.range.clone(),
                markdown: false,
            })
        }
        _ => None,
    }
}

/// The heading without the line break behind it.
fn trimmed(body: &str, range: &Range<usize>) -> Range<usize> {
    let written = body.get(range.clone()).unwrap_or("");
    range.start..range.start + written.trim_end().len()
}

/// Other marks for a heading: `##`, or another underline.
fn fix(body: &str, range: &Range<usize>, level: usize, wanted: usize) -> Option<Edit> {
    let written = body.get(range.clone())?;
    let marks = written.bytes().take_while(|b| *b == b'#').count();
    if marks == level {
        return Some(Edit {
            range: range.start..range.start + marks,
            text: "#".repeat(wanted),
            why: Why::HeadingLevel,
        });
    }
    let line = written.trim_end().rsplit('\n').next()?;
    let underline = line.trim_start_matches([' ', '>', '\t']).trim_end();
    if wanted != 2 || underline.is_empty() || !underline.bytes().all(|b| b == b'=') {
        return None;
    }
    let end = range.start + written.trim_end().len();
    Some(Edit {
        range: end - underline.len()..end,
        // As long, and never short enough for the mark of a list.
        text: "-".repeat(underline.len().max(3)),
        why: Why::HeadingLevel,
    })
}
