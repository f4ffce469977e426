//! Comments as `WP_REST_Comments_Controller` gives and takes them, as far as Billet asks.

use serde_json::{Value, json};

use super::{Asked, ME, Site, counted, ok, refused};
use crate::support::http::Answer;

/// What WordPress gives on a page when it is asked for as many as it can.
const PER_PAGE: usize = 100;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    pub id: i64,
    pub post: i64,
    pub parent: i64,
    /// 0: a reader.
    pub author: i64,
    pub content: String,
    /// In WordPress's words: approved, hold, spam, trash.
    pub status: String,
    /// Each change of status that a request made: from what, to what.
    pub changes: Vec<(String, String)>,
}

impl Comment {
    fn change(&mut self, to: &str) {
        let from = std::mem::replace(&mut self.status, to.to_owned());
        self.changes.push((from, to.to_owned()));
    }

    /// One a second, in the order of their ids; the site's clock is in UTC.
    fn date(&self) -> String {
        let first = jiff::civil::date(2026, 1, 1).at(0, 0, 0, 0);
        let date = first + jiff::SignedDuration::from_secs(self.id);
        date.strftime("%Y-%m-%dT%H:%M:%S").to_string()
    }

    fn json(&self) -> Value {
        json!({
            "id": self.id,
            "post": self.post,
            "parent": self.parent,
            "author": self.author,
            "author_name": "Léa",
            "date": self.date(),
            "date_gmt": self.date(),
            "content": { "raw": self.content, "rendered": self.content },
            "link": format!("http://x/#comment-{}", self.id),
            "status": self.status,
            "type": "comment",
        })
    }
}

impl Site {
    /// A reader's comment that waits; its id.
    pub fn comment_arrives(&mut self) -> i64 {
        let id = self.new_id();
        self.comments.push(Comment {
            id,
            post: 7,
            parent: 0,
            author: 0,
            content: "<p>Bravo.</p>".to_owned(),
            status: "hold".to_owned(),
            changes: Vec::new(),
        });
        id
    }

    pub(super) fn comments_answer(&mut self, asked: &Asked) -> Answer {
        if asked.writes {
            return self.new_comment(asked);
        }
        self.comment_pages += 1;
        let number = |name: &str| asked.param(name).and_then(|n| n.parse::<i64>().ok());
        let status = asked.param("status").unwrap_or("approve");
        let stands = |c: &Comment| match status {
            "any" => true,
            "all" => matches!(c.status.as_str(), "approved" | "hold"),
            "approve" => c.status == "approved",
            other => c.status == other,
        };
        let found = |c: &&Comment| {
            stands(c)
                && number("parent").is_none_or(|parent| c.parent == parent)
                && number("author").is_none_or(|author| c.author == author)
        };
        let named = |c: &&Comment| {
            asked
                .param("include")
                .is_none_or(|ids| ids.split(',').any(|id| id == c.id.to_string()))
        };
        let before = |c: &&Comment| asked.param("before").is_none_or(|at| *c.date() < *at);
        let mut all: Vec<&Comment> = self.comments.iter().filter(found).collect();
        all.retain(|c| named(c) && before(c));
        all.sort_by_key(|c| std::cmp::Reverse(c.id));
        let (count, pages) = (all.len(), all.len().div_ceil(PER_PAGE));
        let page = number("page").and_then(|page| usize::try_from(page - 1).ok());
        let rows = all
            .into_iter()
            .skip(page.unwrap_or_default() * PER_PAGE)
            .take(PER_PAGE);
        let rows: Value = rows.map(Comment::json).collect();
        counted(&rows, count, pages)
    }

    fn new_comment(&mut self, asked: &Asked) -> Answer {
        let number = |name: &str| asked.body.get(name).and_then(Value::as_i64);
        let comment = Comment {
            id: self.new_id(),
            post: number("post").unwrap_or_default(),
            parent: number("parent").unwrap_or_default(),
            // One that names its author is a reader's.
            author: asked.text("author_name").map_or(ME, |_| 0),
            content: asked.text("content").unwrap_or_default().to_owned(),
            status: asked.text("status").unwrap_or("approved").to_owned(),
            changes: Vec::new(),
        };
        // What a plugin that lets the same be said twice leaves to Billet is the harder case, so
        // there is no check for repetition here.
        let answer = ok(&comment.json());
        self.comments.push(comment);
        answer
    }

    pub(super) fn comment_answer(&mut self, id: i64, asked: &Asked) -> Answer {
        let Some(comment) = self.comments.iter_mut().find(|c| c.id == id) else {
            return refused(404, "rest_comment_invalid_id");
        };
        if asked.deletes {
            if comment.status == "trash" {
                return refused(410, "rest_already_trashed");
            }
            comment.change("trash");
        } else if let (true, Some(word)) = (asked.writes, asked.text("status")) {
            let status = match word {
                "approve" => "approved",
                other => other,
            };
            if comment.status == status {
                return refused(500, "rest_comment_failed_edit");
            }
            comment.change(status);
        }
        ok(&comment.json())
    }
}
