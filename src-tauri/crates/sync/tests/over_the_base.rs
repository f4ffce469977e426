//! Posts that were on a blog first, edited here and published again: only what was edited changes
//! there.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod support;

use std::sync::atomic::AtomicBool;

use billet_core::{
    BlogId, Cause, Heard, JobState, PostId, PostKind, PostText, Publication, PublishStatus,
    RemoteId, RemoteStatus, Target,
};
use billet_store::{posts, publications};
use billet_text::Language;
use support::fake_blog::{Call, Effect, FakeBlog};
use support::{Desk, failed, lost, public};

/// Classic WordPress: curly and straight quotes, a shortcode, a gallery nobody writes in Markdown.
const CONTENT: &str = "Un <b>premier</b> paragraphe , \"droit\".\r\n\r\n[gallery ids=\"1,2\"]\r\n\r\n\
    <div class=\"colonne\" data-x='1'><script>suivi()</script>Deux</div>\r\n\r\nTrois , fin.\r\n";

/// An edited paragraph of a classic post is written as one.
fn edited(content: &str, word: &str) -> String {
    content.replace("Trois , fin.", &format!("<p>{word} , fin.</p>"))
}

struct Scene {
    desk: Desk,
    blog: BlogId,
    there: std::sync::Arc<FakeBlog>,
    remote: RemoteId,
    post: PostId,
}

impl Scene {
    async fn of(kind: PostKind) -> Self {
        let (desk, blog, there) = Desk::with_blog();
        let remote = there.write(kind, "Q &amp; R", CONTENT);
        there.edit_one(&remote, |post| {
            post.excerpt = "En <b>bref</b>\net ici".into();
            post.tags = vec!["mer".into()];
            post.categories = vec!["Voyages".into()];
        });
        gather(&desk, blog).await;
        let post = publication_of(&desk, blog, &remote).post;
        Self {
            desk,
            blog,
            there,
            remote,
            post,
        }
    }

    fn publication(&self) -> Publication {
        publication_of(&self.desk, self.blog, &self.remote)
    }

    fn text(&self) -> PostText {
        self.desk.read(|conn| posts::get(conn, self.post)).text
    }

    fn change(&self, from: &str, to: &str) {
        let text = self.text();
        let body = text.body.replace(from, to);
        assert_ne!(body, text.body);
        self.desk.rewrite(self.post, &PostText { body, ..text });
    }

    /// As the publish sheet does: how it stands is what is asked for.
    async fn update(&self) {
        let target = self.publication().target;
        let made = self.desk.office.publish(self.post, &[self.blog], &target);
        made.unwrap();
        self.desk.send().await;
    }
}

async fn gather(desk: &Desk, blog: BlogId) {
    let stop = AtomicBool::new(false);
    desk.office.fetch_posts(blog, false, &stop).await.unwrap();
}

fn publication_of(desk: &Desk, blog: BlogId, remote: &RemoteId) -> Publication {
    desk.read(|conn| publications::of_remote(conn, blog, remote))
        .unwrap()
}

#[tokio::test]
async fn published_as_it_came_nothing_is_sent() {
    for kind in PostKind::ALL {
        let scene = Scene::of(kind).await;
        scene.update().await;
        assert_eq!(scene.desk.open_jobs(), []);
        assert_eq!(scene.there.writes(), 0);
        assert_eq!(scene.there.one(&scene.remote).content, CONTENT);
    }
}

#[tokio::test]
async fn an_edit_changes_what_was_edited_and_not_a_byte_more() {
    for kind in PostKind::ALL {
        let scene = Scene::of(kind).await;
        scene.change("Trois", "Quatre");
        scene.update().await;
        assert_eq!(scene.desk.open_jobs(), []);
        let now = scene.there.one(&scene.remote);
        assert_eq!(now.content, edited(CONTENT, "Quatre"));
        assert_eq!(now.title, "Q &amp; R");
        assert_eq!(now.excerpt, "En <b>bref</b>\net ici");
        assert_eq!(
            (now.tags, now.categories),
            (vec!["mer".into()], vec!["Voyages".into()])
        );
        assert_eq!(now.status, RemoteStatus::Published);
        assert_eq!(now.kind, kind, "a page stays one");

        // And again, over what is there now.
        scene.change("Quatre", "Cinq");
        scene.update().await;
        let now = scene.there.one(&scene.remote);
        assert_eq!(now.content, edited(CONTENT, "Cinq"));
        assert_eq!(scene.there.posts().len(), 1);
        assert_eq!(scene.there.count(Call::Reserve), 0);
    }
}

#[tokio::test]
async fn a_new_title_or_status_leaves_the_text_as_it_is() {
    let scene = Scene::of(PostKind::Post).await;
    let text = scene.text();
    assert_eq!(text.title, "Q & R");
    let title = "Questions".to_owned();
    scene.desk.rewrite(scene.post, &PostText { title, ..text });
    let hidden = Target {
        status: PublishStatus::Draft,
        at: None,
    };
    scene
        .desk
        .office
        .publish(scene.post, &[scene.blog], &hidden)
        .unwrap();
    scene.desk.send().await;
    let now = scene.there.one(&scene.remote);
    assert_eq!(
        (now.title.as_str(), now.content.as_str()),
        ("Questions", CONTENT)
    );
    assert_eq!(now.status, RemoteStatus::Draft);
}

