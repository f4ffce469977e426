//! What goes wrong between here and the blog, as sentences that a writer understands.

use crate::{Terminal, closed_port, wordpress};

const NOTE: &str = "# Un titre\n\nDu texte.";

#[test]
fn a_blog_is_added_from_an_address_without_a_scheme() {
    let terminal = Terminal::new(&wordpress::password("admin"));
    terminal.ok(&["blogs", "add", &wordpress::host(), "--user", "admin"]);
    let blogs = terminal.rows(&["blogs", "list"]);
    let home = blogs[0]["home"].as_str().unwrap();
    assert_eq!(home.trim_end_matches('/'), wordpress::url());
    assert_eq!(blogs[0]["health"], "fine");
    let printed = terminal.ok(&["blogs", "check"]);
    assert!(
        printed.contains("publish") && printed.contains("moderate"),
        "{printed}"
    );

    let id = blogs[0]["id"].to_string();
    let name = blogs[0]["name"].as_str().unwrap();
    for by in [&*id, name, &wordpress::url(), &wordpress::host()] {
        terminal.ok(&["blogs", "check", by]);
    }
    terminal.ok(&["blogs", "remove", &wordpress::host()]);
    assert!(terminal.rows(&["blogs", "list"]).is_empty());
}

#[test]
fn the_password_is_read_from_standard_input_only_where_it_can_be_kept() {
    // Without BILLET_SECRET, and with no keychain to reach.
    let terminal = Terminal::new("unused");
    let mut command = terminal.command(&["blogs", "add", &wordpress::host(), "--user", "admin"]);
    let nowhere = format!("unix:path={}", terminal.folder.path().join("bus").display());
    let output = command
        .env_remove("BILLET_SECRET")
        .env("DBUS_SESSION_BUS_ADDRESS", nowhere)
        .env("XDG_RUNTIME_DIR", terminal.folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("BILLET_SECRET"), "{said}");
}

#[test]
fn a_wrong_password_keeps_no_blog() {
    let terminal = Terminal::new("wrong wrong wrong");
    let said = terminal.refused(&["blogs", "add", &wordpress::host(), "--user", "admin"]);
    assert!(said.contains("application password"), "{said}");
    assert!(terminal.rows(&["blogs", "list"]).is_empty());
}

#[test]
fn a_password_that_is_refused_later_holds_the_queue_until_a_new_one_comes() {
    let mut terminal = Terminal::connected();
    let word = wordpress::unique();
    let right = std::mem::replace(&mut terminal.secret, "wrong wrong".to_owned());
    terminal.file("a.md", &format!("# {word}\n\nUn."));
    terminal.file("b.md", &format!("# {word}\n\nDeux."));
    let host = wordpress::host();
    for file in ["a.md", "b.md", "a.md"] {
        let said = terminal.refused(&["publish", file, "--to", &host]);
        assert!(said.contains("application password"), "{said}");
    }
    assert_eq!(terminal.rows(&["blogs", "list"])[0]["health"], "sign_in");
    assert!(wordpress::posts_with(&word).is_empty());

    terminal.secret = right;
    terminal.ok(&["blogs", "add", &host, "--user", "admin"]);
    assert_eq!(terminal.rows(&["blogs", "list"]).len(), 1);
    terminal.ok(&["sync"]);
    assert_eq!(wordpress::posts_with(&word).len(), 2);
    terminal.nothing_waits();
}

#[test]
fn a_subscriber_is_told_what_the_account_may_not() {
    let terminal = Terminal::connected_as("subscriber");
    let printed = terminal.ok(&["blogs", "check"]);
    assert!(!printed.contains("publish"), "{printed}");
    terminal.file("a.md", NOTE);
    for status in ["publish", "draft"] {
        let said = terminal.refused(&[
            "publish",
            "a.md",
            "--to",
            &wordpress::host(),
            "--status",
            status,
        ]);
        assert!(said.contains("may not"), "{said}");
    }
    assert!(terminal.rows(&["outbox", "list"]).is_empty());
    // What was written is kept.
    assert_eq!(terminal.rows(&["posts", "list"])[0]["title"], "Un titre");
}

#[test]
fn a_server_that_is_down_is_said_to_be_and_gets_its_post_later() {
    let terminal = Terminal::connected();
    let word = wordpress::unique();
    let blog = terminal.rows(&["blogs", "list"])[0]["name"]
        .as_str()
        .unwrap()
        .to_owned();
    let down = format!("http://127.0.0.1:{}/wp-json/", closed_port());
    let up = terminal.move_blog(&down);
    terminal.file("a.md", &format!("# {word}\n\nUn."));
    let said = terminal.refused(&["publish", "a.md", "--to", &blog]);
    assert!(
        said.contains("could not be reached") && said.contains("safe"),
        "{said}"
    );
    let said = terminal.refused(&["sync"]);
    assert!(said.contains("could not be reached"), "{said}");
    let jobs = terminal.rows(&["outbox", "list"]);
    assert_eq!(jobs[0]["state"], "retry");
    assert_eq!(jobs[0]["cause"]["cause"], "offline");

    // A second text before the first could leave: one post, with the second.
    terminal.file("a.md", &format!("# {word}\n\nDeux."));
    terminal.refused(&["publish", "a.md", "--to", &blog]);
    terminal.move_blog(&up);
    terminal.ok(&["sync"]);
    let posts = wordpress::posts_with(&word);
    assert_eq!(posts.len(), 1);
    assert!(
        posts[0]["content"]["raw"]
            .as_str()
            .unwrap()
            .contains("Deux.")
    );
}

