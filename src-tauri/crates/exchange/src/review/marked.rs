//! Two texts as one page, with what came and what went marked word by word.
//!
//! Only words are ever wrapped in `<ins>` and `<del>`, never an element that begins in one of the
//! texts and ends in the other: what comes out is as well formed as the two that went in, which the
//! post policy made safe. A block that was written anew stands there whole, once as it was and once
//! as it is.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Of the words of two blocks, how many (in percent) both must have for the words themselves to be
/// compared.
const IN_COMMON: usize = 40;

/// Blocks that are compared with each other, at most; beyond, they are old and new ones.
const PAIRS: usize = 4_000;

/// These hold elements, each of which is compared with its like.
const HOLDERS: [&str; 12] = [
    "ul",
    "ol",
    "dl",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "blockquote",
    "div",
    "section",
    "figure",
];

/// Inside these there are elements, and no words.
const WORDLESS: [&str; 9] = [
    "ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr", "colgroup",
];

const VOID: [&str; 10] = [
    "br", "hr", "img", "wbr", "col", "input", "source", "track", "area", "embed",
];

/// The blocks of a text, and of the one before it, as one HTML.
pub(super) fn marked(before: &[String], after: &[String]) -> String {
    let trimmed = |all: &[String]| -> Vec<String> {
        all.iter().map(|block| block.trim().to_owned()).collect()
    };
    compared(&trimmed(before), &trimmed(after))
}

fn compared(before: &[String], after: &[String]) -> String {
    let mut out = String::new();
    for op in capture_diff_slices(Algorithm::Patience, before, after) {
        let (old, new) = (slice(before, op.old_range()), slice(after, op.new_range()));
        match op {
            DiffOp::Equal { .. } => new.iter().for_each(|block| line(&mut out, block)),
            _ => blocks(old, new, &mut out),
        }
    }
    out
}

/// Blocks that differ: those that say nearly the same are compared word by word.
fn blocks(old: &[String], new: &[String], out: &mut String) {
    let mut next = 0;
    for block in new {
        let near = (old.len() * new.len() <= PAIRS)
            .then(|| slice(old, next..old.len()).iter())
            .into_iter()
            .flatten()
            .position(|other| alike(other, block));
        let Some(found) = near else {
            line(out, &whole(block, "ins"));
            continue;
        };
        for gone in slice(old, next..next + found) {
            line(out, &whole(gone, "del"));
        }
        if let Some(other) = old.get(next + found) {
            match inside(other, block).or_else(|| words(other, block)) {
                Some(html) => line(out, &html),
                None => {
                    line(out, &whole(other, "del"));
                    line(out, &whole(block, "ins"));
                }
            }
        }
        next += found + 1;
    }
    for gone in slice(old, next..old.len()) {
        line(out, &whole(gone, "del"));
    }
}

fn line(out: &mut String, html: &str) {
    out.push_str(html);
    out.push('\n');
}

/// Whether two blocks are of one kind and have many words in common. The parts of a table are.
fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (tokens(a), tokens(b));
    let kind = a.first().map(|tag| name(tag));
    if kind != b.first().map(|tag| name(tag)) {
        return false;
    }
    if matches!(kind, Some("thead" | "tbody" | "tfoot")) {
        return true;
    }
    let length = |all: &[&str]| -> usize {
        let words = all.iter().filter(|token| is_word(token));
        words.map(|word| word.len()).sum()
    };
    let mut left: HashMap<&str, usize> = HashMap::new();
    for word in a.iter().filter(|token| is_word(token)) {
        *left.entry(word).or_default() += 1;
    }
    let mut common = 0;
    for word in b.iter().filter(|token| is_word(token)) {
        if let Some(count) = left.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            common += word.len();
        }
    }
    let longest = length(&a).max(length(&b));
    longest > 0 && common * 100 >= longest * IN_COMMON
}

/// A block that holds others, with those compared; `None` where one of the two is none.
fn inside(before: &str, after: &str) -> Option<String> {
    let (_, old, _) = held(before)?;
    let (begin, new, end) = held(after)?;
    Some(format!("{begin}\n{}{end}", compared(&old, &new)))
}

/// The tag that a block begins with, the elements in it, and the tag that it ends with.
fn held(html: &str) -> Option<(&str, Vec<String>, &str)> {
    let all = tokens(html);
    let (begin, rest) = all.split_first()?;
    let (end, within) = rest.split_last()?;
    if !HOLDERS.contains(&name(begin)) || name(begin) != name(end) {
        return None;
    }
    let mut elements: Vec<String> = Vec::new();
    let mut element = String::new();
    let mut depth = 0_usize;
    for token in within {
        if depth == 0 && !is_tag(token) {
            if !token.trim().is_empty() {
                return None;
            }
            continue;
        }
        element.push_str(token);
        if token.starts_with("</") {
            depth = depth.checked_sub(1)?;
        } else if is_tag(token) && !VOID.contains(&name(token)) {
            depth += 1;
        }
        if depth == 0 {
            elements.push(std::mem::take(&mut element));
        }
    }
    (depth == 0).then_some((*begin, elements, *end))
}

