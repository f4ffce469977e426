//! Bare addresses become links as GitHub Flavored Markdown has it
//! (<https://github.github.com/gfm/#autolinks-extension->, 6.9). What is expected was compared with
//! GitHub's own implementation, cmark-gfm.

use billet_text::post_html;

/// A link whose text is the address, but for the scheme that was added.
fn link(href: &str, text: &str) -> String {
    format!("<a href=\"{href}\">{text}</a>")
}

fn web(address: &str) -> String {
    link(address, address)
}

fn www(address: &str) -> String {
    link(&format!("http://{address}"), address)
}

fn mail(address: &str) -> String {
    link(&format!("mailto:{address}"), address)
}

/// Compares the content of one paragraph.
fn assert_paragraph(markdown: &str, inside: &str) {
    assert_eq!(
        post_html(markdown),
        format!("<p>{inside}</p>"),
        "{markdown:?}"
    );
}

fn assert_no_link(markdown: &str) {
    let html = post_html(markdown);
    assert!(!html.contains("<a "), "{markdown:?} gives {html}");
}

#[test]
fn an_address_begins_with_www_or_a_scheme() {
    assert_paragraph(
        "Voir www.exemple.fr pour la suite",
        &format!("Voir {} pour la suite", www("www.exemple.fr")),
    );
    for address in [
        "https://exemple.fr",
        "http://exemple.fr/",
        "HTTPS://EXEMPLE.FR/A",
        "ftp://exemple.fr/fichier",
        "https://exemple.fr:8080/a",
        "https://exemple.fr#ancre",
        "https://exemple.fr?a=b",
        "https://exemple.fr/a_b_c",
        "https://exemple.fr/-",
        "https://localhost",
        "https://192.168.0.1/",
    ] {
        let html = post_html(address);
        // What is no address of a post by Billet's policy keeps its text: ftp is not among its schemes.
        if address.starts_with("ftp") {
            assert!(html.contains(address) && !html.contains("href"), "{html}");
        } else {
            assert_paragraph(address, &web(address));
        }
    }
    assert_paragraph(
        "https://exemple.fr/ https://exemple.org/",
        &format!(
            "{} {}",
            web("https://exemple.fr/"),
            web("https://exemple.org/")
        ),
    );
    assert_paragraph(
        "https://exemple.fr\nhttps://exemple.org",
        &format!(
            "{} {}",
            web("https://exemple.fr"),
            web("https://exemple.org")
        ),
    );
}

#[test]
fn letters_that_are_not_ascii_are_written_as_bytes_in_the_address_only() {
    assert_paragraph(
        "l’adresse https://exemple.fr/été.",
        &format!(
            "l’adresse {}.",
            link("https://exemple.fr/%C3%A9t%C3%A9", "https://exemple.fr/été")
        ),
    );
    assert_paragraph(
        "https://exemple.fr/日本",
        &link(
            "https://exemple.fr/%E6%97%A5%E6%9C%AC",
            "https://exemple.fr/日本",
        ),
    );
}

#[test]
fn punctuation_at_the_end_is_not_part_of_it() {
    for end in [
        "?", "!", ".", ",", ":", "*", "_", "~", "...", "?!", "\"", "'", ";",
    ] {
        let html = post_html(&format!("https://exemple.fr/a{end}"));
        let shown = format!("<p>{}{end}</p>", web("https://exemple.fr/a"));
        assert_eq!(html, shown);
        let html = post_html(&format!("www.exemple.fr{end}"));
        assert_eq!(html, format!("<p>{}{end}</p>", www("www.exemple.fr")));
    }
    assert_paragraph(
        "www.exemple.fr/a.b.",
        &format!("{}.", www("www.exemple.fr/a.b")),
    );
    assert_paragraph(
        "https://exemple.fr/a, https://exemple.fr/b; https://exemple.fr/c!",
        &format!(
            "{}, {}; {}!",
            web("https://exemple.fr/a"),
            web("https://exemple.fr/b"),
            web("https://exemple.fr/c")
        ),
    );
    assert_paragraph(
        "\"https://exemple.fr/a\"",
        &format!("\"{}\"", web("https://exemple.fr/a")),
    );
}