#[tokio::test]
async fn typography_on_publish_corrects_the_edited_lines_only() {
    let scene = Scene::of(PostKind::Post).await;
    let french = Some(Language::French);
    scene.desk.office.set_typography_on_publish(french).unwrap();
    scene.update().await;
    assert_eq!(scene.there.writes(), 0, "nothing was edited");
    scene.change("Trois , fin.", "Quatre ! Fin");
    scene.update().await;
    let now = scene.there.one(&scene.remote).content;
    assert!(now.contains("Quatre\u{202f}! Fin"), "{now}");
    let untouched = CONTENT.split_once("Trois").unwrap().0;
    assert!(now.starts_with(untouched), "{now}");
}

#[tokio::test]
async fn an_update_whose_answer_was_lost_is_recognised() {
    for effect in [Effect::Done, Effect::None] {
        let scene = Scene::of(PostKind::Page).await;
        scene
            .there
            .fail(Call::Fill, effect, || lost(Heard::Nothing));
        scene.change("Trois", "Quatre");
        scene.update().await;
        scene.desk.send_until_quiet().await;
        let now = scene.there.one(&scene.remote);
        assert_eq!(now.content, edited(CONTENT, "Quatre"), "{effect:?}");
        assert_eq!(scene.publication().base.unwrap().content, now.content);
    }
}

#[tokio::test]
async fn changed_on_both_sides_the_writer_is_asked_and_both_are_put_together() {
    let scene = Scene::of(PostKind::Page).await;
    scene.change("Trois", "Quatre");
    let theirs = CONTENT.replace("premier", "autre");
    scene
        .there
        .edit_one(&scene.remote, |post| post.content.clone_from(&theirs));
    scene.update().await;
    let job = scene.desk.only_job().job;
    assert_eq!(job.state, failed(Cause::ChangedElsewhere));
    assert_eq!(scene.there.writes(), 0);

    let conflict = scene.desk.office.conflict_of(job.id).await.unwrap();
    assert!(!conflict.title.clash() && conflict.title.base == "Q & R");
    let merged = conflict.merged().unwrap();
    let office = &scene.desk.office;
    office
        .resolve_conflict(job.id, &conflict.seen, conflict.version, &merged)
        .unwrap();
    scene.desk.send().await;
    assert_eq!(scene.desk.open_jobs(), []);
    let now = scene.there.one(&scene.remote);
    assert_eq!(now.content, edited(&theirs, "Quatre"));
    assert_eq!(now.title, "Q &amp; R");
}

#[tokio::test]
async fn thrown_away_everywhere_a_page_goes_to_the_trash_of_its_blog() {
    let scene = Scene::of(PostKind::Page).await;
    scene.desk.office.trash_post(scene.post, true).unwrap();
    scene.desk.wait(60);
    scene.desk.send().await;
    assert_eq!(scene.desk.open_jobs(), []);
    assert_eq!(scene.there.one(&scene.remote).status, RemoteStatus::Trash);
}

#[tokio::test]
async fn on_another_blog_a_page_is_made_as_a_page_and_made_safe() {
    let scene = Scene::of(PostKind::Page).await;
    let (other, elsewhere) = scene.desk.add_blog("Second");
    scene
        .desk
        .office
        .publish(scene.post, &[other], &public())
        .unwrap();
    scene.desk.send().await;
    let copy = elsewhere.post();
    assert_eq!(copy.kind, PostKind::Page);
    assert!(copy.content.contains("premier") && !copy.content.contains("script"));
    assert_eq!(scene.there.one(&scene.remote).content, CONTENT);
}

#[tokio::test]
async fn gone_from_the_blog_it_is_made_anew_only_when_the_writer_says_so() {
    let scene = Scene::of(PostKind::Page).await;
    scene.there.with(|s| s.posts.clear());
    scene.change("Trois", "Quatre");
    scene.update().await;
    let job = scene.desk.only_job().job;
    assert_eq!(job.state, JobState::Failed { cause: Cause::Gone });
    scene.desk.office.send_anyway(job.id).await.unwrap();
    scene.desk.send().await;
    let again = scene.there.post();
    assert_eq!(again.kind, PostKind::Page);
    assert!(again.content.contains("Quatre"), "{}", again.content);
}

#[tokio::test]
async fn an_address_in_a_fetched_text_is_no_file_of_this_computer() {
    let (desk, blog, there) = Desk::with_blog();
    let secret = desk.folder.path().join("secret.png");
    std::fs::write(&secret, b"\x89PNG\r\n\x1a\n").unwrap();
    let content = format!(
        "<p>Un.</p>\n<p><img src=\"file://{}\" alt=\"\"></p>\n<p><img src=\"/x.png\" alt=\"x\"></p>",
        secret.display()
    );
    let remote = there.write(PostKind::Post, "Piège", &content);
    gather(&desk, blog).await;
    let post = publication_of(&desk, blog, &remote).post;
    let text = desk.read(|conn| posts::get(conn, post)).text;
    assert!(text.body.contains("/x.png"));
    let body = text.body.replace("Un.", "Deux.");
    desk.rewrite(post, &PostText { body, ..text });
    desk.publish(post, blog);
    desk.send().await;
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.count(Call::Upload), 0);
    assert_eq!(there.one(&remote).content, content.replace("Un.", "Deux."));
}
