//! Texts that would take a careless parser minutes. Each shape can be made in any size, so that one
//! sees how the time grows.

use std::fmt::Write as _;

/// One shape, in a size.
pub struct Shape {
    /// What it is made of.
    pub name: &'static str,
    /// About that many bytes of it.
    pub text: fn(usize) -> String,
}

/// What the table of the bench has.
pub const SHAPES: [Shape; 13] = [
    Shape {
        name: "<div>",
        text: |size| fill("<div>", size),
    },
    Shape {
        name: "<ul><li>",
        text: |size| fill("<ul><li>", size),
    },
    Shape {
        name: "> ",
        text: |size| fill("> ", size),
    },
    Shape {
        name: "[",
        text: |size| fill("[", size),
    },
    Shape {
        name: "*a_",
        text: |size| fill("*a_", size),
    },
    Shape {
        name: "![",
        text: |size| fill("![", size),
    },
    Shape {
        name: "nested lists",
        text: nested_lists,
    },
    Shape {
        name: "wide table",
        text: wide_table,
    },
    Shape {
        name: "long table",
        text: |size| format!("|a|b|c|\n|-|-|-|\n{}", fill("|é|*b*|c|\n", size)),
    },
    Shape {
        name: "nested tables",
        text: |size| fill("<table><tr><td>", size),
    },
    Shape {
        name: "entities",
        text: |size| fill("&amp;&#x41;&eacute;", size),
    },
    Shape {
        name: "ampersands",
        text: |size| fill("&", size),
    },
    Shape {
        name: "attributes",
        text: attributes,
    },
];

/// A tag with so many attributes, each with a name of its own.
pub fn tag_of(attributes: usize) -> String {
    let mut text = String::from("<p");
    for at in 0..attributes {
        let _ = write!(text, " a{at}=b");
    }
    text.push_str(">mot</p>");
    text
}

fn fill(piece: &str, size: usize) -> String {
    piece.repeat(size / piece.len())
}

/// As deep as Markdown lets them be, again and again.
fn nested_lists(size: usize) -> String {
    let mut text = String::new();
    for line in 0.. {
        if text.len() >= size {
            break;
        }
        let _ = writeln!(text, "{}- mot", "  ".repeat(line % 100));
    }
    text
}

/// Many columns, and rows that have almost none of them.
fn wide_table(size: usize) -> String {
    let columns = size / 10;
    let row = |cell: &str| format!("|{}\n", cell.repeat(columns));
    [row("a|"), row("-|"), "|\n".repeat(columns * 3)].concat()
}

/// As [`tag_of`], by size; and again with an attribute that stays.
fn attributes(size: usize) -> String {
    // " a12345=b" is nine or ten bytes.
    let all_different = tag_of(size / 20);
    let rest = size.saturating_sub(all_different.len());
    format!("{all_different}\n\n<a{}>mot</a>", fill(" href=y", rest))
}
