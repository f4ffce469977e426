//! Categories that lie in others: by path. Two of the same name in different places are two.

use std::collections::HashMap;

use billet_core::categories::{common_end, names, path};
use serde_json::json;

use crate::plain::decoded;
use crate::{RemoteError, TermKind};

use super::client::WordPress;
use super::terms::{route, stored};
use super::wire::WireTerm;

/// How deep categories may lie. WordPress knows no limit, and a plugin may have made a circle.
const DEEPEST: usize = 20;

impl WordPress {
    /// The path of each of these; what lies above them is asked for as far as it is not among them.
    pub(super) async fn paths(&self, terms: &[WireTerm]) -> Result<Vec<String>, RemoteError> {
        let mut known: HashMap<u64, WireTerm> =
            terms.iter().map(|term| (term.id, term.clone())).collect();
        let mut asked: Vec<u64> = Vec::new();
        for _ in 0..DEEPEST {
            let above = known.values().map(|term| term.parent);
            let mut missing: Vec<u64> = above
                .filter(|id| *id != 0 && !known.contains_key(id) && !asked.contains(id))
                .collect();
            missing.sort_unstable();
            missing.dedup();
            if missing.is_empty() {
                break;
            }
            for ids in missing.chunks(100) {
                let include = ids.iter().map(u64::to_string).collect::<Vec<_>>().join(",");
                let params = [
                    ("include", &*include),
                    ("per_page", "100"),
                    ("_fields", "id,name,parent"),
                ];
                let route = route(TermKind::Category);
                let rows: Vec<WireTerm> = self.get(route, &params).await?.json()?;
                known.extend(rows.into_iter().map(|term| (term.id, term)));
            }
            asked.extend(missing);
        }
        Ok(terms.iter().map(|term| path_of(term, &known)).collect())
    }

    /// The id of the category that a path names: the very one; else, where its outermost name is not
    /// on this blog, the one whose path ends most alike; else it is made, with what lies above it.
    pub(super) async fn category_id(&self, wanted: &str) -> Result<Option<u64>, RemoteError> {
        // A name may hold the sign itself.
        if let Some(id) = self.find_term(TermKind::Category, wanted).await? {
            return Ok(Some(id));
        }
        let names = names(wanted);
        if let [name] = names.as_slice() {
            return Ok(Some(self.create_category(name, 0).await?));
        }
        let mut above = 0;
        let mut depth = 0;
        for name in &names {
            let children = self.called(name).await?;
            let child = children.iter().find(|term| term.parent == above);
            match child {
                Some(term) => above = term.id,
                None => break,
            }
            depth += 1;
        }
        if depth == 0
            && let Some(id) = self.nearest(wanted, names.last()).await?
        {
            return Ok(Some(id));
        }
        for name in names.iter().skip(depth) {
            above = self.create_category(name, above).await?;
        }
        Ok((above != 0).then_some(above))
    }

    async fn nearest(
        &self,
        wanted: &str,
        last: Option<&String>,
    ) -> Result<Option<u64>, RemoteError> {
        let Some(last) = last else {
            return Ok(None);
        };
        let alike = self.called(last).await?;
        let paths = self.paths(&alike).await?;
        let near = alike.iter().zip(&paths);
        let near = near.max_by_key(|(term, path)| {
            let extra = names(path).len();
            (
                common_end(path, wanted),
                std::cmp::Reverse(extra),
                std::cmp::Reverse(term.id),
            )
        });
        Ok(near.map(|(term, _)| term.id))
    }

    /// Every category of that name, wherever it lies.
    async fn called(&self, name: &str) -> Result<Vec<WireTerm>, RemoteError> {
        let stored = stored(name);
        let params = [
            ("search", &*stored),
            ("per_page", "100"),
            ("_fields", "id,name,parent"),
        ];
        let route = route(TermKind::Category);
        let found: Vec<WireTerm> = self.get(route, &params).await?.json()?;
        let lower = name.to_lowercase();
        let same = |term: &WireTerm| decoded(&term.name).to_lowercase() == lower;
        Ok(found.into_iter().filter(same).collect())
    }

    /// `term_exists` names the one of that name in that very place (`wp_insert_term`).
    async fn create_category(&self, name: &str, above: u64) -> Result<u64, RemoteError> {
        let mut body = json!({ "name": name });
        if above != 0 {
            body = json!({ "name": name, "parent": above });
        }
        self.create_term(TermKind::Category, name, &body).await
    }
}

fn path_of(term: &WireTerm, known: &HashMap<u64, WireTerm>) -> String {
    let mut names = vec![decoded(&term.name)];
    let mut above = term.parent;
    while let Some(parent) = known.get(&above)
        && names.len() < DEEPEST
    {
        names.push(decoded(&parent.name));
        above = parent.parent;
    }
    names.reverse();
    path(&names)
}
