//! Posts as writers build them.

use proptest::prelude::*;

/// Blocks in blocks, with anything in their texts.
pub fn built() -> impl Strategy<Value = String> {
    let text = prop::collection::vec(
        prop::sample::select(vec![
            "mot",
            "été",
            " ",
            " ",
            "*un*",
            "**deux**",
            "`x & y`",
            "[a](b)",
            "![c](d)",
            "\u{a0}",
            "&amp;lt;",
            "<b>",
            "</b>",
            "<i class=\"x\">y</i>",
            "<br>",
            "<!--more-->",
            "~~z~~",
            "x^2^",
            "[^1]",
            "\\\n",
            "  \n",
            "<div>",
            "</div>",
            "</p>",
            "\"",
            "<",
            "$x$",
            "<img src=a alt=\"&amp;amp;\" title=\"b\">",
            "[x]",
            "-- ",
        ]),
        1..6,
    )
    .prop_map(|pieces| pieces.concat());
    let leaf = prop_oneof![
        4 => text.clone(),
        1 => (1..7_usize, text.clone()).prop_map(|(level, text)| {
            format!("{} {} {{#a .b}}", "#".repeat(level), text.replace('\n', " "))
        }),
        1 => text.clone().prop_map(|text| format!("```c\n{text}\n```")),
        1 => (text.clone(), text.clone()).prop_map(|(a, b)| {
            let (a, b) = (a.replace('\n', " "), b.replace('\n', " "));
            format!("| {a} | {b} |\n|--:|---|\n| {b} | {a} |")
        }),
        1 => prop::sample::select(vec![
            "---", "![a](b \"c\")", "[![a](b)](c)", "<!--more x-->", "<!--nextpage-->", "[^1]: note",
            "<div>", "</div>", "<p>un", "```island x\n[y]\n```", "```island\n<!--more--><p>z</p>\n```",
        ]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let blocks = prop::collection::vec(inner, 1..4);
        let marks = prop::sample::select(vec!["> ", "- ", "3. ", "- [x] "]);
        (marks, blocks, any::<bool>()).prop_map(|(mark, blocks, is_loose)| {
            let between = if is_loose { "\n\n" } else { "\n" };
            let rest = if mark == "> " {
                "> ".to_owned()
            } else {
                " ".repeat(mark.len().min(3))
            };
            let mut out = String::new();
            for (at, line) in blocks.join(between).lines().enumerate() {
                out.push_str(if at == 0 { mark } else { &rest });
                out.push_str(line);
                out.push('\n');
            }
            out
        })
    })
    .prop_flat_map(|first| (Just(first), "[a-z]{0,3}"))
    .prop_map(|(first, after)| format!("{first}\n\n{after}"))
}
