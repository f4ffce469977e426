//! Posts from files, and into files.

use crate::window::Window;

const WORDPRESS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/fixtures/exchange/wordpress.xml"
);

#[tokio::test]
async fn an_export_of_wordpress_is_looked_at_comes_in_and_goes_out_as_files() {
    let library = tempfile::tempdir().unwrap();
    let window = Window::open(library.path()).await;
    window.go_to("import", "Import").await;
    window.write("[data-test='exchange-path']", WORDPRESS).await;
    window.click("[data-test='look-inside']").await;
    window
        .see("[data-test='exchange-row'][data-fate='new']")
        .await;
    window.see("[data-test='exchange-left']").await;
    window.click("[data-test='bring-in']").await;
    window.see("[data-test='exchange-done']").await;
    window.click("[data-test='show-drafts']").await;
    window.see("[data-test='post-row']").await;

    // Again: nothing twice.
    window.go_to("import", "Import").await;
    window.write("[data-test='exchange-path']", WORDPRESS).await;
    window.click("[data-test='look-inside']").await;
    window
        .see("[data-test='exchange-row'][data-fate='there']")
        .await;
    let none = "return document.querySelector(\"[data-test='bring-in']\") === null";
    window.until("nothing to bring in", none).await;

    window.click("[data-test='way-out']").await;
    let to = library.path().join("mes billets");
    window
        .write("[data-test='exchange-path']", to.to_str().unwrap())
        .await;
    window.click("[data-test='export-now']").await;
    window.see("[data-test='export-done']").await;
    let first = "posts/2026-11-02-trois-lecons-dune-collecte-dhiver.md";
    assert!(to.join(first).is_file());

    // What is no place for it is told in place.
    let full = library.path().join("plein");
    std::fs::create_dir(&full).unwrap();
    std::fs::write(full.join("thèse.txt"), "trois ans").unwrap();
    window.click("[data-test='exchange-path']").await;
    window.control("a").await;
    window.keys(full.to_str().unwrap()).await;
    window.click("[data-test='export-now']").await;
    window.see("[data-test='notice']").await;
    assert_eq!(std::fs::read_dir(&full).unwrap().count(), 1);
}
