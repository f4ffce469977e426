//! Images, whose description is a text without elements.

use pulldown_cmark::{CowStr, Event};

use super::Writer;
use crate::out::escape::{self, Use};
use crate::safe::is_too_dense;

/// An image whose description is being read; images in it are only text.
pub(super) struct Image<'a> {
    depth: usize,
    /// Where the description begins in the HTML.
    begun: usize,
    title: CowStr<'a>,
}

impl<'a> Writer<'a> {
    /// Begins an image; what follows is its description.
    pub(super) fn begin_image(&mut self, address: &str, title: CowStr<'a>) {
        self.out.push_str("<img src=\"");
        if self.address(address, Use::Image) {
            self.out.push('"');
        } else {
            self.out.truncate(self.out.len() - " src=\"".len());
        }
        self.out.push_str(" alt=\"");
        self.image = Some(Image {
            depth: 0,
            begun: self.out.len(),
            title,
        });
    }

    /// Writes what an image's description says as text, and at its end the rest of the image.
    pub(super) fn describe(&mut self, event: &Event<'a>) {
        let Some(image) = &mut self.image else {
            return;
        };
        match event {
            Event::Start(_) => image.depth += 1,
            Event::End(_) if image.depth == 0 => self.end_image(),
            Event::End(_) => image.depth -= 1,
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => {
                self.tainted |= text.bytes().any(|b| matches!(b, 0 | b'\r'));
                escape::value(&mut self.out, text);
            }
            Event::SoftBreak | Event::HardBreak => self.out.push(' '),
            _ => {}
        }
    }

    fn end_image(&mut self) {
        if let Some(image) = self.image.take() {
            self.tainted |= is_too_dense(self.out.get(image.begun..).unwrap_or(""));
            self.out.push('"');
            self.title(&image.title);
            self.out.push_str(" />");
        }
    }
}
