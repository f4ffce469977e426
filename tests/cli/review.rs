//! A post for a reviewer. None of these needs a blog.

use std::fs;

use crate::Terminal;

#[test]
fn a_post_is_written_for_a_reviewer_with_what_changed_since_an_earlier_text() {
    let terminal = Terminal::new("unused");
    let file = terminal.file("note.md", "# Carnet\n\nLe phare blanc veille.\n");
    let said = terminal.ok(&["posts", "new", file.to_str().unwrap()]);
    let post = said.split_whitespace().next().unwrap();
    terminal.file("note.md", "# Carnet\n\nLe phare rouge veille.\n");
    terminal.ok(&["posts", "new", file.to_str().unwrap()]);

    let said = terminal.ok(&["review", post, "--out", "lu.html"]);
    assert!(said.contains("No changes are marked"), "{said}");
    let refused = terminal.refused(&["review", post, "--out", "lu.html"]);
    assert!(refused.contains("is there already"), "{refused}");

    let first = terminal.rows(&["revisions", post])[0]["id"].to_string();
    let done = terminal.json(&[
        "review",
        post,
        "--out",
        "relu.html",
        "--since",
        &first,
        "--note",
        "La fin ?",
        "--lang",
        "fr",
    ]);
    assert_eq!(done["changed"]["added"], 1, "{done}");
    let page = fs::read_to_string(terminal.folder.path().join("relu.html")).unwrap();
    assert!(page.contains("<del>blanc</del><ins>rouge</ins>"), "{page}");
    assert!(page.contains("La fin ?"), "{page}");

    let refused = terminal.refused(&["review", post, "--out", "x.html", "--since", "99"]);
    assert!(refused.contains("no revision 99"), "{refused}");
    let refused = terminal.refused(&["review", "99", "--out", "x.html"]);
    assert!(refused.contains("no post 99"), "{refused}");
}
