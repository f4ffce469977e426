//! Where a post's title and text stand in its page, found by the words that the blog is known to
//! hold. Names of classes only decide between places that are equally good.

use std::collections::HashMap;

use crate::tree::{Id, Tree};
use crate::words::{UNREAD, Word, words, words_of_html};

/// So many words in a row are looked for.
const RUN: usize = 3;

/// A text of fewer words could stand anywhere.
const FEWEST: usize = 4;

/// How much of the text a page must show, of a hundred: what plugins put in its place is not there.
const SHOWN: usize = 60;

/// How much of what is shown the place must hold, of a hundred.
const HELD: usize = 90;

/// What themes call the place.
const CONTENT_CLASSES: &[&str] = &[
    "entry-content",
    "wp-block-post-content",
    "post-content",
    "e-content",
    "entry__content",
    "article-content",
    "post-body",
    "gh-content",
    "td-post-content",
];

/// Elements that are a part of a text, never the place of one.
const PARTS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dd",
    "dt",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "table",
    "tbody",
    "tr",
    "td",
    "th",
    "a",
    "b",
    "i",
    "em",
    "strong",
    "code",
    "span",
    "mark",
    "small",
    "s",
    "u",
    "sub",
    "sup",
    "q",
    "cite",
    "details",
    "summary",
    "center",
];

/// What a blog holds of the post whose page it is.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Its title, as the blog stores it.
    pub title: &'a str,
    /// Its text, as the blog stores it.
    pub content: &'a str,
}

/// Where they stand.
pub(crate) struct Place {
    pub content: Id,
    /// Some themes show none.
    pub title: Option<Id>,
}

/// The words of a page and which of them stand in which node.
struct Spoken {
    words: Vec<Word>,
    spans: HashMap<Id, (usize, usize)>,
}

impl Spoken {
    fn of(tree: &Tree, root: Id) -> Self {
        let mut spoken = Self {
            words: Vec::new(),
            spans: HashMap::new(),
        };
        // A node is met twice: before and after what stands in it.
        let mut waiting = vec![(root, None)];
        while let Some((id, began)) = waiting.pop() {
            if let Some(began) = began {
                spoken.spans.insert(id, (began, spoken.words.len()));
                continue;
            }
            if UNREAD.contains(&tree.name(id)) {
                continue;
            }
            waiting.push((id, Some(spoken.words.len())));
            if let Some(text) = tree.text(id) {
                spoken.words.extend(words(text));
            }
            waiting.extend(tree.children(id).iter().rev().map(|child| (*child, None)));
        }
        spoken
    }

    fn span(&self, id: Id) -> (usize, usize) {
        self.spans.get(&id).copied().unwrap_or_default()
    }

    fn within(&self, id: Id) -> &[Word] {
        let (from, to) = self.span(id);
        self.words.get(from..to).unwrap_or(&[])
    }
}

/// How much of a text a node holds.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Held {
    runs: usize,
    first: usize,
    last: usize,
}

/// The runs of words of a text, each with its place in it.
struct Runs {
    length: usize,
    places: HashMap<Vec<Word>, usize>,
}

impl Runs {
    fn of(text: &[Word]) -> Self {
        let length = RUN.min(text.len()).max(1);
        let mut places = HashMap::new();
        for (at, run) in text.windows(length).enumerate() {
            places.entry(run.to_vec()).or_insert(at);
        }
        Self { length, places }
    }

    fn held(&self, words: &[Word]) -> Held {
        let mut seen: Vec<usize> = words
            .windows(self.length)
            .filter_map(|run| self.places.get(run).copied())
            .collect();
        seen.sort_unstable();
        seen.dedup();
        Held {
            runs: seen.len(),
            first: seen.first().copied().unwrap_or_default(),
            last: seen.last().copied().unwrap_or_default(),
        }
    }
}

/// Whether a text, as a blog stores it, has enough words to be found in its page.
#[must_use]
pub fn is_findable(content: &str) -> bool {
    words_of_html(content).len() >= FEWEST
}

/// The smallest element with nearly all of the text in it, its beginning and its end; and the
/// heading with the title. `None` when the page does not show the text.
pub(crate) fn find(tree: &Tree, known: &Known<'_>) -> Option<Place> {
    let body = tree.first("body")?;
    let text = words_of_html(known.content);
    if text.len() < FEWEST {
        return None;
    }
    let spoken = Spoken::of(tree, body);
    let runs = Runs::of(&text);
    let all = runs.held(spoken.within(body));
    if all.runs * 100 < runs.places.len() * SHOWN {
        return None;
    }
    let holds = |id: Id| {
        let held = runs.held(spoken.within(id));
        held.runs * 100 >= all.runs * HELD && held.first == all.first && held.last == all.last
    };
    let mut at = body;
    let mut named = None;
    while let Some(next) = tree
        .children(at)
        .iter()
        .copied()
        .find(|id| tree.element(*id).is_some() && holds(*id))
    {
        at = next;
        let known = tree.element(at).is_some_and(|element| {
            element
                .classes()
                .any(|class| CONTENT_CLASSES.contains(&class))
                || element.attribute("itemprop") == Some("articleBody")
        });
        if known {
            named = Some(at);
        }
    }
    let content = named.unwrap_or_else(|| outermost(tree, &spoken, at));
    if content == body {
        return None;
    }
    Some(Place {
        content,
        title: title(tree, &spoken, content, known.title),
    })
}

/// A post of one paragraph is found in that; the place is what the paragraph stands in.
fn outermost(tree: &Tree, spoken: &Spoken, found: Id) -> Id {
    let is_part = |id: Id| PARTS.contains(&tree.name(id));
    let mut at = found;
    if !is_part(at) {
        // A group that is all of a text is a part of it, too: what holds nothing else is the place.
        let same = |id: &Id| spoken.span(*id) == spoken.span(found) && tree.name(*id) == "div";
        return tree
            .around(found)
            .take_while(same)
            .last()
            .filter(|_| {
                tree.element(found)
                    .is_some_and(|e| e.classes().any(|c| c.starts_with("wp-block-")))
            })
            .unwrap_or(found);
    }
    while is_part(at)
        && let Some(parent) = tree.parent(at)
    {
        at = parent;
    }
    at
}

/// The heading that says the title, and in it the innermost element that says all of it.
fn title(tree: &Tree, spoken: &Spoken, content: Id, title: &str) -> Option<Id> {
    let sought = words_of_html(title);
    if sought.is_empty() {
        return None;
    }
    let says_it = |id: Id| spoken.within(id) == sought;
    let body = tree.first("body")?;
    let in_content = spoken.span(content);
    let rank = |id: Id| {
        let element = tree.element(id)?;
        let (from, to) = spoken.span(id);
        let inside = from >= in_content.0 && to <= in_content.1;
        let elsewhere = || {
            tree.around(id)
                .any(|id| matches!(tree.name(id), "nav" | "aside" | "footer"))
        };
        let heading = match element.name.as_str() {
            "h1" => 0,
            "h2" | "h3" | "h4" | "h5" | "h6" => 1,
            _ if element
                .classes()
                .any(|c| c.contains("title") || c == "p-name") =>
            {
                2
            }
            _ => return None,
        };
        (!inside && says_it(id) && !elsewhere()).then_some((heading, id))
    };
    let (_, found) = tree
        .within(body)
        .into_iter()
        .filter_map(rank)
        .min_by_key(|(heading, _)| *heading)?;
    let mut at = found;
    while let Some(next) = tree
        .children(at)
        .iter()
        .copied()
        .find(|id| tree.element(*id).is_some() && says_it(*id))
    {
        at = next;
    }
    Some(at)
}
