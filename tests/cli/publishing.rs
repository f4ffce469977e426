//! From a file to the blog, and back through WordPress's own API.

use crate::{Terminal, wordpress};

fn front(title: &str, rest: &str, body: &str) -> String {
    format!("---\ntitle: {title}\n{rest}---\n\n{body}\n")
}

#[test]
fn a_file_published_again_updates_the_same_post() {
    let terminal = Terminal::connected();
    let word = wordpress::unique();
    let file = terminal.file("phare.md", &front(&word, "", "Première version."));
    let printed = terminal.publish(&file, &[]);
    let id = terminal.remote_id();
    let before = wordpress::post(&id);
    assert_eq!(before["status"], "publish");
    assert!(
        printed.contains(before["link"].as_str().unwrap()),
        "{printed}"
    );

    terminal.file("phare.md", &front(&word, "", "Deuxième version."));
    terminal.publish(&file, &[]);
    assert_eq!(terminal.remote_id(), id);
    let after = wordpress::post(&id);
    assert_eq!(
        after["content"]["raw"],
        billet_text::post_blocks("Deuxième version.")
    );
    assert_eq!(after["slug"], before["slug"]);
    assert_eq!(wordpress::posts_with(&word).len(), 1);

    // The very same again is no new post either, from whatever folder it is named.
    terminal.ok(&["publish", "./phare.md", "--to", &wordpress::url()]);
    assert_eq!(wordpress::posts_with(&word).len(), 1);
    terminal.nothing_waits();
}

#[test]
fn a_french_post_comes_back_identical_as_blocks_and_as_html() {
    let terminal = Terminal::connected();
    let host = wordpress::host();
    let text = include_str!("../fixtures/demo/brouillon.md");
    let title = format!("Ce que le réseau change {}", wordpress::unique());
    let text = text.replacen("Ce que le réseau change pour une association", &title, 1);
    assert!(text.contains(&title));
    let file = terminal.file("brouillon.md", &text);
    let path = file.to_str().unwrap();
    terminal.publish(&file, &[]);

    // A WordPress with the block editor gets blocks unless the writer says otherwise.
    assert_eq!(terminal.rows(&["blogs", "list"])[0]["markup"], "blocks");
    let post = wordpress::post(&terminal.remote_id());
    assert_eq!(post["content"]["block_version"], 1, "WordPress sees blocks");
    let raw = post["content"]["raw"].as_str().unwrap();
    let rendered = terminal.ok(&["render", "--blocks", path]);
    assert_eq!(raw.trim_end_matches('\n'), rendered.trim_end_matches('\n'));
    for sign in [
        "«",
        "’",
        "<em>",
        "&amp;",
        "<!-- wp:table ",
        "<!-- wp:list -->",
        "<!-- wp:quote -->",
    ] {
        assert!(raw.contains(sign), "{sign} in {raw}");
    }
    // Readers see the same words in the same elements, and no comment.
    let shown = post["content"]["rendered"].as_str().unwrap();
    assert!(
        shown.contains("<blockquote") && shown.contains("<table>"),
        "{shown}"
    );
    assert!(
        !shown.contains("wp:") && !shown.contains("<p></p>"),
        "{shown}"
    );

    // Another choice sends nothing; the next update writes in the new form.
    let said = terminal.ok(&["blogs", "set", &host, "--markup", "html"]);
    assert!(said.contains("plain HTML"), "{said}");
    assert!(terminal.ok(&["blogs", "list"]).trim_end().ends_with("html"));
    terminal.ok(&["sync"]);
    assert_eq!(
        wordpress::post(&terminal.remote_id())["content"]["raw"],
        raw
    );
    terminal.publish(&file, &[]);
    let plain = wordpress::post(&terminal.remote_id());
    let rendered = terminal.ok(&["render", path]);
    let raw = plain["content"]["raw"].as_str().unwrap();
    assert_eq!(raw.trim_end_matches('\n'), rendered.trim_end_matches('\n'));
    assert_eq!(plain["content"]["block_version"], 0);

    assert_eq!(post["title"]["raw"], title);
    assert!(
        post["excerpt"]["raw"]
            .as_str()
            .unwrap()
            .starts_with("Notes d’un jeudi soir")
    );
    let categories = terms(&post, "categories");
    assert_eq!(categories, ["Vie du réseau"]);
    assert_eq!(
        terms(&post, "tags"),
        ["associations", "conférence", "réseaux"]
    );
}

