//! Reads the examples of the CommonMark specification from the npm package `commonmark-spec`.

use std::path::Path;

/// What the specification says of one text.
pub struct Example {
    /// As the specification counts, from 1.
    pub number: usize,
    /// The heading it stands under.
    pub section: String,
    /// The text.
    pub markdown: String,
    /// Its HTML.
    pub html: String,
}

/// Opens and, without the word, closes an example.
const FENCE: &str = "````````````````````````````````";

/// The examples in their order.
pub fn all() -> Vec<Example> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../tests/node/node_modules/commonmark-spec/spec.txt");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!(
            "the CommonMark specification is missing ({error}): `scripts/setup.sh test` fetches it"
        )
    });
    read(&text)
}

fn read(text: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut section = "";
    let mut lines = text
        .lines()
        .take_while(|line| *line != "<!-- END TESTS -->");
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix('#') {
            section = heading.trim_start_matches('#').trim();
        } else if line.strip_prefix(FENCE) == Some(" example") {
            let mut until = |end: &str| -> String {
                let part = lines.by_ref().take_while(|line| *line != end);
                // The specification writes tabs as arrows.
                part.map(|line| line.replace('→', "\t") + "\n").collect()
            };
            examples.push(Example {
                number: examples.len() + 1,
                section: section.to_owned(),
                markdown: until("."),
                html: until(FENCE),
            });
        }
    }
    examples
}
