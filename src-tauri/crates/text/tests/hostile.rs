//! What hostile input can do: nothing, in no time. Each case here would take minutes or gigabytes
//! with a parser whose time grows with the square of its input.

use billet_text::{
    comment_html, count, document, import, local_pictures, paste, plain, post_blocks, post_html,
    publish_over, render, sanitize_comment, snippet,
};

fn everything(text: &str) {
    let blocks = render(text);
    let whole: String = blocks.iter().map(|block| block.html.as_str()).collect();
    assert_eq!(post_html(text), whole.trim_ascii_end());
    let comment = sanitize_comment(text);
    assert_eq!(sanitize_comment(&comment), comment);
    comment_html(text);
    post_blocks(text);
    plain(text, 100);
    snippet(text, 100);
    count(text);
    let _ = local_pictures(text);
    let _ = document(text);
    let imported = import(text);
    assert_eq!(publish_over(&imported.markdown, text), text);
    publish_over(&format!("fin\n\n{text}"), text);
    paste(text);
}

#[test]
fn html_nested_a_hundred_thousand_deep() {
    everything(&"<div>".repeat(100_000));
    everything(&format!(
        "{}words{}",
        "<b>".repeat(100_000),
        "</b>".repeat(100_000)
    ));
    everything(&"<ul><li>".repeat(20_000));
    everything(&"<table><tr><td>".repeat(20_000));
    everything(&"<svg><math>".repeat(50_000));
}

#[test]
fn words_in_the_deep_are_kept() {
    let html = format!(
        "{}mot{}",
        "<blockquote>".repeat(1_000),
        "</blockquote>".repeat(1_000)
    );
    assert_eq!(plain(&html, 100), "mot");
    assert!(sanitize_comment(&html).contains("mot"));
    assert!(post_html(&html).contains("mot"));
    let quote = format!("{}mot", "> ".repeat(50_000));
    assert!(post_html(&quote).contains("mot"));
    assert!(comment_html(&quote).contains("mot"));
}

#[test]
fn formatting_that_a_parser_would_open_again_in_every_paragraph() {
    let open: String = (0..250)
        .map(|i| format!("<b title=\"{i}\"><i title=\"{i}\">"))
        .collect();
    let paragraphs = "<p>x".repeat(20_000);
    everything(&format!("{open}{paragraphs}"));
    everything(&format!("<p>{open}</p>{paragraphs}"));
    everything(&format!("<ul><li>{open}{}", "<li>x".repeat(20_000)));
    everything(&format!("<table><tr><td>{open}{}", "<td>x".repeat(20_000)));
}

#[test]
fn text_that_a_parser_would_move_out_of_a_table_one_by_one() {
    let before = "<br>".repeat(20_000);
    everything(&format!("{before}<table>{}", "x<b>y</b>".repeat(20_000)));
    everything(&format!("{before}<table><tr>{}", "<i>x</i>".repeat(20_000)));
}

#[test]
fn tags_with_too_much_in_them() {
    let attributes: String = (0..100_000).map(|i| format!(" a{i}")).collect();
    everything(&format!("<p{attributes}>x</p>"));
    everything(&format!("<a href=x{}>x</a>", " href=y".repeat(100_000)));
    everything(&format!("<{}>x", "a".repeat(500_000)));
}

#[test]
fn markup_that_never_ends() {
    for piece in [
        "<a ",
        "<!--",
        "<a title=\"",
        "</",
        "<script>",
        "</a ",
        "<![CDATA[",
        "<? ",
        "--!",
    ] {
        everything(&piece.repeat(10_000));
        everything(&format!("<p>{}", piece.repeat(10_000)));
    }
    everything(&"<!--a-->".repeat(50_000));
    everything(&"<script></script x".repeat(50_000));
}

#[test]
fn markdown_nested_deep() {
    everything(&"> ".repeat(50_000));
    everything(&format!(
        "{}\n{}",
        "> ".repeat(5_000),
        "mot\n".repeat(5_000)
    ));
    everything(&"- ".repeat(50_000));
    everything(&"1. ".repeat(50_000));
    everything(
        &(0..1_000)
            .map(|i| format!("{}- x\n", "  ".repeat(i)))
            .collect::<String>(),
    );
    everything(&"> - ".repeat(25_000));
}

