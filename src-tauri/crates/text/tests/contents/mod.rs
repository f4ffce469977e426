//! Contents that blogs may hold, and posts that writers may write.

#![allow(dead_code, reason = "each test file uses some of it")]

use proptest::prelude::*;

/// Content made of pieces that WordPress, Ghost and people write, well formed or not.
pub fn contents() -> impl Strategy<Value = String> {
    let blocks = prop::sample::select(vec![
        "<p>Un <em>mot</em> et <strong>deux</strong>.</p>",
        "<p>Un lien <a href=\"https://a.b/c?d=1&amp;e=2\" title=\"t\">ici</a>.</p>",
        "<p class=\"x\">Classe</p>",
        "<p style=\"text-align:center\">Centre</p>",
        "<p>*pas* _de_ `marques` [x](y) # &lt;b&gt; &amp;amp; 1. $ ^ ~</p>",
        "<p># titre ?</p>",
        "<p>1. liste ?</p>",
        "<p>- liste ?<br />+ et ?</p>",
        "<p>&nbsp;</p>",
        "<p></p>",
        "<p>sans fin",
        "<h2>Titre</h2>",
        "<h3 id=\"x\">Titre</h3>",
        "<ul><li>un</li><li>deux</li></ul>",
        "<ul>\n<li>un\n<ul>\n<li>deux</li>\n</ul>\n</li>\n</ul>",
        "<ol start=\"4\"><li>un</li></ol>",
        "<ul><li><p>un</p></li><li><p>deux</p></li></ul>",
        "<ul><li>un<li>deux</ul>",
        "<blockquote><p>Citation</p></blockquote>",
        "<blockquote>Citation\n\nsuite</blockquote>",
        "<pre><code class=\"language-rs\">let a = \"`x`\";\n\n  fin</code></pre>",
        "<pre>brut\n\n  ici</pre>",
        "<hr />",
        "<hr>",
        "<!--more-->",
        "<!--nextpage-->",
        "<!-- note -->",
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b|c</td></tr></tbody></table>",
        "<table><tr><td colspan=2>a</table>",
        "<dl><dt>a</dt><dd>b</dd></dl>",
        "<figure class=\"kg-card kg-image-card\"><img src=\"a.jpg\"></figure>",
        "<!--kg-card-begin: html--><div>a</div><!--kg-card-end: html-->",
        "<div class=\"x\"><p>a</p>\n\n<p>b</p></div>",
        "<div>",
        "</div>",
        "</p>",
        "<script>if (a < b) { c(\"</p>\") }</script>",
        "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>",
        "[gallery ids=\"1,2\"]",
        "[caption id=\"a\"]<img src=\"b.jpg\" />c[/caption]",
        "[row][col]\n\ntexte\n\n[/col][/row]",
        "[caption sans fin",
        "Du texte nu avec un [sic] et *une* étoile.",
        "Deux lignes\nde texte nu",
        "www.exemple.fr https://exemple.fr a@b.fr",
        "a<br><br>b",
        "a <b>gras</b>, <i>italique</i>, <u>u</u> <s>s</s>",
        "<b>jamais fermé",
        "<img src=\"a.jpg\" alt=\"A\">",
        "<img class=\"x\" src=\"a.jpg\" alt=\"A\" width=\"3\">",
        "« Guillemets\u{a0}» et œ\u{202f}!",
        "<!-- wp:paragraph -->\n<p>Bloc</p>\n<!-- /wp:paragraph -->",
        "<!-- wp:paragraph {\"align\":\"center\"} -->\n<p class=\"has-text-align-center\">Bloc</p>\n<!-- /wp:paragraph -->",
        "<!-- wp:heading {\"level\":3} -->\n<h3 class=\"wp-block-heading\">Bloc</h3>\n<!-- /wp:heading -->",
        "<!-- wp:list -->\n<ul class=\"wp-block-list\"><!-- wp:list-item -->\n<li>un</li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list -->",
        "<!-- wp:gallery {\"ids\":[1]} -->\n<figure class=\"wp-block-gallery\"></figure>\n<!-- /wp:gallery -->",
        "<!-- wp:columns -->\n<div class=\"wp-block-columns\"><!-- wp:column -->\n<p>a</p>\n<!-- /wp:column --></div>\n<!-- /wp:columns -->",
        "<!-- wp:latest-posts /-->",
        "<!-- wp:mine/card {\"a\":{\"b\":1}} /-->",
        "<!-- wp:never-closed -->",
        "<!-- /wp:never-opened -->",
        "```island x\na\n```",
        "````",
        "\u{0}",
        "<sup class=\"footnote-ref\" id=\"fnref-1\"><a href=\"#fn-1\">1</a></sup>",
        "<section class=\"footnotes\">\n<ol>\n<li id=\"fn-1\"><p>Note. <a href=\"#fnref-1\" class=\"footnote-back\">↩</a></p></li>\n</ol>\n</section>",
    ]);
    let gaps = prop::sample::select(vec![
        "\n\n",
        "\n\n",
        "\n",
        "\n",
        "",
        " ",
        "\r\n\r\n",
        "\r\n",
        "\r",
        "\n \n\t\n",
        "\u{b}\n",
    ]);
    prop::collection::vec((blocks, gaps), 0..10).prop_map(|parts| {
        parts
            .into_iter()
            .flat_map(|(block, gap)| [block, gap])
            .collect()
    })
}

/// Markdown as a writer writes it.
pub fn posts() -> impl Strategy<Value = String> {
    let blocks = prop::sample::select(vec![
        "Un *mot* et **deux**, `trois` et ~~quatre~~.",
        "Un [lien](https://a.b/c \"t\") et ![image](a.jpg).",
        "Une note[^1] et une autre[^2].",
        "[^1]: La première.",
        "[^2]: La *seconde*.",
        "Un [renvoi][r] et <https://a.b>.",
        "[r]: https://a.b/r",
        "# Titre",
        "## Autre *titre* {#ancre}",
        "- un\n- deux\n  - trois",
        "* un\n* deux",
        "1. un\n2. deux",
        "- [x] fait\n- [ ] à faire",
        "- un\n\n- deux",
        "> Citation\n>\n> suite",
        "```rust\nlet a = 1;\n```",
        "---",
        "| a | b |\n|---|--:|\n| c | d |",
        "Terme\n: Définition",
        "Ligne\\\nsuite",
        "<!--more-->",
        "\\# Rien, 1\\. rien, \\*rien\\*",
        "x^2^ et H~2~O et ^haut^ et $a_1$",
        "Un <kbd>Ctrl</kbd> et <abbr title=\"a\">b</abbr>.",
        "« Œuvre\u{a0}» : l’été\u{202f}!",
        "www.exemple.fr, a@b.fr et https://exemple.fr/x_y",
    ]);
    prop::collection::vec(blocks, 0..8).prop_map(|blocks| blocks.join("\n\n"))
}
