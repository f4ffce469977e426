//! A post as the theme of its blog shows it: on the real WordPress in several themes; on a site that
//! would run, fetch and leak whatever it can, and that goes away.

use std::path::Path;
use std::process::Command;

use billet_core::{
    Base, Capabilities, Markup, Platform, PostKind, PostText, PublishStatus, RemoteId,
    RemoteStatus, Target,
};
use billet_store::blogs::{self, NewBlog};
use billet_store::fetched::{self, Arrived};
use billet_store::posts::Measure;
use billet_store::{Library, StoreError};
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::blog::unique;
use crate::site::Site;
use crate::window::{Opening, Window};
use crate::{Blog, window_with_blog};

const TEXT: &str = "<!-- wp:paragraph -->\n<p>Jeudi, l'équipe était là -- enfin.</p>\n<!-- /wp:paragraph -->\n\n\
    <!-- wp:paragraph -->\n<p>Il a plu toute la nuit, puis plus rien.</p>\n<!-- /wp:paragraph -->";

/// The frame's document, as `d`.
const FRAME: &str = "const f = document.querySelector(\"[data-test='preview-frame']\"); const d = f?.contentDocument;";

/// The frame shows a page of the blog with these words of the post in it.
async fn until_shown(window: &Window, words: &str) {
    let script = format!(
        "{FRAME} return f?.dataset.look === 'blog' && \
         !!d?.querySelector('[data-billet=\"content\"]')?.innerText.includes({})",
        json!(words)
    );
    window.until("the post in the blog's page", &script).await;
}

async fn in_frame(window: &Window, script: &str) -> Value {
    window.run(&format!("{FRAME} return {script}")).await
}

async fn new_post(window: &Window, title: &str, text: &str) {
    window.click("[data-test='new-post']").await;
    window.write("[data-test='title']", title).await;
    window.click("[data-test='editor'] .cm-content").await;
    window.insert(text).await;
    window.until_saved().await;
}

fn dress_blog(theme: &str) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers/wordpress.sh");
    let done = Command::new(script)
        .args(["wp", "theme", "activate", theme])
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
}

