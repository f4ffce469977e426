//! The commands' bodies, on a library of their own and without a window.

use std::sync::Arc;

use billet_core::{
    BlogId, Capabilities, Clock, Markup, Platform, PostId, PostOrder, PublishStatus,
    RevisionReason, Shelf,
};
use billet_store::Library;
use billet_store::blogs::NewBlog;
use billet_sync::{Office, Secrets};
use jiff::Timestamp;
use serde_json::json;
use tempfile::TempDir;

use super::error::{ErrorCode, Recovery};
use super::posts::{
    self, EditView, PlaceView, PostEdit, PostFilter, PublishRequest, PublishTarget, SeverityView,
    TextLanguage, WhyView,
};
use super::{blogs, comments, library, overview, preferences, writing};
use crate::commands::{Language, Preferences, Theme};
use crate::state::Shell;

fn shell() -> (TempDir, Shell) {
    let folder = tempfile::tempdir().unwrap();
    let shell = shell_in(folder.path());
    (folder, shell)
}

fn shell_in(folder: &std::path::Path) -> Shell {
    let now = Timestamp::from_second(1_800_000_000).unwrap();
    let library = Library::open(folder, now).unwrap();
    let office = Office::new(Arc::new(library), Secrets::in_memory(), Clock::fixed(now)).unwrap();
    Shell::new(Arc::new(office))
}

fn edit(title: &str, body: &str) -> PostEdit {
    PostEdit {
        title: title.to_owned(),
        body: body.to_owned(),
        slug: " ".to_owned(),
        excerpt: String::new(),
        tags: vec!["réseaux".to_owned()],
        categories: Vec::new(),
    }
}

fn drafts(query: Option<&str>) -> PostFilter {
    PostFilter {
        shelf: Some(Shelf::Drafts),
        query: query.map(str::to_owned),
        blog: None,
        tag: None,
        from: None,
        until: None,
        order: PostOrder::Changed,
        after: None,
        most: None,
    }
}

#[test]
fn a_new_post_is_saved_listed_found_without_accents_and_counted() {
    let (_folder, shell) = shell();
    let post = posts::create(&shell).unwrap();
    let saved = posts::save(&shell, post.id, post.version, edit("L’été", "Un *texte*.")).unwrap();
    assert!(!saved.collided && saved.version > post.version);
    let page = posts::list(&shell, drafts(Some("ete"))).unwrap();
    assert_eq!(page.rows.len(), 1);
    assert_eq!(page.rows[0].snippet, "Un texte.");
    assert_eq!(page.rows[0].title_marks, [[2, 5]]);
    assert!(page.next.is_none());
    assert_eq!(overview::overview(&shell).unwrap().drafts, 1);
    let read = posts::get(&shell, post.id).unwrap();
    assert_eq!(read.edit.slug, "", "a blank slug is none");
}

#[test]
fn how_posts_are_written_to_a_blog_is_chosen_on_its_page() {
    let (_folder, shell) = shell();
    let new = NewBlog {
        platform: Platform::WordPress,
        name: "Carnet".into(),
        home: "https://carnet.example/".into(),
        endpoint: "https://carnet.example/wp-json/".into(),
        username: "zoé".into(),
        account: "1".into(),
        account_name: "Zoé".into(),
        secret_key: uuid::Uuid::new_v4(),
        capabilities: Capabilities::default(),
        markup: Markup::Blocks,
    };
    let now = shell.office.now();
    let id = shell
        .library()
        .write(|tx| billet_store::blogs::add(tx, &new, now))
        .unwrap();
    let shown = blogs::set_markup(&shell, id, Markup::Html).unwrap();
    assert_eq!(shown.markup, Markup::Html);
    assert_eq!(shown.markups, [Markup::Blocks, Markup::Html]);
    assert_eq!(blogs::list(&shell).unwrap()[0].markup, Markup::Html);
    let gone = blogs::set_markup(&shell, BlogId(99), Markup::Html).unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotFound);
}

#[test]
fn the_preview_is_sent_whole_once_and_then_only_what_changed() {
    let (_folder, shell) = shell();
    let text = "un\n\ndeux\n\ntrois\n".to_owned();
    let first = posts::preview(&shell, text.clone(), None).unwrap();
    assert!(first.whole && first.blocks.len() == 3 && first.words == 3);
    let second = posts::preview(&shell, text.replace("deux", "2"), Some(first.state)).unwrap();
    assert_eq!((second.whole, second.at, second.removed), (false, 1, 1));
    assert_eq!(second.blocks[0].html, "<p>2</p>\n");
    assert_eq!(second.blocks.len(), 1);
    // A window that shows another state, such as one that was reloaded, gets all of it.
    let again = posts::preview(&shell, text, Some(first.state)).unwrap();
    assert!(again.whole && again.blocks.len() == 3);
}

