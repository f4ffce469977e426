//! The pictures of a post that are only on this computer: found before it is published, and given
//! the addresses that a blog has them under.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::checks::reader::{Item, Raw, read};

/// How many bytes of a picture's kind are told.
const LONGEST_KIND: usize = 40;

/// A picture that is only on this computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalPicture {
    /// As the text has it, entities and escapes resolved: a path, a `file:` address, or the whole
    /// picture as a `data:` address.
    pub address: String,
    /// What the text says that it shows; may be empty.
    pub alt: String,
}

/// The pictures of a text that are only on this computer, in order, each address once.
///
/// Markdown's images and raw `<img>` are looked at. What is not `http:`, `https:` or `//host/…` is
/// on this computer, `C:\photo.jpg` and addresses relative to the text included. So is a picture
/// inside the text (`data:`).
#[must_use]
pub fn local_pictures(markdown: &str) -> Vec<LocalPicture> {
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut pictures: Vec<LocalPicture> = Vec::new();
    for found in found(markdown) {
        let at = *known.entry(found.address.clone()).or_insert(pictures.len());
        match pictures.get_mut(at) {
            Some(picture) if picture.alt.is_empty() => picture.alt = found.alt,
            Some(_) => {}
            None => pictures.push(LocalPicture {
                address: found.address,
                alt: found.alt,
            }),
        }
    }
    pictures
}

/// The text with other addresses for its local pictures: `address` is asked for each, and leaves
/// the picture as it is by `None`. Everything else stays as written, to the byte.
#[must_use]
pub fn with_pictures(markdown: &str, mut address: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut done = 0;
    for found in found(markdown) {
        let Some(address) = address(&found.address) else {
            continue;
        };
        let address = harmless(&address);
        out.push_str(markdown.get(done..found.range.start).unwrap_or_default());
        out.push_str(&match found.written {
            Written::Html => address.replace('&', "&amp;"),
            Written::Markdown { title } => markdown_end(&address, &title),
        });
        done = found.range.end;
    }
    out.push_str(markdown.get(done..).unwrap_or_default());
    out
}

/// What a person can be told of an address: all of it, but for a picture inside the text, which is
/// named by its kind alone (`data:image/png`).
#[must_use]
pub fn told(address: &str) -> &str {
    if !starts(address, "data:") {
        return address;
    }
    let kind = address.split([';', ',']).next().unwrap_or(address);
    // A kind is a few letters; what has no end to it is none.
    kind.get(..kind.floor_char_boundary(LONGEST_KIND))
        .unwrap_or(kind)
}

/// How a picture is written.
enum Written {
    /// The range is the value of `src`.
    Html,
    /// The range goes from behind the description to the end.
    Markdown { title: String },
}

struct Found {
    range: Range<usize>,
    address: String,
    alt: String,
    written: Written,
}

/// An image of Markdown that is being read.
struct Open {
    found: Found,
    kind: LinkType,
    /// Images inside its description, which are only text.
    inner: usize,
}

fn found(markdown: &str) -> Vec<Found> {
    let mut all = Vec::new();
    let mut open: Option<Open> = None;
    for item in read(markdown).items {
        match item {
            Item::Markdown((event, range)) => {
                markdown_event(markdown, &event, &range, &mut open, &mut all);
            }
            Item::Open(tag) => {
                if let Some(open) = &mut open {
                    open.reach(&tag.range);
                } else if tag.name == "img"
                    && tag.raw != Raw::Island
                    && let Some(source) = tag.attribute("src")
                    && is_local(&source.value)
                    && let Some(range) = source.written.clone()
                {
                    all.push(Found {
                        range,
                        address: source.value.clone(),
                        alt: tag.attribute("alt").map_or("", |alt| &alt.value).to_owned(),
                        written: Written::Html,
                    });
                }
            }
            Item::Close(_, range, _) => {
                if let Some(open) = &mut open {
                    open.reach(&range);
                }
            }
            Item::Text(_) => {}
        }
    }
    all
}

fn markdown_event(
    source: &str,
    event: &Event<'_>,
    range: &Range<usize>,
    open: &mut Option<Open>,
    all: &mut Vec<Found>,
) {
    let Some(image) = open else {
        if let Event::Start(Tag::Image {
            link_type,
            dest_url,
            title,
            ..
        }) = event
        {
            *open = Some(Open {
                found: Found {
                    // Behind `![`.
                    range: range.start + 2..range.end,
                    address: dest_url.to_string(),
                    alt: String::new(),
                    written: Written::Markdown {
                        title: title.to_string(),
                    },
                },
                kind: *link_type,
                inner: 0,
            });
        }
        return;
    };
    match event {
        Event::Start(Tag::Image { .. }) => image.inner += 1,
        Event::End(TagEnd::Image) if image.inner > 0 => {
            image.inner -= 1;
            image.reach(range);
        }
        Event::End(TagEnd::Image) => {
            if let Some(image) = open.take() {
                all.extend(image.finished(source, range.end));
            }
        }
        Event::Text(text) | Event::Code(text) => {
            image.found.alt.push_str(text);
            image.reach(range);
        }
        Event::SoftBreak | Event::HardBreak => {
            image.found.alt.push(' ');
            image.reach(range);
        }
        Event::Start(_) => {}
        _ => image.reach(range),
    }
}

impl Open {
    /// The description goes on at least to the end of `range`.
    fn reach(&mut self, range: &Range<usize>) {
        self.found.range.start = self.found.range.start.max(range.end);
    }