#[test]
fn an_author_s_blocks_pass_the_blogs_filter_unchanged() {
    let terminal = Terminal::connected_as("author");
    let body = "## Titre {#ancre .classe}\n\n| a | b |\n|:-:|--:|\n| « été » | 2 |\n\n```rust\nlet a = &b;\n```\n\n\
                [gallery]\n\n![Un *phare*](https://example.org/p.jpg \"À l’aube\")\n\n3. trois\n   - dessous\n\n\
                <!--more La suite-->\n\n---\n\n> cité\n\nnote[^1]\n\n[^1]: La note.";
    let file = terminal.file("a.md", &front(&wordpress::unique(), "", body));
    terminal.publish(&file, &[]);
    let raw = wordpress::post(&terminal.remote_id())["content"]["raw"].clone();
    assert_eq!(raw, billet_text::post_blocks(body));
}

#[test]
fn code_is_shown_as_it_is_written_and_nothing_in_it_runs() {
    for user in ["admin", "author"] {
        let terminal = Terminal::connected_as(user);
        let body = "```\n[gallery] a[0]\nhttps://example.org/film\n```";
        let file = terminal.file("a.md", &front(&wordpress::unique(), "", body));
        terminal.publish(&file, &[]);
        let post = wordpress::post(&terminal.remote_id());
        let shown = post["content"]["rendered"].as_str().unwrap();
        // The filter for authors writes the references its own way.
        let shown = shown.replace("&#0", "&#");
        assert!(
            shown.contains("<code>&#91;gallery] a&#91;0]\nhttps:&#47;&#47;example.org/film</code>"),
            "{user}: {shown}"
        );
    }
}

/// The names of a post's tags or categories, sorted.
fn terms(post: &serde_json::Value, kind: &str) -> Vec<String> {
    let ids = post[kind].as_array().unwrap();
    let mut names: Vec<String> = ids
        .iter()
        .map(|id| {
            let term = wordpress::admin("GET", &format!("{kind}/{id}"), &serde_json::Value::Null);
            term["name"].as_str().unwrap().to_owned()
        })
        .collect();
    names.sort();
    names
}

#[test]
fn from_draft_to_published_to_updated_to_the_trash_and_back() {
    let terminal = Terminal::connected();
    let word = wordpress::unique();
    let file = terminal.file("a.md", &front(&word, "", "Un."));
    terminal.publish(&file, &["--status", "draft"]);
    let id = terminal.remote_id();
    assert_eq!(wordpress::post(&id)["status"], "draft");
    assert_eq!(terminal.publication()["status"], "draft");

    terminal.publish(&file, &[]);
    assert_eq!(wordpress::post(&id)["status"], "publish");
    let link = wordpress::post(&id)["link"].clone();

    terminal.file("a.md", &front(&word, "", "Deux."));
    terminal.publish(&file, &[]);
    assert!(
        wordpress::post(&id)["content"]["raw"]
            .as_str()
            .unwrap()
            .contains("Deux.")
    );

    let post = terminal.rows(&["posts", "list"])[0]["id"].to_string();
    terminal.ok(&["posts", "trash", &post, "--everywhere"]);
    assert_eq!(wordpress::post(&id)["status"], "trash");
    assert_eq!(terminal.rows(&["posts", "list"])[0]["shelf"], "trash");
    // Once more: it is there already.
    terminal.ok(&["posts", "trash", &post, "--everywhere"]);

    terminal.publish(&file, &[]);
    assert_eq!(terminal.remote_id(), id);
    assert_eq!(wordpress::post(&id)["status"], "publish");
    assert_eq!(wordpress::post(&id)["link"], link);
    assert_eq!(terminal.rows(&["posts", "list"])[0]["shelf"], "published");
    terminal.nothing_waits();
}

