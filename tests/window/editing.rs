//! The editor: formats, tables, links, pictures, finding, and what is remembered.

use serde_json::json;

use crate::window::{Opening, Window};

/// A window with a new post, the cursor in its text.
async fn writing(library: &std::path::Path) -> Window {
    let window = Window::open(library).await;
    begin(&window).await;
    window
}

async fn begin(window: &Window) {
    window.click("[data-test='new-post']").await;
    window.write("[data-test='title']", "Atelier").await;
    window.click("[data-test='editor'] .cm-content").await;
}

/// What the editor says, line by line.
fn is(text: &str) -> String {
    let text = json!(text);
    format!(
        "return [...document.querySelectorAll(\"[data-test='editor'] .cm-line\")]\
         .map(l => l.textContent).join('\\n').trimEnd() === {text}"
    )
}

#[tokio::test]
async fn words_are_formatted_by_keys_and_by_the_toolbar_and_each_press_is_taken_back() {
    let library = tempfile::tempdir().unwrap();
    let window = writing(library.path()).await;
    window.insert("un mot dit").await;
    window.control("a").await;
    window.control("b").await;
    window.until("bold", &is("**un mot dit**")).await;
    let pressed = "return document.querySelector(\"[data-test='format-bold']\")\
                   .getAttribute('aria-pressed') === 'true'";
    window.until("the button to know", pressed).await;
    window.click("[data-test='format-bold']").await;
    window.until("plain again", &is("un mot dit")).await;
    window.click("[data-test='format-bullets']").await;
    window.until("a list", &is("- un mot dit")).await;
    window.control("z").await;
    window.until("one step back", &is("un mot dit")).await;

    // A toolbar is one stop: arrows inside it, Escape back to the text.
    let focused = |test: &str| format!("return document.activeElement.dataset.test === '{test}'");
    window
        .run("document.querySelector(\"[data-test='format-bold']\").focus()")
        .await;
    window.keys("\u{E014}\u{E014}\u{E014}").await;
    window.until("the headings", &focused("headings")).await;
    window.keys("\u{E007}").await;
    window.see("[data-test='headings-menu']").await;
    window
        .until("its first entry", &focused("format-heading-2"))
        .await;
    window.keys("\u{E007}").await;
    window.until("a heading", &is("## un mot dit")).await;
    // The cursor blinks for ever.
    window.run("document.activeElement.blur()").await;
    let faults = window.serious_faults().await;
    assert_eq!(faults, Vec::<String>::new());
}

#[tokio::test]
async fn a_list_goes_on_a_table_is_filled_with_tab_and_an_island_is_one_unit() {
    let library = tempfile::tempdir().unwrap();
    let window = writing(library.path()).await;
    window.keys("- un\u{E007}deux\u{E007}\u{E007}").await;
    window.until("the list to end", &is("- un\n- deux")).await;
    window.go_to("table", "Table").await;
    window
        .keys("Canal\u{E004}Retours\u{E004}Lettre\u{E004}86\u{E004}Réseau\u{E004}")
        .await;
    let table = "- un\n- deux\n\n| Canal  | Retours |\n| ------ | ------- |\n| Lettre | 86      |\n| Réseau |         |";
    window.until("a tidy table", &is(table)).await;

    window.control("a").await;
    window.insert("mot").await;
    window.keys("\u{E007}\u{E007}").await;
    window.insert("```island Galerie").await;
    window.keys("\u{E007}").await;
    window.insert("<p>trois</p>").await;
    window.keys("\u{E007}").await;
    window.insert("```").await;
    window.keys("\u{E007}fin").await;
    window.until_says(".md-island", "Galerie").await;
    window
        .until("its text to be folded", &is("mot\n\nfin"))
        .await;
    // From the beginning of the line below: first selected, then gone, and back with undo.
    window.keys("\u{E011}\u{E003}").await;
    window.until_says(".md-island", "Galerie").await;
    window.keys("\u{E003}").await;
    let gone = "return document.querySelector('.md-island') === null";
    window.until("the island to go", gone).await;
    window.control("z").await;
    window.until_says(".md-island", "Galerie").await;
    window.click(".md-island button").await;
    window
        .until(
            "the island to open",
            &is("mot\n\n```island Galerie\n<p>trois</p>\n```\nfin"),
        )
        .await;
}

