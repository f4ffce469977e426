//! What a blog that holds blocks is sent. Whether the editor agrees: `blocks.rs`.
#![allow(
    clippy::expect_used,
    reason = "a test that cannot go on says why and stops"
)]

use billet_text::{Markup, post, post_blocks, post_html};

/// A block without attributes.
fn block(name: &str, inner: &str) -> String {
    format!("<!-- wp:{name} -->\n{inner}\n<!-- /wp:{name} -->")
}

fn check(cases: &[(&str, &str)]) {
    for (markdown, expected) in cases {
        assert_eq!(post_blocks(markdown), *expected, "{markdown}");
    }
}

#[test]
fn a_paragraph_keeps_its_typography_and_its_formats() {
    assert_eq!(
        post_blocks(
            "Où\u{202f}? «\u{a0}*Là*\u{a0}»,\ndit **[Zoé](https://example.org/é \"a & b\")**  \net `x < y`."
        ),
        block(
            "paragraph",
            "<p>Où\u{202f}? «\u{a0}<em>Là</em>\u{a0}», dit <strong>\
             <a href=\"https://example.org/%C3%A9\" title=\"a &amp; b\">Zoé</a></strong><br />\
             et <code>x &lt; y</code>.</p>"
        )
    );
    assert_eq!(post_blocks(""), "");
    assert_eq!(
        post_blocks("<b></b>\n\n<!-- rien -->"),
        block("html", "<p><b></b></p>")
    );
}

#[test]
fn headings_say_their_level_and_keep_anchor_and_classes() {
    check(&[
        (
            "## Deux",
            "<!-- wp:heading -->\n<h2 class=\"wp-block-heading\">Deux</h2>\n<!-- /wp:heading -->",
        ),
        (
            "### Trois *x* {#trois .a .b}",
            "<!-- wp:heading {\"level\":3,\"anchor\":\"trois\",\"className\":\"a b\"} -->\n\
             <h3 id=\"trois\" class=\"wp-block-heading a b\">Trois <em>x</em></h3>\n<!-- /wp:heading -->",
        ),
        (
            "## Two {lang=en}",
            "<!-- wp:html -->\n<h2 lang=\"en\">Two</h2>\n<!-- /wp:html -->",
        ),
        // The editor would read the class as `a<`.
        (
            "# Un {.a&lt;}",
            "<!-- wp:html -->\n<h1 class=\"a&amp;lt;\">Un</h1>\n<!-- /wp:html -->",
        ),
    ]);
}

#[test]
fn lists_hold_items_and_items_hold_lists() {
    check(&[
        (
            "- un\n- deux\n  1. trois\n\n     et\n",
            "<!-- wp:html -->\n<ul>\n<li>un</li>\n<li>deux\n<ol>\n<li>\n<p>trois</p>\n<p>et</p>\n</li>\n</ol>\n\
             </li>\n</ul>\n<!-- /wp:html -->",
        ),
        (
            "7. un\n\n8. deux\n   - trois\n",
            "<!-- wp:list {\"ordered\":true,\"start\":7} -->\n<ol start=\"7\" class=\"wp-block-list\">\
             <!-- wp:list-item -->\n<li>un</li>\n<!-- /wp:list-item -->\n\n\
             <!-- wp:list-item -->\n<li>deux<!-- wp:list -->\n<ul class=\"wp-block-list\">\
             <!-- wp:list-item -->\n<li>trois</li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list --></li>\n\
             <!-- /wp:list-item --></ol>\n<!-- /wp:list -->",
        ),
        (
            "- [ ] à faire\n",
            "<!-- wp:html -->\n<ul>\n<li><input type=\"checkbox\" disabled=\"\" /> à faire</li>\n</ul>\n\
             <!-- /wp:html -->",
        ),
        (
            "- a\n\n      code\n",
            "<!-- wp:html -->\n<ul>\n<li>\n<p>a</p>\n<pre><code>code\n</code></pre>\n</li>\n</ul>\n<!-- /wp:html -->",
        ),
    ]);
}

