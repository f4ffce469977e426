//! Ghost's newer form of a post, a tree of Lexical nodes, as HTML.

use serde_json::Value;

use super::cards;
use crate::xml::escaped;

/// A letter's formats, in Lexical's bits, from the outermost.
const FORMATS: [(i64, &str); 7] = [
    (1, "strong"),
    (2, "em"),
    (4, "s"),
    (8, "u"),
    (32, "sub"),
    (64, "sup"),
    (16, "code"),
];

/// A document as HTML. JSON's own limit of depth bounds the recursion.
pub(super) fn html(document: &Value) -> String {
    document.get("root").map(children).unwrap_or_default()
}

fn children(node: &Value) -> String {
    let nodes = node.get("children").and_then(Value::as_array);
    nodes.into_iter().flatten().map(one).collect()
}

fn one(node: &Value) -> String {
    let text = |key: &str| node.get(key).and_then(Value::as_str).unwrap_or_default();
    let within = |tag: &str| format!("<{tag}>{}</{tag}>", children(node));
    match text("type") {
        "paragraph" => within("p"),
        "heading" | "extended-heading" => within(match text("tag") {
            tag @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => tag,
            _ => "h2",
        }),
        "quote" | "extended-quote" | "aside" => within("blockquote"),
        "list" if text("listType") == "number" => within("ol"),
        "list" => within("ul"),
        "listitem" => within("li"),
        "linebreak" => "<br>".to_owned(),
        "tab" => " ".to_owned(),
        "link" | "autolink" | "at-link" => {
            format!(
                "<a href=\"{}\">{}</a>",
                escaped(text("url")),
                children(node)
            )
        }
        "text" | "extended-text" | "code-highlight" => formatted(node),
        "root" => children(node),
        card => cards::html(card, node),
    }
}

fn formatted(node: &Value) -> String {
    let text = node.get("text").and_then(Value::as_str).unwrap_or_default();
    let format = node.get("format").and_then(Value::as_i64).unwrap_or(0);
    let mut out = escaped(text);
    for (bit, tag) in FORMATS.iter().rev() {
        if format & bit != 0 {
            out = format!("<{tag}>{out}</{tag}>");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_becomes_html() {
        let document = serde_json::json!({"root": {"type": "root", "children": [
            {"type": "extended-heading", "tag": "h2", "children": [{"type": "text", "text": "Été"}]},
            {"type": "paragraph", "children": [
                {"type": "extended-text", "text": "a < b", "format": 3},
                {"type": "linebreak"},
                {"type": "link", "url": "https://a.example/?x=1&y=2",
                 "children": [{"type": "text", "text": "lien", "format": 16}]}]},
            {"type": "list", "listType": "number", "children": [
                {"type": "listitem", "children": [{"type": "text", "text": "un"}]}]},
            {"type": "image", "src": "__GHOST_URL__/content/mer.jpg", "alt": "La \"mer\""},
            {"type": "signup", "header": "Abonnez-vous"}
        ]}});
        assert_eq!(
            html(&document),
            "<h2>Été</h2><p><strong><em>a &lt; b</em></strong><br>\
             <a href=\"https://a.example/?x=1&amp;y=2\"><code>lien</code></a></p>\
             <ol><li>un</li></ol>\
             <p><img src=\"__GHOST_URL__/content/mer.jpg\" alt=\"La &quot;mer&quot;\"></p>\
             <pre><code class=\"language-ghost-signup\">{\n  &quot;header&quot;: \
             &quot;Abonnez-vous&quot;,\n  &quot;type&quot;: &quot;signup&quot;\n}</code></pre>"
        );
    }
}
