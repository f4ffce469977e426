//! Writing, publishing, correcting.

use serde_json::json;

use crate::blog::{Blog, unique};
use crate::window::Window;
use crate::window_with_blog;

#[tokio::test]
async fn a_post_is_written_seen_in_the_preview_published_and_corrected() {
    let blog = Blog::of_test();
    let library = tempfile::tempdir().unwrap();
    let window = window_with_blog(library.path(), &blog).await;
    let title = format!("Ce que le réseau change {}", unique());

    window.click("[data-test='new-post']").await;
    window.write("[data-test='title']", &title).await;
    window.click("[data-test='editor'] .cm-content").await;
    window
        .keys("Jeudi, la *petite* salle était **comble**.")
        .await;
    window.until_saved().await;
    window
        .until(
            "the preview",
            "const d = document.querySelector(\"[data-test='preview-frame']\").contentDocument;\
             return d.querySelector('em')?.innerText === 'petite' \
                 && d.querySelector('strong')?.innerText === 'comble'",
        )
        .await;

    window.click("[data-test='publish-open']").await;
    window.see("[data-test='publish-blog']").await;
    window.click("[data-test='publish-send']").await;
    window
        .see("[data-test='publication'][data-state='sent']")
        .await;
    window.see("[data-test='publication-link']").await;

    let there = blog.posts_titled(&title).await;
    assert_eq!(there.len(), 1);
    assert_eq!(there[0]["status"], "publish");
    assert_eq!(
        there[0]["content"]["raw"].as_str().unwrap().trim(),
        "<!-- wp:paragraph -->\n<p>Jeudi, la <em>petite</em> salle était <strong>comble</strong>.</p>\n\
         <!-- /wp:paragraph -->"
    );
    let page = reqwest::get(there[0]["link"].as_str().unwrap())
        .await
        .unwrap();
    assert!(
        page.text()
            .await
            .unwrap()
            .contains("<strong>comble</strong>")
    );

    // A slip is corrected: the same post, the same address.
    window.keys(&fantoccini::key::Key::Escape.to_string()).await;
    window.click("[data-test='editor'] .cm-content").await;
    window.control(&fantoccini::key::Key::End.to_string()).await;
    window.keys(" Et bien chauffée.").await;
    window.until_saved().await;
    window.click("[data-test='update']").await;
    blog.until_post(&title, "chauffée").await;
    window
        .until_says("[data-test='sending-line']", "Everything is sent")
        .await;
    let now = blog.posts_titled(&title).await;
    assert_eq!(now.len(), 1);
    assert_eq!(now[0]["link"], there[0]["link"]);
}

#[tokio::test]
async fn text_of_every_script_survives_typing_saving_closing_and_opening_again() {
    let library = tempfile::tempdir().unwrap();
    let typed = "« Здравствуй » — 你好，世界 ; naïveté, œuvre, ½ ∑";
    let inserted = " 🕊️👩‍🚀 e\u{301} \u{202F}; fin";
    let window = Window::open(library.path()).await;
    window.click("[data-test='new-post']").await;
    window.write("[data-test='title']", "Тест 你好").await;
    window.click("[data-test='editor'] .cm-content").await;
    window.keys(typed).await;
    window.insert(inserted).await;
    window.until_saved().await;
    let shown =
        "return document.querySelector(\"[data-test='editor'] .cm-content\")?.innerText.trimEnd()";
    let before = window.run(shown).await;
    assert_eq!(before, json!(format!("{typed}{inserted}")));
    let previewed = "return document.querySelector(\"[data-test='preview-frame']\")\
                     ?.contentDocument?.body?.innerText.includes('Здравствуй') ?? false";
    window.until("the preview", previewed).await;
    // Closed in the same breath as the last word: what was not saved yet is saved first.
    window.keys(" Dernier mot.").await;
    window.close().await;

    let window = Window::open(library.path()).await;
    window.click("[data-test='post-row']").await;
    window
        .until_says("[data-test='editor'] .cm-content", "Dernier mot.")
        .await;
    assert_eq!(
        window.run(shown).await,
        json!(format!("{typed}{inserted} Dernier mot."))
    );
    let title = window
        .see("[data-test='title']")
        .await
        .prop("value")
        .await
        .unwrap();
    assert_eq!(title.as_deref(), Some("Тест 你好"));
}

