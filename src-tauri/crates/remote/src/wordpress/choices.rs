//! What the account may choose for a post beside its text: of the theme, and of its own rights.

use billet_core::{Author, Choices};
use serde_json::Value;

use crate::RemoteError;
use crate::plain::decoded;

use super::client::WordPress;
use super::map;
use super::wire::{WireIndexZone, WireTheme, WireUser};

impl WordPress {
    /// Four requests. What a firewall or a plugin does not let be seen is not offered, but for the
    /// picture: a theme that shows none keeps it all the same.
    pub(super) async fn read_choices(&self) -> Result<Choices, RemoteError> {
        let user: WireUser = self.get("users/me", &[("context", "edit")]).await?.json()?;
        let may = |name: &str| map::may(&user, name);
        let theme = self.theme().await?;
        let thumbnails = theme
            .as_ref()
            .is_none_or(|theme| theme.theme_supports.thumbnails != Value::Bool(false));
        let formats = theme.map(|theme| theme.theme_supports.formats);
        let mut formats = formats.unwrap_or_default();
        formats.retain(|format| format != "standard");
        // `WP_REST_Posts_Controller::update_item_permissions_check`.
        let others = may("edit_others_posts");
        Ok(Choices {
            featured: thumbnails && may("upload_files"),
            sticky: others || may("publish_posts"),
            comments: true,
            authors: if others {
                self.authors().await?
            } else {
                Vec::new()
            },
            formats,
            zone: self.zone().await?,
        })
    }

    /// A name where the blog has one, else its offset, which WordPress keeps in hours.
    async fn zone(&self) -> Result<String, RemoteError> {
        let fields = [("_fields", "timezone_string,gmt_offset")];
        let Some(answer) = allowed(self.index(&fields).await)? else {
            return Ok(String::new());
        };
        let index: WireIndexZone = answer.json()?;
        Ok(index.zone())
    }

    async fn theme(&self) -> Result<Option<WireTheme>, RemoteError> {
        let params = [("status", "active"), ("_fields", "theme_supports")];
        let Some(answer) = allowed(self.get("themes", &params).await)? else {
            return Ok(None);
        };
        Ok(answer.json::<Vec<WireTheme>>()?.into_iter().next())
    }

    /// Everyone who may write, or, to an account that may not list users, everyone who did.
    async fn authors(&self) -> Result<Vec<Author>, RemoteError> {
        let whole = [
            ("capabilities", "edit_posts"),
            ("per_page", "100"),
            ("orderby", "name"),
            ("_fields", "id,name"),
        ];
        let known = [("per_page", "100"), ("_fields", "id,name")];
        let answer = match allowed(self.get("users", &whole).await)? {
            None => allowed(self.get("users", &known).await)?,
            some => some,
        };
        let Some(answer) = answer else {
            return Ok(Vec::new());
        };
        let rows: Vec<WireUser> = answer.json()?;
        let author = |row: WireUser| Author {
            id: map::remote_id(row.id),
            name: decoded(&row.name),
        };
        Ok(rows.into_iter().map(author).collect())
    }
}

/// A refusal is an answer here.
fn allowed<T>(answer: Result<T, RemoteError>) -> Result<Option<T>, RemoteError> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(RemoteError::NotAllowed { .. } | RemoteError::Refused { .. } | RemoteError::Gone) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
