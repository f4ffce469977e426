//! Two processes on one library with two hundred jobs: each job is sent once, and both work.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may; clippy only knows so inside `#[test]`"
)]

mod support;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use billet_core::BlogId;
use support::child::{Order, told};
use support::desk::{Address, Desk, PATIENT, now, public};
use support::scripted::Scripted;
use support::seed::torture;
use support::verdict::{Tally, Trouble};

const BLOGS: usize = 8;
const POSTS: usize = 25;

#[test]
fn two_processes_send_each_of_two_hundred_jobs_once() {
    let runs = if torture() { 20 } else { 1 };
    let mut tally = Tally::default();
    for _ in 0..runs {
        let (troubles, story) = once();
        tally.add(&troubles, || story);
    }
    tally.close(
        "two processes, 200 jobs",
        "cargo test -p billet-cli --test twins",
    );
}

fn once() -> (Vec<Trouble>, String) {
    let blogs = Scripted::start();
    // As long as it takes for both to be at work.
    blogs.answer_after(Duration::from_millis(5));
    let barrier = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path(), &blogs);
    let start = |password: &str| {
        let told = [
            ("BILLET_TWIN_LIBRARY", folder.path().display().to_string()),
            ("BILLET_TWIN_PASSWORD", password.to_owned()),
            ("BILLET_TWIN_BARRIER", barrier.path().display().to_string()),
        ];
        Order {
            work: "a_twin_works",
            told: &told,
        }
        .start()
    };
    let twins = [start("castor"), start("pollux")];
    let mut troubles = Vec::new();
    for twin in twins {
        let ended = twin.wait_with_output().unwrap();
        if !ended.status.success() {
            let said = String::from_utf8_lossy(&ended.stdout).into_owned();
            troubles.push(Trouble::Wrong(format!("a twin failed: {said}")));
        }
    }
    let mut passwords = BTreeSet::new();
    for nth in 0..BLOGS {
        troubles.extend(blogs.with(&format!("b{nth}"), |site| {
            passwords.extend(site.writes.iter().map(|(who, _)| who.clone()));
            let count = |title: &str| site.posts.iter().filter(|p| p.title == title).count();
            let mut found = Vec::new();
            for title in (0..POSTS).map(|post| format!("Billet {post}")) {
                match count(&title) {
                    0 => found.push(Trouble::Lost(format!("{title} on b{nth}"))),
                    1 => {}
                    many => found.push(Trouble::Duplicate(format!("{title} on b{nth}: {many}"))),
                }
            }
            if site.posts.iter().any(|post| post.status != "publish") {
                found.push(Trouble::Wrong(format!("a draft is left on b{nth}")));
            }
            // A reservation and a fill each: nothing was sent that the other had sent.
            if site.writes.len() != 2 * POSTS {
                let writes = site.writes.len();
                found.push(Trouble::Duplicate(format!("{writes} writes on b{nth}")));
            }
            found
        }));
    }
    if passwords.len() != 2 {
        troubles.push(Trouble::Wrong("one process did all the work".into()));
    }
    (troubles, format!("{BLOGS} blogs, {POSTS} posts each"))
}

fn fill(folder: &Path, blogs: &Scripted) {
    let desk = Desk::open(folder, "", now(), PATIENT);
    let ids: Vec<BlogId> = (0..BLOGS)
        .map(|nth| {
            desk.connect(&Address {
                endpoint: blogs.endpoint(&format!("b{nth}")),
                user: "zoé".into(),
                secret: "never used".into(),
            })
        })
        .collect();
    for nth in 0..POSTS {
        let post = desk.draft(&format!("Billet {nth}"), "Du texte.");
        desk.office.publish(post, &ids, &public()).unwrap();
    }
    assert_eq!(desk.open_jobs().len(), BLOGS * POSTS);
}

#[test]
#[ignore = "the work of the children of the test above"]
fn a_twin_works() {
    let (Some(library), Some(password), Some(barrier)) = (
        told("BILLET_TWIN_LIBRARY"),
        told("BILLET_TWIN_PASSWORD"),
        told("BILLET_TWIN_BARRIER"),
    ) else {
        return;
    };
    let desk = Desk::open(Path::new(&library), &password, now(), PATIENT);
    // Neither begins before the other is there.
    std::fs::write(Path::new(&barrier).join(&password), "").unwrap();
    while std::fs::read_dir(&barrier).unwrap().count() < 2 {
        std::thread::sleep(Duration::from_millis(1));
    }
    while !desk.open_jobs().is_empty() {
        desk.send();
        // What is left is in the other's hands this moment.
        desk.wait(1);
        std::thread::sleep(Duration::from_millis(2));
    }
}