    fn finished(mut self, source: &str, end: usize) -> Option<Found> {
        let range = &mut self.found.range;
        let rest = source.get(end..)?;
        // The parser leaves out the end of `![a][]`.
        let brackets = self.kind == LinkType::Collapsed && rest.starts_with("[]");
        range.end = if brackets { end + 2 } else { end };
        // Nothing but the end of the description lies between its last piece and its bracket.
        range.start += source.get(range.clone())?.find(']')?;
        Some(self.found).filter(|found| is_local(&found.address))
    }
}

/// The end of an image, behind its description.
fn markdown_end(address: &str, title: &str) -> String {
    if title.is_empty() {
        return format!("]({address})");
    }
    let mut quoted = String::with_capacity(title.len());
    for c in title.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '&' => quoted.push_str("&amp;"),
            // It may stand in a cell of a table.
            '|' => quoted.push_str("&#124;"),
            '\n' | '\r' => quoted.push(' '),
            _ => quoted.push(c),
        }
    }
    format!("]({address} \"{quoted}\")")
}

/// An address without what would end it in Markdown or in a tag, quoted or not.
fn harmless(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.trim().chars() {
        if c.is_ascii_control() || " \"'<>`()[]\\|*~$^".contains(c) {
            out.push_str(&format!("%{:02X}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

pub(crate) fn is_local(address: &str) -> bool {
    let remote = |prefix: &str| starts(address, prefix);
    !address.is_empty() && !["http:", "https:", "//"].into_iter().any(remote)
}

fn starts(address: &str, prefix: &str) -> bool {
    address
        .get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_file_addresses_are_local_and_web_addresses_are_not() {
        let text = "![a](photos/été.jpg) ![b](<C:\\Mes images\\b.png>) ![c](file:///tmp/c.png)\n\
                    ![d](https://example.org/d.png) ![e](HTTP://example.org/e) ![f](//cdn/f.png)\n\
                    ![g](data:image/png;base64,AA) ![a again](photos/été.jpg) ![h][h]\n\n\
                    <figure>\n<img alt=\"x\"\n  src='i &amp; j.png'>\n</figure>\n\n\
                    un <img src=\"k.png\"> mot, `![l](l.png)`\n\n[h]: ../h.webp\n";
        let found = local_pictures(text);
        let addresses: Vec<_> = found.iter().map(|p| told(&p.address)).collect();
        assert_eq!(
            addresses,
            [
                "photos/été.jpg",
                "C:\\Mes images\\b.png",
                "file:///tmp/c.png",
                "data:image/png",
                "../h.webp",
                "i & j.png",
                "k.png",
            ]
        );
        let alts: Vec<_> = found.iter().map(|p| p.alt.as_str()).collect();
        assert_eq!(alts, ["a", "b", "c", "g", "h", "x", ""]);
    }

    #[test]
    fn pictures_get_other_addresses_and_nothing_else_changes() {
        let new = |address: &str| {
            (address != "stay.png").then(|| format!("https://b.test/{}?a&b", address.len()))
        };
        for (before, after) in [
            ("![a](x.png)", "![a](https://b.test/5?a&b)"),
            ("![](x.png)", "![](https://b.test/5?a&b)"),
            (
                "![*a* \\] `b]`](<x y.png> 'un \"titre\"') c",
                "![*a* \\] `b]`](https://b.test/7?a&b \"un \\\"titre\\\"\") c",
            ),
            (
                "[![a](x.png)](https://b.test)",
                "[![a](https://b.test/5?a&b)](https://b.test)",
            ),
            (
                "> ![a\n> b](x.png\n> \"t\") c",
                "> ![a\n> b](https://b.test/5?a&b \"t\") c",
            ),
            (
                "![a][r], ![r][], ![r]\n\n[r]: x.png \"t\"\n",
                "![a](https://b.test/5?a&b \"t\"), ![r](https://b.test/5?a&b \"t\"), \
                 ![r](https://b.test/5?a&b \"t\")\n\n[r]: x.png \"t\"\n",
            ),
            (
                "| a |\n|---|\n| ![a](x.png \"t\") |\n",
                "| a |\n|---|\n| ![a](https://b.test/5?a&b \"t\") |\n",
            ),
            (
                "un <img alt=\"é\" src='i &amp; j.png'> mot",
                "un <img alt=\"é\" src='https://b.test/9?a&amp;b'> mot",
            ),
            (
                "<div>\n<img src=x.png>\n</div>\n",
                "<div>\n<img src=https://b.test/5?a&amp;b>\n</div>\n",
            ),
            (
                "![a ![b](in.png) c](x.png)",
                "![a ![b](in.png) c](https://b.test/5?a&b)",
            ),
            (
                "![a](stay.png) `![a](x.png)`",
                "![a](stay.png) `![a](x.png)`",
            ),
            (
                "![a](https://b.test/x.png) ![b](//b.test/y)",
                "![a](https://b.test/x.png) ![b](//b.test/y)",
            ),
        ] {
            assert_eq!(with_pictures(before, new), after, "{before}");
            let left = local_pictures(&with_pictures(before, new));
            assert!(left.iter().all(|p| p.address == "stay.png"), "{before}");
        }
    }

    #[test]
    fn an_address_cannot_break_out_of_its_place() {
        let evil = |_: &str| Some("https://b.test/a) <script>\"'[x](y".to_owned());
        for text in ["![a](x.png)", "<img src=x.png>", "<img src='x.png'>"] {
            let out = with_pictures(text, evil);
            assert!(!out.contains("<script>") && !out.contains("(y"), "{out}");
        }
    }
}