#[test]
fn parentheses_are_part_of_it_as_far_as_they_are_balanced() {
    let address = "www.exemple.fr/page?q=Lyon+(ville)";
    for (before, after) in [("", ""), ("", "))"), ("(", ")"), ("(", "")] {
        assert_paragraph(
            &format!("{before}{address}{after}"),
            &format!("{before}{}{after}", www(address)),
        );
    }
    // Only those at the end are counted.
    assert_paragraph(
        "www.exemple.fr/page?q=(ville))+ok",
        &www("www.exemple.fr/page?q=(ville))+ok"),
    );
    assert_paragraph("(www.exemple.fr)", &format!("({})", www("www.exemple.fr")));
    assert_paragraph(
        "(voir https://fr.wikipedia.org/wiki/Lyon_(Rh%C3%B4ne)).",
        &format!(
            "(voir {}).",
            web("https://fr.wikipedia.org/wiki/Lyon_(Rh%C3%B4ne)")
        ),
    );
}

#[test]
fn what_looks_like_an_entity_at_the_end_is_not_part_of_it() {
    assert_paragraph(
        "www.exemple.fr/?q=a&hl=fr",
        &www("www.exemple.fr/?q=a&amp;hl=fr"),
    );
    assert_paragraph(
        "www.exemple.fr/?q=a&hl;",
        &format!("{}&amp;hl;", www("www.exemple.fr/?q=a")),
    );
    assert_paragraph(
        "www.exemple.fr/?q=a&amp;",
        &format!("{}&amp;", www("www.exemple.fr/?q=a")),
    );
    assert_paragraph(
        "&quot;https://exemple.fr&quot;",
        &format!("\"{}\"", web("https://exemple.fr")),
    );
}

#[test]
fn a_less_than_sign_ends_it() {
    assert_paragraph(
        "www.exemple.fr/a<b",
        &format!("{}&lt;b", www("www.exemple.fr/a")),
    );
    assert_paragraph(
        "https://exemple.fr/<em>a</em>",
        &format!("{}<em>a</em>", web("https://exemple.fr/")),
    );
}

#[test]
fn a_domain_has_no_underscore_in_its_last_two_parts() {
    for address in ["https://a_b.exemple.fr", "https://a_b.c.d"] {
        assert_paragraph(address, &web(address));
    }
    assert_paragraph("www.a_b.c.fr", &www("www.a_b.c.fr"));
    for text in [
        "https://exemple.a_b",
        "https://a.b_c.d",
        "https://exemple_fr",
        "www.exemple_.fr",
        "https://",
        "http://",
        "www.",
        "www",
    ] {
        assert_no_link(text);
    }
}

#[test]
fn an_address_begins_at_a_word() {
    for text in [
        "awww.exemple.fr",
        "a.www.exemple.fr",
        "xhttps://exemple.fr",
        "/www.exemple.fr",
    ] {
        assert_no_link(text);
    }
    for before in ["(", "*", "_", "~~"] {
        let html = post_html(&format!("{before}https://exemple.fr"));
        assert!(html.contains(&web("https://exemple.fr")), "{html}");
    }
}

#[test]
fn other_schemes_are_text() {
    for text in [
        "javascript://exemple.fr/%0aalert(1)",
        "data://exemple.fr",
        "file://exemple.fr/a",
        "vbscript:x",
    ] {
        assert_no_link(text);
    }
}

#[test]
fn e_mail() {
    for (before, after) in [
        ("", ""),
        ("", "."),
        ("(", ")"),
        ("", ", puis"),
        ("", "/page"),
    ] {
        assert_paragraph(
            &format!("{before}helene@exemple.fr{after}"),
            &format!("{before}{}{after}", mail("helene@exemple.fr")),
        );
    }
    assert_paragraph("helene+blog@exemple.fr", &mail("helene+blog@exemple.fr"));
    assert_paragraph("a.b-c_d@a.b", &mail("a.b-c_d@a.b"));
    assert_paragraph("a.b-c_d@a.b.", &format!("{}.", mail("a.b-c_d@a.b")));
    assert_paragraph(
        "mailto:helene@exemple.fr",
        &format!("mailto:{}", mail("helene@exemple.fr")),
    );
    for text in [
        "a.b-c_d@a.b-",
        "a.b-c_d@a.b_",
        "helene@exemple",
        "helene@exemple+a.fr",
        "@exemple.fr",
        "helene@",
        "mailto:helene@exemple",
    ] {
        assert_no_link(text);
    }
}