#[test]
fn a_second_window_s_save_collides_and_its_text_can_be_read_again() {
    let (_folder, shell) = shell();
    let post = posts::create(&shell).unwrap();
    posts::save(&shell, post.id, post.version, edit("Un", "De la première.")).unwrap();
    let late = posts::save(&shell, post.id, post.version, edit("Un", "De la seconde.")).unwrap();
    assert!(late.collided);
    assert_eq!(
        posts::get(&shell, post.id).unwrap().edit.body,
        "De la première."
    );
    let kept = posts::revisions(&shell, post.id, None).unwrap().rows;
    let texts: Vec<_> = kept
        .iter()
        .map(|r| posts::revision(&shell, r.id).unwrap().body)
        .collect();
    assert!(texts.contains(&"De la seconde.".to_owned()), "{texts:?}");
}

#[test]
fn what_cannot_be_published_is_said_with_a_code_and_a_way_out() {
    let (_folder, shell) = shell();
    let post = posts::create(&shell).unwrap();
    let request = |version, targets| PublishRequest {
        version,
        targets,
        hold: false,
    };
    let refused = posts::publish(&shell, post.id, request(post.version, Vec::new())).unwrap_err();
    assert_eq!(
        (refused.code, refused.recovery),
        (ErrorCode::NoBlogChosen, Recovery::Edit)
    );
    let target = |at| PublishTarget {
        blog: billet_core::BlogId(9),
        status: PublishStatus::Publish,
        at,
    };
    let refused = posts::publish(
        &shell,
        post.id,
        request(post.version + 1, vec![target(None)]),
    )
    .unwrap_err();
    assert_eq!(refused.code, ErrorCode::Stale);
    let refused =
        posts::publish(&shell, post.id, request(post.version, vec![target(None)])).unwrap_err();
    assert_eq!(refused.code, ErrorCode::EmptyPost);
    let refused = posts::publish(
        &shell,
        post.id,
        request(post.version, vec![target(Some(i64::MAX))]),
    );
    assert_eq!(
        refused.unwrap_err().code,
        ErrorCode::Lost,
        "an unreadable date is not “now”"
    );
}

#[test]
fn an_unknown_id_is_said_to_be_unknown() {
    let (_folder, shell) = shell();
    let missing = posts::get(&shell, billet_core::PostId(404))
        .map(|_| ())
        .unwrap_err();
    assert_eq!(missing.code, ErrorCode::NotFound);
    let missing = comments::get(&shell, billet_core::CommentId(404))
        .map(|_| ())
        .unwrap_err();
    assert_eq!(missing.code, ErrorCode::NotFound);
    assert_eq!(missing.message, "There is no comment 404 in this library.");
}

#[test]
fn only_web_and_mail_addresses_are_opened() {
    let (_folder, shell) = shell();
    for address in [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "smb://host/share",
        "nonsense",
    ] {
        let refused = preferences::open(&shell, address.to_owned()).unwrap_err();
        assert_eq!(refused.code, ErrorCode::BadAddress, "{address}");
    }
}

#[test]
fn the_choice_of_language_and_theme_is_kept() {
    let (_folder, shell) = shell();
    let chosen = Preferences {
        language: Language::Fr,
        theme: Theme::Dark,
        prose_font: "Georgia".to_owned(),
        ..Preferences::default()
    };
    let view = preferences::set(&shell, chosen.clone()).unwrap();
    assert_eq!((view.language.as_str(), view.keychain), ("fr", false));
    assert_eq!(preferences::get(&shell).unwrap().chosen, chosen);
}

#[test]
fn no_choice_makes_saving_slower_or_the_text_unreadable() {
    let (_folder, shell) = shell();
    let wild = Preferences {
        autosave: 60_000,
        measure: 3,
        interface_size: 900,
        prose_font: "Geor\"gia; } body {".to_owned(),
        ..Preferences::default()
    };
    let kept = preferences::set(&shell, wild).unwrap().chosen;
    assert_eq!(
        (kept.autosave, kept.measure, kept.interface_size),
        (350, 45, 150)
    );
    assert_eq!(kept.prose_font, "Georgia  body");
    // As an earlier version of Billet kept it.
    let earlier = r#"{"language":"fr","theme":"dark"}"#;
    let write = |tx: &_| billet_store::settings::set(tx, "preferences", earlier);
    shell.library().write(|tx| write(tx)).unwrap();
    let read = preferences::get(&shell).unwrap().chosen;
    assert_eq!((read.language, read.measure), (Language::Fr, 68));
}

