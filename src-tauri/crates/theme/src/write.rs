//! A page in letters again. Each element that is written was named in `safe.rs`, none of them holds
//! anything but elements and escaped text, so it is read as it was meant.

use crate::css::{Answers, Purpose, declarations};
use crate::page::{MARK, Page};
use crate::safe::is_kept;
use crate::tree::{Element, Id};

/// Where an element's own declarations wait: the frame's policy lets none be written in a page.
const STYLE: &str = "data-billet-style";

const VOID: &[&str] = &["br", "col", "hr", "img", "input", "wbr"];

/// Elements that would take the keys.
const FOCUSED: &[&str] = &["button", "input", "select", "summary", "textarea"];

/// What may be loaded: what is kept here, from where it is kept, and nothing that runs.
fn policy(sheet: &str) -> String {
    let origin = sheet.split_inclusive('/').take(3).collect::<String>();
    let origin = origin.strip_suffix('/').unwrap_or(&origin);
    format!(
        "default-src 'none'; style-src 'self' {origin}; font-src {origin} data:; \
         img-src {origin} data:"
    )
}

enum Step {
    Open(Id),
    Close(String),
}

/// The whole page, with one style sheet.
pub(crate) fn page(page: &Page, sheet: &str, answers: &mut dyn Answers) -> String {
    let mut out = String::from("<!doctype html><html");
    if let Some(element) = page.tree.element(page.root) {
        attributes(&mut out, page, element, answers);
    }
    out.push_str(
        "><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"",
    );
    escape(&mut out, &policy(sheet), true);
    out.push_str("\"><title></title><link rel=\"stylesheet\" href=\"");
    escape(&mut out, sheet, true);
    out.push_str("\"></head><body");
    if let Some(element) = page.tree.element(page.body) {
        attributes(&mut out, page, element, answers);
    }
    out.push('>');
    let children = page.tree.children(page.body).iter().rev();
    let mut steps: Vec<Step> = children.map(|id| Step::Open(*id)).collect();
    while let Some(step) = steps.pop() {
        match step {
            Step::Close(name) => {
                out.push_str("</");
                out.push_str(&name);
                out.push('>');
            }
            Step::Open(id) => {
                if let Some(text) = page.tree.text(id) {
                    escape(&mut out, text, false);
                }
                let Some(element) = page.tree.element(id) else {
                    continue;
                };
                out.push('<');
                out.push_str(&element.name);
                attributes(&mut out, page, element, answers);
                out.push('>');
                if VOID.contains(&element.name.as_str()) {
                    continue;
                }
                // The first line break in these is not read.
                if matches!(element.name.as_str(), "pre" | "textarea") {
                    out.push('\n');
                }
                steps.push(Step::Close(element.name.clone()));
                let children = page.tree.children(id).iter().rev();
                steps.extend(children.map(|id| Step::Open(*id)));
            }
        }
    }
    out.push_str("</body></html>");
    out
}

fn attributes(out: &mut String, page: &Page, element: &Element, answers: &mut dyn Answers) {
    let mut write = |name: &str, value: &str| {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(out, value, true);
        out.push('"');
    };
    for (name, value) in &element.attributes {
        match name.as_str() {
            "style" => write(STYLE, &declarations(value, &page.base, answers)),
            "src" if element.name == "img" => {
                if value.trim_start().starts_with("data:image/") {
                    write(name, value.trim_start());
                } else if let Some(kept) = crate::address::join(&page.base, value)
                    .and_then(|url| answers.asset(&url, Purpose::Picture))
                {
                    write(name, &kept);
                }
            }
            MARK => write(name, value),
            _ if is_kept(element, name, value) => write(name, value),
            _ => {}
        }
    }
    match element.name.as_str() {
        "a" if element.attribute("href").is_some() => {
            write("role", "link");
            write("aria-disabled", "true");
        }
        // What a reader may unfold is read here.
        "details" if element.attribute("open").is_none() => write("open", ""),
        name if FOCUSED.contains(&name) => write("tabindex", "-1"),
        _ => {}
    }
}

fn escape(out: &mut String, text: &str, in_quotes: bool) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if in_quotes => out.push_str("&quot;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            '\0' => {}
            letter => out.push(letter),
        }
    }
}