#[test]
fn a_time_to_come_schedules_it() {
    let terminal = Terminal::connected();
    let file = terminal.file("a.md", &front(&wordpress::unique(), "", "Un."));
    let printed = terminal.publish(&file, &["--at", "2099-12-24T18:00:00+01:00"]);
    assert!(printed.contains("scheduled"), "{printed}");
    let post = wordpress::post(&terminal.remote_id());
    assert_eq!(post["status"], "future");
    assert_eq!(post["date_gmt"], "2099-12-24T17:00:00");
    assert_eq!(terminal.publication()["status"], "scheduled");
    assert_eq!(terminal.rows(&["posts", "list"])[0]["shelf"], "scheduled");

    // The date in the file does the same; the one in the command goes before it.
    let dated = terminal.file(
        "b.md",
        &front(&wordpress::unique(), "date: 2098-01-02T03:04:05Z\n", "Un."),
    );
    let printed = terminal.publish(&dated, &["--at", "2097-01-02T03:04:05Z"]);
    assert!(printed.contains("scheduled"), "{printed}");

    // Published elsewhere meanwhile: the next fetch shows it, with the address readers use.
    let id = post["id"].to_string();
    let now = serde_json::json!({ "status": "publish", "date_gmt": "2020-01-01T00:00:00" });
    let public = wordpress::admin("POST", &format!("posts/{id}"), &now);
    terminal.ok(&["sync"]);
    let posts = terminal.rows(&["posts", "list"]);
    let found = |post: &&serde_json::Value| post["publications"][0]["remote_id"] == id;
    let here = posts.iter().find(found).unwrap();
    assert_eq!(here["publications"][0]["status"], "published");
    assert_eq!(here["publications"][0]["url"], public["link"]);
}

#[test]
fn every_script_of_the_world_arrives() {
    let terminal = Terminal::connected();
    let word = wordpress::unique();
    let title = format!("Été 🎉 Привет 日本語 « l’œuvre » & <3 {word}");
    let fields = format!("slug: été-{word}\ntags: ['café ☕ {word}', 'Привет {word}']\n");
    let text = format!("---\ntitle: '{title}'\n{fields}---\n\nEmoji 👩‍🚀, œ, ﷽, 漢字.\n");
    terminal.publish(&terminal.file("été 🎉.md", &text), &[]);

    let post = wordpress::post(&terminal.remote_id());
    let shown = post["title"]["raw"].as_str().unwrap();
    assert_eq!(shown.replace("&amp;", "&").replace("&lt;", "<"), title);
    assert!(
        post["content"]["raw"]
            .as_str()
            .unwrap()
            .contains("Emoji 👩‍🚀, œ, ﷽, 漢字.")
    );
    let slug = post["slug"].as_str().unwrap();
    assert!(slug.contains(&word), "{slug}");
    let mut wanted = vec![format!("café ☕ {word}"), format!("Привет {word}")];
    wanted.sort();
    assert_eq!(terms(&post, "tags"), wanted);

    // And again: neither a second post nor second tags.
    terminal.publish(
        &terminal.file("été 🎉.md", &format!("{text}\nEncore.")),
        &[],
    );
    let again = wordpress::post(&terminal.remote_id());
    assert_eq!(again["tags"], post["tags"]);
    assert_eq!(again["slug"], post["slug"]);
    assert_eq!(wordpress::posts_with(&word).len(), 1);
}

#[test]
fn an_edit_on_the_blog_is_never_overwritten() {
    let terminal = Terminal::connected();
    let word = wordpress::unique();
    let file = terminal.file("a.md", &front(&word, "", "Un."));
    terminal.publish(&file, &[]);
    let id = terminal.remote_id();
    let theirs = serde_json::json!({ "content": "<p>Corrigé en ligne.</p>" });
    wordpress::admin("POST", &format!("posts/{id}"), &theirs);

    terminal.file("a.md", &front(&word, "", "Deux."));
    let args = ["publish", "a.md", "--to", &wordpress::host()];
    let said = terminal.refused(&args);
    assert!(said.contains("changed on"), "{said}");
    assert_eq!(
        wordpress::post(&id)["content"]["raw"],
        "<p>Corrigé en ligne.</p>"
    );
    // The writer's words are safe, and `sync` keeps saying that somebody is needed.
    let shown = terminal.json(&["posts", "show", "1"]);
    assert_eq!(shown["body"].as_str().unwrap().trim(), "Deux.");
    let said = terminal.refused(&["sync"]);
    assert!(
        said.contains(&word) && said.contains("changed on"),
        "{said}"
    );
}

