//! Language, theme, and what the app says about itself.

use billet_store::settings;
use billet_sync::Shaping;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Answer, CommandError};
use crate::state::Shell;

const KEY: &str = "preferences";

/// The interface's language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// As the system is set.
    #[default]
    System,
    /// English.
    En,
    /// French.
    Fr,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system is set.
    #[default]
    System,
    /// Ink on paper.
    Light,
    /// Paper on ink.
    Dark,
}

/// What the writer chose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
pub struct Preferences {
    /// The interface's language.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
}

/// The typography of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Typography {
    /// French.
    Fr,
    /// English.
    En,
}

impl From<Typography> for billet_text::Language {
    fn from(language: Typography) -> Self {
        match language {
            Typography::Fr => Self::French,
            Typography::En => Self::English,
        }
    }
}

/// How pictures go to blogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShapingView {
    /// The longest side a picture may have there, in pixels; none: as it is.
    pub longest: Option<u32>,
    /// Where and with what it was taken goes along.
    pub details: bool,
}

/// What the writer chose, and what follows from it on this computer.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreferencesView {
    /// As chosen.
    pub chosen: Preferences,
    /// The language in force: `en` or `fr`.
    pub language: String,
    /// The typography that posts are published with; none: as they are written.
    pub typography: Option<Typography>,
    /// The hosts whose pages a post may embed.
    pub embeds: Vec<String>,
    /// How pictures go to blogs.
    pub pictures: ShapingView,
    /// Passwords are kept in the system's keychain; otherwise only until Billet is closed.
    pub keychain: bool,
    /// The folder of the library.
    pub library: String,
    /// Billet's version.
    pub version: String,
}

pub(super) fn get(shell: &Shell) -> Answer<PreferencesView> {
    let chosen = read(shell)?;
    let shaping = shell.office.shaping()?;
    Ok(PreferencesView {
        language: crate::menu::language(chosen.language).to_owned(),
        chosen,
        typography: shell.office.typography_on_publish()?.map(|l| match l {
            billet_text::Language::French => Typography::Fr,
            billet_text::Language::English => Typography::En,
        }),
        embeds: shell.office.embeds()?,
        pictures: ShapingView {
            longest: shaping.longest,
            details: shaping.details,
        },
        keychain: shell.office.secrets().lasts(),
        library: shell.library().folder().display().to_string(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

pub(super) fn set(shell: &Shell, preferences: Preferences) -> Answer<PreferencesView> {
    let value = serde_json::to_string(&preferences).map_err(CommandError::lost)?;
    shell.library().write(|tx| settings::set(tx, KEY, &value))?;
    shell.preferences_changed(&preferences);
    get(shell)
}

pub(super) fn set_typography(
    shell: &Shell,
    language: Option<Typography>,
) -> Answer<PreferencesView> {
    shell
        .office
        .set_typography_on_publish(language.map(Into::into))?;
    get(shell)
}

pub(super) fn set_embeds(shell: &Shell, hosts: Vec<String>) -> Answer<PreferencesView> {
    shell.office.set_embeds(&hosts)?;
    get(shell)
}

pub(super) fn set_shaping(shell: &Shell, pictures: ShapingView) -> Answer<PreferencesView> {
    shell.office.set_shaping(Shaping {
        longest: pictures.longest,
        details: pictures.details,
    })?;
    get(shell)
}

pub(super) fn open(_shell: &Shell, address: String) -> Answer<()> {
    let mut url = url::Url::parse(&address).map_err(|_| CommandError::bad_address(&address))?;
    match url.scheme() {
        "http" | "https" => {}
        // A comment's link may name a recipient; what is written and attached is the writer's.
        "mailto" => url.set_query(None),
        _ => return Err(CommandError::bad_address(&address)),
    }
    tauri_plugin_opener::open_url(url.as_str(), None::<&str>).map_err(CommandError::lost)
}

/// The writer's choice as the library has it; a missing or unreadable one is the default.
pub(crate) fn read(shell: &Shell) -> Answer<Preferences> {
    let kept = shell.library().read(|conn| settings::get(conn, KEY))?;
    Ok(kept
        .and_then(|json| serde_json::from_str(&json).ok())
        .unwrap_or_default())
}

pub(super) fn ready_to_close(shell: &Shell) -> Answer<()> {
    shell.close();
    Ok(())
}

pub(super) fn stay_open(shell: &Shell) -> Answer<()> {
    shell.stay_open();
    Ok(())
}