#[test]
fn an_earlier_text_put_back_leaves_the_present_one_among_the_earlier() {
    let (_folder, shell) = shell();
    let post = posts::create(&shell).unwrap();
    let save = |from, body| {
        posts::save(&shell, post.id, from, edit("Un", body))
            .unwrap()
            .version
    };
    let first = save(post.version, "Le premier.");
    // A second window saved over what it had not seen: its text is kept.
    save(post.version, "Celui de la seconde.");
    let kept = posts::revisions(&shell, post.id, None).unwrap().rows;
    let theirs = kept
        .iter()
        .find(|r| r.snippet == "Celui de la seconde.")
        .unwrap()
        .id;
    let stale = posts::put_back(&shell, post.id, first - 1, theirs).unwrap_err();
    assert_eq!(stale.code, ErrorCode::Stale);
    let now = posts::put_back(&shell, post.id, first, theirs).unwrap();
    assert_eq!(now.edit.body, "Celui de la seconde.");
    let kept = posts::revisions(&shell, post.id, None).unwrap().rows;
    assert!(kept.iter().any(|r| r.snippet == "Le premier."), "{kept:?}");
    let other = posts::create(&shell).unwrap();
    let wrong = posts::put_back(&shell, other.id, other.version, theirs).unwrap_err();
    assert_eq!(wrong.code, ErrorCode::NotFound);
}

#[test]
fn what_changed_since_a_checkpoint_is_told_and_its_name_can_go() {
    let (_folder, shell) = shell();
    let post = posts::create(&shell).unwrap();
    let save = |from, body| {
        posts::save(&shell, post.id, from, edit("Un", body))
            .unwrap()
            .version
    };
    let version = save(post.version, "Il pleut sur la mer ce soir.");
    let stale = posts::keep_checkpoint(&shell, post.id, 0, "Jet".into()).unwrap_err();
    assert_eq!(stale.code, ErrorCode::Stale);
    let kept = posts::keep_checkpoint(&shell, post.id, version, " Premier jet ".into()).unwrap();
    save(version, "Il pleut sur la ville ce soir.");
    let rows = posts::revisions(&shell, post.id, None).unwrap().rows;
    assert_eq!(
        (rows[0].id, rows[0].name.as_str(), rows[0].reason),
        (kept, "Premier jet", RevisionReason::Checkpoint)
    );
    let since = posts::compare_revision(&shell, kept, posts::Against::Now).unwrap();
    assert_eq!((since.added, since.removed, since.same), (1, 1, false));
    assert_eq!(since.body.len(), 4);
    assert!(since.parts.is_empty(), "the title is the same");
    let then = posts::compare_revision(&shell, kept, posts::Against::Before).unwrap();
    assert_eq!((then.added, then.removed), (7, 0), "before it was nothing");
    assert_eq!(then.parts.len(), 2, "title and tags: {:?}", then.parts);
    posts::name_revision(&shell, kept, String::new()).unwrap();
    let rows = posts::revisions(&shell, post.id, None).unwrap().rows;
    assert_eq!(rows[0].name, "");
}

#[test]
fn a_copy_of_a_post_keeps_its_language() {
    let (_folder, shell) = shell();
    let post = posts::create(&shell).unwrap();
    posts::save(&shell, post.id, post.version, edit("Un", "Mots.")).unwrap();
    writing::set_language(&shell, post.id, Some("fr".into())).unwrap();
    let copy = posts::duplicate(&shell, post.id, "Un (copie)".into()).unwrap();
    assert_eq!(
        (copy.edit.title.as_str(), copy.edit.body.as_str()),
        ("Un (copie)", "Mots.")
    );
    let language = writing::language(&shell, copy.id).unwrap();
    assert_eq!(language.as_deref(), Some("fr"));
}

#[test]
fn the_trash_says_what_is_in_it_before_it_is_emptied() {
    let (_folder, shell) = shell();
    let post = posts::create(&shell).unwrap();
    posts::save(&shell, post.id, post.version, edit("Un", "Mots.")).unwrap();
    posts::trash(&shell, post.id, false).unwrap();
    let seen = posts::trash_contents(&shell).unwrap();
    assert_eq!((seen.posts, seen.revisions, seen.held), (1, 0, 0));
    assert_eq!(posts::empty_trash(&shell, seen.until).unwrap(), 1);
    assert_eq!(posts::trash_contents(&shell).unwrap().posts, 0);
    let gone = posts::get(&shell, post.id).unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotFound);
}

