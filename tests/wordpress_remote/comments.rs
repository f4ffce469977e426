//! Comments: every decision, replies, and what others did meanwhile.

use billet_core::CommentWords;

use super::*;

async fn find_in_list(status: CommentStatus, id: &RemoteId) -> Option<RemoteComment> {
    let blog = admin();
    let mut page = Some(1);
    while let Some(number) = page {
        let read = blog
            .comments(Which::Only(status), None, number)
            .await
            .unwrap();
        assert!(read.rows.iter().all(|row| row.status == status));
        if let Some(row) = read.rows.into_iter().find(|row| row.id == *id) {
            return Some(row);
        }
        page = read.more.then_some(number + 1);
    }
    None
}

#[tokio::test]
async fn every_decision_leads_where_it_says() {
    let blog = admin();
    let post = published_post().await;
    let id = readers_comment(&post, "<p>Une question ?</p>").await;

    let waiting = find_in_list(CommentStatus::Pending, &id).await.unwrap();
    assert_eq!(waiting.post, post.id);
    assert_eq!(waiting.author.name, "Zoé & Léa");
    assert_eq!(
        (waiting.account.as_ref(), waiting.parent.as_ref()),
        (None, None)
    );
    assert!(same_words(&waiting.html, "Une question"));

    use Decision::{Approve, Hold, Spam, Trash};
    for decision in [
        Approve, Approve, Hold, Hold, Spam, Spam, Approve, Spam, Trash, Trash, Approve, Trash,
        Hold, Trash, Spam, Hold,
    ] {
        let done = blog.decide(&id, decision).await.unwrap();
        assert_eq!(done.status, decision.leads_to());
        let seen = past_billet("GET", &format!("comments/{id}?context=edit"), json!(null)).await;
        assert_eq!(blog.comment(&id).await.unwrap(), done);
        assert_eq!(seen["author_ip"], "203.0.113.7", "after {decision:?}");
        assert_eq!(
            seen["author_user_agent"], "Mozilla/5.0 (lectrice)",
            "after {decision:?}"
        );
    }
    for status in CommentStatus::ALL {
        let there = find_in_list(status, &id).await.is_some();
        assert_eq!(there, status == CommentStatus::Pending, "{status:?}");
    }
}

#[tokio::test]
async fn a_comment_that_others_moderated_is_no_trouble() {
    let blog = admin();
    let post = published_post().await;
    let trashed = readers_comment(&post, "À la poubelle").await;
    past_billet("DELETE", &format!("comments/{trashed}"), json!(null)).await;
    let done = blog.decide(&trashed, Decision::Trash).await.unwrap();
    assert_eq!(done.status, CommentStatus::Trash);

    let deleted = readers_comment(&post, "Tout à fait disparu").await;
    past_billet(
        "DELETE",
        &format!("comments/{deleted}?force=true"),
        json!(null),
    )
    .await;
    for decision in [
        Decision::Approve,
        Decision::Hold,
        Decision::Spam,
        Decision::Trash,
    ] {
        let error = blog.decide(&deleted, decision).await.unwrap_err();
        assert!(
            matches!(error, RemoteError::Gone),
            "{decision:?}: {error:?}"
        );
    }
    let error = blog.comment(&deleted).await.unwrap_err();
    assert!(matches!(error, RemoteError::Gone), "{error:?}");
    let error = blog
        .reply(&post.id, &deleted, "<p>Trop tard</p>")
        .await
        .unwrap_err();
    assert!(matches!(error, RemoteError::Gone), "{error:?}");
}

