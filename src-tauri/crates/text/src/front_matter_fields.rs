//! The entries of front matter, read from YAML or TOML. Values keep the text they are written
//! with: `1984` and `2026-11-22` are no numbers and no dates here.

use saphyr_parser::{Event, Parser, ScanError};

use crate::front_matter::FrontMatterError;

/// One entry at the top level.
pub(crate) struct Field {
    /// As written.
    pub key: String,
    /// The line in the file, from 1.
    line: usize,
    value: Value,
}

enum Value {
    Nothing,
    Text(String),
    List(Vec<String>),
    /// A table, a list of lists or a reference.
    Other,
}

impl Field {
    /// The value as one text.
    pub fn text(self, key: &'static str) -> Result<Option<String>, FrontMatterError> {
        match self.value {
            Value::Nothing => Ok(None),
            Value::Text(text) => {
                let text = text.trim().to_owned();
                Ok((!text.is_empty()).then_some(text))
            }
            _ => Err(FrontMatterError::Kind {
                line: self.line,
                key,
                expected: "a text",
            }),
        }
    }

    /// The value as names, from a list or between commas.
    pub fn names(self, key: &'static str) -> Result<Vec<String>, FrontMatterError> {
        let written = match self.value {
            Value::Nothing => Vec::new(),
            Value::Text(text) => text.split(',').map(str::to_owned).collect(),
            Value::List(names) => names,
            Value::Other => {
                let expected = "a list of names";
                return Err(FrontMatterError::Kind {
                    line: self.line,
                    key,
                    expected,
                });
            }
        };
        let mut names: Vec<String> = Vec::new();
        for name in written {
            let name = name.trim();
            if !name.is_empty() && !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        Ok(names)
    }
}

/// The entries of YAML; `None` if it is something else than entries.
///
/// Read from the parser's events: nothing is built from what is ignored, and references (`*x`) are
/// not followed, so a small file cannot become a large one.
pub(crate) fn yaml_fields(source: &str) -> Result<Option<Vec<Field>>, FrontMatterError> {
    let mut fields = Vec::new();
    let mut depth = 0_usize;
    let mut is_mapping = None;
    // The key whose value comes next.
    let mut key: Option<(String, usize)> = None;
    let mut value = Value::Nothing;
    for event in Parser::new_from_str(source) {
        let (event, span) = event.map_err(|error| unreadable_yaml(source, &error))?;
        // The opening `---` is the file's first line.
        let line = span.start.line() + 1;
        let begins_value = key.is_some() && depth == 1;
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                let list = matches!(event, Event::SequenceStart(..));
                if begins_value && list {
                    value = Value::List(Vec::new());
                } else if begins_value || depth == 2 {
                    value = Value::Other;
                }
                is_mapping.get_or_insert(!list);
                depth += 1;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                depth = depth.saturating_sub(1);
                if depth == 1 {
                    let value = std::mem::replace(&mut value, Value::Nothing);
                    match key.take() {
                        Some((key, line)) => fields.push(Field { key, line, value }),
                        // A list as a key: no key of ours, but its value is still to come.
                        None => key = Some((String::new(), line)),
                    }
                }
            }
            Event::Scalar(text, style, ..) => {
                let plain = style == saphyr_parser::ScalarStyle::Plain;
                let nothing = plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                if depth == 0 {
                    // Nothing at all is no entries; a text is no front matter.
                    is_mapping.get_or_insert(nothing);
                } else if begins_value {
                    if let Some((key, line)) = key.take() {
                        let value = if nothing {
                            Value::Nothing
                        } else {
                            Value::Text(text.into_owned())
                        };
                        fields.push(Field { key, line, value });
                    }
                } else if depth == 1 {
                    key = Some((text.into_owned(), line));
                } else if depth == 2
                    && !nothing
                    && let Value::List(names) = &mut value
                {
                    names.push(text.into_owned());
                }
            }
            Event::Alias(_) if begins_value => {
                if let Some((key, line)) = key.take() {
                    fields.push(Field {
                        key,
                        line,
                        value: Value::Other,
                    });
                }
            }
            Event::Alias(_) if depth == 1 => key = Some((String::new(), line)),
            Event::Alias(_) if depth == 2 => value = Value::Other,
            _ => {}
        }
    }
    Ok(is_mapping.unwrap_or(true).then_some(fields))
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
pub(crate) fn toml_fields(source: &str) -> Result<Vec<Field>, FrontMatterError> {
    let table: toml::Table = source.parse().map_err(|error: toml::de::Error| {
        let start = error.span().map_or(0, |span| span.start);
        FrontMatterError::Unreadable {
            line: line_at(source, start) + 1,
            cause: error.message().lines().collect::<Vec<_>>().join(", "),
            advice: "Each entry is a name, an equals sign and a value; put texts in quotes."
                .to_owned(),
        }
    })?;
    let fields = table.into_iter().map(|(key, value)| {
        let line = line_of_key(source, &key) + 1;
        let value = match value {
            toml::Value::Array(items) => {
                let names: Option<Vec<String>> = items.iter().map(toml_text).collect();
                names.map_or(Value::Other, Value::List)
            }
            other => toml_text(&other).map_or(Value::Other, Value::Text),
        };
        Field { key, line, value }
    });
    Ok(fields.collect())
}

fn toml_text(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Array(_) | toml::Value::Table(_) => None,
        other => Some(other.to_string()),
    }
}

/// The line, from 1, that holds the byte `at`.
fn line_at(source: &str, at: usize) -> usize {
    1 + source.bytes().take(at).filter(|&b| b == b'\n').count()
}

fn line_of_key(source: &str, key: &str) -> usize {
    let at = source.lines().position(|line| {
        let line = line.trim_start().trim_start_matches(['[', '"', '\'']);
        line.strip_prefix(key).is_some_and(|rest| {
            rest.trim_start_matches(['"', '\''])
                .trim_start()
                .starts_with(['=', '.', ']'])
        })
    });
    at.map_or(1, |at| at + 1)
}
