//! Posts from files, and into files. None of these needs a blog.

use std::fs;

use crate::Terminal;

const WORDPRESS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../tests/fixtures/exchange/wordpress.xml"
);

#[test]
fn an_export_of_wordpress_comes_in_after_a_look_and_goes_out_again() {
    let terminal = Terminal::new("unused");
    let looked = terminal.ok(&["import", WORDPRESS, "--dry-run"]);
    assert!(looked.contains("Would come in: 13"), "{looked}");
    assert!(looked.contains("Left out (16): comments"), "{looked}");
    assert!(terminal.rows(&["posts", "list"]).is_empty());

    let report = terminal.json(&["import", WORDPRESS]);
    assert_eq!(
        (&report["new"], &report["format"]),
        (&13.into(), &"wordpress".into())
    );
    assert_eq!(report["rows"][0]["fate"], "new");
    assert_eq!(terminal.rows(&["posts", "list"]).len(), 13);
    let again = terminal.ok(&["import", WORDPRESS]);
    assert!(
        again.contains("Came in: 0") && again.contains("Already there: 13"),
        "{again}"
    );

    for format in ["markdown", "wxr", "html", "archive"] {
        let said = terminal.ok(&["export", format, "--format", format]);
        let posts = if format == "archive" {
            "Posts: 13"
        } else {
            "Posts: 12"
        };
        assert!(
            said.contains(posts),
            "the trash goes into the archive only: {said}"
        );
    }
    let exported = terminal.json(&["export", "markdown"]);
    assert_eq!(
        (&exported["posts"], &exported["aside"]),
        (&12.into(), &serde_json::json!([]))
    );
    let other = Terminal::new("unused");
    let from = terminal.folder.path().join("markdown");
    let said = other.ok(&["import", from.to_str().unwrap()]);
    assert!(said.contains("Came in: 12"), "{said}");
}

#[test]
fn what_cannot_be_read_or_written_is_refused_in_a_sentence() {
    let terminal = Terminal::new("unused");
    let whole = fs::read_to_string(WORDPRESS).unwrap();
    let half: String = whole.chars().take(40_000).collect();
    let file = terminal.file("half.xml", &half);
    let refused = terminal.refused(&["import", file.to_str().unwrap()]);
    assert!(refused.contains("ends in the middle"), "{refused}");
    assert!(
        !terminal.rows(&["posts", "list"]).is_empty(),
        "what could be read is there"
    );

    let refused = terminal.refused(&["import", "nowhere.xml"]);
    assert!(
        refused.contains("nowhere.xml could not be read"),
        "{refused}"
    );
    terminal.file("mine.txt", "à moi");
    let refused = terminal.refused(&["export", "."]);
    assert!(refused.contains("is not empty"), "{refused}");
    let refused = terminal.refused(&["import", file.to_str().unwrap(), "--blog", "nobody"]);
    assert!(refused.contains("nobody"), "{refused}");
}
