//! What WordPress' block editor says about what Billet sends: nothing. Its own packages parse every
//! kind of post here, find no block they would call invalid, and write the same back.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on says why and stops"
)]

use std::collections::HashSet;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use billet_text::post_blocks;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

#[path = "texts/built.rs"]
mod built;
mod texts;

use built::built;
use texts::texts;

const DRAFT: &str = include_str!("../../../../tests/fixtures/demo/brouillon.md");
const REPORT: &str = include_str!("fixtures/compte-rendu.md");

/// Each construct alone.
const CONSTRUCTS: [(&str, &str); 34] = [
    (
        "paragraph",
        "Où\u{202f}? «\u{a0}Là\u{a0}» *un* **deux** ~~trois~~ `x < y & z` a  \nb\\\nc",
    ),
    (
        "links",
        "[a](https://example.org/?a=1&b=2 \"t « & » \\\"\") <https://example.org> <a@example.org>",
    ),
    ("script", "H~2~O, x^2^ et $a_1$"),
    (
        "inline html",
        "<kbd>Ctrl</kbd> <mark class=\"x\">un</mark> <span lang=\"en\">two</span><br>3",
    ),
    ("mark in a text", "*un* <!--more--> deux"),
    (
        "headings",
        "# Un\n\n## Deux\n\n### Trois\n\n#### Quatre\n\n##### Cinq\n\n###### Six",
    ),
    ("anchor", "## Un *x* {#un-deux}"),
    ("classes", "### Un {#é .a .wp-block-heading .b-c}"),
    ("odd classes", "# Un {.a&lt; #b\"c}"),
    ("list", "- un\n- *deux*\n-\n- [x](y)"),
    ("loose list", "* un\n\n* deux\n\n  - trois\n\n  - quatre\n"),
    ("ordered list", "1. un\n2. deux"),
    ("start", "0. zéro\n1. un\n\n<!-- -->\n\n999999999. fin"),
    ("nested lists", "- a\n  1. b\n     - c\n  - d\n- e\n  - f"),
    ("list with code", "- a\n\n  ```\n  b\n  ```"),
    ("list with html", "- a <div>b</div>\n- c"),
    ("tasks", "- [ ] un\n- [x] deux"),
    ("quote", "> un\n> deux\n>\n> trois"),
    (
        "quote with everything",
        "> # a\n>\n> - b\n>   - c\n>\n> > d\n>\n> ```x\n> e\n> ```\n>\n> ![f](g)\n>\n> | h |\n> |---|\n>\n> <b>i</b>\n>\n> ---",
    ),
    ("empty quote", "> \n\nun"),
    ("code", "```\n<b> &amp; \"x\" 'y'\n\n\n  [gallery]\n```"),
    (
        "language",
        "```c++\nint x;\n```\n\n```rust,ignore\nx\n```\n\n```objective-c {a=b}\nx\n```",
    ),
    ("odd language", "```a&amp;b\nx\n```\n\n```\"'<\nx\n```"),
    (
        "addresses in code",
        "    https://example.org/a?b\n    http://example.org/[x]\n    a https://example.org",
    ),
    (
        "table",
        "| a | *b* | c | d |\n|---|:--|:-:|--:|\n| 1 | `2` | ![3](x) | [4](y) |\n| \\| | | |",
    ),
    ("table head", "| a | b |\n|---|---|"),
    (
        "images",
        "![a](b.png)\n\n![](c.png \"t\")\n\n![d \"e\" <f> & « g »](h.png 'i \"j\"')\n\na ![k](l.png)",
    ),
    (
        "linked image",
        "[![a](b.png)](https://example.org/?c=1&d)\n\n[![a](b.png \"t\")](c \"d\")",
    ),
    (
        "odd images",
        "![&amp;eacute;](a.png)\n\n![a](javascript:x)\n\n[![a](b)](data:x)\n\n![a](</b c?&amp;copy;>)",
    ),
    ("separator", "un\n\n---\n\n***"),
    (
        "more",
        "un\n\n<!--more-->\n\ndeux\n\n<!--more La « suite » & \\ \"fin\" -- x-->\n\n<!--more L’été \\ & \"fin\"-->",
    ),
    ("pages", "un\n\n<!--nextpage-->\n\ndeux"),
    (
        "html",
        "<div class=\"a\">\n\n*un*\n\n</div>\n\n<details><summary>x</summary>y</details>\n\n<section>\n\nz",
    ),
    (
        "rest",
        "Un\n: deux\n\n$$\nx\n$$\n\nun[^1] deux[^b]\n\n[^1]: Note\n\n[^b]: > Cité",
    ),
];

const ISLANDS: [(&str, &str); 4] = [
    (
        "island of html",
        "```island\n<div style=\"x\">un</div>\n```",
    ),
    (
        "island of a shortcode",
        "```island code\n[gallery ids=\"1,2\" & x]\n```",
    ),
    (
        "island of a gallery",
        "```island gallery\n<!-- wp:gallery {\"linkTo\":\"none\"} -->\n<figure class=\"wp-block-gallery has-nested-images \
         columns-default is-cropped\"><!-- wp:image {\"id\":1,\"sizeSlug\":\"large\"} -->\n<figure class=\"wp-block-image \
         size-large\"><img src=\"a.png\" alt=\"\" class=\"wp-image-1\"/></figure>\n<!-- /wp:image -->\n\n\
         <!-- wp:image {\"id\":2} -->\n<figure class=\"wp-block-image\"><img src=\"b.png\" alt=\"\" class=\"wp-image-2\"/>\
         </figure>\n<!-- /wp:image --></figure>\n<!-- /wp:gallery -->\n```",
    ),
    (
        "island of a lonely comment",
        "```island\n<!-- wp:list -->\nun\n```",
    ),
];

