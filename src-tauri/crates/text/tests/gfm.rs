//! Tables, strikethrough and task lists as GitHub Flavored Markdown has them
//! (<https://github.github.com/gfm/>, 4.10, 5.3, 6.5). What is expected is what GitHub's own
//! implementation, cmark-gfm, writes, in the form in which Billet lays it out.

use billet_text::post_html;

fn assert_all(cases: &[(&str, &str)]) {
    for (markdown, html) in cases {
        let compact: String = post_html(markdown)
            .split('\n')
            .map(str::trim_start)
            .collect();
        assert_eq!(compact, *html, "{markdown:?}");
    }
}

#[test]
fn tables() {
    let one = "<table><thead><tr><th>ville</th><th>jour</th></tr></thead>\
               <tbody><tr><td>Lyon</td><td>lundi</td></tr></tbody></table>";
    assert_all(&[
        ("|ville|jour|\n|-|-|\n|Lyon|lundi|", one),
        ("| ville | jour |\n| --- | --- |\n| Lyon | lundi |\n", one),
        ("ville | jour\n--- | ---\nLyon | lundi", one),
        (
            "| a | b |\n|:-:|--:|\n| c | d |",
            "<table><thead><tr><th align=\"center\">a</th><th align=\"right\">b</th></tr></thead>\
             <tbody><tr><td align=\"center\">c</td><td align=\"right\">d</td></tr></tbody></table>",
        ),
        // A cell's pipes are escaped, in code too.
        (
            "| f\\|g |\n| --- |\n| b `\\|` a |\n| **\\|** |",
            "<table><thead><tr><th>f|g</th></tr></thead>\
             <tbody><tr><td>b <code>|</code> a</td></tr>\
             <tr><td><strong>|</strong></td></tr></tbody></table>",
        ),
        (
            "| a |\n|---|\n| *b* `c` [d](/e) ~~f~~ |",
            "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td><em>b</em> <code>c</code> \
             <a href=\"/e\">d</a> <del>f</del></td></tr></tbody></table>",
        ),
        // Too few cells are filled up, too many are left out; an empty one stays.
        (
            "| a | b |\n|-|-|\n| c |\n| d | e | f |\n|| g |",
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>\
             <tr><td>c</td><td></td></tr><tr><td>d</td><td>e</td></tr>\
             <tr><td></td><td>g</td></tr></tbody></table>",
        ),
        // A table goes on until a blank line or another block.
        (
            "| a | b |\n|-|-|\n| c | d |\nsuite\n\naprès",
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr>\
             <tr><td>suite</td><td></td></tr></tbody></table><p>après</p>",
        ),
        (
            "| a |\n|---|\n| b |\n> citation",
            "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>\
             <blockquote><p>citation</p></blockquote>",
        ),
        // It may interrupt a paragraph and stand in a list.
        (
            "texte\n\n- |a|\n  |-|\n  |b|",
            "<p>texte</p><ul><li><table><thead><tr><th>a</th></tr></thead>\
             <tbody><tr><td>b</td></tr></tbody></table></li></ul>",
        ),
        // The line below the head has to have as many columns as the head.
        ("| a | b |\n|-|\n| c |", "<p>| a | b | |-| | c |</p>"),
        ("| a | b |\n| c | d |", "<p>| a | b | | c | d |</p>"),
    ]);
}

#[test]
fn a_table_of_nothing_but_a_head() {
    let html = post_html("| a | b |\n|---|---|");
    assert!(html.contains("<tr><th>a</th><th>b</th></tr>"), "{html}");
    assert!(!html.contains("<td"), "{html}");
}

#[test]
fn strikethrough() {
    assert_all(&[
        ("~~un~~ mot", "<p><del>un</del> mot</p>"),
        ("a~~b~~c", "<p>a<del>b</del>c</p>"),
        ("**~~un~~**", "<p><strong><del>un</del></strong></p>"),
        ("~~*un*~~", "<p><del><em>un</em></del></p>"),
        ("~~un\ndeux~~", "<p><del>un deux</del></p>"),
        ("~~un\n\ndeux~~", "<p>~~un</p><p>deux~~</p>"),
        ("~~un ~~", "<p>~~un ~~</p>"),
        ("\\~\\~un\\~\\~", "<p>~~un~~</p>"),
        ("`~~un~~`", "<p><code>~~un~~</code></p>"),
        ("a ~~~un~~~", "<p>a ~~~un~~~</p>"),
    ]);
}

#[test]
fn task_lists() {
    let open = "<input type=\"checkbox\" disabled=\"\" />";
    let done = "<input type=\"checkbox\" checked=\"\" disabled=\"\" />";
    let cases = [
        (
            "- [ ] pain\n- [x] lait",
            format!("<ul><li>{open} pain</li><li>{done} lait</li></ul>"),
        ),
        (
            "- [x] a\n  - [ ] b\n  - [X] c\n- [ ] d",
            format!(
                "<ul><li>{done} a<ul><li>{open} b</li><li>{done} c</li></ul></li><li>{open} d</li></ul>"
            ),
        ),
        ("1. [x] a", format!("<ol><li>{done} a</li></ol>")),
        ("* [ ] *a*", format!("<ul><li>{open} <em>a</em></li></ul>")),
        (
            "- [] a\n- [ x] b\n- [x]c",
            "<ul><li>[] a</li><li>[ x] b</li><li>[x]c</li></ul>".to_owned(),
        ),
        ("- a [ ] b", "<ul><li>a [ ] b</li></ul>".to_owned()),
        (
            "- [x](/a)",
            "<ul><li><a href=\"/a\">x</a></li></ul>".to_owned(),
        ),
        ("[ ] a", "<p>[ ] a</p>".to_owned()),
    ];
    for (markdown, html) in cases {
        assert_all(&[(markdown, &html)]);
    }
}
