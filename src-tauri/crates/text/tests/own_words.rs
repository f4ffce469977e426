//! What a blog holds comes back in the writer's own words.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use billet_text::{Language, Markup, PostPolicy, apply, typography};
use proptest::prelude::*;

mod texts;

use texts::texts;

const WRITTEN: &str = "Le *phare*, _tôt_.\n\n\
* un\n* deux\n\n\
Voir [là][lien][^neuf].\n\n\
[lien]: https://exemple.fr/a \"Là\"\n\n\
[^neuf]: Une note.\n\n\
Setext\n------\n\nFin !";

fn back(content: &str, sent: &str) -> String {
    PostPolicy::default().own_words(content, sent, WRITTEN)
}

#[test]
fn what_was_not_edited_keeps_the_markdown_it_was_written_in() {
    for markup in [Markup::Html, Markup::Blocks] {
        let content = PostPolicy::default().post(markup, WRITTEN);
        let edited = content.replace("Fin !", "Fin, enfin !");
        let own = back(&edited, WRITTEN);
        for line in [
            "Le *phare*, _tôt_.",
            "* un\n* deux",
            "Voir [là][lien][^neuf].",
            "Setext\n------",
        ] {
            assert!(own.contains(line), "{line} in {own}");
        }
        assert!(
            own.contains("Fin, enfin !") && !own.contains("Fin !\n"),
            "{own}"
        );
        assert!(
            own.contains("[^neuf]: Une note.") && own.contains("[lien]: https"),
            "{own}"
        );
        let html = PostPolicy::default().html(&own);
        assert_eq!(
            html,
            PostPolicy::default().html(&WRITTEN.replace("Fin !", "Fin, enfin !"))
        );
    }
}

#[test]
fn an_edited_footnote_takes_the_blogs_numbers() {
    let content = PostPolicy::default()
        .html(WRITTEN)
        .replace("Une note", "Une autre note");
    let own = back(&content, WRITTEN);
    assert!(own.contains("[^1]: Une autre note."), "{own}");
    assert!(
        !own.contains("neuf") && own.contains("Le *phare*, _tôt_."),
        "{own}"
    );
    assert_eq!(PostPolicy::default().html(&own), content);
}

#[test]
fn typography_that_was_corrected_on_the_way_is_not_taken_for_an_edit() {
    let sent = apply(WRITTEN, &typography(WRITTEN, Language::French));
    assert_ne!(sent, WRITTEN);
    let content = PostPolicy::default().html(&sent).replace("deux", "trois");
    let own = back(&content, &sent);
    assert!(own.contains("Fin !") && own.contains("trois"), "{own}");
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 500, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn it_shows_what_the_blog_shows(
        sent in prop::collection::vec(texts(), 1..4),
        other in texts(),
    ) {
        let sent = sent.join("\n\n");
        let policy = PostPolicy::default();
        for content in [policy.html(&sent), policy.html(&format!("{sent}\n\n{other}"))] {
            let imported = policy.html(&billet_text::import(&content).markdown);
            let own = policy.own_words(&content, &sent, &sent);
            prop_assert_eq!(policy.html(&own), imported, "{}", own);
        }
    }
}
