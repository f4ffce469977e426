//! Language, look, the way to the blogs, and what the app says about itself.

use billet_core::BlogId;
use billet_store::settings;
use billet_sync::{Route, Shaping, Wanted};
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
pub struct Preferences {
    /// The interface's language.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// The font of what is written, by its name; empty: Billet's own.
    pub prose_font: String,
    /// The font of everything else, by its name; empty: Billet's own.
    pub interface_font: String,
    /// How large the interface is, in percent of the usual size.
    pub interface_size: u16,
    /// How many letters a line of a text has, about.
    pub measure: u16,
    /// A pause of so many milliseconds in typing saves.
    pub autosave: u16,
    /// The blog that is ticked for a post that is on none yet.
    pub default_blog: Option<BlogId>,
    /// The language in which posts are spelled until another is chosen, as a tag like `fr`.
    pub spelling: Option<String>,
}

/// The usual pause; with the commit itself it stays below half a second (`docs/design.md`).
const PAUSE: u16 = 350;

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: Language::default(),
            theme: Theme::default(),
            prose_font: String::new(),
            interface_font: String::new(),
            interface_size: 100,
            measure: 68,
            autosave: PAUSE,
            default_blog: None,
            spelling: None,
        }
    }
}

impl Preferences {
    /// The same within what can be read, and never saving later than it must.
    fn sound(mut self) -> Self {
        self.interface_size = self.interface_size.clamp(85, 150);
        self.measure = self.measure.clamp(45, 95);
        self.autosave = self.autosave.clamp(100, PAUSE);
        for font in [&mut self.prose_font, &mut self.interface_font] {
            font.retain(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.'));
            *font = font.trim().chars().take(80).collect();
        }
        self
    }
}

/// Which way requests take to the blogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// As the system is set.
    System,
    /// Straight.
    Direct,
    /// Through a proxy.
    Proxy,
}

/// The way to the blogs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RouteView {
    /// Which.
    pub way: Way,
    /// The proxy's address; empty without one.
    pub address: String,
    /// Who may use it; empty where nobody is asked.
    pub username: String,
    /// A password is kept for it.
    pub has_password: bool,
}

impl From<Route> for RouteView {
    fn from(route: Route) -> Self {
        let (way, proxy) = match route {
            Route::System => (Way::System, None),
            Route::Direct => (Way::Direct, None),
            Route::Proxy {
                address,
                username,
                has_password,
            } => (Way::Proxy, Some((address, username, has_password))),
        };
        let (address, username, has_password) = proxy.unwrap_or_default();
        Self {
            way,
            address,
            username,
            has_password,
        }
    }
}

/// The way as it is wished.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RouteWish {
    /// Which.
    pub way: Way,
    /// The proxy's address, as it was typed.
    pub address: String,
    /// Who may use it.
    pub username: String,
    /// None: the one that is kept.
    pub password: Option<String>,
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
    /// The way to the blogs.
    pub route: RouteView,
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
        route: shell.office.route()?.into(),
        keychain: shell.office.secrets().lasts(),
        library: shell.library().folder().display().to_string(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

pub(super) fn set(shell: &Shell, preferences: Preferences) -> Answer<PreferencesView> {
    let preferences = preferences.sound();
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

pub(super) async fn set_route(shell: &Shell, route: RouteWish) -> Answer<PreferencesView> {
    let wanted = match route.way {
        Way::System => Wanted::System,
        Way::Direct => Wanted::Direct,
        Way::Proxy => Wanted::Proxy {
            address: route.address,
            username: route.username,
            password: route.password,
        },
    };
    shell.office.set_route(wanted).await?;
    get(shell)
}

pub(super) async fn try_route(shell: &Shell) -> Answer<Option<String>> {
    Ok(shell.office.try_route().await?)
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
        .and_then(|json| serde_json::from_str::<Preferences>(&json).ok())
        .unwrap_or_default()
        .sound())
}

pub(super) fn ready_to_close(shell: &Shell) -> Answer<()> {
    shell.close();
    Ok(())
}

pub(super) fn stay_open(shell: &Shell) -> Answer<()> {
    shell.stay_open();
    Ok(())
}
