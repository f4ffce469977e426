//! Moderating from a terminal.

use serde_json::{Value, json};

use crate::{Terminal, wordpress};

struct Story {
    terminal: Terminal,
    post: i64,
}

impl Story {
    fn new() -> Self {
        Self {
            terminal: Terminal::connected(),
            post: wordpress::new_post(&wordpress::unique()),
        }
    }

    /// A comment that waits, known here; its id on the blog.
    fn waiting(&self, text: &str) -> i64 {
        let id = wordpress::readers_comment(self.post, &format!("{text} {}", wordpress::unique()));
        self.terminal.ok(&["sync"]);
        assert_eq!(self.terminal.comment(id).unwrap()["status"], "pending");
        id
    }
}

#[test]
fn each_decision_arrives_where_it_leads() {
    let story = Story::new();
    let remote = story.waiting("Bonjour");
    let id = story.terminal.comment_id(remote);
    for (decision, here, there) in [
        ("approve", "approved", "approved"),
        ("hold", "pending", "hold"),
        ("spam", "spam", "spam"),
        ("trash", "trash", "trash"),
        ("approve", "approved", "approved"),
    ] {
        let printed = story.terminal.ok(&["comments", decision, &id]);
        assert!(printed.contains(here), "{printed}");
        assert_eq!(wordpress::comment_status(remote), there);
        assert_eq!(story.terminal.comment(remote).unwrap()["status"], here);
    }
    let printed = story.terminal.ok(&["comments", "approve", &id]);
    assert!(printed.contains("Already"), "{printed}");
    story.terminal.nothing_waits();
}

#[test]
fn several_are_decided_at_once() {
    let story = Story::new();
    let remotes: Vec<i64> = (0..3)
        .map(|n| story.waiting(&format!("Spam {n}")))
        .collect();
    let ids: Vec<String> = remotes
        .iter()
        .map(|remote| story.terminal.comment_id(*remote))
        .collect();
    let mut args = vec!["comments", "spam"];
    args.extend(ids.iter().map(String::as_str));
    let printed = story.terminal.ok(&args);
    assert!(printed.contains('3'), "{printed}");
    for remote in remotes {
        assert_eq!(wordpress::comment_status(remote), "spam");
    }
}

#[test]
fn a_reply_approves_what_waited_and_is_there_once() {
    let story = Story::new();
    let remote = story.waiting("Une question ?");
    let id = story.terminal.comment_id(remote);
    let text = "C'est *vrai*, voir [ici](https://example.test/).\n\nÀ bientôt 🎉";
    let printed = story.terminal.ok_with(&["comments", "reply", &id], text);
    assert!(printed.contains(&wordpress::url()), "{printed}");
    assert_eq!(wordpress::comment_status(remote), "approved");
    let route = format!("comments?parent={remote}&status=all&context=edit");
    let replies = wordpress::admin("GET", &route, &Value::Null);
    let replies = replies.as_array().unwrap();
    assert_eq!(replies.len(), 1);
    assert_eq!(replies[0]["status"], "approved");
    let raw = replies[0]["content"]["raw"].as_str().unwrap();
    assert!(raw.contains("<em>vrai</em>") && raw.contains("🎉"), "{raw}");

    // A fetch brings it once, as one's own.
    story.terminal.ok(&["sync"]);
    let mine = replies[0]["id"].to_string();
    let rows = story.terminal.rows(&["comments", "list"]);
    let count = rows.iter().filter(|row| row["remote_id"] == *mine).count();
    assert_eq!(count, 1);
}

#[test]
fn an_empty_reply_and_one_to_spam_are_refused() {
    let story = Story::new();
    let remote = story.waiting("Achetez");
    let id = story.terminal.comment_id(remote);
    let said = story
        .terminal
        .refused_with(&["comments", "reply", &id], b" \n");
    assert!(said.contains("empty"), "{said}");
    assert_eq!(wordpress::comment_status(remote), "hold");
    story.terminal.ok(&["comments", "spam", &id]);
    let said = story
        .terminal
        .refused_with(&["comments", "reply", &id], b"Non.");
    assert!(said.contains("spam"), "{said}");
    story.terminal.nothing_waits();
}

#[test]
fn one_deleted_elsewhere_is_said_to_be_gone_and_disappears() {
    let story = Story::new();
    let (decided, unseen) = (story.waiting("Un"), story.waiting("Deux"));
    let id = story.terminal.comment_id(decided);
    for remote in [decided, unseen] {
        let route = format!("comments/{remote}?force=true");
        wordpress::admin("DELETE", &route, &Value::Null);
    }
    let said = story.terminal.refused(&["comments", "approve", &id]);
    assert!(said.contains("no longer"), "{said}");
    story.terminal.run(&["sync"], b"");
    assert_eq!(story.terminal.comment(unseen), None);
}

#[test]
fn one_trashed_elsewhere_is_no_trouble_to_trash() {
    let story = Story::new();
    let remote = story.waiting("Un");
    let id = story.terminal.comment_id(remote);
    wordpress::admin("DELETE", &format!("comments/{remote}"), &Value::Null);
    story.terminal.ok(&["comments", "trash", &id]);
    assert_eq!(wordpress::comment_status(remote), "trash");
    story.terminal.nothing_waits();
}

#[test]
fn one_decided_otherwise_elsewhere_is_left_and_said() {
    let story = Story::new();
    let remote = story.waiting("Un");
    let id = story.terminal.comment_id(remote);
    let spam = json!({ "status": "spam" });
    wordpress::admin("POST", &format!("comments/{remote}"), &spam);
    let said = story.terminal.refused(&["comments", "approve", &id]);
    assert!(
        said.contains("Somebody else") && said.contains("spam"),
        "{said}"
    );
    assert_eq!(wordpress::comment_status(remote), "spam");
    assert_eq!(story.terminal.comment(remote).unwrap()["status"], "spam");
}

#[test]
fn a_hostile_comment_is_listed_harmlessly() {
    let story = Story::new();
    let hostile = "Bonjour <script>alert(1)</script><img src=x onerror=alert(1)>\
                   <a href=\"javascript:alert(1)\">ici</a> \u{1b}[31mrouge";
    let remote = story.waiting(hostile);
    let row = story.terminal.comment(remote).unwrap();
    let html = row["html"].as_str().unwrap();
    for bad in ["<script", "<img", "javascript:"] {
        assert!(!html.contains(bad), "{bad} in {html}");
    }
    let printed = story.terminal.ok(&["comments", "list"]);
    assert!(!printed.contains('\u{1b}'), "it cannot steer the terminal");
}

#[test]
fn a_comment_that_is_not_known_here_is_said_to_be() {
    let story = Story::new();
    let said = story.terminal.refused(&["comments", "approve", "999999"]);
    assert!(said.contains("999999"), "{said}");
}
