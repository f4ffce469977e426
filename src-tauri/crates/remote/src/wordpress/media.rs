//! Pictures: upload, find.

use billet_core::Heard;
use bytes::Bytes;
use icu_normalizer::DecomposingNormalizerBorrowed;
use serde_json::json;

use crate::answer::Answer;
use crate::{Picture, RemoteError, RemoteMedia};

use super::client::WordPress;
use super::wire::WireMedia;
use super::{errors, map};

/// How many pictures of one marker are looked for: a slug that is taken gets `-2`, then `-3`.
const COPIES: u8 = 3;

/// Folders that may have to be made for one: uploads, the year, the month.
const FOLDERS: usize = 3;

/// What is told of a picture goes in the address of the request, which servers cap.
const LONGEST: usize = 300;

impl WordPress {
    /// The bytes are the body (`upload_from_data`), and what else is to be set goes in the query: one
    /// request. `Content-MD5` makes WordPress refuse what a server handed it only in part.
    ///
    /// The id of the new attachment is sent as a header before the small versions are made, which on
    /// a small server may take too long: then they are asked for, and the upload stands.
    pub(super) async fn upload_picture(
        &self,
        picture: Picture,
        marker_slug: &str,
    ) -> Result<RemoteMedia, RemoteError> {
        let title: String = stem(&picture.name).chars().take(LONGEST).collect();
        let alt: String = picture.alt.chars().take(LONGEST).collect();
        let params = [
            ("slug", marker_slug),
            ("title", &*title),
            ("alt_text", &*alt),
            ("_fields", "id,slug,source_url"),
        ];
        let file = file_name(&picture.name, &picture.mime);
        let bytes = Bytes::from(picture.bytes);
        let headers = vec![
            ("content-type", picture.mime),
            (
                "content-disposition",
                format!("attachment; filename=\"{file}\""),
            ),
            ("content-md5", picture.sum),
        ];
        // Of several that arrive at once each makes the folders of a new year and month; for those that
        // come second WordPress 7.1 says that it could not (`wp_mkdir_p` looks, then makes), once for a
        // folder at most. Nothing was kept.
        for _ in 0..FOLDERS {
            match self.put(&params, bytes.clone(), headers.clone()).await {
                Err(RemoteError::Refused { code, .. }) if code == "rest_upload_unknown_error" => {}
                other => return other,
            }
        }
        self.put(&params, bytes, headers).await
    }

    async fn put(
        &self,
        params: &[(&str, &str)],
        bytes: Bytes,
        headers: Vec<(&'static str, String)>,
    ) -> Result<RemoteMedia, RemoteError> {
        let answer = self.send_file("media", params, bytes, headers).await?;
        let made = answer.number::<u64>("x-wp-upload-attachment-id");
        match (errors::check(answer), made) {
            (Ok(answer), _) => one(&answer),
            (Err(open), Some(id)) if may_be_finished(&open) => {
                // Whatever is said to that, the picture is there: it is looked for, not sent again.
                self.finish(id).await.map_err(|_| open)
            }
            (Err(error), _) => Err(error),
        }
    }

    /// Has the small versions made that are missing.
    async fn finish(&self, id: u64) -> Result<RemoteMedia, RemoteError> {
        let action = json!({ "action": "create-image-subsizes" });
        let route = format!("media/{id}/post-process");
        one(&self.write(&route, &action).await?)
    }

    /// What comes is checked: a plugin that ignores `slug` must not make the outbox show somebody's
    /// picture.
    pub(super) async fn pictures_under(
        &self,
        marker_slug: &str,
    ) -> Result<Vec<RemoteMedia>, RemoteError> {
        let mut slugs = vec![marker_slug.to_owned()];
        slugs.extend((2..=COPIES).map(|n| format!("{marker_slug}-{n}")));
        let params = [
            ("slug", &*slugs.join(",")),
            ("per_page", "100"),
            ("orderby", "id"),
            ("order", "asc"),
            ("_fields", "id,slug,source_url"),
        ];
        let rows: Vec<WireMedia> = self.get("media", &params).await?.json()?;
        Ok(rows
            .into_iter()
            .filter(|row| slugs.contains(&row.slug))
            .map(map::media)
            .collect())
    }
}

/// Whether it is open what became of an upload, and the blog did not ask to be left alone.
fn may_be_finished(error: &RemoteError) -> bool {
    matches!(error, RemoteError::NoAnswer { heard, .. } if !matches!(heard, Heard::Patience(_)))
}

fn one(answer: &Answer) -> Result<RemoteMedia, RemoteError> {
    Ok(map::media(answer.json::<WireMedia>()?))
}

/// A name that every server takes: WordPress reads no `filename*` and some proxies refuse other
/// letters in a header, so accents are taken off and what is left of other scripts is a dash.
/// The ending says what the picture is, whatever it was called.
fn file_name(name: &str, mime: &str) -> String {
    let plain = DecomposingNormalizerBorrowed::new_nfkd().normalize(stem(name));
    let mut file = String::with_capacity(plain.len());
    for c in plain.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => file.push(c),
            'œ' | 'Œ' => file.push_str("oe"),
            'æ' | 'Æ' => file.push_str("ae"),
            'ß' => file.push_str("ss"),
            // An accent that was taken off its letter.
            '\u{300}'..='\u{36f}' => {}
            _ if !file.ends_with('-') => file.push('-'),
            _ => {}
        }
    }
    let file: String = file.trim_matches('-').chars().take(LONGEST / 3).collect();
    let file = if file.is_empty() { "image" } else { &file };
    let ending = match mime {
        "image/jpeg" => "jpg",
        other => other.strip_prefix("image/").unwrap_or("bin"),
    };
    format!("{file}.{ending}")
}

/// A file's name without its ending.
fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_file_has_a_name_that_every_server_takes() {
        for (name, mime, file) in [
            ("Été à la mer.JPG", "image/jpeg", "Ete-a-la-mer.jpg"),
            ("海.png", "image/png", "image.png"),
            ("a\"; b\r\nx: y.png", "image/png", "a-b-x-y.png"),
            ("photo.php.webp", "image/webp", "photo-php.webp"),
            ("photo", "image/gif", "photo.gif"),
            ("œuvre n° 3.png", "image/png", "oeuvre-n-3.png"),
        ] {
            assert_eq!(file_name(name, mime), file, "{name}");
        }
    }
}
