//! Whole posts: everything a text may be made of, nested into each other as writers, other programs
//! and attackers nest it, and then damaged here and there.

use proptest::prelude::*;
use proptest::sample::select;

/// Markdown and HTML in each other, some of it cut, doubled or with something put in.
pub fn posts() -> impl Strategy<Value = String> {
    let damage = (
        any::<prop::sample::Index>(),
        0_usize..8,
        0_usize..4,
        piece(),
    );
    (
        prop::collection::vec(block(), 1..6),
        prop::collection::vec(damage, 0..3),
        select(vec!["\n\n", "\n\n", "\n\n", "\n", "\r\n\r\n", "\n\n\n"]),
    )
        .prop_map(|(blocks, damage, between)| {
            let mut post = blocks.join(between);
            for (place, len, kind, piece) in damage {
                let at = boundary(&post, place.index(post.len() + 1));
                let end = boundary(&post, (at + len).min(post.len())).max(at);
                match kind {
                    0 => post.replace_range(at..end, ""),
                    1 => post.insert_str(at, piece),
                    2 => {
                        let twice = post[at..end].to_owned();
                        post.insert_str(at, &twice);
                    }
                    _ => {}
                }
            }
            post
        })
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What changes the meaning of the text around it.
fn piece() -> impl Strategy<Value = &'static str> {
    select(vec![
        "\n", "\n\n", "\n    ", "\n> ", "\n- ", "\n\t", "`", "```\n", "*", "_", "~", "^", "$", "[",
        "]", "](", "|", ":", "<", ">", "</div>", "<div>", "<!--", "-->", "&", ";", "\\", "\"",
        "\u{0}", "\r", "\u{a0}", "\u{202f}", "<b>", "</b>", "<pre>", "</pre>", "<table>", "</td>",
        "<p>", "]]>",
    ])
}

/// Words, with what writers type and what pasting brings along.
fn words() -> impl Strategy<Value = String> {
    let word = select(vec![
        "mot",
        "été",
        "l’œuvre",
        "«\u{a0}deux\u{a0}»",
        "quoi\u{202f}?",
        "n° 3",
        "1er",
        "…",
        "--",
        "日本",
        "👩‍💻",
        "AT&T",
        "a < b",
        "x_y_z",
        "2*3*4",
        "\"un\"",
        "'deux'",
        "&amp;",
        "&lt;i&gt;",
        "&nbsp;",
        "&eacute;",
        "&#39;",
        "&#x41;",
        "&#0;",
        "&#13;",
        "&notit;",
        "\\*",
        "\\<",
        "\u{0}",
        "\u{b}",
        "\u{200b}",
        "\u{202e}",
        "\u{feff}",
        "[x]",
        "5 $",
        "C:\\x",
        "fin.",
        "\u{85}",
        "a\u{301}",
    ]);
    prop::collection::vec(word, 1..4).prop_map(|words| words.join(" "))
}

fn address() -> impl Strategy<Value = &'static str> {
    select(vec![
        "/a",
        "https://exemple.fr/b?c=d&e=f",
        "#fn-1",
        "<a b>",
        "javascript:alert(1)",
        "JAVA&#115;CRIPT:x",
        "data:text/html,x",
        "mailto:a@b.fr",
        "//exemple.fr",
        "",
        "é\"'",
        "a\u{0}b",
        "http://[::1",
        "tel:+33",
    ])
}

/// A tag that opens, with attributes that may and may not stay, and the one that closes it.
fn tag(names: &'static [&'static str]) -> impl Strategy<Value = (String, String)> {
    let attributes = select(vec![
        "",
        "",
        " class=\"a\"",
        " id=b",
        " title='c\"d'",
        " lang=fr",
        " onclick=x",
        " style=\"e\"",
        " title=\"",
        " href=\"javascript:x\"",
        " src=y",
        " class=a class=b",
        " data-x=\"&quot;\"",
        " /",
        " =",
        " a\u{0}b=c",
    ]);
    (select(names), attributes)
        .prop_map(|(name, attributes)| (format!("<{name}{attributes}>"), format!("</{name}>")))
}

const INLINE: &[&str] = &[
    "b", "i", "em", "span", "a", "kbd", "sup", "code", "q", "abbr", "u", "ruby", "rt", "svg",
    "font", "label", "mark", "math", "button",
];
const BLOCK: &[&str] = &[
    "div",
    "p",
    "section",
    "blockquote",
    "figure",
    "details",
    "summary",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "thead",
    "caption",
    "dl",
    "dd",
    "h2",
    "pre",
    "form",
    "iframe",
    "center",
    "script",
    "style",
    "template",
    "select",
    "textarea",
    "title",
    "noscript",
    "x-y",
    "article",
    "colgroup",
    "option",
];