/// A block of which every word came, or went.
fn whole(html: &str, mark: &str) -> String {
    let mut out = Out::default();
    out.wrapped(&tokens(html), mark);
    out.html
}

/// A block with its words compared; `None` when that would take it apart.
fn words(before: &str, after: &str) -> Option<String> {
    let (old, new) = (tokens(before), tokens(after));
    let mut out = Out::default();
    let ops = capture_diff_slices(Algorithm::Patience, &old, &new);
    let mut pending: (Range<usize>, Range<usize>) = (0..0, 0..0);
    let mut all: Vec<(bool, Range<usize>, Range<usize>)> = Vec::new();
    for (at, op) in ops.iter().enumerate() {
        let (o, n) = (op.old_range(), op.new_range());
        let kept = matches!(op, DiffOp::Equal { .. });
        // A mark or a space between two changes is easier to read as part of them.
        let between = at > 0 && at + 1 < ops.len();
        let slight = slice(&new, n.clone()).iter();
        if kept && !(between && slight.clone().all(|t| !is_word(t) && !is_tag(t))) {
            all.push((true, o.clone(), n.clone()));
            pending = (o.end..o.end, n.end..n.end);
        } else {
            if let Some((false, ..)) = all.last() {
                all.pop();
            }
            pending = (pending.0.start..o.end, pending.1.start..n.end);
            all.push((false, pending.0.clone(), pending.1.clone()));
        }
    }
    for (kept, o, n) in all {
        let (gone, came) = (slice(&old, o), slice(&new, n));
        if kept {
            came.iter().for_each(|token| out.push(token));
        } else {
            out.gone(gone)?;
            out.wrapped(came, "ins");
        }
    }
    Some(out.html)
}

/// HTML that is being put together, and the elements that are open in it.
#[derive(Default)]
struct Out<'a> {
    html: String,
    open: Vec<&'a str>,
}

impl<'a> Out<'a> {
    fn push(&mut self, token: &'a str) {
        self.html.push_str(token);
        if !is_tag(token) {
            return;
        }
        let name = name(token);
        if token.starts_with("</") {
            self.open.pop();
        } else if !VOID.contains(&name) && !token.starts_with("<!") {
            self.open.push(name);
        }
    }

    /// These tokens, their words and pictures marked.
    fn wrapped(&mut self, tokens: &[&'a str], mark: &str) {
        let mut rest = tokens;
        while let Some(first) = rest.first() {
            let run = rest.iter().take_while(|token| is_content(token)).count();
            if run == 0 {
                self.push(first);
                rest = slice(rest, 1..rest.len());
                continue;
            }
            let words = slice(rest, 0..run);
            let blank = words.iter().all(|token| token.trim().is_empty());
            if blank {
                words.iter().for_each(|token| self.push(token));
            } else {
                self.html.push_str(&format!("<{mark}>"));
                words.iter().for_each(|token| self.push(token));
                self.html.push_str(&format!("</{mark}>"));
            }
            rest = slice(rest, run..rest.len());
        }
    }

    /// What went: with its elements if it has them whole, else its words alone. `None` where words
    /// may not stand.
    fn gone(&mut self, tokens: &[&'a str]) -> Option<()> {
        if whole_elements(tokens) {
            self.wrapped(tokens, "del");
            return Some(());
        }
        let words: Vec<&str> = tokens.iter().copied().filter(|t| is_content(t)).collect();
        if words.iter().all(|token| token.trim().is_empty()) {
            return Some(());
        }
        let wordless = self.open.last().is_none_or(|name| WORDLESS.contains(name));
        if wordless {
            return None;
        }
        self.wrapped(&words, "del");
        Some(())
    }
}

/// Every element that begins in these tokens ends in them, and the other way round.
fn whole_elements(tokens: &[&str]) -> bool {
    let mut open = Vec::new();
    for token in tokens.iter().filter(|token| is_tag(token)) {
        let name = name(token);
        if token.starts_with("</") {
            if open.pop() != Some(name) {
                return false;
            }
        } else if !VOID.contains(&name) {
            open.push(name);
        }
    }
    open.is_empty()
}

fn slice<T>(all: &[T], range: Range<usize>) -> &[T] {
    all.get(range).unwrap_or(&[])
}

/// Tags, words, white space and marks between words, in order. An entity is part of its word.
fn tokens(html: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = html;
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '<' => rest.find('>').map_or(rest.len(), |at| at + 1),
            c if c.is_whitespace() => ends(rest, |c| !c.is_whitespace()),
            c if c.is_alphanumeric() || c == '&' => {
                ends(rest, |c| !(c.is_alphanumeric() || "&;#".contains(c)))
            }
            c => c.len_utf8(),
        };
        let (token, left) = rest.split_at_checked(end).unwrap_or((rest, ""));
        tokens.push(token);
        rest = left;
    }
    tokens
}

