//! One style sheet out of many, every address in it that of a kept file.

use std::collections::BTreeMap;

use billet_store::looks::LookFile;
use billet_theme::{Answers, Page, Purpose, Source, sheet};
use url::Url;

/// The name of the one sheet.
pub(super) const SHEET: &str = "sheet.css";

/// A sheet that grows beyond this imports itself in more ways than one.
const LONGEST: usize = 8 << 20;
const DEEPEST: usize = 4;
const MOST_IMPORTS: usize = 200;

struct Kept<'a> {
    sheets: &'a BTreeMap<Url, String>,
    files: &'a BTreeMap<Url, LookFile>,
    prefix: &'a str,
    /// How deeply imports stand in each other now, and how many there were.
    depth: usize,
    imports: usize,
}

impl Answers for Kept<'_> {
    fn asset(&mut self, url: &Url, _: Purpose) -> Option<String> {
        let file = self.files.get(url)?;
        Some(format!("{}{}", self.prefix, file.name))
    }

    fn import(&mut self, url: &Url) -> Option<String> {
        if self.depth >= DEEPEST || self.imports >= MOST_IMPORTS {
            return None;
        }
        let css = self.sheets.get(url)?;
        self.depth += 1;
        self.imports += 1;
        Some(css.clone())
    }

    fn imported(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }
}

/// The page, and its files with the one sheet among them.
pub(super) fn write(
    page: &Page,
    sheets: &BTreeMap<Url, String>,
    files: BTreeMap<Url, LookFile>,
    prefix: &str,
) -> (String, Vec<LookFile>) {
    let mut kept = Kept {
        sheets,
        files: &files,
        prefix,
        depth: 0,
        imports: 0,
    };
    let mut all = String::new();
    for style in page.styles() {
        let css = match &style.source {
            Source::Written(css) => sheet(css, page.base(), &mut kept),
            Source::Linked(url) => match sheets.get(url) {
                Some(css) => sheet(css, url, &mut kept),
                None => continue,
            },
        };
        if all.len() + css.len() > LONGEST {
            break;
        }
        // A condition that is more than words would end what it stands before.
        let plain = |c: char| c.is_alphanumeric() || " ()-:,.<>=/".contains(c);
        match style.media.as_str() {
            "" | "all" => all.push_str(&css),
            media if media.chars().all(plain) => {
                all.push_str(&format!("@media {media}{{{css}}}"));
            }
            _ => {}
        }
        all.push('\n');
    }
    let html = page.html(&format!("{prefix}{SHEET}"), &mut kept);
    let mut files: Vec<LookFile> = files.into_values().collect();
    files.push(LookFile {
        name: SHEET.to_owned(),
        mime: "text/css; charset=utf-8".to_owned(),
        bytes: all.into_bytes(),
    });
    (html, files)
}
