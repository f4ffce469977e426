//! Recorded answers of the real WordPress, and the domain's shapes of them.

use super::*;

fn fixture<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let path = format!(
        "{}/../../../tests/fixtures/wordpress/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_slice(&bytes).unwrap()
}

#[test]
fn each_role_may_what_it_may() {
    let of = |role: &str| account(fixture(&format!("user_{role}"))).capabilities;
    let all = Capabilities {
        draft: true,
        publish: true,
        schedule: true,
        create_terms: true,
        moderate: true,
        reply: true,
        upload: true,
        keeps_html: true,
    };
    assert_eq!(of("admin"), all);
    assert_eq!(of("editor"), all);
    assert_eq!(
        of("author"),
        Capabilities {
            create_terms: false,
            moderate: false,
            keeps_html: false,
            ..all
        }
    );
    assert_eq!(
        of("subscriber"),
        Capabilities {
            reply: true,
            ..Capabilities::default()
        }
    );
}

#[test]
fn capabilities_may_come_in_odd_shapes() {
    let of = |capabilities: &str| {
        let json = format!(r#"{{"id":1,"name":"A &amp; B","capabilities":{capabilities}}}"#);
        account(serde_json::from_str(&json).unwrap())
    };
    assert_eq!(of("[]").capabilities, Capabilities::default());
    let odd = of(r#"{"edit_posts":1,"publish_posts":"1","moderate_comments":0,"read":"false"}"#);
    assert!(odd.capabilities.draft && odd.capabilities.publish && !odd.capabilities.moderate);
    assert_eq!(odd.name, "A & B");
}

#[test]
fn posts_stand_as_wordpress_says() {
    for (name, status) in [
        ("post_draft", RemoteStatus::Draft),
        ("post_publish", RemoteStatus::Published),
        ("post_future", RemoteStatus::Scheduled),
        ("post_trash", RemoteStatus::Trash),
    ] {
        assert_eq!(post(fixture(name)).unwrap().status, status);
    }
    assert_eq!(status("pending"), RemoteStatus::Pending);
    assert_eq!(status("private"), RemoteStatus::Private);
    assert_eq!(status("wc-held"), RemoteStatus::Other("wc-held".to_owned()));
}

#[test]
fn a_post_keeps_its_stored_text() {
    let read = post(fixture("post_publish")).unwrap();
    assert_eq!(read.base.title, "L’été & « guillemets » 🎉");
    assert_eq!(read.base.content, "<ul>\n<li>Un <em>point</em></li>\n</ul>");
    assert_eq!(read.base.excerpt, "Court");
    assert_eq!(read.slug, "l-ete-🎉");
    assert!(read.url.starts_with("https://blog.example/"));
    assert_eq!(
        post(fixture("post_trash")).unwrap().slug,
        "billet-5d2c__trashed"
    );
}

#[test]
fn a_post_without_its_stored_text_is_not_taken_for_an_empty_one() {
    let json = r#"{"id":1,"status":"draft","date_gmt":null,"title":{"rendered":"x"}}"#;
    assert!(post(serde_json::from_str(json).unwrap()).is_none());
}

#[test]
fn comments_stand_as_wordpress_says() {
    for (name, status) in [
        ("comment_hold", CommentStatus::Pending),
        ("comment_approve", CommentStatus::Approved),
        ("comment_spam", CommentStatus::Spam),
        ("comment_trash", CommentStatus::Trash),
    ] {
        let read = comment(fixture(name)).unwrap();
        assert_eq!(read.status, status);
        assert_eq!(read.author.name, "Zoé");
        assert_eq!(read.author.email, "zoe@example.test");
        assert_eq!((read.account, read.parent), (None, None));
        assert!(read.html.starts_with("<p>C’est <b>"), "{}", read.html);
        assert!(read.url.contains("#comment-"));
    }
    let reply = comment(fixture("comment_reply")).unwrap();
    assert!(reply.account.is_some() && reply.parent.is_some());
    // Without `context=edit`: no stored text, no e-mail address.
    let held = comment(fixture("comment_reply_author")).unwrap();
    assert_eq!(held.status, CommentStatus::Pending);
    assert!(held.html.contains("D’un auteur."));
}

#[test]
fn times_are_utc_and_nonsense_is_none() {
    assert_eq!(
        utc("2026-11-22T11:04:43"),
        Some("2026-11-22T11:04:43Z".parse().unwrap())
    );
    assert_eq!(utc("0000-00-00T00:00:00"), None);
    assert_eq!(utc(""), None);
    assert_eq!(
        gmt("2026-03-29T02:30:00.9+02:00".parse().unwrap()),
        "2026-03-29T00:30:00"
    );
}
