//! The entries of front matter, read from YAML or TOML. Values keep the text they are written
//! with: `1984` and `2026-11-22` are no numbers and no dates here.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use super::FrontMatterError;
use super::value::{Value, is_literal, is_nothing};

/// How deep tables and lists may stand in each other. Nobody's do; a file whose do would be a way to
/// run out of stack.
const DEEPEST: usize = 32;

/// One entry at the top level.
pub(super) struct Field {
    /// As written.
    pub key: String,
    /// The line in the file, from 1.
    line: usize,
    /// `None` for one that refers to another (`*x`).
    value: Option<Value>,
}

impl Field {
    /// The value as one text.
    pub fn text(&self, key: &'static str) -> Result<Option<String>, FrontMatterError> {
        match &self.value {
            Some(Value::Nothing) => Ok(None),
            Some(Value::Text(text) | Value::Literal(text)) => {
                let text = text.trim().to_owned();
                Ok((!text.is_empty()).then_some(text))
            }
            _ => Err(self.is_no(key, "a text")),
        }
    }

    /// The value as names, from a list or between commas.
    pub fn names(&self, key: &'static str) -> Result<Vec<String>, FrontMatterError> {
        let names = self.value.as_ref().and_then(names);
        names.ok_or_else(|| self.is_no(key, "a list of names"))
    }

    /// The value, whatever it is.
    pub fn into_value(self) -> Option<(String, Value)> {
        Some((self.key, self.value?))
    }

    fn is_no(&self, key: &'static str, expected: &'static str) -> FrontMatterError {
        FrontMatterError::Kind {
            line: self.line,
            key,
            expected,
        }
    }
}

/// A value as names, each once; `None` if it is something else.
pub(super) fn names(value: &Value) -> Option<Vec<String>> {
    let written: Vec<&str> = match value {
        Value::Nothing => Vec::new(),
        Value::Text(text) | Value::Literal(text) => text.split(',').collect(),
        Value::List(items) => items
            .iter()
            .filter(|item| **item != Value::Nothing)
            .map(|item| match item {
                Value::Text(text) | Value::Literal(text) => Some(text.as_str()),
                _ => None,
            })
            .collect::<Option<_>>()?,
        Value::Table(_) => return None,
    };
    let mut seen = std::collections::HashSet::new();
    let names = written.into_iter().map(str::trim);
    Some(
        names
            .filter(|name| !name.is_empty() && seen.insert(*name))
            .map(str::to_owned)
            .collect(),
    )
}

/// What is open in YAML.
enum Open {
    List(Vec<Value>),
    Table(Vec<(String, Value)>, Key),
}

/// The key whose value comes next.
enum Key {
    /// A key comes next.
    Missing,
    Named(String, usize),
    /// A list, a table or a reference as a key: left out with its value.
    Odd,
}

/// Reads YAML from the parser's events. References (`*x`) are not followed, so a small file cannot
/// become a large one.
struct Yaml {
    open: Vec<Open>,
    fields: Vec<Field>,
    /// A reference was met in the present entry.
    refers: bool,
    is_table: Option<bool>,
}

/// The entries of YAML; `None` if it is something else than entries.
pub(super) fn yaml_fields(source: &str) -> Result<Option<Vec<Field>>, FrontMatterError> {
    let mut yaml = Yaml {
        open: Vec::new(),
        fields: Vec::new(),
        refers: false,
        is_table: None,
    };
    for event in Parser::new_from_str(source) {
        let (event, span) = event.map_err(|error| unreadable_yaml(source, &error))?;
        // The opening `---` is the file's first line.
        let line = span.start.line() + 1;
        match event {
            Event::MappingStart(..) => yaml.begin(Open::Table(Vec::new(), Key::Missing), line)?,
            Event::SequenceStart(..) => yaml.begin(Open::List(Vec::new()), line)?,
            Event::MappingEnd | Event::SequenceEnd => yaml.end(),
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                let value = if plain && is_nothing(&text) {
                    Value::Nothing
                } else if plain && is_literal(&text) {
                    Value::Literal(text.into_owned())
                } else {
                    Value::Text(text.into_owned())
                };
                yaml.value(value, line);
            }
            Event::Alias(_) => yaml.reference(),
            _ => {}
        }
    }
    Ok(yaml.is_table.unwrap_or(true).then_some(yaml.fields))
}

impl Yaml {
    fn begin(&mut self, open: Open, line: usize) -> Result<(), FrontMatterError> {
        if self.open.len() == DEEPEST {
            return Err(too_deep(line));
        }
        self.is_table.get_or_insert(matches!(open, Open::Table(..)));
        self.open.push(open);
        Ok(())
    }

    fn end(&mut self) {
        let value = match self.open.pop() {
            Some(Open::List(items)) => Value::List(items),
            Some(Open::Table(entries, _)) => Value::Table(entries),
            None => return,
        };
        match self.open.last_mut() {
            Some(Open::Table(_, key @ Key::Missing)) => *key = Key::Odd,
            Some(_) => self.value(value, 0),
            None => {}
        }
    }

