//! Style sheets from strangers: every address in them is asked for and replaced, none is left as it
//! was; imported sheets stand in the place of their imports; a screenful is the pane's, since the
//! frame is as tall as its page.
//!
//! Not the only guard: the frame's policy lets nothing be loaded but what is kept here.

mod import;
mod seen;

use cssparser::{ParseError, Parser, Token};
use url::Url;

pub use seen::{Asset, Seen};

/// Functions whose strings are addresses.
const WITH_ADDRESSES: &[&str] = &[
    "url",
    "src",
    "image",
    "image-set",
    "-webkit-image-set",
    "cross-fade",
];

/// What stands for an address that is not kept: nothing, from nowhere.
const NOTHING: &str = "data:,";

/// How deeply blocks may stand in each other; what is deeper is left out.
const DEEPEST: u8 = 40;

/// What an address is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// A font with Latin letters, or one that does not say which it has.
    Font,
    /// A picture.
    Picture,
    /// A font for other letters.
    OtherFont,
}

/// What a sheet asks for while it is read.
pub trait Answers {
    /// Where a font or a picture is kept; `None` where it is not.
    fn asset(&mut self, url: &Url, purpose: Purpose) -> Option<String>;
    /// The text of an imported sheet, as it came; `None` where it is not kept, or already in use.
    fn import(&mut self, url: &Url) -> Option<String>;
    /// An imported sheet was read to its end.
    fn imported(&mut self) {}
}

/// A whole sheet that came from `base`.
pub fn sheet(css: &str, base: &Url, answers: &mut dyn Answers) -> String {
    let mut writer = Writer::new(base, answers);
    writer.read(&mut Parser::new(css));
    writer.out
}

/// The declarations of one element's `style`.
pub(crate) fn declarations(css: &str, base: &Url, answers: &mut dyn Answers) -> String {
    sheet(css, base, answers)
}

struct Writer<'a> {
    out: String,
    base: &'a Url,
    answers: &'a mut dyn Answers,
    depth: u8,
    /// What addresses are there for where the writer is.
    purpose: Purpose,
}

impl<'a> Writer<'a> {
    fn new(base: &'a Url, answers: &'a mut dyn Answers) -> Self {
        Self {
            out: String::new(),
            base,
            answers,
            depth: 0,
            purpose: Purpose::Picture,
        }
    }

    fn read(&mut self, parser: &mut Parser<'_>) {
        // The rule whose block comes next is one of these.
        let mut is_font = false;
        loop {
            let from = parser.position();
            let Ok(token) = parser.next_including_whitespace_and_comments() else {
                return;
            };
            let token = token.clone();
            match &token {
                Token::Comment(_) | Token::BadString(_) | Token::BadUrl(_) => self.apart(),
                Token::UnquotedUrl(address) => self.address(address),
                Token::AtKeyword(name) => match name.to_ascii_lowercase().as_str() {
                    "import" => self.import(parser),
                    "charset" | "namespace" => {
                        import::pass(parser);
                        self.apart();
                    }
                    rule => {
                        is_font = rule == "font-face";
                        self.out.push_str(parser.slice_from(from));
                    }
                },
                Token::Dimension { value, unit, .. } => match screenful(unit) {
                    Some(part) => self.out.push_str(&format!("calc({part}*{value})")),
                    None => self.raw(parser.slice_from(from)),
                },
                Token::Function(name) if is_address(name) => self.addresses(name, parser),
                Token::Function(_) | Token::ParenthesisBlock => {
                    self.block(parser.slice_from(from), ")", parser);
                }
                Token::SquareBracketBlock => self.block("[", "]", parser),
                Token::CurlyBracketBlock if is_font => {
                    is_font = false;
                    self.font(parser);
                }
                Token::CurlyBracketBlock => self.block("{", "}", parser),
                // Nothing that would close what stands around it.
                Token::CloseCurlyBracket | Token::CloseSquareBracket | Token::CloseParenthesis => {
                    self.apart();
                }
                Token::Semicolon => {
                    is_font = false;
                    self.out.push(';');
                }
                // Never left open, whatever comes behind.
                Token::QuotedString(text) => {
                    cssparser::serialize_string(text, &mut self.out).ok();
                }
                _ => self.raw(parser.slice_from(from)),
            }
        }
    }

    /// In the place of what is left out: what stood before and behind it does not become one.
    fn apart(&mut self) {
        self.out.push_str("/**/");
    }

    /// As it came. What ends in a backslash ended the sheet, and would take in what comes behind.
    fn raw(&mut self, token: &str) {
        match token.strip_suffix('\\') {
            Some(rest) => {
                self.out.push_str(rest);
                self.out.push(char::REPLACEMENT_CHARACTER);
            }
            None => self.out.push_str(token),
        }
    }

    fn block(&mut self, open: &str, close: &str, parser: &mut Parser<'_>) {
        self.out.push_str(open);
        if self.depth < DEEPEST {
            self.depth += 1;
            inside(parser, |parser| self.read(parser));
            self.depth -= 1;
        } else {
            pass_over(parser);
        }
        self.out.push_str(close);
    }

