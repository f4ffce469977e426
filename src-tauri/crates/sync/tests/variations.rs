//! One post, other words on one blog: they arrive there, and never come into the common text.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use billet_core::{
    BlogId, Cause, Heard, JobState, PostId, PostKind, PostText, Settings, Variation,
};
use billet_store::{post_settings, posts, publications};
use billet_sync::{Cancelled, Resolved, standing};
use support::fake_blog::{Call, Effect, FakeBlog};
use support::{Desk, failed, lost, public, retry, text};

fn own(title: &str, closing: &str) -> Settings {
    let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Settings {
        varied: Some(Variation {
            title: said(title),
            closing: said(closing),
            ..Variation::default()
        }),
        ..Settings::default()
    }
}

fn two_blogs() -> (Desk, [(BlogId, Arc<FakeBlog>); 2]) {
    let (desk, blog, there) = Desk::with_blog();
    let other = desk.add_blog("Bureau");
    (desk, [(blog, there), other])
}

fn edited(desk: &Desk, post: PostId, blog: BlogId) -> bool {
    desk.read(|conn| {
        let all = publications::of_post(conn, post)?;
        let of = all.iter().find(|p| p.blog == blog).unwrap();
        Ok(standing(conn, of, &posts::get(conn, post)?)?.edited_since)
    })
}

fn here(desk: &Desk, post: PostId) -> PostText {
    desk.read(|conn| posts::get(conn, post)).text
}

#[tokio::test]
async fn one_blog_gets_its_own_title_tags_and_closing_lines() {
    let (desk, [(a, carnet), (b, bureau)]) = two_blogs();
    let post = desk.draft("L’été", "Il fait chaud.");
    let mut wished = own("L’été au bureau", "— *Zoé*, du bureau");
    if let Some(varied) = &mut wished.varied {
        varied.tags = Some(vec!["travail".into()]);
        varied.slug = Some("ete-au-bureau".into());
        varied.excerpt = Some("Court.".into());
    }
    desk.office
        .set_post_settings(post, Some(b), &wished)
        .unwrap();
    desk.office.publish(post, &[a, b], &public()).unwrap();
    desk.send_until_quiet().await;

    let (one, other) = (carnet.post(), bureau.post());
    assert_eq!((one.title.as_str(), one.tags.len()), ("L’été", 0));
    assert!(!one.content.contains("Zoé"), "{}", one.content);
    assert_eq!(other.title, "L’été au bureau");
    assert_eq!(other.tags, ["travail"]);
    assert_eq!(
        (other.slug.as_str(), other.excerpt.as_str()),
        ("ete-au-bureau", "Court.")
    );
    assert!(other.content.contains("chaud"), "{}", other.content);
    assert!(
        other
            .content
            .trim_end()
            .ends_with("<p>— <em>Zoé</em>, du bureau</p>"),
        "{}",
        other.content
    );
    assert_eq!(here(&desk, post), text("L’été", "Il fait chaud."));

    // A slip is set right everywhere; each keeps its own words, and only what changed is sent.
    assert!(!edited(&desk, post, a) && !edited(&desk, post, b));
    bureau.edit(|p| p.tags.push("ajouté là".into()));
    desk.rewrite(post, &text("L’été", "Il fait très chaud."));
    assert!(edited(&desk, post, a) && edited(&desk, post, b));
    desk.office.publish(post, &[a, b], &public()).unwrap();
    desk.send_until_quiet().await;
    assert_eq!(desk.open_jobs(), []);
    let other = bureau.post();
    assert_eq!(other.title, "L’été au bureau");
    assert_eq!(
        other.tags,
        ["travail", "ajouté là"],
        "an editor's tag stays"
    );
    assert!(other.content.contains("très chaud") && other.content.contains("du bureau"));
    assert!(!carnet.post().content.contains("bureau"));

    // Another common title is no change where the blog has its own.
    desk.rewrite(post, &text("Le bel été", "Il fait très chaud."));
    assert!(edited(&desk, post, a));
    assert!(!edited(&desk, post, b));
}

