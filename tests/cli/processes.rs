//! Several processes on one library at once.

use std::process::Child;

use crate::{Terminal, went_well, wordpress};

fn all_well(children: Vec<(&str, Child)>) {
    for (what, child) in children {
        went_well(&[what], child.wait_with_output().unwrap());
    }
}

#[test]
fn four_that_publish_and_one_that_fetches_make_each_post_once() {
    let terminal = Terminal::connected();
    let word = wordpress::unique();
    let host = wordpress::host();
    let names: Vec<String> = (0..4).map(|n| format!("billet-{n}.md")).collect();
    for name in &names {
        terminal.file(name, &format!("# {word} {name}\n\nDu texte."));
    }
    let mut children: Vec<(&str, Child)> = names
        .iter()
        .map(|name| (&**name, terminal.start(&["publish", name, "--to", &host])))
        .collect();
    children.push(("sync", terminal.start(&["sync"])));
    all_well(children);

    let posts = wordpress::posts_with(&word);
    let mut titles: Vec<&str> = posts
        .iter()
        .map(|post| post["title"]["raw"].as_str().unwrap())
        .collect();
    titles.sort_unstable();
    let wanted: Vec<String> = names.iter().map(|name| format!("{word} {name}")).collect();
    assert_eq!(titles, wanted);
    assert!(posts.iter().all(|post| post["status"] == "publish"));
    terminal.nothing_waits();
    let here = terminal.rows(&["posts", "list"]);
    assert_eq!(here.len(), 4);
    for post in here {
        assert_eq!(post["publications"][0]["status"], "published", "{post}");
    }
}

#[test]
fn one_file_published_by_four_at_once_is_one_post() {
    let terminal = Terminal::connected();
    let word = wordpress::unique();
    terminal.file("a.md", &format!("# {word}\n\nDu texte."));
    let host = wordpress::host();
    let children = (0..4)
        .map(|_| {
            (
                "publish",
                terminal.start(&["publish", "a.md", "--to", &host]),
            )
        })
        .collect();
    all_well(children);
    assert_eq!(wordpress::posts_with(&word).len(), 1);
    assert_eq!(terminal.rows(&["posts", "list"]).len(), 1);
    terminal.nothing_waits();
}

#[test]
fn a_process_that_was_killed_while_publishing_leaves_one_post() {
    let terminal = Terminal::connected();
    let word = wordpress::unique();
    terminal.file("a.md", &format!("# {word}\n\nDu texte."));
    let mut child = terminal.start(&["publish", "a.md", "--to", &wordpress::host()]);
    // As soon as its place on the blog is made: the process may or may not know of it yet.
    while wordpress::posts_with(&word).is_empty() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();

    // What follows may take two looks, twenty seconds apart: the library's clock is moved instead.
    for _ in 0..4 {
        terminal.run(&["sync"], b"");
        let open = terminal.rows(&["outbox", "list"]);
        if open.iter().all(|job| job["state"] == "done") {
            break;
        }
        terminal.make_everything_due();
    }
    terminal.nothing_waits();
    assert_eq!(wordpress::posts_with(&word).len(), 1);
    assert_eq!(terminal.publication()["status"], "published");
}

impl Terminal {
    fn make_everything_due(&self) {
        let library = self.library().join(billet_store::FILE);
        let conn = rusqlite::Connection::open(library).unwrap();
        conn.execute("UPDATE jobs SET due_at = 0 WHERE state <> 'done'", [])
            .unwrap();
    }
}
