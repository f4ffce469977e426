//! Drafts as writers leave them.

use std::sync::LazyLock;

use super::*;
use crate::typography::apply;

/// Where posts may embed what the tests embed.
static POLICY: LazyLock<PostPolicy> =
    LazyLock::new(|| PostPolicy::with_embeds(["a.fr", "b.fr", "xn--caf-dma.fr"]));

fn draft(body: &str) -> Draft<'_> {
    Draft {
        title: "Un titre",
        body,
        https: true,
        islands_stay: false,
        policy: &POLICY,
    }
}

/// What is found, as its word and the text it stands at.
fn found(body: &str) -> Vec<(&'static str, &str)> {
    check(&draft(body))
        .iter()
        .map(|f| (f.kind.as_str(), body.get(f.range.clone()).unwrap_or("?!")))
        .collect()
}

fn nothing(bodies: &[&str]) {
    for body in bodies {
        assert_eq!(found(body), [], "{body:?}");
    }
}

/// The text with all fixes made.
fn fixed(body: &str) -> String {
    let fixes: Vec<Edit> = check(&draft(body))
        .into_iter()
        .filter_map(|f| f.fix)
        .collect();
    apply(body, &fixes)
}

#[test]
fn a_careful_post_has_no_findings() {
    nothing(&[
        "",
        "## Un\n\n### Deux\n\n[le rapport](https://a.fr) et ![un chat](https://a.fr/c.png)[^1]\n\n\
         | a | b |\n|---|---|\n| c | d |\n\n[^1]: note\n",
        "<figure><img src=\"https://a.fr/x.png\" alt=\"\"><figcaption>mot</figcaption></figure>",
        "<p>un<li>deux<br>trois<hr>\n\n<div>\n\n*mot*\n\n</div>\n",
        "`<b>` `<img src=x>` `[ici](javascript:x)`\n\n```html\n<div><img src=x> [^9]\n```\n\n    <b>[^9]\n",
        "[![un chat](https://a.fr/c.png)](https://a.fr) <a id=\"haut\"></a> <a href=\"#haut\">haut</a>",
        "motif `[^a-z]` et [^a-z]+ et [^0-9]",
        "<iframe src=\"https://a.fr\"></iframe>\n\n\
         un <iframe src=\"https://a.fr\"></iframe> mot",
        "<https://a.fr> et http://a.fr et [la page](http://a.fr)",
    ]);
}

#[test]
fn images_need_words_and_a_place_on_the_web() {
    assert_eq!(
        found("![](https://a.fr/x.png) et ![ ](photo.jpg)\n\n<img src=\"y.png\">"),
        [
            ("image_without_alt", "![](https://a.fr/x.png)"),
            ("image_without_alt", "![ ](photo.jpg)"),
            ("local_image", "![ ](photo.jpg)"),
            ("local_image", "<img src=\"y.png\">"),
            ("image_without_alt", "<img src=\"y.png\">"),
        ]
    );
    let sentence = check(&draft("![](photo.jpg)"))
        .into_iter()
        .map(|f| f.kind.to_string());
    assert_eq!(
        sentence.collect::<Vec<_>>(),
        [
            "The image “photo.jpg” has no description: say what it shows, between the brackets \
             (![…]) or in alt=\"…\".",
            "The image “photo.jpg” is only on this computer: it is put on the blog when the post is published.",
        ]
    );
    // The picture itself is told by its kind alone.
    let long = format!("![x](data:image/png;base64,{})", "A".repeat(500));
    let told = check(&draft(&long)).first().map(|f| f.kind.to_string());
    assert!(told.is_some_and(|told| told.contains("“data:image/png”")));
}

#[test]
fn links_say_where_they_lead() {
    assert_eq!(
        found(
            "[](https://a.fr) [ici](https://a.fr) [Lire la suite…](https://a.fr) [mot]()\n\
             [*Click* here](https://a.fr) [ici même](x) <a href=\"https://a.fr\"> </a>\n\n\
             <p><a href=\"https://a.fr\">En savoir plus</a></p>"
        ),
        [
            ("empty_link", "[](https://a.fr)"),
            ("vague_link", "[ici](https://a.fr)"),
            ("vague_link", "[Lire la suite…](https://a.fr)"),
            ("link_without_address", "[mot]()"),
            ("vague_link", "[*Click* here](https://a.fr)"),
            ("empty_link", "<a href=\"https://a.fr\"> </a>"),
            ("vague_link", "<a href=\"https://a.fr\">En savoir plus</a>"),
        ]
    );
}

