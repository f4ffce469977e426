//! WordPress' exports: a real one, one of others' making, and broken ones.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

mod support;

use billet_core::{RemoteStatus, Shelf};
use billet_exchange::{ExchangeError, Fate, Format, LeftKind};
use support::{Desk, fixture, left};

#[test]
fn a_real_blog_comes_in_whole_and_only_once() {
    let desk = Desk::new();
    let file = fixture("exchange/wordpress.xml");
    let looked = desk.look(&file);
    assert_eq!(desk.posts().len(), 0, "a preview changes nothing");
    let report = desk.import(&file);
    assert_eq!(report, looked);
    assert_eq!(report.format, Format::Wordpress);
    assert_eq!(report.blog, "Carnet du réseau");
    assert_eq!((report.posts, report.pages, report.new), (13, 1, 13));
    assert_eq!(left(&report, LeftKind::Comments), 16);
    assert_eq!(left(&report, LeftKind::Passwords), 1);
    assert_eq!(left(&report, LeftKind::Attachments), 1);

    let again = desk.import(&file);
    assert_eq!((again.new, again.there, again.differ), (0, 13, 0));
    assert_eq!(desk.posts().len(), 13);

    let (post, origin) = desk.titled("Trois leçons d’une collecte d’hiver");
    assert_eq!(post.shelf, Shelf::Drafts);
    assert!(
        post.text.body.contains("\n- **Un lieu** que tout"),
        "{}",
        post.text.body
    );
    assert!(post.words > 100);
    assert_eq!(post.text.tags, ["bénévoles", "collecte"]);
    assert_eq!(post.text.categories, ["Sur le terrain"]);
    assert_eq!(post.created_at, "2026-11-02T20:03:22Z".parse().unwrap());
    assert_eq!(origin.status, RemoteStatus::Published);
    assert_eq!(origin.author, "admin");

    let (russian, _) = desk.titled("Привет, мир");
    assert_eq!(russian.text.slug.as_deref(), Some("привет-мир"));
    assert_eq!(russian.text.excerpt, "Un résumé & plus");
    assert_eq!(russian.text.tags, ["mer", "été & hiver"]);
    assert_eq!(russian.text.categories, ["Carnet"]);
    assert!(
        russian.text.body.contains("/wp-content/uploads/mer.jpg)")
            && russian.text.body.contains("](http://127.0.0.1"),
        "a picture on the blog is not looked for on this computer: {}",
        russian.text.body
    );
    assert!(desk.titled("À propos & « nous »").1.page);
    assert_eq!(desk.titled("Plus tard").1.status, RemoteStatus::Scheduled);
    assert_eq!(desk.titled("Privé").1.status, RemoteStatus::Private);
    assert_eq!(desk.titled("Protégé").1.status, RemoteStatus::Draft);
    assert!(desk.titled("Avec image").1.picture.ends_with(".jpg"));
    let (thrown, _) = desk.titled("Jeté");
    assert_eq!(
        (thrown.shelf, thrown.text.slug.as_deref()),
        (Shelf::Trash, Some("jete"))
    );
    let (draft, _) = desk.titled("Brouillon");
    assert_eq!(
        draft.text.body,
        "Un texte classique.\n\nDeux paragraphes & **gras**."
    );
}

#[test]
fn two_posts_that_an_export_gave_one_name_are_two_posts() {
    let desk = Desk::new();
    let file = fixture("exchange/others.xml");
    let report = desk.import(&file);
    assert_eq!((report.posts, report.new), (2, 2));
    assert_eq!(left(&report, LeftKind::NoPost), 3);
    let (one, _) = desk.titled("Item one title");
    assert!(
        one.text.body.contains("make extra money"),
        "{}",
        one.text.body
    );
    assert_eq!(one.text.categories, ["Blogging", "Life", "A", "2016"]);
    let again = desk.import(&file);
    assert_eq!((again.new, again.there), (0, 2));
}

#[test]
fn of_an_export_that_ends_in_the_middle_the_beginning_comes_in_and_the_rest_later() {
    let desk = Desk::new();
    let whole = std::fs::read(fixture("exchange/wordpress.xml")).unwrap();
    let cut = desk.file("cut.xml", &whole[..40_000]);
    let report = desk.import(&cut);
    assert!(report.new > 1, "{report:?}");
    let fault = report.fault.clone().unwrap();
    assert!(fault.contains("ends in the middle"), "{fault}");
    assert_eq!(desk.posts().len(), report.new);
    let rest = desk.import(&desk.file("whole.xml", &whole));
    assert_eq!(rest.there, report.new);
    assert_eq!(rest.there + rest.new, 13);

    let head = desk
        .try_import(&desk.file("head.xml", &whole[..2_000]))
        .unwrap_err();
    assert!(matches!(head, ExchangeError::Truncated { .. }), "{head}");
}

#[test]
fn a_post_that_the_writer_has_worked_on_is_left_alone() {
    let desk = Desk::new();
    let text = std::fs::read_to_string(fixture("exchange/wordpress.xml")).unwrap();
    desk.import(&desk.file("one.xml", &text));
    let newer = text.replace("Deux paragraphes &", "Trois paragraphes &");
    let report = desk.import(&desk.file("two.xml", newer));
    assert_eq!((report.new, report.differ), (0, 1));
    let row = report
        .rows
        .iter()
        .find(|row| row.fate == Fate::Differs)
        .unwrap();
    assert_eq!(row.title, "Brouillon");
    assert!(desk.titled("Brouillon").0.text.body.contains("Deux"));
}

#[test]
fn stopped_between_two_posts_what_came_in_stays() {
    let desk = Desk::new();
    let file = fixture("exchange/wordpress.xml");
    let report = billet_exchange::import(&desk.library, &file, &support::how(true), &mut |now| {
        now.posts < 3
    })
    .unwrap();
    assert!(report.stopped);
    assert_eq!((report.new, desk.posts().len()), (3, 3));
    assert_eq!(desk.import(&file).there, 3);
}
