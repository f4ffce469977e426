//! What a blog is told of a post beside its text, its status and its date.

use serde::{Deserialize, Serialize};

use crate::{RemoteId, Variation};

/// What a blog has of a post beside its text, or what the writer wishes there. `None`: left to the
/// blog, or not told by it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default, rename_all = "camelCase")]
pub struct Settings {
    /// The picture that stands for the post in lists. In a wish: the address that a text has it
    /// under; from and to a blog: what the blog calls it. Empty: none.
    pub featured: Option<String>,
    /// Under whose name it stands.
    pub author: Option<RemoteId>,
    /// The blog's word for its form, e.g. `aside`; `standard` is none in particular.
    pub format: Option<String>,
    /// It stays on top of the front page.
    pub sticky: Option<bool>,
    /// Readers may comment on it.
    pub comments: Option<bool>,
    /// Where it is not the first blog that has the post, it names the address on that one. Only in a
    /// wish.
    pub names_first: Option<bool>,
    /// The words that are another on this blog. Only in a wish.
    pub varied: Option<Variation>,
}

impl Settings {
    /// These, and where they leave something open what `below` says.
    #[must_use]
    pub fn over(&self, below: &Self) -> Self {
        let or = |mine: &Option<String>, other: &Option<String>| mine.clone().or(other.clone());
        Self {
            featured: or(&self.featured, &below.featured),
            author: self.author.clone().or_else(|| below.author.clone()),
            format: or(&self.format, &below.format),
            sticky: self.sticky.or(below.sticky),
            comments: self.comments.or(below.comments),
            names_first: self.names_first.or(below.names_first),
            // Words belong to one level alone.
            varied: self.varied.clone(),
        }
    }

    /// What of these the blog lets the account choose. A blog refuses the whole post for the rest.
    #[must_use]
    pub fn offered(&self, by: &Choices) -> Self {
        let author = |id: &&RemoteId| by.authors.iter().any(|known| known.id == **id);
        // `standard` takes a form away; a theme without forms has none to take away.
        let format = |word: &&String| {
            by.formats.contains(word) || (*word == "standard" && !by.formats.is_empty())
        };
        Self {
            featured: self.featured.clone().filter(|_| by.featured),
            author: self.author.as_ref().filter(author).cloned(),
            format: self.format.as_ref().filter(format).cloned(),
            sticky: self.sticky.filter(|_| by.sticky),
            comments: self.comments.filter(|_| by.comments),
            names_first: self.names_first,
            varied: self.varied.clone(),
        }
    }

    /// What of these is said, and is not what `before` says, but for what goes with the words.
    #[must_use]
    pub fn since(&self, before: &Self) -> Self {
        Self {
            featured: changed(&self.featured, &before.featured),
            author: changed(&self.author, &before.author),
            format: changed(&self.format, &before.format),
            sticky: changed(&self.sticky, &before.sticky),
            comments: changed(&self.comments, &before.comments),
            ..Self::default()
        }
    }

    /// These without what only the words of the post tell.
    #[must_use]
    pub fn beside_the_words(&self) -> Self {
        Self {
            varied: None,
            ..self.clone()
        }
    }

    /// What both sides agree on after a write of `sent` to which the blog answered `now`: what was not
    /// sent stays as it was agreed before (these), so that another's change of it shows once the
    /// writer wishes something there.
    #[must_use]
    pub fn after(&self, sent: &Self, now: &Self) -> Self {
        Self {
            featured: agreed(&self.featured, &sent.featured, &now.featured),
            author: agreed(&self.author, &sent.author, &now.author),
            format: agreed(&self.format, &sent.format, &now.format),
            sticky: agreed(&self.sticky, &sent.sticky, &now.sticky),
            comments: agreed(&self.comments, &sent.comments, &now.comments),
            ..Self::default()
        }
    }

