//! Posts: from the first draft to the trash, in every alphabet.

use billet_core::{RemoteStatus, compare_with_base};
use billet_remote::TermKind;
use jiff::SignedDuration;
use serde_json::json;

use super::*;

#[tokio::test]
async fn a_post_waits_for_review_and_is_shown_to_members_as_asked() {
    let blog = admin();
    let word = unique();
    let mut wish = content(&word, "<p>Un.</p>", PublishStatus::Pending);
    let reserved = blog
        .reserve(&wish, &format!("billet-{word}"))
        .await
        .unwrap();
    for (asked, stands) in [
        (PublishStatus::Pending, RemoteStatus::Pending),
        (PublishStatus::Private, RemoteStatus::Private),
        (PublishStatus::Publish, RemoteStatus::Published),
        (PublishStatus::Private, RemoteStatus::Private),
        (PublishStatus::Pending, RemoteStatus::Pending),
    ] {
        wish.status = Some(asked);
        let filled = blog.fill(&reserved.id, &wish).await.unwrap();
        assert_eq!(filled.status, stands);
        assert_eq!(blog.post(&reserved.id).await.unwrap().status, stands);
        assert!(!filled.slug.starts_with("billet-"), "{}", filled.slug);
    }
    past_billet(
        "DELETE",
        &format!("posts/{}?force=true", reserved.id),
        json!({}),
    )
    .await;
}

#[tokio::test]
async fn a_post_lives_from_draft_to_trash() {
    let blog = admin();
    let word = unique();
    let marker = format!("billet-{word}");
    let draft = content(
        &format!("Première {word}"),
        "<p>Un.</p>",
        PublishStatus::Draft,
    );

    let reserved = blog.reserve(&draft, &marker).await.unwrap();
    assert_eq!(
        (reserved.slug.as_str(), &reserved.status),
        (marker.as_str(), &RemoteStatus::Draft)
    );
    let filled = blog.fill(&reserved.id, &draft).await.unwrap();
    assert_eq!(
        (filled.slug.as_str(), &filled.status),
        ("", &RemoteStatus::Draft)
    );

    let public = PostContent {
        status: Some(PublishStatus::Publish),
        ..draft
    };
    let published = blog.fill(&reserved.id, &public).await.unwrap();
    assert_eq!(published.status, RemoteStatus::Published);
    assert_eq!(published.slug, format!("premiere-{word}"));
    assert!(published.url.contains(&published.slug), "{}", published.url);

    let update = PostContent {
        title: "Deuxième titre".to_owned(),
        html: "<p>Deux.</p>".to_owned(),
        excerpt: "En bref".to_owned(),
        slug: None,
        ..public
    };
    let updated = blog.fill(&reserved.id, &update).await.unwrap();
    assert_eq!(
        updated.url, published.url,
        "an update without a slug keeps the address"
    );
    assert_eq!(updated.base.content, "<p>Deux.</p>");
    assert_eq!(updated.base.excerpt, "En bref");
    assert!(!compare_with_base(&published.base, &updated.base));
    // Again, as after a lost answer: nothing is different.
    let again = blog.fill(&reserved.id, &update).await.unwrap();
    assert!(compare_with_base(&updated.base, &again.base));
    assert_eq!(blog.post(&reserved.id).await.unwrap(), again);

    blog.trash_post(&reserved.id).await.unwrap();
    assert_eq!(
        blog.post(&reserved.id).await.unwrap().status,
        RemoteStatus::Trash
    );
    blog.trash_post(&reserved.id).await.unwrap();

    past_billet(
        "DELETE",
        &format!("posts/{}?force=true", reserved.id),
        json!(null),
    )
    .await;
    for gone in [
        blog.post(&reserved.id).await.map(|_| ()),
        blog.fill(&reserved.id, &update).await.map(|_| ()),
        blog.trash_post(&reserved.id).await,
    ] {
        assert!(matches!(gone, Err(RemoteError::Gone)), "{gone:?}");
    }
}

#[tokio::test]
async fn what_was_reserved_is_found_again_until_it_is_filled() {
    for user in ["admin", "author"] {
        let blog = signed_in(user);
        let marker = format!("billet-{}", unique());
        let draft = content("Perdu en route", "<p>x</p>", PublishStatus::Draft);
        assert!(blog.find_reserved(&marker).await.unwrap().is_empty());
        let first = blog.reserve(&draft, &marker).await.unwrap();
        let second = blog.reserve(&draft, &marker).await.unwrap();
        let ids = |posts: Vec<RemotePost>| posts.into_iter().map(|p| p.id).collect::<Vec<_>>();
        let both = [first.id.clone(), second.id.clone()];
        assert_eq!(
            ids(blog.find_reserved(&marker).await.unwrap()),
            both,
            "{user}"
        );
        for id in &both {
            blog.trash_post(id).await.unwrap();
        }
        assert_eq!(
            ids(blog.find_reserved(&marker).await.unwrap()),
            both,
            "{user}, in the trash"
        );
        let filled = blog.fill(&first.id, &draft).await.unwrap();
        assert_eq!(
            (filled.slug.as_str(), filled.status),
            ("", RemoteStatus::Draft),
            "{user}"
        );
        assert_eq!(
            ids(blog.find_reserved(&marker).await.unwrap()),
            both[1..],
            "{user}, one filled"
        );
        let public = PostContent {
            status: Some(PublishStatus::Publish),
            ..draft
        };
        let filled = blog.fill(&second.id, &public).await.unwrap();
        assert!(filled.slug.starts_with("perdu-en-route"), "{}", filled.slug);
        assert!(
            blog.find_reserved(&marker).await.unwrap().is_empty(),
            "{user}, both filled"
        );
    }
}

