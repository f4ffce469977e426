//! What was imported and not edited is published byte for byte, and its blocks are all of it. What was
//! pasted can be read again.
#![no_main]

use billet_text::{Origin, PostPolicy, import, import_as, paste, post_html, publish_over};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &str| {
    let imported = import(content);
    assert_eq!(publish_over(&imported.markdown, content), content);
    for origin in [Origin::Classic, Origin::Blocks, Origin::Html] {
        let imported = import_as(content, origin);
        let (mut source, mut markdown) = (0, 0);
        for chunk in &imported.chunks {
            assert_eq!(chunk.source.start, source);
            assert!(chunk.markdown.start >= markdown);
            (source, markdown) = (chunk.source.end, chunk.markdown.end);
        }
        assert_eq!(source, content.len());
        let sent = PostPolicy::default().publish_over(&imported.markdown, content, origin);
        assert_eq!(sent, content);
    }
    post_html(&paste(content));
});