/// Text in a line, in each other.
fn inline() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        6 => words(),
        1 => address().prop_map(str::to_owned),
        1 => select(vec![
            "[^1]", "[^2]", "[^n]", "[a][r]", "[r]", "![i][r]", "<br>", "<!--x-->", "<!--more-->", "<wbr>",
            "<https://exemple.fr>", "<a@b.fr>", "www.exemple.fr.", "https://exemple.fr/(a)", "a@b.fr", "`` ` ``",
            "$x_1$", "$$y$$", "<img src=a onerror=b>", "<input type=checkbox disabled>", "  \n", "\\\n", "\n",
        ]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        let inside = prop::collection::vec(inner, 1..3).prop_map(|parts| parts.join(" ")).boxed();
        prop_oneof![
            3 => (select(vec!["*", "**", "_", "~~", "~", "^", "`", "$", "***"]), inside.clone())
                .prop_map(|(mark, inside)| format!("{mark}{inside}{mark}")),
            2 => (select(vec!["", "!"]), inside.clone(), address(), select(vec!["", " \"t\"", " 't<'"]))
                .prop_map(|(mark, text, to, title)| format!("{mark}[{text}]({to}{title})")),
            2 => (tag(INLINE), inside.clone(), any::<bool>()).prop_map(|((open, close), inside, closed)| {
                if closed { [open, inside, close].concat() } else { [open, inside].concat() }
            }),
            1 => (tag(INLINE), tag(INLINE), inside)
                .prop_map(|(a, b, inside)| [a.0, b.0, inside, a.1, b.1].concat()),
        ]
    })
}

/// A text that stays on its line.
fn line() -> impl Strategy<Value = String> {
    inline().prop_map(|text| text.replace('\n', " "))
}

/// Blocks, in each other.
fn block() -> impl Strategy<Value = String> {
    let paragraph = prop::collection::vec(inline(), 1..4)
        .prop_map(|parts| parts.join(" "))
        .boxed();
    let leaf = prop_oneof![
        6 => paragraph.clone(),
        1 => (1_usize..7, line(), select(vec!["", " {#a}", " {.b .c}", " {lang=fr onclick=x}", " #"]))
            .prop_map(|(level, text, attributes)| format!("{} {text}{attributes}", "#".repeat(level))),
        1 => (line(), select(vec!["===", "---"])).prop_map(|(text, rule)| format!("{text}\n{rule}")),
        1 => (select(vec!["```", "~~~", "````"]), select(vec!["", "rust", "a\"b <c>", "island x", "island"]), paragraph.clone())
            .prop_map(|(fence, info, text)| format!("{fence}{info}\n{text}\n{fence}")),
        1 => paragraph.clone().prop_map(|text| format!("    {}", text.replace('\n', "\n    "))),
        1 => (prop::collection::vec(line(), 1..4), prop::collection::vec(prop::collection::vec(line(), 1..4), 0..3), select(vec!["---", ":-:", "--:"]))
            .prop_map(|(head, rows, rule)| table(&head, &rows, rule)),
        1 => (line(), paragraph.clone()).prop_map(|(term, text)| format!("{term}\n: {text}")),
        1 => (select(vec!["1", "2", "n"]), paragraph).prop_map(|(label, text)| format!("[^{label}]: {text}")),
        1 => address().prop_map(|to| format!("[r]: {to} 'titre'")),
        1 => select(vec![
            "---", "<!--more-->", "<!--nextpage-->", "<!-- wp:paragraph -->", "<!-- /wp:paragraph -->", "<hr>",
            "<!-- wp:a {\"b\":\"c--d\"} /-->", "<!--", "<?php x ?>", "<![CDATA[x]]>", "<!DOCTYPE html>", "\u{0}",
            "[gallery ids=\"1\"]", "<script>x</script>", "<style>y", "<img src=a>", "|a|", "\t", "&nbsp;",
        ]).prop_map(str::to_owned),
        // It opens here and closes elsewhere, or nowhere.
        2 => tag(BLOCK).prop_map(|(open, _)| open),
        2 => tag(BLOCK).prop_map(|(_, close)| close),
    ];
    leaf.prop_recursive(3, 24, 3, |inner| {
        let inside = (
            prop::collection::vec(inner, 1..4),
            select(vec!["\n\n", "\n"]),
        )
            .prop_map(|(blocks, between)| blocks.join(between))
            .boxed();
        prop_oneof![
            3 => (select(vec!["> ", "- ", "1. ", "7) ", "- [x] ", "* [ ] ", "[^1]: ", ": "]), inside.clone())
                .prop_map(|(mark, inside)| indented(mark, &inside)),
            2 => (tag(BLOCK), inside.clone(), select(vec!["\n\n", "\n", ""])).prop_map(
                |((open, close), inside, between)| [&*open, between, &inside, between, &close].concat()
            ),
            1 => (tag(BLOCK), tag(BLOCK), inside)
                .prop_map(|(a, b, inside)| [a.0, b.0, inside, a.1, b.1].join("\n")),
        ]
    })
}

fn table(head: &[String], rows: &[Vec<String>], rule: &str) -> String {
    let row = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let mut lines = vec![
        row(head),
        format!("|{}", format!("{rule}|").repeat(head.len())),
    ];
    lines.extend(rows.iter().map(|cells| row(cells)));
    lines.join("\n")
}

/// A block after a mark; its other lines stand below it.
fn indented(mark: &str, inside: &str) -> String {
    let rest = if mark == "> " {
        "> ".to_owned()
    } else {
        " ".repeat(mark.len())
    };
    inside
        .lines()
        .enumerate()
        .map(|(at, line)| format!("{}{line}", if at == 0 { mark } else { &rest }))
        .collect::<Vec<_>>()
        .join("\n")
}
