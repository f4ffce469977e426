//! Block markup is safe, and its comments open and close in order.
#![no_main]

use billet_text::fuzzing::POST;
use billet_text::post_blocks;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let markup = post_blocks(text);
    assert_eq!(POST.reparsed(&markup), markup);
    let mut open = Vec::new();
    for part in markup.split("<!-- ").skip(1) {
        let comment = part.split("-->").next().unwrap_or("");
        if let Some(name) = comment.strip_prefix("/wp:") {
            assert_eq!(open.pop(), Some(name.trim()), "{markup}");
        } else if let Some(rest) = comment.strip_prefix("wp:") {
            let name = rest.split(' ').next().unwrap_or("");
            if !rest.trim_end().ends_with('/') {
                open.push(name);
            }
        }
    }
    assert!(open.is_empty(), "{markup}");
});
