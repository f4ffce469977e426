//! `billet typography`

use billet_text::{Edit, Language};
use serde_json::json;

use crate::arguments::{Input, Lang};
use crate::failure::Ended;
use crate::input::{self, Source};
use crate::output;

/// How a no-break space and a narrow one are shown: nobody sees them else.
const SHOWN: [(char, char); 2] = [('\u{a0}', '⍽'), ('\u{202f}', '⎵')];

pub fn typography(input: &Input, lang: Lang, write: bool, as_json: bool) -> Ended {
    let source = input::read(input)?;
    let language = match lang {
        Lang::Fr => Language::French,
        Lang::En => Language::English,
    };
    let edits = billet_text::typography(&source.text, language);
    if as_json {
        return list(&source, &edits);
    }
    if !write {
        return show(&source, &edits);
    }
    let corrected = billet_text::apply(&source.text, &edits);
    if source.is_stdin() {
        return output::text(&corrected);
    }
    if !edits.is_empty() {
        source.replace(&corrected)?;
    }
    output::line(&format!("{}: {}.", source.name, count(edits.len())))
}

fn count(corrections: usize) -> String {
    match corrections {
        0 => "no corrections".to_owned(),
        1 => "1 correction".to_owned(),
        more => format!("{more} corrections"),
    }
}

fn list(source: &Source, edits: &[Edit]) -> Ended {
    let lines = source.lines();
    let rows: Vec<_> = edits
        .iter()
        .map(|edit| {
            let (line, column) = lines.place(edit.range.start);
            json!({
                "line": line,
                "column": column,
                "start": edit.range.start,
                "end": edit.range.end,
                "from": source.text.get(edit.range.clone()),
                "to": edit.text,
                "why": edit.why.as_str(),
                "label": edit.why.to_string(),
            })
        })
        .collect();
    output::json(&rows)
}

/// Each line that would change, before and after.
fn show(source: &Source, edits: &[Edit]) -> Ended {
    let lines = source.lines();
    let mut rest = edits;
    while let Some(first) = rest.first() {
        let line = lines.around(first.range.start);
        // The edits of a line end in it: none reaches over a line break.
        let in_line = rest.partition_point(|edit| edit.range.start <= line.end);
        let (here, behind) = rest.split_at_checked(in_line.max(1)).unwrap_or((rest, &[]));
        rest = behind;
        let inside: Vec<Edit> = here
            .iter()
            .map(|edit| Edit {
                range: edit.range.start - line.start..edit.range.end - line.start,
                ..edit.clone()
            })
            .collect();
        let before = source.text.get(line.clone()).unwrap_or("");
        output::line(&format!("{}:{}", source.name, lines.place(line.start).0))?;
        output::line(&format!("- {}", visible(before)))?;
        let after = billet_text::apply(before, &inside);
        output::line(&format!("+ {}", visible(&after)))?;
    }
    if edits.is_empty() {
        return Ok(());
    }
    let [(_, no_break), (_, narrow)] = SHOWN;
    output::line(&format!(
        "{} ({no_break} no-break space, {narrow} narrow no-break space). Nothing was changed: add \
         --write to make them.",
        count(edits.len())
    ))
}

fn visible(text: &str) -> String {
    let shown = |c: char| {
        SHOWN
            .iter()
            .find(|(space, _)| *space == c)
            .map_or(c, |(_, sign)| *sign)
    };
    text.chars().map(shown).collect()
}
