//! Tags, categories, title, excerpt, address, status and date of a post that both sides changed:
//! put together where that can be, left to the writer where not, and never overwritten unseen.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a story that cannot go on has failed"
)]

mod support;

use std::sync::Arc;
use std::time::Duration;

use billet_core::{
    BlogId, Cause, PostId, PostText, PublishStatus, RemoteStatus, RevisionReason, Target,
};
use billet_store::posts;
use billet_sync::{Conflict, Resolved, Stand};
use support::fake_blog::{FakeBlog, FakePost};
use support::{Desk, failed, public, text};

fn names(words: &str) -> Vec<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

fn tagged(body: &str, tags: &str, categories: &str) -> PostText {
    PostText {
        tags: names(tags),
        categories: names(categories),
        ..text("Le phare", body)
    }
}

struct Scene {
    desk: Desk,
    blog: BlogId,
    there: Arc<FakeBlog>,
    post: PostId,
}

impl Scene {
    async fn published(first: &PostText) -> Self {
        let (desk, blog, there) = Desk::with_blog();
        let post = desk.office.new_post(first).unwrap();
        let scene = Self {
            desk,
            blog,
            there,
            post,
        };
        scene.send(&public()).await;
        assert_eq!(scene.desk.open_jobs(), []);
        scene
    }

    async fn send(&self, target: &Target) {
        self.desk
            .office
            .publish(self.post, &[self.blog], target)
            .unwrap();
        self.desk.send_until_quiet().await;
    }

    /// Changed there, then here, then sent: what the writer is shown.
    async fn conflict(
        &self,
        there: impl FnOnce(&mut FakePost),
        here: &PostText,
        target: &Target,
    ) -> Conflict {
        self.there.edit(there);
        self.desk.rewrite(self.post, here);
        self.send(target).await;
        assert_eq!(self.desk.states(), [failed(Cause::ChangedElsewhere)]);
        let job = self.desk.only_job().job.id;
        self.desk.office.conflict_of(job).await.unwrap()
    }

    async fn resolve(&self, conflict: &Conflict, text: &Resolved) -> FakePost {
        self.desk
            .office
            .resolve_conflict(conflict.job, &conflict.seen, conflict.version, text)
            .unwrap();
        self.desk.send_until_quiet().await;
        assert_eq!(self.desk.open_jobs(), []);
        self.there.post()
    }

    fn mine(&self) -> PostText {
        self.desk.read(|conn| posts::get(conn, self.post)).text
    }
}

#[tokio::test]
async fn tags_and_categories_of_both_sides_are_put_together() {
    let scene = Scene::published(&tagged("Un.", "mer nuit vent", "Voyages")).await;
    let conflict = scene
        .conflict(
            |p| {
                p.tags = names("mer vent port");
                p.categories.push("Récits".into());
            },
            &tagged("Deux.", "mer nuit phare", "Voyages Carnets"),
            &public(),
        )
        .await;
    assert_eq!(conflict.tags.theirs, names("mer vent port"));
    let merged = conflict.merged().unwrap();
    assert_eq!(merged.tags, names("mer phare port"));
    assert_eq!(merged.categories, names("Voyages Carnets Récits"));

    let post = scene.resolve(&conflict, &merged).await;
    assert_eq!(post.tags, names("mer phare port"));
    assert_eq!(post.categories, names("Voyages Carnets Récits"));
    assert_eq!(scene.mine().tags, merged.tags);
    // What the blog had is among the earlier texts, with its tags.
    let kept = scene.desk.read(|conn| posts::revisions(conn, scene.post));
    let theirs = kept.iter().find(|r| r.reason == RevisionReason::Elsewhere);
    assert_eq!(theirs.unwrap().text.tags, names("mer vent port"));
}

#[tokio::test]
async fn what_the_writer_does_not_want_of_their_tags_is_taken_off() {
    let scene = Scene::published(&tagged("Un.", "mer", "Voyages")).await;
    // The writer's own tags are as they were sent: only the text clashes.
    let conflict = scene
        .conflict(
            |p| {
                p.tags.push("port".into());
                p.content = "<p>Trois.</p>".into();
            },
            &tagged("Deux.", "mer", "Voyages"),
            &public(),
        )
        .await;
    assert!(conflict.tags.changed_by_them());
    assert_eq!(conflict.merged(), None, "the text is left to the writer");
    let post = scene.resolve(&conflict, &conflict.mine()).await;
    assert_eq!(post.tags, names("mer"));
    assert_eq!(post.content.trim(), "<p>Deux.</p>");
}

#[tokio::test]
async fn the_blogs_own_category_is_nobodys_change() {
    let scene = Scene::published(&tagged("Un.", "", "")).await;
    assert_eq!(scene.there.post().categories, ["Divers"]);
    let conflict = scene
        .conflict(
            |p| p.title = "Le grand phare".into(),
            &tagged("Deux.", "", ""),
            &public(),
        )
        .await;
    assert!(!conflict.categories.changed_by_them());
    let merged = conflict.merged().unwrap();
    assert_eq!(merged.title, "Le grand phare");
    let post = scene.resolve(&conflict, &merged).await;
    assert_eq!(post.categories, ["Divers"]);
    assert_eq!(
        (&*post.title, post.content.trim()),
        ("Le grand phare", "<p>Deux.</p>")
    );
}

