//! Ghost's cards as HTML: pictures, code, embeds. One that HTML has nothing for is kept as it lies
//! there, in a block of code: its words are not lost.

use serde_json::Value;

use crate::xml::escaped;

/// A card by its name and what it holds.
pub(super) fn html(name: &str, card: &Value) -> String {
    let text = |key: &str| card.get(key).and_then(Value::as_str).unwrap_or_default();
    match name {
        "image" => figure(&picture(card), text("caption")),
        "gallery" => {
            let pictures = card.get("images").and_then(Value::as_array);
            let pictures: String = pictures.into_iter().flatten().map(picture).collect();
            figure(&pictures, text("caption"))
        }
        "html" => island("html", text("html")),
        "embed" => island("embed", text("html")),
        "markdown" | "card-markdown" => billet_text::post_html(if text("markdown").is_empty() {
            text("cardContent")
        } else {
            text("markdown")
        }),
        "code" | "codeblock" => {
            let language = text("language");
            let class = if language.is_empty() {
                String::new()
            } else {
                format!(" class=\"language-{}\"", escaped(language))
            };
            let code = format!("<pre><code{class}>{}</code></pre>", escaped(text("code")));
            format!("{code}{}", caption(text("caption")))
        }
        "hr" | "horizontalrule" => "<hr>".to_owned(),
        "callout" => format!(
            "<blockquote><p>{} {}</p></blockquote>",
            escaped(text("calloutEmoji")),
            text("calloutText")
        ),
        "toggle" => format!(
            "<details><summary>{}</summary>{}</details>",
            text("heading"),
            text("content")
        ),
        "button" => link(text("buttonUrl"), text("buttonText")),
        "bookmark" => {
            let title = card
                .get("metadata")
                .and_then(|m| m.get("title"))
                .and_then(Value::as_str);
            let shown = title
                .filter(|title| !title.is_empty())
                .unwrap_or(text("url"));
            format!("{}{}", link(text("url"), shown), caption(text("caption")))
        }
        "file" => link(text("src"), text("fileName")),
        "audio" => format!("<audio controls src=\"{}\"></audio>", escaped(text("src"))),
        "video" => {
            let video = format!("<video controls src=\"{}\"></video>", escaped(text("src")));
            figure(&video, text("caption"))
        }
        // Where readers who pay go on: it shows nothing.
        "paywall" | "readmore" => "<!--more-->".to_owned(),
        "" => String::new(),
        other => {
            let json = serde_json::to_string_pretty(card).unwrap_or_default();
            format!(
                "<pre><code class=\"language-ghost-{}\">{}</code></pre>",
                escaped(other),
                escaped(&json)
            )
        }
    }
}

/// HTML between the comments that Ghost itself puts around it, so that it is kept as it is.
fn island(name: &str, html: &str) -> String {
    format!("<!--kg-card-begin: {name}-->\n{html}\n<!--kg-card-end: {name}-->")
}

fn picture(card: &Value) -> String {
    let text = |key: &str| card.get(key).and_then(Value::as_str).unwrap_or_default();
    let picture = format!(
        "<img src=\"{}\" alt=\"{}\">",
        escaped(text("src")),
        escaped(text("alt"))
    );
    match text("href") {
        "" => picture,
        address => format!("<a href=\"{}\">{picture}</a>", escaped(address)),
    }
}

/// A caption is HTML.
fn figure(inside: &str, caption: &str) -> String {
    if caption.is_empty() {
        return format!("<p>{inside}</p>");
    }
    format!("<figure>{inside}<figcaption>{caption}</figcaption></figure>")
}

fn caption(html: &str) -> String {
    if html.is_empty() {
        String::new()
    } else {
        format!("<p>{html}</p>")
    }
}

fn link(address: &str, words: &str) -> String {
    format!(
        "<p><a href=\"{}\">{}</a></p>",
        escaped(address),
        escaped(words)
    )
}
