//! What a post is to have on a blog beside its text, as options of a command.

use std::fs;
use std::path::{Path, PathBuf};

use billet_core::{BlogId, Choices, PostId, Settings};
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
            all.push((*blog, wished.over(&before)));
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
