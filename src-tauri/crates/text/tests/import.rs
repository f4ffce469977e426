//! A writer takes a post written elsewhere, edits it, and publishes it again.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may; clippy only knows so inside `#[test]`"
)]

use billet_text::{
    Imported, Origin, PostPolicy, import, import_as, post_blocks, post_html, publish_over,
};

const CLASSIC: &str = include_str!("fixtures/import/classique.html");
const BLOCKS: &str = include_str!("fixtures/import/blocs.html");
const GHOST: &str = include_str!("fixtures/import/ghost.html");
const REPORT: &str = include_str!("fixtures/compte-rendu.html");

fn labels(imported: &Imported) -> Vec<&str> {
    imported
        .chunks
        .iter()
        .filter_map(|chunk| chunk.island.as_deref())
        .collect()
}

/// The Markdown of the chunk whose content holds a text.
fn markdown_of<'i>(imported: &'i Imported, content: &str, text: &str) -> &'i str {
    let found = imported
        .chunks
        .iter()
        .find(|chunk| content[chunk.source.clone()].contains(text));
    &imported.markdown[found.unwrap().markdown.clone()]
}

#[test]
fn a_classic_post_becomes_markdown_that_is_nice_to_edit() {
    assert_eq!(Origin::of(CLASSIC), Origin::Classic);
    let imported = import(CLASSIC);
    assert_eq!(
        format!("{}\n", imported.markdown),
        include_str!("fixtures/import/classique.md")
    );
    assert_eq!(labels(&imported), ["shortcode", "gallery", "html"]);
}

#[test]
fn a_post_that_was_not_edited_is_published_byte_for_byte() {
    for content in [CLASSIC, BLOCKS, GHOST, REPORT] {
        for content in [content.to_owned(), content.replace('\n', "\r\n")] {
            let markdown = import(&content).markdown;
            assert_eq!(publish_over(&markdown, &content), content);
            assert_eq!(
                publish_over(&markdown.replace('\n', "\r\n"), &content),
                content
            );
        }
    }
}

#[test]
fn a_slip_corrected_in_a_classic_post_changes_that_paragraph_alone() {
    for content in [CLASSIC.to_owned(), CLASSIC.replace('\n', "\r\n")] {
        let edited = import(&content)
            .markdown
            .replace("Proverbe", "Proverbe *connu*");
        let sent = publish_over(&edited, &content);
        let (before, rest) = content.split_once("<blockquote>").unwrap();
        let (_, after) = rest.split_once("</blockquote>").unwrap();
        let quote = "<blockquote>\n<p>Qui veut aller loin ménage sa monture.</p>\n\
                     <p>Proverbe <em>connu</em></p>\n</blockquote>";
        assert_eq!(sent, format!("{before}{quote}{after}"));
    }
}

#[test]
fn a_gallery_comes_back_untouched_wherever_it_is_moved() {
    let markdown = import(CLASSIC).markdown;
    let gallery = "```island gallery\n[gallery ids=\"12,13,14\" columns=\"3\"]\n```\n\n";
    let moved = format!("{gallery}{}", markdown.replace(gallery, ""));
    let sent = publish_over(&moved, CLASSIC);
    assert!(
        sent.starts_with("[gallery ids=\"12,13,14\" columns=\"3\"]\n\nIl y a dix ans"),
        "{sent}"
    );
    assert_eq!(sent.matches("[gallery").count(), 1);
    assert!(sent.contains("[caption id=\"attachment_42\""));
    assert!(sent.contains("<p style=\"text-align: center;\">* * *</p>\n"));
}

#[test]
fn a_paragraph_is_taken_out_and_another_put_in() {
    let content = "Un.\n\nDeux.\n\n[gallery]\n\nTrois.\n";
    let markdown = import(content).markdown;
    assert_eq!(
        publish_over(&markdown.replace("Deux.\n\n", ""), content),
        "Un.\n\n[gallery]\n\nTrois.\n"
    );
    assert_eq!(
        publish_over(
            &markdown.replace("Deux.", "Deux.\n\nDeux et demi."),
            content
        ),
        "Un.\n\nDeux.\n\n<p>Deux et demi.</p>\n\n[gallery]\n\nTrois.\n"
    );
    let swapped = markdown
        .replace("Un.", "X")
        .replace("Trois.", "Un.")
        .replace('X', "Trois.");
    assert_eq!(
        publish_over(&swapped, content),
        "Trois.\n\nDeux.\n\n[gallery]\n\nUn.\n"
    );
    assert_eq!(publish_over("", content).trim(), "");
}

