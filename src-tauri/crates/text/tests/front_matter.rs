//! Markdown files as other tools write them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use billet_text::{Document, document, title_from_heading};

fn read(text: &str) -> Document {
    document(text).unwrap()
}

fn error(text: &str) -> String {
    document(text).unwrap_err().to_string()
}

#[test]
fn yaml_with_everything() {
    let text = "---\ntitle: \"L’été : « hors ligne »\"\nslug: l-ete\ntags: [Écriture, 'a, b', 2026]\n\
                categories:\n  - Journal\n  - Journal\n  - Lyon # ville\nexcerpt: >\n  un\n  deux\n\
                date: 2026-11-22T10:00:00+01:00\nlang: fr\nparams: {a: {b: [c, *d]}}\ndraft: true\n\
                ---\n\n# Corps\n\n---\n";
    // An alias without an anchor is a mistake even where nobody looks.
    assert!(document(text).is_err());
    assert_eq!(
        read(&text.replace(", *d", "")),
        Document {
            title: Some("L’été : « hors ligne »".into()),
            slug: Some("l-ete".into()),
            tags: vec!["Écriture".into(), "a, b".into(), "2026".into()],
            categories: vec!["Journal".into(), "Lyon".into()],
            excerpt: Some("un deux".into()),
            date: Some("2026-11-22T10:00:00+01:00".into()),
            body: "# Corps\n\n---\n".into(),
        }
    );
}

#[test]
fn toml_with_everything() {
    let text = "+++\ntitle = \"Été\"\nslug = \"ete\"\ntags = \"un, deux,, un\"\ncategories = [\"a\", 7]\n\
                description = \"court\"\ndate = 2026-11-22T10:00:00+01:00\n[params]\ntitle = \"autre\"\n+++\ncorps";
    assert_eq!(
        read(text),
        Document {
            title: Some("Été".into()),
            slug: Some("ete".into()),
            tags: vec!["un".into(), "deux".into()],
            categories: vec!["a".into(), "7".into()],
            excerpt: Some("court".into()),
            date: Some("2026-11-22T10:00:00+01:00".into()),
            body: "corps".into(),
        }
    );
}

#[test]
fn values_keep_the_text_they_are_written_with() {
    let read = read("---\nTitle: 1984\nslug: 1.10\ndate: 2026-11-22\ntags: yes\nsummary: ~\n---\n");
    assert_eq!(read.title.as_deref(), Some("1984"));
    assert_eq!(read.slug.as_deref(), Some("1.10"));
    assert_eq!(read.date.as_deref(), Some("2026-11-22"));
    assert_eq!(read.tags, ["yes"]);
    assert_eq!(read.excerpt, None);
}

#[test]
fn windows_files_and_byte_order_marks() {
    let read = read("\u{feff}---\r\ntitle: Été\r\ntags: a, b\r\n---\r\n\r\nun\r\ndeux\r\n");
    assert_eq!(read.title.as_deref(), Some("Été"));
    assert_eq!(read.tags, ["a", "b"]);
    assert_eq!(read.body, "un\r\ndeux\r\n");
    let toml = document("\u{feff}+++\r\ntitle = \"Été\"\r\n+++\r\nun").unwrap();
    assert_eq!(toml.title.as_deref(), Some("Été"));
}

#[test]
fn a_text_without_front_matter_is_all_body() {
    for text in [
        "",
        "un",
        "# Titre\n\n---\n",
        "---\n\nun\n\n---\n",
        "---\nun\n---\ndeux",
        "---",
        "---\n",
        "---\nune phrase: deux\n",
        "+++\nun\n",
        "----\ntitle: x\n----\n",
        " ---\ntitle: x\n---\n",
        "---\n- un\n- deux\n---\n",
    ] {
        assert_eq!(
            read(text),
            Document {
                body: text.into(),
                ..Document::default()
            },
            "{text:?}"
        );
    }
    assert_eq!(read("---\n---\nun").body, "un");
    assert_eq!(read("---\n# rien\n---\nun").body, "un");
}

#[test]
fn mistakes_name_the_line_and_what_to_do() {
    assert_eq!(
        error("---\nslug: x\ntitle: Lyon : l’été: fin\n---\nun"),
        "The front matter cannot be read (line 3): a colon stands inside the text of “title”. \
         Put the title in quotes."
    );
    assert_eq!(
        error("---\ntitle: x\ntags:\n  - [a]\n---\n"),
        "The front matter cannot be read (line 3): “tags” must be a list of names. \
         Write it on one line, in quotes if it holds a colon."
    );
    assert_eq!(
        error("---\ntitle: [a]\n---\n"),
        "The front matter cannot be read (line 2): “title” must be a text. \
         Write it on one line, in quotes if it holds a colon."
    );
    assert_eq!(
        error("---\ntitle: x\n\nun"),
        "The front matter cannot be read (line 1): it never ends. \
         Put a line with only --- after its last entry."
    );
    assert!(
        error("+++\nslug = \"x\"\ntitle = Été\n+++\n")
            .starts_with("The front matter cannot be read (line 3): ")
    );
    assert!(
        error("---\ntitle: \"x\nslug: y\n---\n")
            .starts_with("The front matter cannot be read (line ")
    );
    assert_eq!(
        error("+++\nslug = \"x\"\ntitle = [\"a\"]\n+++\n"),
        "The front matter cannot be read (line 3): “title” must be a text. \
         Write it on one line, in quotes if it holds a colon."
    );
}

#[test]
fn a_first_heading_can_be_the_title() {
    let title = |body: &str| {
        title_from_heading(&Document {
            body: body.into(),
            ..Document::default()
        })
    };
    assert_eq!(
        title("# L’*été* & `co`\n\nun\n\n# deux\n"),
        Some(("L’été & co".into(), "un\n\n# deux\n".into()))
    );
    assert_eq!(title("Été\n===\nun"), Some(("Été".into(), "un".into())));
    assert_eq!(title("# Été"), Some(("Été".into(), String::new())));
    for body in [
        "",
        "un\n\n# Été",
        "## Été\n",
        "#\n\nun",
        "> # Été\n",
        "<p></p>\n\n# Été",
    ] {
        assert_eq!(title(body), None, "{body:?}");
    }
}
