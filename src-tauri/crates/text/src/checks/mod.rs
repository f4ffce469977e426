//! What a writer may want to look at before publishing. Nothing here blocks: it tells what, where,
//! and, where one change sets it right, that change.
//!
//! Code is never looked into. Islands (what was written elsewhere and stays as it is) are asked only
//! what harms readers: pictures that are not there, scripts, mixed content; and what of them will not
//! be published.

mod footnotes;
mod headings;
mod html;
mod images;
mod kinds;
mod links;
mod lost;
pub(crate) mod reader;
mod tables;

use std::ops::Range;

use crate::safe::PostPolicy;
use crate::typography::Edit;

pub use kinds::{Kind, Severity};

/// How long a title may be before search engines and feeds cut it, in characters.
pub const LONGEST_TITLE: usize = 70;

/// What is about to be published.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// The title.
    pub title: &'a str,
    /// The Markdown, without front matter.
    pub body: &'a str,
    /// The blog is read over https: what it shows over http is blocked or marked as unsafe.
    pub https: bool,
    /// The blogs it goes to held its islands before: those stay as they are there.
    pub islands_stay: bool,
    /// What it may hold when it is published.
    pub policy: &'a PostPolicy,
}

/// Where a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the title.
    Title,
    /// In the Markdown.
    Body,
}

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which text the range is of.
    pub place: Place,
    /// Where, in bytes.
    pub range: Range<usize>,
    /// What, with its sentence.
    pub kind: Kind,
    /// The change to the Markdown that sets it right; [`Edit::why`] is its label.
    pub fix: Option<Edit>,
}

impl Finding {
    fn new(range: Range<usize>, kind: Kind) -> Self {
        Self {
            place: Place::Body,
            range,
            kind,
            fix: None,
        }
    }
}

/// Looks a draft through. Findings come in the order of the text, those of the title first.
pub fn check(draft: &Draft<'_>) -> Vec<Finding> {
    let read = reader::read(draft.body);
    let mut findings = Vec::new();
    title(draft.title, &mut findings);
    headings::check(draft.body, &read, &mut findings);
    images::check(draft, &read, &mut findings);
    links::check(&read, &mut findings);
    unclosed(draft.body, &read, &mut findings);
    lost::check(draft, &read, &mut findings);
    tables::check(&read, &mut findings);
    footnotes::check(&read, &mut findings);
    findings.sort_by_key(|found| (found.place, found.range.start, found.range.end));
    // One that is never closed is told of as that first: it may be no tag at all.
    findings.dedup_by(|later, earlier| {
        later.range == earlier.range
            && matches!(later.kind, Kind::ElementTakenOut { .. })
            && matches!(earlier.kind, Kind::UnclosedHtml { .. })
    });
    findings
}

/// What is never closed, with the ends that close it: if they do. Where a line begins HTML anew, an
/// end put there is not read as that of what stands before.
fn unclosed(body: &str, read: &reader::Read<'_>, findings: &mut Vec<Finding>) {
    let mut found = Vec::new();
    html::check(read, &mut found);
    let fixes: Vec<Edit> = found.iter().filter_map(|f| f.fix.clone()).collect();
    if !fixes.is_empty() {
        let closed = crate::typography::apply(body, &fixes);
        let mut left = Vec::new();
        html::check(&reader::read(&closed), &mut left);
        if left.iter().any(|finding| finding.fix.is_some()) {
            found.iter_mut().for_each(|finding| finding.fix = None);
        }
    }
    findings.append(&mut found);
}

fn title(title: &str, findings: &mut Vec<Finding>) {
    let words = title.trim();
    let characters = words.chars().count();
    let kind = if characters == 0 {
        Kind::TitleEmpty
    } else if characters > LONGEST_TITLE {
        Kind::TitleLong { characters }
    } else {
        return;
    };
    findings.push(Finding {
        place: Place::Title,
        range: 0..title.len(),
        kind,
        fix: None,
    });
}

#[cfg(test)]
mod tests;
