//! What writers write, and what a blog stores of it.

use billet_text::{Block, PostPolicy, post_blocks, post_html, render, snippet};

const REPORT: &str = include_str!("fixtures/compte-rendu.md");
const REPORT_HTML: &str = include_str!("fixtures/compte-rendu.html");

fn html(blocks: &[Block]) -> String {
    blocks.iter().map(|block| block.html.as_str()).collect()
}

#[test]
fn the_report_of_a_conference_arrives_as_it_was_written() {
    assert_eq!(post_html(REPORT), REPORT_HTML.trim_end());
    assert_eq!(
        snippet(REPORT, 61),
        "Compte rendu : « Écrire hors ligne » Samedi dernier, à Lyon…"
    );
}

#[test]
fn what_is_sent_is_what_another_reading_of_it_would_send() {
    // Raw HTML is Markdown, too: a post fetched from a blog and sent again does not change.
    assert_eq!(post_html(REPORT_HTML), REPORT_HTML.trim_end());
}

#[test]
fn lines_of_a_paragraph_are_joined_and_only_wanted_breaks_stay() {
    assert_eq!(
        post_html("un\ndeux  \ntrois\\\nquatre"),
        "<p>un deux<br />trois<br />quatre</p>"
    );
    assert_eq!(
        post_html("<div>\nun\n<b>deux</b>\n<i>trois</i>\n</div>\n"),
        "<div>\nun <b>deux</b> <i>trois</i>\n</div>"
    );
    assert_eq!(
        post_html("<p>un<br>\ndeux\r\n<br/>trois</p>"),
        "<p>un<br />deux<br />trois</p>"
    );
    assert_eq!(
        post_html("```rust\nun\n\n  deux\n```"),
        "<pre><code class=\"language-rust\">un\n\n  deux\n</code></pre>"
    );
}

#[test]
fn characters_stay_characters() {
    let text =
        "«\u{a0}Où\u{202f}?\u{a0}» ’ “ ” … – — é ☕ 日本 &nbsp;&hellip; AT&T \"x\" 'y' a -- b...";
    assert_eq!(
        post_html(text),
        "<p>«\u{a0}Où\u{202f}?\u{a0}» ’ “ ” … – — é ☕ 日本 \u{a0}… AT&amp;T \"x\" 'y' a -- b...</p>"
    );
}

#[test]
fn tables_tasks_and_strikethrough() {
    assert_eq!(
        post_html("| a | b |\n|:--|--:|\n| 1 | ~~2~~ |\n"),
        "<table>\n<thead>\n<tr><th align=\"left\">a</th><th align=\"right\">b</th></tr>\n</thead>\n\
         <tbody>\n<tr><td align=\"left\">1</td><td align=\"right\"><del>2</del></td></tr>\n\
         </tbody>\n</table>"
    );
    assert_eq!(
        post_html("- [x] fait\n- [ ] à faire\n  - un\n"),
        "<ul>\n<li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> fait</li>\n\
         <li><input type=\"checkbox\" disabled=\"\" /> à faire\n<ul>\n<li>un</li>\n</ul>\n</li>\n</ul>"
    );
}

#[test]
fn wordpress_own_marks_survive_and_other_comments_do_not() {
    assert_eq!(
        post_html(
            "un\n\n<!--more-->\n\ndeux<!-- secret -->\n\n<!--nextpage-->\n\n<!-- wp:list -->"
        ),
        "<p>un</p>\n<!--more-->\n<p>deux</p>\n<!--nextpage-->\n<!-- wp:list -->"
    );
    assert_eq!(post_html("<!--more La suite-->"), "<!--more La suite-->");
    assert_eq!(post_html("<!--more <img src=x onerror=y>-->"), "");
}