#[test]
fn a_quote_holds_blocks() {
    assert_eq!(
        post_blocks("> un\n>\n> > deux\n>\n> - trois\n>   - [x] quatre\n\ncinq"),
        "<!-- wp:quote -->\n<blockquote class=\"wp-block-quote\"><!-- wp:paragraph -->\n<p>un</p>\n\
         <!-- /wp:paragraph -->\n\n<!-- wp:quote -->\n<blockquote class=\"wp-block-quote\">\
         <!-- wp:paragraph -->\n<p>deux</p>\n<!-- /wp:paragraph --></blockquote>\n<!-- /wp:quote -->\n\n\
         <!-- wp:html -->\n<ul>\n<li>trois\n<ul>\n<li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> quatre\
         </li>\n</ul>\n</li>\n</ul>\n<!-- /wp:html --></blockquote>\n<!-- /wp:quote -->\n\n\
         <!-- wp:paragraph -->\n<p>cinq</p>\n<!-- /wp:paragraph -->"
    );
}

#[test]
fn code_keeps_its_language_and_wordpress_runs_nothing_in_it() {
    check(&[
        (
            "```rust ignore\nlet a = &b[0];\n\n  fin\n```",
            "<!-- wp:code {\"className\":\"language-rust\"} -->\n<pre class=\"wp-block-code language-rust\"><code>\
             let a = &amp;b&#91;0];\n\n  fin</code></pre>\n<!-- /wp:code -->",
        ),
        (
            "    [gallery]\n    https://example.org/a\n",
            "<!-- wp:code -->\n<pre class=\"wp-block-code\"><code>&#91;gallery]\nhttps:&#47;&#47;example.org/a</code></pre>\n\
             <!-- /wp:code -->",
        ),
        (
            "```a&amp;b\nx\n```",
            "<!-- wp:html -->\n<pre><code class=\"language-a&amp;b\">x\n</code></pre>\n<!-- /wp:html -->",
        ),
    ]);
}

#[test]
fn a_table_keeps_its_alignment_where_the_editor_looks_for_it() {
    assert_eq!(
        post_blocks("| a | b |\n|---|--:|\n| *c* | |\n"),
        "<!-- wp:table {\"hasFixedLayout\":false} -->\n<figure class=\"wp-block-table\"><table><thead><tr><th>a</th>\
         <th class=\"has-text-align-right\" data-align=\"right\">b</th></tr></thead><tbody><tr>\
         <td><em>c</em></td><td class=\"has-text-align-right\" data-align=\"right\"></td></tr></tbody></table></figure>\n\
         <!-- /wp:table -->"
    );
}

#[test]
fn an_image_alone_is_an_image_and_others_stay_in_their_text() {
    let image = |inner: &str| {
        block(
            "image",
            &format!("<figure class=\"wp-block-image\">{inner}</figure>"),
        )
    };
    let text = |inner: &str| block("paragraph", &format!("<p>{inner}</p>"));
    for (markdown, expected) in [
        (
            "![Le *port*](a.png \"À l’aube\")",
            image("<img src=\"a.png\" alt=\"Le port\" title=\"À l’aube\" />"),
        ),
        (
            "*x*<img src=a.png>",
            text("<em>x</em><img src=\"a.png\" />"),
        ),
        (
            "![a](b.png) ![c](d.png)",
            text("<img src=\"b.png\" alt=\"a\" /> <img src=\"d.png\" alt=\"c\" />"),
        ),
        (
            "[![a](b.png)](c \"d\")",
            text("<a href=\"c\" title=\"d\"><img src=\"b.png\" alt=\"a\" /></a>"),
        ),
        (
            "[![a](b.png)](javascript:x)",
            text("<a><img src=\"b.png\" alt=\"a\" /></a>"),
        ),
        ("![a](javascript:x)", text("<img alt=\"a\" />")),
        // The editor would write the description back as `é`.
        (
            "![&amp;eacute;](b.png)",
            text("<img src=\"b.png\" alt=\"&amp;eacute;\" />"),
        ),
    ] {
        assert_eq!(post_blocks(markdown), expected, "{markdown}");
    }
    // A line that begins with an image's tag is raw HTML, and no paragraph.
    assert_eq!(
        post_blocks("<img title='t' src=a.png>"),
        block("html", "<img title=\"t\" src=\"a.png\" />")
    );
    assert_eq!(
        post_blocks("[![a](b.png)](https://example.org/?c=1&d=2)"),
        "<!-- wp:image {\"linkDestination\":\"custom\"} -->\n<figure class=\"wp-block-image\">\
         <a href=\"https://example.org/?c=1&amp;d=2\"><img src=\"b.png\" alt=\"a\" /></a></figure>\n<!-- /wp:image -->"
    );
}

