//! Texts on this computer alone: `render`, `check`, `typography`, and files that are no UTF-8. None
//! of these needs a blog, or makes a library.

use serde_json::{Value, json};

use crate::Terminal;

fn terminal() -> Terminal {
    Terminal::new("unused")
}

/// Runs a check that finds something; gives what it printed.
fn found(terminal: &Terminal, args: &[&str]) -> String {
    let output = terminal.run(args, b"");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{args:?}: {said}");
    assert_eq!(said, "");
    String::from_utf8(output.stdout).unwrap()
}

fn read(terminal: &Terminal, name: &str) -> String {
    std::fs::read_to_string(terminal.folder.path().join(name)).unwrap()
}

#[test]
fn each_finding_is_one_line_with_its_place() {
    let terminal = terminal();
    let text = "---\ntitle: Été\n---\n\n#### Titre\n\nUn « été » ![](https://a.fr/x.png)\n\
                et [ici](https://a.fr).\n";
    terminal.file("note.md", text);
    let printed = found(&terminal, &["check", "note.md"]);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.len(), 3, "{printed}");
    assert!(
        lines[0].starts_with("note.md:5:1: The heading is of level 4"),
        "{printed}"
    );
    assert!(
        lines[1].starts_with("note.md:7:12: The image “https://a.fr/x.png”"),
        "{printed}"
    );
    assert!(
        lines[2].starts_with("note.md:8:4: The link “ici”"),
        "{printed}"
    );

    terminal.file(
        "fine.md",
        "# Un titre\n\n[Le rapport](https://a.fr) ![x](http://a.fr/x.png)\n",
    );
    assert_eq!(terminal.ok(&["check", "fine.md"]), "");
    let printed = found(&terminal, &["check", "--https", "fine.md"]);
    assert!(
        printed.starts_with("fine.md:3:28: “http://a.fr/x.png” is fetched over http"),
        "{printed}"
    );
    assert!(!terminal.library().exists());
}

#[test]
fn what_one_change_sets_right_is_set_right_when_told() {
    let terminal = terminal();
    terminal.file(
        "note.md",
        "---\ntitle: Été\n---\n#### Titre\n\n![](http://a.fr/x.png)\n",
    );
    let printed = found(&terminal, &["check", "--https", "--fix", "note.md"]);
    assert_eq!(printed.lines().count(), 1, "{printed}");
    assert!(printed.starts_with("note.md:6:1: The image"), "{printed}");
    assert_eq!(
        read(&terminal, "note.md"),
        "---\ntitle: Été\n---\n## Titre\n\n![](https://a.fr/x.png)\n"
    );
    let said = terminal.refused_with(&["check", "--fix", "-"], b"#### x");
    assert!(said.contains("name a file"), "{said}");
}

#[test]
fn findings_as_json_have_their_range_and_their_fix() {
    let terminal = terminal();
    terminal.file("note.md", "---\ntitle: Été\n---\n#### Titre\n");
    let rows: Value =
        serde_json::from_str(&found(&terminal, &["check", "note.md", "--json"])).unwrap();
    let row = &rows[0];
    assert_eq!(
        (&row["kind"], &row["severity"]),
        (&json!("heading_jump"), &json!("advice"))
    );
    assert_eq!(
        (&row["line"], &row["column"], &row["start"]),
        (&json!(4), &json!(1), &json!(21))
    );
    assert_eq!(row["fix"]["text"], "##");
    let printed = terminal.ok_with(&["check", "-", "--json"], "# Titre\n\nmot\n");
    assert_eq!(printed, "[]\n");
}

#[test]
fn corrections_are_shown_before_they_are_made() {
    let terminal = terminal();
    let text = "---\ntitle: \"L'été !\"\n---\nIl dit \"bonjour\" !\n\n`l'eau`\n";
    terminal.file("note.md", text);
    let printed = terminal.ok(&["typography", "--lang", "fr", "note.md"]);
    assert_eq!(
        printed,
        "note.md:4\n- Il dit \"bonjour\" !\n+ Il dit «⎵bonjour⎵»⎵!\n\
         3 corrections (⍽ no-break space, ⎵ narrow no-break space). Nothing was changed: add \
         --write to make them.\n"
    );
    assert_eq!(read(&terminal, "note.md"), text);
    let rows = terminal.rows(&["typography", "--lang", "fr", "note.md"]);
    assert_eq!(rows.len(), 3);
    assert_eq!(
        (&rows[0]["from"], &rows[0]["to"]),
        (&json!("\""), &json!("«\u{202f}"))
    );
    assert_eq!(
        (&rows[0]["line"], &rows[0]["why"]),
        (&json!(4), &json!("quotes"))
    );

    terminal.ok(&["typography", "--lang", "fr", "--write", "note.md"]);
    let corrected = text.replace("\"bonjour\" !", "«\u{202f}bonjour\u{202f}»\u{202f}!");
    assert_eq!(read(&terminal, "note.md"), corrected);
    assert_eq!(terminal.ok(&["typography", "--lang", "fr", "note.md"]), "");

    // As a filter, and in English.
    let args = ["typography", "--lang", "en", "--write", "-"];
    assert_eq!(terminal.ok_with(&args, "\"It's\" -- so"), "“It’s” – so");
}