#[test]
fn a_list_of_every_shelf_is_read_from_any_of_its_pages() {
    let (_folder, shell) = shell();
    for n in 0..130 {
        let post = posts::create(&shell).unwrap();
        posts::save(&shell, post.id, 1, edit(&format!("{n:03}"), "Mots.")).unwrap();
        if n == 7 {
            posts::trash(&shell, post.id, false).unwrap();
        }
    }
    let all = || PostFilter {
        shelf: None,
        order: PostOrder::Title,
        ..drafts(None)
    };
    let places = posts::places(&shell, all()).unwrap();
    assert_eq!((places.posts, places.page, places.ends.len()), (129, 60, 2));
    let last = posts::list(
        &shell,
        PostFilter {
            after: Some(places.ends[1].clone()),
            ..all()
        },
    );
    let titles: Vec<_> = last
        .unwrap()
        .rows
        .into_iter()
        .map(|row| row.title)
        .collect();
    assert_eq!((titles.len(), titles[0].as_str()), (9, "121"));
    let few = PostFilter {
        most: Some(6),
        ..all()
    };
    let few = posts::list(&shell, few).unwrap();
    assert_eq!((few.rows.len(), few.rows[0].shelf), (6, Shelf::Drafts));
    assert!(few.next.is_some());
}

/// The text between two places as the window counts them.
fn between(text: &str, from: usize, to: usize) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    String::from_utf16(&units[from..to]).unwrap()
}

#[test]
fn what_to_look_at_before_publishing_is_found_where_the_editor_shows_it() {
    let (_folder, shell) = shell();
    let title = "🕊️ ".repeat(40);
    let body = "# Été 🌞\n\n🙂 ![](https://exemple.fr/été.png) et [ici](https://exemple.fr)\n\n\
                ![Un chat](http://exemple.fr/🐈.png)\n";
    let found = posts::check_post(&shell, PostId(1), title.clone(), body.to_owned(), true).unwrap();
    let told: Vec<_> = found
        .iter()
        .map(|finding| {
            let text = match finding.place {
                PlaceView::Title => &title,
                PlaceView::Body => body,
            };
            let at = between(text, finding.from, finding.to);
            (
                finding.severity,
                serde_json::to_value(&finding.found).unwrap(),
                at,
            )
        })
        .collect();
    let (problem, advice) = (SeverityView::Problem, SeverityView::Advice);
    assert_eq!(
        told,
        [
            (
                advice,
                json!({"kind": "title_long", "characters": 119}),
                title.clone()
            ),
            (
                advice,
                json!({"kind": "heading_like_title"}),
                "# Été 🌞".to_owned()
            ),
            (
                problem,
                json!({"kind": "image_without_alt", "address": "https://exemple.fr/été.png"}),
                "![](https://exemple.fr/été.png)".to_owned(),
            ),
            (
                advice,
                json!({"kind": "vague_link", "text": "ici"}),
                "[ici](https://exemple.fr)".to_owned(),
            ),
            (
                problem,
                json!({"kind": "mixed_content", "address": "http://exemple.fr/🐈.png"}),
                "![Un chat](http://exemple.fr/🐈.png)".to_owned(),
            ),
        ]
    );
    let fixes: Vec<_> = found
        .iter()
        .filter_map(|finding| finding.fix.as_ref())
        .map(|fix| (fix.why, between(body, fix.from, fix.to), fix.text.as_str()))
        .collect();
    assert_eq!(
        fixes,
        [
            (WhyView::HeadingLevel, "#".to_owned(), "##"),
            (WhyView::Https, "http".to_owned(), "https"),
        ]
    );
    // A blog that is read over http may show what comes over http.
    let found = posts::check_post(
        &shell,
        PostId(1),
        "Un titre".to_owned(),
        body.to_owned(),
        false,
    )
    .unwrap();
    assert!(found.iter().all(|finding| {
        finding
            .fix
            .as_ref()
            .is_none_or(|fix| fix.why != WhyView::Https)
    }));
}

