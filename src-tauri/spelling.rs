//! Spell checking by the system. WebKitGTK does none until it is told to, and in which languages;
//! other systems follow the language of the text by themselves.

use tauri::{AppHandle, Runtime};

/// Reads texts in this language, a tag like `fr`, from now on. What the system has no dictionary
/// for is not checked.
#[cfg(target_os = "linux")]
pub fn read<R: Runtime>(app: &AppHandle<R>, language: &str) {
    use tauri::Manager;
    use webkit2gtk::{WebContextExt as _, WebViewExt as _};

    let dictionary = dictionary(language, sys_locale::get_locale().as_deref());
    for window in app.webview_windows().into_values() {
        let dictionary = dictionary.clone();
        let told = window.with_webview(move |view| {
            if let Some(context) = view.inner().context() {
                context.set_spell_checking_languages(&[&dictionary]);
                context.set_spell_checking_enabled(true);
            }
        });
        if let Err(error) = told {
            tracing::warn!(%error, "spelling is not checked");
        }
    }
}

/// Other systems follow the language of the text by themselves.
#[cfg(not(target_os = "linux"))]
pub fn read<R: Runtime>(_app: &AppHandle<R>, _language: &str) {}

/// The dictionary for a language: that of the system's country where it speaks the language, else
/// that of the country it is named for.
#[cfg(any(target_os = "linux", test))]
fn dictionary(language: &str, locale: Option<&str>) -> String {
    let own = locale.map(|locale| locale.split('.').next().unwrap_or(locale).replace('-', "_"));
    match own {
        Some(own) if own.split('_').next() == Some(language) && own.contains('_') => own,
        _ => match language {
            "en" => "en_US".to_owned(),
            "pt" => "pt_PT".to_owned(),
            other => format!("{other}_{}", other.to_ascii_uppercase()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::dictionary;

    #[test]
    fn the_dictionary_is_that_of_the_systems_country_where_it_speaks_the_language() {
        assert_eq!(dictionary("fr", Some("fr-CA")), "fr_CA");
        assert_eq!(dictionary("en", Some("en_GB.UTF-8")), "en_GB");
        assert_eq!(dictionary("en", Some("fr-FR")), "en_US");
        assert_eq!(dictionary("fr", Some("en-US")), "fr_FR");
        assert_eq!(dictionary("fr", None), "fr_FR");
        assert_eq!(dictionary("fr", Some("fr")), "fr_FR");
    }
}