#[tokio::test]
async fn a_post_for_later_is_scheduled() {
    let blog = admin();
    let at = Timestamp::now() + SignedDuration::from_hours(72);
    let wanted = PostContent {
        at: Some(at),
        ..content(
            &format!("Demain {}", unique()),
            "<p>x</p>",
            PublishStatus::Publish,
        )
    };
    let post = publish(&*blog, &wanted).await;
    assert_eq!(post.status, RemoteStatus::Scheduled);
    assert_eq!(post.date.map(Timestamp::as_second), Some(at.as_second()));
    // Now after all.
    let now = PostContent {
        at: Some(Timestamp::now() - SignedDuration::from_mins(1)),
        ..wanted
    };
    assert_eq!(
        blog.fill(&post.id, &now).await.unwrap().status,
        RemoteStatus::Published
    );
}

#[tokio::test]
async fn letters_of_all_kinds_arrive() {
    let blog = admin();
    let word = unique();
    let title = format!("Été, Київ, 日本語 & 🎉 {word}");
    let tags = ["Été", "Київ", "日本語", "R&D <3", "l’hiver 🎿"].map(|tag| format!("{tag} {word}"));
    let category = format!("Cafés & thés {word}");
    let wanted = PostContent {
        slug: Some(format!("été-🎉-{word}")),
        tags: Some(tags.to_vec()),
        categories: Some(vec![category.clone()]),
        excerpt: "« Court » 🎉".to_owned(),
        ..content(&title, "<p>Київ 日本語 🎉</p>", PublishStatus::Publish)
    };
    let post = publish(&*blog, &wanted).await;
    assert_eq!(post.base.title, title);
    assert_eq!(post.base.content, "<p>Київ 日本語 🎉</p>");
    assert_eq!(post.base.excerpt, "« Court » 🎉");
    assert_eq!(post.slug, format!("ete-🎉-{word}"));

    let seen = past_billet("GET", &format!("posts/{}", post.id), json!(null)).await;
    let terms = (seen["tags"].clone(), seen["categories"].clone());
    assert_eq!(terms.0.as_array().unwrap().len(), tags.len());
    assert_eq!(terms.1.as_array().unwrap().len(), 1);
    // The same names again, in another case too, are the same terms. (Beyond ASCII the case is the
    // database's business: SQLite knows no `É` for `é`.)
    let again = PostContent {
        tags: Some(tags.iter().map(|tag| tag.replace("R&D", "r&d")).collect()),
        categories: Some(vec![category.replace("Caf", "caf")]),
        ..wanted
    };
    blog.fill(&post.id, &again).await.unwrap();
    let seen = past_billet("GET", &format!("posts/{}", post.id), json!(null)).await;
    assert_eq!((seen["tags"].clone(), seen["categories"].clone()), terms);

    let known = blog.terms(TermKind::Tag).await.unwrap();
    assert!(
        known.len() >= 1000 || tags.iter().all(|tag| known.contains(tag)),
        "{known:?}"
    );
    let none = PostContent {
        tags: Some(Vec::new()),
        categories: Some(Vec::new()),
        ..again
    };
    blog.fill(&post.id, &none).await.unwrap();
    let seen = past_billet("GET", &format!("posts/{}", post.id), json!(null)).await;
    assert_eq!(seen["tags"], json!([]), "no tags means none");
    assert_eq!(seen["categories"], terms.1, "no categories leaves them");
}

const FRENCH: &str = "<p>« L’été, c’est l’été », dit-elle — “enfin” ; et l'apostrophe droite ?</p>\n\
<ul>\n<li>Un <em>point</em> &amp; demi</li>\n<li>Deux points : <strong>oui</strong>\n<ul>\n\
<li>dessous…</li>\n</ul>\n</li>\n</ul>\n<table>\n<thead>\n<tr><th align=\"left\">Thé</th>\
<th>Prix (€)</th></tr>\n</thead>\n<tbody>\n<tr><td align=\"left\">Earl Grey &amp; lait</td>\
<td>3,50</td></tr>\n</tbody>\n</table>\n<pre><code>if a &lt; b &amp;&amp; c { \\n }\n</code></pre>";

