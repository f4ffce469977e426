//! Ghost's older form of a post, Mobiledoc 0.3, as HTML.

use serde_json::Value;

use super::cards;
use crate::xml::escaped;

/// A document as HTML.
pub(super) fn html(document: &Value) -> String {
    let sections = document.get("sections").and_then(Value::as_array);
    sections
        .into_iter()
        .flatten()
        .map(|section| one(document, section))
        .collect()
}

/// `[1, tag, markers]`, `[2, src]`, `[3, tag, [markers…]]`, `[10, card]`.
fn one(document: &Value, section: &Value) -> String {
    let at = |index: usize| section.get(index).unwrap_or(&Value::Null);
    match at(0).as_i64() {
        Some(1) => {
            let tag = tag(
                at(1),
                &[
                    "p",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "blockquote",
                    "aside",
                ],
            );
            let tag = if tag == "aside" { "blockquote" } else { tag };
            format!("<{tag}>{}</{tag}>", markers(document, at(2)))
        }
        Some(2) => {
            let source = escaped(at(1).as_str().unwrap_or_default());
            format!("<p><img src=\"{source}\" alt=\"\"></p>")
        }
        Some(3) => {
            let tag = tag(at(1), &["ul", "ol"]);
            let items = at(2).as_array().into_iter().flatten();
            let items: String = items
                .map(|item| format!("<li>{}</li>", markers(document, item)))
                .collect();
            format!("<{tag}>{items}</{tag}>")
        }
        Some(10) => {
            let card = of(document, "cards", at(1));
            let name = card.get(0).and_then(Value::as_str).unwrap_or_default();
            cards::html(name, card.get(1).unwrap_or(&Value::Null))
        }
        _ => String::new(),
    }
}

/// The tag that is named, if it is one of these; else the first.
fn tag<'a>(value: &Value, known: &[&'a str]) -> &'a str {
    let name = value.as_str().unwrap_or_default().to_lowercase();
    let found = known.iter().find(|known| **known == name);
    found.or(known.first()).copied().unwrap_or("p")
}

/// A row of one of the document's tables.
fn of<'a>(document: &'a Value, table: &str, index: &Value) -> &'a Value {
    let index = index.as_u64().and_then(|index| usize::try_from(index).ok());
    let row = index.and_then(|index| document.get(table)?.get(index));
    row.unwrap_or(&Value::Null)
}

/// `[kind, opened markups, closed markups, text or atom]`.
fn markers(document: &Value, markers: &Value) -> String {
    let mut out = String::new();
    let mut open: Vec<String> = Vec::new();
    for marker in markers.as_array().into_iter().flatten() {
        for opened in marker
            .get(1)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let (name, start) = markup(of(document, "markups", opened));
            out.push_str(&start);
            open.push(name);
        }
        let content = marker.get(3).unwrap_or(&Value::Null);
        if marker.get(0).and_then(Value::as_i64) == Some(1) {
            let atom = of(document, "atoms", content);
            match atom.get(0).and_then(Value::as_str) {
                Some("soft-return") => out.push_str("<br>"),
                _ => out.push_str(&escaped(
                    atom.get(1).and_then(Value::as_str).unwrap_or_default(),
                )),
            }
        } else {
            out.push_str(&escaped(content.as_str().unwrap_or_default()));
        }
        for _ in 0..marker.get(2).and_then(Value::as_u64).unwrap_or(0) {
            if let Some(name) = open.pop() {
                out.push_str(&format!("</{name}>"));
            }
        }
    }
    while let Some(name) = open.pop() {
        out.push_str(&format!("</{name}>"));
    }
    out
}

/// `["a", ["href", "…"]]`: the name and the beginning.
fn markup(markup: &Value) -> (String, String) {
    let known = [
        "span", "a", "b", "strong", "i", "em", "s", "u", "code", "sub", "sup",
    ];
    let name = tag(markup.get(0).unwrap_or(&Value::Null), &known).to_owned();
    let mut start = format!("<{name}");
    let attributes: Vec<&str> = markup
        .get(1)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    for pair in attributes.as_chunks::<2>().0 {
        let [key, value] = *pair;
        if key == "href" {
            start.push_str(&format!(" href=\"{}\"", escaped(value)));
        }
    }
    start.push('>');
    (name, start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_become_html() {
        let document = serde_json::json!({
            "version": "0.3.1",
            "atoms": [["soft-return", "", {}]],
            "cards": [["markdown", {"markdown": "Un *mot*"}], ["hr", {}]],
            "markups": [["strong"], ["a", ["href", "https://a.example"]]],
            "sections": [
                [1, "h2", [[0, [], 0, "Été"]]],
                [1, "p", [[0, [0], 0, "a < b "], [0, [1], 2, "lien"], [1, [], 0, 0], [0, [], 0, "fin"]]],
                [3, "ol", [[[0, [], 0, "un"]], [[0, [], 0, "deux"]]]],
                [10, 0], [10, 1], [10, 99], [77]
            ]
        });
        assert_eq!(
            html(&document),
            "<h2>Été</h2><p><strong>a &lt; b <a href=\"https://a.example\">lien</a></strong><br>fin\
             </p><ol><li>un</li><li>deux</li></ol><p>Un <em>mot</em></p><hr>"
        );
    }
}