#[test]
fn links_and_images_lead_only_where_the_web_is() {
    for (text, expected) in [
        (
            "[a](https://example.org/é)",
            "<p><a href=\"https://example.org/%C3%A9\">a</a></p>",
        ),
        (
            "[a](/b#c \"d & e\")",
            "<p><a href=\"/b#c\" title=\"d &amp; e\">a</a></p>",
        ),
        (
            "<a@example.org>",
            "<p><a href=\"mailto:a@example.org\">a@example.org</a></p>",
        ),
        ("[a](tel:+33123)", "<p><a href=\"tel:+33123\">a</a></p>"),
        ("[a](javascript:alert(1))", "<p><a>a</a></p>"),
        (
            "<a href=\" java&#x0a;script:alert(1)\">a</a>",
            "<p><a>a</a></p>",
        ),
        ("[a](data:text/html,x)", "<p><a>a</a></p>"),
        (
            "[a](vbscript:x) [b](file:///etc/passwd)",
            "<p><a>a</a> <a>b</a></p>",
        ),
        ("![a](data:image/svg+xml,x)", "<p><img alt=\"a\" /></p>"),
        (
            "![a *b* `c`](d.png \"e\")",
            "<p><img src=\"d.png\" alt=\"a b c\" title=\"e\" /></p>",
        ),
        ("un <img src=mailto:a@b.c>", "<p>un <img /></p>"),
        ("<q cite=javascript:x>a</q>", "<p><q>a</q></p>"),
        (
            "<a rel=nofollow target=_top href=x>a</a>",
            "<p><a rel=\"nofollow\" href=\"x\">a</a></p>",
        ),
    ] {
        assert_eq!(post_html(text), expected, "{text}");
    }
}

#[test]
fn what_could_run_is_gone_and_the_words_are_not() {
    for (text, expected) in [
        ("un <script>alert(1)</script> deux", "<p>un  deux</p>"),
        ("<script>\nalert(1)\n\n</script>\n\nun", "<p>un</p>"),
        (
            "<p onclick=x style=\"color:red\" class=c id=i lang=fr dir=ltr>un</p>",
            "<p class=\"c\" id=\"i\" lang=\"fr\" dir=\"ltr\">un</p>",
        ),
        (
            "<form action=x><input name=y><button>un</button></form>",
            "un",
        ),
        (
            "<svg><style><img src=x onerror=y></style>un</svg>",
            "<p>un</p>",
        ),
        (
            "<math><mtext><img src=x onerror=y>un",
            "<p><img src=\"x\" />un</p>",
        ),
        (
            "<figure><img src=a.png><figcaption>un</figcaption></figure>",
            "<figure><img src=\"a.png\" /><figcaption>un</figcaption></figure>",
        ),
        ("1 < 2 & <3", "<p>1 &lt; 2 &amp; &lt;3</p>"),
    ] {
        assert_eq!(post_html(text).trim(), expected, "{text}");
    }
}

#[test]
fn a_player_is_embedded_only_from_where_the_writer_allows() {
    let video = "<iframe src=\"https://www.youtube.com/embed/x?a=1&amp;b=2\" width=\"560\" \
                 allowfullscreen=\"\" title=\"Vidéo\"></iframe>";
    assert_eq!(post_html(video), video);
    // Not from there: a link, so that nothing is lost.
    let elsewhere = PostPolicy::with_embeds(["Player.Vimeo.com"]);
    let link = "<a href=\"https://www.youtube.com/embed/x?a=1&amp;b=2\">\
                https://www.youtube.com/embed/x?a=1&amp;b=2</a>";
    assert_eq!(elsewhere.html(video), link);
    for (text, expected) in [
        (
            "<iframe src=//player.vimeo.com/video/1>repli</iframe>",
            "<iframe src=\"//player.vimeo.com/video/1\"></iframe>",
        ),
        ("<iframe srcdoc='<script>x</script>'></iframe>mot", "mot"),
        (
            "<iframe src='javascript:x'></iframe>",
            "<a>javascript:x</a>",
        ),
        (
            "<iframe src='https://player.vimeo.com.example.org/'></iframe>",
            "<a href=\"https://player.vimeo.com.example.org/\">\
             https://player.vimeo.com.example.org/</a>",
        ),
        (
            "<iframe src='https://player.vimeo.com@example.org/'></iframe>",
            "<a href=\"https://player.vimeo.com@example.org/\">\
             https://player.vimeo.com@example.org/</a>",
        ),
    ] {
        assert_eq!(elsewhere.html(text), expected, "{text}");
    }
}

#[test]
fn what_has_no_markdown_is_kept_in_an_island() {
    let text = "un\n\n```island gallery\n<figure class=\"x\" onclick=\"y\"><img src=\"a.png\" \
                alt=\"\" />\n\n<div>deux</figure>\n```\n\ntrois";
    assert_eq!(
        post_html(text),
        "<p>un</p>\n<figure class=\"x\"><img src=\"a.png\" alt=\"\" />\n<div>deux</div></figure>\n\
         <p>trois</p>"
    );
}