#[test]
fn a_picture_is_kept_and_shown_and_the_language_of_a_post_stays_chosen() {
    let (_folder, shell) = shell();
    let post = posts::create(&shell).unwrap();
    let png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
    let address = writing::add_picture(&shell, "a.png".to_owned(), png.to_owned()).unwrap();
    let shown = writing::picture(&shell, post.id, address).unwrap();
    assert_eq!(shown, Some(format!("data:image/png;base64,{png}")));
    let refused = writing::add_picture(&shell, "a.png".to_owned(), "AAAA".to_owned());
    assert_eq!(refused.unwrap_err().code, ErrorCode::NotAPicture);

    assert_eq!(writing::language(&shell, post.id).unwrap(), None);
    writing::set_language(&shell, post.id, Some("fr".to_owned())).unwrap();
    assert_eq!(
        writing::language(&shell, post.id).unwrap().as_deref(),
        Some("fr")
    );
    writing::set_language(&shell, post.id, None).unwrap();
    assert_eq!(writing::language(&shell, post.id).unwrap(), None);
    let counts = writing::count(&shell, "Un *mot*.".to_owned()).unwrap();
    assert_eq!((counts.words, counts.characters, counts.minutes), (2, 7, 1));
}

#[test]
fn typography_is_told_edit_by_edit_and_changes_nothing_by_itself() {
    let (_folder, shell) = shell();
    let title = "L'été 🙂 : \"oui\" !";
    let body = "🙂 Il dit \"oui\" ; puis `l'été` et l'hiver...\n";
    let correct = |language| {
        posts::correct_typography(&shell, title.to_owned(), body.to_owned(), language).unwrap()
    };
    let applied = |text: &str, edits: &[EditView]| {
        let mut units: Vec<u16> = text.encode_utf16().collect();
        for edit in edits.iter().rev() {
            units.splice(edit.from..edit.to, edit.text.encode_utf16());
        }
        String::from_utf16(&units).unwrap()
    };
    let french = correct(TextLanguage::Fr);
    assert_eq!(
        applied(title, &french.title),
        "L’été 🙂\u{a0}: «\u{202f}oui\u{202f}»\u{202f}!"
    );
    assert_eq!(
        applied(body, &french.body),
        "🙂 Il dit «\u{202f}oui\u{202f}»\u{202f}; puis `l'été` et l’hiver…\n"
    );
    let english = correct(TextLanguage::En);
    assert_eq!(
        applied(body, &english.body),
        "🙂 Il dit “oui” ; puis `l'été` et l’hiver…\n"
    );
}

#[test]
fn formatted_text_from_elsewhere_is_pasted_as_markdown_and_brings_no_script() {
    let (_folder, shell) = shell();
    let html = "<meta charset=\"utf-8\"><p style=\"color:red\">Un <b>mot</b> et un \
                <a href=\"javascript:alert(1)\">piège</a>.</p><script>alert(1)</script>\
                <ul><li>été</li></ul>";
    let markdown = posts::markdown_of(&shell, html.to_owned()).unwrap();
    assert_eq!(markdown, "Un **mot** et un piège.\n\n- été");
}

#[test]
fn a_backup_is_made_when_asked_for_and_a_failed_one_is_told_until_one_is_made() {
    let (folder, shell) = shell();
    let seen = library::get(&shell).unwrap();
    assert!(seen.last_backup.is_none() && seen.bytes > 4096);
    // Where the backups should be is something else.
    let place = folder.path().join("backups");
    std::fs::write(&place, "in the way").unwrap();
    shell.nightly();
    let told = || overview::overview(&shell).unwrap().library;
    assert_eq!(told().backup_failed, Some(ErrorCode::NoBackup));
    let refused = library::back_up_now(&shell).unwrap_err();
    assert_eq!(refused.code, ErrorCode::NoBackup);
    std::fs::remove_file(&place).unwrap();
    let backup = library::back_up_now(&shell).unwrap().last_backup.unwrap();
    assert!(std::path::Path::new(&backup.path).is_file() && backup.made_at.is_some());
    let now = told();
    assert!(now.backup_failed.is_none() && now.recovered.is_none() && !now.newer);
}

#[test]
fn a_damaged_library_tells_what_came_over() {
    let (folder, before) = shell();
    let post = posts::create(&before).unwrap();
    posts::save(&before, post.id, post.version, edit("Été", "mot")).unwrap();
    drop(before);
    let file = folder.path().join("library.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[..4096].fill(0);
    std::fs::write(&file, bytes).unwrap();
    let shell = shell_in(folder.path());
    let recovered = overview::overview(&shell)
        .unwrap()
        .library
        .recovered
        .unwrap();
    assert_eq!((recovered.posts, recovered.whole), (1, false));
    assert!(recovered.path.contains("damaged"));
}