#[test]
fn separators_and_the_marks_of_wordpress_are_blocks() {
    check(&[
        (
            "---",
            "<!-- wp:separator -->\n<hr class=\"wp-block-separator has-alpha-channel-opacity\" />\n<!-- /wp:separator -->",
        ),
        (
            "<!--more-->",
            "<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->",
        ),
        (
            "<!--more  La suite & \"fin\" -->",
            "<!-- wp:more {\"customText\":\"La suite \\u0026 \\u0022fin\\u0022\"} -->\n\
             <!--more La suite & \"fin\"-->\n<!-- /wp:more -->",
        ),
        (
            "<!--nextpage-->",
            "<!-- wp:nextpage -->\n<!--nextpage-->\n<!-- /wp:nextpage -->",
        ),
        (
            "<!--more--> <b>un</b>",
            "<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->\n\n<!-- wp:html -->\n<b>un</b>\n<!-- /wp:html -->",
        ),
    ]);
}

#[test]
fn what_no_block_holds_is_html() {
    for markdown in [
        "<div class=\"x\">\n\n*un*\n\n</div>",
        "un <div>deux</div>",
        "<section>\n\n> un\n\nfin",
        "> <div>\n>\n> un\n>\n> </div>",
        "$$\na^2\n$$",
        "Terme\n: Définition",
        "<details><summary>a</summary>b</details>",
    ] {
        let html = post_html(markdown);
        assert_eq!(
            post_blocks(markdown),
            block("html", html.trim_ascii()),
            "{markdown}"
        );
    }
    let notes = post_blocks("un[^1]\n\n[^1]: deux");
    let (text, section) = notes.split_once("\n\n").expect("a text and its notes");
    assert!(text.contains("<sup class=\"footnote-ref\" id=\"fnref-1\">"));
    assert!(section.starts_with("<!-- wp:html -->\n<section class=\"footnotes\">"));
}

#[test]
fn a_quote_too_deep_for_a_browser_keeps_its_words() {
    let deep = post_blocks(&format!("{}mot", "> ".repeat(500)));
    assert!(deep.starts_with("<!-- wp:html -->"));
    assert!(deep.contains("mot"));
    let fine = post_blocks(&format!("{}mot", "> ".repeat(100)));
    assert_eq!(fine.matches("<!-- wp:quote -->").count(), 100);
}

#[test]
fn a_gallery_in_an_island_goes_out_as_it_is() {
    let gallery = "<!-- wp:gallery {\"linkTo\":\"none\"} -->\n<figure class=\"wp-block-gallery\">\
                   <!-- wp:image {\"id\":1} -->\n<figure class=\"wp-block-image\"><img src=\"a.png\" alt=\"\" /></figure>\n\
                   <!-- /wp:image -->\n\n<!-- wp:image {\"id\":2} -->\n<figure class=\"wp-block-image\">\
                   <img src=\"b.png\" alt=\"\" /></figure>\n<!-- /wp:image --></figure>\n<!-- /wp:gallery -->";
    let island = format!("un\n\n```island gallery\n{gallery}\n```\n\ndeux");
    assert_eq!(
        post_blocks(&island),
        [
            block("paragraph", "<p>un</p>"),
            gallery.to_owned(),
            block("paragraph", "<p>deux</p>")
        ]
        .join("\n\n")
    );
}

