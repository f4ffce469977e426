//! Markdown files as other tools write them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use billet_text::{Document, FrontMatter, Value, document, title_from_heading};
use proptest::prelude::*;

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
    let inner = vec![("b".into(), Value::List(vec![Value::Text("c".into())]))];
    let params = Value::Table(vec![("a".into(), Value::Table(inner))]);
    assert_eq!(
        read(&text.replace(", *d", "")),
        Document {
            title: Some("L’été : « hors ligne »".into()),
            slug: Some("l-ete".into()),
            tags: vec!["Écriture".into(), "a, b".into(), "2026".into()],
            categories: vec!["Journal".into(), "Lyon".into()],
            excerpt: Some("un deux".into()),
            date: Some("2026-11-22T10:00:00+01:00".into()),
            other: vec![
                ("lang".into(), Value::Text("fr".into())),
                ("params".into(), params),
                ("draft".into(), Value::Literal("true".into())),
            ],
            body: "# Corps\n\n---\n".into(),
        }
    );
}

#[test]
fn a_text_that_was_taken_for_front_matter_is_told_from_front_matter() {
    for text in [
        "---\nNote : ceci est du texte.\n---\nSuite",
        "---\nIl dit: bonjour\nElle dit: bonsoir\n---\n",
        "+++\nprix = 3\n+++\n",
    ] {
        assert!(read(text).may_be_text(), "{text}");
    }
    for text in [
        "---\ntitle: Un\nnote: deux\n---\n",
        "---\nLayout: post\n---\n",
        "---\ncategory: a\n---\n",
        "---\ndescription: a\nsummary: b\n---\n",
        "---\n---\nmot",
        "---\n\nNote : ceci est du texte.\n---\n",
        "+++\n[taxonomies]\nvilles = ['Lyon']\n+++\n",
        "mot",
    ] {
        assert!(!read(text).may_be_text(), "{text}");
    }
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
            other: vec![(
                "params".into(),
                Value::Table(vec![("title".into(), Value::Text("autre".into()))]),
            )],
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

const JEKYLL: &str = "---\ntitle: \"L’été : « hors ligne »\"\ndate: 2026-11-22 10:00:00 +0100\nslug: l-ete\n\
                      excerpt: court\ntags: [Écriture, \"a, b\", \"2026\"]\ncategories: [Lyon]\n\
                      layout: post\npublished: false\nnote: \"yes\"\nimage: {path: \"/a.png\", width: 12}\n\
                      ---\n\n# Corps\n";
const ZOLA: &str = "+++\ntitle = \"Été\"\ndate = 2026-11-22\ndescription = \"court\"\ndraft = true\n\
                    weight = 3\n\n[taxonomies]\ntags = [\"un\", \"deux\"]\nauthors = [\"moi\"]\n\n\
                    [extra]\nimage = { path = \"a.png\", width = 12 }\n+++\n\nCorps\n";

#[test]
fn a_file_comes_out_as_it_went_in() {
    assert_eq!(read(JEKYLL).to_file(FrontMatter::Jekyll), JEKYLL);
    let zola = read(ZOLA);
    assert_eq!(zola.tags, ["un", "deux"]);
    assert_eq!(zola.to_file(FrontMatter::Zola), ZOLA);
    let hugo = "+++\ntitle = \"Été\"\ndate = 2026-11-22T10:00:00+01:00\nsummary = \"court\"\n\
                tags = [\"un\"]\nlastmod = 2026-11-23\ndraft = true\n\n[params]\nauthor = \"moi\"\n\
                +++\n\nCorps\n";
    assert_eq!(read(hugo).to_file(FrontMatter::HugoToml), hugo);
}

#[test]
fn a_file_can_move_to_another_generator() {
    let document = read(JEKYLL);
    assert_eq!(
        document.to_file(FrontMatter::Zola),
        "+++\ntitle = \"L’été : « hors ligne »\"\ndate = \"2026-11-22 10:00:00 +0100\"\nslug = \"l-ete\"\n\
         description = \"court\"\n\n[taxonomies]\ntags = [\"Écriture\", \"a, b\", \"2026\"]\n\
         categories = [\"Lyon\"]\n\n[extra]\nlayout = \"post\"\npublished = false\nnote = \"yes\"\n\
         image = { path = \"/a.png\", width = 12 }\n+++\n\n# Corps\n"
    );
    let hugo = read(ZOLA).to_file(FrontMatter::HugoYaml);
    assert!(
        hugo.contains("\nsummary: court\ntags: [un, deux]\n"),
        "{hugo}"
    );
    assert!(hugo.contains("\ntaxonomies: {authors: [moi]}\n"), "{hugo}");
}

#[test]
fn a_second_excerpt_is_kept_behind_the_first() {
    let text = "---\nsummary: deux\ndescription: un\n---\n\ncorps\n";
    let document = read(text);
    assert_eq!(document.excerpt.as_deref(), Some("un"));
    for format in [
        FrontMatter::Jekyll,
        FrontMatter::HugoYaml,
        FrontMatter::HugoToml,
    ] {
        assert_eq!(read(&document.to_file(format)), document, "{format:?}");
    }
}

#[test]
fn a_text_without_entries_is_its_markdown_alone() {
    for body in ["", "un\n", "\n\nun", "# Titre\n\n---\n"] {
        let document = Document {
            body: body.into(),
            ..Document::default()
        };
        assert_eq!(document.to_file(FrontMatter::HugoYaml), body);
    }
    let like = Document {
        body: "---\ntitle: x\n---\n".into(),
        ..Document::default()
    };
    for format in [FrontMatter::Jekyll, FrontMatter::Zola] {
        assert_eq!(read(&like.to_file(format)), like);
    }
}

#[test]
fn what_is_nested_without_end_is_refused() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(20_000), close.repeat(20_000));
    for text in [
        format!("---\nx: {}\n---\n", deep("[", "]")),
        format!("---\nx: {}\n---\n", "{a: ".repeat(20_000)),
        format!("+++\nx = {}\n+++\n", deep("[", "]")),
        format!("+++\n{}x = 1\n+++\n", "a.".repeat(20_000)),
    ] {
        assert!(document(&text).is_err());
    }
    let deep = format!("---\nx: {}\n---\n", "[".repeat(40) + &"]".repeat(40));
    assert!(
        error(&deep).contains("stand in each other"),
        "{}",
        error(&deep)
    );
}

