//! What a post has on a real WordPress beside its text.

use serde_json::json;

use crate::pictures::png;
use crate::{Terminal, wordpress};

#[test]
fn a_post_gets_its_picture_its_form_and_its_place() {
    let terminal = Terminal::connected();
    let word = wordpress::unique();
    let file = terminal.file("phare.md", &format!("# {word}\n\nIl éclaire.\n"));
    std::fs::write(terminal.folder.path().join("phare.png"), png(7)).unwrap();
    terminal.publish(
        &file,
        &[
            "--featured",
            "phare.png",
            "--comments",
            "closed",
            "--sticky",
            "yes",
        ],
    );
    let post = wordpress::post(&terminal.remote_id());
    assert_eq!(post["comment_status"], "closed");
    assert_eq!(post["sticky"], true);
    assert!(post["featured_media"].as_u64().unwrap() > 0, "{post}");

    // An update that wishes nothing new leaves what somebody else chose there.
    let route = format!("posts/{}", terminal.remote_id());
    wordpress::admin("POST", &route, &json!({ "sticky": false }));
    terminal.file("phare.md", &format!("# {word}\n\nIl éclaire loin.\n"));
    terminal.publish(&file, &["--featured", "none"]);
    let post = wordpress::post(&terminal.remote_id());
    assert_eq!(
        (&post["sticky"], &post["featured_media"]),
        (&false.into(), &0.into())
    );
    assert_eq!(post["comment_status"], "closed");

    let refused = terminal.refused(&[
        "publish",
        file.to_str().unwrap(),
        "--to",
        &wordpress::url(),
        "--author",
        "Personne",
    ]);
    assert!(refused.contains("has no author “Personne”"), "{refused}");
    terminal.nothing_waits();
}

#[test]
fn one_blog_gets_its_own_title_and_closing_lines_and_a_category_in_another() {
    let terminal = Terminal::connected();
    let (word, host) = (wordpress::unique(), wordpress::host());
    let top = format!("Réseau {word}");
    let front =
        format!("---\ntitle: {word}\ncategories: [\"{top} › Conférences {word}\"]\n---\n\n");
    let file = terminal.file("phare.md", &format!("{front}Il éclaire.\n"));
    let title = format!("{host}=Ici {word}");
    let closing = format!("{host}=— *Zoé*");
    let own = ["--title-for", &title, "--closing-for", &closing];
    terminal.publish(&file, &own);
    let post = wordpress::post(&terminal.remote_id());
    assert_eq!(post["title"]["raw"], format!("Ici {word}"));
    let raw = post["content"]["raw"].as_str().unwrap();
    assert_eq!(raw.matches("<em>Zoé</em>").count(), 1, "{raw}");

    // The outer category was made, and the inner one in it; asked again, they are the same.
    let leaf = post["categories"][0].clone();
    let category =
        |id: &serde_json::Value| wordpress::admin("GET", &format!("categories/{id}"), &json!({}));
    let inner = category(&leaf);
    assert_eq!(inner["name"], format!("Conférences {word}"));
    assert_eq!(category(&inner["parent"])["name"], top);
    terminal.file("phare.md", &format!("{front}Il éclaire loin.\n"));
    terminal.publish(&file, &[]);
    let post = wordpress::post(&terminal.remote_id());
    assert_eq!(post["categories"], json!([leaf]));
    assert_eq!(post["title"]["raw"], format!("Ici {word}"));
    let raw = post["content"]["raw"].as_str().unwrap();
    assert!(raw.contains("loin") && raw.contains("Zoé"), "{raw}");

    // Another post names the same outer one, a new one in it, and in that one of a known name.
    let shelves = format!("\"{top} › Ateliers\", \"{top} › Ateliers › Conférences {word}\"");
    let front = format!("---\ncategories: [{shelves}]\n");
    let other = terminal.file(
        "autre.md",
        &format!("{front}title: Deux {word}\n---\n\nDeux.\n"),
    );
    terminal.publish(&other, &[]);
    let two = &wordpress::posts_with(&format!("Deux {word}"))[0];
    let ids = two["categories"].as_array().unwrap();
    assert_eq!(ids.len(), 2);
    let parents: Vec<_> = ids
        .iter()
        .map(|id| category(id)["parent"].clone())
        .collect();
    assert!(parents.contains(&inner["parent"]), "{parents:?}");
    assert!(!ids.contains(&leaf), "two of the same name are two");

    // What was fetched says the same path.
    terminal.ok(&["posts", "fetch"]);
    let stranger = terminal.refused(&[
        "publish",
        file.to_str().unwrap(),
        "--to",
        &wordpress::url(),
        "--title-for",
        "ailleurs.example=Un",
    ]);
    assert!(stranger.contains("ailleurs.example"), "{stranger}");
    terminal.nothing_waits();
}