#[test]
fn an_island_of_html_is_html_a_shortcode_a_shortcode_and_nothing_in_it_runs() {
    let island = |inner: &str| post_blocks(&format!("````island\n{inner}\n````"));
    assert_eq!(
        island("[gallery ids=\"1,2\"]"),
        block("shortcode", "[gallery ids=\"1,2\"]")
    );
    assert_eq!(
        island("[audio src=a.mp3]\n[/audio]"),
        block("shortcode", "[audio src=a.mp3]\n[/audio]")
    );
    assert_eq!(
        island("<p onclick=x>un</p><script>x</script>\n<p>deux</p>"),
        block("html", "<p>un</p>\n<p>deux</p>")
    );
    assert_eq!(
        island("<!-- wp:latest-posts {\"postsToShow\":3} /-->"),
        "<!-- wp:latest-posts {\"postsToShow\":3} /-->"
    );
    assert_eq!(
        island("<!-- wp:my-shop/card --><div onclick=x>un</div><!-- /wp:my-shop/card -->"),
        "<!-- wp:my-shop/card --><div>un</div><!-- /wp:my-shop/card -->"
    );
}

#[test]
fn block_markup_pasted_into_markdown_stays_where_it_is_complete() {
    let buttons = "<!-- wp:buttons -->\n<div class=\"wp-block-buttons\"><!-- wp:button -->\n\
                   <div class=\"wp-block-button\"><a class=\"wp-block-button__link\">x</a></div>\n\
                   <!-- /wp:button --></div>\n<!-- /wp:buttons -->";
    assert_eq!(
        post_blocks(&format!("un\n\n{buttons}\n\ndeux")),
        [
            block("paragraph", "<p>un</p>"),
            buttons.to_owned(),
            block("paragraph", "<p>deux</p>")
        ]
        .join("\n\n")
    );
    // A comment alone would tear the post apart.
    assert_eq!(
        post_blocks(
            "un <!-- wp:list --> deux\n\n<!-- /wp:quote -->\n\n<div><!-- wp:a -->trois</div>"
        ),
        [
            block("paragraph", "<p>un  deux</p>"),
            block("html", "<div>trois</div>")
        ]
        .join("\n\n")
    );
    assert!(!post_blocks("![<!-- wp:a -->](b.png)").contains("wp:a -->"));
}

#[test]
fn nothing_that_is_left_of_block_markup_joins_into_it() {
    for cut in [
        "<!-- wp:a -->",
        "<!-- wp:a --><!-- /wp:a -->",
        "<!--wp:a-->",
    ] {
        for joined in ["!-- /wp:html -->", "!-- wp:latest-comments /-->"] {
            let html = format!("<div><{cut}{joined}<p>dehors</p></div>");
            let inside = format!(
                "<!-- wp:html -->\n<div>&lt;{}<p>dehors</p></div>\n<!-- /wp:html -->",
                joined.replace('>', "&gt;")
            );
            let end = "\n\n<!-- wp:paragraph -->\n<p>fin</p>\n<!-- /wp:paragraph -->";
            for text in [html.clone(), format!("```island\n{html}\n```")] {
                let text = format!("{text}\n\nfin");
                assert_eq!(
                    post_blocks(&text).trim_end(),
                    format!("{inside}{end}"),
                    "{text}"
                );
            }
        }
    }
    // In a paragraph, too.
    let text = format!("un <i><{}!-- /wp:paragraph --></i>", "<!-- wp:a -->");
    assert_eq!(post_blocks(&text).matches("<!--").count(), 2);
}

#[test]
fn each_blog_gets_the_markup_it_holds() {
    let markdown = "# Un\n\n- deux";
    assert_eq!(post(Markup::Html, markdown), post_html(markdown));
    assert_eq!(post(Markup::Blocks, markdown), post_blocks(markdown));
}