#[tokio::test]
async fn a_comment_is_edited_and_keeps_where_it_came_from() {
    let blog = admin();
    let post = published_post().await;
    let id = readers_comment(&post, "Une qestion ?").await;
    let before = blog.comment(&id).await.unwrap();
    let words = CommentWords {
        html: format!(
            "Une <strong>question</strong> — « {} » &amp; 🎉 ?",
            unique()
        ),
        name: "Zoé & Léa Ö. 海".to_owned(),
        url: "https://zoe.example.test/?a=1&b=2".to_owned(),
    };
    let done = blog.edit_comment(&id, &words).await.unwrap();
    assert!(same_words(&done.html, &words.html), "{}", done.html);
    assert_eq!(
        (&done.author.name, &done.author.url),
        (&words.name, &words.url)
    );
    let seen = past_billet("GET", &format!("comments/{id}?context=edit"), json!(null)).await;
    assert_eq!(seen["content"]["raw"], words.html.as_str());
    assert_eq!(seen["author_ip"], "203.0.113.7");
    assert_eq!(seen["author_user_agent"], "Mozilla/5.0 (lectrice)");
    assert_eq!(seen["author_email"], "zoe@example.test");
    assert_eq!(
        (done.status, done.written_at),
        (before.status, before.written_at)
    );
    // Again, as after a lost answer: nothing is different.
    assert_eq!(blog.edit_comment(&id, &words).await.unwrap(), done);
    assert_eq!(blog.comment(&id).await.unwrap(), done);

    let error = signed_in("subscriber")
        .edit_comment(&id, &words)
        .await
        .unwrap_err();
    assert!(matches!(error, RemoteError::NotAllowed { .. }), "{error:?}");
    past_billet("DELETE", &format!("comments/{id}?force=true"), json!(null)).await;
    let error = blog.edit_comment(&id, &words).await.unwrap_err();
    assert!(matches!(error, RemoteError::Gone), "{error:?}");
}

#[tokio::test]
async fn a_reply_sent_twice_is_there_once() {
    let blog = admin();
    let post = published_post().await;
    let id = readers_comment(&post, "Une question ?").await;
    assert!(blog.replies_to(&post.id, &id).await.unwrap().is_empty());

    let html = "<p>Merci <em>à vous</em> ! C'est l’été &amp; -- \"bientôt\" 🎉</p>";
    let reply = blog.reply(&post.id, &id, html).await.unwrap();
    assert_eq!(reply.parent.as_ref(), Some(&id));
    assert_eq!(reply.status, CommentStatus::Approved);
    assert_eq!(reply.account, Some(blog.account().await.unwrap().id));
    assert!(same_words(&reply.html, html), "{}", reply.html);

    assert_eq!(blog.reply(&post.id, &id, html).await.unwrap().id, reply.id);
    // WordPress itself would not notice this one; it is found by its words.
    let linked =
        "<p>Voir <a href=\"https://example.test/?a=1&amp;b=2\">l'autre 'billet'</a>...</p>";
    let other = blog.reply(&post.id, &id, linked).await.unwrap();
    let replies = blog.replies_to(&post.id, &id).await.unwrap();
    let found = replies
        .iter()
        .find(|reply| same_words(&reply.html, linked))
        .unwrap();
    assert_eq!(found.id, other.id);
    let mut ids: Vec<_> = replies.iter().map(|reply| reply.id.clone()).collect();
    ids.sort();
    let mut expected = vec![reply.id.clone(), other.id.clone()];
    expected.sort();
    assert_eq!(ids, expected);

    // Where a filter may have put it, it is found; in the trash it is not.
    blog.decide(&other.id, Decision::Spam).await.unwrap();
    assert_eq!(blog.replies_to(&post.id, &id).await.unwrap().len(), 2);
    blog.decide(&other.id, Decision::Trash).await.unwrap();
    assert_eq!(blog.replies_to(&post.id, &id).await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_author_answers_and_finds_the_answer_once_it_is_approved() {
    let blog = signed_in("author");
    let post = published_post().await;
    let id = readers_comment(&post, "Une question ?").await;
    let error = blog
        .reply(&post.id, &id, "<p>Avant tous</p>")
        .await
        .unwrap_err();
    assert!(
        matches!(error, RemoteError::NotAllowed { .. }),
        "it waits: {error:?}"
    );
    admin().decide(&id, Decision::Approve).await.unwrap();
    let reply = blog
        .reply(&post.id, &id, &format!("<p>Oui {}</p>", unique()))
        .await
        .unwrap();
    assert_eq!(reply.account, Some(blog.account().await.unwrap().id));
    admin().decide(&reply.id, Decision::Approve).await.unwrap();
    let found = blog.replies_to(&post.id, &id).await.unwrap();
    assert_eq!(
        found.iter().map(|reply| &reply.id).collect::<Vec<_>>(),
        [&reply.id]
    );
}
