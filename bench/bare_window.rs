//! The barest window of the same kind: Tauri and the system's web view, with one field to type into. What
//! Billet's start and memory are compared with.
#![allow(missing_docs, clippy::expect_used, reason = "a floor, not a program")]

use tauri::{WebviewUrl, WebviewWindowBuilder};

const FIELD: &str = "addEventListener('DOMContentLoaded', () => {
    document.body.innerHTML = '<textarea data-test=\"bare\" aria-label=\"bare\"></textarea>';
    document.querySelector('textarea').focus();
});";

fn main() {
    tauri::Builder::default()
        .setup(|app| {
            let page = WebviewUrl::External("data:text/html,<title>bare</title><body>".parse()?);
            WebviewWindowBuilder::new(app, "main", page)
                .initialization_script(FIELD)
                .inner_size(1280.0, 800.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
        .expect("a window opens");
}
