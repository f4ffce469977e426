//! Front matter out: a document becomes the file that a site generator reads.

use std::borrow::Cow;
use std::collections::HashSet;

use super::value::{Value, is_literal, is_nothing};
use super::{Document, KNOWN};

/// Whose files to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FrontMatter {
    /// YAML with `excerpt`.
    Jekyll,
    /// YAML with `summary`.
    HugoYaml,
    /// TOML with `summary`.
    HugoToml,
    /// TOML with `description`, and with tags and categories in `[taxonomies]`. Zola refuses names
    /// it does not know, so those go to `[extra]`.
    Zola,
}

/// The names that Zola knows at the top level of a page.
const ZOLA: [&str; 11] = [
    "updated",
    "weight",
    "draft",
    "path",
    "aliases",
    "authors",
    "in_search_index",
    "template",
    "render",
    "taxonomies",
    "extra",
];

/// Entries, in the order in which they are written.
type Entries<'a> = Vec<(&'a str, Cow<'a, Value>)>;

impl Document {
    /// The document as a file. What it was read from comes out with all its entries, and reads the
    /// same again; comments and the layout of the entries are not kept. A document without entries
    /// is its Markdown alone.
    #[must_use]
    pub fn to_file(&self, format: FrontMatter) -> String {
        let entries = self.entries(format);
        let mark = match format {
            FrontMatter::Jekyll | FrontMatter::HugoYaml => "---",
            FrontMatter::HugoToml | FrontMatter::Zola => "+++",
        };
        // A body that would be taken for front matter has some before it, even if it is empty.
        let like_a_mark = ["---", "+++", "\u{feff}"];
        if entries.is_empty() && !like_a_mark.iter().any(|start| self.body.starts_with(start)) {
            return self.body.clone();
        }
        let mut out = format!("{mark}\n");
        if mark == "---" {
            for (key, value) in &entries {
                push(&mut out, &[&bare_or_quoted(key), ": "]);
                yaml(value, &mut out);
                out.push('\n');
            }
        } else {
            toml_entries(&entries, &mut out);
        }
        push(&mut out, &[mark, "\n"]);
        if !self.body.is_empty() {
            push(&mut out, &["\n", &self.body]);
        }
        out
    }

    fn entries(&self, format: FrontMatter) -> Entries<'_> {
        let zola = format == FrontMatter::Zola;
        let mut entries: Entries<'_> = Vec::new();
        let text = |text: &str| Cow::Owned(Value::Text(text.to_owned()));
        let mut add = |key: &'static str, value: Option<Cow<'static, Value>>| {
            entries.extend(value.map(|value| (key, value)));
        };
        add("title", self.title.as_deref().map(text));
        let date = self.date.as_deref().map(|date| {
            let date = date.to_owned();
            Cow::Owned(if is_literal(&date) {
                Value::Literal(date)
            } else {
                Value::Text(date)
            })
        });
        add("date", date);
        add("slug", self.slug.as_deref().map(text));
        add(self.excerpt_key(format), self.excerpt.as_deref().map(text));
        let (tags, categories) = (list(&self.tags), list(&self.categories));
        if zola {
            let mut taxonomies = Vec::new();
            taxonomies.extend(tags.map(|tags| ("tags".to_owned(), tags)));
            taxonomies.extend(categories.map(|names| ("categories".to_owned(), names)));
            if let Some(Value::Table(rest)) = self.other("taxonomies") {
                taxonomies.extend(rest.iter().cloned());
            }
            let table = (!taxonomies.is_empty()).then_some(Cow::Owned(Value::Table(taxonomies)));
            add("taxonomies", table);
        } else {
            add("tags", tags.map(Cow::Owned));
            add("categories", categories.map(Cow::Owned));
        }
        let others = self.other.iter().filter(|(key, _)| !is_taken(key));
        if !zola {
            entries.extend(others.map(|(key, value)| (key.as_str(), Cow::Borrowed(value))));
            return entries;
        }
        let mut extra = match self.other("extra") {
            Some(Value::Table(entries)) => entries.clone(),
            _ => Vec::new(),
        };
        let mut names: HashSet<String> = extra.iter().map(|(key, _)| key.clone()).collect();
        for (key, value) in others {
            match (key.as_str(), value) {
                ("taxonomies" | "extra", Value::Table(_)) => {}
                (known, value) if ZOLA.contains(&known) => {
                    entries.push((known, Cow::Borrowed(value)));
                }
                (key, value) => {
                    if names.insert(key.to_owned()) {
                        extra.push((key.to_owned(), value.clone()));
                    }
                }
            }
        }
        if !extra.is_empty() {
            entries.push(("extra", Cow::Owned(Value::Table(extra))));
        }
        entries
    }

    /// The name that the format has for an excerpt, unless another one that is kept goes before it
    /// when the file is read.
    fn excerpt_key(&self, format: FrontMatter) -> &'static str {
        let key = match format {
            FrontMatter::Jekyll => "excerpt",
            FrontMatter::HugoYaml | FrontMatter::HugoToml => "summary",
            FrontMatter::Zola => return "description",
        };
        let goes_before = |(other, _): &(String, Value)| {
            let other = other.to_lowercase();
            other == "description" || other == key
        };
        if self.other.iter().any(goes_before) {
            "excerpt"
        } else {
            key
        }
    }

    fn other(&self, key: &str) -> Option<&Value> {
        let found = self.other.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| value)
    }
}

