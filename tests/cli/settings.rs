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
