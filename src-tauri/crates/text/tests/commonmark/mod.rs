//! Every example of the CommonMark specification, 0.31: what a post becomes is what the
//! specification expects, made safe. A module of the crate, because making safe is private to it.

mod examples;
mod normal;

use std::fmt::Write as _;

use crate::safe::sanitize;
use crate::{PostPolicy, post_html};
use normal::normal;

/// Examples, by number, where Billet knowingly writes something else, and why. Exact: an example
/// here that comes out as specified fails the test, too.
const DIFFERENT: [(usize, &str); 5] = [
    (
        148,
        "a line break of the text is a space, also where a raw <pre> was left open around it",
    ),
    (606, "addresses in plain text are links, as GitHub has it"),
    (608, "addresses in plain text are links, as GitHub has it"),
    (611, "addresses in plain text are links, as GitHub has it"),
    (612, "addresses in plain text are links, as GitHub has it"),
];

#[test]
fn what_the_specification_expects_is_what_a_blog_gets() {
    let examples = examples::all();
    assert_eq!(examples.len(), 652, "version 0.31.2 has 652 examples");
    let policy = PostPolicy::default();
    let mut wrong = String::new();
    for example in &examples {
        let expected = normal(&sanitize(policy.policy(), &example.html));
        let html = post_html(&example.markdown);
        let same = normal(&html) == expected;
        let listed = DIFFERENT.iter().find(|(n, _)| *n == example.number);
        match (same, listed) {
            (true, None) | (false, Some(_)) => continue,
            (true, Some((_, why))) => write!(wrong, "\nis listed as different ({why}) and is not:"),
            (false, None) => write!(wrong, "\nis different:"),
        }
        .unwrap();
        write!(
            wrong,
            " example {}, {}\n  text     {:?}\n  expected {:?}\n  is       {html:?}\n",
            example.number, example.section, example.markdown, expected
        )
        .unwrap();
    }
    assert!(wrong.is_empty(), "{wrong}");
}
