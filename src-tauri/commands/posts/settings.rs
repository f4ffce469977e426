//! What a post, or every post, is to have on a blog beside its text.

use billet_core::{BlogId, Choices, PostId, Settings};
use billet_store::{StoreError, blogs, post_settings, posts};
use serde::Serialize;
use ts_rs::TS;

use super::super::Answer;
use crate::state::Shell;

/// What is wished for a post.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostSettingsView {
    /// On every blog.
    pub everywhere: Settings,
    /// On each connected blog.
    pub blogs: Vec<BlogSettingsView>,
    /// The addresses of the pictures in its text that are in the library or on this computer.
    pub pictures: Vec<String>,
}

/// What is wished on one blog.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BlogSettingsView {
    /// The blog.
    pub blog: BlogId,
    /// Its name.
    pub name: String,
    /// For this post; nothing where no post is meant.
    pub own: Settings,
    /// For every post.
    pub always: Settings,
    /// What the blog lets its account choose.
    pub choices: Choices,
}

pub(in crate::commands) fn of_post(shell: &Shell, id: PostId) -> Answer<PostSettingsView> {
    Ok(shell.library().read(|conn| {
        let one = |blog: billet_core::Blog| {
            Ok(BlogSettingsView {
                own: post_settings::get(conn, id, Some(blog.id))?,
                always: post_settings::of_blog(conn, blog.id)?,
                choices: post_settings::choices(conn, blog.id)?,
                blog: blog.id,
                name: blog.name,
            })
        };
        let body = posts::get(conn, id)?.text.body;
        let pictures = billet_text::local_pictures(&body);
        Ok::<_, StoreError>(PostSettingsView {
            pictures: pictures.into_iter().map(|p| p.address).collect(),
            everywhere: post_settings::get(conn, id, None)?,
            blogs: blogs::all(conn)?
                .into_iter()
                .map(one)
                .collect::<Result<_, StoreError>>()?,
        })
    })?)
}

pub(in crate::commands) fn set_of_post(
    shell: &Shell,
    id: PostId,
    blog: Option<BlogId>,
    settings: Settings,
) -> Answer<()> {
    Ok(shell.office.set_post_settings(id, blog, &settings)?)
}

pub(in crate::commands) fn of_blog(shell: &Shell, id: BlogId) -> Answer<BlogSettingsView> {
    Ok(shell.library().read(|conn| {
        Ok::<_, StoreError>(BlogSettingsView {
            blog: id,
            name: blogs::get(conn, id)?.name,
            own: Settings::default(),
            always: post_settings::of_blog(conn, id)?,
            choices: post_settings::choices(conn, id)?,
        })
    })?)
}

pub(in crate::commands) fn set_of_blog(
    shell: &Shell,
    id: BlogId,
    settings: Settings,
) -> Answer<()> {
    Ok(shell
        .library()
        .write(|tx| post_settings::set_of_blog(tx, id, &settings))?)
}
