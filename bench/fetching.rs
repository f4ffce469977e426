//! The first reading of 10,000 comments, against curl that asks for the same pages, as many at once, and
//! does nothing with them.

use std::process::{Command, Stdio};
use std::time::Duration;

use criterion::Criterion;

use crate::ratio::{Table, compare};
use crate::support::desk::{Address, Desk, PATIENT, now};
use crate::support::scripted::Scripted;

const SITE: &str = "fetch";
const COMMENTS: usize = 10_000;
const LATENCY: Duration = Duration::from_millis(20);
/// How many pages they fill.
const PAGES: usize = COMMENTS / 100;

pub fn first(criterion: &mut Criterion, table: &mut Table) {
    let blogs = Scripted::start();
    blogs.with(SITE, |site| {
        for _ in 0..COMMENTS {
            site.comment_arrives();
        }
    });
    blogs.answer_after(LATENCY);
    let endpoint = blogs.endpoint(SITE);
    let mut reads = 0;
    let name = "first sync, 10,000 comments, 20 ms a round trip";
    let before = |blogs: &Scripted| blogs.with(SITE, |site| site.comment_pages);
    let mut asked = 0;
    let figures = compare(
        criterion,
        name,
        || {
            let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
            let desk = Desk::open(folder.path(), "", now(), PATIENT);
            let blog = desk.connect(&Address {
                endpoint: endpoint.clone(),
                user: "zoé".into(),
                secret: "secret".into(),
            });
            let so_far = before(&blogs);
            assert_eq!(desk.fetch(blog).unwrap().changed, COMMENTS);
            asked += before(&blogs) - so_far;
            reads += 1;
        },
        || curl(&endpoint),
    );
    if figures.is_none() {
        return;
    }
    table.at_most(name, "curl, the same pages, 4 at once", figures, 1.15);
    let each = f64::from(u32::try_from(asked).unwrap()) / f64::from(reads);
    let times = each / f64::from(u32::try_from(PAGES).unwrap());
    table.row(
        "first sync, pages asked for",
        &format!("the {PAGES} there are"),
        format!("{times:.2}×"),
        "≤ 1.01×",
        times <= 1.01,
    );
}

fn curl(endpoint: &str) {
    let pages = format!(
        "{endpoint}wp/v2/comments?context=edit&status=any&type=comment&orderby=date&order=desc\
         &per_page=100&page=[1-{PAGES}]"
    );
    let ended = Command::new("curl")
        .args(["--silent", "--fail", "--user", "zoé:secret"])
        .args(["--parallel", "--parallel-max", "4", "--output", "/dev/null"])
        .arg(pages)
        .stdout(Stdio::null())
        .status();
    assert!(ended.unwrap().success(), "curl could not read the pages");
}