impl Terminal {
    /// The blog's API is at another address from now on; gives the one it was at.
    fn move_blog(&self, endpoint: &str) -> String {
        let conn = rusqlite::Connection::open(self.library().join(billet_store::FILE)).unwrap();
        let old = conn
            .query_row("SELECT endpoint FROM blogs", [], |row| row.get(0))
            .unwrap();
        conn.execute("UPDATE blogs SET endpoint = ?1", [endpoint])
            .unwrap();
        old
    }
}

#[test]
fn no_server_no_blog_and_no_address_are_three_sentences() {
    let terminal = Terminal::new("unused");
    let port = closed_port();
    for (typed, word) in [
        (format!("127.0.0.1:{port}"), "could not be reached"),
        ("pas une adresse".to_owned(), "pas une adresse"),
        (
            format!("{}/wp-login.php", wordpress::host()),
            "application password",
        ),
    ] {
        let said = terminal.refused(&["blogs", "add", &typed, "--user", "admin"]);
        assert!(said.contains(word), "{typed}: {said}");
    }
    assert!(terminal.rows(&["blogs", "list"]).is_empty());
}

#[test]
fn what_cannot_be_published_is_refused_and_nothing_waits() {
    let terminal = Terminal::connected();
    let host = wordpress::host();
    terminal.file("vide.md", "---\ntitle: ''\n---\n\n  \n");
    terminal.file("image.md", "# Un\n\n![Le phare](phare.jpg)");
    terminal.file("date.md", NOTE);
    terminal.file("en-tete.md", "---\ntitle: [un\n---\nx");
    for (args, word) in [
        (
            vec!["publish", "vide.md", "--to", &host],
            "nothing to publish",
        ),
        (vec!["publish", "image.md", "--to", &host], "phare.jpg"),
        (
            vec!["publish", "date.md", "--to", &host, "--at", "demain"],
            "demain",
        ),
        (vec!["publish", "date.md", "--to", "Ailleurs"], "Ailleurs"),
        (vec!["publish", "absent.md", "--to", &host], "absent.md"),
        (vec!["publish", "en-tete.md", "--to", &host], "en-tete.md"),
    ] {
        let said = terminal.refused(&args);
        assert!(said.contains(word), "{args:?}: {said}");
    }
    assert!(terminal.rows(&["outbox", "list"]).is_empty());
}

#[test]
fn a_file_emptied_by_mistake_takes_no_text_away() {
    let terminal = Terminal::connected();
    terminal.file("a.md", &format!("# {}\n\nDu texte.", wordpress::unique()));
    let args = [
        "publish",
        "a.md",
        "--to",
        &wordpress::host(),
        "--status",
        "draft",
    ];
    terminal.ok(&args);
    terminal.file("a.md", "");
    terminal.refused(&args);
    let shown = terminal.json(&["posts", "show", "1"]);
    assert_eq!(shown["body"].as_str().unwrap().trim(), "Du texte.");
}

#[test]
fn a_library_that_cannot_be_written_is_named() {
    let terminal = Terminal::new("unused");
    let file = terminal.file("library", "not a folder");
    let said = terminal.refused(&["posts", "list"]);
    assert!(said.contains(file.to_str().unwrap()), "{said}");
    assert_eq!(std::fs::read_to_string(file).unwrap(), "not a folder");
}

#[test]
fn one_password_in_the_environment_is_no_password_for_two_blogs() {
    let terminal = Terminal::connected();
    // The same blog under another name is another blog to the library.
    let (host, admin) = (wordpress::host(), "admin");
    let other = host.replace("127.0.0.1", "[::1]");
    let library = terminal.library().join(billet_store::FILE);
    let db = rusqlite::Connection::open(library).unwrap();
    db.execute(
        "INSERT INTO blogs (platform, name, home, endpoint, username, account, account_name,
             secret_key, added_at)
         VALUES ('word_press', 'Ailleurs', ?1, ?1, ?2, '1', 'x',
             '6f9619ff-8b86-d011-b42d-00c04fc964ff', 0)",
        [&format!("http://{other}/wp-json/"), admin],
    )
    .unwrap();
    let said = terminal.refused(&["sync"]);
    assert!(
        said.contains("BILLET_SECRET") && said.contains("2 blogs"),
        "{said}"
    );
    terminal.refused(&["blogs", "check"]);
    terminal.ok(&["sync", "--blog", &host]);
    let file = terminal.file("un.md", &format!("# {}\n\nUn.\n", wordpress::unique()));
    terminal.publish(&file, &[]);
}
