//! Searching from a terminal.

use serde_json::Value;

use crate::{Terminal, wordpress};

fn json(terminal: &Terminal, args: &[&str]) -> Value {
    let mut all = vec!["search", "--json"];
    all.extend(args);
    serde_json::from_str(&terminal.ok(&all)).unwrap()
}

#[test]
fn posts_and_comments_are_found_without_accents() {
    let terminal = Terminal::connected();
    let word = wordpress::unique();
    let post = wordpress::new_post(&word);
    wordpress::readers_comment(post, &format!("Quelle belle œuvre, {word} !"));
    let text = format!("---\ntags: [Été]\n---\n# Journée\n\nUne **œuvre** de {word}.");
    let file = terminal.file("journee.md", &text);
    terminal.ok(&["posts", "new", file.to_str().unwrap()]);
    terminal.ok(&["sync"]);

    let found = json(&terminal, &["OEUVRE", &word]);
    let excerpt = &found["posts"][0]["excerpt"];
    let shown = excerpt["text"].as_str().unwrap();
    assert_eq!(shown, format!("Une œuvre de {word}."));
    assert_eq!(excerpt["marks"][0], serde_json::json!([4, 9]));
    assert!(
        found["comments"][0]["excerpt"]["text"]
            .as_str()
            .unwrap()
            .contains("belle œuvre")
    );

    let printed = terminal.ok(&["search", "oeuvre", &word]);
    assert!(
        printed.contains("Journée") && printed.contains("belle œuvre"),
        "{printed}"
    );
    let tagged = json(&terminal, &["oeuvre", "--tag", "Été"]);
    assert_eq!(tagged["posts"].as_array().unwrap().len(), 1);
    assert_eq!(tagged["comments"].as_array().unwrap().len(), 0);
    let there = json(&terminal, &[&word, "--blog", "1"]);
    assert_eq!(there["posts"].as_array().unwrap().len(), 0);
    assert_eq!(there["comments"].as_array().unwrap().len(), 1);

    assert!(
        terminal
            .ok(&["search", "introuvable"])
            .contains("Nothing was found")
    );
    let refused = terminal.refused(&["search", "é"]);
    assert!(refused.contains("at least two letters"), "{refused}");
}
