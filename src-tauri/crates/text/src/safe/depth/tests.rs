use super::*;
use crate::safe::policy::POST;

fn depth_of(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for token in tokens(html) {
        match token {
            Token::Start(tag) if !is_void(&tag.name) => depth += 1,
            Token::End(_) => depth -= 1,
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    assert_eq!(depth, 0, "everything is closed");
    deepest
}

#[test]
fn tags_beyond_the_depth_are_left_out_with_their_ends() {
    let deep = format!("{}mot{}", "<div>".repeat(1_000), "</div>".repeat(1_000));
    let html = balanced(&POST, &format!("{deep}<p>après</p>"));
    assert_eq!(depth_of(&html), MAX_DEPTH);
    assert!(html.ends_with("</div><p>après</p>"));
    assert!(html.contains("mot"));
}

#[test]
fn each_element_is_closed_in_order() {
    for (html, expected) in [
        ("<p><b>un<p>deux", "<p><b>un</b></p><p>deux</p>"),
        ("<b><i>un</b>deux</i>", "<b><i>un</i></b>deux"),
        ("<b><div>un</b>deux</div>", "<b><div>undeux</div></b>"),
        (
            "<ul><li>un<li>deux<ul><li>trois</ul><li>quatre</ul>",
            "<ul><li>un</li><li>deux<ul><li>trois</li></ul></li><li>quatre</li></ul>",
        ),
        (
            "<dl><dt>a<dd>b<dt>c",
            "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>",
        ),
        ("<h1>un<h2>deux", "<h1>un</h1><h2>deux</h2>"),
        ("<ruby>a<rt>b<rt>c", "<ruby>a<rt>b</rt><rt>c</rt></ruby>"),
        ("<tr><td>un", "un"),
        (
            "<table><td>un<table><tr>deux</table>trois",
            "<table><tr><td>un<table><tr><td>deux</td></tr></table>trois</td></tr></table>",
        ),
    ] {
        assert_eq!(balanced(&POST, html).trim(), expected, "{html}");
    }
}

#[test]
fn long_texts_are_divided_outside_of_entities() {
    for text in [
        "&amp;".repeat(1_000),
        "&".repeat(3_000),
        "é\u{a0}".repeat(2_000),
    ] {
        let html = balanced(&POST, &text);
        let longest = html.split("<!---->").map(str::len).max();
        assert!(longest.is_some_and(|len| len < 6 * TEXT_PIECE));
        assert_eq!(html.replace("<!---->", ""), text);
        assert!(
            !html
                .split("<!---->")
                .skip(1)
                .any(|piece| piece.starts_with("amp;"))
        );
    }
}