#[tokio::test]
async fn an_answer_that_was_lost_does_not_make_ones_own_words_a_strangers() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.draft("L’été", "Il fait chaud.");
    let wish = |words: &Settings| {
        desk.office
            .set_post_settings(post, Some(blog), words)
            .unwrap()
    };
    wish(&own("Un", "— Zoé"));
    desk.publish(post, blog);
    desk.send_until_quiet().await;
    // The update arrives, and nobody hears of it; meanwhile other words are wished.
    wish(&own("Deux", "— Zoé L."));
    desk.publish(post, blog);
    there.fail(Call::Fill, Effect::Done, || lost(Heard::Nothing));
    desk.send().await;
    assert_eq!(there.post().title, "Deux");
    wish(&own("Trois", "— Z."));
    desk.publish(post, blog);
    desk.send_until_quiet().await;
    assert_eq!(desk.states(), [] as [JobState; 0], "nobody else was there");
    assert_eq!(there.post().title, "Trois");
    assert!(there.post().content.contains("— Z.") && !there.post().content.contains("Zoé"));
    assert_eq!(there.posts().len(), 1);
}

#[tokio::test]
async fn what_closes_every_post_of_a_blog_is_for_new_ones_and_stays_with_them() {
    let (desk, blog, there) = Desk::with_blog();
    let old = desk.draft("Avant", "Rien dessous.");
    desk.publish(old, blog);
    desk.send_until_quiet().await;
    let usually = |words: &str| {
        desk.office
            .library()
            .write(|tx| post_settings::set_of_blog(tx, blog, &own("", words)))
            .unwrap();
    };
    usually("*Paru d’abord dans le Carnet.*");
    assert!(!edited(&desk, old, blog), "what is there is left alone");
    let new = desk.draft("Après", "Avec une fin.");
    desk.publish(new, blog);
    desk.send_until_quiet().await;
    let content = || {
        there
            .posts()
            .into_iter()
            .find(|p| p.title == "Après")
            .unwrap()
            .content
    };
    assert!(content().contains("Paru d’abord"));

    usually("Autre chose.");
    assert!(!edited(&desk, new, blog));
    desk.rewrite(new, &text("Après", "Avec une autre fin."));
    desk.publish(new, blog);
    desk.send_until_quiet().await;
    assert!(content().contains("Paru d’abord") && !content().contains("Autre chose"));
    // None on this one.
    let none = Settings {
        varied: Some(Variation {
            closing: Some(String::new()),
            ..Variation::default()
        }),
        ..Settings::default()
    };
    desk.office
        .set_post_settings(new, Some(blog), &none)
        .unwrap();
    assert!(edited(&desk, new, blog));
    desk.publish(new, blog);
    desk.send_until_quiet().await;
    assert!(!content().contains("Paru"));
}

/// Published with its own title and closing lines, then changed on the blog and here.
async fn clashing(
    change: impl FnOnce(&mut support::fake_posts::FakePost),
) -> (Desk, PostId, BlogId, Arc<FakeBlog>) {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.draft("L’été", "Il fait chaud.\n\nLa mer est là.");
    desk.office
        .set_post_settings(post, Some(blog), &own("L’été au bureau", "— *Zoé*"))
        .unwrap();
    desk.publish(post, blog);
    desk.send_until_quiet().await;
    there.edit(change);
    desk.rewrite(
        post,
        &text("L’été", "Il fait très chaud.\n\nLa mer est là."),
    );
    desk.publish(post, blog);
    desk.send_until_quiet().await;
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
    (desk, post, blog, there)
}

async fn settled(desk: &Desk, choose: impl FnOnce(&billet_sync::Conflict) -> Resolved) {
    let job = desk.only_job().job.id;
    let conflict = desk.office.conflict_of(job).await.unwrap();
    let chosen = choose(&conflict);
    desk.office
        .resolve_conflict(job, &conflict.seen, conflict.version, &chosen)
        .unwrap();
    desk.send_until_quiet().await;
    assert_eq!(desk.open_jobs(), []);
}