#[test]
fn nothing_reaches_a_blog_unsanitised_but_what_it_holds() {
    let script = "<script>alert(1)</script>";
    let base =
        format!("<p>Un.</p>\n<div class=\"x\">{script}</div>\n<p title=\"{script}\">Deux.</p>");
    let markdown = import(&base).markdown;
    assert!(publish_over(&format!("{markdown}\n\nTrois."), &base).contains(script));
    let forged = format!("Un.\n\n```island html\n{script}<b>gras</b>\n```");
    assert_eq!(publish_over(&forged, &base), "<p>Un.</p>\n<b>gras</b>");
    // The base holds these bytes, but as a value, not as an island.
    let stolen = format!("Un.\n\n```island html\n{script}\n```");
    assert_eq!(publish_over(&stolen, &base), "<p>Un.</p>");
    let embed = "<iframe src=\"https://evil.example/\"></iframe>";
    let none = PostPolicy::with_embeds([]);
    let island = format!("Un.\n\n```island embed\n{embed}\n```");
    let sent = none.publish_over(&island, "<p>Un.</p>", Origin::Html);
    assert!(
        sent.starts_with("<p>Un.</p>") && !sent.contains("<iframe"),
        "{sent}"
    );
}

#[test]
fn blocks_that_say_no_more_than_markdown_are_markdown() {
    assert_eq!(Origin::of(BLOCKS), Origin::Blocks);
    let imported = import(BLOCKS);
    assert_eq!(
        labels(&imported),
        [
            "paragraph",
            "image",
            "gallery",
            "columns",
            "cover",
            "embed",
            "table",
            "html",
            "acme/compteur",
            "shortcode",
        ]
    );
    for (text, markdown) in [
        ("avec <em>soin", "Un paragraphe, avec *soin* et **force**."),
        ("Un titre", "## Un titre"),
        ("sous-titre", "### Un sous-titre"),
        ("deux et demi", "- un\n- deux\n  1. deux et demi"),
        ("Une citation", "> Une citation."),
        ("let a", "```\nlet a = 1;\nlet b = <a>;\n```"),
        ("<th>a", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("<hr", "---"),
        ("<!--more-->", "<!--more-->"),
    ] {
        assert_eq!(markdown_of(&imported, BLOCKS, text), markdown);
    }
    // The level in the comment and the one of the tag are at odds: the block is broken.
    let broken = "<!-- wp:heading {\"level\":4} -->\n<h2 class=\"wp-block-heading\">a</h2>\n<!-- /wp:heading -->";
    assert_eq!(labels(&import(broken)), ["heading"]);
}

#[test]
fn an_edited_block_leaves_the_others_alone() {
    let edited = import(BLOCKS)
        .markdown
        .replace("avec *soin*", "avec *grand soin*");
    let sent = publish_over(&edited, BLOCKS);
    let (_, after) = BLOCKS.split_once("<!-- /wp:paragraph -->").unwrap();
    assert!(sent.ends_with(after));
    assert!(sent.contains("avec <em>grand soin</em>"));
}

#[test]
fn what_an_edit_adds_to_blocks_are_blocks() {
    let base =
        "<!-- wp:paragraph -->\n<p>Un.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:latest-posts /-->";
    let markdown = import(base).markdown;
    assert_eq!(
        publish_over(
            &format!("{markdown}\n\n## Titre\n\n- [Deux][d]\n\n[d]: https://a.fr"),
            base
        ),
        format!(
            "{base}\n\n{}\n\n{}",
            post_blocks("## Titre"),
            post_blocks("- [Deux](https://a.fr)")
        )
    );
    let noted = publish_over(&format!("{markdown}\n\nDeux[^n].\n\n[^n]: Trois."), base);
    let (_, added) = noted.split_once("latest-posts /-->\n\n").unwrap();
    assert_eq!(added, post_blocks("Deux[^n].\n\n[^n]: Trois."));
    // Once published it is the base of the next edit.
    let again = import(&noted);
    assert_eq!(labels(&again), ["latest-posts"]);
    assert_eq!(publish_over(&again.markdown, &noted), noted);
}

#[test]
fn what_is_markdown_of_blocks_is_written_as_the_same_blocks() {
    let imported = import(BLOCKS);
    for chunk in imported
        .chunks
        .iter()
        .filter(|chunk| chunk.island.is_none())
    {
        let markdown = &imported.markdown[chunk.markdown.clone()];
        // How wide a table's columns are is the editor's to say, not the writer's.
        let layouts = [" {\"hasFixedLayout\":false}", " class=\"has-fixed-layout\""];
        let bare = |text: &str| {
            let text = layouts
                .iter()
                .fold(text.to_owned(), |text, part| text.replace(part, ""));
            text.split_ascii_whitespace()
                .collect::<String>()
                .replace("/>", ">")
        };
        let source = BLOCKS[chunk.source.clone()].trim();
        assert_eq!(bare(&post_blocks(markdown)), bare(source), "{markdown}");
    }
}

#[test]
fn a_post_of_ghost_keeps_its_cards() {
    assert_eq!(Origin::of(GHOST), Origin::Html);
    let imported = import(GHOST);
    assert_eq!(
        labels(&imported),
        [
            "image", "script", "embed", "gallery", "bookmark", "quote", "comment"
        ]
    );
    assert!(imported.markdown.starts_with(
        "Bonjour\u{a0}! Voici [Ghost](https://example.fr).\n\n## Un titre {#un-titre}\n\n```island image\n"
    ));
    let edited = imported.markdown.replace("La fin.", "La *fin*.");
    assert_eq!(
        publish_over(&edited, GHOST),
        GHOST.replace("La fin.", "La <em>fin</em>.")
    );
}

#[test]
fn footnotes_that_billet_wrote_are_footnotes_again() {
    let markdown = "Un[^1] et deux[^2].\n\nTrois[^2].\n\n[^1]: La première.\n\n[^2]: La *seconde*\n\n    en deux temps.";
    let html = post_html(markdown);
    let imported = import(&html);
    assert_eq!(imported.markdown, markdown);
    // A new note before them: their numbers change everywhere.
    let edited = format!("Zéro[^0].\n\n{markdown}\n\n[^0]: Avant tout.");
    let sent = publish_over(&edited, &html);
    assert_eq!(import(&sent).markdown, import(&post_html(&edited)).markdown);
    assert!(sent.contains("<a href=\"#fn-3\">3</a>"));
}

#[test]
fn a_reference_that_leads_elsewhere_edits_the_paragraphs_that_use_it() {
    let html = "<p>Un <a href=\"https://a.fr\">lien</a>.</p>\n<p>Autre  chose.</p>";
    let edited = "Un [lien][l].\n\nAutre chose.\n\n[l]: https://b.fr";
    assert_eq!(
        publish_over(edited, html),
        "<p>Un <a href=\"https://b.fr\">lien</a>.</p>\n<p>Autre  chose.</p>"
    );
}

#[test]
fn text_that_looks_like_markdown_stays_text() {
    for text in [
        "*a* _b_ **c** __d__ ~~e~~ ~f~ ^g^ `h`",
        "[a](b) ![c](d) [e] [f]: g [^1] [x] [ ]",
        "# a",
        "#a",
        "- b",
        "+ c",
        "* d",
        "1. e",
        "2) f",
        "> g",
        "| h | i |",
        ": j",
        "---",
        "===",
        "+++",
        "***",
        "~~~",
        "```",
        "\\ \\* \\a",
        "&lt;b&gt; &lt;/b&gt; &lt;!-- --&gt; 1 &lt; 2",
        "&amp;amp; &amp;eacute; &amp; &amp;#65;",
        "5 $ et 6 $, $a$, $$b$$",
        "https://exemple.fr/a_b www.exemple.fr zoe@exemple.fr",
        "a<br />- b<br />1. c<br /># d<br />===<br />---<br />| - |",
        "\u{a0}a\u{202f}! «\u{a0}b\u{a0}»",
        "snake_case_word 2*3*4 a^b^c",
        "a\\",
        "{#id}",
        "<em>*</em> <strong>_</strong>",
        "<em>a</em><strong>b</strong><em>c</em>",
        "<strong>« a »</strong>b",
        "<a href=\"x(z\">[a]</a>",
        "<code>`a` ``b``</code>",
    ] {
        for html in [
            format!("<p>{text}</p>"),
            format!("<ul>\n<li>{text}</li>\n</ul>"),
        ] {
            let imported = import_as(&html, Origin::Html);
            assert_eq!(labels(&imported), [""; 0], "{html}: {}", imported.markdown);
            // Rendered alone, too, it is what it was.
            let again = import_as(&post_html(&imported.markdown), Origin::Html);
            assert_eq!(again.markdown, imported.markdown);
        }
        let cell = format!("<table><thead><tr><th>{text}</th></tr></thead></table>");
        import_as(&cell, Origin::Html);
    }
}

#[test]
fn lists_that_follow_each_other_stay_apart() {
    let html = "<ul>\n<li>a</li>\n</ul>\n<ul>\n<li>b</li>\n</ul>\n<ol>\n<li>c</li>\n</ol>\n<ol>\n<li>d</li>\n</ol>";
    assert_eq!(import(html).markdown, "- a\n\n* b\n\n1. c\n\n1) d");
}

#[test]
fn a_line_at_the_beginning_opens_no_front_matter() {
    let imported = import("<hr />\n<p>a</p>\n<hr />");
    assert_eq!(imported.markdown, "***\n\na\n\n---");
}

#[test]
fn a_caller_who_knows_better_says_so() {
    let content = "<p>un\ndeux</p>";
    assert_eq!(import(content).markdown, "un deux");
    assert_eq!(import_as(content, Origin::Classic).markdown, "un\\\ndeux");
    let edited = "un\\\ndeux\\\ntrois";
    let sent = PostPolicy::default().publish_over(edited, content, Origin::Classic);
    assert_eq!(sent, "<p>un<br />deux<br />trois</p>");
}

#[test]
fn broken_content_is_kept_whole() {
    for content in [
        "",
        "\n\n",
        "a\0b",
        "<b>a\n\n<i>b</b>",
        "<div><p>a",
        "</div>",
        "<!-- wp:x -->",
        "[caption",
        "<table><td>a",
        "a<!-- b",
        "<a title=\"",
        "```\n```island x\n```",
        "\u{feff}a",
        "\u{1}",
    ] {
        let imported = import(content);
        assert_eq!(publish_over(&imported.markdown, content), content);
        let covered: usize = imported.chunks.iter().map(|chunk| chunk.source.len()).sum();
        assert_eq!(covered, content.len());
    }
}

#[test]
fn an_edited_block_that_knows_its_footnote_alone_ends_where_it_ends() {
    let base = "<!-- wp:paragraph -->\n<p>Un.</p>\n<!-- /wp:paragraph -->";
    let edited = "Un.\n\n<div>Deux[^1] <!-- /wp:html --> fin <!-- wp:b /--></div>\n\n\
                  Trois <!-- /wp:paragraph -->[^1].\n\n[^1]: Note.";
    let sent = publish_over(edited, base);
    let comments: Vec<&str> = sent.split("<!-- ").skip(1).collect();
    assert!(comments.len() >= 6, "{sent}");
    for pair in comments.chunks(2) {
        let (open, close) = (pair[0], pair[1]);
        let name = |text: &str| text.split(' ').next().unwrap().to_owned();
        assert_eq!(format!("/{}", name(open)), name(close), "{sent}");
    }
}

#[test]
fn block_markup_of_our_own_comes_back_as_markdown() {
    for text in [
        "```rust\nfn main() {}\n```",
        "### Un {#ici}",
        "## Deux {#là .grand .x}",
        "# Trois {.x}",
        "| a | b | c | d |\n| --- | :-- | :-: | --: |\n| 1 | 2 | 3 | 4 |",
        "[![a](b.png)](https://example.org/)",
    ] {
        let blocks = post_blocks(text);
        let imported = import(&blocks);
        assert!(
            !imported.markdown.contains("```island"),
            "{blocks}\n{}",
            imported.markdown
        );
        assert_eq!(
            post_blocks(&imported.markdown),
            blocks,
            "{}",
            imported.markdown
        );
    }
    // A class that the HTML does not have is a block that is broken: left alone.
    let broken = "<!-- wp:code {\"className\":\"language-x\"} -->\n\
                  <pre class=\"wp-block-code\"><code>x</code></pre>\n<!-- /wp:code -->";
    assert!(import(broken).markdown.starts_with("```island"));
}
