//! The moderation desk.

use crate::blog::{Blog, unique};
use crate::window_with_blog;

#[tokio::test]
async fn comments_are_approved_answered_and_marked_as_spam_with_the_keyboard() {
    let blog = Blog::of_test();
    let mark = unique();
    let post = blog
        .published(&format!("Sujet {mark}"), "<p>Un texte.</p>")
        .await;
    let welcome = blog
        .waiting(post, &format!("Camille {mark}"), "Merci pour ce texte !")
        .await;
    let question = blog
        .waiting(post, &format!("Yanis {mark}"), "Est-ce en ligne ?")
        .await;
    let spam = blog
        .waiting(post, &format!("Loans {mark}"), "Cash now, great post")
        .await;
    let library = tempfile::tempdir().unwrap();
    let window = window_with_blog(library.path(), &blog).await;
    window.click("[data-test='nav-waiting']").await;

    let choose = |name: &str| {
        format!(
            "const row = [...document.querySelectorAll(\"[data-test='comment-row']\")]\
               .find(r => r.innerText.includes('{name} {mark}')); \
             if (!row) return false; row.scrollIntoView(); (row.querySelector('button, [role=option]') ?? row).click(); \
             return true"
        )
    };
    let current = |name: &str| {
        format!(
            "return document.querySelector(\"[data-test='comment-current']\")?.innerText\
             .includes('{name} {mark}') ?? false"
        )
    };

    window.until("Camille's comment", &choose("Camille")).await;
    window
        .until("Camille's comment in its thread", &current("Camille"))
        .await;
    window.keys("a").await;
    blog.until_comment(welcome, "approved").await;

    window.until("Loans' comment", &choose("Loans")).await;
    window
        .until("Loans' comment in its thread", &current("Loans"))
        .await;
    window.keys("s").await;
    blog.until_comment(spam, "spam").await;

    window.until("Yanis' comment", &choose("Yanis")).await;
    window
        .until("Yanis' comment in its thread", &current("Yanis"))
        .await;
    window.keys("r").await;
    window
        .write("[data-test='reply-text']", "Oui, *dès ce soir*.")
        .await;
    window.click("[data-test='reply-send']").await;
    blog.until_comment(question, "approved").await;
    blog.until_answered(question).await;
    window
        .until_says("[data-test='sending-line']", "Everything is sent")
        .await;
    let answers = blog
        .get(&format!("/comments?parent={question}&context=edit"))
        .await;
    assert_eq!(answers.as_array().unwrap().len(), 1);
    assert_eq!(answers[0]["content"]["raw"], "Oui, <em>dès ce soir</em>.");
}

#[tokio::test]
async fn a_decision_can_be_undone_before_it_leaves() {
    let blog = Blog::of_test();
    let mark = unique();
    let post = blog
        .published(&format!("Annuler {mark}"), "<p>Un texte.</p>")
        .await;
    let id = blog
        .waiting(
            post,
            &format!("Léa {mark}"),
            "Bravo ! On se voit au prochain ?",
        )
        .await;
    let library = tempfile::tempdir().unwrap();
    let window = window_with_blog(library.path(), &blog).await;
    window.click("[data-test='nav-waiting']").await;
    let choose = format!(
        "const row = [...document.querySelectorAll(\"[data-test='comment-row']\")]\
           .find(r => r.innerText.includes('Léa {mark}')); \
         if (!row) return false; row.click(); return true"
    );
    window.until("Léa's comment", &choose).await;
    window
        .until(
            "the thread",
            &format!(
                "return document.querySelector(\"[data-test='comment-current']\")?.innerText\
                 .includes('Léa {mark}') ?? false"
            ),
        )
        .await;
    window.keys("d").await;
    let listed = |there: bool| {
        format!(
            "return [...document.querySelectorAll(\"[data-test='comment-row']\")]\
             .some(r => r.innerText.includes('Léa {mark}')) === {there}"
        )
    };
    window.until("the row to leave", &listed(false)).await;
    window.keys("z").await;
    window.until("the row to come back", &listed(true)).await;
    window
        .until_says("[data-test='sending-line']", "Everything is sent")
        .await;
    assert_eq!(blog.comment_status(id).await, "hold");
}

#[tokio::test]
async fn several_comments_are_decided_with_one_stroke_and_undone_with_one() {
    let blog = Blog::of_test();
    let mark = unique();
    let post = blog
        .published(&format!("Plusieurs {mark}"), "<p>Un texte.</p>")
        .await;
    let older = blog
        .waiting(post, &format!("Un {mark}"), "Cheap watches, first")
        .await;
    let newer = blog
        .waiting(post, &format!("Deux {mark}"), "Cheap watches, second")
        .await;
    let library = tempfile::tempdir().unwrap();
    let window = window_with_blog(library.path(), &blog).await;
    window.click("[data-test='nav-waiting']").await;
    let listed = |count: usize| {
        format!(
            "return [...document.querySelectorAll(\"[data-test='comment-row']\")]\
             .filter(r => r.innerText.includes('{mark}')).length === {count}"
        )
    };
    window.until("both comments", &listed(2)).await;
    // Written within one second, either may stand above the other.
    let choose = format!(
        "const row = [...document.querySelectorAll(\"[data-test='comment-row']\")]\
           .find(r => r.innerText.includes('{mark}')); row.click(); return true"
    );
    let select_both = async || {
        window.until("the upper one", &choose).await;
        window
            .until_says("[data-test='comment-current']", &mark)
            .await;
        window.keys("x").await;
        window.until_says("[data-test='selected']", "1").await;
        window.keys("j").await;
        window.keys("x").await;
        window.until_says("[data-test='selected']", "2").await;
    };

    select_both().await;
    window.keys("s").await;
    window.until("both leaving", &listed(0)).await;
    window.keys("z").await;
    window.until("both coming back", &listed(2)).await;
    assert_eq!(blog.comment_status(older).await, "hold");
    assert_eq!(blog.comment_status(newer).await, "hold");

    select_both().await;
    window.keys("s").await;
    window.until("both leaving again", &listed(0)).await;
    blog.until_comment(older, "spam").await;
    blog.until_comment(newer, "spam").await;
}
