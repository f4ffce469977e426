//! Bringing posts in: each in a transaction of its own, none twice.

use std::collections::HashMap;
use std::path::Path;

use billet_core::{PostText, RemoteStatus};
use billet_store::origins::{self, Brought, Origin};
use billet_store::posts::{self, Measure};
use billet_store::{Library, StoreError};
use billet_text::Origin as Markup;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use url::Url;

use crate::found::{Beside, Body, Found, Item};
use crate::pictures::Pictures;
use crate::read::{Format, Reading, read};
use crate::report::{Fate, LeftKind, Report, Row};
use crate::standing::Standing;
use crate::{ExchangeError, known};

/// The letters of a post that lists show.
const SNIPPET: usize = 160;

/// How Ghost writes the address of its own blog in an export.
const GHOST: &str = "__GHOST_URL__";

/// How to import.
#[derive(Clone, Debug)]
pub struct How {
    /// Whether to bring the posts in; else nothing is written, and the report says what would be.
    pub write: bool,
    /// The address of the blog that the file is of, where it does not say so itself.
    pub home: Option<String>,
    /// The zone of dates that name none: this computer's.
    pub zone: TimeZone,
    /// The time it is.
    pub now: Timestamp,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the file, or of the folder's texts, that are read.
    pub read: u64,
    /// How many there are, as far as is known; 0 when it is not.
    pub total: u64,
    /// Posts that were met.
    pub posts: usize,
}

/// Reads what lies at `path`, recognised by its content, and brings its posts in.
///
/// `go_on` is told of each step, and ends the import by `false`: what was brought in stays. A fault
/// in the middle of a file ends it likewise; the report says so.
///
/// # Errors
/// The file cannot be read, or is of no kind that is known, or not one post of it could be read; or
/// the library could not take a post.
pub fn import(
    library: &Library,
    path: &Path,
    how: &How,
    go_on: &mut dyn FnMut(Progress) -> bool,
) -> Result<Report, ExchangeError> {
    let format = Format::of(path)?;
    let reading = Reading {
        zone: how.zone.clone(),
    };
    let total = match format {
        Format::Folder => 0,
        _ => std::fs::metadata(path).map_or(0, |file| file.len()),
    };
    let mut run = Run {
        library,
        how,
        report: Report::new(format),
        standing: library.read(Standing::read)?,
        seen: HashMap::new(),
    };
    let mut at = 0;
    let ended = read(path, format, &reading, &mut |item| {
        if let Item::At(read) = item {
            at = read;
        } else {
            run.item(item)?;
        }
        let progress = Progress {
            read: at,
            total,
            posts: run.report.posts,
        };
        if go_on(progress) {
            Ok(())
        } else {
            Err(ExchangeError::Stopped)
        }
    });
    let mut report = run.report;
    match ended {
        Ok(()) => {}
        Err(ExchangeError::Stopped) => report.stopped = true,
        // The library's own troubles are no matter of the file.
        Err(error @ ExchangeError::Store(_)) => return Err(error),
        Err(error) if report.posts == 0 => return Err(error),
        Err(error) => report.fault = Some(error.to_string()),
    }
    Ok(report)
}

struct Run<'a> {
    library: &'a Library,
    how: &'a How,
    report: Report,
    /// Where posts of this library stand on their blogs.
    standing: Standing,
    /// What this file had already, by source and key, and the hash of it.
    seen: HashMap<(String, String), String>,
}

