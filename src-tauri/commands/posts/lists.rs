//! Lists of posts: pages in one of four orders, where the pages begin, and what narrows them.

use billet_core::{BlogId, PostOrder, Shelf};
use billet_store::StoreError;
use billet_store::posts::{self, Filter, Key, Place};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::months;
use super::views::{PostFacets, PostRowView};
use crate::commands::Answer;
use crate::state::Shell;

/// Posts on a page.
const PAGE: usize = 60;

/// Which posts a list shows, and which page of them.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostFilter {
    /// The shelf; every shelf but the trash without one.
    pub shelf: Option<Shelf>,
    /// Words to search for.
    pub query: Option<String>,
    /// Only on this blog.
    pub blog: Option<BlogId>,
    /// Only with this tag.
    pub tag: Option<String>,
    /// Last saved then or later, in milliseconds since 1970.
    pub from: Option<i64>,
    /// Last saved before then, in milliseconds since 1970.
    pub until: Option<i64>,
    /// In this order.
    pub order: PostOrder,
    /// Where the last page ended.
    pub after: Option<RowPlace>,
    /// At most so many, when that is less than a page.
    pub most: Option<usize>,
}

/// Where a row stands in a list of its order.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RowPlace {
    key: RowKey,
    id: i64,
}

/// What an order looks at.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(untagged)]
enum RowKey {
    Number(i64),
    Text(String),
}

impl From<Place> for RowPlace {
    fn from(place: Place) -> Self {
        Self {
            key: match place.key {
                Key::Number(number) => RowKey::Number(number),
                Key::Text(text) => RowKey::Text(text),
            },
            id: place.id,
        }
    }
}

impl From<RowPlace> for Place {
    fn from(place: RowPlace) -> Self {
        Self {
            key: match place.key {
                RowKey::Number(number) => Key::Number(number),
                RowKey::Text(text) => Key::Text(text),
            },
            id: place.id,
        }
    }
}

/// A page of posts.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostPage {
    /// In the filter's order.
    pub rows: Vec<PostRowView>,
    /// Where the next page begins, if there may be one.
    pub next: Option<RowPlace>,
}

/// Every page of a list.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlacesView {
    /// How many posts the list has.
    pub posts: usize,
    /// How many are on a page.
    pub page: usize,
    /// Where each page but the last ends.
    pub ends: Vec<RowPlace>,
}

impl PostFilter {
    fn wanted(&self) -> Filter {
        let time = |at: Option<i64>| at.and_then(|at| Timestamp::from_millisecond(at).ok());
        Filter {
            shelf: self.shelf,
            query: self.query.clone(),
            blog: self.blog,
            tag: self.tag.clone(),
            from: time(self.from),
            until: time(self.until),
            order: self.order,
        }
    }
}

pub fn list(shell: &Shell, filter: PostFilter) -> Answer<PostPage> {
    let wanted = filter.wanted();
    let most = filter.most.unwrap_or(PAGE).min(PAGE);
    let after = filter.after.map(Place::from);
    let rows = shell.office.find_posts(&wanted, after.as_ref(), most)?;
    let last = rows.last().filter(|_| rows.len() == most);
    Ok(PostPage {
        next: last.map(|found| found.row.place(wanted.order).into()),
        rows: rows.into_iter().map(PostRowView::from).collect(),
    })
}

pub fn places(shell: &Shell, filter: PostFilter) -> Answer<PlacesView> {
    let places = shell
        .library()
        .read(|conn| posts::places(conn, &filter.wanted(), PAGE))?;
    Ok(PlacesView {
        posts: places.posts,
        page: PAGE,
        ends: places.ends.into_iter().map(RowPlace::from).collect(),
    })
}

pub fn facets(shell: &Shell, shelf: Shelf) -> Answer<PostFacets> {
    let (tags, times) = shell.library().read(|conn| {
        Ok::<_, StoreError>((
            posts::tags(conn, Some(shelf))?,
            posts::times(conn, Some(shelf))?,
        ))
    })?;
    Ok(PostFacets {
        tags,
        months: months::of(&times, &TimeZone::system()),
    })
}