#[tokio::test]
async fn a_draft_is_seen_as_the_theme_of_the_blog_shows_it_whichever_that_is() {
    let blog = Blog::of_test();
    dress_blog("twentytwentyfive");
    blog.published(&format!("Du quai {}", unique()), TEXT).await;
    let library = tempfile::tempdir().unwrap();
    let window = window_with_blog(library.path(), &blog).await;
    window.resize(1280, 800).await;
    window
        .until_says("[data-test='blog-posts']", "fetched")
        .await;
    let text: String = (1..60)
        .map(|n| format!("Paragraphe {n}, sur la marée.\n\n"))
        .collect();
    new_post(
        &window,
        "Un titre à moi",
        &format!("Premier mot.\n\n## Une suite\n\n{text}"),
    )
    .await;

    window.click("[data-test='look-toggle']").await;
    until_shown(&window, "Premier mot.").await;
    let place =
        "d.querySelector('[data-billet=\"content\"]').className.includes('wp-block-post-content')";
    assert_eq!(in_frame(&window, place).await, json!(true));
    let title = "d.querySelector('h1[data-billet=\"title\"]').innerText + d.title";
    assert_eq!(
        in_frame(&window, title).await,
        json!("Un titre à moiUn titre à moi")
    );
    // The theme's own font is there, and the theme's own heading around the post.
    window
        .until(
            "the theme's font",
            &format!(
                "{FRAME} const p = d.querySelector('[data-billet=\"content\"] p'); \
                 return getComputedStyle(p).fontFamily.includes('Manrope') && \
                 [...d.fonts].some(f => f.family.includes('Manrope') && f.status === 'loaded')"
            ),
        )
        .await;
    assert_eq!(
        in_frame(&window, "!!d.querySelector('header')").await,
        json!(true)
    );
    let heading = "d.querySelector('[data-billet=\"content\"] > h2').className";
    assert_eq!(in_frame(&window, heading).await, json!("wp-block-heading"));
    assert_eq!(window.serious_faults().await, [""; 0]);

    // Only what is written anew is drawn anew.
    let mark = "(d.querySelectorAll('[data-billet=\"content\"] > p')[5].billet = 'same', true)";
    in_frame(&window, mark).await;
    window.click("[data-test='editor'] .cm-content").await;
    window.press("ctrl+Home");
    window.insert("Tout d’abord. ").await;
    until_shown(&window, "Tout d’abord. Premier").await;
    let same = "d.querySelectorAll('[data-billet=\"content\"] > p')[5].billet";
    assert_eq!(in_frame(&window, same).await, json!("same"));

    // They scroll together, both ways.
    let at = |pane: &str| format!("document.querySelector(\"{pane}\").scrollTop");
    let text_pane = "[aria-label='Text'][data-pane]";
    let preview = "[data-test='preview-pane']";
    window.run(&format!("{} = 900", at(text_pane))).await;
    window
        .until(
            "the preview to follow",
            &format!("return {} > 300", at(preview)),
        )
        .await;
    let paragraph = "Math.min(...[...d.querySelectorAll('[data-billet=\"content\"] > p')]\
        .map(p => p.getBoundingClientRect().bottom - document.querySelector(\"[data-test='preview-pane']\").scrollTop)\
        .map(top => top > 20 ? top : 1e9))";
    assert!(in_frame(&window, paragraph).await.as_f64().unwrap() < 400.0);
    window.run(&format!("{} = 0", at(preview))).await;
    window
        .until(
            "the text to follow",
            &format!("return {} < 60", at(text_pane)),
        )
        .await;

    // Another theme, asked for again.
    dress_blog("twentytwentyfour");
    window.click("[data-test='look-refresh']").await;
    window
        .until(
            "the other theme",
            &format!(
                "{FRAME} const p = d?.querySelector('[data-billet=\"content\"] p'); \
                 return !!p && !getComputedStyle(p).fontFamily.includes('Manrope') \
                   && p.innerText.includes('Premier')"
            ),
        )
        .await;
    dress_blog("twentytwentyfive");

    // Plain again; the choice is the library's.
    window.click("[data-test='look-toggle']").await;
    window
        .until(
            "the plain page",
            &format!(
                "{FRAME} return f?.dataset.look === 'plain' && !!d?.querySelector('#blocks p')"
            ),
        )
        .await;
}

#[tokio::test]
async fn the_preview_stands_beside_below_or_alone_and_says_which_way_the_text_runs() {
    let library = tempfile::tempdir().unwrap();
    let window = Window::open(library.path()).await;
    window.resize(1280, 800).await;
    new_post(&window, "يوم الخميس", "كانت القاعة الصغيرة ممتلئة.").await;
    let shown = format!(
        "{FRAME} return d?.documentElement.dir === 'rtl' && d.body.innerText.includes('القاعة')"
    );
    window.until("a text from right to left", &shown).await;
    let boxes = "const a = document.querySelector('[data-pane][aria-label=Text]').getBoundingClientRect(); \
                 const b = document.querySelector(\"[data-test='preview-pane']\").getBoundingClientRect(); ";
    window
        .until(
            "beside",
            &format!("{boxes} return b.left >= a.right - 1 && a.width > 200"),
        )
        .await;
    let choose = |value: &str| {
        format!(
            "const s = document.querySelector(\"[data-test='preview-place']\"); s.value = '{value}'; \
             s.dispatchEvent(new Event('change', {{bubbles: true}}))"
        )
    };
    window.run(&choose("below")).await;
    window
        .until(
            "below",
            &format!("{boxes} return b.top >= a.bottom - 1 && a.width > 600"),
        )
        .await;
    window.run(&choose("alone")).await;
    window
        .until(
            "alone",
            &format!("{boxes} return a.width === 0 && b.width > 600"),
        )
        .await;
    assert_eq!(window.serious_faults().await, [""; 0]);
    window.click("[data-test='preview-toggle']").await;
    let gone = "return document.querySelector(\"[data-test='preview-pane']\") === null";
    window.until("the text alone", gone).await;
    window.click("[data-test='preview-toggle']").await;
    window
        .until(
            "below again",
            &format!("{boxes} return b.top >= a.bottom - 1"),
        )
        .await;
}

