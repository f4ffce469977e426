//! `@import`: the sheet it names takes its place, under the conditions it was named with.

use cssparser::{Parser, Token};

use super::{Writer, inside, pass_over};

/// What stands behind the address of an import.
#[derive(Default)]
struct Conditions {
    /// The name of a layer; empty for one without.
    layer: Option<String>,
    supports: Option<String>,
    media: String,
}

impl Writer<'_> {
    /// Reads an import from behind its keyword to its end.
    pub(super) fn import(&mut self, parser: &mut Parser<'_>) {
        let (address, conditions) = statement(parser);
        let url = address.and_then(|address| crate::address::join(self.base, &address));
        let Some((url, css)) = url.and_then(|url| self.answers.import(&url).map(|css| (url, css)))
        else {
            return self.apart();
        };
        let inner = super::sheet(&css, &url, self.answers);
        self.answers.imported();
        let mut open = 0;
        let mut begin = |out: &mut String, rule: String| {
            out.push_str(&rule);
            out.push('{');
            open += 1;
        };
        if let Some(layer) = conditions.layer {
            begin(&mut self.out, format!("@layer {layer}"));
        }
        if let Some(supports) = conditions.supports {
            begin(&mut self.out, format!("@supports ({supports})"));
        }
        if !conditions.media.trim().is_empty() {
            begin(&mut self.out, format!("@media {}", conditions.media.trim()));
        }
        self.out.push_str(&inner);
        for _ in 0..open {
            self.out.push('}');
        }
    }
}

/// Passes over a statement without a block.
pub(super) fn pass(parser: &mut Parser<'_>) {
    statement(parser);
}

fn statement(parser: &mut Parser<'_>) -> (Option<String>, Conditions) {
    let mut address = None;
    let mut conditions = Conditions::default();
    loop {
        let from = parser.position();
        let Ok(token) = parser.next_including_whitespace() else {
            break;
        };
        match token.clone() {
            Token::Semicolon => break,
            Token::CurlyBracketBlock => {
                pass_over(parser);
                break;
            }
            Token::SquareBracketBlock => pass_over(parser),
            Token::QuotedString(text) | Token::UnquotedUrl(text) if address.is_none() => {
                address = Some(text.to_string());
            }
            Token::Function(name) if address.is_none() && name.eq_ignore_ascii_case("url") => {
                inside(parser, |parser| {
                    address = parser.expect_string().ok().map(ToString::to_string);
                });
            }
            Token::Function(name) => {
                let words = words_inside(parser);
                match name.to_ascii_lowercase().as_str() {
                    "layer" => conditions.layer = Some(words),
                    "supports" => conditions.supports = Some(words),
                    _ => {}
                }
            }
            Token::ParenthesisBlock => {
                let words = words_inside(parser);
                conditions.media.push_str(&format!("({words})"));
            }
            Token::Ident(name) if name.eq_ignore_ascii_case("layer") => {
                conditions.layer = Some(String::new());
            }
            Token::Ident(_) | Token::Comma | Token::WhiteSpace(_) => {
                conditions
                    .media
                    .push_str(parser.slice_from(from).trim_end_matches('\\'));
            }
            _ => {}
        }
    }
    (address, conditions)
}

/// Names, numbers and colons: all that a condition is made of, and nothing that could end it.
fn words_inside(parser: &mut Parser<'_>) -> String {
    let mut words = String::new();
    inside(parser, |parser| {
        loop {
            let from = parser.position();
            let Ok(token) = parser.next_including_whitespace() else {
                return;
            };
            let plain = matches!(
                token,
                Token::Ident(_)
                    | Token::Number { .. }
                    | Token::Dimension { .. }
                    | Token::Colon
                    | Token::WhiteSpace(_)
                    | Token::Delim('.' | '<' | '>' | '=' | '-')
            );
            let opens = matches!(
                token,
                Token::Function(_)
                    | Token::ParenthesisBlock
                    | Token::SquareBracketBlock
                    | Token::CurlyBracketBlock
            );
            if plain {
                words.push_str(parser.slice_from(from).trim_end_matches('\\'));
            } else if opens {
                pass_over(parser);
            }
        }
    });
    words
}
