//! Readers' comments as they are shown, and replies as they are sent.

use billet_text::{comment_html, plain, sanitize_comment};

#[test]
fn a_comment_keeps_what_wordpress_keeps() {
    let comment = "<p>Bravo <strong>et</strong> <em>merci</em>&nbsp;! <a href=\"https://example.org\" \
                   title=\"x\">lien</a><br />\n<q cite=\"https://example.org\">cité</q> \
                   <del datetime=\"2026\">non</del> <abbr title=\"y\">a</abbr></p>\n<p>Fin</p>";
    assert_eq!(
        sanitize_comment(comment),
        "<p>Bravo <strong>et</strong> <em>merci</em>\u{a0}! <a href=\"https://example.org\" \
         title=\"x\" rel=\"nofollow noopener noreferrer\">lien</a><br />\n\
         <q cite=\"https://example.org\">cité</q> <del datetime=\"2026\">non</del> \
         <abbr title=\"y\">a</abbr></p>\n<p>Fin</p>"
    );
}

#[test]
fn a_comment_cannot_bite() {
    for (html, expected) in [
        ("<img src=https://example.org/pixel.gif alt=x>un", "un"),
        ("<p class=c id=i style=x onclick=y>un</p>", "<p>un</p>"),
        (
            "<a href=\"javascript:x\" rel=follow target=_blank>un</a>",
            "<a rel=\"nofollow noopener noreferrer\">un</a>",
        ),
        (
            "<blockquote cite=\"javascript:x\">un</blockquote>",
            "<blockquote>un</blockquote>",
        ),
        (
            "<svg onload=x><a xlink:href=javascript:y>un</a>",
            "<a rel=\"nofollow noopener noreferrer\">un</a>",
        ),
        (
            "<script>x</script><style>y</style><iframe>z</iframe>un",
            "un",
        ),
        ("<!--more-->un<!-- deux -->", "un"),
        ("<b title=x>un", "<b>un</b>"),
        ("un</p></div>deux", "un\ndeux"),
        ("<ul><li>un</li><li>deux</li></ul>", "un\ndeux\n"),
        ("a <b", "a &lt;b"),
        ("<p>un<p>deux", "<p>un</p><p>deux</p>"),
        (
            "<a href=x>un<a href=y>deux",
            "<a href=\"x\" rel=\"nofollow noopener noreferrer\">un</a>\
          <a href=\"y\" rel=\"nofollow noopener noreferrer\">deux</a>",
        ),
    ] {
        assert_eq!(sanitize_comment(html), expected, "{html}");
    }
}

#[test]
fn a_reply_uses_only_what_wordpress_lets_anybody_write() {
    let markdown = "# Merci\n\nBonjour *Zoé*,  \nvoici **deux** points\nà voir :\n\n- un `code`\n- deux\n\
                    \x20 1. sous\n  2. point\n\n3. trois\n\n> cité\n>\n> encore\n\n---\n\n\
                    <p class=x>~~non~~</p> ![photo](https://example.org/p.png) \
                    [lien](https://example.org \"ici\") & <script>x</script> A < B";
    assert_eq!(
        comment_html(markdown),
        "<strong>Merci</strong>\n\nBonjour <em>Zoé</em>,\nvoici <strong>deux</strong> points\n\
         à voir :\n\n- un <code>code</code>\n- deux\n1. sous\n2. point\n\n3. trois\n\n\
         <blockquote>cité\n\nencore</blockquote>\n\n---\n\n~~non~~\n \
         ![photo](https://example.org/p.png) [lien](https://example.org \"ici\") &amp;  A &lt; B"
    );
}

#[test]
fn images_and_links_of_a_reply_are_links() {
    assert_eq!(
        comment_html("![photo](https://example.org/p.png) [lien](https://example.org \"ici\")"),
        "<a href=\"https://example.org/p.png\">photo</a> \
         <a href=\"https://example.org\" title=\"ici\">lien</a>"
    );
    assert_eq!(
        comment_html("[![](a.png)](https://example.org) ![](https://example.org/b.png)"),
        "<a href=\"https://example.org\"></a> \
         <a href=\"https://example.org/b.png\">https://example.org/b.png</a>"
    );
    assert_eq!(comment_html("[x](javascript:alert(1))"), "<a>x</a>");
}