fn ends(text: &str, at: impl Fn(char) -> bool) -> usize {
    text.find(at).unwrap_or(text.len())
}

fn is_tag(token: &str) -> bool {
    token.starts_with('<')
}

fn is_word(token: &str) -> bool {
    !is_tag(token) && token.chars().any(char::is_alphanumeric)
}

/// Words, and what stands for itself among them.
fn is_content(token: &str) -> bool {
    !is_tag(token) || name(token) == "img"
}

/// The name of a tag's element.
fn name(tag: &str) -> &str {
    let bare = tag.trim_start_matches(['<', '/']);
    let end = ends(bare, |c| !(c.is_ascii_alphanumeric() || c == '-'));
    bare.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(before: &str, after: &str) -> String {
        let blocks = |markdown: &str| -> Vec<String> {
            let all = billet_text::render(markdown);
            all.into_iter().map(|block| block.html).collect()
        };
        marked(&blocks(before), &blocks(after)).trim().to_owned()
    }

    #[test]
    fn words_that_came_and_went_are_marked_where_they_stand() {
        assert_eq!(
            of(
                "Le phare **blanc** veille.",
                "Le phare **rouge** veille toujours."
            ),
            "<p>Le phare <strong><del>blanc</del><ins>rouge</ins></strong> veille<ins> \
             toujours</ins>.</p>"
        );
    }

    #[test]
    fn a_paragraph_that_came_or_went_is_marked_whole_and_the_others_are_left_alone() {
        assert_eq!(
            of(
                "Un.\n\nDeux mots ici.\n\nTrois.",
                "Un.\n\nTrois.\n\nQuatre."
            ),
            "<p>Un.</p>\n<p><del>Deux mots ici.</del></p>\n<p>Trois.</p>\n<p><ins>Quatre.</ins></p>"
        );
    }

    #[test]
    fn an_item_of_a_list_goes_with_its_element() {
        let html = of(
            "- la mer calme\n- le vent\n- le phare blanc",
            "- la mer calme\n- le phare blanc",
        );
        assert!(html.contains("<li><del>le vent</del></li>"), "{html}");
        assert!(html.contains("<li>la mer calme</li>"), "{html}");
    }

    #[test]
    fn a_row_of_a_table_comes_with_its_cells() {
        let table = "| a | b |\n|---|---|\n| mer | vent |";
        let html = of(table, &format!("{table}\n| un | deux |"));
        let row = "<td><ins>un</ins></td>";
        assert!(
            html.contains(row) && html.contains("<td>mer</td>"),
            "{html}"
        );
    }

    #[test]
    fn what_is_no_markup_stays_none() {
        let html = of("a &lt;b&gt; c et d", "a &lt;script&gt; c et d");
        assert!(!html.contains("<script"), "{html}");
        assert!(html.contains("script"), "{html}");
    }

    /// Every element ends where it should.
    fn is_well_formed(html: &str) -> bool {
        whole_elements(&tokens(html))
    }

    #[test]
    fn any_two_texts_give_a_page_that_is_well_formed_and_has_both() {
        let texts = [
            "# Un\n\nLa **mer** et le *vent*.\n\n- a\n- b\n  - c\n\n> cité\n>\n> deux",
            "| a | b |\n|---|---|\n| mer | vent |\n| un | deux |\n\n```\ncode ici\n```",
            "| a | b |\n|---|---|\n| mer | phare |\n\n```\ncode là\n```\n\nFin[^1].\n\n[^1]: Note.",
            "- a\n- b neuf\n\n  deux\n\n1. x\n2. y\n\nLa mer et [le **vent**](https://a.b).",
            "> cité\n>\n> deux mots de plus\n\n![mer](https://a.b/c.jpg)\n\n- [ ] à faire",
            "",
        ];
        for before in texts {
            for after in texts {
                let html = of(before, after);
                assert!(is_well_formed(&html), "{before}\n->\n{after}\n=>\n{html}");
                let came: String = billet_text::render(after)
                    .iter()
                    .map(|block| block.html.as_str())
                    .collect();
                let bare = |html: &str| -> Vec<String> {
                    let all = tokens(html);
                    let words = all.into_iter().filter(|t| is_word(t));
                    words.map(str::to_owned).collect()
                };
                let kept: Vec<String> = bare(&html);
                let mut left = kept.iter();
                for word in bare(&came) {
                    assert!(left.any(|k| *k == word), "{word}: {html}");
                }
            }
        }
    }
}
