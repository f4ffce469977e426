//! Tags and categories by name. WordPress knows them by id only.

use billet_core::RemoteId;
use serde_json::json;

use crate::plain::decoded;
use crate::{RemoteError, Term, TermKind};

use super::client::{WordPress, include, number};
use super::errors;
use super::wire::WireTerm;

const PER_PAGE: usize = 100;
const MOST_PAGES: u32 = 10;

impl WordPress {
    /// The ids of these terms, in order and without repetition; those that are missing are created.
    /// WordPress lets everyone who may write create tags, and only editors create categories
    /// (`WP_REST_Terms_Controller::create_item_permissions_check`).
    pub(super) async fn term_ids(
        &self,
        kind: TermKind,
        names: &[String],
    ) -> Result<Vec<u64>, RemoteError> {
        let mut ids = Vec::with_capacity(names.len());
        for name in names {
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            if name.is_empty() {
                continue;
            }
            let id = match self.find_term(kind, &name).await? {
                Some(id) => id,
                None => self.create_term(kind, &name).await?,
            };
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    /// Names are stored with `&`, `<` and `>` as entities (`_wp_specialchars` in `pre_term_name`),
    /// and the search looks at what is stored. The search finds parts and, depending on the
    /// database, other cases: the whole name is compared here.
    async fn find_term(&self, kind: TermKind, name: &str) -> Result<Option<u64>, RemoteError> {
        let stored = name
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        let params = [
            ("search", &*stored),
            ("per_page", "100"),
            ("_fields", "id,name,parent"),
        ];
        let found: Vec<WireTerm> = self.get(route(kind), &params).await?.json()?;
        let lower = name.to_lowercase();
        let best = found
            .iter()
            .filter(|term| decoded(&term.name).to_lowercase() == lower)
            // The same spelling first, then the one that is not below another.
            .min_by_key(|term| (decoded(&term.name) != name, term.parent != 0, term.id));
        Ok(best.map(|term| term.id))
    }

    async fn create_term(&self, kind: TermKind, name: &str) -> Result<u64, RemoteError> {
        match self.write(route(kind), &json!({ "name": name })).await {
            Ok(answer) => Ok(answer.json::<WireTerm>()?.id),
            // The search missed it, or somebody was quicker.
            Err(error) => match (errors::existing_term(&error), error) {
                (Some(id), _) => Ok(id),
                (None, RemoteError::NotAllowed { message }) => Err(RemoteError::NotAllowed {
                    message: format!("“{name}”: {message}"),
                }),
                (None, RemoteError::Refused { code, message }) => Err(RemoteError::Refused {
                    code,
                    message: format!("“{name}”: {message}"),
                }),
                (None, error) => Err(error),
            },
        }
    }

    /// What a post stands under. For one that is not public WordPress wants an account that may read
    /// it (`check_read_terms_permission_for_post` in `WP_REST_Terms_Controller`).
    pub(super) async fn post_terms(
        &self,
        post: &RemoteId,
        kind: TermKind,
    ) -> Result<Vec<Term>, RemoteError> {
        let params = [
            ("post", &*number(post)?.to_string()),
            ("per_page", "100"),
            ("_fields", "id,name"),
        ];
        let rows: Vec<WireTerm> = self.get(route(kind), &params).await?.json()?;
        let term = |row: WireTerm| Term {
            id: RemoteId(row.id.to_string()),
            name: decoded(&row.name),
        };
        Ok(rows.into_iter().map(term).collect())
    }

    /// Those of these ids that are of that kind: the ids of tags and categories never meet.
    pub(super) async fn terms_by_id(
        &self,
        kind: TermKind,
        ids: &[RemoteId],
    ) -> Result<Vec<Term>, RemoteError> {
        // Without any, `include` means all.
        let include = include(ids);
        if include.is_empty() {
            return Ok(Vec::new());
        }
        let params = [
            ("include", &*include),
            ("per_page", "100"),
            ("_fields", "id,name"),
        ];
        let rows: Vec<WireTerm> = self.get(route(kind), &params).await?.json()?;
        let term = |row: WireTerm| Term {
            id: RemoteId(row.id.to_string()),
            name: decoded(&row.name),
        };
        let asked = |term: &Term| ids.contains(&term.id);
        Ok(rows.into_iter().map(term).filter(asked).collect())
    }

    /// All names, most used first, as plain text.
    pub(super) async fn term_names(&self, kind: TermKind) -> Result<Vec<String>, RemoteError> {
        let mut names = Vec::new();
        for page in 1..=MOST_PAGES {
            let params = [
                ("orderby", "count"),
                ("order", "desc"),
                ("per_page", "100"),
                ("page", &*page.to_string()),
                ("_fields", "id,name"),
            ];
            let answer = self.get(route(kind), &params).await?;
            let rows: Vec<WireTerm> = answer.json()?;
            let full = rows.len() >= PER_PAGE;
            names.extend(
                rows.iter()
                    .map(|row| decoded(&row.name))
                    .filter(|name| !name.is_empty()),
            );
            if answer
                .number::<u32>("x-wp-totalpages")
                .map_or(!full, |pages| page >= pages)
            {
                break;
            }
        }
        Ok(names)
    }
}

fn route(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Tag => "tags",
        TermKind::Category => "categories",
    }
}