#[test]
fn scripts_in_addresses_are_told_however_they_are_written() {
    for body in [
        "[mot](javascript:alert(1))",
        "[mot](JaVaScRiPt:x)",
        "[mot](<java\tscript:x>)",
        "[mot](vbscript:x)",
        "[mot](data:text/html,x)",
        "![mot](javascript:x)",
        "<a href=\"javascript:x\">mot</a>",
        "<a href=\"&#106;avascript&colon;x\">mot</a>",
        "<p>\n<a href=' data:text/html,x'>mot</a></p>",
        "```island x\n<a href=\"javascript:x\">mot</a>\n```",
    ] {
        let kinds: Vec<_> = found(body).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, ["script_link"], "{body:?}");
    }
}

#[test]
fn headings_follow_each_other_and_fixes_keep_who_belongs_to_whom() {
    let body = "### Un\n\n## Deux\n\n#### Trois\n\n##### Quatre\n\n#### Cinq\n";
    assert_eq!(
        found(body),
        [
            ("heading_jump", "### Un"),
            ("heading_jump", "#### Trois"),
            ("heading_jump", "##### Quatre"),
            ("heading_jump", "#### Cinq"),
        ]
    );
    let right = "## Un\n\n## Deux\n\n### Trois\n\n#### Quatre\n\n### Cinq\n";
    assert_eq!(fixed(body), right);
    nothing(&[right]);
    assert_eq!(fixed("Un\n==\n\ntexte"), "Un\n---\n\ntexte");
    assert_eq!(fixed("> # Un {#a}\n"), "> ## Un {#a}\n");
    // One with others below it is told, but not changed alone.
    assert_eq!(found("# Un\n\n## Deux"), [("heading_like_title", "# Un")]);
    assert_eq!(fixed("# Un\n\n## Deux"), "# Un\n\n## Deux");
    assert_eq!(
        found("<h2>Un</h2>\n\n#### Deux"),
        [("heading_jump", "#### Deux")]
    );
}

#[test]
fn html_is_closed_in_the_block_it_is_opened_in() {
    assert_eq!(
        found("un <b>mot\n\ndeux</b> mots\n\n<div>\n\ntrois\n\n</section>\n"),
        [
            ("unclosed_html", "<b>"),
            ("unopened_html", "</b>"),
            ("unclosed_html", "<div>"),
            ("unopened_html", "</section>"),
        ]
    );
    assert_eq!(
        fixed("un <b>mot *gras*\n\ndeux"),
        "un <b>mot *gras*</b>\n\ndeux"
    );
    assert_eq!(found("<b><i>x</b>"), [("unclosed_html", "<i>")]);
    assert_eq!(found("le <nom> de"), [("unclosed_html", "<nom>")]);
    assert_eq!(
        found("> <div class=\"a\n> b\">\n> mot\n"),
        [("unclosed_html", "<div class=\"a\n> b\">")]
    );
    // What a comment shows is no tag.
    assert_eq!(
        found("<div><!-- </div> --></div><i>\n\n"),
        [("unclosed_html", "<i>")]
    );
}

#[test]
fn tables_name_their_columns() {
    assert_eq!(
        found("|  |  |\n|---|---|\n| a | b |\n"),
        [("table_without_header", "|  |  |\n|---|---|\n| a | b |\n")]
    );
    assert_eq!(
        found("<table><tr><td>a</td></tr></table>"),
        [("table_without_header", "<table>")]
    );
    nothing(&[
        "<table><tr><th>a</th></tr></table>",
        "| | a |\n|---|---|\n| b | c |\n",
    ]);
}

#[test]
fn a_secure_blog_shows_nothing_insecure() {
    let body = "![http://x](http://a.fr/http.png \"http://a.fr/http.png\") ![b][b]\n\n\
                <iframe src=\"http://b.fr/\"></iframe>\n\n\
                > <video poster='HTTP://c.fr/x.png'\n> src=\"http://d.fr\"></video>\n\n\
                [b]: http://e.fr/x.png\n";
    let kinds: Vec<_> = found(body).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["mixed_content"; 5]);
    let right = fixed(body);
    assert_eq!(
        right,
        "![http://x](https://a.fr/http.png \"http://a.fr/http.png\") ![b][b]\n\n\
         <iframe src=\"https://b.fr/\"></iframe>\n\n\
         > <video poster='https://c.fr/x.png'\n> src=\"https://d.fr\"></video>\n\n\
         [b]: https://e.fr/x.png\n"
    );
    nothing(&[&right]);
    let plain = Draft {
        https: false,
        ..draft(body)
    };
    assert_eq!(check(&plain), []);
    // An island stays as the blog has it: told, not changed.
    let island = "```island gallery\n<img src=\"http://a.fr/x.png\">\n```";
    assert_eq!(
        found(island),
        [("mixed_content", "<img src=\"http://a.fr/x.png\">")]
    );
    assert_eq!(fixed(island), island);
}

