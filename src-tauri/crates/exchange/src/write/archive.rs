//! The whole library, for a stranger without Billet: posts with their earlier texts, pictures and
//! comments, as files that any editor opens. Passwords are not in the library, and so not here.

use std::collections::HashMap;
use std::io::{BufWriter, Write};

use billet_core::{BlogId, PostId};
use billet_store::comments::{self, CommentRow, Filter};
use billet_store::posts::{self, After};
use billet_store::{StoreError, blogs};
use jiff::tz::TimeZone;
use serde_json::json;

use super::folder::{Folder, digest};
use super::markdown;
use super::{Run, Told};
use crate::ExchangeError;
use crate::names::{Names, day, slug};

/// Comments are read a page at a time.
const PAGE: usize = 500;

const README: &str = include_str!("README.txt");

/// Writes everything.
pub(super) fn write(
    run: &mut Run<'_>,
    ids: &[PostId],
    folder: &mut Folder,
    told: &mut Told<'_>,
) -> Result<(), ExchangeError> {
    folder.put(
        "README.txt",
        README.replace("{DAY}", &day(run.what.now)).as_bytes(),
    )?;
    for id in ids {
        let Some(going) = run.going(*id)? else {
            continue;
        };
        let body = run
            .gallery
            .hang(*id, &going.post.text.body, "../", folder)?;
        let name = run.names.free(&format!("posts/{}", going.stem()), ".md");
        folder.put(&name, markdown::file(&going, body).as_bytes())?;
        let stem = name
            .trim_end_matches(".md")
            .trim_start_matches("posts/")
            .to_owned();
        earlier(run, *id, &stem, folder)?;
        run.posts += 1;
        told(run.posts)?;
    }
    of_blogs(run, folder)
}

/// The earlier texts of a post, each a file with the moment it was kept in its name. They do not end
/// in `.md`: an import takes none of them for a post.
fn earlier(
    run: &Run<'_>,
    id: PostId,
    stem: &str,
    folder: &mut Folder,
) -> Result<(), ExchangeError> {
    let revisions = run.library.read(|conn| posts::revisions(conn, id))?;
    let mut names = Names::default();
    for revision in revisions {
        let at = revision.created_at.to_zoned(TimeZone::UTC);
        let at = at.strftime("%Y-%m-%d-%H%M%S");
        let name = names.free(
            &format!("earlier/{stem}/{at}-{}", revision.reason.as_str()),
            ".txt",
        );
        let text = revision.text;
        let file = format!("{}\n\n{}\n", text.title, text.body);
        folder.put(&name, file.as_bytes())?;
    }
    Ok(())
}

/// The blogs, and the comments of each: to read, and as JSON, one a line.
fn of_blogs(run: &Run<'_>, folder: &mut Folder) -> Result<(), ExchangeError> {
    let (all, names) = run
        .library
        .read(|conn| Ok::<_, StoreError>((blogs::all(conn)?, blogs::names(conn)?)))?;
    let list: Vec<String> = all
        .iter()
        .map(|blog| format!("{}\n{}\n{}\n", blog.name, blog.home, blog.username))
        .collect();
    folder.put("blogs.txt", list.join("\n").as_bytes())?;
    let mut free = Names::default();
    let stems: HashMap<BlogId, String> = names
        .iter()
        .map(|(id, name)| (*id, free.free(&slug(name), "")))
        .collect();
    for (blog, stem) in &stems {
        if run.what.blog.is_none_or(|wanted| wanted == *blog) {
            of_blog(run, *blog, stem, folder)?;
        }
    }
    Ok(())
}

fn of_blog(
    run: &Run<'_>,
    blog: BlogId,
    stem: &str,
    folder: &mut Folder,
) -> Result<(), ExchangeError> {
    let filter = Filter {
        blog: Some(blog),
        ..Filter::default()
    };
    let (text_name, json_name) = (
        format!("comments/{stem}.txt"),
        format!("comments/{stem}.jsonl"),
    );
    let mut text = BufWriter::new(folder.stream(&text_name)?);
    let mut lines = BufWriter::new(folder.stream(&json_name)?);
    let mut after = None;
    loop {
        let page = run
            .library
            .read(|conn| comments::list(conn, &filter, after, PAGE))?;
        let Some(last) = page.last() else { break };
        after = Some(After {
            at: last.written_at,
            id: last.id.0,
        });
        for row in &page {
            text.write_all(readable(row).as_bytes())
                .map_err(|error| folder.failed(&text_name, error))?;
            let line = json!({
                "id": row.remote_id, "post": row.post, "post_title": row.post_title,
                "author": row.author_name, "status": row.status.as_str(),
                "written_at": row.written_at, "text": row.plain, "html": row.html,
            });
            writeln!(lines, "{line}").map_err(|error| folder.failed(&json_name, error))?;
        }
    }
    if after.is_none() {
        return Ok(());
    }
    for (name, writer) in [(text_name, text), (json_name, lines)] {
        let file = writer
            .into_inner()
            .map_err(|error| folder.failed(&name, error.into_error()))?;
        let bytes = std::fs::read(file.path()).map_err(|error| folder.failed(&name, error))?;
        folder.finish(&name, file, digest(&bytes))?;
    }
    Ok(())
}

fn readable(row: &CommentRow) -> String {
    format!(
        "{}  {}  ({})\n{}\n\n{}\n\n----\n\n",
        row.written_at.strftime("%Y-%m-%d %H:%M UTC"),
        row.author_name,
        row.status.as_str(),
        row.post_title,
        row.plain
    )
}
