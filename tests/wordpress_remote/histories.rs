//! What others did meanwhile: texts that slipped between a look and a fill, and a post that lost its
//! marker.

use billet_core::RemoteStatus;
use serde_json::json;

use super::*;

async fn somebody_writes(post: &RemotePost, html: &str) {
    let route = format!("posts/{}", post.id);
    past_billet("POST", &route, json!({ "content": html })).await;
}

#[tokio::test]
async fn texts_of_others_between_look_and_fill_are_found_and_nothing_else_is() {
    let blog = admin();
    let word = unique();
    let text = |html: &str| content(&format!("Le phare {word}"), html, PublishStatus::Publish);
    let mut before = publish(&*blog, &text("<p>Il éclaire.</p>")).await;

    let theirs = [
        format!("<p>D’une <em>autre</em> main, {word} 海.</p>"),
        format!(
            "<!-- wp:paragraph -->\n<p>Et d’une troisième 🎉 {word}.</p>\n<!-- /wp:paragraph -->"
        ),
    ];
    for (nth, slips) in [&theirs[..0], &theirs[..1], &theirs[..], &theirs[..0]]
        .into_iter()
        .enumerate()
    {
        assert_eq!(blog.post(&before.id).await.unwrap().history, before.history);
        for html in slips {
            somebody_writes(&before, html).await;
        }
        let mine = format!("<p>Il éclaire pour la {nth}e fois.</p>");
        let after = blog.fill(&before.id, &text(&mine)).await.unwrap();
        assert_eq!(after.base.content, mine);
        let found = blog.slipped_between(&before, &after).await.unwrap();
        let mut found: Vec<_> = found.into_iter().map(|base| base.content).collect();
        found.sort();
        let mut wanted = slips.to_vec();
        wanted.sort();
        assert_eq!(found, wanted, "{nth}");
        before = after;
    }

    // Somebody wrote the very words that were sent: nothing of theirs is gone.
    let mine = "<p>Le même mot.</p>";
    somebody_writes(&before, mine).await;
    let after = blog.fill(&before.id, &text(mine)).await.unwrap();
    assert_eq!(blog.slipped_between(&before, &after).await.unwrap(), []);
    // The same fill again, as after a lost answer.
    let again = blog.fill(&before.id, &text(mine)).await.unwrap();
    assert_eq!(blog.slipped_between(&after, &again).await.unwrap(), []);
}

#[tokio::test]
async fn the_newest_posts_of_this_account_come_newest_first_without_the_trash() {
    let blog = signed_in("editor");
    let word = unique();
    let draft = content(&format!("Perdu {word}"), "<p>x</p>", PublishStatus::Draft);
    let mut made = Vec::new();
    for nth in 0..3 {
        let marker = format!("billet-{word}-{nth}");
        made.push(blog.reserve(&draft, &marker).await.unwrap());
    }
    let others = published_post().await;
    blog.trash_post(&made[1].id).await.unwrap();
    // A plugin gave it another slug: its marker is gone, its words are not.
    let route = format!("posts/{}", made[2].id);
    past_billet("POST", &route, json!({ "slug": format!("autre-{word}") })).await;
    assert_eq!(
        blog.find_reserved(&format!("billet-{word}-2"))
            .await
            .unwrap(),
        []
    );

    let newest = blog.own_latest().await.unwrap();
    assert!(newest.iter().all(|post| post.id != others.id));
    let of_this: Vec<_> = newest
        .iter()
        .filter(|p| p.base.title == draft.title)
        .collect();
    let ids: Vec<_> = of_this.iter().map(|post| &post.id).collect();
    assert_eq!(ids, [&made[2].id, &made[0].id]);
    for post in of_this {
        assert_eq!(post.status, RemoteStatus::Draft);
        assert_eq!(post.base.content, "<p>x</p>");
    }
}
