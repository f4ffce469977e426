//! One paragraph's, heading's or cell's content as a line of Markdown.

mod parts;

use super::elements::is_inline;
use super::escape::{self, Care, Place};
use super::link::{destination, is_autolink, is_bare, raw, title_of};
use super::tree::{Element, Item};
use parts::{code, footnote, has_only, has_wide_space};

pub(crate) use parts::{is_label, longest_run};

/// Reads inline items from `from` up to the next block or the end of the element they stand in.
/// Returns the Markdown, where hard breaks are `\` and a line break, and the index of the item that
/// ended it; `None` if something has no Markdown.
pub(crate) fn line(
    items: &[Item<'_>],
    from: usize,
    care: Care,
    place: Place,
    breaks: bool,
) -> Option<(String, usize)> {
    let mut line = Line {
        out: String::new(),
        openers: String::new(),
        open: Vec::new(),
        space: false,
        care,
        place,
        breaks,
    };
    let mut at = from;
    while let Some(item) = items.get(at) {
        at = match item {
            Item::Text(text) => {
                line.text(text);
                at + 1
            }
            Item::Open(element) if is_inline(&element.name) => line.open(element, items, at)?,
            Item::Void(element) if is_inline(&element.name) => {
                line.void(element, items.get(at + 1))?;
                at + 1
            }
            Item::Close => match line.open.pop() {
                Some(mark) => {
                    line.close(mark);
                    at + 1
                }
                None => break,
            },
            Item::Comment(_) => return None,
            Item::Open(_) | Item::Void(_) => break,
        };
    }
    line.open.is_empty().then_some((line.out, at))
}

struct Line {
    out: String,
    /// What opened since the last word: white space belongs before it.
    openers: String,
    open: Vec<Mark>,
    /// White space stands between the last word and the next.
    space: bool,
    care: Care,
    place: Place,
    breaks: bool,
}

/// How an open element closes.
struct Mark {
    opener: String,
    closer: String,
    link: bool,
}

impl Line {
    /// Makes sure that all that opened is written; a word follows.
    fn ink(&mut self) {
        if self.space && !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push(' ');
        }
        self.space = false;
        self.out.push_str(&std::mem::take(&mut self.openers));
    }

    fn text(&mut self, text: &str) {
        let white = |c: char| c.is_ascii_whitespace();
        let words = text.trim_ascii();
        if words.is_empty() {
            self.space |= !text.is_empty();
            return;
        }
        self.space |= text.starts_with(white);
        self.ink();
        if has_wide_space(words) {
            let words: Vec<&str> = words.split(white).filter(|word| !word.is_empty()).collect();
            escape::text(&mut self.out, &words.join(" "), self.care, self.place);
        } else {
            escape::text(&mut self.out, words, self.care, self.place);
        }
        self.space = text.ends_with(white);
    }

    fn mark(&mut self, opener: &str, closer: &str) {
        self.openers.push_str(opener);
        self.open.push(Mark {
            opener: opener.to_owned(),
            closer: closer.to_owned(),
            link: false,
        });
    }

    fn close(&mut self, mark: Mark) {
        if mark.link {
            self.place.link = false;
        }
        // Nothing was written in it: it means nothing, unless the comparison says so.
        if !self.openers.is_empty() && self.openers.ends_with(&mark.opener) && !mark.link {
            self.openers
                .truncate(self.openers.len() - mark.opener.len());
            return;
        }
        self.out.push_str(&std::mem::take(&mut self.openers));
        self.out.push_str(&mark.closer);
    }

    /// Writes what begins at `at`; returns where to go on.
    fn open(&mut self, element: &Element<'_>, items: &[Item<'_>], at: usize) -> Option<usize> {
        let name = element.name.as_ref();
        let bare = element.attributes.is_empty();
        if self.care < Care::Tags {
            let mark = match name {
                // Three stars are emphasis around strong, not in it.
                "em" | "i" if self.openers.ends_with("**") => "_",
                "em" | "i" => "*",
                "strong" | "b" => "**",
                "del" | "s" | "strike" => "~~",
                "sup" if self.stands_free(items, at) => "^",
                "sub" if self.stands_free(items, at) => "~",
                _ => "",
            };
            if bare && !mark.is_empty() {
                self.mark(mark, mark);
                return Some(at + 1);
            }
            if let Some((label, next)) = footnote(element, items, at) {
                self.ink();
                self.out.extend(["[^", label, "]"]);
                return Some(next);
            }
        }
        if name == "a"
            && element.has_class("footnote-back")
            && let (Some(Item::Text(_)), Some(Item::Close)) = (items.get(at + 1), items.get(at + 2))
        {
            // Rendering a footnote writes it again.
            return Some(at + 3);
        }
        if name == "code"
            && bare
            && let Some((code, next)) = code(items, at)
        {
            self.space |= code.starts_with(|c: char| c.is_ascii_whitespace());
            self.ink();
            self.code(&code);
            self.space = code.ends_with(|c: char| c.is_ascii_whitespace());
            return Some(next);
        }
        if name == "a" && has_only(element, &["href", "title"]) {
            let href = element.attribute("href")?;
            if let (Some(Item::Text(text)), Some(Item::Close), None) = (
                items.get(at + 1),
                items.get(at + 2),
                element.attribute("title"),
            ) {
                let bare = self.care == Care::Light && is_bare(href, text);
                if bare || is_autolink(href, text) {
                    self.ink();
                    let (open, close) = if bare { ("", "") } else { ("<", ">") };
                    self.out.extend([open, text, close]);
                    return Some(at + 3);
                }
            }
            if self.place.link {
                return None;
            }
            let title = element.attribute("title").unwrap_or("");
            let closer = ["](", &destination(href)?, &title_of(title)?, ")"].concat();
            self.openers.push('[');
            self.place.link = true;
            self.open.push(Mark {
                opener: "[".to_owned(),
                closer,
                link: true,
            });
            return Some(at + 1);
        }
        let tag = raw(element)?;
        self.mark(&[&tag, ">"].concat(), &["</", name, ">"].concat());
        Some(at + 1)
    }

    /// Whether a mark that Markdown does not read inside words may stand here.
    fn stands_free(&self, items: &[Item<'_>], at: usize) -> bool {
        let before = self.space || !self.out.ends_with(char::is_alphanumeric);
        let closed = matches!(items.get(at + 2), Some(Item::Close));
        let after = match items.get(at + 3) {
            Some(Item::Text(text)) => !text.starts_with(char::is_alphanumeric),
            next => matches!(next, None | Some(Item::Close)),
        };
        before && closed && after
    }

    fn void(&mut self, element: &Element<'_>, next: Option<&Item<'_>>) -> Option<()> {
        match element.name.as_ref() {
            "br" => {
                let last = next.is_none_or(|next| match next {
                    Item::Close => true,
                    Item::Open(element) | Item::Void(element) => {
                        !is_inline(&element.name) || element.name == "br"
                    }
                    Item::Text(text) => text.trim_ascii().is_empty(),
                    Item::Comment(_) => true,
                });
                let begins = self.out.is_empty() || self.out.ends_with('\n');
                self.space = false;
                self.out.push_str(&std::mem::take(&mut self.openers));
                let simple = element.attributes.is_empty();
                if simple && self.breaks && !last && !begins && self.care < Care::Tags {
                    self.out.push_str("\\\n");
                } else {
                    self.out.extend([raw(element)?.as_str(), " />"]);
                }
            }
            "img" if has_only(element, &["src", "alt", "title"]) => {
                let source = element.attribute("src")?;
                self.ink();
                self.out.push_str("![");
                let place = Place {
                    link: true,
                    ..self.place
                };
                let alt = element.attribute("alt").unwrap_or("");
                if alt.contains(['\n', '\t']) || alt.trim_ascii().len() != alt.len() {
                    return None;
                }
                escape::text(&mut self.out, alt, self.care, place);
                let title = title_of(element.attribute("title").unwrap_or(""))?;
                self.out.extend(["](", &destination(source)?, &title, ")"]);
            }
            _ => {
                self.ink();
                self.out.extend([raw(element)?.as_str(), " />"]);
            }
        }
        Some(())
    }

    fn code(&mut self, code: &str) {
        let words: Vec<&str> = code.split_ascii_whitespace().collect();
        let mut words = words.join(" ");
        if self.place.cell {
            words = words.replace('|', "\\|");
        }
        let fence = "`".repeat(longest_run(&words, '`') + 1);
        let pad = if words.starts_with('`') || words.ends_with('`') {
            " "
        } else {
            ""
        };
        self.out.extend([&fence, pad, &words, pad, &fence]);
    }
}
