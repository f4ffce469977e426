//! Held against html5ever, through the sanitiser.

#[path = "../../../tests/contents/mod.rs"]
mod contents;

use proptest::prelude::*;

use super::super::meaning::meaning;
use super::*;
use crate::safe::PostPolicy;
use contents::{contents, soup};

/// Whether the sanitiser, through which html5ever's tree is seen here, takes nothing away.
fn stays(items: &[Item<'_>]) -> bool {
    let policy = PostPolicy::default();
    let policy = policy.policy();
    items.iter().all(|item| match item {
        Item::Open(element) | Item::Void(element) => {
            policy.element(&element.name).is_some_and(|allowed| {
                let names = element.attributes.iter();
                names.into_iter().all(|(name, value)| {
                    policy.allows(allowed, name)
                        && !value.contains(':')
                        && !matches!(name.as_ref(), "target" | "type" | "cite")
                })
            })
        }
        _ => true,
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 8_000, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn regular_html_has_the_tree_that_an_html_parser_finds(
        html in prop_oneof![1 => contents(), 3 => soup()]
    ) {
        let html = html.replace('\r', "\n").replace('\0', "");
        // html5ever writes a `<pre>` that begins with a line break without the one that its parser
        // takes away (`safe::sanitize` mends it), so that its tree cannot be read back.
        let html = html.replace(">\n\n", ">\n");
        let Some(items) = regular(&html) else {
            return Ok(());
        };
        prop_assume!(stays(&items));
        let parsed = PostPolicy::default().policy().clean(&html);
        let again = regular(&parsed);
        prop_assert!(again.is_some(), "{:?} became {:?}", html, parsed);
        prop_assert_eq!(meaning(&items), meaning(&again.unwrap_or_default()), "{}", parsed);
    }
}

#[test]
fn what_a_browser_repairs_is_irregular() {
    for html in [
        "<b><i>a</b></i>",
        "<p><div>a</div></p>",
        "<a href=x>a<a href=y>b</a></a>",
        "<table>a</table>",
        "<tr><td>a",
        "<div>a",
        "a</p>",
        "<p>a<b>b</p>",
        "<li>a</li>",
        "<div/>",
        "<script>a</script>",
        "<a title=\"b",
        "a\0b",
    ] {
        assert_eq!(regular(html), None, "{html}");
    }
    assert!(regular("<ul><li>a<li>b</ul><p>c<p>d<table><tr><td>e<td>f</table>").is_some());
}