    /// `@font-face`: letters that are hardly needed come last.
    fn font(&mut self, parser: &mut Parser<'_>) {
        let state = parser.state();
        let mut latin = true;
        inside(parser, |parser| {
            let from = parser.position();
            while parser.next().is_ok() {}
            latin = has_latin(parser.slice_from(from));
        });
        parser.reset(&state);
        // The block that was just opened is known by its token, which has to be read again.
        let around = self.purpose;
        self.purpose = if latin {
            Purpose::Font
        } else {
            Purpose::OtherFont
        };
        self.block("{", "}", parser);
        self.purpose = around;
    }

    /// A function with strings that are addresses, and maybe others in it.
    fn addresses(&mut self, name: &str, parser: &mut Parser<'_>) {
        let is_one = matches!(name.to_ascii_lowercase().as_str(), "url" | "src");
        if is_one {
            let mut address = None;
            inside(parser, |parser| {
                address = parser.expect_string().ok().map(ToString::to_string);
                while parser.next().is_ok() {}
            });
            return self.address(address.as_deref().unwrap_or_default());
        }
        self.out.push_str(&name.to_ascii_lowercase());
        self.out.push('(');
        if self.depth < DEEPEST {
            self.depth += 1;
            inside(parser, |parser| {
                loop {
                    let from = parser.position();
                    let Ok(token) = parser.next_including_whitespace_and_comments() else {
                        return;
                    };
                    match token.clone() {
                        Token::QuotedString(address) | Token::UnquotedUrl(address) => {
                            self.address(&address);
                        }
                        Token::Function(name) if is_address(&name) => self.addresses(&name, parser),
                        Token::Function(_) | Token::ParenthesisBlock => {
                            self.block(parser.slice_from(from), ")", parser);
                        }
                        Token::Comment(_) | Token::BadString(_) | Token::BadUrl(_) => self.apart(),
                        Token::CurlyBracketBlock | Token::SquareBracketBlock => {
                            pass_over(parser);
                            self.apart();
                        }
                        Token::CloseCurlyBracket
                        | Token::CloseSquareBracket
                        | Token::CloseParenthesis => self.apart(),
                        _ => self.raw(parser.slice_from(from)),
                    }
                }
            });
            self.depth -= 1;
        } else {
            pass_over(parser);
        }
        self.out.push(')');
    }

    fn address(&mut self, address: &str) {
        let address = address.trim();
        let kept = if address.starts_with('#') {
            // A filter or a mask of the page itself.
            Some(address.to_owned())
        } else if is_data(address) {
            Some(address.to_owned())
        } else {
            crate::address::join(self.base, address)
                .and_then(|url| self.answers.asset(&url, self.purpose))
        };
        self.out.push_str("url(");
        cssparser::serialize_string(kept.as_deref().unwrap_or(NOTHING), &mut self.out).ok();
        self.out.push(')');
    }
}

/// Reads the block whose opening was just read.
pub(crate) fn inside(parser: &mut Parser<'_>, read: impl FnOnce(&mut Parser<'_>)) {
    let read = parser.parse_nested_block(|parser| {
        read(parser);
        Ok::<(), ParseError<()>>(())
    });
    // What was left unread is passed over.
    read.ok();
}

/// Passes over the block whose opening was just read: else it would count to the token behind it.
pub(crate) fn pass_over(parser: &mut Parser<'_>) {
    inside(parser, |_| {});
}

fn is_address(function: &str) -> bool {
    WITH_ADDRESSES
        .iter()
        .any(|name| function.eq_ignore_ascii_case(name))
}

/// A picture or a font that is written out in the sheet.
fn is_data(address: &str) -> bool {
    let begins = |with: &str| {
        address
            .get(..with.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(with))
    };
    [
        "data:image/",
        "data:font/",
        "data:application/font",
        "data:application/x-font",
    ]
    .iter()
    .any(|with| begins(with))
}

/// The hundredth part of a screenful that a unit means, as the frame is told it.
fn screenful(unit: &str) -> Option<&'static str> {
    let unit = unit.to_ascii_lowercase();
    match unit.trim_start_matches(['s', 'l', 'd']) {
        "vh" | "vb" => Some("var(--billet-vh,8px)"),
        "vmax" => Some("max(1vw,var(--billet-vh,8px))"),
        "vmin" => Some("min(1vw,var(--billet-vh,8px))"),
        _ => None,
    }
}

/// Whether a font says that it has Latin letters, or does not say which it has.
fn has_latin(block: &str) -> bool {
    let block = block.to_ascii_lowercase();
    let Some((_, range)) = block.split_once("unicode-range") else {
        return true;
    };
    let range = range.split([';', '}']).next().unwrap_or_default();
    range.split(',').any(|part| {
        let part = part.trim_start_matches([':', ' ', '\n', '\t']).trim();
        let first = part.strip_prefix("u+").unwrap_or(part);
        let first = first.split('-').next().unwrap_or_default();
        u32::from_str_radix(first.trim_end_matches('?'), 16).is_ok_and(|first| first < 0x80)
            || first.starts_with('?')
    })
}

#[cfg(test)]
mod tests;