impl Run<'_> {
    fn item(&mut self, item: Item) -> Result<(), ExchangeError> {
        match item {
            Item::Blog(name) => self.report.blog = name,
            Item::Left(kind, name) => self.report.leave(kind, name),
            Item::Post(found) => self.post(*found)?,
            Item::At(_) => {}
        }
        Ok(())
    }

    fn post(&mut self, mut found: Found) -> Result<(), ExchangeError> {
        let text = self.text(&mut found);
        if text.is_blank() {
            let name = (!text.excerpt.is_empty()).then(|| text.excerpt.clone());
            self.report.leave(LeftKind::Blank, name);
            return Ok(());
        }
        let hash = known::hash(&text, &found);
        if found.key.is_empty() {
            found.key.clone_from(&hash);
        }
        // Two posts that a careless program gave one name are two posts.
        let name = (found.source.clone(), found.key.clone());
        if self.seen.get(&name).is_some_and(|before| *before != hash) {
            found.key = format!("{} {hash}", found.key);
        }
        let fate = if self
            .seen
            .contains_key(&(found.source.clone(), found.key.clone()))
        {
            Fate::There
        } else {
            let there = self.standing.post(&found, self.home(&found));
            self.library
                .read(|conn| known::fate(conn, &found, there, &text, &hash))?
        };
        let pictures = Pictures::look(&text.body, &found.pictures);
        if fate == Fate::New {
            for missing in &pictures.missing {
                self.report.leave(LeftKind::Pictures, Some(missing.clone()));
            }
            self.report.pictures += pictures.len();
        }
        self.report.add(Row {
            title: text.title.clone(),
            page: found.page,
            status: found.status.clone(),
            dated_at: found.dated,
            fate,
        });
        self.seen
            .insert((found.source.clone(), found.key.clone()), hash.clone());
        if fate == Fate::New && self.how.write {
            self.bring(&found, text, hash, pictures)?;
        }
        Ok(())
    }

    /// The blog that a post is of: as the writer says, else as its file does.
    fn home<'f>(&'f self, found: &'f Found) -> &'f str {
        self.how.home.as_deref().unwrap_or(&found.source)
    }

    fn bring(
        &self,
        found: &Found,
        text: PostText,
        hash: String,
        pictures: Pictures,
    ) -> Result<(), ExchangeError> {
        let now = self.how.now;
        let created_at = found.created.or(found.dated).unwrap_or(now);
        let brought = Brought {
            measure: measure(&text.body),
            text,
            created_at,
            updated_at: found.updated.unwrap_or(created_at),
            origin: Origin {
                source: found.source.clone(),
                key: found.key.clone(),
                hash,
                page: found.page,
                status: found.status.clone(),
                dated_at: found.dated,
                author: found.author.clone(),
                address: found.address.clone(),
                picture: found.picture.clone(),
            },
        };
        let kept = pictures.keep(self.library.folder())?;
        self.library.write(|tx| {
            let id = origins::bring(tx, &brought)?;
            kept.note(tx, id, now)?;
            if let Some(file) = &found.file {
                posts::set_source(tx, id, file)?;
            }
            if found.status == RemoteStatus::Trash {
                posts::trash(tx, id, now)?;
            }
            Ok::<_, StoreError>(())
        })?;
        Ok(())
    }

    /// The text as the library takes it.
    fn text(&mut self, found: &mut Found) -> PostText {
        let body = match std::mem::replace(&mut found.body, Body::Markdown(String::new())) {
            Body::Markdown(markdown) => markdown,
            Body::Content(content) => billet_text::import(&content).markdown,
            Body::Html(html) => billet_text::import_as(&html, Markup::Html).markdown,
        };
        let mut text = std::mem::take(&mut found.text);
        text.body = match &found.pictures {
            Beside::Nowhere => self.with_home(&body, found),
            _ => body,
        };
        text
    }

    /// Pictures that are named by their path alone lie on the blog: else they would be looked for on
    /// this computer.
    fn with_home(&mut self, body: &str, found: &Found) -> String {
        let home = [
            self.how.home.as_deref(),
            Some(found.address.as_str()),
            Some(&found.source),
        ]
        .into_iter()
        .flatten()
        .filter(|address| address.starts_with("http"))
        .find_map(|address| Url::parse(address).ok());
        let mut homeless = Vec::new();
        let body = billet_text::with_pictures(body, |address| {
            let address_on_blog = address.strip_prefix(GHOST).unwrap_or(address);
            if address
                .get(..5)
                .is_some_and(|s| s.eq_ignore_ascii_case("data:"))
            {
                return None;
            }
            let whole = home
                .as_ref()
                .and_then(|home| home.join(address_on_blog).ok());
            let whole = whole.filter(|url| matches!(url.scheme(), "http" | "https"));
            if whole.is_none() {
                homeless.push(address.to_owned());
            }
            whole.map(String::from)
        });
        // In an island, too.
        if home.is_none() && homeless.is_empty() && body.contains(GHOST) {
            homeless.push(GHOST.to_owned());
        }
        for address in homeless {
            self.report.leave(LeftKind::Homeless, Some(address));
        }
        match home {
            Some(home) if body.contains(GHOST) => {
                body.replace(GHOST, home.as_str().trim_end_matches('/'))
            }
            _ => body,
        }
    }
}

fn measure(body: &str) -> Measure {
    Measure {
        words: i64::try_from(billet_text::count(body).words).unwrap_or(i64::MAX),
        snippet: billet_text::snippet(body, SNIPPET),
    }
}
