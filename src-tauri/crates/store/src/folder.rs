//! Where the library lies when nobody says.

use std::ffi::OsString;
use std::path::PathBuf;

/// The platform's folder for a program's data, with Billet's own in it: `$XDG_DATA_HOME/billet` or
/// `~/.local/share/billet` (XDG Base Directory Specification 0.8, which has a relative path
/// ignored), `~/Library/Application Support/Billet`, `%APPDATA%\Billet`. `None` when the system
/// names none.
#[must_use]
pub fn default_folder() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name);
    let home = std::env::home_dir();
    if cfg!(windows) {
        windows(variable)
    } else if cfg!(target_os = "macos") {
        macos(home)
    } else {
        xdg(variable, home)
    }
}

/// The platform's folder for what a program can fetch again, with Billet's own in it:
/// `$XDG_CACHE_HOME/billet` or `~/.cache/billet`, `~/Library/Caches/Billet`,
/// `%LOCALAPPDATA%\\Billet\\Cache`. `None` when the system names none.
#[must_use]
pub fn default_cache() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).and_then(absolute);
    let home = || std::env::home_dir().filter(|home| home.is_absolute());
    if cfg!(windows) {
        variable("LOCALAPPDATA").map(|local| local.join("Billet").join("Cache"))
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library").join("Caches").join("Billet"))
    } else {
        variable("XDG_CACHE_HOME")
            .or_else(|| home().map(|home| home.join(".cache")))
            .map(|cache| cache.join("billet"))
    }
}

fn absolute(path: OsString) -> Option<PathBuf> {
    Some(PathBuf::from(path)).filter(|path| path.is_absolute())
}

fn windows(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    variable("APPDATA")
        .and_then(absolute)
        .map(|data| data.join("Billet"))
}

fn macos(home: Option<PathBuf>) -> Option<PathBuf> {
    let home = home.filter(|home| home.is_absolute())?;
    Some(
        home.join("Library")
            .join("Application Support")
            .join("Billet"),
    )
}

fn xdg(variable: impl Fn(&str) -> Option<OsString>, home: Option<PathBuf>) -> Option<PathBuf> {
    let home = home.filter(|home| home.is_absolute());
    let data = variable("XDG_DATA_HOME")
        .and_then(absolute)
        .or_else(|| home.map(|home| home.join(".local").join("share")))?;
    Some(data.join("billet"))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn linux_follows_the_xdg_variable_if_it_is_absolute() {
        let home = || Some(PathBuf::from("/home/anna"));
        let is = |value: &'static str| move |_: &str| Some(OsString::from(value));
        assert_eq!(
            xdg(is("/data"), home()),
            Some(PathBuf::from("/data/billet"))
        );
        let fallback = Some(PathBuf::from("/home/anna/.local/share/billet"));
        assert_eq!(xdg(is("data"), home()), fallback);
        assert_eq!(xdg(is(""), home()), fallback);
        assert_eq!(xdg(|_| None, home()), fallback);
        assert_eq!(xdg(|_| None, None), None);
    }

    #[test]
    fn macos_has_its_own_place() {
        assert_eq!(
            macos(Some(PathBuf::from("/Users/anna"))),
            Some(PathBuf::from(
                "/Users/anna/Library/Application Support/Billet"
            ))
        );
        assert_eq!(macos(None), None);
    }

    #[test]
    fn windows_without_its_variable_has_none() {
        assert_eq!(windows(|_| None), None);
        assert_eq!(
            windows(|_| Some("/roaming".into())),
            Some(PathBuf::from("/roaming/Billet"))
        );
    }
}
