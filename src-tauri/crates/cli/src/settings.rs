//! What a post is to have on a blog beside its text, as options of a command.

use std::fs;
use std::path::{Path, PathBuf};

use billet_core::{BlogId, Choices, PostId, Settings, Variation};
use billet_store::{StoreError, blogs, post_settings};
use billet_sync::Office;
use clap::{Args, ValueEnum};

use crate::failure::{Ended, Failure};

#[derive(Args)]
pub struct Wishes {
    /// The picture that stands for the post in lists: a file; "none" takes it away
    #[arg(long, value_name = "FILE")]
    featured: Option<PathBuf>,
    /// Whether readers may comment on it
    #[arg(long, value_enum)]
    comments: Option<Comments>,
    /// Keep it on top of the front page, or no longer
    #[arg(long, value_name = "YES|NO", value_enum)]
    sticky: Option<Answer>,
    /// The blog's word for its form, e.g. aside
    #[arg(long, value_name = "FORM")]
    form: Option<String>,
    /// Under whose name it stands there
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// Its title on one blog; empty: the common one. May be repeated
    #[arg(long, value_name = "BLOG=TITLE", value_parser = for_blog)]
    title_for: Vec<(String, String)>,
    /// Lines of Markdown after the text on one blog; empty: none. May be repeated
    #[arg(long, value_name = "BLOG=LINES", value_parser = for_blog)]
    closing_for: Vec<(String, String)>,
    /// Where the post is on several blogs, the later ones name its address on the first
    #[arg(long, value_name = "YES|NO", value_enum)]
    name_first: Option<Naming>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Naming {
    /// A line at its end says where it was published first
    Yes,
    /// They say nothing of each other
    No,
}

/// What is meant for one blog.
fn for_blog(text: &str) -> Result<(String, String), String> {
    let (blog, words) = text
        .split_once('=')
        .ok_or_else(|| format!("“{text}” names no blog: write BLOG=…"))?;
    Ok((blog.to_owned(), words.to_owned()))
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Comments {
    /// They may
    Open,
    /// They may not
    Closed,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Answer {
    /// On top
    Yes,
    /// In its place
    No,
}

impl Wishes {
    /// Notes these for a post on each of the blogs; what they leave open stays as it was wished.
    pub async fn keep(&self, office: &Office, post: PostId, to: &[BlogId]) -> Ended {
        for (name, _) in self.title_for.iter().chain(&self.closing_for) {
            let blog = crate::blogs::find(office, name)?;
            if !to.contains(&blog.id) {
                return Err(Failure::new(format!(
                    "“{}” is not among the blogs to publish on: name it with --to, too.",
                    blog.name
                )));
            }
        }
        if !self.any() {
            return Ok(());
        }
        let featured = self.featured.as_deref().map(|file| picture(office, file));
        let featured = featured.transpose()?;
        let mut all = Vec::with_capacity(to.len());
        for blog in to {
            let choices = office.choices(*blog).await?;
            let (name, before) = office.library().read(|conn| {
                let blog = blogs::get(conn, *blog)?;
                let before = post_settings::get(conn, post, Some(blog.id))?;
                Ok::<_, StoreError>((blog.name, before))
            })?;
            let wished = self.on(&name, &choices, featured.clone())?;
            let varied = self.varied(office, *blog, before.varied.clone())?;
            let wished = Settings {
                varied,
                ..wished.over(&before)
            };
            all.push((*blog, wished));
        }
        for (blog, settings) in all {
            office.set_post_settings(post, Some(blog), &settings)?;
        }
        Ok(())
    }

    fn any(&self) -> bool {
        self.featured.is_some()
            || self.comments.is_some()
            || self.sticky.is_some()
            || self.form.is_some()
            || self.author.is_some()
            || self.name_first.is_some()
            || !self.title_for.is_empty()
            || !self.closing_for.is_empty()
    }

    /// The words that vary on a blog, over those that did before.
    fn varied(
        &self,
        office: &Office,
        blog: BlogId,
        before: Option<Variation>,
    ) -> Result<Option<Variation>, Failure> {
        let mut varied = before.unwrap_or_default();
        for (name, title) in &self.title_for {
            if crate::blogs::find(office, name)?.id == blog {
                varied.title = Some(title.clone());
            }
        }
        for (name, lines) in &self.closing_for {
            if crate::blogs::find(office, name)?.id == blog {
                varied.closing = Some(lines.clone());
            }
        }
        Ok(varied.tidy())
    }

    /// The wishes in a blog's own ids.
    fn on(
        &self,
        blog: &str,
        choices: &Choices,
        featured: Option<String>,
    ) -> Result<Settings, Failure> {
        let author = match &self.author {
            Some(name) => {
                let is = |known: &&billet_core::Author| known.name == *name;
                let known = choices.authors.iter().find(is);
                let names = choices.authors.iter().map(|author| author.name.as_str());
                let id = known.map(|author| author.id.clone());
                Some(id.ok_or_else(|| unknown(blog, "author", name, names.collect()))?)
            }
            None => None,
        };
        let settings = Settings {
            featured,
            author,
            format: self.form.clone(),
            sticky: self.sticky.map(|answer| answer == Answer::Yes),
            comments: self.comments.map(|comments| comments == Comments::Open),
            names_first: self.name_first.map(|naming| naming == Naming::Yes),
            varied: None,
        };
        if settings.offered(choices) == settings {
            return Ok(settings);
        }
        Err(match &self.form {
            Some(form) if settings.format != settings.offered(choices).format => {
                let known = choices.formats.iter().map(String::as_str).collect();
                unknown(blog, "form", form, known)
            }
            _ => Failure::new(format!(
                "“{blog}” does not let this account choose the featured picture, the comments or the \
                 place of a post. Publish without that option."
            )),
        })
    }
}

fn picture(office: &Office, file: &Path) -> Result<String, Failure> {
    if file == Path::new("none") {
        return Ok(String::new());
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let bytes = fs::read(file)
        .map_err(|error| Failure::new(format!("{} could not be read: {error}.", file.display())))?;
    Ok(office.add_picture(&name, &bytes)?)
}

fn unknown(blog: &str, what: &str, wanted: &str, known: Vec<&str>) -> Failure {
    let known = if known.is_empty() {
        "It offers none to this account.".to_owned()
    } else {
        format!("It has: {}.", known.join(", "))
    };
    Failure::new(format!("“{blog}” has no {what} “{wanted}”. {known}"))
}
