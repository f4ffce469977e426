//! Front matter: what stands between `---` (YAML) or `+++` (TOML) at the head of a Markdown file.

mod fields;
mod value;
mod write;

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use crate::markdown::events;
use fields::{Field, names, toml_fields, yaml_fields};

pub use value::Value;
pub use write::FrontMatter;

/// The names that have a field of their own, in lower case, but for those of an excerpt.
const KNOWN: [&str; 6] = ["title", "slug", "tags", "categories", "category", "date"];
/// The names of an excerpt: the first of these that is there is it.
const EXCERPTS: [&str; 3] = ["excerpt", "description", "summary"];

/// Other names that site generators know, in lower case.
const USUAL: [&str; 32] = [
    "aliases",
    "author",
    "authors",
    "comments",
    "cover",
    "draft",
    "extra",
    "featured",
    "image",
    "images",
    "keywords",
    "lang",
    "language",
    "lastmod",
    "layout",
    "math",
    "menu",
    "modified",
    "params",
    "path",
    "permalink",
    "published",
    "series",
    "subtitle",
    "taxonomies",
    "template",
    "toc",
    "translationkey",
    "type",
    "updated",
    "url",
    "weight",
];

/// What stands in a Markdown file with front matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// `title`
    pub title: Option<String>,
    /// `slug`
    pub slug: Option<String>,
    /// `tags`: a list, or names between commas; also in Zola's `[taxonomies]`. Each name once.
    pub tags: Vec<String>,
    /// `categories` or `category`: as `tags`.
    pub categories: Vec<String>,
    /// `excerpt`, `description` or `summary`: the first of these that is there.
    pub excerpt: Option<String>,
    /// `date`, as written.
    pub date: Option<String>,
    /// All other entries, in order, for whoever else reads the file (`draft`, `lastmod`, `[params]`);
    /// but for those that refer to others (`*x` in YAML). Of two with one name, the last.
    pub other: Vec<(String, Value)>,
    /// The Markdown after the front matter, without blank lines before its first.
    pub body: String,
}

impl Document {
    /// Whether what was read as front matter may be the beginning of the text: it says something,
    /// but nothing that Billet or a site generator has a name for. `---`, `Note: …` and `---` again
    /// is such a text.
    pub fn may_be_text(&self) -> bool {
        let named = self.title.is_some()
            || self.slug.is_some()
            || self.excerpt.is_some()
            || self.date.is_some()
            || !self.tags.is_empty()
            || !self.categories.is_empty();
        let usual = |(key, _): &(String, Value)| {
            let key = key.to_lowercase();
            [&KNOWN[..], &EXCERPTS, &USUAL]
                .iter()
                .any(|names| names.contains(&key.as_str()))
        };
        !named && !self.other.is_empty() && !self.other.iter().any(usual)
    }
}

/// Front matter that cannot be read; the sentence names the line and what to do.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum FrontMatterError {
    /// It is no YAML, or no TOML.
    #[error("The front matter cannot be read (line {line}): {cause}. {advice}")]
    Unreadable {
        /// The line in the file, from 1.
        line: usize,
        /// What the parser met.
        cause: String,
        /// What to do, as a sentence.
        advice: String,
    },
    /// A value is of a kind that its key cannot have.
    #[error(
        "The front matter cannot be read (line {line}): “{key}” must be {expected}. Write it on \
         one line, in quotes if it holds a colon."
    )]
    Kind {
        /// The line in the file, from 1.
        line: usize,
        /// The key as Billet names it.
        key: &'static str,
        /// What the key takes: "a text" or "a list of names".
        expected: &'static str,
    },
    /// The closing line is missing.
    #[error(
        "The front matter cannot be read (line 1): it never ends. Put a line with only {mark} \
         after its last entry."
    )]
    Unclosed {
        /// `---` or `+++`.
        mark: &'static str,
    },
}

/// Splits front matter (YAML between `---`, TOML between `+++`) from the Markdown.
///
/// A text that does not begin with such a line, or begins with `---` as a rule (a blank line or no
/// entries after it), is all body. A byte order mark and Windows line ends are accepted.
pub fn document(text: &str) -> Result<Document, FrontMatterError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let whole = || Document {
        body: text.to_owned(),
        ..Document::default()
    };
    let Some(split) = split(text)? else {
        return Ok(whole());
    };
    let source = text.get(split.source).unwrap_or("");
    let fields = match split.mark {
        "+++" => Some(toml_fields(source)?),
        _ => yaml_fields(source)?,
    };
    let Some(fields) = fields else {
        return Ok(whole());
    };
    let body = text.get(split.body..).unwrap_or("");
    let mut document = from_fields(fields)?;
    document.body = without_blank_lines(body).to_owned();
    Ok(document)
}

