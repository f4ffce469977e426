//! The menu bar, in the interface's language. Each entry is an action that the window carries out,
//! so that a key means the same wherever it is caught.

use tauri::menu::{
    Menu, MenuBuilder, MenuItemBuilder, PredefinedMenuItem, Submenu, SubmenuBuilder,
};
use tauri::{AppHandle, Runtime};

use crate::commands::Language;
use crate::events;

/// An entry: its action, its words in English and French, its keys.
type Entry = (
    &'static str,
    &'static str,
    &'static str,
    Option<&'static str>,
);

const POST: [Entry; 4] = [
    (
        "new-post",
        "New post",
        "Nouveau billet",
        Some("CmdOrCtrl+N"),
    ),
    ("publish", "Publish…", "Publier…", Some("CmdOrCtrl+Enter")),
    (
        "find",
        "Find in the text…",
        "Chercher dans le texte…",
        Some("CmdOrCtrl+F"),
    ),
    (
        "preferences",
        "Preferences",
        "Préférences",
        Some("CmdOrCtrl+,"),
    ),
];

const GO: [Entry; 7] = [
    ("go-to", "Go to anything…", "Aller à…", Some("CmdOrCtrl+K")),
    ("show-drafts", "Drafts", "Brouillons", Some("CmdOrCtrl+1")),
    (
        "show-waiting",
        "Waiting comments",
        "Commentaires en attente",
        Some("CmdOrCtrl+2"),
    ),
    ("show-blogs", "Blogs", "Blogs", Some("CmdOrCtrl+3")),
    (
        "show-outbox",
        "Outbox",
        "Boîte d’envoi",
        Some("CmdOrCtrl+4"),
    ),
    (
        "toggle-preview",
        "Preview",
        "Aperçu",
        Some("CmdOrCtrl+Shift+P"),
    ),
    (
        "fetch",
        "Fetch comments now",
        "Relever les commentaires",
        Some("CmdOrCtrl+R"),
    ),
];

const HELP: [Entry; 1] = [("keys", "Keyboard shortcuts", "Raccourcis clavier", None)];

/// The one entry that the shell carries out itself.
pub const QUIT: &str = "quit";

/// The language in force: `en` or `fr`.
#[must_use]
pub fn language(chosen: Language) -> &'static str {
    match chosen {
        Language::En => "en",
        Language::Fr => "fr",
        Language::System => match sys_locale::get_locale() {
            Some(locale) if locale.to_ascii_lowercase().starts_with("fr") => "fr",
            _ => "en",
        },
    }
}

/// Puts the menu in the app, in place of an earlier one.
pub fn install<R: Runtime>(app: &AppHandle<R>, chosen: Language) -> tauri::Result<()> {
    app.set_menu(build(app, language(chosen) == "fr")?)?;
    Ok(())
}

/// Passes a chosen entry to the window.
pub fn chosen<R: Runtime>(app: &AppHandle<R>, action: &str) {
    events::tell(app, events::MENU, action.to_owned());
}

fn build<R: Runtime>(app: &AppHandle<R>, french: bool) -> tauri::Result<Menu<R>> {
    let edit = SubmenuBuilder::new(app, if french { "Édition" } else { "Edit" })
        .item(&PredefinedMenuItem::cut(app, french.then_some("Couper"))?)
        .item(&PredefinedMenuItem::copy(app, french.then_some("Copier"))?)
        .item(&PredefinedMenuItem::paste(app, french.then_some("Coller"))?)
        .item(&PredefinedMenuItem::select_all(
            app,
            french.then_some("Tout sélectionner"),
        )?)
        .build()?;
    let post = submenu(app, if french { "Billet" } else { "Post" }, &POST, french)?;
    post.append(&PredefinedMenuItem::separator(app)?)?;
    let quit = MenuItemBuilder::with_id(QUIT, if french { "Quitter" } else { "Quit" });
    post.append(&quit.accelerator("CmdOrCtrl+Q").build(app)?)?;
    MenuBuilder::new(app)
        .item(&post)
        .item(&edit)
        .item(&submenu(
            app,
            if french { "Aller" } else { "Go" },
            &GO,
            french,
        )?)
        .item(&submenu(
            app,
            if french { "Aide" } else { "Help" },
            &HELP,
            french,
        )?)
        .build()
}

fn submenu<R: Runtime>(
    app: &AppHandle<R>,
    title: &str,
    entries: &[Entry],
    french: bool,
) -> tauri::Result<Submenu<R>> {
    let mut menu = SubmenuBuilder::new(app, title);
    for (action, in_english, in_french, keys) in entries {
        let item = MenuItemBuilder::with_id(*action, if french { in_french } else { in_english });
        let item = match keys {
            Some(keys) => item.accelerator(*keys),
            None => item,
        };
        menu = menu.item(&item.build(app)?);
    }
    menu.build()
}