    /// Whether somebody else gave one of these another value than it had in `base`, and not the one
    /// it has here: `now` is what the blog has. Where nothing is known nobody is suspected.
    #[must_use]
    pub fn clash(&self, base: &Self, now: &Self) -> bool {
        apart(&self.featured, &base.featured, &now.featured)
            || apart(&self.author, &base.author, &now.author)
            || apart(&self.format, &base.format, &now.format)
            || apart(&self.sticky, &base.sticky, &now.sticky)
            || apart(&self.comments, &base.comments, &now.comments)
    }
}

fn changed<T: Clone + PartialEq>(now: &Option<T>, before: &Option<T>) -> Option<T> {
    now.clone().filter(|_| now != before)
}

fn agreed<T: Clone>(before: &Option<T>, sent: &Option<T>, now: &Option<T>) -> Option<T> {
    match before {
        Some(_) if sent.is_none() => before.clone(),
        _ => now.clone(),
    }
}

fn apart<T: PartialEq>(mine: &Option<T>, base: &Option<T>, now: &Option<T>) -> bool {
    mine.is_some() && base.is_some() && now.is_some() && base != now && mine != now
}

/// What a blog lets this account choose for a post.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default, rename_all = "camelCase")]
#[allow(
    clippy::struct_excessive_bools,
    reason = "independent facts, not a state"
)]
pub struct Choices {
    /// A picture that stands for a post.
    pub featured: bool,
    /// Whether it stays on top.
    pub sticky: bool,
    /// Whether readers may comment.
    pub comments: bool,
    /// Under whose name it may stand; empty: only the account's own.
    pub authors: Vec<Author>,
    /// The blog's words for forms of posts, without `standard`.
    pub formats: Vec<String>,
    /// In which time zone it gives its dates: a name like `Europe/Paris`, or an offset like `+05:30`.
    /// Empty: it does not say.
    pub zone: String,
}

/// Somebody who writes on a blog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Author {
    /// What the blog calls them.
    pub id: RemoteId,
    /// The name shown to readers.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sticky(sticky: bool) -> Settings {
        Settings {
            sticky: Some(sticky),
            ..Settings::default()
        }
    }

    #[test]
    fn what_is_said_stands_over_what_is_said_below() {
        let below = Settings {
            format: Some("aside".into()),
            ..sticky(false)
        };
        let both = sticky(true).over(&below);
        assert_eq!(
            (both.sticky, both.format.as_deref()),
            (Some(true), Some("aside"))
        );
    }

    #[test]
    fn what_a_blog_does_not_offer_is_not_asked_of_it() {
        let wished = Settings {
            author: Some("3".into()),
            format: Some("aside".into()),
            featured: Some("media/0/a.png".into()),
            ..sticky(true)
        };
        assert_eq!(wished.offered(&Choices::default()), Settings::default());
        let some = Choices {
            sticky: true,
            formats: vec!["aside".into()],
            ..Choices::default()
        };
        let offered = wished.offered(&some);
        assert_eq!(
            (offered.sticky, offered.format),
            (Some(true), Some("aside".into()))
        );
        assert_eq!((offered.author, offered.featured), (None, None));
    }

    #[test]
    fn only_what_is_another_wish_is_asked_for() {
        assert_eq!(sticky(true).since(&sticky(true)), Settings::default());
        assert_eq!(sticky(true).since(&sticky(false)), sticky(true));
        // Left to the blog again: it stays as it is.
        assert_eq!(
            Settings::default().since(&sticky(true)),
            Settings::default()
        );
    }

    #[test]
    fn a_setting_changed_elsewhere_clashes_only_with_another_wish_for_it() {
        let (on, off, open) = (sticky(true), sticky(false), Settings::default());
        assert!(on.clash(
            &Settings {
                sticky: Some(true),
                ..open.clone()
            },
            &off
        ));
        assert!(!on.clash(&off, &on), "they did as is wished");
        assert!(!on.clash(&open, &off), "nothing was known");
        assert!(!open.clash(&on, &off), "nothing is wished");
    }
}
