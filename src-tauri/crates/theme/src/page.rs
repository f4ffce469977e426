//! A page on which a post is shown: read, emptied of what is active and of the post that stood there,
//! and written again.

use url::Url;

use crate::css::{Asset, Purpose, Seen};
use crate::find::{Known, find};
use crate::lazy;
use crate::safe::{Fate, fate};
use crate::tree::{Id, ROOT, Tree};
use crate::write;

/// Why a page cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// It does not show the post: it asks for a password, or a script would fetch the text.
    #[error("the page does not show the post that was published there")]
    NotFound,
    /// It is nested so deeply that it is not read.
    #[error("the page is nested too deeply")]
    TooDeep,
}

/// Where a style sheet's text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// In a file.
    Linked(Url),
    /// In the page.
    Written(String),
}

/// A style sheet of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// Where its text is.
    pub source: Source,
    /// For which media; empty for all.
    pub media: String,
}

/// A page that shows a post.
#[derive(Debug)]
pub struct Page {
    pub(crate) tree: Tree,
    pub(crate) body: Id,
    pub(crate) root: Id,
    pub(crate) base: Url,
    styles: Vec<Style>,
}

/// What is set on an element in whose place the other post is put.
pub(crate) const MARK: &str = "data-billet";

/// What belongs to the post that stood there: its picture, its comments, its neighbours.
const OF_THE_OTHER: &[&str] = &[
    "wp-block-post-featured-image",
    "post-thumbnail",
    "wp-post-image",
    "wp-block-comments",
    "comments-area",
    "wp-block-post-comments",
    "wp-block-post-comments-form",
    "comment-respond",
    "post-navigation",
    "wp-block-post-navigation-link",
    "sharedaddy",
    "jp-relatedposts",
];

impl Page {
    /// Reads the page of a post that was published at `at`.
    ///
    /// # Errors
    /// [`Unusable`].
    pub fn read(html: &str, at: &Url, known: &Known<'_>) -> Result<Self, Unusable> {
        let mut tree = Tree::parse(html).ok_or(Unusable::TooDeep)?;
        let place = find(&tree, known).ok_or(Unusable::NotFound)?;
        let (Some(root), Some(body)) = (tree.first("html"), tree.first("body")) else {
            return Err(Unusable::NotFound);
        };
        let base = base(&tree, at);
        // Marks are only those that are set here.
        for id in tree.within(ROOT) {
            if let Some(element) = tree.element_mut(id) {
                element
                    .attributes
                    .retain(|(name, _)| !name.starts_with(MARK));
            }
        }
        mark(&mut tree, place.content, "content");
        if let Some(title) = place.title {
            mark(&mut tree, title, "title");
        }
        let mut styles = styles(&tree, &base);
        if let Some(all) = every_block(&tree, &base) {
            styles.insert(0, all);
        }
        lazy::show(&mut tree, body);
        take_out(&mut tree, body, place.content, place.title);
        Ok(Self {
            tree,
            body,
            root,
            base,
            styles,
        })
    }

    /// Its style sheets, in their order.
    #[must_use]
    pub fn styles(&self) -> &[Style] {
        &self.styles
    }

    /// The address that those written in the page are relative to.
    #[must_use]
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// The pictures that the page itself names.
    #[must_use]
    pub fn assets(&self) -> Vec<Asset> {
        let mut seen = Seen::default();
        write::page(self, "", &mut seen);
        for asset in &mut seen.assets {
            asset.purpose = Purpose::Picture;
        }
        seen.assets
    }

    /// The whole page, with one style sheet at `sheet`.
    pub fn html(&self, sheet: &str, answers: &mut dyn crate::css::Answers) -> String {
        write::page(self, sheet, answers)
    }
}

fn base(tree: &Tree, at: &Url) -> Url {
    let named = tree
        .first("base")
        .and_then(|id| tree.element(id)?.attribute("href"));
    named
        .and_then(|href| crate::address::join(at, href))
        .unwrap_or_else(|| at.clone())
}

fn mark(tree: &mut Tree, id: Id, what: &str) {
    tree.empty(id);
    if let Some(element) = tree.element_mut(id) {
        element.set(MARK, what.to_owned());
    }
}

/// The style sheets, wherever in the page they stand. Those that a script would switch on are on.
fn styles(tree: &Tree, base: &Url) -> Vec<Style> {
    let mut found = Vec::new();
    for id in tree.within(ROOT) {
        let Some(element) = tree.element(id).filter(|element| !element.svg) else {
            continue;
        };
        let value = |name: &str| element.attribute(name).unwrap_or_default().trim();
        let late = element.attribute("onload").is_some();
        let media = match value("media") {
            "print" if late => "",
            media => media,
        };
        let source = match element.name.as_str() {
            "style" => Some(Source::Written(tree.words_of(id))),
            "link" => {
                let rel = value("rel").to_ascii_lowercase();
                let is = |word: &str| rel.split_ascii_whitespace().any(|one| one == word);
                let preloaded = is("preload") && late && value("as") == "style";
                let chosen = (is("stylesheet") && !is("alternate")) || preloaded;
                chosen
                    .then(|| crate::address::join(base, value("href")))
                    .flatten()
                    .map(Source::Linked)
            }
            _ => None,
        };
        if let Some(source) = source.filter(|_| media != "print") {
            let media = media.to_owned();
            found.push(Style { source, media });
        }
    }
    found
}

/// WordPress brings the styles of those blocks that a page has; another post has others. The sheet of
/// them all lies beside everything else that it brings (`wp-includes/script-loader.php`), and comes
/// before what the page says itself.
fn every_block(tree: &Tree, base: &Url) -> Option<Style> {
    const FOLDER: &str = "/wp-includes/";
    let found = tree.within(ROOT).into_iter().find_map(|id| {
        let element = tree.element(id)?;
        let address = element.attribute("href").or(element.attribute("src"))?;
        let url = crate::address::join(base, address)?;
        let (before, _) = url.path().split_once(FOLDER)?;
        let path = format!("{before}{FOLDER}css/dist/block-library/style.min.css");
        let mut url = url.clone();
        url.set_query(None);
        url.set_path(&path);
        Some(url)
    });
    found.map(|url| Style {
        source: Source::Linked(url),
        media: String::new(),
    })
}

/// Takes out what is active, and what belongs to the post that stood there.
fn take_out(tree: &mut Tree, body: Id, content: Id, title: Option<Id>) {
    let holds = |tree: &Tree, id: Id| {
        let inside = |place: Id| place == id || tree.around(place).any(|around| around == id);
        inside(content) || title.is_some_and(inside)
    };
    for id in tree.within(body) {
        let Some(element) = tree.element(id) else {
            continue;
        };
        let theirs = element.attribute("id") == Some("comments")
            || element.classes().any(|class| OF_THE_OTHER.contains(&class));
        match fate(element) {
            _ if id == body => {}
            _ if theirs && !holds(tree, id) => tree.remove(id),
            Fate::Stays => {}
            Fate::Goes if !holds(tree, id) => tree.remove(id),
            Fate::Goes | Fate::Unwrapped => tree.unwrap(id),
        }
    }
}
