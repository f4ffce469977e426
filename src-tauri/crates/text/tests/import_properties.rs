//! What holds for any content whatever that a blog may hold.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may; clippy only knows so inside `#[test]`"
)]

use billet_text::{Imported, Origin, PostPolicy, import, import_as, post_html, publish_over};
use proptest::prelude::*;

mod contents;
mod texts;

use contents::{contents, posts};
use texts::texts;

fn assert_tiled(imported: &Imported, content: &str) {
    let mut source = 0;
    let mut markdown = 0;
    for chunk in &imported.chunks {
        assert_eq!(chunk.source.start, source, "{content:?}");
        assert!(content.get(chunk.source.clone()).is_some());
        source = chunk.source.end;
        assert!(chunk.markdown.start >= markdown);
        assert!(imported.markdown.get(chunk.markdown.clone()).is_some());
        markdown = chunk.markdown.end;
    }
    assert_eq!(source, content.len(), "{content:?}");
    assert!(!imported.markdown.contains('\r'));
}

/// The bytes of the base around the edited chunk, as they were.
fn assert_only_edited(content: &str, origin: Origin, at: usize) {
    let imported = import_as(content, origin);
    let Some(chunk) = imported.chunks.get(at % imported.chunks.len().max(1)) else {
        return;
    };
    if imported.markdown.is_empty() {
        return;
    }
    let mut edited = imported.markdown.clone();
    edited.replace_range(chunk.markdown.clone(), "Un paragraphe *nouveau*.");
    let sent = PostPolicy::default().publish_over(&edited, content, origin);
    let core = content[chunk.source.clone()].trim_ascii();
    let start = chunk.source.start + content[chunk.source.clone()].find(core).unwrap();
    let before = &content[..start];
    assert!(sent.starts_with(before), "{sent:?} from {content:?}");
    let rest = &sent[before.len()..];
    let html = "<p>Un paragraphe <em>nouveau</em>.</p>";
    let rest = match rest.strip_prefix("<!-- wp:paragraph -->\n") {
        Some(rest) => rest.replacen("\n<!-- /wp:paragraph -->", "", 1),
        None => rest.to_owned(),
    };
    assert!(rest.starts_with(html), "{sent:?} from {content:?}");
    let after = &content[chunk.source.end..];
    assert!(
        rest[html.len()..].ends_with(after),
        "{sent:?} from {content:?}"
    );
    let gap = &rest[html.len()..rest.len() - after.len()];
    // The white space after it, and the breaks that count as such in a classic post.
    let gap = gap
        .replace("<br>", "")
        .replace("<br />", "")
        .replace("<br/>", "");
    assert!(gap.trim().is_empty(), "{sent:?} from {content:?}");
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn what_was_not_edited_is_published_byte_for_byte(
        content in prop_oneof![contents(), texts(), any::<String>()]
    ) {
        let imported = import(&content);
        assert_tiled(&imported, &content);
        prop_assert_eq!(publish_over(&imported.markdown, &content), content.as_str());
        let edited_elsewhere = format!("{}\n", imported.markdown.replace('\n', "\r\n"));
        prop_assert_eq!(publish_over(&edited_elsewhere, &content), content.as_str());
        for origin in [Origin::Classic, Origin::Blocks, Origin::Html] {
            let imported = import_as(&content, origin);
            assert_tiled(&imported, &content);
            let sent = PostPolicy::default().publish_over(&imported.markdown, &content, origin);
            prop_assert_eq!(sent, content.as_str());
        }
    }

    #[test]
    fn an_edited_post_changes_only_where_it_was_edited(content in contents(), at in 0_usize..9) {
        // A reference that goes away changes the list of notes, and the numbers of the others.
        prop_assume!(!content.contains("footnote"));
        for origin in [Origin::Classic, Origin::Blocks, Origin::Html] {
            assert_only_edited(&content, origin, at);
        }
    }

    #[test]
    fn what_is_added_changes_nothing_else(content in contents()) {
        // They stand after everything.
        prop_assume!(!content.contains("footnotes"));
        let imported = import(&content);
        let edited = format!("{}\n\nFin.", imported.markdown);
        let sent = publish_over(&edited, &content);
        prop_assert!(sent.starts_with(content.trim_ascii_end()), "{:?}", sent);
        prop_assert!(sent.contains("<p>Fin.</p>"), "{:?}", sent);
    }

    #[test]
    fn what_billet_wrote_comes_back_as_the_same_markdown(markdown in posts()) {
        let html = post_html(&markdown);
        let imported = import_as(&html, Origin::Html);
        let again = import_as(&post_html(&imported.markdown), Origin::Html);
        if imported.chunks.iter().all(|chunk| chunk.island.is_none()) {
            prop_assert_eq!(&again.markdown, &imported.markdown);
        }
    }
}