#[test]
fn standard_input_is_a_new_post_each_time() {
    let terminal = Terminal::connected();
    let word = wordpress::unique();
    let args = [
        "publish",
        "-",
        "--to",
        &wordpress::host(),
        "--status",
        "draft",
    ];
    terminal.ok_with(&args, &format!("# {word}\n\nUn."));
    terminal.ok_with(&args, &format!("# {word}\n\nUn."));
    assert_eq!(wordpress::posts_with(&word).len(), 2);
}

#[test]
fn an_update_keeps_what_an_editor_made_of_the_draft() {
    let terminal = Terminal::connected();
    let word = wordpress::unique();
    let tags = format!("tags: [{word} mer]\n");
    let file = terminal.file("phare.md", &front(&word, &tags, "Première version."));
    terminal.publish(&file, &["--status", "draft"]);
    let id = terminal.remote_id();
    let draft = wordpress::post(&id);
    assert_eq!(draft["status"], "draft");

    let named = |name: &str| serde_json::json!({ "name": name });
    let tag = wordpress::admin("POST", "tags", &named(&format!("{word} nuit")));
    let shelf = wordpress::admin("POST", "categories", &named(&format!("{word} phares")));
    let mut both = draft["tags"].as_array().unwrap().clone();
    both.push(tag["id"].clone());
    let route = format!("posts/{id}");
    let edit = serde_json::json!({"status": "publish", "tags": both, "categories": [shelf["id"]]});
    let edited = wordpress::admin("POST", &route, &edit);

    terminal.file("phare.md", &front(&word, &tags, "Deuxième version."));
    let printed = terminal.publish(&file, &["--status", "draft"]);
    assert!(
        printed.contains(edited["link"].as_str().unwrap()),
        "{printed}"
    );
    let after = wordpress::post(&id);
    assert_eq!(
        after["content"]["raw"],
        billet_text::post_blocks("Deuxième version.")
    );
    for kept in ["status", "tags", "categories", "date_gmt", "slug"] {
        assert_eq!(after[kept], edited[kept], "{kept}");
    }

    // Other tags over the editor's are asked about; nothing is overwritten.
    let other = format!("tags: [{word} mer, {word} vent]\n");
    terminal.file("phare.md", &front(&word, &other, "Deuxième version."));
    let host = wordpress::host();
    let args = [
        "publish",
        file.to_str().unwrap(),
        "--to",
        &host,
        "--status",
        "draft",
    ];
    let said = terminal.refused(&args);
    assert!(said.contains("was changed on"), "{said}");
    assert_eq!(wordpress::post(&id)["tags"], edited["tags"]);
}

#[test]
fn a_text_handed_in_for_review_is_not_taken_back_from_its_readers_by_an_update() {
    let terminal = Terminal::connected();
    let word = wordpress::unique();
    let file = terminal.file("avis.md", &front(&word, "", "Un."));
    let printed = terminal.publish(&file, &["--status", "pending"]);
    assert!(printed.contains("pending"), "{printed}");
    let id = terminal.remote_id();
    assert_eq!(wordpress::post(&id)["status"], "pending");

    // An editor says yes on the blog.
    let yes = serde_json::json!({ "status": "publish" });
    wordpress::admin("POST", &format!("posts/{id}"), &yes);
    terminal.file("avis.md", &front(&word, "", "Deux."));
    terminal.publish(&file, &["--status", "pending"]);
    let post = wordpress::post(&id);
    assert_eq!(post["status"], "publish");
    assert_eq!(post["content"]["raw"], billet_text::post_blocks("Deux."));

    let members = terminal.file("membres.md", &front(&wordpress::unique(), "", "Un."));
    terminal.publish(&members, &["--status", "private"]);
    let rows = terminal.rows(&["posts", "list"]);
    let status = &rows[0]["publications"][0]["status"];
    assert_eq!(status, "private");
    terminal.nothing_waits();
}
