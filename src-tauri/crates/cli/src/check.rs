//! `billet check`

use std::process::ExitCode;

use billet_text::{Document, Draft, Edit, Finding, Place, PostPolicy};
use serde_json::json;

use crate::arguments::Input;
use crate::failure::Failure;
use crate::input::{self, Source};
use crate::{output, posts};

/// The exit status when something was found.
const FOUND: u8 = 3;

pub fn check(input: &Input, https: bool, as_json: bool, fix: bool) -> Result<ExitCode, Failure> {
    let mut source = input::read(input)?;
    let mut findings = findings(&source, &source.document()?, https);
    if fix {
        if source.is_stdin() {
            return Err(Failure::new(
                "Standard input cannot be set right: name a file.",
            ));
        }
        let edits: Vec<Edit> = findings.iter().filter_map(|f| f.fix.clone()).collect();
        if !edits.is_empty() {
            source.replace(&billet_text::apply(&source.text, &edits))?;
            source = input::read(&Input {
                file: input.file.clone(),
                // What was written is UTF-8.
                encoding: None,
            })?;
            findings = self::findings(&source, &source.parsed()?, https);
        }
    }
    let lines = source.lines();
    if as_json {
        let rows: Vec<_> = findings
            .iter()
            .map(|found| {
                let (line, column) = lines.place(found.range.start);
                json!({
                    "line": line,
                    "column": column,
                    "start": found.range.start,
                    "end": found.range.end,
                    "kind": found.kind.as_str(),
                    "severity": found.kind.severity().as_str(),
                    "sentence": found.kind.to_string(),
                    "fix": found.fix.as_ref().map(|fix| json!({
                        "start": fix.range.start,
                        "end": fix.range.end,
                        "text": fix.text,
                        "label": fix.why.to_string(),
                    })),
                })
            })
            .collect();
        output::json(&rows)?;
    } else {
        for found in &findings {
            let (line, column) = lines.place(found.range.start);
            output::line(&format!("{}:{line}:{column}: {}", source.name, found.kind))?;
        }
    }
    Ok(if findings.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FOUND)
    })
}

/// What is found in a file, with places in the whole file. A title stands at its beginning.
fn findings(source: &Source, document: &Document, https: bool) -> Vec<Finding> {
    let text = posts::text_of(document);
    // The Markdown is the end of the file.
    let start = source.text.len() - text.body.len();
    let mut findings = billet_text::check(&Draft {
        title: &text.title,
        body: &text.body,
        https,
        islands_stay: false,
        policy: &PostPolicy::default(),
    });
    for found in &mut findings {
        if found.place == Place::Title {
            found.range = 0..0;
            continue;
        }
        found.range = found.range.start + start..found.range.end + start;
        if let Some(fix) = &mut found.fix {
            fix.range = fix.range.start + start..fix.range.end + start;
        }
    }
    findings
}
