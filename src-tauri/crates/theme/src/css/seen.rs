//! What a sheet would load, without loading anything.

use url::Url;

use super::{Answers, Purpose, sheet};

/// A font or a picture that is to be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Where it is.
    pub url: Url,
    /// What for.
    pub purpose: Purpose,
}

/// What a sheet names.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Other sheets.
    pub imports: Vec<Url>,
    /// Fonts and pictures.
    pub assets: Vec<Asset>,
}

impl Seen {
    /// What a sheet names that came from `base`.
    #[must_use]
    pub fn in_sheet(css: &str, base: &Url) -> Self {
        let mut seen = Self::default();
        sheet(css, base, &mut seen);
        seen
    }
}

impl Answers for Seen {
    fn asset(&mut self, url: &Url, purpose: Purpose) -> Option<String> {
        // Fonts come in several forms; the first that the window reads is enough, and it reads the
        // newer ones.
        let old = [".eot", ".svg"].iter().any(|end| url.path().ends_with(end));
        if !(old && purpose != Purpose::Picture) {
            self.assets.push(Asset {
                url: url.clone(),
                purpose,
            });
        }
        None
    }

    fn import(&mut self, url: &Url) -> Option<String> {
        self.imports.push(url.clone());
        None
    }
}