#[test]
fn markdown_inside_lines() {
    for piece in [
        "[",
        "]",
        "![",
        "[a](",
        "*a_",
        "*a ",
        "a**b",
        "**",
        "`",
        "a`b``",
        "<",
        "&",
        "~~a",
        "[^1]",
        "[^1]: ",
        "[a]: b\n",
        "\\",
        "| a ",
        "|-",
        "$",
        "<a@",
        "<http:",
        "* ",
        "_a __",
        "***a",
        "[a][",
        "![](",
        "[](<",
        "(",
        "(\"",
        "\u{0}",
        "\u{a0}",
        "é",
        "#",
        "# a\n",
        "---\n",
        "```\n",
        "\r",
        "\r\n",
        "\t",
        "&#x41;",
        "[^a]: [^a]\n\n",
        "<div>\n\n",
        "</div>\n\n",
        "x\n\n<b>\n\n",
    ] {
        everything(&piece.repeat(10_000));
    }
    everything(&format!("{}{}", "[".repeat(50_000), "]".repeat(50_000)));
    everything(&format!("{}a{}", "*".repeat(50_000), "*".repeat(50_000)));
}

#[test]
fn a_megabyte_of_anything() {
    let prose = "Un écran, « deux » mots & *trois* — <em>quatre</em>.\n\n".repeat(18_000);
    everything(&prose);
    everything(&"mot ".repeat(260_000));
    everything(&"é".repeat(500_000));
    let refs: String = (0..5_000)
        .map(|i| format!("a[^{i}]\n\n[^{i}]: b\n\n"))
        .collect();
    everything(&refs);
    let table = format!(
        "|{}\n|{}\n{}",
        "a|".repeat(5_000),
        "-|".repeat(5_000),
        "|\n".repeat(20_000)
    );
    everything(&table);
}

#[test]
fn front_matter_that_would_grow() {
    let bomb = "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n\
                c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\ntitle: Calme\n---\nmot\n";
    assert_eq!(document(bomb).unwrap().title.as_deref(), Some("Calme"));
    for piece in [
        "[", "{", "- ", "? ", "a: ", "&a ", "*a ", "!t ", "\"", "'", "a:\n ", "x,",
    ] {
        let _ = document(&format!("---\ntitle: {}\n---\n", piece.repeat(20_000)));
        let _ = document(&format!("---\n{}\n---\n", piece.repeat(20_000)));
        let _ = document(&format!("+++\ntitle = {}\n+++\n", piece.repeat(20_000)));
        let _ = document(&format!("+++\n{}\n+++\n", piece.repeat(20_000)));
    }
}

#[test]
fn content_of_a_blog_that_is_cut_again_and_again() {
    for piece in [
        "[a ",
        "[a=\"",
        "[/a]",
        "[a][/a]",
        "[a=1]",
        "[gallery]",
        "<!-- wp:a -->",
        "<!-- /wp:a -->",
        "<!-- wp:a /-->",
        "<!-- wp:a {",
        "<!-- ",
        "<!--more-->",
        "<!--kg-card-begin: html-->",
        "<br>",
        "<br><br>",
        "a<br> ",
        "\n\n",
        "\n ",
        "a\n\n",
        "a\nb\n",
        "<p>a",
        "<p>a\n",
        "<p><li",
        "<p><blockquote>",
        "<b>a\n\n",
        "<i><b></i>",
        "</i></b>",
        "<li>a",
        "<td>a",
        "<table><tr><td>a</table>",
        "<ul><li>a</li></ul>",
        "<ul><li></li><ul></ul></ul>",
        "<pre>a",
        "<pre>a</pre>",
        "<hr>a",
        "<a href=x>a",
        "```island x\na\n```\n\n",
        "<p style='mso-list:l0 level9 lfo1'>a",
        "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>",
        "<span style='font-weight:bold'>a",
        "<sup class=footnote-ref><a href=#fn-1>1</a></sup>",
        "<li id=fn-1>",
        "a_b*c",
        "&amp;",
        "$a",
        "|",
    ] {
        everything(&piece.repeat(3_000));
        everything(&format!("<!-- wp:a -->{}", piece.repeat(3_000)));
    }
    // Each of them is looked for to the end.
    let never_closed: String = (0..1_000).map(|i| format!("<x{i}>a\n\n")).collect();
    everything(&never_closed);
    let shortcodes: String = (0..2_000)
        .map(|i| format!("[s{i}]a[/s{}]", i / 2))
        .collect();
    everything(&shortcodes);
}
