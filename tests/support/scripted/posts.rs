//! Posts as `WP_REST_Posts_Controller` gives and takes them, as far as Billet asks.

use serde_json::{Value, json};

use super::{Asked, Site, ok, refused};
use crate::support::http::Answer;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Post {
    pub id: i64,
    pub title: String,
    pub content: String,
    pub excerpt: String,
    pub slug: String,
    pub status: String,
    pub date: Option<String>,
    /// Each text that stood here, oldest first, the present one last.
    pub texts: Vec<String>,
}

impl Post {
    /// Somebody changes the text on the blog.
    pub fn write(&mut self, content: &str) {
        content.clone_into(&mut self.content);
        self.texts.push(content.to_owned());
    }

    fn take(&mut self, asked: &Asked) {
        if let Some(title) = asked.text("title") {
            title.clone_into(&mut self.title);
        }
        if let Some(content) = asked.text("content") {
            self.write(content);
        }
        if let Some(excerpt) = asked.text("excerpt") {
            excerpt.clone_into(&mut self.excerpt);
        }
        if let Some(status) = asked.text("status") {
            status.clone_into(&mut self.status);
        }
        if let Some(date) = asked.text("date_gmt") {
            self.date = Some(date.to_owned());
        }
        if self.status == "publish" && self.date.is_none() {
            self.date = Some("2026-01-01T00:00:00".to_owned());
        }
    }

    fn json(&self) -> Value {
        json!({
            "id": self.id,
            "slug": self.slug,
            "generated_slug": made_slug(&self.title),
            "status": self.status,
            "link": format!("http://x/?p={}", self.id),
            "date_gmt": self.date,
            "modified_gmt": "2026-01-01T00:00:00",
            "tags": [],
            "categories": [],
            "title": { "raw": self.title, "rendered": self.title },
            "content": { "raw": self.content, "rendered": self.content },
            "excerpt": { "raw": self.excerpt, "rendered": self.excerpt },
        })
    }
}

impl Site {
    pub(super) fn posts_answer(&mut self, asked: &Asked) -> Answer {
        if asked.writes {
            let mut post = Post {
                id: self.new_id(),
                ..Post::default()
            };
            post.take(asked);
            post.slug = self.free_slug(post.id, asked.text("slug").unwrap_or_default());
            let answer = ok(&post.json());
            self.posts.push(post);
            return answer;
        }
        let found = |post: &&Post| match (asked.param("slug"), asked.param("search")) {
            (Some(slugs), _) => slugs.split(',').any(|slug| slug == post.slug),
            (None, Some(word)) => post.title.contains(word) || post.content.contains(word),
            (None, None) => true,
        };
        ok(&self.posts.iter().filter(found).map(Post::json).collect())
    }

    pub(super) fn post_answer(&mut self, id: i64, asked: &Asked) -> Answer {
        let slug = asked.text("slug").map(|wanted| match wanted {
            "" => self.free_slug(id, &made_slug(asked.text("title").unwrap_or_default())),
            wanted => self.free_slug(id, wanted),
        });
        let Some(post) = self.posts.iter_mut().find(|post| post.id == id) else {
            return refused(404, "rest_post_invalid_id");
        };
        if asked.deletes {
            if post.status == "trash" {
                return refused(410, "rest_already_trashed");
            }
            post.status = "trash".to_owned();
            post.slug.push_str("__trashed");
        } else if asked.writes {
            post.take(asked);
            if let Some(slug) = slug {
                post.slug = slug;
            }
            if post.status != "trash" {
                post.slug = post.slug.trim_end_matches("__trashed").to_owned();
            }
        }
        ok(&post.json())
    }

    /// `wp_unique_post_slug`: taken names get a number.
    fn free_slug(&self, id: i64, wanted: &str) -> String {
        let taken = |slug: &str| self.posts.iter().any(|p| p.id != id && p.slug == slug);
        let numbered = (2..).map(|n| format!("{wanted}-{n}"));
        let mut candidates = std::iter::once(wanted.to_owned()).chain(numbered);
        candidates.find(|slug| !taken(slug)).unwrap()
    }
}

fn made_slug(title: &str) -> String {
    title.to_lowercase().replace(' ', "-")
}
