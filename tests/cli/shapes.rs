//! What scripts rely on: the JSON of every list, exit statuses, and `render`.

use serde_json::Value;

use crate::{Terminal, wordpress};

fn assert_keys(row: &Value, keys: &[&str]) {
    let fields = row.as_object().unwrap();
    for key in keys {
        assert!(fields.contains_key(*key), "{key} in {row}");
    }
}

#[test]
fn every_list_is_an_array_of_objects_with_the_promised_keys() {
    let terminal = Terminal::new("unused");
    for list in ["blogs", "posts", "comments", "outbox"] {
        assert_eq!(terminal.rows(&[list, "list"]), Vec::<Value>::new());
    }

    let terminal = Terminal::connected();
    let word = wordpress::unique();
    terminal.publish(
        &terminal.file("a.md", &format!("# Titre {word}\n\nTexte.")),
        &[],
    );
    let waiting = wordpress::readers_comment(
        terminal.remote_id().parse().unwrap(),
        &format!("<p>Une question {word} ?</p>"),
    );
    terminal.ok(&["sync"]);

    let blogs = terminal.rows(&["blogs", "list"]);
    assert_eq!(blogs.len(), 1);
    assert_keys(
        &blogs[0],
        &["id", "name", "home", "platform", "user", "health", "markup"],
    );
    assert_eq!(blogs[0]["platform"], "WordPress");

    let posts = terminal.rows(&["posts", "list"]);
    assert_keys(&posts[0], &["id", "title", "publications"]);
    assert_eq!(posts[0]["title"], format!("Titre {word}"));
    let publication = terminal.publication();
    assert_keys(&publication, &["blog", "remote_id", "url", "status"]);
    assert_eq!(publication["blog"], blogs[0]["id"]);
    assert_eq!(publication["status"], "published");
    assert!(
        publication["url"]
            .as_str()
            .unwrap()
            .starts_with(&wordpress::url())
    );

    let comment = terminal.comment(waiting).unwrap();
    let keys = [
        "id",
        "blog",
        "remote_id",
        "post",
        "author",
        "status",
        "html",
    ];
    assert_keys(&comment, &keys);
    assert_eq!(comment["author"], "Zoé & Léa");
    assert_eq!(comment["status"], "pending");
    assert_eq!(comment["post"], publication["remote_id"]);
    assert!(comment["html"].as_str().unwrap().contains(&word));

    let jobs = terminal.rows(&["outbox", "list"]);
    assert_eq!(jobs.len(), 1);
    assert_keys(&jobs[0], &["id", "blog", "state", "about", "job"]);
    assert_eq!(jobs[0]["state"], "done");

    let shown = terminal.json(&["posts", "show", &posts[0]["id"].to_string()]);
    assert_eq!(shown["body"].as_str().unwrap().trim(), "Texte.");
    assert_eq!(shown["publications"][0], publication);
}

#[test]
fn lists_are_narrowed_by_status_and_blog() {
    let terminal = Terminal::connected();
    let on = wordpress::new_post(&wordpress::unique());
    let waiting = wordpress::readers_comment(on, &wordpress::unique());
    terminal.ok(&["sync", "--blog", &wordpress::host()]);
    let ids = |args: &[&str]| -> Vec<Value> {
        let rows = terminal.rows(args);
        rows.into_iter()
            .map(|row| row["remote_id"].clone())
            .collect()
    };
    let here = Value::from(waiting.to_string());
    let host = wordpress::host();
    assert!(ids(&["comments", "list", "--status", "pending", "--blog", &host]).contains(&here));
    for other in ["approved", "spam", "trash"] {
        assert!(!ids(&["comments", "list", "--status", other]).contains(&here));
    }
    let nowhere = terminal.refused(&["comments", "list", "--blog", "ailleurs"]);
    assert!(nowhere.contains("ailleurs"), "{nowhere}");
}