#[test]
fn an_escaped_mark_is_text_whatever_stands_elsewhere() {
    let raised = "Le 1^er^ et H~2~O";
    for text in [r"\~a~ b", r"x \^a^ b", r"\\~a~b", r"(\~a~b)"] {
        let alone = post_html(text);
        let both = post_html(&format!("{text}\n\n{raised}\n"));
        assert!(both.starts_with(alone.trim_end()), "{alone}\n{both}");
    }
    assert_eq!(post_html(r"\~a~ b").trim_end(), "<p>~a~ b</p>");
}

#[test]
fn what_goes_beyond_commonmark() {
    for (text, expected) in [
        (
            "## Titre {#ici .grand lang=fr onclick=x}",
            "<h2 id=\"ici\" class=\"grand\" lang=\"fr\">Titre</h2>",
        ),
        (
            "Mot\n: sens\n: autre *sens*\n\nTitre\n===\n\nDeux\n\n: long",
            "<dl>\n<dt>Mot</dt>\n<dd>sens</dd>\n<dd>autre <em>sens</em></dd>\n</dl>\n<h1>Titre</h1>\n\
             <dl>\n<dt>Deux</dt>\n<dd>\n<p>long</p>\n</dd>\n</dl>",
        ),
        (
            "Le 1^er^, les n^os^ 3 et H~2~O ; ^2^H, x^2 et ~/a/~b/c, https://a.org/~b~c",
            "<p>Le 1<sup>er</sup>, les n<sup>os</sup> 3 et H<sub>2</sub>O ; <sup>2</sup>H, x^2 et \
             ~/a/~b/c, <a href=\"https://a.org/~b~c\">https://a.org/~b~c</a></p>",
        ),
        (
            "$a_1 < b_2$ et $$\\sum_i *x*\nfin$$, 5 $ ou 6 $",
            "<p>$a_1 &lt; b_2$ et $$\\sum_i *x* fin$$, 5 $ ou 6 $</p>",
        ),
        (
            "Voir https://example.org/a_b_c(d), www.example.org. ou a.b@example.org !",
            "<p>Voir <a href=\"https://example.org/a_b_c(d)\">https://example.org/a_b_c(d)</a>, \
             <a href=\"http://www.example.org\">www.example.org</a>. ou \
             <a href=\"mailto:a.b@example.org\">a.b@example.org</a> !</p>",
        ),
        (
            "[https://example.org](/x) `https://example.org` https\\://example.org",
            "<p><a href=\"/x\">https://example.org</a> <code>https://example.org</code> \
             https://example.org</p>",
        ),
    ] {
        assert_eq!(post_html(text), expected, "{text}");
    }
}

#[test]
fn blocks_know_where_they_stand_and_keep_their_keys() {
    let before = render("# Titre\n\nun\n\ndeux\n\nun\n");
    assert_eq!(
        before.iter().map(|b| b.line).collect::<Vec<_>>(),
        [0, 2, 4, 6]
    );
    assert_eq!(before[1].html, before[3].html);
    assert_ne!(before[1].key, before[3].key);
    let text = "# Titre\n\nnouveau\n\nun\n\ndeux\n\nun\n";
    let after = render(text);
    assert_eq!(&text[after[3].range.clone()], "deux\n");
    let keys = |blocks: &[Block]| blocks.iter().map(|b| b.key.clone()).collect::<Vec<_>>();
    let kept: Vec<_> = keys(&after)
        .into_iter()
        .filter(|k| *k != after[1].key)
        .collect();
    assert_eq!(kept, keys(&before));
}

#[test]
fn reference_links_reach_over_blocks() {
    assert_eq!(
        html(&render("[un][1]\n\n[1]: https://example.org\n")),
        "<p><a href=\"https://example.org\">un</a></p>\n"
    );
}

