//! What a blog gets of any text is safe: sanitising it again changes nothing, nor does reading and
//! writing it as a browser does.
#![no_main]

use billet_text::fuzzing::{POST, REPLY};
use billet_text::{comment_html, post_html};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let html = post_html(text);
    assert_eq!(POST.sanitized(&html), html);
    assert_eq!(POST.reparsed(&html), html);
    let reply = comment_html(text);
    assert_eq!(REPLY.sanitized(&reply), reply);
    assert_eq!(REPLY.reparsed(&reply), reply);
});
