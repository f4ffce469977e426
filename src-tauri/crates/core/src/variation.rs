//! What one blog gets in the place of a post's common words, or after them.

use serde::{Deserialize, Serialize};

use crate::PostText;

/// The words that differ on one blog. `None`: as everywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default, rename_all = "camelCase")]
pub struct Variation {
    /// The title.
    pub title: Option<String>,
    /// The last part of the address.
    pub slug: Option<String>,
    /// The summary.
    pub excerpt: Option<String>,
    /// The tags, by name. Empty: none there.
    pub tags: Option<Vec<String>>,
    /// The categories, by name or path. Empty: the blog's default.
    pub categories: Option<Vec<String>>,
    /// Lines of Markdown after the text: a notice, a signature. Empty: none, whatever is usual.
    pub closing: Option<String>,
    /// The lines that closed every post of the blog when this one was new there: they stay its own,
    /// whatever is usual later. Only in what was wished with a publishing.
    pub usual: Option<String>,
    /// The line that names the first blog's address, as it went out. Only in what was carried out.
    pub origin: Option<String>,
}

impl Variation {
    /// Without the fields that say nothing; `None` when that is all of them.
    #[must_use]
    pub fn tidy(self) -> Option<Self> {
        let said = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let tidy = Self {
            title: said(self.title),
            slug: said(self.slug),
            excerpt: said(self.excerpt),
            usual: said(self.usual),
            ..self
        };
        (tidy != Self::default()).then_some(tidy)
    }

    /// The text as it is meant for the blog, without the closing lines.
    #[must_use]
    pub fn over(&self, text: PostText) -> PostText {
        PostText {
            title: self.title.clone().unwrap_or(text.title),
            body: text.body,
            slug: self.slug.clone().or(text.slug),
            excerpt: self.excerpt.clone().unwrap_or(text.excerpt),
            tags: self.tags.clone().unwrap_or(text.tags),
            categories: self.categories.clone().unwrap_or(text.categories),
        }
    }

    /// The lines after the text, if any.
    #[must_use]
    pub fn closing(&self) -> Option<String> {
        let own = self.closing.as_deref().or(self.usual.as_deref());
        let lines = [own, self.origin.as_deref()].into_iter().flatten();
        let lines: Vec<_> = lines.map(str::trim).filter(|l| !l.is_empty()).collect();
        Some(lines.join("\n\n")).filter(|lines| !lines.is_empty())
    }

    /// Takes one blog's text apart again: what varies there (in these, or in `earlier`, which was
    /// sent before) goes back into a variation, and `common` keeps its own for that.
    #[must_use]
    pub fn part(&self, earlier: &Self, there: PostText, common: &PostText) -> (PostText, Self) {
        let mut varied = self.clone();
        let text = PostText {
            title: apart(
                (&mut varied.title, earlier.title.is_some()),
                there.title,
                &common.title,
            ),
            body: there.body,
            slug: {
                let varies = varied.slug.is_some() || earlier.slug.is_some();
                match there.slug {
                    slug if !varies => slug,
                    slug => {
                        varied.slug = slug.filter(|slug| Some(slug) != common.slug.as_ref());
                        common.slug.clone()
                    }
                }
            },
            excerpt: apart(
                (&mut varied.excerpt, earlier.excerpt.is_some()),
                there.excerpt,
                &common.excerpt,
            ),
            tags: apart(
                (&mut varied.tags, earlier.tags.is_some()),
                there.tags,
                &common.tags,
            ),
            categories: apart(
                (&mut varied.categories, earlier.categories.is_some()),
                there.categories,
                &common.categories,
            ),
        };
        (text, varied)
    }
}

/// What the common text has of a field; where it varies, the blog's own goes into `own`.
fn apart<T: Clone + PartialEq>(
    (own, varied_before): (&mut Option<T>, bool),
    there: T,
    common: &T,
) -> T {
    if own.is_none() && !varied_before {
        return there;
    }
    *own = (there != *common).then_some(there);
    common.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn common() -> PostText {
        PostText {
            title: "L’été".into(),
            body: "Il fait chaud.".into(),
            tags: vec!["mer".into()],
            ..PostText::default()
        }
    }

    fn titled(title: &str) -> Variation {
        Variation {
            title: Some(title.into()),
            ..Variation::default()
        }
    }

    #[test]
    fn a_blog_gets_its_own_title_and_the_common_rest() {
        let there = titled("L’été au bureau").over(common());
        assert_eq!(there.title, "L’été au bureau");
        assert_eq!((there.body, there.tags), (common().body, common().tags));
    }

    #[test]
    fn what_says_nothing_varies_nothing() {
        assert_eq!(titled("  ").tidy(), None);
        let untagged = Variation {
            tags: Some(Vec::new()),
            closing: Some(String::new()),
            ..Variation::default()
        };
        assert_eq!(untagged.clone().tidy(), Some(untagged));
    }

    #[test]
    fn no_closing_lines_here_although_some_are_usual() {
        let mut lines = Variation {
            usual: Some("— Zoé".into()),
            ..Variation::default()
        };
        assert_eq!(lines.closing().as_deref(), Some("— Zoé"));
        lines.origin = Some("D’abord là.".into());
        assert_eq!(lines.closing().as_deref(), Some("— Zoé\n\nD’abord là."));
        lines.origin = None;
        lines.closing = Some(String::new());
        assert_eq!(lines.closing(), None);
    }

    #[test]
    fn a_varied_title_never_becomes_the_common_one() {
        let there = PostText {
            title: "L’été au bureau, enfin".into(),
            tags: vec!["mer".into(), "sable".into()],
            ..common()
        };
        let (text, own) = titled("L’été au bureau").part(&Variation::default(), there, &common());
        assert_eq!(text.title, "L’été");
        assert_eq!(own.title.as_deref(), Some("L’été au bureau, enfin"));
        // Tags do not vary there: they are everybody's.
        assert_eq!(text.tags, ["mer", "sable"]);
        assert_eq!(own.tags, None);
    }

    #[test]
    fn a_title_that_varied_until_now_is_still_one_blogs_own() {
        let there = PostText {
            title: "L’été au bureau".into(),
            ..common()
        };
        let before = titled("L’été au bureau");
        let (text, own) = Variation::default().part(&before, there, &common());
        assert_eq!(text.title, "L’été");
        assert_eq!(own.title.as_deref(), Some("L’été au bureau"));
        let (text, own) = Variation::default().part(&before, common(), &common());
        assert_eq!((text.title.as_str(), own.title), ("L’été", None));
    }
}
