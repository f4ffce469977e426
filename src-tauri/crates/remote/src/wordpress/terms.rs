//! Tags and categories by name. WordPress knows them by id only.

use billet_core::RemoteId;
use serde_json::{Value, json};

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
            let id = match kind {
                TermKind::Tag => match self.find_term(kind, &name).await? {
                    Some(id) => id,
                    None => {
                        self.create_term(kind, &name, &json!({ "name": name }))
                            .await?
                    }
                },
                TermKind::Category => match self.category_id(&name).await? {
                    Some(id) => id,
                    None => continue,
                },
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
    pub(super) async fn find_term(
        &self,
        kind: TermKind,
        name: &str,
    ) -> Result<Option<u64>, RemoteError> {
        let stored = stored(name);
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

    pub(super) async fn create_term(
        &self,
        kind: TermKind,
        name: &str,
        body: &Value,
    ) -> Result<u64, RemoteError> {
        match self.write(route(kind), body).await {
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
            ("_fields", fields(kind)),
        ];
        let rows: Vec<WireTerm> = self.get(route(kind), &params).await?.json()?;
        self.named(kind, &rows).await
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
            ("_fields", fields(kind)),
        ];
        let rows: Vec<WireTerm> = self.get(route(kind), &params).await?.json()?;
        let mut terms = self.named(kind, &rows).await?;
        terms.retain(|term| ids.contains(&term.id));
        Ok(terms)
    }

    /// Tags by name, categories by path.
    async fn named(&self, kind: TermKind, rows: &[WireTerm]) -> Result<Vec<Term>, RemoteError> {
        let names = match kind {
            TermKind::Tag => rows.iter().map(|row| decoded(&row.name)).collect(),
            TermKind::Category => self.paths(rows).await?,
        };
        let ids = rows.iter().map(|row| RemoteId(row.id.to_string()));
        let terms = ids.zip(names).map(|(id, name)| Term { id, name });
        Ok(terms.collect())
    }

    /// All names, most used first, as plain text; categories by path.
    pub(super) async fn term_names(&self, kind: TermKind) -> Result<Vec<String>, RemoteError> {
        let mut all: Vec<WireTerm> = Vec::new();
        for page in 1..=MOST_PAGES {
            let params = [
                ("orderby", "count"),
                ("order", "desc"),
                ("per_page", "100"),
                ("page", &*page.to_string()),
                ("_fields", fields(kind)),
            ];
            let answer = self.get(route(kind), &params).await?;
            let rows: Vec<WireTerm> = answer.json()?;
            let full = rows.len() >= PER_PAGE;
            all.extend(rows);
            if answer
                .number::<u32>("x-wp-totalpages")
                .map_or(!full, |pages| page >= pages)
            {
                break;
            }
        }
        let terms = self.named(kind, &all).await?.into_iter();
        let names = terms.map(|term| term.name);
        Ok(names.filter(|name| !name.is_empty()).collect())
    }
}

/// As WordPress keeps it: the search looks at that.
pub(super) fn stored(name: &str) -> String {
    let name = name.replace('&', "&amp;").replace('<', "&lt;");
    name.replace('>', "&gt;")
}

/// Tags lie in nothing.
fn fields(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Tag => "id,name",
        TermKind::Category => "id,name,parent",
    }
}

pub(super) fn route(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Tag => "tags",
        TermKind::Category => "categories",
    }
}