    fn reference(&mut self) {
        match self.open.last_mut() {
            Some(Open::Table(_, key @ Key::Missing)) => *key = Key::Odd,
            _ => {
                self.refers = true;
                self.value(Value::Nothing, 0);
            }
        }
    }

    /// A value is complete; as a scalar it may be a key.
    fn value(&mut self, value: Value, line: usize) {
        let top = self.open.len() == 1;
        match self.open.last_mut() {
            // Nothing at all is no entries; a text is no front matter.
            None => {
                self.is_table.get_or_insert(value == Value::Nothing);
            }
            Some(Open::List(items)) => items.push(value),
            Some(Open::Table(entries, key)) => match std::mem::replace(key, Key::Missing) {
                Key::Missing => {
                    *key = Key::Named(text_of_key(value), line);
                }
                Key::Named(name, line) if top => {
                    let refers = std::mem::take(&mut self.refers);
                    self.fields.push(Field {
                        key: name,
                        line,
                        value: (!refers).then_some(value),
                    });
                }
                Key::Named(name, _) => entries.push((name, value)),
                Key::Odd if top => self.refers = false,
                Key::Odd => {}
            },
        }
    }
}

fn text_of_key(value: Value) -> String {
    match value {
        Value::Text(text) | Value::Literal(text) => text,
        _ => String::new(),
    }
}

fn too_deep(line: usize) -> FrontMatterError {
    FrontMatterError::Unreadable {
        line,
        cause: format!("more than {DEEPEST} lists and tables stand in each other"),
        advice: "Take some of them out.".to_owned(),
    }
}

fn unreadable_yaml(source: &str, error: &ScanError) -> FrontMatterError {
    let at = error.marker().line();
    // The parser may notice a mistake at the beginning of the next line.
    let culprit = [at, at.saturating_sub(1)].into_iter().find_map(|number| {
        let line = source.lines().nth(number.checked_sub(1)?)?;
        let (key, value) = line.split_once(':')?;
        let bare = !value
            .trim_start()
            .starts_with(['"', '\'', '[', '{', '|', '>']);
        let colon = bare && (value.contains(": ") || value.trim_end().ends_with(':'));
        colon.then(|| (number, key.trim().to_owned()))
    });
    match culprit {
        Some((number, key)) => FrontMatterError::Unreadable {
            line: number + 1,
            cause: format!("a colon stands inside the text of “{key}”"),
            advice: format!("Put the {key} in quotes."),
        },
        None => FrontMatterError::Unreadable {
            line: at + 1,
            cause: error.info().to_owned(),
            advice: "Each entry is a name, a colon, a space and a value; put a value with other \
                     signs in quotes."
                .to_owned(),
        },
    }
}

/// The entries of TOML.
pub(super) fn toml_fields(source: &str) -> Result<Vec<Field>, FrontMatterError> {
    let table: toml::Table = source.parse().map_err(|error: toml::de::Error| {
        let start = error.span().map_or(0, |span| span.start);
        FrontMatterError::Unreadable {
            line: line_at(source, start) + 1,
            cause: error.message().lines().collect::<Vec<_>>().join(", "),
            advice: "Each entry is a name, an equals sign and a value; put texts in quotes."
                .to_owned(),
        }
    })?;
    let lines = lines_of_keys(source);
    table
        .into_iter()
        .map(|(key, value)| {
            let line = lines.get(key.as_str()).copied().unwrap_or(1) + 1;
            let value = Some(toml_value(value, 1).ok_or_else(|| too_deep(line))?);
            Ok(Field { key, line, value })
        })
        .collect()
}

/// `None` when it is nested too deep.
fn toml_value(value: toml::Value, depth: usize) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    Some(match value {
        toml::Value::String(text) => Value::Text(text),
        toml::Value::Array(items) => {
            let items = items.into_iter().map(|item| toml_value(item, depth + 1));
            Value::List(items.collect::<Option<_>>()?)
        }
        toml::Value::Table(table) => {
            let entries = table
                .into_iter()
                .map(|(key, value)| Some((key, toml_value(value, depth + 1)?)));
            Value::Table(entries.collect::<Option<_>>()?)
        }
        other => Value::Literal(other.to_string()),
    })
}

/// The line, from 1, that holds the byte `at`.
fn line_at(source: &str, at: usize) -> usize {
    1 + source.bytes().take(at).filter(|&b| b == b'\n').count()
}

/// The first line, from 1, that each key begins.
fn lines_of_keys(source: &str) -> HashMap<&str, usize> {
    let mut lines = HashMap::new();
    for (at, line) in source.lines().enumerate() {
        let line = line.trim_start().trim_start_matches(['[', '"', '\'']);
        if let Some(key) = line.split(['=', '.', ']', '"', '\'', ' ', '\t']).next() {
            lines.entry(key).or_insert(at + 1);
        }
    }
    lines
}
