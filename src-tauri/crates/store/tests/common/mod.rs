//! A fresh library and the things the stories of posts, blogs and opening begin with.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::ops::Deref;

use billet_core::{BlogId, Capabilities, Markup, Platform, PostId, PostText};
use billet_store::blogs::{self, NewBlog};
use billet_store::posts::{self, Measure};
use billet_store::{Library, StoreError};
use jiff::Timestamp;
use tempfile::TempDir;
use uuid::Uuid;

/// A new library; its folder goes with it.
pub struct Fresh {
    pub library: Library,
    pub folder: TempDir,
}

impl Deref for Fresh {
    type Target = Library;

    fn deref(&self) -> &Library {
        &self.library
    }
}

pub fn library() -> Fresh {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open(folder.path(), at(0)).unwrap();
    Fresh { library, folder }
}

/// So many seconds into 22 November 2026.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_795_305_600 + seconds).unwrap()
}

pub fn text(title: &str, body: &str) -> PostText {
    PostText {
        title: title.into(),
        body: body.into(),
        ..PostText::default()
    }
}

pub fn measure(words: i64) -> Measure {
    Measure {
        words,
        snippet: format!("{words} words"),
    }
}

pub fn write_post(library: &Library, title: &str, body: &str, seconds: i64) -> PostId {
    library
        .write(|tx| posts::create(tx, &text(title, body), &measure(1), at(seconds)))
        .unwrap()
}

pub fn new_blog(name: &str) -> NewBlog {
    NewBlog {
        platform: Platform::WordPress,
        name: name.into(),
        home: format!("https://{name}.example/"),
        endpoint: format!("https://{name}.example/wp-json/"),
        username: "anna".into(),
        account: "7".into(),
        account_name: "Anna Lebœuf".into(),
        secret_key: Uuid::new_v4(),
        capabilities: Capabilities {
            draft: true,
            publish: true,
            ..Capabilities::default()
        },
        markup: Markup::Blocks,
    }
}

pub fn connect_blog(library: &Library, name: &str) -> BlogId {
    library
        .write(|tx| blogs::add(tx, &new_blog(name), at(0)))
        .unwrap()
}

/// Runs SQL of the test's own, to damage what is there.
pub fn raw(library: &Library, sql: &str) {
    library
        .write(|tx| {
            tx.execute_batch(sql).unwrap();
            Ok::<_, StoreError>(())
        })
        .unwrap();
}
