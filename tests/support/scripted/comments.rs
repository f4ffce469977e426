//! Comments as `WP_REST_Comments_Controller` gives and takes them, as far as Billet asks.

use serde_json::{Value, json};

use super::{Asked, ME, Site, ok, refused};
use crate::support::http::Answer;

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

    fn json(&self) -> Value {
        json!({
            "id": self.id,
            "post": self.post,
            "parent": self.parent,
            "author": self.author,
            "author_name": "Léa",
            "date_gmt": "2026-01-01T00:00:00",
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
        let number = |name: &str| asked.param(name).and_then(|n| n.parse::<i64>().ok());
        let status = asked.param("status").unwrap_or("approve");
        let stands = |c: &Comment| match status {
            "all" => matches!(c.status.as_str(), "approved" | "hold"),
            "approve" => c.status == "approved",
            other => c.status == other,
        };
        let found = |c: &&Comment| {
            stands(c)
                && number("parent").is_none_or(|parent| c.parent == parent)
                && number("author").is_none_or(|author| c.author == author)
        };
        ok(&self
            .comments
            .iter()
            .filter(found)
            .map(Comment::json)
            .collect())
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
