//! `billet import-html`

use std::collections::BTreeMap;

use billet_text::{Imported, import, paste};

use crate::arguments::Input;
use crate::failure::Ended;
use crate::{input, output};

/// Prints the Markdown of a post's content, or of a clipboard's HTML.
pub fn import_html(input: &Input, pasted: bool, report: bool) -> Ended {
    let html = input::read(input)?.text;
    if pasted {
        return print(paste(&html));
    }
    let imported = import(&html);
    if report {
        eprintln!("{}", output::printable(&summary(&imported)));
    }
    print(imported.markdown)
}

fn print(mut markdown: String) -> Ended {
    if !markdown.is_empty() {
        markdown.push('\n');
    }
    output::text(&markdown)
}

/// How much became Markdown, in one sentence.
fn summary(imported: &Imported) -> String {
    let mut labels: BTreeMap<&str, usize> = BTreeMap::new();
    for label in imported
        .chunks
        .iter()
        .filter_map(|chunk| chunk.island.as_deref())
    {
        *labels.entry(label).or_default() += 1;
    }
    let blocks = match imported.chunks.len() {
        1 => "1 block".to_owned(),
        count => format!("{count} blocks"),
    };
    let islands = match labels.values().sum::<usize>() {
        0 => return format!("{blocks}, all of them Markdown."),
        1 => "1 of them stays as it is".to_owned(),
        count => format!("{count} of them stay as they are"),
    };
    let named: Vec<String> = labels
        .into_iter()
        .map(|(label, count)| match count {
            1 => label.to_owned(),
            count => format!("{label} ({count})"),
        })
        .collect();
    format!("{blocks}, {islands}: {}.", named.join(", "))
}