#[tokio::test]
async fn the_headings_lead_through_the_text() {
    let library = tempfile::tempdir().unwrap();
    let window = writing(library.path()).await;
    for line in ["## Un", "mots", "## Deux", "### Trois"] {
        window.insert(line).await;
        window.keys("\u{E007}\u{E007}").await;
    }
    window.press("ctrl+shift+o");
    window.see("[data-test='outline']").await;
    let here = "return document.querySelector('[aria-current=location]').innerText === 'Trois'";
    window.until("where one is", here).await;
    window.keys("deu\u{E007}").await;
    window.insert("!").await;
    window
        .until("to be there", &is("## Un\n\nmots\n\n!## Deux\n\n### Trois"))
        .await;
}

#[tokio::test]
async fn a_link_is_made_in_a_dialog_changed_and_taken_away() {
    let library = tempfile::tempdir().unwrap();
    let window = writing(library.path()).await;
    window.insert("lire").await;
    window.control("a").await;
    window.press("ctrl+shift+k");
    window.see("[data-test='link-sheet']").await;
    window.keys("https://example.org/été").await;
    window.click("[data-test='link-put']").await;
    window
        .until("a link", &is("[lire](https://example.org/été)"))
        .await;
    window.keys("\u{E012}").await;
    window.press("ctrl+shift+k");
    window.write("[data-test='link-hover']", "Le mot").await;
    window.click("[data-test='link-put']").await;
    window
        .until(
            "its title",
            &is("[lire](https://example.org/été \"Le mot\")"),
        )
        .await;
    window.keys("\u{E012}").await;
    window.press("ctrl+shift+k");
    window.click("[data-test='link-remove']").await;
    window.until("words again", &is("lire")).await;
}

/// A red square, as a file would be pasted.
const PASTE: &str = "const bytes = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='), c => c.charCodeAt(0));\
    const data = new DataTransfer();\
    data.items.add(new File([bytes], 'La salle.png', {type: 'image/png'}));\
    document.querySelector(\"[data-test='editor'] .cm-content\").dispatchEvent(\
      new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}))";

#[tokio::test]
async fn a_pasted_picture_is_kept_in_the_library_and_shown_in_the_preview() {
    let library = tempfile::tempdir().unwrap();
    let window = writing(library.path()).await;
    window.run(PASTE).await;
    let there = "return /^!\\[\\]\\(media\\/[0-9a-f]{16}\\/La-salle\\.png\\)$/.test(\
        document.querySelector(\"[data-test='editor'] .cm-content\").innerText.trim())";
    window.until("its address", there).await;
    // The cursor waits for what it shows.
    window.insert("Un carré").await;
    window
        .until(
            "the picture in the preview",
            "const d = document.querySelector(\"[data-test='preview-frame']\").contentDocument;\
             const i = d.querySelector('img');\
             return i?.alt === 'Un carré' && i.naturalWidth === 1",
        )
        .await;
    assert_eq!(
        std::fs::read_dir(library.path().join("media"))
            .unwrap()
            .count(),
        1
    );
}

#[tokio::test]
async fn words_are_found_counted_and_replaced_by_keyboard_alone() {
    let library = tempfile::tempdir().unwrap();
    let window = writing(library.path()).await;
    window.insert("Un mot, un Mot, des mots.").await;
    window.press("ctrl+f");
    window.see("[data-test='find']").await;
    window.keys("mot").await;
    window.until_says("[data-test='find-count']", "3").await;
    window.click("[data-test='find-wholeWord']").await;
    window.until_says("[data-test='find-count']", "2").await;
    window.click("[data-test='find-caseSensitive']").await;
    window.until_says("[data-test='find-count']", "1").await;
    window.press("ctrl+h");
    window.write("[data-test='find-replace']", "terme").await;
    window.click("[data-test='find-replace-all']").await;
    window
        .until(
            "the word to be replaced",
            &is("Un terme, un Mot, des mots."),
        )
        .await;
    window.click("[data-test='find-search']").await;
    window.keys("\u{E00C}").await;
    window
        .until(
            "the panel to close",
            "return document.querySelector(\"[data-test='find']\") === null",
        )
        .await;
}

