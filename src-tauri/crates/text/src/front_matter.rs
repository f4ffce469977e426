//! Front matter: what stands between `---` (YAML) or `+++` (TOML) at the head of a Markdown file.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use crate::front_matter_fields::{Field, toml_fields, yaml_fields};
use crate::markdown::events;

/// What stands in a Markdown file with front matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// `title`
    pub title: Option<String>,
    /// `slug`
    pub slug: Option<String>,
    /// `tags`: a list, or names between commas. Each name once.
    pub tags: Vec<String>,
    /// `categories` or `category`: as `tags`.
    pub categories: Vec<String>,
    /// `excerpt`, `description` or `summary`: the first of these that is there.
    pub excerpt: Option<String>,
    /// `date`, as written.
    pub date: Option<String>,
    /// The Markdown after the front matter, without blank lines before its first.
    pub body: String,
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
/// entries after it), is all body. A byte order mark and Windows line ends are accepted; other
/// keys than [`Document`]'s are ignored.
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
    let mut excerpts = [None, None, None];
    for field in fields {
        match field.key.to_lowercase().as_str() {
            "title" => document.title = field.text("title")?,
            "slug" => document.slug = field.text("slug")?,
            "date" => document.date = field.text("date")?,
            "tags" => document.tags = field.names("tags")?,
            "categories" | "category" => document.categories = field.names("categories")?,
            "excerpt" => excerpts[0] = field.text("excerpt")?,
            "description" => excerpts[1] = field.text("description")?,
            "summary" => excerpts[2] = field.text("summary")?,
            _ => {}
        }
    }
    document.excerpt = excerpts.into_iter().flatten().next();
    Ok(document)
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
