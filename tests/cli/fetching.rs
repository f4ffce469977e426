//! The posts that are on a blog already: fetched, listed, edited, and published over what is there.

use std::sync::Arc;

use billet_core::{Clock, PostId, PostText};
use billet_store::{Library, blogs, posts, publications};
use billet_sync::{Office, Secrets};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{Terminal, wordpress};

/// As somebody wrote it in the classic editor, with things that no Markdown has.
const CLASSIC: &str = "Le <b>phare</b> éclaire , \"loin\".\n\n[gallery ids=\"1,2\"]\n\n\
    <div class=\"cadre\" data-x='1'>Deux &amp; trois</div>\n\nEt la fin.";

fn write(route: &str, title: &str, content: &str, status: &str) -> String {
    let body = json!({ "title": title, "content": content, "status": status });
    wordpress::admin("POST", route, &body)["id"].to_string()
}

fn there(route: &str, id: &str) -> Value {
    let route = format!("{route}/{id}?context=edit");
    wordpress::admin("GET", &route, &Value::Null)
}

/// The posts here in whose title `word` stands.
fn here(terminal: &Terminal, word: &str) -> Vec<Value> {
    let mut rows = terminal.rows(&["posts", "list"]);
    rows.retain(|row| row["title"].as_str().unwrap().contains(word));
    rows
}

/// A post of the terminal's library is given another text and published, as the window does.
fn edit_and_publish(terminal: &Terminal, id: i64, edit: impl FnOnce(&mut PostText)) {
    let clock = Clock::new(Timestamp::now);
    let library = Arc::new(Library::open(&terminal.library(), clock.now()).unwrap());
    let secrets = Secrets::given(wordpress::password("admin"));
    let office = Arc::new(Office::new(library, secrets, clock).unwrap());
    let id = PostId(id);
    let (blog, post, on) = office
        .library()
        .read(|conn| {
            let blog = blogs::all(conn)?.remove(0);
            let on = publications::of_post(conn, id)?.remove(0);
            Ok::<_, billet_store::StoreError>((blog, posts::get(conn, id)?, on))
        })
        .unwrap();
    let mut text = post.text;
    edit(&mut text);
    office.save_post(id, post.version, &text).unwrap();
    office.publish(id, &[blog.id], &on.target).unwrap();
    tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(office.send_due())
        .unwrap();
}

#[test]
fn posts_and_pages_come_in_once_on_their_shelves_and_are_found() {
    let terminal = Terminal::connected();
    let word = wordpress::unique();
    let post = write("posts", &format!("Phare {word}"), CLASSIC, "publish");
    let later = write("posts", &format!("Demain {word}"), "Bientôt.", "draft");
    let schedule = json!({ "status": "future", "date": "2031-01-01T10:00:00" });
    wordpress::admin("POST", &format!("posts/{later}"), &schedule);
    write("posts", &format!("Brouillon {word}"), "", "pending");
    write("pages", &format!("Page {word}"), "Qui je suis.", "private");

    let told = terminal.rows(&["posts", "fetch"]);
    assert_eq!(told.len(), 1);
    assert!(told[0]["new"].as_i64().unwrap() >= 4, "{told:?}");
    let rows = here(&terminal, &word);
    let mut stands: Vec<_> = rows
        .iter()
        .map(|row| {
            let on = &row["publications"][0];
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            (text(&row["shelf"]), text(&on["kind"]), text(&on["status"]))
        })
        .collect();
    stands.sort();
    let expected = [
        ("drafts", "post", "pending"),
        ("published", "page", "private"),
        ("published", "post", "published"),
        ("scheduled", "post", "scheduled"),
    ];
    let expected = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
    assert_eq!(stands, expected);
    let found = terminal.json(&["search", &word, "gallery"]);
    assert_eq!(found["posts"].as_array().unwrap().len(), 1, "{found}");

    // Again, and after a change there: each is still there once.
    terminal.ok(&["posts", "fetch"]);
    let change = json!({ "content": "Tout autre chose." });
    wordpress::admin("POST", &format!("posts/{post}"), &change);
    terminal.ok(&["posts", "fetch"]);
    let rows = here(&terminal, &word);
    assert_eq!(rows.len(), 4);
    let phare = rows
        .iter()
        .find(|row| row["title"].as_str().unwrap().starts_with("Phare"));
    let id = phare.unwrap()["id"].to_string();
    let shown = terminal.json(&["posts", "show", &id]);
    assert_eq!(shown["body"], "Tout autre chose.");

    // What Billet publishes itself is no second one either.
    let file = terminal.file("a.md", &format!("---\ntitle: Ici {word}\n---\n\nUn."));
    terminal.publish(&file, &[]);
    terminal.ok(&["posts", "fetch"]);
    assert_eq!(here(&terminal, &word).len(), 5);

    // Deleted there, it goes to the trash here.
    wordpress::admin("DELETE", &format!("posts/{post}"), &Value::Null);
    terminal.ok(&["posts", "fetch", "--whole"]);
    let shown = terminal.json(&["posts", "show", &id]);
    assert_eq!(shown["shelf"], "trash");
    assert_eq!(shown["publications"][0]["news"], "gone");
}

#[test]
fn published_again_unedited_nothing_changes_and_an_edit_changes_only_itself() {
    for route in ["posts", "pages"] {
        let terminal = Terminal::connected();
        let word = wordpress::unique();
        let id = write(route, &format!("Q &amp; R {word}"), CLASSIC, "publish");
        let before = there(route, &id);
        assert_eq!(before["content"]["raw"], CLASSIC);
        terminal.ok(&["posts", "fetch"]);
        let local = here(&terminal, &word)[0]["id"].as_i64().unwrap();

        edit_and_publish(&terminal, local, |_| {});
        let same = there(route, &id);
        for what in [
            "content",
            "title",
            "excerpt",
            "modified_gmt",
            "slug",
            "status",
        ] {
            assert_eq!(same[what], before[what], "{route} {what}");
        }
        edit_and_publish(&terminal, local, |text| {
            text.body = text.body.replace("Et la fin.", "Et la *vraie* fin.");
        });
        terminal.nothing_waits();
        let after = there(route, &id);
        let raw = after["content"]["raw"].as_str().unwrap();
        assert_eq!(
            raw,
            CLASSIC.replace("Et la fin.", "<p>Et la <em>vraie</em> fin.</p>"),
        );
        for what in ["title", "excerpt"] {
            assert_eq!(after[what]["raw"], before[what]["raw"], "{route} {what}");
        }
        for what in ["slug", "status", "date_gmt", "link", "type"] {
            assert_eq!(after[what], before[what], "{route} {what}");
        }
    }
}

#[test]
fn an_author_gets_their_own_posts_and_no_pages() {
    let terminal = Terminal::connected_as("author");
    let word = wordpress::unique();
    write("posts", &format!("De l’admin {word}"), "Un.", "publish");
    write("pages", &format!("Page {word}"), "Un.", "publish");
    let file = terminal.file(
        "a.md",
        &format!("---\ntitle: De l’auteur {word}\n---\n\nUn."),
    );
    terminal.publish(&file, &[]);
    let other = Terminal::connected_as("author");
    other.ok(&["posts", "fetch"]);
    let rows = here(&other, &word);
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert!(
        rows[0]["title"]
            .as_str()
            .unwrap()
            .starts_with("De l’auteur")
    );
    let reader = Terminal::connected_as("subscriber");
    reader.ok(&["posts", "fetch"]);
    assert!(reader.rows(&["posts", "list"]).is_empty());
}