#[test]
fn what_the_blog_holds_already_is_not_told_as_taken_out() {
    let body = "```island html\n<form style=\"color: red\"></form>\n```\n\n<form></form>\n";
    let kinds = |islands_stay| -> Vec<_> {
        let draft = Draft {
            islands_stay,
            ..draft(body)
        };
        let found = check(&draft).into_iter();
        found.map(|finding| finding.range.start).collect()
    };
    let own = body.rfind("<form>").unwrap();
    assert_eq!(kinds(true), [own], "the form outside of the island");
    assert_eq!(kinds(false).first(), body.find("<form style").as_ref());
}

#[test]
fn footnotes_and_their_references_find_each_other() {
    assert_eq!(
        found("un[^1] deux[^2] trois[^été]\n\n[^1]: a\n\n[^1]: b\n\n[^3]: c\n"),
        [
            ("note_missing", "[^2]"),
            ("note_missing", "[^été]"),
            ("note_twice", "[^1]:"),
            ("note_unused", "[^3]:"),
        ]
    );
}

#[test]
fn titles_are_there_and_short() {
    let told = |title: &str| {
        let draft = Draft { title, ..draft("") };
        check(&draft)
            .into_iter()
            .map(|f| (f.place, f.range, f.kind.as_str()))
            .collect::<Vec<_>>()
    };
    assert_eq!(told(" "), [(Place::Title, 0..1, "title_empty")]);
    assert_eq!(told(&"é".repeat(70)), []);
    assert_eq!(
        told(&"é".repeat(71)),
        [(Place::Title, 0..142, "title_long")]
    );
}

#[test]
fn an_element_among_words_is_closed_before_a_block_of_html_that_follows() {
    let body = "- un <section>\n    <div>\n    mot\n    </section>\n    </div>";
    assert_eq!(
        fixed(body),
        "- un <section></section>\n    <div>\n    mot\n    </section>\n    </div>"
    );
}

#[test]
fn what_will_not_be_published_is_told_once() {
    let body = "<script>un()</script>\n\n<form><input name=x> mot</form>\n\n\
                <p style=\"color:red\" onclick=\"x()\">un</p> <b style=\"x\">deux</b>\n\n\
                Un <form> et Vec<String></String>\n\n<svg style=\"x\"><path style=\"x\"/></svg>\n\n\
                ```island carte\n<iframe src=\"https://c.fr/x\"></iframe><object></object>\n```\n";
    let told: Vec<String> = check(&draft(body))
        .into_iter()
        .map(|found| match found.kind {
            Kind::ElementTakenOut { name } => format!("<{name}>"),
            Kind::AttributeTakenOut { name } => name,
            Kind::EmbedTakenOut { address } => address,
            _ => String::new(),
        })
        .filter(|told| !told.is_empty())
        .collect();
    assert_eq!(
        told,
        [
            "<script>",
            "<form>",
            "<input>",
            "style",
            "onclick",
            "<string>",
            "<svg>",
            "https://c.fr/x",
            "<object>",
        ]
    );
    let sentence = check(&draft("<script>x</script>"))
        .first()
        .map(|f| f.kind.to_string());
    assert_eq!(
        sentence.as_deref(),
        Some(
            "<script> will be taken out when the post is published: write it another way, or \
             &lt;script&gt; if these are words."
        )
    );
}

#[test]
fn sound_film_and_chosen_pages_are_published() {
    nothing(&[
        "<video controls src=\"https://a.fr/x.mp4\">\n<track kind=\"captions\" src=\"https://a.fr/x.vtt\">\n</video>\n\n\
         <audio controls><source src=\"https://a.fr/x.ogg\"></audio>\n\n\
         <picture><source srcset=\"https://a.fr/x.webp\"><img src=\"https://a.fr/x.png\" alt=\"x\"></picture>\n\n\
         <iframe src=\"https://café.fr/x\"></iframe>\n\n<input type=\"checkbox\" disabled> fait",
    ]);
}
