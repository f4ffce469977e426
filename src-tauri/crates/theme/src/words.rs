//! Words as they can be compared: a blog's software sets its own quotes, dashes and spaces, so none
//! of those counts.

use crate::tree::{Id, Tree};

/// What holds words that nobody reads.
pub(crate) const UNREAD: &[&str] = &[
    "script", "style", "template", "textarea", "select", "svg", "math", "title", "iframe", "object",
];

/// A word as a number: two that differ are the same once in a very long time, and nothing depends on
/// a single one.
pub(crate) type Word = u64;

/// The words of a text, in small letters, without marks and accents of punctuation.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut word = None;
    for letter in text.chars() {
        if is_ideograph(letter) {
            found.extend(word.take());
            found.push(add(None, letter));
        } else if letter.is_alphanumeric() {
            for small in letter.to_lowercase() {
                word = Some(add(word, small));
            }
        } else if !matches!(
            letter,
            '\u{ad}' | '\u{200b}' | '\u{200d}' | '\u{2060}' | '\u{301}'
        ) {
            found.extend(word.take());
        }
    }
    found.extend(word);
    found
}

/// FNV-1a.
fn add(word: Option<Word>, letter: char) -> Word {
    let word = word.unwrap_or(0xcbf2_9ce4_8422_2325);
    (word ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3)
}

/// Scripts that put no spaces between words.
fn is_ideograph(letter: char) -> bool {
    matches!(u32::from(letter), 0x0e00..=0x0eff | 0x3040..=0x30ff | 0x3400..=0x9fff | 0x20000..=0x3ffff)
}

/// The words of a text as a blog stores it: its HTML without blocks' comments and shortcodes.
pub(crate) fn words_of_html(html: &str) -> Vec<Word> {
    let Some(tree) = Tree::parse(html) else {
        return Vec::new();
    };
    let text = Text::of(&tree, crate::tree::ROOT);
    words(&without_shortcodes(&text.joined(&tree)))
}

/// `[gallery ids="1,2"]` and `[/caption]` are not read by anybody; `[sic]` and `[1]` are, so what a
/// shortcode is, is guessed by what stands in it.
fn without_shortcodes(text: &str) -> String {
    let mut left = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        left.push_str(before);
        let Some((inside, behind)) = after.split_once(']') else {
            left.push_str(after);
            return left;
        };
        let is_code = inside.starts_with('/')
            || inside.contains('=')
            || (inside.contains('_')
                && inside.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_'));
        if is_code && inside.len() < 400 {
            rest = behind;
        } else {
            left.push(' ');
            rest = after;
        }
    }
    left.push_str(rest);
    left
}

/// The texts of a part of a page that are read, in order.
pub(crate) struct Text(pub Vec<Id>);

impl Text {
    pub fn of(tree: &Tree, id: Id) -> Self {
        let mut found = Vec::new();
        let mut waiting = vec![id];
        while let Some(id) = waiting.pop() {
            if UNREAD.contains(&tree.name(id)) {
                continue;
            }
            if tree.text(id).is_some() {
                found.push(id);
            }
            waiting.extend(tree.children(id).iter().rev());
        }
        Self(found)
    }

    /// Texts of different elements do not make one word together but where only emphasis parts them,
    /// and that is rare enough to be called two.
    pub fn joined(&self, tree: &Tree) -> String {
        let texts: Vec<&str> = self.0.iter().filter_map(|id| tree.text(*id)).collect();
        texts.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_wordpress_sets_anew_stays_the_same_words() {
        assert_eq!(
            words("« L'été » -- dit-elle... \"oui\""),
            words("«\u{a0}L’été\u{a0}» — dit-elle… “oui”")
        );
        assert_eq!(words("co\u{ad}opération"), words("coopération"));
        assert_eq!(words("你好").len(), 2);
        assert_ne!(words("un deux"), words("undeux"));
    }

    #[test]
    fn shortcodes_are_no_words_and_brackets_of_the_writer_are() {
        let html = "<!-- wp:shortcode -->[gallery ids=\"1,2\"][/caption]<!-- /wp:shortcode -->un [sic] mot";
        assert_eq!(words_of_html(html), words("un sic mot"));
    }
}