#[tokio::test]
async fn a_change_by_another_process_shows_without_being_asked_for() {
    let library = tempfile::tempdir().unwrap();
    let window = Window::open(library.path()).await;
    let file = library.path().join("note.md");
    std::fs::write(&file, "# Vu de l’autre côté\n\nTexte.").unwrap();
    let cli = std::env::var("BILLET_TEST_CLI").unwrap_or_else(|_| "target/debug/billet".into());
    let done = std::process::Command::new(cli)
        .args([
            "--library".as_ref(),
            library.path().as_os_str(),
            "posts".as_ref(),
            "new".as_ref(),
        ])
        .arg(&file)
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    window
        .until_says("[data-test='post-row']", "Vu de l’autre côté")
        .await;
}

#[tokio::test]
async fn a_blog_that_cannot_be_found_or_refuses_is_said_so_in_a_sentence() {
    let blog = Blog::of_test();
    let library = tempfile::tempdir().unwrap();
    let window = Window::open(library.path()).await;
    window.click("[data-test='nav-add-blog']").await;
    window
        .write("[data-test='blog-address']", "http://127.0.0.1:9")
        .await;
    window.click("[data-test='blog-find']").await;
    window.until_says("[data-test='notice']", "127.0.0.1").await;
    window
        .see("[data-test='blog-address']")
        .await
        .clear()
        .await
        .unwrap();
    window.write("[data-test='blog-address']", &blog.url).await;
    window.click("[data-test='blog-find']").await;
    window.write("[data-test='blog-user']", "admin").await;
    window
        .write("[data-test='blog-password']", "not the one")
        .await;
    window.click("[data-test='blog-add']").await;
    window.until_says("[data-test='notice']", "password").await;
    let kept = window
        .see("[data-test='blog-user']")
        .await
        .prop("value")
        .await
        .unwrap();
    assert_eq!(kept.as_deref(), Some("admin"), "what was typed is kept");
}

#[tokio::test]
async fn the_keys_of_the_menu_work_on_a_real_keyboard() {
    let library = tempfile::tempdir().unwrap();
    let window = Window::open(library.path()).await;
    window.press("ctrl+n");
    let focused = "return document.activeElement?.dataset.test === 'title'";
    window
        .until("a new post, ready for its title", focused)
        .await;
    window.keys("Clavier").await;
    window.until_saved().await;
    // Held down it opens the sheet and publishes nothing unseen.
    window.press("ctrl+Return");
    window.see("[data-test='publish-sheet']").await;
    window.press("Escape");
    window
        .until(
            "the sheet to close",
            "return document.querySelector(\"[data-test='publish-sheet']\") === null",
        )
        .await;
    window.press("ctrl+k");
    window.see("[data-test='go-to']").await;
    window.press("Escape");
    window.press("ctrl+4");
    window
        .until(
            "the outbox",
            "return document.querySelector(\"[data-test='post-row']\") === null",
        )
        .await;
    window.press("ctrl+1");
    window.until_says("[data-test='post-row']", "Clavier").await;
}