#[test]
fn code_and_tables_of_a_reply_stay_readable() {
    assert_eq!(
        comment_html("Voici :\n\n```rust\nfn a() {\n    b(1 < 2);\n\n}\n```\n\nfin"),
        "Voici :\n\n<code>fn a() {\n    b(1 &lt; 2);</code>\n\n<code>}</code>\n\nfin"
    );
    assert_eq!(
        comment_html("| a | b |\n|---|---|\n| 1 | 2 |\n"),
        "a | b\n1 | 2"
    );
    assert_eq!(
        comment_html("- [x] fait\n- [ ] non"),
        "- [x] fait\n- [ ] non"
    );
}

#[test]
fn plain_text_has_the_words_and_nothing_else() {
    assert_eq!(
        plain(
            "<h1>Un</h1><p>deux&nbsp;&amp;amp; <b>tr</b>ois &lt;b&gt; &eacute;</p><ul><li>a<li>b</ul>",
            99
        ),
        "Un deux\u{a0}&amp; trois <b> é a b"
    );
    assert_eq!(
        plain("<script>x</script><!-- y -->un<br>deux", 99),
        "un deux"
    );
    assert_eq!(plain("un deux trois", 13), "un deux trois");
    assert_eq!(plain("un deux trois", 12), "un deux…");
    assert_eq!(plain("un deux, trois", 9), "un deux…");
    assert_eq!(plain("日本語日本語", 4), "日本語…");
    assert_eq!(plain("un", 0), "");
    assert_eq!(plain("", 5), "");
}

#[test]
fn a_reply_loses_no_line_that_looks_like_a_definition() {
    for (markdown, expected) in [
        ("[ok]: merci\n\nsuite", "[ok]: merci\n\nsuite"),
        ("x[^1]\n\n[^1]: note", "x[^1]\n\n[^1]: note"),
        (
            "> [Zoé]: bravo\n\nmerci",
            "<blockquote>[Zoé]: bravo</blockquote>\n\nmerci",
        ),
        ("[a]: un\n[b]: deux\nsuite", "[a]: un\n[b]: deux\nsuite"),
        // One that is used is one.
        (
            "[É  t]: /x\n\nvoir [ici][é t]\n\n[c]: d",
            "voir <a href=\"/x\">ici</a>\n\n[c]: d",
        ),
        ("![p]\n\n[P]: /p.png", "<a href=\"/p.png\">p</a>"),
        // Of two, the first is one.
        (
            "voir [ici]\n\n[ici]: /x\n[ICI]: /y \"[z]\"\n\n> - [ici]: /z\n",
            "voir <a href=\"/x\">ici</a>\n\n[ICI]: /y \"[z]\"\n\n<blockquote>- [ici]: /z</blockquote>",
        ),
        ("[ok]: un\n[ok]: deux", "[ok]: un\n[ok]: deux"),
        (
            "[a]: /x\n\n`[a]: b` [a]\n\n    [a]: c\n\n```[a]: d\ne\n```",
            "<code>[a]: b</code> <a href=\"/x\">a</a>\n\n<code>[a]: c</code>\n\n<code>e</code>",
        ),
    ] {
        assert_eq!(comment_html(markdown), expected, "{markdown}");
    }
}

#[test]
fn the_items_of_a_loose_list_stand_beside_their_marks() {
    for (markdown, expected) in [
        ("- a\n\n- b", "- a\n- b"),
        ("1. a\n\n   suite\n\n2. b", "1. a\nsuite\n2. b"),
        ("-\n- b", "- \n- b"),
        (
            "- > a\n\n- ```\n  b\n  ```",
            "- <blockquote>a</blockquote>\n- <code>b</code>",
        ),
    ] {
        assert_eq!(comment_html(markdown), expected, "{markdown}");
    }
}