#[tokio::test]
async fn a_merge_leaves_the_closing_lines_and_the_title_where_they_belong() {
    let (desk, post, blog, there) = clashing(|p| {
        p.content = p.content.replace("La mer est là.", "La mer est enfin là.");
    })
    .await;
    settled(&desk, |conflict| {
        assert_eq!(conflict.title.mine, "L’été au bureau");
        assert_eq!(
            conflict.body.theirs,
            "Il fait chaud.\n\nLa mer est enfin là.\n"
        );
        assert!(!conflict.closing.clash());
        assert_eq!(conflict.closing.theirs, "— *Zoé*");
        conflict.merged().unwrap()
    })
    .await;
    let now = here(&desk, post);
    assert_eq!(now.title, "L’été");
    assert_eq!(now.body, "Il fait très chaud.\n\nLa mer est enfin là.");
    let there = there.post();
    assert_eq!(there.title, "L’été au bureau");
    assert_eq!(there.content.matches("Zoé").count(), 1, "{}", there.content);
    assert!(!edited(&desk, post, blog));
    let kept = desk.read(|conn| posts::timeline(conn, post, None, 50));
    assert!(
        kept.iter().all(|r| !r.text.body.contains("Zoé")),
        "{kept:?}"
    );
}

#[tokio::test]
async fn closing_lines_and_a_title_that_changed_there_are_asked_about_and_stay_that_blogs_own() {
    let (desk, post, blog, there) = clashing(|p| {
        p.title = "L’été au bureau (bis)".into();
        p.content = p.content.replace("<em>Zoé</em>", "<em>Zoé L.</em>");
    })
    .await;
    settled(&desk, |conflict| {
        assert_eq!(conflict.title.theirs, "L’été au bureau (bis)");
        assert_eq!(conflict.closing.theirs, "— *Zoé L.*");
        assert_eq!(conflict.closing.base, "— *Zoé*");
        conflict.merged().unwrap()
    })
    .await;
    let now = here(&desk, post);
    assert_eq!(
        (now.title.as_str(), now.body.as_str()),
        ("L’été", "Il fait très chaud.\n\nLa mer est là.")
    );
    let varied = desk
        .read(|conn| post_settings::get(conn, post, Some(blog)))
        .varied
        .unwrap();
    assert_eq!(varied.title.as_deref(), Some("L’été au bureau (bis)"));
    assert_eq!(varied.closing.as_deref(), Some("— *Zoé L.*"));
    let there = there.post();
    assert_eq!(there.title, "L’été au bureau (bis)");
    assert!(there.content.contains("très chaud") && there.content.contains("Zoé L."));
}

#[tokio::test]
async fn a_post_that_was_fetched_never_takes_its_closing_lines_for_its_text() {
    let (desk, blog, there) = Desk::with_blog();
    there.write(PostKind::Post, "Ancien", "<p>Il pleut.</p>");
    let stop = AtomicBool::new(false);
    desk.office.fetch_posts(blog, true, &stop).await.unwrap();
    let post = PostId(1);
    desk.office
        .set_post_settings(post, Some(blog), &own("", "— *Zoé*"))
        .unwrap();
    desk.publish(post, blog);
    desk.send_until_quiet().await;
    assert!(
        there.post().content.contains("<em>Zoé</em>"),
        "{}",
        there.post().content
    );
    // An editor corrects a word; the next fetch does not bring the lines into the text.
    there.edit(|p| p.content = p.content.replace("pleut", "neige"));
    desk.wait(60);
    desk.office.fetch_posts(blog, true, &stop).await.unwrap();
    assert_eq!(here(&desk, post).body, "Il pleut.");
    assert!(
        desk.read(|conn| publications::of_post(conn, post))[0]
            .news
            .is_some()
    );
    // And the update asks.
    desk.rewrite(post, &text("Ancien", "Il pleut fort."));
    desk.publish(post, blog);
    desk.send_until_quiet().await;
    let conflict = desk
        .office
        .conflict_of(desk.only_job().job.id)
        .await
        .unwrap();
    assert_eq!(conflict.body.theirs.trim_end(), "Il neige.");
}

