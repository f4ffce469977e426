//! Killed while it reads thousands of comments for the first time: each start goes on where the last
//! one was, and in the end every comment is here, once.

use std::path::Path;
use std::time::Duration;

use billet_core::RemoteId;
use billet_store::comments;

use crate::kills;
use crate::support::child::{Order, told};
use crate::support::desk::{Address, Desk, PATIENT, now};
use crate::support::scripted::Scripted;
use crate::support::seed::{Dice, seed};
use crate::support::verdict::{Tally, Trouble};

const LIBRARY: &str = "BILLET_CHILD_LIBRARY";
const SITE: &str = "b";
const SECRET: &str = "secret";
const COMMENTS: usize = 3000;

#[test]
fn killed_while_it_reads_the_first_time_it_goes_on_and_every_comment_is_there() {
    let mut dice = Dice::new(seed());
    let mut tally = Tally::default();
    for _ in 0..kills(2) {
        let blogs = Scripted::start();
        blogs.with(SITE, |site| {
            for _ in 0..COMMENTS {
                site.comment_arrives();
            }
        });
        // Each answer long enough that a kill meets the middle.
        blogs.answer_after(Duration::from_millis(20));
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(folder.path(), SECRET, now(), PATIENT);
        let blog = desk.connect(&Address {
            endpoint: blogs.endpoint(SITE),
            user: "zoé".into(),
            secret: SECRET.into(),
        });
        let mut between = 0;
        for _ in 0..6 {
            let told = [(LIBRARY, folder.path().display().to_string())];
            let work = "fetching::a_child_fetches";
            let mut child = Order { work, told: &told }.start();
            std::thread::sleep(Duration::from_millis(150 + dice.roll() % 400));
            child.kill().unwrap();
            child.wait().unwrap();
            // Somebody writes meanwhile.
            blogs.with(SITE, |site| site.comment_arrives());
            let begun = desk.read(|conn| comments::sweep(conn, blog));
            between += usize::from(begun.is_some_and(|at| at.place.is_some()));
        }
        let mut troubles = Vec::new();
        desk.fetch(blog).unwrap();
        if let Some(left) = desk.read(|conn| comments::sweep(conn, blog)) {
            troubles.push(Trouble::Wrong(format!("it did not end: {left:?}")));
        }
        let ids: Vec<i64> = blogs.with(SITE, |site| site.comments.iter().map(|c| c.id).collect());
        for id in &ids {
            let remote = RemoteId::from(*id);
            if desk
                .read(|conn| comments::by_remote(conn, blog, &remote))
                .is_none()
            {
                troubles.push(Trouble::Lost(format!("comment {id}")));
            }
        }
        let here = desk.read(|conn| comments::count(conn, blog));
        if here != u64::try_from(ids.len()).unwrap() {
            troubles.push(Trouble::Duplicate(format!("{here} for {}", ids.len())));
        }
        tally.add(&troubles, || {
            format!("killed while fetching, {between} times in the middle")
        });
    }
    tally.close("killed while fetching", &format!("BILLET_SEED={}", seed()));
}

#[test]
#[ignore = "the work of the children of the test above"]
fn a_child_fetches() {
    let Some(folder) = told(LIBRARY) else {
        return;
    };
    let desk = Desk::open(Path::new(&folder), SECRET, now(), PATIENT);
    let blog = desk.read(billet_store::blogs::all)[0].id;
    desk.fetch(blog).unwrap();
}
