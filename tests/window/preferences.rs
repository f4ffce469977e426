//! What a writer chooses for the whole of Billet, in the real window: the look, the way to the blogs.

use billet_core::{Capabilities, Markup, Platform};
use billet_store::blogs::{self, NewBlog};
use billet_store::{Library, StoreError};
use jiff::Timestamp;

use crate::window::Window;

/// Chooses in one of the page's lists, as its arrow keys would.
async fn pick(window: &Window, test: &str, value: &str) {
    window.see(&format!("[data-test='{test}']")).await;
    let script = format!(
        "const list = document.querySelector(\"[data-test='{test}']\"); list.value = '{value}';\
         list.dispatchEvent(new Event('change', {{ bubbles: true }})); return list.value"
    );
    assert_eq!(window.run(&script).await, value);
}

#[tokio::test]
async fn the_fonts_a_writer_chose_are_there_again_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let window = Window::open(folder.path()).await;
    window.click("[data-test='nav-preferences']").await;
    pick(&window, "prose-font", "Literata Variable").await;
    pick(&window, "measure", "52").await;
    pick(&window, "interface-size", "110").await;
    let family = "return getComputedStyle(document.querySelector(\"[data-test='sample']\"))\
                  .fontFamily.startsWith('\"Literata Variable\"')";
    window.until("the sample in the chosen font", family).await;
    pick(&window, "interface-font", "…").await;
    window
        .write("[data-test='interface-font-name']", "No such font")
        .await;
    window
        .until_says(".fault", "no font called “No such font”")
        .await;
    assert_eq!(window.serious_faults().await, [""; 0]);
    window.close().await;

    let window = Window::open(folder.path()).await;
    window.click("[data-test='new-post']").await;
    window.see("[data-test='editor'] .cm-scroller").await;
    let written = "return getComputedStyle(document.querySelector('.cm-scroller')).fontFamily\
                   .startsWith('\"Literata Variable\"') && \
                   getComputedStyle(document.documentElement).fontSize === '17.6px'";
    window.until("the text in the chosen font", written).await;
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_named_where_it_was_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open(folder.path(), Timestamp::now()).unwrap();
    let blog = NewBlog {
        platform: Platform::WordPress,
        name: "Carnet".to_owned(),
        home: "http://carnet.invalid/".to_owned(),
        endpoint: "http://carnet.invalid/wp-json/".to_owned(),
        username: "zoé".to_owned(),
        account: 1.into(),
        account_name: "Zoé".to_owned(),
        secret_key: uuid::Uuid::new_v4(),
        capabilities: Capabilities::default(),
        markup: Markup::Html,
    };
    let added = library.write(|tx| blogs::add(tx, &blog, Timestamp::now()));
    added.map(drop).map_err(|error: StoreError| error).unwrap();
    drop(library);

    let window = Window::open(folder.path()).await;
    window.click("[data-test='nav-preferences']").await;
    window
        .click("[data-test='route'] input[value='proxy']")
        .await;
    window
        .write("[data-test='proxy-address']", "not an address")
        .await;
    window.click("[data-test='proxy-use']").await;
    window
        .until_says("[role='alert']", "is no address of a proxy")
        .await;
    window
        .run("document.querySelector(\"[data-test='proxy-address']\").select()")
        .await;
    window.keys("127.0.0.1:9").await;
    window.click("[data-test='proxy-use']").await;
    window
        .until_says(
            "[role='alert']",
            "carnet.invalid could not be reached through the proxy 127.0.0.1:9",
        )
        .await;
    assert_eq!(window.serious_faults().await, [""; 0]);
}

#[tokio::test]
async fn every_key_is_found_by_what_it_does() {
    let folder = tempfile::tempdir().unwrap();
    let window = Window::open(folder.path()).await;
    window.click("[data-test='nav-preferences']").await;
    window.click("[data-test='show-keys']").await;
    window.see("[data-test='keys-search']").await;
    window.keys("foot").await;
    window.until_says("[data-test='keys']", "Footnote").await;
    let others =
        "return !document.querySelector(\"[data-test='keys']\").innerText.includes('Bold')";
    window.until("the others to go", others).await;
    window.keys(" xyz").await;
    window.see("[data-test='keys-none']").await;
}