/// As `billet-text` writes it (this crate does not know it).
const BLOCKS: &str = "<!-- wp:heading {\"level\":3,\"anchor\":\"thé\",\"className\":\"a b\"} -->\n\
<h3 id=\"thé\" class=\"wp-block-heading a b\">« L’été »</h3>\n<!-- /wp:heading -->\n\n\
<!-- wp:list {\"ordered\":true,\"start\":3} -->\n<ol start=\"3\" class=\"wp-block-list\"><!-- wp:list-item -->\n\
<li>Un<br />deux</li>\n<!-- /wp:list-item --></ol>\n<!-- /wp:list -->\n\n\
<!-- wp:table {\"hasFixedLayout\":false} -->\n<figure class=\"wp-block-table\"><table><tbody><tr>\
<td class=\"has-text-align-right\" data-align=\"right\">3,50</td></tr></tbody></table></figure>\n<!-- /wp:table -->\n\n\
<!-- wp:code {\"className\":\"language-rust\"} -->\n<pre class=\"wp-block-code language-rust\"><code>a &amp;&amp; b\n</code></pre>\n\
<!-- /wp:code -->\n\n<!-- wp:more {\"customText\":\"La suite — \\u0022fin\\u0022\"} -->\n\
<!--more La suite — \"fin\"-->\n<!-- /wp:more -->\n\n<!-- wp:separator -->\n\
<hr class=\"wp-block-separator has-alpha-channel-opacity\" />\n<!-- /wp:separator -->";

#[tokio::test]
async fn a_french_post_comes_back_identical_in_either_markup() {
    for user in ["admin", "editor", "author"] {
        for html in [FRENCH, BLOCKS] {
            let blog = signed_in(user);
            let wanted = content(
                &format!("Thé & été {}", unique()),
                html,
                PublishStatus::Publish,
            );
            let post = publish(&*blog, &wanted).await;
            assert_eq!(post.base.content, html, "{user}");
            assert_eq!(blog.post(&post.id).await.unwrap().base, post.base, "{user}");
        }
    }
}

#[tokio::test]
async fn what_the_blog_makes_of_html_is_the_base() {
    let blog = signed_in("author");
    assert!(!blog.account().await.unwrap().capabilities.keeps_html);
    let html = "<p>a</p><script>alert(1)</script>";
    let wanted = content(&format!("Filtré {}", unique()), html, PublishStatus::Draft);
    let post = publish(&*blog, &wanted).await;
    assert!(
        !post.base.content.contains("<script"),
        "{}",
        post.base.content
    );
    assert_eq!(blog.post(&post.id).await.unwrap().base, post.base);
}

#[tokio::test]
async fn an_author_is_told_which_category_is_missing() {
    let blog = signed_in("author");
    let word = unique();
    let tagged = PostContent {
        tags: Some(vec![format!("neuf {word}")]),
        ..content(&word, "<p>x</p>", PublishStatus::Draft)
    };
    let post = publish(&*blog, &tagged).await;
    let shelved = PostContent {
        categories: Some(vec![format!("Plage {word}")]),
        ..tagged
    };
    let error = blog.fill(&post.id, &shelved).await.unwrap_err();
    assert!(
        matches!(&error, RemoteError::NotAllowed { message } if message.contains(&format!("Plage {word}"))),
        "{error:?}"
    );
    let other = published_post().await;
    let error = blog.fill(&other.id, &shelved).await.unwrap_err();
    assert!(matches!(error, RemoteError::NotAllowed { .. }), "{error:?}");
}

#[tokio::test]
async fn cards_tell_of_posts_drafts_and_pages() {
    let blog = admin();
    let word = unique();
    let title = format!("L'été & <3 {word}");
    let post = publish(&*blog, &content(&title, "<p>a</p>", PublishStatus::Publish)).await;
    let draft = publish(&*blog, &content(&word, "<p>b</p>", PublishStatus::Draft)).await;
    let page = past_billet(
        "POST",
        "pages",
        json!({"title": "Page", "status": "publish"}),
    )
    .await;
    let page = RemoteId::from(page["id"].as_i64().unwrap());
    let ids = [
        page,
        post.id.clone(),
        draft.id.clone(),
        RemoteId::from(999_999_999),
    ];
    let cards = blog.post_cards(&ids).await.unwrap();
    assert_eq!(cards.len(), 3);
    let card = cards.iter().find(|card| card.id == post.id).unwrap();
    assert_eq!(
        (card.title.as_str(), card.url.as_str()),
        (&*title.replace('\'', "’"), &*post.url)
    );
    assert_eq!(card.html.trim(), "<p>a</p>");
    // An author sees others' published ones, a subscriber too.
    for user in ["author", "subscriber"] {
        let seen = signed_in(user).post_cards(&ids[..3]).await.unwrap();
        assert_eq!(seen.len(), 2, "{user}: {seen:?}");
    }
    assert!(blog.post_cards(&[]).await.unwrap().is_empty());
}
