//! The menu bar, in the interface's language. Each entry is an action that the window carries out,
//! so that a key means the same wherever it is caught.

use tauri::menu::{
    Menu, MenuBuilder, MenuItem, MenuItemBuilder, PredefinedMenuItem, Submenu, SubmenuBuilder,
};
use tauri::{AppHandle, Manager, Runtime};

use crate::commands::Language;
use crate::events;

/// An entry: its action, its words in English and French, its keys.
type Entry = (
    &'static str,
    &'static str,
    &'static str,
    Option<&'static str>,
);

const POST: [Entry; 8] = [
    (
        "new-post",
        "New post",
        "Nouveau billet",
        Some("CmdOrCtrl+N"),
    ),
    ("publish", "Publish…", "Publier…", Some("CmdOrCtrl+Enter")),
    (
        "update-everywhere",
        "Update everywhere",
        "Mettre à jour partout",
        Some("CmdOrCtrl+Shift+Enter"),
    ),
    (
        "find",
        "Find in the text…",
        "Chercher dans le texte…",
        Some("CmdOrCtrl+F"),
    ),
    ("review", "Send for review…", "Faire relire…", None),
    ("import", "Import…", "Importer…", None),
    ("export", "Export…", "Exporter…", None),
    (
        "preferences",
        "Preferences",
        "Préférences",
        Some("CmdOrCtrl+,"),
    ),
];

const GO: [Entry; 8] = [
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
        "toggle-look",
        "Preview as on the blog",
        "Aperçu comme sur le blog",
        None,
    ),
    (
        "fetch",
        "Fetch posts and comments now",
        "Relever les billets et les commentaires",
        Some("CmdOrCtrl+R"),
    ),
];

/// What can be made of words. Their keys are the editor's: in the title they would mean the text.
const FORMAT: [Entry; 17] = [
    ("format-bold", "Bold", "Gras", None),
    ("format-italic", "Italic", "Italique", None),
    ("format-strike", "Struck through", "Barré", None),
    (
        "format-code",
        "Code in the line",
        "Code dans la ligne",
        None,
    ),
    ("format-link", "Link…", "Lien…", None),
    ("format-heading-2", "Heading", "Intertitre", None),
    (
        "format-heading-3",
        "Smaller heading",
        "Intertitre plus petit",
        None,
    ),
    (
        "format-heading-4",
        "Smallest heading",
        "Le plus petit intertitre",
        None,
    ),
    ("format-quote", "Quote", "Citation", None),
    ("format-bullets", "Bulleted list", "Liste à puces", None),
    ("format-numbers", "Numbered list", "Liste numérotée", None),
    ("format-tasks", "Task list", "Liste de tâches", None),
    ("format-image", "Picture…", "Image…", None),
    ("format-table", "Table", "Tableau", None),
    ("format-code-block", "Block of code", "Bloc de code", None),
    ("format-footnote", "Footnote", "Note de bas de page", None),
    (
        "format-more",
        "“Read more” break",
        "Coupure «\u{202f}Lire la suite\u{202f}»",
        None,
    ),
];

const VIEW: [Entry; 9] = [
    ("outline", "Headings…", "Intertitres…", None),
    ("focus-mode", "Focus", "Concentration", None),
    ("typewriter", "Typewriter", "Machine à écrire", None),
    (
        "as-you-type",
        "Typography as you type",
        "Typographie au fil de la frappe",
        None,
    ),
    ("toolbar", "Toolbar", "Barre d’outils", None),
    ("zoom-in", "Larger text", "Texte plus grand", None),
    ("zoom-out", "Smaller text", "Texte plus petit", None),
    (
        "zoom-reset",
        "Text at its usual size",
        "Texte à sa taille habituelle",
        None,
    ),
    ("full-screen", "Full screen", "Plein écran", None),
];

const REPLACE: Entry = (
    "replace",
    "Find and replace…",
    "Chercher et remplacer…",
    None,
);

const TYPOGRAPHY: Entry = ("typography", "Typography…", "Typographie…", None);

