//! Whatever reads texts fails on none, and keeps what it promises of lengths and places.
#![no_main]

use billet_text::{
    Draft, Place, PostPolicy, apply, check, count, decode, document, excerpt_break, local_pictures,
    plain, snippet, without_trailing_break,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = decode(bytes, None);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    count(text);
    let _ = local_pictures(text);
    for max in [0, 1, 40] {
        assert!(plain(text, max).chars().count() <= max);
        assert!(snippet(text, max).chars().count() <= max);
    }
    if let Ok(read) = document(text) {
        assert!(text.ends_with(&read.body));
    }
    if let Some(found) = excerpt_break(text) {
        assert!(text.get(found.range).is_some());
    }
    assert!(text.starts_with(without_trailing_break(text)));
    let draft = Draft {
        title: "Titre",
        body: text,
        https: true,
        islands_stay: false,
        policy: &PostPolicy::default(),
    };
    for finding in check(&draft) {
        assert_eq!(finding.place, Place::Body);
        assert!(text.get(finding.range).is_some());
        if let Some(fix) = finding.fix {
            assert_ne!(apply(text, &[fix]), text);
        }
    }
});
