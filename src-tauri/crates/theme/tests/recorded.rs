//! Pages that WordPress served with its own themes (`tests/fixtures/theme`).
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

use billet_theme::{Answers, Known, Page, Purpose, Source};
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
    title: "L'été, \"vu\" du quai",
    content: include_str!("../../../../tests/fixtures/theme/content.html"),
};

const PAGES: [(&str, &str); 3] = [
    (
        "twentytwentyfive",
        include_str!("../../../../tests/fixtures/theme/twentytwentyfive.html"),
    ),
    (
        "twentytwentyfour",
        include_str!("../../../../tests/fixtures/theme/twentytwentyfour.html"),
    ),
    (
        "twentytwentythree",
        include_str!("../../../../tests/fixtures/theme/twentytwentythree.html"),
    ),
];

#[test]
fn wordpress_own_themes_take_another_post_where_theirs_stood() {
    let at = Url::parse("https://carnet.example/2026/12/lete-vu-du-quai/").unwrap();
    for (theme, html) in PAGES {
        let page = Page::read(html, &at, &KNOWN).unwrap_or_else(|why| panic!("{theme}: {why}"));
        let made = page.html("billet-look://localhost/sheet.css", &mut Nothing);
        // The very element that the theme made for the post, now empty.
        let (before, behind) = made.split_once("data-billet=\"content\"></div>").unwrap();
        let place = before.rsplit('<').next().unwrap();
        assert!(
            place.starts_with("div class=\"entry-content"),
            "{theme}: {place}"
        );
        assert!(place.contains("wp-block-post-content"), "{theme}: {place}");
        let title = before.split_once("data-billet=\"title\"></h1>");
        let (head, _) = title.unwrap_or_else(|| panic!("{theme} has no place for the title"));
        assert!(
            head.rsplit('<').next().unwrap().starts_with("h1 "),
            "{theme}"
        );
        // Nothing of the post is left, and what stands around it is.
        assert!(!made.contains("marée montait"), "{theme}");
        assert!(made.contains("<header"), "{theme}");
        assert!(behind.contains("<footer"), "{theme}");
        assert!(
            !made.contains("Leave a Reply"),
            "{theme} shows the other post's comments"
        );
        for gone in [
            "<script",
            "carnet.example/wp",
            "<form action",
            " onclick",
            "<link rel=\"https",
        ] {
            assert!(!made.contains(gone), "{theme}: {gone}");
        }
        let all = "https://carnet.example/wp-includes/css/dist/block-library/style.min.css";
        let first = page.styles().first().map(|style| style.source.clone());
        assert_eq!(
            first,
            Some(Source::Linked(Url::parse(all).unwrap())),
            "{theme}"
        );
        let linked = |style: &&billet_theme::Style| matches!(style.source, Source::Linked(_));
        assert!(page.styles().len() > 5, "{theme}");
        assert!(
            page.styles().iter().filter(linked).count() < page.styles().len(),
            "{theme}"
        );
    }
}

#[test]
fn the_page_of_another_post_is_not_taken_for_it() {
    let at = Url::parse("https://carnet.example/").unwrap();
    let other = Known {
        title: "Autre chose",
        content: "<p>Une tout autre histoire, qui n’a paru que dans un autre carnet.</p>",
    };
    for (theme, html) in PAGES {
        assert!(Page::read(html, &at, &other).is_err(), "{theme}");
    }
}
