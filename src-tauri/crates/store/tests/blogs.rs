//! Blogs are connected, checked and removed; their tags and categories are known.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test"
)]

mod common;

use billet_core::{
    BlogHealth, BlogId, Capabilities, CommentAuthor, CommentStatus, JobKind, JobState, Markup,
    PublicationId, PublishStatus, RemoteId, RemoteStatus, RevisionReason, Shelf, Target,
};
use billet_store::blogs::{self, TermKind};
use billet_store::comments::{self, Arrived};
use billet_store::{Library, StoreError, outbox, posts, publications, settings};
use common::{at, connect_blog, library, new_blog, raw, write_post};
use rusqlite::Connection;

fn names(conn: &Connection) -> Result<Vec<String>, StoreError> {
    Ok(blogs::all(conn)?
        .into_iter()
        .map(|blog| blog.name)
        .collect())
}

#[test]
fn a_blog_comes_back_as_it_was_added() {
    let library = library();
    let new = new_blog("étang");
    let id = library.write(|tx| blogs::add(tx, &new, at(5))).unwrap();
    let blog = library.read(|conn| blogs::get(conn, id)).unwrap();
    assert_eq!(
        (blog.platform, &blog.name, &blog.home),
        (new.platform, &new.name, &new.home)
    );
    assert_eq!(
        (&blog.endpoint, &blog.username),
        (&new.endpoint, &new.username)
    );
    assert_eq!(
        (&blog.account, &blog.account_name),
        (&new.account, &new.account_name)
    );
    assert_eq!(
        (blog.secret_key, &blog.capabilities),
        (new.secret_key, &new.capabilities)
    );
    assert_eq!((blog.health, blog.added_at), (BlogHealth::Fine, at(5)));
    assert_eq!((blog.markup, blog.synced_at), (new.markup, None));
}

#[test]
fn how_posts_are_written_is_the_writers_choice_and_outlasts_the_blogs_removal() {
    let library = library();
    let id = connect_blog(&library, "one");
    let markup = || library.read(|conn| blogs::get(conn, id)).unwrap().markup;
    assert_eq!(markup(), Markup::Blocks);
    library
        .write(|tx| blogs::set_markup(tx, id, Markup::Html))
        .unwrap();
    assert_eq!(markup(), Markup::Html);
    // Its posts are there as they were written: another form would change them all.
    library.write(|tx| blogs::remove(tx, id, at(1))).unwrap();
    let gone = library.write(|tx| blogs::set_markup(tx, id, Markup::Blocks));
    assert!(matches!(gone, Err(StoreError::NoBlog { id: of }) if of == id));
    assert_eq!(connect_blog(&library, "one"), id);
    assert_eq!(markup(), Markup::Html);
}

#[test]
fn the_same_account_is_connected_once() {
    let library = library();
    let id = connect_blog(&library, "one");
    let again = library
        .write(|tx| blogs::add(tx, &new_blog("one"), at(1)))
        .unwrap_err();
    assert!(matches!(again, StoreError::BlogExists { id: there } if there == id));
    let other = blogs::NewBlog {
        username: "bruno".into(),
        ..new_blog("one")
    };
    library.write(|tx| blogs::add(tx, &other, at(1))).unwrap();
    assert_eq!(library.read(blogs::all).unwrap().len(), 2);
}

#[test]
fn blogs_are_listed_by_name_as_a_reader_of_french_expects() {
    let library = library();
    for name in ["zoo", "Étang", "eau", "œuvre", "Ours", "fleuve"] {
        connect_blog(&library, name);
    }
    assert_eq!(
        library.read(names).unwrap(),
        ["eau", "Étang", "fleuve", "œuvre", "Ours", "zoo"]
    );
}

#[test]
fn a_check_brings_a_refused_blog_back() {
    let library = library();
    let id = connect_blog(&library, "one");
    library
        .write(|tx| blogs::set_health(tx, id, BlogHealth::SignIn))
        .unwrap();
    let health = || library.read(|conn| blogs::get(conn, id)).unwrap().health;
    assert_eq!(health(), BlogHealth::SignIn);
    let can = Capabilities {
        moderate: true,
        ..Capabilities::default()
    };
    library
        .write(|tx| blogs::update_account(tx, id, "Renamed", &"9".into(), "Anna", &can))
        .unwrap();
    library
        .write(|tx| blogs::set_synced(tx, id, at(60)))
        .unwrap();
    let blog = library.read(|conn| blogs::get(conn, id)).unwrap();
    assert_eq!(
        (blog.health, blog.name.as_str()),
        (BlogHealth::Fine, "Renamed")
    );
    assert_eq!(
        (blog.account.as_str(), blog.account_name.as_str()),
        ("9", "Anna")
    );
    assert_eq!((blog.capabilities, blog.synced_at), (can, Some(at(60))));
}

