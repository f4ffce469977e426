//! A post that was changed here and on the blog: seen and settled from a terminal.

use serde_json::{Value, json};

use crate::{Terminal, wordpress};

struct Story {
    terminal: Terminal,
    id: String,
    job: String,
    word: String,
}

impl Story {
    /// Published, then changed on the blog to `there`, then here to `here`: the update was refused.
    fn told(first: &str, there: &Value, here: &str, front: &str) -> Self {
        let terminal = Terminal::connected();
        let word = wordpress::unique();
        let text = |body: &str, more: &str| format!("---\ntitle: {word}\n{more}---\n\n{body}\n");
        let file = terminal.file("phare.md", &text(first, "tags: [mer]\n"));
        terminal.publish(&file, &[]);
        let id = terminal.remote_id();
        wordpress::admin("POST", &format!("posts/{id}"), there);
        terminal.file("phare.md", &text(here, front));
        let said = terminal.refused(&[
            "publish",
            file.to_str().unwrap(),
            "--to",
            &wordpress::host(),
        ]);
        assert!(said.contains("billet outbox show"), "{said}");
        let rows = terminal.rows(&["outbox", "list"]);
        let failed = rows.iter().find(|row| row["state"] == "failed").unwrap();
        let job = failed["id"].to_string();
        Self {
            terminal,
            id,
            job,
            word,
        }
    }

    fn content(&self) -> String {
        let post = wordpress::post(&self.id);
        post["content"]["raw"].as_str().unwrap().to_owned()
    }

    fn resolve(&self, how: &[&str]) -> Value {
        let mut args = vec!["outbox", "resolve", &self.job];
        args.extend(how);
        let told = self.terminal.json(&args);
        self.terminal.nothing_waits();
        told
    }
}

fn blocks(text: &str) -> Value {
    json!({ "content": billet_text::post_blocks(text) })
}

#[test]
fn edits_of_different_places_are_put_together_and_sent() {
    let mut there = blocks("Un, corrigé.\n\nDeux.");
    there["excerpt"] = json!("En bref");
    let story = Story::told(
        "Un.\n\nDeux.",
        &there,
        "Un.\n\nTrois.",
        "tags: [mer, nuit]\n",
    );

    let seen = story.terminal.json(&["outbox", "show", &story.job]);
    assert_eq!(seen["state"], "failed");
    assert_eq!(seen["cause"]["cause"], "changed_elsewhere");
    let conflict = &seen["conflict"];
    assert_eq!(conflict["open"], 0);
    assert_eq!(conflict["changed_by"], "admin");
    assert!(conflict["changed_at"].is_string(), "{conflict}");
    assert_eq!(
        conflict["body"]["theirs"].as_str().unwrap().trim(),
        "Un, corrigé.\n\nDeux."
    );
    assert_eq!(conflict["tags"]["merged"], json!(["mer", "nuit"]));
    let words = story.terminal.ok(&["outbox", "show", &story.job]);
    assert!(
        words.contains("by admin") && words.contains("Trois."),
        "{words}"
    );

    let told = story.resolve(&["--merged"]);
    assert_eq!(told["status"], "published");
    assert_eq!(
        story.content(),
        billet_text::post_blocks("Un, corrigé.\n\nTrois.")
    );
    let post = wordpress::post(&story.id);
    assert_eq!(post["excerpt"]["raw"], "En bref");
    assert_eq!(post["tags"].as_array().unwrap().len(), 2);
    // Nothing is left to settle.
    let said = story
        .terminal
        .refused(&["outbox", "resolve", &story.job, "--mine"]);
    assert!(said.contains("nothing to merge"), "{said}");
}

#[test]
fn an_open_place_is_settled_in_a_file() {
    let story = Story::told(
        "Un.\n\nDeux.",
        &blocks("Un de là-bas.\n\nDeux."),
        "Un d’ici.\n\nDeux.",
        "tags: [mer]\n",
    );
    let said = story
        .terminal
        .refused(&["outbox", "resolve", &story.job, "--merged"]);
    assert!(said.contains("--merged merged.md"), "{said}");
    let begun = story
        .terminal
        .ok(&["outbox", "show", &story.job, "--merged"]);
    assert!(
        begun.contains(
            "<<<<<<< mine\nUn d’ici.\n||||||| before\nUn.\n=======\nUn de là-bas.\n>>>>>>> "
        ),
        "{begun}"
    );

    // Left as it is, the file is not sent.
    let open = story.terminal.file("merged.md", &begun);
    let path = open.to_str().unwrap();
    let said = story
        .terminal
        .refused(&["outbox", "resolve", &story.job, "--merged", path]);
    assert!(said.contains("still open (line "), "{said}");
    assert!(story.content().contains("là-bas"));

    let (before, rest) = begun.split_once("<<<<<<<").unwrap();
    let (_, after) = rest.split_once(">>>>>>> on the blog\n").unwrap();
    story
        .terminal
        .file("merged.md", &format!("{before}Un des deux.\n{after}"));
    story.resolve(&["--merged", path]);
    assert_eq!(
        story.content(),
        billet_text::post_blocks("Un des deux.\n\nDeux.")
    );
    let post = wordpress::post(&story.id);
    assert_eq!(post["title"]["raw"], story.word);
    assert_eq!(post["tags"].as_array().unwrap().len(), 1);
}

#[test]
fn one_side_is_taken_whole_and_the_other_kept() {
    for (how, wanted) in [("--mine", "Un d’ici."), ("--theirs", "Un de là-bas.")] {
        let mut there = blocks("Un de là-bas.");
        there["title"] = json!("Un autre titre");
        let story = Story::told("Un.", &there, "Un d’ici.", "tags: [mer]\n");
        story.resolve(&[how]);
        assert_eq!(story.content(), billet_text::post_blocks(wanted));
        let title = wordpress::post(&story.id)["title"]["raw"].clone();
        let expected = if how == "--mine" {
            &*story.word
        } else {
            "Un autre titre"
        };
        assert_eq!(title, expected);
        let post = story.terminal.rows(&["posts", "list"])[0]["id"].to_string();
        let shown = story.terminal.json(&["posts", "show", &post]);
        assert_eq!(shown["title"], expected);
    }
}

#[test]
fn a_status_that_both_changed_has_to_be_chosen() {
    let terminal = Terminal::connected();
    let word = wordpress::unique();
    let file = terminal.file("phare.md", &format!("---\ntitle: {word}\n---\n\nUn.\n"));
    terminal.publish(&file, &[]);
    let id = terminal.remote_id();
    wordpress::admin(
        "POST",
        &format!("posts/{id}"),
        &json!({ "status": "draft" }),
    );
    let host = wordpress::host();
    let path = file.to_str().unwrap();
    terminal.refused(&["publish", path, "--to", &host, "--status", "private"]);
    let rows = terminal.rows(&["outbox", "list"]);
    let job = rows.iter().find(|row| row["state"] == "failed").unwrap()["id"].to_string();

    let said = terminal.refused(&["outbox", "resolve", &job, "--merged"]);
    assert!(said.contains("--status mine or --status theirs"), "{said}");
    assert_eq!(wordpress::post(&id)["status"], "draft");
    terminal.ok(&["outbox", "resolve", &job, "--merged", "--status", "mine"]);
    assert_eq!(wordpress::post(&id)["status"], "private");
    terminal.nothing_waits();
}
