//! What a post with twenty pictures takes, from the click to its readers, beside curl sending the same
//! pictures, as many at once, and a bare client the same two requests of the text.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use billet_core::UPLOADS_AT_ONCE;
use criterion::Criterion;

use crate::ratio::{Table, compare_after};
use crate::support::desk::{Address, Desk, PATIENT, now};
use crate::support::scripted::Scripted;
use crate::{Bare, SITE};

const PICTURES: usize = 20;

/// As a photograph for a page has.
const BYTES: usize = 300_000;

pub fn publish(criterion: &mut Criterion, table: &mut Table, latency: Duration) {
    let blogs = Scripted::start();
    blogs.answer_after(latency);
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let desk = Desk::open_on_threads(&folder.path().join("library"), "", now(), PATIENT);
    let blog = desk.connect(&Address {
        endpoint: blogs.endpoint(SITE),
        user: "zoé".into(),
        secret: "secret".into(),
    });
    let files: Vec<PathBuf> = (0..PICTURES)
        .map(|n| folder.path().join(format!("{n}.png")))
        .collect();
    let body: String = files
        .iter()
        .map(|file| format!("![Une photo]({})\n\n", file.display()))
        .collect();
    let curl = curl(folder.path(), &files, &blogs);
    let bare = Bare::new(&blogs);
    let nth = Cell::new(0_u32);
    let name = format!(
        "publish with {PICTURES} pictures, {} ms a round trip",
        latency.as_millis()
    );
    let figures = compare_after(
        criterion,
        &name,
        || {
            // Other pictures each time: what a blog has already is not sent again.
            nth.set(nth.get() + 1);
            for (n, file) in files.iter().enumerate() {
                fs::write(file, picture(nth.get(), n)).unwrap();
            }
        },
        || {
            let post = desk.draft(&format!("Billet {}", nth.get()), &body);
            desk.publish(post, blog);
            desk.send();
        },
        || {
            let sent = Command::new("curl").arg("-K").arg(&curl).output();
            let sent = sent.expect("curl is installed");
            assert!(sent.status.success(), "{sent:?}");
            bare.two_requests(&body);
        },
    );
    assert_eq!(desk.open_jobs(), [], "all of it arrived");
    if let Some(figures) = figures {
        // Each of a pair sends all of them once.
        let arrived = blogs.with(SITE, |site| site.media.len());
        assert_eq!(
            arrived,
            2 * PICTURES * usize::try_from(nth.get()).unwrap(),
            "each once"
        );
        table.at_most(&name, "curl", Some(figures), 1.2);
    }
}

/// Bytes that begin as a PNG does, and that no other picture has.
fn picture(nth: u32, n: usize) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    let mut state = (u64::from(nth) << 32) | u64::try_from(n).unwrap() | 1 << 63;
    while bytes.len() < BYTES {
        // Xorshift: bytes that nothing on the way makes smaller.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend(state.to_le_bytes());
    }
    bytes
}

/// What curl is to send, in a file of its options.
fn curl(folder: &Path, files: &[PathBuf], blogs: &Scripted) -> PathBuf {
    let mut options = format!(
        "silent\nfail-early\nparallel\nparallel-immediate\nparallel-max = {UPLOADS_AT_ONCE}\n"
    );
    for (n, file) in files.iter().enumerate() {
        if n > 0 {
            options.push_str("next\n");
        }
        options.push_str(&format!(
            "url = \"{}wp/v2/media?slug=curl\"\nfail\nnoproxy = \"*\"\nuser = \"zoé:secret\"\n\
             header = \"Content-Type: image/png\"\ndata-binary = \"@{}\"\noutput = \"/dev/null\"\n",
            blogs.endpoint(SITE),
            file.display()
        ));
    }
    let path = folder.join("curl.txt");
    fs::write(&path, options).unwrap();
    path
}