/// Where the Markdown begins in a text: behind its front matter, or at its beginning if there is none
/// that can be read.
pub(crate) fn body_start(text: &str) -> usize {
    document(text).map_or(0, |read| text.len() - read.body.len())
}

/// The title that the body itself begins with: the text of a first-level heading that is its first
/// block, and the Markdown after it. `None` if the body begins otherwise.
pub fn title_from_heading(document: &Document) -> Option<(String, String)> {
    let mut title = String::new();
    let mut inside = false;
    for (event, range) in events(&document.body) {
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H1,
                ..
            }) if !inside => inside = true,
            _ if !inside => return None,
            Event::End(TagEnd::Heading(_)) => {
                let title = title.trim().to_owned();
                let rest = without_blank_lines(document.body.get(range.end..)?);
                return (!title.is_empty()).then(|| (title, rest.to_owned()));
            }
            Event::Text(text) | Event::Code(text) => title.push_str(&text),
            Event::SoftBreak | Event::HardBreak => title.push(' '),
            _ => {}
        }
    }
    None
}

struct Split {
    mark: &'static str,
    source: Range<usize>,
    /// Where the body begins.
    body: usize,
}

fn split(text: &str) -> Result<Option<Split>, FrontMatterError> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or("");
    let mark = match first.trim_end() {
        "---" => "---",
        "+++" => "+++",
        _ => return Ok(None),
    };
    let mut at = first.len();
    for line in lines {
        let bare = line.trim_end();
        // `...` ends a YAML document, too.
        if bare == mark || (mark == "---" && bare == "...") {
            return Ok(Some(Split {
                mark,
                source: first.len()..at,
                body: at + line.len(),
            }));
        }
        // A rule is followed by a blank line; front matter is not.
        if at == first.len() && mark == "---" && bare.is_empty() {
            return Ok(None);
        }
        at += line.len();
    }
    // To publish somebody's front matter as text would be worse than to ask.
    let begins = text.lines().nth(1).unwrap_or("");
    let sign = if mark == "---" { ':' } else { '=' };
    let entry = begins.split_once(sign).is_some_and(|(key, _)| {
        let key = key.trim();
        !key.is_empty()
            && key
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
    });
    if entry {
        Err(FrontMatterError::Unclosed { mark })
    } else {
        Ok(None)
    }
}

fn from_fields(fields: Vec<Field>) -> Result<Document, FrontMatterError> {
    let mut document = Document::default();
    let mut excerpts = [const { None }; EXCERPTS.len()];
    let mut other = Vec::new();
    for field in fields {
        let key = field.key.to_lowercase();
        let excerpt = EXCERPTS.iter().position(|name| *name == key);
        match (key.as_str(), excerpt) {
            ("title", _) => document.title = field.text("title")?,
            ("slug", _) => document.slug = field.text("slug")?,
            ("date", _) => document.date = field.text("date")?,
            ("tags", _) => document.tags = field.names("tags")?,
            ("categories" | "category", _) => document.categories = field.names("categories")?,
            (_, Some(at)) => {
                let name = EXCERPTS.get(at).copied().unwrap_or("excerpt");
                let text = field.text(name)?;
                if let Some(place) = excerpts.get_mut(at) {
                    *place = text.map(|text| (text, field));
                }
            }
            _ => other.extend(field.into_value()),
        }
    }
    for (text, field) in excerpts.into_iter().flatten() {
        if document.excerpt.is_none() {
            document.excerpt = Some(text);
        } else {
            other.extend(field.into_value());
        }
    }
    for (key, value) in &mut other {
        if let ("taxonomies", Value::Table(entries)) = (key.as_str(), value) {
            take_names(entries, "tags", &mut document.tags);
            take_names(entries, "categories", &mut document.categories);
        }
    }
    other.retain(|(key, value)| key != "taxonomies" || *value != Value::Table(Vec::new()));
    document.other = last_of_each(other);
    Ok(document)
}

/// Takes the names of one of Zola's taxonomies.
fn take_names(entries: &mut Vec<(String, Value)>, taxonomy: &str, into: &mut Vec<String>) {
    entries.retain(|(key, value)| {
        let Some(found) = names(value).filter(|_| key == taxonomy) else {
            return true;
        };
        let known: HashSet<String> = into.iter().cloned().collect();
        into.extend(found.into_iter().filter(|name| !known.contains(name)));
        false
    });
}

/// Of entries with one name, the last.
fn last_of_each(entries: Vec<(String, Value)>) -> Vec<(String, Value)> {
    let mut seen = HashSet::new();
    let mut kept: Vec<_> = entries
        .into_iter()
        .rev()
        .filter(|(key, _)| seen.insert(key.clone()))
        .collect();
    kept.reverse();
    kept
}

fn without_blank_lines(text: &str) -> &str {
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n') {
        if !line.trim().is_empty() {
            break;
        }
        rest = after;
    }
    rest
}