#[tokio::test]
async fn a_title_that_both_changed_is_an_open_place() {
    let scene = Scene::published(&text("Le phare", "Un.")).await;
    let conflict = scene
        .conflict(
            |p| p.title = "Le grand phare".into(),
            &text("Le petit phare", "Un."),
            &public(),
        )
        .await;
    assert_eq!((conflict.open_places(), conflict.merged()), (1, None));
    let post = scene.resolve(&conflict, &conflict.theirs()).await;
    assert_eq!(post.title, "Le grand phare");
    assert_eq!(scene.mine().title, "Le grand phare");
}

#[tokio::test]
async fn an_address_that_both_changed_is_asked_about() {
    let addressed = |slug: &str| PostText {
        slug: Some(slug.to_owned()),
        ..text("Le phare", "Un.")
    };
    for theirs in [false, true] {
        let scene = Scene::published(&addressed("phare")).await;
        let conflict = scene
            .conflict(
                |p| p.slug = "grand-phare".into(),
                &addressed("petit-phare"),
                &public(),
            )
            .await;
        assert!(conflict.slug.clash());
        let choice = if theirs {
            conflict.theirs()
        } else {
            conflict.mine()
        };
        let post = scene.resolve(&conflict, &choice).await;
        let wanted = if theirs { "grand-phare" } else { "petit-phare" };
        assert_eq!(post.slug, wanted);
    }
}

#[tokio::test]
async fn the_writers_wish_and_the_editors_yes_are_both_shown() {
    let draft = Target {
        status: PublishStatus::Private,
        at: None,
    };
    for stand in [Stand::Mine, Stand::Theirs] {
        let scene = Scene::published(&text("Le phare", "Un.")).await;
        let conflict = scene
            .conflict(
                |p| p.status = RemoteStatus::Draft,
                &text("Le phare", "Deux."),
                &draft,
            )
            .await;
        assert!(conflict.stands.clash());
        assert_eq!(conflict.stands.base, Some(RemoteStatus::Published));
        assert_eq!(conflict.stands.theirs, RemoteStatus::Draft);
        let choice = Resolved {
            stand,
            ..conflict.mine()
        };
        let post = scene.resolve(&conflict, &choice).await;
        let wanted = match stand {
            Stand::Mine => RemoteStatus::Private,
            Stand::Theirs => RemoteStatus::Draft,
        };
        assert_eq!(
            (post.status, post.content.trim()),
            (wanted.clone(), "<p>Deux.</p>")
        );
        // The next update asks for nothing new.
        scene.desk.rewrite(scene.post, &text("Le phare", "Trois."));
        let target = scene
            .desk
            .read(|conn| billet_store::publications::of_post(conn, scene.post))
            .first()
            .unwrap()
            .target;
        scene.send(&target).await;
        assert_eq!(scene.desk.open_jobs(), []);
        assert_eq!(scene.there.post().status, wanted);
    }
}

#[tokio::test]
async fn an_editor_s_status_survives_a_merge_of_the_text() {
    let scene = Scene::published(&text("Le phare", "Un.\n\nDeux.")).await;
    let conflict = scene
        .conflict(
            |p| {
                p.status = RemoteStatus::Private;
                p.content = p.content.replace("Un.", "Un, corrigé.");
            },
            &text("Le phare", "Un.\n\nTrois."),
            &public(),
        )
        .await;
    assert!(!conflict.stands.clash());
    let post = scene.resolve(&conflict, &conflict.merged().unwrap()).await;
    assert_eq!(post.status, RemoteStatus::Private);
    // A last line that the writer left open stays so.
    assert_eq!(scene.mine().body, "Un, corrigé.\n\nTrois.");
}

#[tokio::test]
async fn a_date_that_both_moved_is_asked_about() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.office.new_post(&text("Le phare", "Un.")).unwrap();
    let scene = Scene {
        desk,
        blog,
        there,
        post,
    };
    let day = |n: u64| Target {
        status: PublishStatus::Publish,
        at: Some(scene.desk.office.now() + Duration::from_secs(86_400 * n)),
    };
    scene.send(&day(1)).await;
    let theirs = day(5).at;
    let conflict = scene
        .conflict(|p| p.date = theirs, &text("Le phare", "Un."), &day(3))
        .await;
    assert!(conflict.stands.clash());
    assert_eq!(conflict.stands.theirs_at, theirs);
    let wanted = conflict.stands.mine.at;
    let post = scene.resolve(&conflict, &conflict.mine()).await;
    assert_eq!(post.date, wanted);
    assert_eq!(post.status, RemoteStatus::Scheduled);
}
