//! WordPress' export format (WXR 1.2), as `wp-admin/includes/export.php` writes it and its importer
//! reads it.

use std::io::{BufWriter, Write};

use billet_core::{Markup, PostId, RemoteStatus};
use billet_store::blogs;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::folder::{Folder, digest};
use super::{Going, OWN_GUID, Run, Told};
use crate::ExchangeError;
use crate::names::slug;
use crate::xml::escaped;

/// The one file.
const NAME: &str = "wordpress.xml";

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" ?>
<!-- Made by Billet. In WordPress: Tools, Import, WordPress. -->
<rss version="2.0"
	xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:wp="http://wordpress.org/export/1.2/"
>
<channel>
"#;

/// Writes all posts into one file.
pub(super) fn write(
    run: &mut Run<'_>,
    ids: &[PostId],
    folder: &mut Folder,
    told: &mut Told<'_>,
) -> Result<(), ExchangeError> {
    let blog = match run.what.blog {
        Some(id) => Some(run.library.read(|conn| blogs::get(conn, id))?),
        None => None,
    };
    let markup = match blog.as_ref().map(|blog| blog.markup) {
        Some(Markup::Blocks) => billet_text::Markup::Blocks,
        _ => billet_text::Markup::Html,
    };
    let name = blog.as_ref().map_or("Billet", |blog| blog.name.as_str());
    let home = blog.as_ref().map_or("", |blog| blog.home.as_str());
    let head = format!(
        "\t<title>{}</title>\n\t<link>{}</link>\n\t<pubDate>{}</pubDate>\n\
         \t<wp:wxr_version>1.2</wp:wxr_version>\n\t<wp:base_site_url>{}</wp:base_site_url>\n\
         \t<wp:base_blog_url>{}</wp:base_blog_url>\n",
        escaped(name),
        escaped(home),
        rfc2822(run.what.now),
        escaped(home),
        escaped(home),
    );
    let file = folder.stream(NAME)?;
    let mut writer = BufWriter::new(file);
    let failed = |folder: &Folder, error| folder.failed(NAME, error);
    writer
        .write_all(HEAD.as_bytes())
        .and_then(|()| writer.write_all(head.as_bytes()))
        .map_err(|error| failed(folder, error))?;
    for (number, id) in (1_usize..).zip(ids) {
        let Some(going) = run.going(*id)? else {
            continue;
        };
        let body = run.gallery.hang(*id, &going.post.text.body, "", folder)?;
        let content = billet_text::post(markup, &body);
        let item = item(&going, &content, number, &run.what.zone);
        writer
            .write_all(item.as_bytes())
            .map_err(|error| failed(folder, error))?;
        run.posts += 1;
        told(run.posts)?;
    }
    writer
        .write_all(b"</channel>\n</rss>\n")
        .map_err(|error| failed(folder, error))?;
    let file = writer
        .into_inner()
        .map_err(|error| failed(folder, error.into_error()))?;
    let bytes = std::fs::read(file.path()).map_err(|error| failed(folder, error))?;
    folder.finish(NAME, file, digest(&bytes))
}

/// One post. Titles and names are HTML in WordPress' database.
fn item(going: &Going, content: &str, number: usize, zone: &TimeZone) -> String {
    let text = &going.post.text;
    let dated = going.dated();
    let shown = dated.unwrap_or(going.post.created_at);
    let mut out = String::from("\t<item>\n");
    let mut add = |name: &str, value: &str| {
        out.push_str(&format!("\t\t<{name}>{}</{name}>\n", cdata(value)));
    };
    add("title", &escaped(&text.title));
    add("link", going.address());
    add("pubDate", &rfc2822(shown));
    add("dc:creator", going.author());
    add("description", "");
    add("content:encoded", content);
    add("excerpt:encoded", &escaped(&text.excerpt));
    add("wp:post_id", &number.to_string());
    add("wp:post_date", &stamp(shown, zone));
    // WordPress gives a draft its date in UTC only when it is published.
    let gmt = dated.map_or("0000-00-00 00:00:00".to_owned(), |at| {
        stamp(at, &TimeZone::UTC)
    });
    add("wp:post_date_gmt", &gmt);
    add("wp:post_modified", &stamp(going.post.updated_at, zone));
    add(
        "wp:post_modified_gmt",
        &stamp(going.post.updated_at, &TimeZone::UTC),
    );
    add("wp:comment_status", "open");
    add("wp:ping_status", "open");
    add("wp:post_name", text.slug.as_deref().unwrap_or_default());
    add("wp:status", status(&going.status()));
    add("wp:post_parent", "0");
    add("wp:menu_order", "0");
    add(
        "wp:post_type",
        if going.is_page() { "page" } else { "post" },
    );
    add("wp:post_password", "");
    add("wp:is_sticky", "0");
    out.push_str(&format!(
        "\t\t<guid isPermaLink=\"false\">{OWN_GUID}{}</guid>\n",
        escaped(&going.key())
    ));
    for (domain, names) in [("category", &text.categories), ("post_tag", &text.tags)] {
        for name in names {
            out.push_str(&format!(
                "\t\t<category domain=\"{domain}\" nicename=\"{}\">{}</category>\n",
                slug(name),
                cdata(&escaped(name)),
            ));
        }
    }
    out.push_str("\t</item>\n");
    out
}

fn status(status: &RemoteStatus) -> &str {
    match status {
        RemoteStatus::Published => "publish",
        RemoteStatus::Scheduled => "future",
        RemoteStatus::Pending => "pending",
        RemoteStatus::Private => "private",
        RemoteStatus::Trash => "trash",
        RemoteStatus::Draft | RemoteStatus::Other(_) => "draft",
    }
}

/// A text that no markup in it ends. XML has no place for most control characters.
fn cdata(text: &str) -> String {
    let allowed = |c: &char| {
        (!c.is_control() || matches!(c, '\n' | '\t' | '\r' | '\u{7f}'..='\u{9f}'))
            && !matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    let text: String = text.chars().filter(allowed).collect();
    format!("<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>"))
}

fn stamp(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone())
        .strftime("%Y-%m-%d %H:%M:%S")
        .to_string()
}

fn rfc2822(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}
