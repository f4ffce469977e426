//! The blogs: adding, checking, removing, fetching.

use billet_core::{Blog, BlogHealth, BlogId, Capabilities, Markup};
use billet_store::{StoreError, blogs, fetched, post_settings};
use serde::Serialize;
use ts_rs::TS;

use super::Answer;
use crate::state::Shell;

/// A blog as its screen shows it.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BlogView {
    /// Its id.
    pub id: BlogId,
    /// Its title.
    pub name: String,
    /// Its front page.
    pub home: String,
    /// The software, as people call it.
    pub platform: String,
    /// The name typed to sign in.
    pub username: String,
    /// The name readers see.
    pub account_name: String,
    /// What the account may do.
    pub capabilities: Capabilities,
    /// The form in which posts are written there.
    pub markup: Markup,
    /// The forms to choose from; one is no choice.
    pub markups: Vec<Markup>,
    /// What the last contact showed.
    pub health: BlogHealth,
    /// The time zone it gives its dates in: a name, or an offset like `+05:30`; empty: unknown.
    pub zone: String,
    /// When its comments were last fetched whole, milliseconds since 1970.
    pub synced_at: Option<i64>,
    /// Its posts are fetched, too.
    pub fetches_posts: bool,
    /// When its posts were last fetched to the end, milliseconds since 1970.
    pub posts_fetched_at: Option<i64>,
    /// How many of its posts and pages are known.
    pub posts: i64,
    /// Where the writer makes an application password, in the browser.
    pub password_page: String,
}

impl BlogView {
    fn of(blog: Blog, posts: i64, zone: String) -> Self {
        Self {
            id: blog.id,
            name: blog.name,
            password_page: password_page(&blog.home),
            home: blog.home,
            platform: blog.platform.name().to_owned(),
            username: blog.username,
            account_name: blog.account_name,
            capabilities: blog.capabilities,
            markup: blog.markup,
            markups: blog.platform.markups().to_vec(),
            health: blog.health,
            zone,
            synced_at: blog.synced_at.map(|at| at.as_millisecond()),
            fetches_posts: blog.fetches_posts,
            posts_fetched_at: blog.posts_fetched_at.map(|at| at.as_millisecond()),
            posts,
        }
    }
}

/// What stands at an address.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundBlog {
    /// Its title.
    pub name: String,
    /// Its front page.
    pub home: String,
    /// The software, as people call it.
    pub platform: String,
    /// It can be reached over https.
    pub secure: bool,
    /// It takes application passwords there.
    pub takes_passwords: bool,
    /// Where the writer makes an application password, in the browser.
    pub password_page: String,
}

/// WordPress's own page; see `wp-admin/user-edit.php`, the section of application passwords.
fn password_page(home: &str) -> String {
    let home = home.trim_end_matches('/');
    format!("{home}/wp-admin/profile.php#application-passwords-section")
}

pub(super) fn list(shell: &Shell) -> Answer<Vec<BlogView>> {
    Ok(shell.library().read(|conn| {
        let all = blogs::all(conn)?.into_iter();
        all.map(|blog| {
            let posts = fetched::count(conn, blog.id)?;
            let zone = post_settings::choices(conn, blog.id)?.zone;
            Ok(BlogView::of(blog, posts, zone))
        })
        .collect::<Result<_, StoreError>>()
    })?)
}

pub(super) async fn find(shell: &Shell, address: String) -> Answer<FoundBlog> {
    let found = shell.office.find_blog(&address).await?;
    Ok(FoundBlog {
        secure: found.home.scheme() == "https",
        password_page: password_page(found.home.as_str()),
        name: found.name,
        home: found.home.to_string(),
        platform: found.platform.name().to_owned(),
        takes_passwords: found.takes_passwords,
    })
}

pub(super) async fn add(
    shell: &Shell,
    address: String,
    username: String,
    password: String,
) -> Answer<BlogView> {
    let id = shell
        .office
        .add_blog(&address, &username, &password)
        .await?;
    shell.fetch(Some(id));
    view(shell, id)
}

pub(super) async fn check(shell: &Shell, id: BlogId) -> Answer<BlogView> {
    shell.office.check_blog(id).await?;
    view(shell, id)
}

pub(super) async fn sign_in_again(shell: &Shell, id: BlogId, password: String) -> Answer<BlogView> {
    shell.office.sign_in_again(id, &password).await?;
    view(shell, id)
}

pub(super) fn set_markup(shell: &Shell, id: BlogId, markup: Markup) -> Answer<BlogView> {
    shell
        .library()
        .write(|tx| blogs::set_markup(tx, id, markup))?;
    view(shell, id)
}

pub(super) fn set_fetches_posts(shell: &Shell, id: BlogId, wanted: bool) -> Answer<BlogView> {
    shell.office.set_fetches_posts(id, wanted)?;
    if wanted {
        shell.fetch(Some(id));
    }
    view(shell, id)
}

pub(super) async fn remove(shell: &Shell, id: BlogId) -> Answer<()> {
    Ok(shell.office.remove_blog(id).await?)
}

pub(super) fn fetch_now(shell: &Shell, blog: Option<BlogId>) -> Answer<()> {
    shell.fetch(blog);
    Ok(())
}

pub(super) fn stop_fetching(shell: &Shell) -> Answer<()> {
    shell.stop_fetching();
    Ok(())
}

fn view(shell: &Shell, id: BlogId) -> Answer<BlogView> {
    Ok(shell.library().read(|conn| {
        Ok::<_, StoreError>(BlogView::of(
            blogs::get(conn, id)?,
            fetched::count(conn, id)?,
            post_settings::choices(conn, id)?.zone,
        ))
    })?)
}