#[test]
fn files_of_older_systems_are_read_when_told_or_when_they_say_so() {
    let terminal = terminal();
    let at = |name: &str| terminal.folder.path().join(name);
    std::fs::write(at("ansi.md"), b"# Un\n\nL'\xe9t\xe9 \xe0 20 \x80\n").unwrap();
    let utf16: Vec<u8> = "\u{feff}# Un\n\nL'été à 20 €\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    std::fs::write(at("windows.md"), &utf16).unwrap();
    std::fs::write(at("bare.md"), &utf16[2..]).unwrap();

    let html = "<h1>Un</h1>\n<p>L'été à 20 €</p>\n";
    for args in [
        &["render", "ansi.md", "--encoding", "windows-1252"] as &[&str],
        &["render", "windows.md"],
        &["render", "bare.md", "--encoding", "utf-16le"],
    ] {
        let printed = terminal.ok(args);
        assert_eq!(printed.replace(" id=\"un\"", ""), html, "{args:?}");
    }
    for (file, advice) in [
        (
            "ansi.md",
            "(line 3, byte 8). If it was written on an older Windows, add --encoding windows-1252",
        ),
        ("bare.md", "It looks like UTF-16: add --encoding utf-16le."),
    ] {
        for args in [
            &["render", file] as &[&str],
            &["check", file],
            &["typography", "--lang", "fr", file],
            &["posts", "new", file],
        ] {
            let said = terminal.refused(args);
            assert!(
                said.starts_with(file) && said.contains(advice),
                "{args:?}: {said}"
            );
        }
    }
    // What is written is UTF-8.
    let args = [
        "typography",
        "--lang",
        "fr",
        "--write",
        "--encoding",
        "windows-1252",
        "ansi.md",
    ];
    terminal.ok(&args);
    assert_eq!(read(&terminal, "ansi.md"), "# Un\n\nL’été à 20\u{a0}€\n");

    let kept = terminal.ok(&["posts", "new", "windows.md"]);
    assert!(kept.contains("Un"), "{kept}");
    let shown = terminal.json(&["posts", "show", "1"]);
    assert_eq!(shown["body"], "L'été à 20 €\n");
}

#[test]
fn a_reply_and_plain_words_have_their_own_policy() {
    let terminal = terminal();
    terminal.file(
        "note.md",
        "## Un\n\n*mot* <table><tr><td>x</td></tr></table>\n",
    );
    let comment = terminal.ok(&["render", "--policy", "comment", "note.md"]);
    assert!(
        comment.contains("<em>mot</em>") && !comment.contains("<h2"),
        "{comment}"
    );
    assert_eq!(
        terminal.ok(&["render", "--policy", "plain", "note.md"]),
        "Un mot x\n"
    );
}

#[test]
fn a_post_goes_out_as_blocks_and_comes_back_as_markdown() {
    let terminal = terminal();
    let text = "## Un *titre*\n\nUn mot.\n\n- a\n- b\n";
    terminal.file("note.md", text);
    let blocks = terminal.ok(&["render", "--blocks", "note.md"]);
    assert!(blocks.starts_with("<!-- wp:heading"), "{blocks}");
    let html = terminal.ok(&["render", "--html", "note.md"]);
    assert!(
        html.contains("<p>Un mot.</p>") && !html.contains("wp:"),
        "{html}"
    );
    for content in [&blocks, &html] {
        assert_eq!(terminal.ok_with(&["import-html", "-"], content), text);
    }
    let gallery = "<p>mot</p>\n<div class=\"gallery\"><x-y z=\"1\"></x-y></div>";
    let markdown = terminal.ok_with(&["import-html", "-"], gallery);
    assert!(markdown.contains("```island"), "{markdown}");
    let pasted = "<p class=\"MsoNormal\"><span style=\"color:red\">mot<o:p></o:p></span></p>";
    assert_eq!(
        terminal.ok_with(&["import-html", "--paste", "-"], pasted),
        "mot\n"
    );
    assert!(!terminal.library().exists());
}