/// Asks the editor about posts; what it answers about each, in order.
fn editor(posts: &[(String, String)]) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/node");
    let posts: Vec<Value> = posts
        .iter()
        .map(|(name, markdown)| json!({ "name": name, "markup": post_blocks(markdown) }))
        .collect();
    let mut node = Command::new("node")
        .arg(folder.join("blocks.mjs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node did not start: run scripts/setup.sh test");
    let mut input = node.stdin.take().expect("its input is ours");
    let text = Value::Array(posts).to_string();
    // On its own thread: node may answer before it has read everything.
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = node.wait_with_output().expect("node ends");
    assert!(
        output.status.success(),
        "tests/node/blocks.mjs failed ({}): run scripts/setup.sh test if packages are missing",
        output.status
    );
    writer.join().unwrap().expect("node reads everything");
    serde_json::from_slice(&output.stdout).expect("node answers in JSON")
}

/// Fails with everything the editor does not like.
fn assert_liked(posts: &[(String, String)]) -> Vec<Value> {
    let answers = editor(posts);
    assert_eq!(answers.len(), posts.len());
    let mut complaints = String::new();
    for ((name, markdown), answer) in posts.iter().zip(&answers) {
        for problem in answer["problems"].as_array().unwrap() {
            let problem = problem.as_str().unwrap();
            complaints.push_str(&format!("\n--- {name}: {markdown:?}\n{problem}\n"));
        }
    }
    assert!(complaints.is_empty(), "{complaints}");
    answers
}

fn names(answer: &Value) -> Vec<&str> {
    let blocks = answer["blocks"].as_array().unwrap();
    blocks.iter().map(|name| name.as_str().unwrap()).collect()
}

#[test]
fn every_construct_alone_and_in_a_quote_and_a_list_opens_as_real_blocks() {
    let named = || CONSTRUCTS.into_iter().chain(ISLANDS);
    let inside = |prefix: &str, rest: &str, text: &str| -> String {
        let lines = text.lines().enumerate();
        lines
            .map(|(at, line)| format!("{}{line}\n", if at == 0 { prefix } else { rest }))
            .collect()
    };
    let mut posts: Vec<(String, String)> = Vec::new();
    for (name, text) in named() {
        posts.push((name.to_owned(), text.to_owned()));
        posts.push((format!("{name} in a quote"), inside("> ", "> ", text)));
        posts.push((
            format!("{name} in two quotes"),
            format!("> a\n>\n{}> \n> b", inside("> > ", "> > ", text)),
        ));
        posts.push((format!("{name} in a list"), inside("- ", "  ", text)));
    }
    posts.push((
        "everything".to_owned(),
        named().map(|(_, text)| format!("{text}\n\n")).collect(),
    ));
    posts.push((
        "the demonstration's draft".to_owned(),
        DRAFT.split_once("---\n\n").unwrap().1.to_owned(),
    ));
    posts.push(("a conference".to_owned(), REPORT.to_owned()));
    let answers = assert_liked(&posts);

    let met: HashSet<&str> = answers.iter().flat_map(names).collect();
    let mut met: Vec<_> = met.into_iter().collect();
    met.sort_unstable();
    assert_eq!(
        met,
        [
            "core/code",
            "core/gallery",
            "core/heading",
            "core/html",
            "core/image",
            "core/list",
            "core/list-item",
            "core/more",
            "core/nextpage",
            "core/paragraph",
            "core/quote",
            "core/separator",
            "core/shortcode",
            "core/table",
        ]
    );
}

#[test]
fn a_post_of_every_day_has_no_custom_html() {
    let body = DRAFT.split_once("---\n\n").unwrap().1;
    let answers = assert_liked(&[("draft".to_owned(), body.to_owned())]);
    let draft = names(&answers[0]);
    assert!(!draft.contains(&"core/html"), "{draft:?}");
    let count = |name: &str| draft.iter().filter(|block| **block == name).count();
    assert_eq!(
        (
            count("core/heading"),
            count("core/table"),
            count("core/quote"),
            count("core/list")
        ),
        (3, 1, 1, 2)
    );
}

#[test]
fn no_text_whatever_makes_a_block_that_the_editor_calls_invalid() {
    let mut runner = TestRunner::deterministic();
    let mut some = |strategy: BoxedStrategy<String>, count: usize| -> Vec<(String, String)> {
        // Blocks that only their comments know are the writer's own affair.
        let texts = std::iter::from_fn(|| Some(strategy.new_tree(&mut runner).unwrap().current()));
        let texts = texts.filter(|text| !text.contains("wp:")).take(count);
        texts
            .enumerate()
            .map(|(at, text)| (format!("text {at}"), text))
            .collect()
    };
    let mut posts = some(texts().boxed(), 400);
    posts.extend(some(built().boxed(), 400));
    assert_liked(&posts);
}