#[tokio::test]
async fn an_image_without_words_is_told_before_publishing_and_a_heading_is_set_right_with_one_click()
 {
    let blog = Blog::of_test();
    let library = tempfile::tempdir().unwrap();
    let window = window_with_blog(library.path(), &blog).await;
    let title = format!("La salle {}", unique());
    let image = "![](https://images.example.org/salle.png)";

    window.click("[data-test='new-post']").await;
    window.write("[data-test='title']", &title).await;
    window.click("[data-test='editor'] .cm-content").await;
    // Characters that count twice in the window and four times in the library.
    window.insert("🕊️👩‍🚀 né").await;
    window
        .keys(&format!(
            "\u{E007}\u{E007}#### Jeudi soir\u{E007}\u{E007}Voici : {image}"
        ))
        .await;
    window
        .until_says("[data-test='remarks-open']", "2 remarks")
        .await;
    window.click("[data-test='remarks-open']").await;
    let kinds =
        "return [...document.querySelectorAll(\"[data-test='remark']\")].map(e => e.dataset.kind)";
    window.see("[data-test='remark']").await;
    assert_eq!(
        window.run(kinds).await,
        json!(["image_without_alt", "heading_jump"]),
        "the problem first"
    );

    // One click, one step to undo.
    window.click("[data-test='remark-fix']").await;
    window
        .until(
            "the heading to be set right, and no longer told",
            "return document.querySelectorAll(\"[data-test='remark']\").length === 1",
        )
        .await;
    let text = "return document.querySelector(\"[data-test='editor'] .cm-content\").innerText";
    let says = async |words: &str| {
        let now = window.run(text).await;
        now.as_str().unwrap().contains(words)
    };
    assert!(says("\n## Jeudi soir").await, "{}", window.run(text).await);

    // Shown where it is, and what is typed takes its place.
    window.click("[data-test='remark-show']").await;
    let selected = format!("return getSelection().toString() === {}", json!(image));
    window.until("the image to be selected", &selected).await;
    window
        .keys("![La salle, jeudi soir](https://images.example.org/salle.png)")
        .await;
    window.until_saved().await;
    window.press("ctrl+Return");
    window.see("[data-test='publish-blog']").await;
    assert_eq!(window.run(kinds).await, json!([]));
    window.click("[data-test='publish-send']").await;
    window
        .see("[data-test='publication'][data-state='sent']")
        .await;
    let there = blog.posts_titled(&title).await;
    let content = there[0]["content"]["raw"].as_str().unwrap();
    assert!(
        content.contains("alt=\"La salle, jeudi soir\""),
        "{content}"
    );
    assert!(content.contains("Jeudi soir</h2>"), "{content}");
}

#[tokio::test]
async fn straight_quotes_become_guillemets_after_the_writer_agrees() {
    let library = tempfile::tempdir().unwrap();
    let window = Window::open(library.path()).await;
    let typed = "Elle a dit \"oui\" ; puis l'a redit...";
    window.click("[data-test='new-post']").await;
    window.write("[data-test='title']", "L'été").await;
    window.click("[data-test='editor'] .cm-content").await;
    window.insert("🕊️ ").await;
    window.keys(typed).await;
    window.until_saved().await;

    window.go_to("typo", "Typography…").await;
    window
        .click("[data-test='typography-language'][value='fr']")
        .await;
    window
        .until_says("[data-test='typography-apply']", "Apply 5 changes")
        .await;
    // The space before the semicolon stays as it is: this writer likes it wide.
    window
        .click("[data-why='narrow_space'] [data-test='group-check']")
        .await;
    window
        .until_says("[data-test='typography-apply']", "Apply 4 changes")
        .await;
    let text =
        "return document.querySelector(\"[data-test='editor'] .cm-content\")?.innerText.trimEnd()";
    let before = json!(format!("🕊️ {typed}"));
    assert_eq!(window.run(text).await, before, "nothing before they agree");
    window.click("[data-test='typography-apply']").await;
    let after = json!("🕊️ Elle a dit «\u{202f}oui\u{202f}» ; puis l’a redit…");
    let is = |wanted: &serde_json::Value| {
        let read = text.trim_start_matches("return ");
        format!("return {read} === {wanted}")
    };
    window.until("the guillemets", &is(&after)).await;
    let title = "return document.querySelector(\"[data-test='title']\").value";
    assert_eq!(window.run(title).await, json!("L’été"));

    // One step back, one forward again; then what is on the screen is what is kept.
    window.control("z").await;
    window.until("the text as it was", &is(&before)).await;
    window.control("y").await;
    window.until("the guillemets again", &is(&after)).await;
    window.until_saved().await;
    // The language chosen last is the first guess now; what was left alone is offered again.
    window.go_to("typo", "Typography…").await;
    window
        .until_says("[data-test='typography-apply']", "Apply 1 change")
        .await;
    window
        .click("[data-test='typography-language'][value='en']")
        .await;
    window.see("[data-test='typography-none']").await;
    window.keys(&fantoccini::key::Key::Escape.to_string()).await;
    window.close().await;
    let window = Window::open(library.path()).await;
    window.click("[data-test='post-row']").await;
    window.until("what was agreed to, kept", &is(&after)).await;
    assert_eq!(window.run(title).await, json!("L’été"));
}