#[test]
fn a_blog_that_is_not_there_is_said() {
    let library = library();
    let id = BlogId(9);
    let missing = |result: Result<(), StoreError>| {
        assert!(
            matches!(result, Err(StoreError::NoBlog { id: BlogId(9) })),
            "{result:?}"
        );
    };
    let can = Capabilities::default();
    missing(library.read(|conn| blogs::get(conn, id)).map(|_| ()));
    missing(library.write(|tx| blogs::remove(tx, id, at(0))));
    missing(library.write(|tx| blogs::set_health(tx, id, BlogHealth::Fine)));
    missing(library.write(|tx| blogs::set_synced(tx, id, at(0))));
    missing(library.write(|tx| blogs::update_account(tx, id, "", &"1".into(), "", &can)));
    missing(library.write(|tx| blogs::set_terms(tx, id, TermKind::Tag, &[])));
}

/// A post that `blog` has, as `remote_id` says; `None`: it is on its way.
fn on_blog(library: &Library, blog: BlogId, title: &str, remote_id: Option<i64>) -> PublicationId {
    let post = write_post(library, title, "mots", 0);
    let target = Target {
        status: PublishStatus::Publish,
        at: None,
    };
    library
        .write(|tx| {
            let text = posts::keep_revision(tx, post, RevisionReason::Publish, at(1))?;
            let publication = publications::want(tx, post, blog, text, &target)?;
            if let Some(there) = remote_id {
                publications::reserved(tx, publication, &RemoteId::from(there))?;
                publications::set_status(tx, publication, &RemoteStatus::Published)?;
            }
            let kind = JobKind::Publish { publication };
            outbox::add(tx, blog, &kind, None, at(1), at(1))?;
            Ok::<_, StoreError>(publication)
        })
        .unwrap()
}

#[test]
fn a_removed_blog_leaves_the_posts_and_what_is_known_of_them_there() {
    let library = library();
    let blog = connect_blog(&library, "one");
    let there = on_blog(&library, blog, "Bonjour", Some(7));
    let waiting = on_blog(&library, blog, "Pas encore", None);
    let post = library
        .read(|conn| publications::get(conn, there))
        .unwrap()
        .post;
    library
        .write(|tx| blogs::set_terms(tx, blog, TermKind::Tag, &["mer".into()]))
        .unwrap();

    library.write(|tx| blogs::remove(tx, blog, at(9))).unwrap();

    assert!(library.read(names).unwrap().is_empty());
    let gone = library.read(|conn| blogs::get(conn, blog));
    assert!(matches!(gone, Err(StoreError::NoBlog { .. })));
    let again = library.write(|tx| blogs::remove(tx, blog, at(9)));
    assert!(matches!(again, Err(StoreError::NoBlog { .. })));
    assert_eq!(
        library.read(blogs::names).unwrap(),
        [(blog, "one".to_owned())]
    );
    assert_eq!(library.read(|conn| outbox::list(conn, 9)).unwrap(), []);
    assert!(
        library
            .read(|conn| blogs::terms(conn, TermKind::Tag))
            .unwrap()
            .is_empty()
    );
    let kept = library
        .read(|conn| publications::of_post(conn, post))
        .unwrap();
    assert_eq!(kept[0].remote_id, Some(RemoteId::from(7)));
    assert_eq!(
        library.read(|conn| posts::get(conn, post)).unwrap().shelf,
        Shelf::Published
    );
    // What never left has no place there.
    assert!(
        library
            .read(|conn| publications::get(conn, waiting))
            .is_err()
    );
    assert_eq!(library.read(posts::all).unwrap().len(), 2);
    // Nothing that was still on its way here comes in.
    let late = library.write(|tx| comments::arrive(tx, blog, &comment()));
    assert!(matches!(late, Err(StoreError::NoBlog { .. })));
    for late in [
        library.write(|tx| blogs::set_health(tx, blog, BlogHealth::SignIn)),
        library.write(|tx| blogs::set_synced(tx, blog, at(9))),
    ] {
        assert!(matches!(late, Err(StoreError::NoBlog { .. })));
    }
}

fn comment() -> Arrived {
    Arrived {
        remote_id: RemoteId::from(1),
        post: RemoteId::from(7),
        parent: None,
        author: CommentAuthor::default(),
        is_mine: false,
        html: "<p>Oui</p>".into(),
        plain: "Oui".into(),
        status: CommentStatus::Pending,
        written_at: at(0),
        url: String::new(),
    }
}