#[test]
fn footnotes_are_numbered_over_the_text_and_stand_in_one_last_block() {
    let text = "un[^b] deux[^a]\n\n[^a]: Note A[^c]\n\n> trois[^b]\n\n[^b]: Note B\n\n[^c]: Note C\n\n\
                [^d]: Note D\n\nfin[^nulle]\n";
    let blocks = render(text);
    assert_eq!(blocks.len(), 4);
    assert_eq!(
        blocks[0].html,
        "<p>un<sup class=\"footnote-ref\" id=\"fnref-1\"><a href=\"#fn-1\">1</a></sup> \
         deux<sup class=\"footnote-ref\" id=\"fnref-2\"><a href=\"#fn-2\">2</a></sup></p>\n"
    );
    assert!(
        blocks[1]
            .html
            .contains("<sup class=\"footnote-ref\"><a href=\"#fn-1\">1</a></sup>")
    );
    assert_eq!(blocks[2].html, "<p>fin[^nulle]</p>\n");
    let back = |n: u8| format!(" <a href=\"#fnref-{n}\" class=\"footnote-back\">↩</a></p></li>\n");
    assert_eq!(
        blocks[3].html,
        format!(
            "<section class=\"footnotes\">\n<ol>\n<li id=\"fn-1\"><p>Note B{}\
             <li id=\"fn-2\"><p>Note A<sup class=\"footnote-ref\" id=\"fnref-3\">\
             <a href=\"#fn-3\">3</a></sup>{}<li id=\"fn-3\"><p>Note C{}\
             <li id=\"fn-4\"><p>Note D</p></li>\n</ol>\n</section>\n",
            back(1),
            back(2),
            back(3)
        )
    );
    assert_eq!(blocks[3].range, text.len()..text.len());
    assert_eq!(html(&blocks).trim_end(), post_html(text));
}

#[test]
fn raw_html_over_several_blocks_is_one_block() {
    let blocks = render("avant\n\n<div class=\"x\">\n\n*un*\n\n</div>\n\naprès\n");
    assert_eq!(blocks.len(), 3);
    assert_eq!(
        blocks[1].html,
        "<div class=\"x\">\n<p><em>un</em></p>\n</div>\n"
    );
    assert_eq!(blocks[1].line, 2);
    assert_eq!(blocks[2].html, "<p>après</p>\n");
}

#[test]
fn raw_html_that_never_closes_is_closed_at_the_end() {
    let blocks = render("un\n\n<div>\n\ndeux\n\ntrois\n");
    assert_eq!(blocks.len(), 2);
    assert_eq!(blocks[1].html, "<div>\n<p>deux</p>\n<p>trois</p>\n</div>");
    // One that never opened closes nothing.
    assert_eq!(
        post_html("un\n\n</div></section></p>\n\ndeux"),
        "<p>un</p>\n<p>deux</p>"
    );
}

#[test]
fn broken_tables_keep_all_their_words_in_place() {
    assert_eq!(
        post_html("<table>un<tr>deux<td>trois<td>quatre</table>cinq"),
        "<table><tbody><tr><td>un</td></tr><tr><td>deux</td><td>trois</td><td>quatre</td></tr>\
         </tbody></table>cinq"
    );
}

#[test]
fn a_host_is_the_same_in_letters_and_in_punycode() {
    let policy = PostPolicy::with_embeds(["Café.fr", "xn--muse-dpa.fr", "a.fr"]);
    for host in ["café.fr", "xn--caf-dma.fr", "musée.fr", "A.fr"] {
        let html = policy.html(&format!("<iframe src=\"https://{host}/x\"></iframe>"));
        assert!(html.contains("<iframe"), "{html}");
    }
    assert!(
        !policy
            .html("<iframe src=\"https://b.fr/\"></iframe>")
            .contains("<iframe")
    );
}

#[test]
fn sound_and_film_of_the_web_are_published() {
    for html in [
        "<video controls=\"\" poster=\"https://a.fr/x.png\" src=\"https://a.fr/x.mp4\" width=\"640\">mot</video>",
        "<audio controls=\"\" preload=\"none\"><source src=\"https://a.fr/x.ogg\" type=\"audio/ogg\" /></audio>",
        "<video playsinline=\"\"><track default=\"\" kind=\"captions\" src=\"x.vtt\" srclang=\"fr\" /></video>",
    ] {
        assert_eq!(
            post_html(&format!("<div>{html}</div>")).trim(),
            format!("<div>{html}</div>")
        );
        assert!(post_blocks(html).contains(html), "{}", post_blocks(html));
    }
    assert_eq!(
        post_html(
            "<div><video autoplay src=\"javascript:x\" poster=\"data:x\" onplay=x>mot</video></div>"
        )
        .trim(),
        "<div><video>mot</video></div>"
    );
    assert_eq!(
        post_html("<div>un<source src=\"x\"><track></div>").trim(),
        "<div>un</div>"
    );
}