/// A library that knows a post on a site.
fn library_of(site: &Site, folder: &Path) {
    let now = Timestamp::now();
    let library = Library::open(folder, now).unwrap();
    let blog = NewBlog {
        platform: Platform::WordPress,
        name: "Carnet".to_owned(),
        home: format!("{}/", site.url),
        endpoint: format!("{}/wp-json/", site.url),
        username: "zoé".to_owned(),
        account: RemoteId::from("1"),
        account_name: "Zoé".into(),
        secret_key: Uuid::new_v4(),
        capabilities: Capabilities::default(),
        markup: Markup::Html,
    };
    let arrived = Arrived {
        remote_id: RemoteId::from("7"),
        kind: PostKind::Post,
        url: format!("{}/a/", site.url),
        status: RemoteStatus::Published,
        target: Target {
            status: PublishStatus::Publish,
            at: None,
        },
        base: Base {
            title: "Le réseau".to_owned(),
            content: "<p>Jeudi, l'équipe était là.</p><p>Il a plu toute la nuit.</p>".to_owned(),
            ..Base::default()
        },
        text: PostText {
            title: "Le réseau".to_owned(),
            ..PostText::default()
        },
        measure: Measure::default(),
        created_at: now,
        updated_at: now,
    };
    library
        .write(|tx| {
            let id = blogs::add(tx, &blog, now)?;
            fetched::take(tx, id, &arrived)?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// Everything a page can try. `canary` is another site that nobody is to ask anything.
fn hostile(canary: &str) -> String {
    let bite = "top.document.title='volé';fetch('/bite')";
    format!(
        "<!doctype html><html lang=fr onclick=\"{bite}\"><head>\
         <base href=/b/><meta http-equiv=refresh content='0;url={canary}/refresh'>\
         <link rel=preload as=image href={canary}/preload><link rel=dns-prefetch href={canary}>\
         <link rel=stylesheet href=/evil.css><link rel=stylesheet href={canary}/evil.css>\
         <script>{bite}</script><script src=/evil.js></script><script type=module src={canary}/m.js></script>\
         <style>@import '{canary}/import.css';body{{background:url({canary}/bg)}}</style></head>\
         <body onload=\"{bite}\" background={canary}/body>\
         <img src=/missing onerror=\"{bite}\"><svg onload=\"{bite}\"><script>{bite}</script>\
         <image href={canary}/svg /><use href={canary}/use#x /></svg><iframe src={canary}/frame></iframe>\
         <iframe srcdoc=\"<script>top.document.title='volé'</script>\"></iframe>\
         <object data={canary}/object></object><embed src={canary}/embed><video src={canary}/v poster={canary}/p autoplay></video>\
         <audio src={canary}/a autoplay></audio><form action={canary}/form id=f><input name=body autofocus onfocus=\"{bite}\">\
         <input type=image src={canary}/input></form><a href=\"javascript:{bite}\" ping={canary}/ping>lien</a>\
         <details ontoggle=\"{bite}\" open><summary>x</summary></details><marquee onstart=\"{bite}\">m</marquee>\
         <img srcset='{canary}/set 2x' style=\"background:image-set('{canary}/inline' 1x)\">\
         <p style=\"--u:'{canary}/var';background:image-set(var(--u) 1x)\">v</p>\
         <math><mtext><table><mglyph><style><img src=x onerror=\"{bite}\"></style></table></mtext></math>\
         <h1>Le réseau</h1><article><p>Jeudi, l’équipe était là.</p><p>Il a plu toute la nuit.</p></article></body></html>"
    )
}

#[tokio::test]
async fn a_hostile_page_runs_nothing_asks_nobody_and_is_shown_without_a_network() {
    let site = Site::open();
    let canary = Site::open();
    site.put("/a/", "text/html", hostile(&canary.url));
    let css = format!(
        "@import url({0}/deep.css);article{{color:rgb(1,2,3);background:url({0}/css)}}\
         p[class]{{background:\\75rl({0}/escaped)}}@font-face{{font-family:evil;src:url({0}/font)}}\
         body{{font-family:evil;cursor:url({0}/cursor),auto;--u:\"{0}/late\"}}\
         p{{background:image-set(var(--u) 1x)}}img{{content:url({0}/content)}}",
        canary.url
    );
    site.put("/evil.css", "text/css", css);
    site.put("/evil.js", "text/javascript", "top.document.title='volé'");
    let library = tempfile::tempdir().unwrap();
    let home = tempfile::tempdir().unwrap();
    library_of(&site, library.path());
    let opening = Opening {
        library: library.path(),
        lang: "C.UTF-8",
        secret: Some("secret"),
        home: Some(home.path()),
    };
    let window = Window::open_as(&opening).await;
    window.resize(1280, 800).await;
    new_post(&window, "Un titre à moi", "Premier mot.\n\nDeuxième.").await;
    window.click("[data-test='look-toggle']").await;
    until_shown(&window, "Premier mot.").await;
    window
        .until(
            "the site's sheet",
            &format!("{FRAME} return getComputedStyle(d.querySelector('article')).color === 'rgb(1, 2, 3)'"),
        )
        .await;
    // Whatever a reader could set off is set off.
    window
        .run(&format!(
            "{FRAME} for (const e of d.querySelectorAll('*')) {{ \
               for (const name of ['click', 'load', 'error', 'focus', 'toggle', 'submit']) \
                 e.dispatchEvent(new Event(name, {{bubbles: true}})); \
               e.click?.(); e.focus?.(); }} d.querySelectorAll('form').forEach(f => f.submit())"
        ))
        .await;
    window.click("[data-test='editor'] .cm-content").await;
    window.press("ctrl+End");
    window.insert(" Un autre mot.").await;
    window.until_saved().await;
    until_shown(&window, "Un autre mot.").await;
    assert_eq!(window.run("return document.title").await, json!("Billet"));
    assert_eq!(canary.asked(), [], "nobody else was asked");
    for asked in site.asked() {
        assert!(
            asked.agent.starts_with("Billet/"),
            "WebKit asked: {asked:?}"
        );
        assert!(
            !asked.path.contains("evil.js") && !asked.path.contains("bite"),
            "{asked:?}"
        );
    }
    let active = "[...d.querySelectorAll('*')].filter(e => \
        /^(script|iframe|object|embed|base|video|audio|image)$/i.test(e.localName) \
        || [...e.attributes].some(a => /^on|^ping$|^action$|^srcset$/.test(a.name) || /javascript:/i.test(a.value))).map(e => e.outerHTML)";
    assert_eq!(in_frame(&window, active).await, json!([]));

    // The network goes; the window is opened again.
    window.close().await;
    site.switch_off();
    let window = Window::open_as(&opening).await;
    window.click("[data-test='nav-drafts']").await;
    window.click("[data-test='post-row']").await;
    until_shown(&window, "Un autre mot.").await;
    window
        .until_says("[data-test='look-age']", "Carnet, as of")
        .await;
    window.click("[data-test='look-refresh']").await;
    window
        .until_says("[data-test='look-error']", "could not be reached")
        .await;
    until_shown(&window, "Un autre mot.").await;
    assert_eq!(canary.asked(), []);
}

#[tokio::test]
async fn a_blog_whose_pages_cannot_be_used_says_so_and_the_plain_preview_stays() {
    let site = Site::open();
    site.put(
        "/a/",
        "text/html",
        "<body><form>Mot de passe : <input></form></body>",
    );
    let library = tempfile::tempdir().unwrap();
    library_of(&site, library.path());
    let window = Window::open(library.path()).await;
    window.resize(1280, 800).await;
    new_post(&window, "Un titre à moi", "Premier mot.").await;
    window.click("[data-test='look-toggle']").await;
    window
        .until_says(
            "[data-test='look-error']",
            "did not find the text of a post",
        )
        .await;
    let plain = format!(
        "{FRAME} return f?.dataset.look === 'plain' && d.body.innerText.includes('Premier mot.')"
    );
    window.until("the plain preview", &plain).await;
    assert_eq!(window.serious_faults().await, [""; 0]);
}
