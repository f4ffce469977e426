//! HTML in a form in which only what readers could tell apart is different.

use crate::safe::{Token, is_block, tokens};

/// Runs of white space as one space, none beside the tags of blocks; `<pre>` as it is. White space
/// is ASCII: no-break spaces are words.
pub fn normal(html: &str) -> String {
    let mut out = String::new();
    let mut pre = 0_usize;
    let mut at_edge = true;
    for token in tokens(html) {
        match token {
            Token::Text(text) if pre > 0 => {
                out.push_str(text);
                at_edge = false;
            }
            Token::Text(text) => {
                for c in text.chars() {
                    let space = c.is_ascii_whitespace();
                    if !space {
                        out.push(c);
                    } else if !at_edge && !out.ends_with(' ') {
                        out.push(' ');
                    }
                    at_edge &= space;
                }
            }
            Token::Start(tag) => {
                edge(&mut out, &mut at_edge, &tag.name, pre);
                pre += usize::from(tag.name == "pre");
                out.push_str(tag.source);
            }
            Token::End(name) => {
                edge(&mut out, &mut at_edge, &name, pre);
                pre = pre.saturating_sub(usize::from(name == "pre"));
                out.push_str(&format!("</{name}>"));
            }
            Token::Comment(text) => out.push_str(&format!("<!--{text}-->")),
        }
    }
    out.truncate(out.trim_ascii_end().len());
    out
}

fn edge(out: &mut String, at_edge: &mut bool, name: &str, pre: usize) {
    *at_edge = is_block(name) || name == "br";
    if *at_edge && pre == 0 {
        out.truncate(out.trim_ascii_end().len());
    }
}

#[test]
fn white_space_that_nobody_sees_does_not_count() {
    assert_eq!(
        normal("<ul>\n<li>\n<p>un\n  <b>deux</b> trois</p>\n</li>\n</ul>\n"),
        normal("<ul><li><p>un <b>deux</b>\ntrois</p></li></ul>")
    );
    assert_ne!(normal("<b>un</b> deux"), normal("<b>un</b>deux"));
    assert_ne!(normal("<pre>un\ndeux</pre>"), normal("<pre>un deux</pre>"));
    assert_ne!(normal("<p>«\u{a0}un</p>"), normal("<p>« un</p>"));
    assert_ne!(normal("<p>un</p>deux"), normal("<p>un</p><p>deux</p>"));
}
