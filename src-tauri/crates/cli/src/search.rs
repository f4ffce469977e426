//! `billet search`

use billet_store::comments;
use billet_store::posts::Filter;
use billet_sync::Office;
use billet_text::Excerpt;
use serde_json::{Value, json};

use crate::failure::{Ended, Failure};
use crate::output;

/// What is looked for, and where.
pub struct Wanted {
    /// The words, as they were typed.
    pub words: Vec<String>,
    /// Only on this blog.
    pub blog: Option<String>,
    /// Only posts with this tag.
    pub tag: Option<String>,
    /// At most so many posts, and so many comments.
    pub limit: usize,
}

/// Prints the posts and the comments that hold all the words, newest first.
pub fn search(office: &Office, wanted: &Wanted, as_json: bool) -> Ended {
    let query = wanted.words.join(" ");
    if query.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
        return Err(Failure::new(
            "That is too little to search for: give at least two letters.",
        ));
    }
    let blog = match &wanted.blog {
        Some(name) => Some(crate::blogs::find(office, name)?.id),
        None => None,
    };
    let filter = Filter {
        query: Some(query.clone()),
        blog,
        tag: wanted.tag.clone(),
        ..Filter::default()
    };
    let posts = office.find_posts(&filter, None, wanted.limit)?;
    // A tag is a post's.
    let comments = if wanted.tag.is_some() {
        Vec::new()
    } else {
        let filter = comments::Filter {
            query: Some(query),
            blog,
            ..comments::Filter::default()
        };
        office.find_comments(&filter, wanted.limit)?
    };
    if as_json {
        let posts = posts.iter().map(|found| {
            json!({
                "id": found.row.id,
                "title": found.row.title,
                "shelf": found.row.shelf,
                "tags": found.row.tags,
                "updated_at": found.row.updated_at,
                "excerpt": excerpt(&found.excerpt),
            })
        });
        let comments = comments.iter().map(|found| {
            json!({
                "id": found.row.id,
                "author": found.row.author_name,
                "post": found.row.post_title,
                "status": found.row.status,
                "written_at": found.row.written_at,
                "excerpt": excerpt(&found.excerpt),
            })
        });
        return output::json(&json!({
            "posts": posts.collect::<Vec<_>>(),
            "comments": comments.collect::<Vec<_>>(),
        }));
    }
    for found in &posts {
        let title = match found.row.title.trim() {
            "" => "(untitled)",
            title => title,
        };
        let shelf = found.row.shelf.as_str();
        output::line(&format!("post {}  {shelf}  {title}", found.row.id))?;
        output::line(&format!("    {}", found.excerpt.text))?;
    }
    for found in &comments {
        let row = &found.row;
        let (status, author) = (row.status.as_str(), row.author_name.as_str());
        output::line(&format!("comment {}  {status}  {author}", row.id))?;
        output::line(&format!("    {}", found.excerpt.text))?;
    }
    if posts.is_empty() && comments.is_empty() {
        output::line("Nothing was found.")?;
    }
    Ok(())
}

/// The text, and the sought words in it as `[first, last + 1]` in characters.
fn excerpt(excerpt: &Excerpt) -> Value {
    let text = &excerpt.text;
    let characters = |bytes: usize| text.get(..bytes).map_or(0, |head| head.chars().count());
    let marks = excerpt.marks.iter();
    let marks = marks.map(|mark| [characters(mark.start), characters(mark.end)]);
    json!({ "text": text, "marks": marks.collect::<Vec<_>>() })
}