fn words() -> impl Strategy<Value = String> {
    let hard = prop::sample::select(vec![
        "true",
        "No",
        "null",
        "~",
        "1984",
        "1e5",
        "0x1f",
        "12:30",
        "2026-11-22",
        "a: b",
        "a #b",
        "- a",
        "*a",
        "&a",
        "!a",
        "a, b",
        "[a]",
        "{a}",
        "\"a\"",
        "'a'",
        "a\\b",
        "a\nb",
        "\t",
        "%a",
        "@a",
        "`a`",
        "|",
        ">",
        "a  b",
        "été",
        "« mot »",
        "\u{a0}",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\u{0}",
        "\u{7f}",
        "日本",
        "🎉",
        "---",
        "+++",
        "...",
        "=",
        "?",
        ": ",
        "<<",
        "a.b",
        "x'y",
    ]);
    prop_oneof![
        3 => hard.prop_map(str::to_owned),
        1 => "[a-zA-Zé ]{1,12}",
        1 => any::<String>(),
    ]
}

/// A text as it stands in a field: not empty, no spaces around it.
fn field() -> impl Strategy<Value = String> {
    words()
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("empty", |text| !text.is_empty())
}

fn value() -> impl Strategy<Value = Value> {
    let literals = [
        "true",
        "false",
        "10",
        "-3",
        "1.5",
        "2026-11-22",
        "2026-11-22T10:00:00+01:00",
    ];
    let leaf = prop_oneof![
        2 => words().prop_map(Value::Text),
        1 => prop::sample::select(literals.to_vec()).prop_map(|text| Value::Literal(text.to_owned())),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::List),
            prop::collection::btree_map(words(), inner, 0..3)
                .prop_map(|table| Value::Table(table.into_iter().collect())),
        ]
    })
}

fn documents() -> impl Strategy<Value = Document> {
    let known = [
        "title",
        "slug",
        "date",
        "tags",
        "categories",
        "category",
        "excerpt",
        "description",
        "summary",
        "taxonomies",
        "extra",
    ];
    let other = prop::collection::btree_map(words(), value(), 0..4).prop_map(move |table| {
        table
            .into_iter()
            .filter(|(key, _)| !known.contains(&key.to_lowercase().as_str()))
            .collect::<Vec<_>>()
    });
    let names =
        || prop::collection::btree_set(field(), 0..3).prop_map(|set| set.into_iter().collect());
    (
        (prop::option::of(field()), prop::option::of(field())),
        (prop::option::of(field()), prop::option::of(field())),
        (names(), names()),
        other,
        field(),
    )
        .prop_map(
            |((title, slug), (date, excerpt), (tags, categories), other, body)| Document {
                title,
                slug,
                tags,
                categories,
                excerpt,
                date,
                other,
                body,
            },
        )
}

/// Entries in one order: TOML has tables behind all others.
fn sorted(mut document: Document) -> Document {
    document.other.sort_by(|a, b| a.0.cmp(&b.0));
    document
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_written_is_read_again(document in documents()) {
        for format in [FrontMatter::Jekyll, FrontMatter::HugoYaml, FrontMatter::HugoToml] {
            let file = document.to_file(format);
            let again = billet_text::document(&file);
            let again = again.map(sorted).map_err(|error| format!("{error} in {file}"));
            prop_assert_eq!(again, Ok(sorted(document.clone())), "{}", file);
        }
    }

    #[test]
    fn what_zola_is_given_is_read_again(document in documents()) {
        // Other names than Zola's own go to its `[extra]`.
        let extra = document.other.clone();
        let moved = if extra.is_empty() { vec![] } else { vec![("extra".to_owned(), Value::Table(extra))] };
        let document = Document { other: moved, ..document };
        let file = document.to_file(FrontMatter::Zola);
        let again = billet_text::document(&file).map_err(|error| format!("{error} in {file}"));
        prop_assert_eq!(again, Ok(document), "{}", file);
    }
}