#[test]
fn wrong_usage_ends_with_two() {
    let terminal = Terminal::new("unused");
    for args in [
        &[] as &[&str],
        &["publier"],
        &["publish", "a.md"],
        &["publish", "a.md", "--to", "1", "--status", "secret"],
        &["comments", "approve"],
        &["comments", "approve", "un"],
        &["comments", "list", "--status", "waiting"],
        &["blogs", "add", "a.example"],
        &["blogs", "set", "a.example"],
        &["blogs", "set", "a.example", "--markup", "markdown"],
        &["render"],
        &["import-html"],
        &["import-html", "-", "--paste", "--report"],
    ] {
        let output = terminal.run(args, b"");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(!output.stderr.is_empty(), "{args:?}");
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn rendering_is_safe_and_needs_no_library() {
    let terminal = Terminal::new("unused");
    let hostile = "Bonjour *vous*\n\n<script>alert(1)</script>\n\n\
                   <img src=x onerror=alert(1)>\n\n[ici](javascript:alert(1))\n";
    let html = terminal.ok_with(&["render", "-"], hostile);
    assert!(html.contains("<em>vous</em>"), "{html}");
    for bad in ["<script", "onerror", "javascript:"] {
        assert!(!html.contains(bad), "{bad} in {html}");
    }
    let file = terminal.file("été.md", "---\ntitle: Été\n---\n« Bonjour » 🎉\n");
    let html = terminal.ok(&["render", file.to_str().unwrap()]);
    assert_eq!(html, "<p>« Bonjour » 🎉</p>\n");
    assert!(!terminal.library().exists());
}

#[test]
fn a_post_written_elsewhere_is_printed_as_markdown_and_needs_no_library() {
    let terminal = Terminal::new("unused");
    let post = "Un <em>mot</em>.\n\n[gallery ids=\"1,2\"]\n\n[gallery]\n\n<form>x</form>\n";
    let file = terminal.file("été.html", post);
    let markdown = terminal.ok(&["import-html", file.to_str().unwrap()]);
    assert_eq!(
        markdown,
        "Un *mot*.\n\n```island gallery\n[gallery ids=\"1,2\"]\n```\n\n\
         ```island gallery\n[gallery]\n```\n\n```island form\n<form>x</form>\n```\n"
    );
    let output = terminal.run(&["import-html", "-", "--report"], post.as_bytes());
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stdout).unwrap(), markdown);
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "4 blocks, 3 of them stay as they are: form, gallery (2).\n"
    );
    let pasted = "<b style=\"font-weight:normal\"><p>Un <i>mot</i></p></b><form>x</form>";
    assert_eq!(
        terminal.ok_with(&["import-html", "--paste", "-"], pasted),
        "Un *mot*\n\nx\n"
    );
    assert!(!terminal.library().exists());
}

#[test]
fn a_file_that_is_no_text_is_refused_by_name() {
    let terminal = Terminal::new("unused");
    let file = terminal.folder.path().join("latin1.md");
    std::fs::write(&file, b"# \xc9t\xe9\n").unwrap();
    for args in [
        &["render", "latin1.md"] as &[&str],
        &["import-html", "latin1.md"],
        &["posts", "new", "latin1.md"],
    ] {
        let said = terminal.refused(args);
        assert!(
            said.contains("latin1.md") && said.contains("UTF-8"),
            "{said}"
        );
    }
    let said = terminal.refused_with(&["render", "-"], b"\xff\xfd");
    assert!(said.contains("standard input"), "{said}");
    let said = terminal.refused(&["render", "absent.md"]);
    assert!(said.contains("absent.md"), "{said}");
    assert_eq!(terminal.rows(&["posts", "list"]), Vec::<Value>::new());
}

#[test]
fn a_draft_is_kept_without_any_blog() {
    let terminal = Terminal::new("unused");
    let text = "---\ntitle: Le phare\ntags: [mer, été]\n---\nIl éclaire.\n";
    terminal.ok_with(&["posts", "new", "-"], text);
    let posts = terminal.rows(&["posts", "list"]);
    assert_eq!(posts[0]["title"], "Le phare");
    assert_eq!(posts[0]["publications"], Value::from(Vec::<Value>::new()));
    let shown = terminal.json(&["posts", "show", "1"]);
    assert_eq!(shown["tags"], serde_json::json!(["mer", "été"]));
    let said = terminal.refused(&["posts", "show", "99"]);
    assert!(said.contains("99"), "{said}");
}

#[test]
fn a_reader_that_closes_early_is_no_failure() {
    let terminal = Terminal::new("unused");
    terminal.ok_with(&["posts", "new", "-"], "# Titre\n\nx");
    let mut child = terminal.start(&["posts", "list", "--json"]);
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}