#[test]
fn emphasis_around_an_address_is_not_part_of_it() {
    for (mark, tag) in [("*", "em"), ("_", "em"), ("**", "strong"), ("~~", "del")] {
        assert_paragraph(
            &format!("{mark}https://exemple.fr/a{mark}"),
            &format!("<{tag}>{}</{tag}>", web("https://exemple.fr/a")),
        );
    }
    assert_paragraph(
        "<em>https://exemple.fr/a</em>",
        &format!("<em>{}</em>", web("https://exemple.fr/a")),
    );
}

#[test]
fn none_in_links_code_and_descriptions() {
    assert_paragraph(
        "[www.exemple.fr et plus](https://exemple.org/)",
        &link("https://exemple.org/", "www.exemple.fr et plus"),
    );
    assert_paragraph(
        "[*https://exemple.fr/*](https://exemple.org/)",
        &link("https://exemple.org/", "<em>https://exemple.fr/</em>"),
    );
    assert_paragraph("[helene@exemple.fr](/x)", &link("/x", "helene@exemple.fr"));
    assert_paragraph("<https://exemple.fr>", &web("https://exemple.fr"));
    assert_paragraph("<helene@exemple.fr>", &mail("helene@exemple.fr"));
    for text in [
        "`https://exemple.fr`",
        "    https://exemple.fr",
        "```\nhttps://exemple.fr\n```",
        "![www.exemple.fr](a.png)",
        "$https://exemple.fr$",
        "<pre>\nhttps://exemple.fr\n</pre>",
        "<!-- wp:embed https://exemple.fr -->",
    ] {
        assert_no_link(text);
    }
}

#[test]
fn none_in_raw_links_and_raw_code() {
    assert_paragraph(
        "<a href=\"/x\">www.exemple.fr</a>",
        "<a href=\"/x\">www.exemple.fr</a>",
    );
    assert_no_link("<code>https://exemple.fr</code>");
}

#[test]
fn wherever_text_may_stand() {
    let address = www("www.exemple.fr");
    for (markdown, html) in [
        ("# www.exemple.fr", format!("<h1>{address}</h1>")),
        (
            "- www.exemple.fr",
            format!("<ul>\n<li>{address}</li>\n</ul>"),
        ),
        (
            "> www.exemple.fr",
            format!("<blockquote>\n<p>{address}</p>\n</blockquote>"),
        ),
    ] {
        assert_eq!(post_html(markdown), html);
    }
    let table = post_html("|a|\n|-|\n|www.exemple.fr|");
    assert!(table.contains(&format!("<td>{address}</td>")), "{table}");
    let note = post_html("a[^1]\n\n[^1]: www.exemple.fr");
    assert!(note.contains(&address), "{note}");
}

#[test]
fn signs_that_mean_something_elsewhere_stay_in_the_address() {
    for address in [
        "https://exemple.fr/a*b",
        "https://exemple.fr/~helene/",
        "https://exemple.fr/~helene/~a",
    ] {
        assert_paragraph(address, &web(address));
    }
}

/// GitHub takes every character but ASCII white space; French needs more than that.
#[test]
fn no_break_spaces_and_guillemets_end_an_address() {
    let address = web("https://exemple.fr/a");
    for (before, after) in [
        ("«\u{a0}", "\u{a0}»"),
        ("«\u{202f}", "\u{202f}»"),
        ("«", "»"),
        ("“", "”"),
        ("‘", "’"),
        ("", "\u{202f}!"),
        ("", "\u{a0}:"),
        ("", "…"),
    ] {
        assert_paragraph(
            &format!("{before}https://exemple.fr/a{after}"),
            &format!("{before}{address}{after}"),
        );
    }
}
