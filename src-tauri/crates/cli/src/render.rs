//! `billet render`

use crate::arguments::{Input, Policy};
use crate::failure::Ended;
use crate::{input, output};

pub fn render(input: &Input, policy: Policy, blocks: bool) -> Ended {
    let body = input::document(input)?.body;
    whole_lines(match policy {
        Policy::Post if blocks => billet_text::post_blocks(&body),
        Policy::Post => billet_text::post_html(&body),
        Policy::Comment => billet_text::comment_html(&body),
        Policy::Plain => billet_text::plain(&billet_text::post_html(&body), usize::MAX),
    })
}

fn whole_lines(mut text: String) -> Ended {
    if !text.ends_with('\n') && !text.is_empty() {
        text.push('\n');
    }
    output::text(&text)
}
