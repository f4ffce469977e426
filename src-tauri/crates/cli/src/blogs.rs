//! `billet blogs`

use std::io::{self, BufRead, IsTerminal};
use std::sync::Arc;

use billet_core::{Blog, BlogHealth, BlogId, Markup};
use billet_store::{StoreError, blogs};
use billet_sync::{Office, SyncError};
use serde_json::json;

use crate::failure::{Ended, Failure};
use crate::output;

pub async fn add(office: &Arc<Office>, address: &str, user: &str) -> Ended {
    let given = std::env::var("BILLET_SECRET")
        .ok()
        .filter(|s| !s.is_empty());
    if given.is_none() && !office.secrets().lasts() {
        return Err(Failure::new(
            "There is no keychain here to keep the password in. Unlock one, or set BILLET_SECRET \
             for each command.",
        ));
    }
    let secret = match given {
        Some(secret) => secret,
        None => read_secret()?,
    };
    let id = match office.add_blog(address, user, &secret).await {
        // Adding it again is how a new password is given.
        Err(SyncError::Store(StoreError::BlogExists { id })) => {
            keep_to(office, &[id])?;
            office.sign_in_again(id, &secret).await?;
            id
        }
        added => added?,
    };
    let blog = office.library().read(|conn| blogs::get(conn, id))?;
    output::line(&format!("{}  {}  {}", blog.id, blog.name, blog.home))
}

pub fn list(office: &Office, as_json: bool) -> Ended {
    let all = office.library().read(blogs::all)?;
    if as_json {
        let rows: Vec<_> = all.iter().map(as_value).collect();
        return output::json(&rows);
    }
    all.iter().try_for_each(|blog| {
        output::line(&format!(
            "{}  {}  {}  {}  {}  {}",
            blog.id,
            blog.name,
            blog.home,
            blog.username,
            health(blog.health),
            blog.markup.as_str()
        ))
    })
}

pub async fn check(office: &Arc<Office>, wanted: Option<&str>) -> Ended {
    let all = match wanted {
        Some(wanted) => vec![find(office, wanted)?],
        None => office.library().read(blogs::all)?,
    };
    let named: Vec<_> = wanted
        .map(|_| all.iter().map(|b| b.id).collect())
        .unwrap_or_default();
    keep_to(office, &named)?;
    for blog in all {
        office
            .check_blog(blog.id)
            .await
            .map_err(|error| Failure::new(format!("{}: {error}", blog.name)))?;
        let blog = office.library().read(|conn| blogs::get(conn, blog.id))?;
        let may = &blog.capabilities;
        let can: Vec<_> = [
            (may.draft, "save drafts"),
            (may.publish, "publish"),
            (may.schedule, "schedule"),
            (may.create_terms, "make tags and categories"),
            (may.moderate, "moderate"),
            (may.reply, "reply"),
        ]
        .into_iter()
        .filter_map(|(yes, what)| yes.then_some(what))
        .collect();
        let can = if can.is_empty() {
            "only read".to_owned()
        } else {
            can.join(", ")
        };
        output::line(&format!("{}: {} may {can}", blog.name, blog.account_name))?;
    }
    Ok(())
}

pub fn set(office: &Office, wanted: &str, markup: Markup) -> Ended {
    let blog = find(office, wanted)?;
    office
        .library()
        .write(|tx| blogs::set_markup(tx, blog.id, markup))?;
    let form = match markup {
        Markup::Blocks => "blocks",
        Markup::Html => "plain HTML",
    };
    output::line(&format!(
        "Posts go to {} as {form} from now on; those that are there change when you publish them again.",
        blog.name
    ))
}

pub async fn remove(office: &Office, wanted: &str) -> Ended {
    let blog = find(office, wanted)?;
    office.remove_blog(blog.id).await?;
    output::line(&format!(
        "{} is forgotten here; your posts stay.",
        blog.name
    ))
}

/// Before anything is sent: `BILLET_SECRET` is the password of the blogs that a command names and of
/// no other, and only those are asked or written to. A command that names none means the only one.
/// Without it every blog has its own password, and nothing is held back.
pub fn keep_to(office: &Office, named: &[BlogId]) -> Ended {
    if !office.secrets().is_given() {
        return Ok(());
    }
    if !named.is_empty() {
        return Ok(office.keep_to(named)?);
    }
    let all: Vec<BlogId> = office
        .library()
        .read(blogs::all)?
        .into_iter()
        .map(|blog| blog.id)
        .collect();
    if all.len() > 1 {
        return Err(Failure::new(format!(
            "BILLET_SECRET is one password, and this library has {} blogs: use a command that names \
             the blog, or unset it.",
            all.len()
        )));
    }
    Ok(office.keep_to(&all)?)
}

/// The blog with this id, name or address.
pub fn find(office: &Office, wanted: &str) -> Result<Blog, Failure> {
    let all = office.library().read(blogs::all)?;
    let same = |blog: &Blog| {
        blog.id.to_string() == wanted
            || blog.name.to_lowercase() == wanted.to_lowercase()
            || bare(&blog.home) == bare(wanted)
    };
    let mut found: Vec<Blog> = all.into_iter().filter(same).collect();
    match (found.pop(), found.len()) {
        (Some(blog), 0) => Ok(blog),
        (Some(_), _) => Err(Failure::new(format!(
            "More than one blog answers to “{wanted}”: use its id from `billet blogs list`."
        ))),
        (None, _) => Err(Failure::new(format!(
            "There is no blog “{wanted}” in this library: `billet blogs list` shows those there are."
        ))),
    }
}

fn bare(address: &str) -> &str {
    address
        .split_once("://")
        .map_or(address, |(_, rest)| rest)
        .trim_end_matches('/')
}

fn health(health: BlogHealth) -> &'static str {
    match health {
        BlogHealth::Fine => "fine",
        BlogHealth::Unreachable => "not reachable",
        BlogHealth::SignIn => "sign in again",
    }
}

fn as_value(blog: &Blog) -> serde_json::Value {
    json!({
        "id": blog.id,
        "name": blog.name,
        "home": blog.home,
        "platform": blog.platform.name(),
        "user": blog.username,
        "account": blog.account_name,
        "health": blog.health,
        "markup": blog.markup,
        "capabilities": blog.capabilities,
        "synced_at": blog.synced_at,
    })
}

/// The password: a line of standard input, typed unseen on a terminal.
fn read_secret() -> Result<String, Failure> {
    let unread =
        |error: io::Error| Failure::new(format!("The password could not be read: {error}."));
    let secret = if io::stdin().is_terminal() {
        rpassword::prompt_password("Application password: ").map_err(unread)?
    } else {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line).map_err(unread)?;
        line
    };
    let secret = secret.trim().to_owned();
    if secret.is_empty() {
        return Err(Failure::new(
            "No password came: give the application password on standard input.",
        ));
    }
    Ok(secret)
}
