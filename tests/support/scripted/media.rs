//! Pictures as `WP_REST_Attachments_Controller` takes and gives them, as far as Billet asks.

use serde_json::{Value, json};

use super::{Asked, Site, ok};
use crate::support::http::Answer;

/// A picture on the blog; of its bytes only how many they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    pub id: i64,
    pub slug: String,
    pub bytes: usize,
}

impl Media {
    fn json(&self) -> Value {
        let url = format!("http://x/files/{}.png", self.id);
        json!({ "id": self.id, "slug": self.slug, "source_url": url })
    }
}

impl Site {
    pub(super) fn media_answer(&mut self, asked: &Asked) -> Answer {
        let slugs = asked.param("slug").unwrap_or_default();
        if asked.writes {
            let media = Media {
                id: self.new_id(),
                slug: slugs.to_owned(),
                bytes: asked.bytes,
            };
            let answer = ok(&media.json());
            self.media.push(media);
            return answer;
        }
        let found = |media: &&Media| slugs.split(',').any(|slug| slug == media.slug);
        ok(&self.media.iter().filter(found).map(Media::json).collect())
    }
}