/// Whether a name has a field of its own. Of the names of an excerpt, those that are kept stand
/// behind the one that is used.
fn is_taken(key: &str) -> bool {
    let key = key.to_lowercase();
    KNOWN.contains(&key.as_str()) || key == "excerpt"
}

fn list(names: &[String]) -> Option<Value> {
    let items = names.iter().cloned().map(Value::Text).collect();
    (!names.is_empty()).then_some(Value::List(items))
}

fn push(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}

/// A value on one line of YAML.
fn yaml(value: &Value, out: &mut String) {
    match value {
        Value::Nothing => out.push_str("null"),
        Value::Literal(text) if is_literal(text) => out.push_str(text),
        Value::Literal(text) => out.push_str(&quoted(text)),
        Value::Text(text) => out.push_str(&bare_or_quoted(text)),
        Value::List(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { ", " });
                yaml(item, out);
            }
            out.push(']');
        }
        Value::Table(entries) => {
            out.push('{');
            for (i, (key, value)) in entries.iter().enumerate() {
                push(
                    out,
                    &[if i == 0 { "" } else { ", " }, &bare_or_quoted(key), ": "],
                );
                yaml(value, out);
            }
            out.push('}');
        }
    }
}

/// Simple entries, then tables under their names: that is how TOML tells them apart.
fn toml_entries(entries: &Entries<'_>, out: &mut String) {
    let is_table = |value: &Value| matches!(value, Value::Table(_));
    for (key, value) in entries.iter().filter(|(_, value)| !is_table(value)) {
        toml_entry(key, value, out);
    }
    for (key, value) in entries {
        if let Value::Table(inner) = &**value {
            push(out, &["\n[", &toml_key(key), "]\n"]);
            for (key, value) in inner {
                toml_entry(key, value, out);
            }
        }
    }
}

/// TOML has no way to write that there is nothing, but to leave it out.
fn toml_entry(key: &str, value: &Value, out: &mut String) {
    if *value != Value::Nothing {
        push(out, &[&toml_key(key), " = "]);
        toml(value, out);
        out.push('\n');
    }
}

/// A value on one line of TOML.
fn toml(value: &Value, out: &mut String) {
    match value {
        Value::Nothing => {}
        Value::Literal(text) if is_toml_literal(text) => out.push_str(text),
        Value::Literal(text) | Value::Text(text) => out.push_str(&quoted(text)),
        Value::List(items) => {
            out.push('[');
            let items = items.iter().filter(|item| **item != Value::Nothing);
            for (i, item) in items.enumerate() {
                out.push_str(if i == 0 { "" } else { ", " });
                toml(item, out);
            }
            out.push(']');
        }
        Value::Table(entries) => {
            out.push('{');
            let entries = entries.iter().filter(|(_, value)| *value != Value::Nothing);
            for (i, (key, value)) in entries.enumerate() {
                push(
                    out,
                    &[if i == 0 { " " } else { ", " }, &toml_key(key), " = "],
                );
                toml(value, out);
            }
            out.push_str(" }");
        }
    }
}

/// Whether TOML reads a text without quotes, and as the same.
fn is_toml_literal(text: &str) -> bool {
    let line = format!("x = {text}\n");
    let read: Result<toml::Table, _> = line.parse();
    read.is_ok_and(|table| {
        table.len() == 1
            && table
                .get("x")
                .is_some_and(|value| !value.is_str() && value.to_string() == text)
    })
}

fn toml_key(key: &str) -> String {
    let bare = !key.is_empty()
        && key
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    if bare { key.to_owned() } else { quoted(key) }
}

/// A text for YAML: without quotes if nobody can take it for anything else.
fn bare_or_quoted(text: &str) -> String {
    let bare = text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
        && !text.contains("  ")
        && !is_nothing(text)
        && !is_literal(text)
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '/' | '’'));
    if bare { text.to_owned() } else { quoted(text) }
}

/// A text in double quotes, with the escapes that YAML and TOML share.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control()
                || matches!(
                    c,
                    '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
                ) =>
            {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
