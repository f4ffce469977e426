//! A writer hands a text to somebody who has no Billet: what they open is all they need.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod support;

use std::fs;

use billet_core::{PostId, PostText, RevisionReason};
use billet_exchange::{ExchangeError, ReviewForm, Since, Wish, review, review_page};
use billet_store::{StoreError, posts};
use billet_text::Language;
use support::{Desk, at, fixture, paris};

fn wish(since: Since, language: Language) -> Wish {
    Wish {
        since,
        note: "Peux-tu relire <la fin> ?".to_owned(),
        language,
        text_language: Some("fr".to_owned()),
        zone: paris(),
        now: at(1_796_112_000),
    }
}

fn text(title: &str, body: &str) -> PostText {
    PostText {
        title: title.to_owned(),
        body: body.to_owned(),
        tags: vec!["mer".to_owned()],
        ..PostText::default()
    }
}

/// A post that was published as “blanc” and then became “rouge”.
fn changed(desk: &Desk) -> PostId {
    let photo = fixture("pictures/mer.jpg");
    let body = |colour: &str| {
        format!(
            "Le phare {colour} veille.\n\n![La mer]({})\n",
            photo.display()
        )
    };
    let post = desk.write(&text("Le phare", &body("blanc")), 1_790_000_000);
    desk.library
        .write(|tx| {
            let kept =
                posts::keep_revision(tx, post.id, RevisionReason::Publish, at(1_790_000_100))?;
            let mut now = text("Le phare rouge", &body("rouge"));
            now.tags.push("été".to_owned());
            posts::save(
                tx,
                post.id,
                post.version,
                &now,
                &posts::Measure::default(),
                at(1_790_000_200),
            )?;
            Ok::<_, StoreError>(kept)
        })
        .unwrap();
    post.id
}

#[test]
fn a_page_for_a_reviewer_holds_the_text_its_pictures_and_what_changed() {
    let desk = Desk::new();
    let post = changed(&desk);
    let done = review(
        &desk.library,
        post,
        desk.folder.path(),
        ReviewForm::Html,
        &wish(Since::Published, Language::French),
    )
    .unwrap();
    assert!(done.path.ends_with("-le-phare-rouge.html"), "{}", done.path);
    assert_eq!((done.pictures, done.missing.len()), (1, 0));
    let changed = done.changed.unwrap();
    assert_eq!((changed.added, changed.removed), (1, 1));
    let page = fs::read_to_string(&done.path).unwrap();
    for part in [
        "<h1 dir=\"auto\" lang=\"fr\">Le phare<ins> rouge</ins></h1>",
        "<p>Le phare <del>blanc</del><ins>rouge</ins> veille.</p>",
        "src=\"data:image/jpeg;base64,",
        "Peux-tu relire &lt;la fin&gt; ?",
        "depuis le texte publié le 21\u{a0}septembre 2026",
        "<ins>été</ins>",
        "À relire",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    assert!(!page.contains("billet.invalid"), "every picture is inside");
    assert!(!page.contains("<script"), "{page}");
}

#[test]
fn a_text_without_a_published_one_is_shown_as_it_is() {
    let desk = Desk::new();
    let post = desk
        .write(&text("Neuf", "Un mot.\n\n![ici](absente.png)\n"), 1)
        .id;
    let done = review(
        &desk.library,
        post,
        &desk.path("neuf.html"),
        ReviewForm::Html,
        &wish(Since::Published, Language::English),
    )
    .unwrap();
    assert_eq!(done.changed, None);
    assert_eq!(done.missing, ["absente.png"], "what is nowhere is told");
    let page = fs::read_to_string(desk.path("neuf.html")).unwrap();
    assert!(page.contains("<p>Un mot.</p>"), "{page}");
    assert!(
        !page.contains("<ins>") && !page.contains("id=\"clean\""),
        "{page}"
    );
}

#[test]
fn markdown_for_a_reviewer_can_be_worked_on_and_sent_back() {
    let desk = Desk::new();
    let post = changed(&desk);
    let done = review(
        &desk.library,
        post,
        &desk.path("phare.md"),
        ReviewForm::Markdown,
        &wish(Since::Published, Language::French),
    )
    .unwrap();
    let file = fs::read_to_string(&done.path).unwrap();
    assert!(file.contains("note: "), "{file}");
    assert!(file.contains("Le phare rouge veille."), "{file}");
    assert!(file.contains("![La mer](phare-media/mer.jpg)"), "{file}");
    let photo = fs::read(desk.path("phare-media/mer.jpg")).unwrap();
    assert_eq!(photo, fs::read(fixture("pictures/mer.jpg")).unwrap());
    let marked = fs::read_to_string(desk.path("phare-modifications.md")).unwrap();
    assert!(
        marked.contains("Le phare {--blanc--}{++rouge++} veille."),
        "{marked}"
    );

    let other = Desk::new();
    let report = other.import(&desk.path("phare.md"));
    assert_eq!((report.new, report.pictures), (1, 1));
}

#[test]
fn nothing_that_is_there_is_written_over() {
    let desk = Desk::new();
    let post = changed(&desk);
    let mine = desk.file("phare.html", "à moi");
    let wish = wish(Since::Nothing, Language::English);
    let refused = review(&desk.library, post, &mine, ReviewForm::Html, &wish).unwrap_err();
    assert!(
        matches!(refused, ExchangeError::FileExists { .. }),
        "{refused}"
    );
    assert_eq!(fs::read_to_string(&mine).unwrap(), "à moi");
    let one = || {
        review(
            &desk.library,
            post,
            desk.folder.path(),
            ReviewForm::Html,
            &wish,
        )
        .unwrap()
    };
    assert_ne!(one().path, one().path, "a folder has room for both");
}

#[test]
fn changes_are_marked_since_a_text_of_the_same_post_only() {
    let desk = Desk::new();
    let post = changed(&desk);
    let other = desk.write(&text("Autre", "Rien."), 5).id;
    let revisions = desk
        .library
        .read(|conn| posts::revisions(conn, post))
        .unwrap();
    let first = revisions.last().unwrap().id;
    let page = |post| {
        let wish = wish(Since::Revision(first), Language::French);
        review_page(&desk.library, post, &wish)
    };
    assert!(page(post).unwrap().contains("<del>blanc</del>"));
    assert!(page(other).is_err());
}
