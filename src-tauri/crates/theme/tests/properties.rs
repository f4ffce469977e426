//! Whatever a page or a sheet is made of, what comes out asks nobody anything.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

use billet_theme::{Answers, Known, Page, Purpose, Seen, sheet};
use proptest::prelude::*;
use url::Url;

struct Nothing;

impl Answers for Nothing {
    fn asset(&mut self, _: &Url, _: Purpose) -> Option<String> {
        None
    }

    fn import(&mut self, _: &Url) -> Option<String> {
        None
    }
}

const KNOWN: Known<'static> = Known {
    title: "Le réseau",
    content: "<p>Jeudi, l’équipe était là.</p><p>Il a plu toute la nuit.</p>",
};

const CSS: &[&str] = &[
    "@import ",
    "@font-face",
    "@media x",
    "@charset ",
    "url(",
    "url('",
    "src(",
    "image-set(",
    "\\75 rl(",
    "u\\72l(",
    "https://e.example/a",
    "//e.example/b",
    "\"",
    "'",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    ";",
    ":",
    ",",
    "\\",
    "\n",
    " ",
    "/*",
    "*/",
    "<!--",
    "-->",
    "a",
    "--x",
    "var(--x)",
    "12vh",
    "#f",
    "unicode-range",
    "U+1??",
    "!important",
    "\\a",
    "é",
    "\0",
    "data:image/png,",
    "layer(",
    "supports(",
];

const HTML: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<svg>",
    "</svg>",
    "<math>",
    "<mtext>",
    "<table>",
    "<td>",
    "</table>",
    "<select>",
    "</select>",
    "<template>",
    "</template>",
    "<noscript>",
    "</noscript>",
    "<title>",
    "</title>",
    "<textarea>",
    "</textarea>",
    "<iframe srcdoc='<script>'>",
    "</iframe>",
    "<img src=https://e.example/x onerror=e>",
    "<a href=javascript:e>",
    "<b style='background:url(https://e.example/)'>",
    "<foreignObject>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<xmp>",
    "</xmp>",
    "<form action=https://e.example/>",
    "&lt;script&gt;",
    "\"",
    "'",
    ">",
    "<",
    "é",
    "<x-y name=body onload=e>",
    "<annotation-xml encoding=text/html>",
    "<plaintext>",
    "<frameset>",
    "<body onload=e>",
    "<html onclick=e>",
    "<base href=https://e.example/>",
    "<link rel=stylesheet href=//e.example>",
];

fn made_of(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(pieces);
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_sheet_names_nothing_and_stays_as_it_was_made(css in made_of(CSS)) {
        let base = Url::parse("https://blog.example/").unwrap();
        let made = sheet(&css, &base, &mut Nothing);
        let seen = Seen::in_sheet(&made, &base);
        prop_assert!(seen.assets.is_empty() && seen.imports.is_empty(), "{made}");
        prop_assert_eq!(sheet(&made, &base, &mut Nothing), made.clone());
        // What comes behind is read as if it stood alone.
        let both = sheet(&format!("{made}a{{}}"), &base, &mut Nothing);
        prop_assert!(both.ends_with("a{}"), "{}", both);
    }

    #[test]
    fn a_page_is_made_of_what_may_be_shown(around in made_of(HTML)) {
        let html = format!("<article>{}</article>{around}", KNOWN.content);
        let at = Url::parse("https://blog.example/a/").unwrap();
        if let Ok(page) = Page::read(&html, &at, &KNOWN) {
            let made = page.html("billet-look://localhost/k/1/sheet.css", &mut Nothing);
            let small = made.to_ascii_lowercase();
            for gone in ["<script", "<iframe", "<style", "<base", "<xmp", "<template", "<math", "<title>e"] {
                prop_assert!(!small.contains(gone), "{}: {}", gone, made);
            }
            prop_assert_eq!(small.matches("<link").count(), 1);
            prop_assert_eq!(small.matches("data-billet=\"content\"").count(), 1);
            // Every address left is in a text that somebody reads, never in a tag.
            for tag in small.split('<').filter_map(|part| part.split_once('>').map(|(tag, _)| tag)) {
                for gone in ["e.example", " onload", " onerror", " onclick", " name=", " action=", "javascript:"] {
                    prop_assert!(!tag.contains(gone), "{}: {}", gone, made);
                }
            }
        }
    }
}