#[cfg(target_os = "linux")]
const EDIT: [Entry; 3] = [
    ("cut", "Cut", "Couper", None),
    ("copy", "Copy", "Copier", None),
    ("paste", "Paste", "Coller", None),
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

/// Carries out a chosen entry, or passes it to the window.
pub fn chosen<R: Runtime>(app: &AppHandle<R>, action: &str) {
    if edits(app, action) {
        return;
    }
    events::tell(app, events::MENU, action.to_owned());
}

fn build<R: Runtime>(app: &AppHandle<R>, french: bool) -> tauri::Result<Menu<R>> {
    let edit = edit(app, french)?;
    edit.append(&PredefinedMenuItem::separator(app)?)?;
    edit.append(&item(app, &REPLACE, french)?)?;
    edit.append(&item(app, &TYPOGRAPHY, french)?)?;
    let post = submenu(app, if french { "Billet" } else { "Post" }, &POST, french)?;
    post.append(&PredefinedMenuItem::separator(app)?)?;
    let quit = MenuItemBuilder::with_id(QUIT, if french { "Quitter" } else { "Quit" });
    post.append(&quit.accelerator("CmdOrCtrl+Q").build(app)?)?;
    MenuBuilder::new(app)
        .item(&post)
        .item(&edit)
        .item(&submenu(app, "Format", &FORMAT, french)?)
        .item(&submenu(
            app,
            if french { "Affichage" } else { "View" },
            &VIEW,
            french,
        )?)
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

/// Cut, copy and paste. The keys reach the page by themselves; GTK's own entries would do nothing
/// when clicked, so the page is told what to do.
#[cfg(target_os = "linux")]
fn edit<R: Runtime>(app: &AppHandle<R>, french: bool) -> tauri::Result<Submenu<R>> {
    submenu(app, if french { "Édition" } else { "Edit" }, &EDIT, french)
}

/// Cut, copy, paste and select all, as the system has them.
#[cfg(not(target_os = "linux"))]
fn edit<R: Runtime>(app: &AppHandle<R>, french: bool) -> tauri::Result<Submenu<R>> {
    SubmenuBuilder::new(app, if french { "Édition" } else { "Edit" })
        .item(&PredefinedMenuItem::cut(app, french.then_some("Couper"))?)
        .item(&PredefinedMenuItem::copy(app, french.then_some("Copier"))?)
        .item(&PredefinedMenuItem::paste(app, french.then_some("Coller"))?)
        .item(&PredefinedMenuItem::select_all(
            app,
            french.then_some("Tout sélectionner"),
        )?)
        .build()
}

/// Carries out an entry of the edit menu; `false` for any other entry.
#[cfg(target_os = "linux")]
fn edits<R: Runtime>(app: &AppHandle<R>, action: &str) -> bool {
    let command = match action {
        "cut" => "Cut",
        "copy" => "Copy",
        "paste" => "Paste",
        _ => return false,
    };
    for window in app.webview_windows().into_values() {
        let told = window.with_webview(move |view| {
            use webkit2gtk::WebViewExt as _;
            view.inner().execute_editing_command(command);
        });
        if let Err(error) = told {
            tracing::warn!(command, %error, "the page could not be told");
        }
    }
    true
}

#[cfg(not(target_os = "linux"))]
fn edits<R: Runtime>(_app: &AppHandle<R>, _action: &str) -> bool {
    false
}

fn submenu<R: Runtime>(
    app: &AppHandle<R>,
    title: &str,
    entries: &[Entry],
    french: bool,
) -> tauri::Result<Submenu<R>> {
    let mut menu = SubmenuBuilder::new(app, title);
    for entry in entries {
        menu = menu.item(&item(app, entry, french)?);
    }
    menu.build()
}

fn item<R: Runtime>(
    app: &AppHandle<R>,
    (action, in_english, in_french, keys): &Entry,
    french: bool,
) -> tauri::Result<MenuItem<R>> {
    let item = MenuItemBuilder::with_id(*action, if french { in_french } else { in_english });
    let item = match keys {
        Some(keys) => item.accelerator(*keys),
        None => item,
    };
    item.build(app)
}