#[test]
fn a_blog_added_again_is_the_one_that_was_removed() {
    let library = library();
    let add = |user: &str, seconds| {
        let new = blogs::NewBlog {
            username: user.into(),
            account: user.into(),
            ..new_blog("one")
        };
        let key = new.secret_key;
        let id = library
            .write(|tx| blogs::add(tx, &new, at(seconds)))
            .unwrap();
        let blog = library.read(|conn| blogs::get(conn, id)).unwrap();
        assert_eq!((blog.secret_key, blog.username.as_str()), (key, user));
        assert_eq!((blog.account.as_str(), blog.synced_at), (user, None));
        assert_eq!(
            (blog.health, blog.added_at),
            (BlogHealth::Fine, at(seconds))
        );
        id
    };
    let remove = |id, seconds| {
        library
            .write(|tx| blogs::set_synced(tx, id, at(1)))
            .unwrap();
        library
            .write(|tx| blogs::set_health(tx, id, BlogHealth::SignIn))
            .unwrap();
        library
            .write(|tx| blogs::remove(tx, id, at(seconds)))
            .unwrap();
    };
    let other = connect_blog(&library, "two");
    let (anna, bruno) = (add("anna", 0), add("bruno", 0));
    assert_ne!(anna, bruno);
    remove(anna, 5);
    remove(bruno, 6);
    assert_eq!(
        add("anna", 7),
        anna,
        "her own first, though his was removed later"
    );
    assert_eq!(add("chloé", 8), bruno, "else whoever wrote there");
    let third = add("bruno", 9);
    assert!(
        ![anna, bruno, other].contains(&third),
        "nothing is left to come back"
    );
    let again = library.write(|tx| blogs::add(tx, &new_blog("one"), at(9)));
    assert!(matches!(again, Err(StoreError::BlogExists { id }) if id == anna));
}

#[test]
fn a_place_that_may_have_been_made_is_looked_for_when_the_blog_is_back() {
    let library = library();
    let blog = connect_blog(&library, "one");
    let publication = on_blog(&library, blog, "Bonjour", None);
    let before = library
        .read(|conn| publications::get(conn, publication))
        .unwrap();
    // The request has left when the blog is removed.
    library
        .write(|tx| outbox::claim(tx, "1:test", None, at(2)))
        .unwrap()
        .unwrap();
    library.write(|tx| blogs::remove(tx, blog, at(3))).unwrap();

    assert_eq!(connect_blog(&library, "one"), blog);
    let state = library
        .write(|tx| {
            let again = publications::want(tx, before.post, blog, before.wanted, &before.target)?;
            assert_eq!(again, publication);
            let kind = JobKind::Publish { publication };
            let job = outbox::add(tx, blog, &kind, None, at(4), at(4))?.unwrap();
            Ok::<_, StoreError>(outbox::get(tx, job)?.state)
        })
        .unwrap();
    assert_eq!(state, JobState::Unknown);
    let after = library
        .read(|conn| publications::get(conn, publication))
        .unwrap();
    assert_eq!(after.marker, before.marker);
}

#[test]
fn tags_of_all_blogs_are_known_once_and_sorted() {
    let library = library();
    let (one, two) = (connect_blog(&library, "one"), connect_blog(&library, "two"));
    let set = |blog, kind, names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        library
            .write(|tx| blogs::set_terms(tx, blog, kind, &names))
            .unwrap();
    };
    let tags = || {
        library
            .read(|conn| blogs::terms(conn, TermKind::Tag))
            .unwrap()
    };
    set(one, TermKind::Tag, &["vélo", "Été", "vélo"]);
    set(two, TermKind::Tag, &["eau", "vélo"]);
    set(two, TermKind::Category, &["Carnet"]);
    assert_eq!(tags(), ["eau", "Été", "vélo"]);
    set(one, TermKind::Tag, &["zèbre"]);
    assert_eq!(tags(), ["eau", "vélo", "zèbre"]);
    assert_eq!(
        library
            .read(|c| blogs::terms(c, TermKind::Category))
            .unwrap(),
        ["Carnet"]
    );
}

#[test]
fn what_cannot_be_read_is_said_and_not_replaced() {
    let library = library();
    let id = connect_blog(&library, "one");
    for damage in [
        "capabilities = '{'",
        "platform = 'gopher'",
        "secret_key = 'x'",
    ] {
        raw(&library, &format!("UPDATE blogs SET {damage}"));
        let read = library.read(|conn| blogs::get(conn, id));
        assert!(
            matches!(read, Err(StoreError::Unreadable { .. })),
            "{damage}"
        );
        raw(
            &library,
            &format!(
                "UPDATE blogs SET capabilities = '{{}}', platform = 'word_press', secret_key = '{}'",
                uuid::Uuid::nil()
            ),
        );
        library.read(|conn| blogs::get(conn, id)).unwrap();
    }
}

#[test]
fn a_setting_keeps_its_last_value() {
    let library = library();
    let get = || {
        library
            .read(|conn| settings::get(conn, "language"))
            .unwrap()
    };
    assert_eq!(get(), None);
    for value in ["en", "fr", ""] {
        library
            .write(|tx| settings::set(tx, "language", value))
            .unwrap();
        assert_eq!(get().as_deref(), Some(value));
    }
}