#[tokio::test]
async fn other_words_that_were_called_off_leave_the_blog_as_it_was() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.draft("L’été", "Il fait chaud.");
    desk.publish(post, blog);
    desk.send_until_quiet().await;
    desk.office
        .set_post_settings(post, Some(blog), &own("Autre", ""))
        .unwrap();
    desk.publish(post, blog);
    assert_eq!(desk.office.call_off_publishing(post).unwrap(), (1, 0));
    assert_eq!(desk.open_jobs(), []);
    assert!(edited(&desk, post, blog), "it is still wished");
    assert_eq!(there.post().title, "L’été");
}

fn naming() -> Settings {
    Settings {
        names_first: Some(true),
        ..Settings::default()
    }
}

#[tokio::test]
async fn the_second_blog_waits_for_the_address_on_the_first_and_names_it() {
    let (desk, [(a, carnet), (b, bureau)]) = two_blogs();
    let post = desk.draft("L’été", "Il fait chaud.");
    desk.office
        .set_post_settings(post, None, &naming())
        .unwrap();
    desk.office.set_post_language(post, Some("fr")).unwrap();
    desk.office.publish(post, &[a, b], &public()).unwrap();
    let waits = Cause::After {
        blog: "Carnet".into(),
    };
    assert_eq!(desk.states(), [JobState::Queued, retry(waits)]);
    desk.send_until_quiet().await;
    assert_eq!(desk.open_jobs(), []);
    assert!(
        !carnet.post().content.contains("Publié"),
        "{}",
        carnet.post().content
    );
    let content = bureau.post().content;
    let address = carnet.post().slug;
    assert!(content.contains("Publié d’abord sur"), "{content}");
    assert!(
        content.contains(&format!(
            "rel=\"canonical\" href=\"https://carnet.example/{address}/\""
        )),
        "{content}"
    );
    assert_eq!(here(&desk, post).body, "Il fait chaud.");
    assert!(!edited(&desk, post, b));
}

#[tokio::test]
async fn a_first_blog_that_fails_holds_nobody_up_for_ever() {
    let (desk, [(a, carnet), (b, bureau)]) = two_blogs();
    let post = desk.draft("L’été", "Il fait chaud.");
    desk.office
        .set_post_settings(post, None, &naming())
        .unwrap();
    carnet.fail(Call::Reserve, Effect::None, || {
        billet_remote::RemoteError::NotAllowed {
            message: "non".into(),
        }
    });
    desk.office.publish(post, &[a, b], &public()).unwrap();
    desk.send_until_quiet().await;
    let waits = Cause::After {
        blog: "Carnet".into(),
    };
    assert_eq!(desk.states(), [failed(Cause::NotAllowed), retry(waits)]);
    assert_eq!(bureau.posts().len(), 0, "it waits, and says for what");
    // The writer lets it go without.
    let second = desk.open_jobs()[1].job.id;
    desk.office.send_anyway(second).await.unwrap();
    desk.send_until_quiet().await;
    assert_eq!(desk.states(), [failed(Cause::NotAllowed)]);
    assert!(!bureau.post().content.contains("First published"));
    // Or the first is given up, and the second one is the first.
    let (desk, [(a, carnet), (b, bureau)]) = two_blogs();
    let post = desk.draft("L’été", "Il fait chaud.");
    desk.office
        .set_post_settings(post, None, &naming())
        .unwrap();
    carnet.fail(Call::Reserve, Effect::None, || {
        billet_remote::RemoteError::NotAllowed {
            message: "non".into(),
        }
    });
    desk.office.publish(post, &[a, b], &public()).unwrap();
    desk.send_until_quiet().await;
    let first = desk.open_jobs()[0].job.id;
    assert_eq!(
        desk.office.cancel_job(first).unwrap(),
        Cancelled::NothingSent
    );
    desk.send_until_quiet().await;
    assert_eq!(desk.open_jobs(), []);
    assert!(!bureau.post().content.contains("First published"));
}
