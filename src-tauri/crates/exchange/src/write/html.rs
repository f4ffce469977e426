//! Pages of HTML that any browser opens, without a server and without a script.

use billet_core::{PostId, RemoteStatus};

use super::folder::Folder;
use super::{Run, Told};
use crate::ExchangeError;
use crate::card::Card;
use crate::names::day;
use crate::xml::escaped;

const STYLE: &str = "body{max-width:40rem;margin:3rem auto;padding:0 1rem;font:1.1rem/1.6 Georgia,serif;\
     color:#222;background:#fdfcf9}img{max-width:100%;height:auto}pre{overflow:auto}time,small{color:#666}\
     a{color:#7a3b12}li{margin:.3rem 0}@media(prefers-color-scheme:dark){body{color:#ddd;background:#1c1b19}\
     a{color:#e0a070}time,small{color:#aaa}}";

/// Writes a page for each post, and `index.html`, newest first.
pub(super) fn write(
    run: &mut Run<'_>,
    ids: &[PostId],
    folder: &mut Folder,
    told: &mut Told<'_>,
) -> Result<(), ExchangeError> {
    let mut rows = Vec::new();
    for id in ids {
        let Some(going) = run.going(*id)? else {
            continue;
        };
        let text = &going.post.text;
        let body = run.gallery.hang(*id, &text.body, "../", folder)?;
        let name = run.names.free(&format!("posts/{}", going.stem()), ".html");
        let title = if text.title.is_empty() {
            "…"
        } else {
            &text.title
        };
        let mut names: Vec<&str> = text.categories.iter().map(String::as_str).collect();
        names.extend(text.tags.iter().map(String::as_str));
        let seen = matches!(
            going.status(),
            RemoteStatus::Published | RemoteStatus::Private
        );
        let draft = if seen { "" } else { " <small>(draft)</small>" };
        let header = format!(
            "<p><a href=\"../index.html\">←</a></p>\n<header>\n<h1>{}</h1>\n<p><time>{}</time>{draft} \
             <small>{}</small></p>\n</header>\n",
            escaped(title),
            day(going.day()),
            escaped(&names.join(" · ")),
        );
        let content = billet_text::post_html(&body);
        let page = page(
            title,
            &Card::of(&going).meta()?,
            &format!("{header}<main>\n{content}\n</main>\n"),
        );
        folder.put(&name, page.as_bytes())?;
        rows.push((going.day(), name, title.to_owned(), draft));
        run.posts += 1;
        told(run.posts)?;
    }
    rows.sort_by(|a, b| b.cmp(a));
    let list: String = rows
        .iter()
        .map(|(at, name, title, draft)| {
            format!(
                "<li><time>{}</time> <a href=\"{}\">{}</a>{draft}</li>\n",
                day(*at),
                escaped(name),
                escaped(title)
            )
        })
        .collect();
    let index = page(
        "Billet",
        &Card::index()?,
        &format!("<h1>Billet</h1>\n<ul>\n{list}</ul>\n"),
    );
    folder.put("index.html", index.as_bytes())
}

/// A whole page. No script of anybody's runs in it.
fn page(title: &str, meta: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'; object-src 'none'\">\n\
         {meta}<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        escaped(title)
    )
}
