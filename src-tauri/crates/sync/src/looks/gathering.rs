//! Fetching a page and what it loads, within limits: so many files, so many bytes.

use std::collections::{BTreeMap, BTreeSet};

use billet_remote::{PublicWeb, RemoteError};
use billet_store::looks::LookFile;
use billet_store::publications::Shown;
use billet_theme::{Asset, Known, Page, Purpose, Seen, Source};
use tokio::task::JoinSet;
use url::Url;

use super::sheets::write;
use super::{LooksAt, name};
use crate::SyncError;

const LARGEST_PAGE: usize = 4 << 20;
const LARGEST_SHEET: usize = 2 << 20;
const LARGEST_FILE: usize = 4 << 20;
const MOST_SHEETS: usize = 60;
const MOST_FILES: usize = 120;
const MOST_BYTES: usize = 24 << 20;
/// How many sheets may import each other in a row.
const DEEPEST: usize = 4;
/// How many are fetched at once.
const AT_ONCE: usize = 6;

pub(super) struct Gathering<'a> {
    pub web: PublicWeb,
    /// What the addresses of kept files begin with.
    pub prefix: String,
    pub looks: &'a LooksAt,
}

impl Gathering<'_> {
    /// The first page that shows its post, and where it is; `None` when none does.
    pub async fn page(&self, shown: &[Shown]) -> Result<Option<(Page, Url)>, SyncError> {
        let mut failed = None;
        for post in shown {
            let Ok(url) = Url::parse(&post.url) else {
                continue;
            };
            let read = match self.web.read(&url, LARGEST_PAGE).await {
                Ok(read) => read,
                // The next one on a blog that is not there would not come either.
                Err(error @ RemoteError::Unreachable { .. }) => return Err(error.into()),
                Err(error) => {
                    failed = Some(error);
                    continue;
                }
            };
            let base = post.base.clone();
            let at = read.url.clone();
            let page = tokio::task::spawn_blocking(move || {
                let known = Known {
                    title: &base.title,
                    content: &base.content,
                };
                Page::read(&String::from_utf8_lossy(&read.body), &read.url, &known)
            });
            match page.await.map_err(|_| SyncError::Interrupted)? {
                Ok(page) => {
                    self.looks.count(1, 0);
                    return Ok(Some((page, at)));
                }
                Err(why) => tracing::debug!(page = at.path(), %why, "a page is passed over"),
            }
        }
        match failed {
            Some(error) => Err(error.into()),
            None => Ok(None),
        }
    }

    /// The page with its style sheets, fonts and pictures.
    pub async fn dressed(&self, page: Page) -> Result<(String, Vec<LookFile>), SyncError> {
        let (sheets, mut assets) = self.sheets(&page).await?;
        assets.extend(page.assets());
        let files = self.files(assets).await?;
        let prefix = self.prefix.clone();
        let made = tokio::task::spawn_blocking(move || write(&page, &sheets, files, &prefix));
        made.await.map_err(|_| SyncError::Interrupted)
    }

    /// All style sheets by their addresses, and what they load.
    async fn sheets(&self, page: &Page) -> Result<(BTreeMap<Url, String>, Vec<Asset>), SyncError> {
        let mut sheets = BTreeMap::new();
        let mut assets = Vec::new();
        let mut wanted = Vec::new();
        for style in page.styles() {
            match &style.source {
                Source::Linked(url) => wanted.push(url.clone()),
                Source::Written(css) => {
                    let seen = Seen::in_sheet(css, page.base());
                    wanted.extend(seen.imports);
                    assets.extend(seen.assets);
                }
            }
        }
        let mut asked = BTreeSet::new();
        for _ in 0..=DEEPEST {
            wanted.retain(|url| asked.len() < MOST_SHEETS && asked.insert(url.clone()));
            let came = self.fetch(std::mem::take(&mut wanted), LARGEST_SHEET).await;
            for (url, body, _) in came {
                let css = String::from_utf8_lossy(&body).into_owned();
                let base = url.clone();
                let read = tokio::task::spawn_blocking(move || {
                    let seen = Seen::in_sheet(&css, &base);
                    (css, seen)
                });
                let (css, seen) = read.await.map_err(|_| SyncError::Interrupted)?;
                wanted.extend(seen.imports);
                assets.extend(seen.assets);
                sheets.insert(url, css);
            }
        }
        Ok((sheets, assets))
    }

    /// Fonts and pictures, those that matter most first.
    async fn files(&self, mut assets: Vec<Asset>) -> Result<BTreeMap<Url, LookFile>, SyncError> {
        assets.sort_by_key(|asset| asset.purpose);
        let mut purposes = BTreeMap::new();
        let mut wanted = Vec::new();
        for Asset { url, purpose } in assets {
            if purposes.len() < MOST_FILES && !purposes.contains_key(&url) {
                purposes.insert(url.clone(), purpose);
                wanted.push(url);
            }
        }
        let mut files = BTreeMap::new();
        for (url, body, mime) in self.fetch(wanted, LARGEST_FILE).await {
            let purpose = purposes.get(&url).copied().unwrap_or(Purpose::Picture);
            if let Some(mime) = kind(&body, &mime, purpose) {
                let (name, bytes) = (name(url.as_str()), body.to_vec());
                files.insert(url, LookFile { name, mime, bytes });
            }
        }
        Ok(files)
    }

    /// Fetches these, in their order as far as the limits allow; what does not come is left out.
    async fn fetch(&self, urls: Vec<Url>, largest: usize) -> Vec<(Url, bytes::Bytes, String)> {
        self.looks.count(0, urls.len());
        let mut waiting = urls.into_iter();
        let mut running = JoinSet::new();
        let mut came = Vec::new();
        let mut bytes = 0;
        loop {
            while running.len() < AT_ONCE
                && bytes < MOST_BYTES
                && let Some(url) = waiting.next()
            {
                let web = self.web.clone();
                running.spawn(async move {
                    let read = web.read(&url, largest).await;
                    (url, read)
                });
            }
            let Some(ended) = running.join_next().await else {
                // What the limits left out is not waited for.
                self.looks.count(waiting.len(), 0);
                return came;
            };
            self.looks.count(1, 0);
            match ended {
                Ok((url, Ok(read))) => {
                    bytes += read.body.len();
                    if bytes <= MOST_BYTES {
                        came.push((url, read.body, read.mime));
                    }
                }
                Ok((url, Err(error))) => {
                    tracing::debug!(path = url.path(), %error, "a file of a page did not come");
                }
                Err(error) => tracing::debug!(%error, "a file of a page did not come"),
            }
        }
    }
}

/// The media type of a file by its bytes; `None` for what is neither a picture nor a font.
fn kind(bytes: &[u8], told: &str, purpose: Purpose) -> Option<String> {
    let wanted = if purpose == Purpose::Picture {
        infer::MatcherType::Image
    } else {
        infer::MatcherType::Font
    };
    if let Some(found) = infer::get(bytes).filter(|found| found.matcher_type() == wanted) {
        return Some(found.mime_type().to_owned());
    }
    // In an `img` or a sheet, a drawing runs and loads nothing.
    let begin = String::from_utf8_lossy(bytes.get(..bytes.len().min(1024)).unwrap_or_default());
    let drawing = purpose == Purpose::Picture
        && begin.contains("<svg")
        && matches!(told, "image/svg+xml" | "text/xml" | "application/xml");
    drawing.then(|| "image/svg+xml".to_owned())
}
