//! What is shown of any comment is safe: doing it again changes nothing, nor does reading and
//! writing it as a browser does. The same for any HTML under the policy of posts.
#![no_main]

use billet_text::fuzzing::{COMMENT, POST};
use billet_text::sanitize_comment;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|html: &str| {
    let comment = sanitize_comment(html);
    assert_eq!(sanitize_comment(&comment), comment);
    assert_eq!(COMMENT.reparsed(&comment), comment);
    let post = POST.sanitized(html);
    assert_eq!(POST.sanitized(&post), post);
    assert_eq!(POST.reparsed(&post), post);
});
