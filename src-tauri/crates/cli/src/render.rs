//! `billet render`

use crate::arguments::{Input, Policy};
use crate::failure::Ended;
use crate::{input, output};

pub fn render(input: &Input, policy: Policy) -> Ended {
    let body = input::document(input)?.body;
    let mut html = match policy {
        Policy::Post => billet_text::post_html(&body),
        Policy::Comment => billet_text::comment_html(&body),
        Policy::Plain => billet_text::plain(&billet_text::post_html(&body), usize::MAX),
    };
    if !html.ends_with('\n') && !html.is_empty() {
        html.push('\n');
    }
    output::text(&html)
}