#[tokio::test]
async fn french_is_set_as_it_is_typed_and_one_undo_brings_back_what_was_typed() {
    let library = tempfile::tempdir().unwrap();
    let window = writing(library.path()).await;
    window
        .run(
            "const s = document.querySelector(\"[data-test='post-language']\");\
             s.value = 'fr'; s.dispatchEvent(new Event('change', {bubbles: true}))",
        )
        .await;
    window
        .go_to("typography as", "Typography as you type")
        .await;
    window.click("[data-test='editor'] .cm-content").await;
    window.keys("Elle dit \"oui\" ; `a \"b\" !`").await;
    let set = "Elle dit «\u{202f}oui\u{202f}»\u{202f}; `a \"b\" !`";
    window.until("French", &is(set)).await;
    window.keys(" L'").await;
    window
        .until("a round apostrophe", &is(&format!("{set} L’")))
        .await;
    window.control("z").await;
    window
        .until("what was typed", &is(&format!("{set} L'")))
        .await;
    let lang = "return document.querySelector(\"[data-test='editor'] .cm-content\").lang === 'fr'";
    window.until("the text's language", lang).await;
}

#[tokio::test]
async fn a_post_goes_on_where_it_was_left_after_the_window_was_closed() {
    let library = tempfile::tempdir().unwrap();
    let home = tempfile::tempdir().unwrap();
    let opening = Opening {
        library: library.path(),
        lang: "C.UTF-8",
        secret: None,
        home: Some(home.path()),
    };
    let window = Window::open_as(&opening).await;
    begin(&window).await;
    window.insert("Un mot.").await;
    window.control("a").await;
    window.control("b").await;
    window.until("bold", &is("**Un mot.**")).await;
    window.until_saved().await;
    window.close().await;

    let window = Window::open_as(&opening).await;
    window.click("[data-test='post-row']").await;
    window.until("the text", &is("**Un mot.**")).await;
    window
        .run("document.querySelector(\"[data-test='editor'] .cm-content\").focus()")
        .await;
    window.control("z").await;
    window.until("the last step undone", &is("Un mot.")).await;
    window.control("y").await;
    window.until("and done again", &is("**Un mot.**")).await;
}

#[tokio::test]
async fn one_writes_alone_with_a_paragraph_at_one_height_in_ones_own_size_towards_a_goal() {
    let library = tempfile::tempdir().unwrap();
    let window = writing(library.path()).await;
    for words in ["un", "deux", "trois"] {
        window.insert(words).await;
        window.keys("\u{E007}\u{E007}").await;
    }
    window.insert("quatre mots").await;
    window.go_to("focus", "Focus: only the paragraph").await;
    let alone = "const seen = [...document.querySelectorAll('.cm-line')]\
                   .filter(l => getComputedStyle(l).opacity === '1').map(l => l.innerText);\
                 return JSON.stringify(seen) === '[\"quatre mots\"]'";
    window.until("the others to step back", alone).await;

    // The line stays at its height while the text grows.
    window.go_to("typewriter", "Typewriter").await;
    for _ in 0..14 {
        window.keys("\u{E007}\u{E007}mot").await;
    }
    let height = "const pane = document.querySelector('.cm-content').closest('[data-pane]').getBoundingClientRect();\
                  const cursor = document.querySelector('.cm-cursor-primary').getBoundingClientRect();\
                  const at = (cursor.top - pane.top) / pane.height;\
                  return at > 0.35 && at < 0.5";
    window.until("the line to stay at its height", height).await;

    let size = "return parseFloat(getComputedStyle(document.querySelector('.cm-line')).fontSize)";
    let usual = window.run(size).await.as_f64().unwrap();
    window.press("ctrl+plus");
    let larger = format!("{} > {usual} * 1.1", size);
    window.until("larger text", &larger).await;
    window.press("ctrl+0");
    window
        .until("the usual size", &format!("{size} === {usual}"))
        .await;

    window.until_says("[data-test='count']", "19 words").await;
    window.control("a").await;
    window
        .until_says("[data-test='count']", "19 of 19 words")
        .await;
    window.click("[data-test='count']").await;
    window.write("[data-test='goal']", "30").await;
    window
        .until_says("[data-test='goal-now']", "19 of 30")
        .await;
}
