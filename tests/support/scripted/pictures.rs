//! Pictures as `WP_REST_Attachments_Controller` gives and takes them, as far as Billet asks. The
//! bytes are not kept.

use serde_json::{Value, json};

use super::{Asked, Site, ok};
use crate::support::http::Answer;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    pub id: i64,
    pub slug: String,
    pub title: String,
}

impl Media {
    fn json(&self) -> Value {
        json!({
            "id": self.id,
            "slug": self.slug,
            "title": { "raw": self.title, "rendered": self.title },
            "source_url": format!("http://x/uploads/{}.jpg", self.id),
        })
    }
}

impl Site {
    pub(super) fn media_answer(&mut self, asked: &Asked) -> Answer {
        let param = |name: &str| asked.param(name).unwrap_or_default().to_owned();
        if asked.writes {
            let media = Media {
                id: self.new_id(),
                slug: self.free_media_slug(&param("slug")),
                title: param("title"),
            };
            let answer = ok(&media.json());
            self.media.push(media);
            return answer;
        }
        let found = |media: &&Media| match (asked.param("slug"), asked.param("search")) {
            (Some(slugs), _) => slugs.split(',').any(|slug| slug == media.slug),
            (None, Some(word)) => media.title.contains(word),
            (None, None) => true,
        };
        ok(&self.media.iter().filter(found).map(Media::json).collect())
    }

    /// `wp_unique_post_slug`: taken names get a number.
    fn free_media_slug(&self, wanted: &str) -> String {
        let taken = |slug: &str| self.media.iter().any(|media| media.slug == slug);
        let numbered = (2..).map(|n| format!("{wanted}-{n}"));
        let mut candidates = std::iter::once(wanted.to_owned()).chain(numbered);
        candidates.find(|slug| !taken(slug)).unwrap()
    }
}
