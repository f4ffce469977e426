//! Killed while the outbox works: between any two requests, right before and right after the blog
//! carries one out, after any commit, and at random moments.

use std::path::Path;
use std::process::Child;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use billet_core::Decision;
use serde_json::{Value, json};

use crate::kills;
use crate::support::child::{Order, told};
use crate::support::desk::{Address, Desk, PATIENT, now};
use crate::support::picture::JPEG;
use crate::support::proxy::{Moment, Plan, Proxy};
use crate::support::scripted::Scripted;
use crate::support::seed::{Dice, seed};
use crate::support::verdict::{Tally, Trouble};
use crate::support::wordpress::{self, ask_at, password};

/// A day's work of a writer, carried out by children that are killed.
struct Scene {
    folder: tempfile::TempDir,
    network: Proxy,
    secret: String,
    word: String,
    /// Each child begins an hour after the one before it.
    started: i64,
    killed: usize,
}

/// When a child is to die.
#[derive(Clone, Copy, Debug)]
enum Death {
    /// At the so-manieth moment of its requests: even ones before, odd ones after the blog carries
    /// the request out.
    AtRequest(usize),
    /// After its so-manieth commit.
    AfterCommit(usize),
    /// After so many milliseconds.
    After(u64),
}

#[test]
fn killed_at_any_moment_of_the_outbox_everything_arrives_once_in_memory() {
    let blogs = Scripted::start();
    prove("killed while sending", &blogs.host(), "b", kills(60), "any");
}

#[test]
fn killed_at_any_moment_of_the_outbox_everything_arrives_once_on_wordpress() {
    let secret = password("admin");
    let host = wordpress::host();
    prove(
        "killed while sending, real WordPress",
        &host,
        "",
        kills(8),
        &secret,
    );
}

fn prove(what: &str, host: &str, site: &str, kills: usize, secret: &str) {
    let mut dice = Dice::new(seed());
    let mut tally = Tally::default();
    let (mut killed, mut nth) = (0, 0);
    while killed < kills {
        let mut scene = Scene::new(host, secret);
        let deaths = |dice: &mut Dice, requests: usize| {
            // In turn every moment of every request, so that none is left out.
            nth += 1;
            let second = match dice.below(3) {
                0 => Death::AtRequest(dice.below(8)),
                1 => Death::AfterCommit(1 + dice.below(12)),
                _ => Death::After(dice.roll() % 120),
            };
            [Death::AtRequest(nth % requests), second]
        };
        let troubles = scene.happens(site, &mut dice, deaths);
        killed += scene.killed;
        let story = || scene.network.story().join("\n");
        tally.add(&troubles, story);
    }
    let what = &format!("{what}, {killed} kills");
    tally.close(what, &format!("BILLET_SEED={}", seed()));
}

impl Scene {
    fn new(host: &str, secret: &str) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            network: Proxy::before(host, Plan::peaceful()),
            secret: secret.to_owned(),
            word: wordpress::unique(),
            started: now(),
            killed: 0,
        }
    }

    fn desk(&self) -> Desk {
        Desk::open(self.folder.path(), &self.secret, self.started, PATIENT)
    }

    fn happens(
        &mut self,
        site: &str,
        dice: &mut Dice,
        mut deaths: impl FnMut(&mut Dice, usize) -> [Death; 2],
    ) -> Vec<Trouble> {
        let slash = if site.is_empty() { "" } else { "/" };
        let endpoint = format!("{}{slash}{site}/wp-json/", self.network.url());
        let (ground, answered, decided) = self.ground(&endpoint);
        let desk = self.desk();
        let blog = desk.connect(&Address {
            endpoint: endpoint.clone(),
            user: "admin".into(),
            secret: self.secret.clone(),
        });
        let post = desk.draft(&self.word, &self.body(1));
        desk.publish(post, blog);
        let comment = desk.comment(blog, answered, ground);
        desk.office
            .reply(comment, &format!("Merci, {} !", self.word))
            .unwrap();
        let comment = desk.comment(blog, decided, ground);
        desk.office.decide(&[comment], Decision::Spam).unwrap();
        drop(desk);
        self.until_settled(&deaths(dice, 24));

        self.network
            .note("the writer changes the text and publishes again");
        let desk = self.desk();
        let mut troubles = still_open(&desk);
        desk.rewrite(post, &self.word, &self.body(2));
        desk.publish(post, blog);
        drop(desk);
        self.until_settled(&deaths(dice, 4));

        let desk = self.desk();
        troubles.extend(still_open(&desk));
        if desk.integrity() != "ok" {
            troubles.push(Trouble::Wrong(desk.integrity()));
        }
        troubles.extend(self.look(&endpoint, answered, decided));
        troubles
    }

    /// With a picture.
    fn body(&self, nth: usize) -> String {
        let path = self.folder.path().join(format!("{}.jpg", self.word));
        std::fs::write(&path, JPEG).unwrap();
        let path = path.display();
        format!("Texte {nth} de {}.\n\n![La mer](<{path}>)", self.word)
    }

    /// A post with two comments that wait: the one to answer, and the one to decide on.
    fn ground(&self, endpoint: &str) -> (i64, i64, i64) {
        let made = |route: &str, body: &Value| {
            let (status, made) = ask_at(endpoint, &self.secret, "POST", route, body);
            assert!(status < 300, "{route}: {made}");
            made["id"].as_i64().unwrap()
        };
        let post = made(
            "posts",
            &json!({ "title": "Ici on commente", "status": "publish" }),
        );
        let comment = |n: u8| {
            let content = format!("Bravo {n}, {} !", self.word);
            made(
                "comments",
                &json!({
                    "post": post, "content": content, "status": "hold",
                    "author_name": "Zoé", "author_email": "zoe@example.test",
                }),
            )
        };
        (post, comment(1), comment(2))
    }

    /// Starts children, of which the first ones die, until one is done.
    fn until_settled(&mut self, deaths: &[Death]) {
        for death in deaths {
            self.network
                .note(&format!("a child that is to die: {death:?}"));
            let died = self.child(Some(*death));
            self.killed += usize::from(died);
        }
        self.network.note("a child that lives");
        assert!(!self.child(None), "a child that nobody killed died");
    }

    /// Whether the child died of it.
    fn child(&mut self, death: Option<Death>) -> bool {
        self.started += 3600;
        let mut told = vec![
            (
                "BILLET_CHILD_LIBRARY",
                self.folder.path().display().to_string(),
            ),
            ("BILLET_CHILD_PASSWORD", self.secret.clone()),
            ("BILLET_CHILD_BEGINS", self.started.to_string()),
        ];
        if let Some(Death::AfterCommit(commits)) = death {
            told.push(("BILLET_CHILD_COMMITS", commits.to_string()));
        }
        let order = Order {
            work: "sending::a_child_settles",
            told: &told,
        };
        let child = Arc::new(Mutex::new(None::<Child>));
        if let Some(Death::AtRequest(moment)) = death {
            self.network.watch(killer(Arc::clone(&child), moment));
        }
        // Held until the child is there: its first request may be quicker.
        let mut place = child.lock().unwrap();
        *place = Some(order.start());
        drop(place);
        if let Some(Death::After(millis)) = death {
            std::thread::sleep(Duration::from_millis(millis));
            let _ = child.lock().unwrap().as_mut().unwrap().kill();
        }
        let died = loop {
            let ended = child.lock().unwrap().as_mut().unwrap().try_wait().unwrap();
            match ended {
                Some(status) => break !status.success(),
                None => std::thread::sleep(Duration::from_millis(2)),
            }
        };
        self.network.stop_watching();
        self.network.quiet();
        died
    }

    /// Asks the blog what came of it.
    fn look(&self, endpoint: &str, answered: i64, decided: i64) -> Vec<Trouble> {
        let ask = |route: &str| ask_at(endpoint, &self.secret, "GET", route, &Value::Null).1;
        let mut troubles = Vec::new();
        let route = format!("posts?context=edit&status=any&search={}", self.word);
        let found = ask(&route);
        let found = found.as_array().unwrap();
        match found.as_slice() {
            [] => troubles.push(Trouble::Lost("there is no post".into())),
            [post] => {
                let content = post["content"]["raw"].as_str().unwrap();
                if !content.contains(&format!("Texte 2 de {}", self.word)) {
                    troubles.push(Trouble::Lost(format!(
                        "the second text; there is {content}"
                    )));
                }
                if post["status"] != "publish" {
                    troubles.push(Trouble::Wrong(format!("it stands as {}", post["status"])));
                }
            }
            more => troubles.push(Trouble::Duplicate(format!("{} posts", more.len()))),
        }
        troubles.extend(self.look_at_picture(&ask, found.first()));
        let route = format!("comments?context=edit&status=all&parent={answered}");
        match ask(&route).as_array().unwrap().len() {
            0 => troubles.push(Trouble::Lost("there is no reply".into())),
            1 => {}
            more => troubles.push(Trouble::Duplicate(format!("{more} replies"))),
        }
        for (id, wanted) in [(answered, "approved"), (decided, "spam")] {
            let comment = ask(&format!("comments/{id}?context=edit"));
            if comment["status"] != wanted {
                let stands = &comment["status"];
                troubles.push(Trouble::Wrong(format!("{stands} instead of {wanted}")));
            }
        }
        troubles
    }
}

impl Scene {
    /// The picture is on the blog once, and the post shows it.
    fn look_at_picture(&self, ask: &dyn Fn(&str) -> Value, post: Option<&Value>) -> Vec<Trouble> {
        let media = ask(&format!("media?context=edit&search={}", self.word));
        let media = media.as_array().unwrap();
        let [one] = media.as_slice() else {
            return vec![match media.len() {
                0 => Trouble::Lost("there is no picture".into()),
                more => Trouble::Duplicate(format!("{more} pictures")),
            }];
        };
        let address = one["source_url"].as_str().unwrap();
        let content = post.map_or("", |post| post["content"]["raw"].as_str().unwrap());
        if content.matches(&format!("src=\"{address}\"")).count() == 1 {
            return Vec::new();
        }
        vec![Trouble::Lost(format!("{address} in the post: {content}"))]
    }
}

/// Kills the child at the so-manieth moment of its requests, and ends that connection.
fn killer(
    child: Arc<Mutex<Option<Child>>>,
    moment: usize,
) -> impl FnMut(usize, Moment) -> bool + Send {
    let seen = AtomicUsize::new(0);
    move |_, _| {
        if seen.fetch_add(1, Ordering::SeqCst) != moment {
            return false;
        }
        let mut child = child.lock().unwrap();
        let child = child.as_mut().unwrap();
        let _ = child.kill();
        let _ = child.wait();
        true
    }
}

fn still_open(desk: &Desk) -> Vec<Trouble> {
    let open = desk.open_jobs().into_iter();
    open.map(|row| Trouble::Wrong(format!("still open: {:?}", row.job)))
        .collect()
}

#[test]
#[ignore = "the work of the children of the tests above"]
fn a_child_settles() {
    let (Some(library), Some(secret), Some(begins)) = (
        told("BILLET_CHILD_LIBRARY"),
        told("BILLET_CHILD_PASSWORD"),
        told("BILLET_CHILD_BEGINS"),
    ) else {
        return;
    };
    let desk = Desk::open(
        Path::new(&library),
        &secret,
        begins.parse().unwrap(),
        PATIENT,
    );
    if let Some(commits) = told("BILLET_CHILD_COMMITS") {
        let mut left: usize = commits.parse().unwrap();
        let library = Arc::clone(desk.office.library());
        let mut known = library.change_count().unwrap();
        std::thread::spawn(move || {
            while left > 0 {
                let now = library.change_count().unwrap();
                left -= usize::from(now != known);
                known = now;
            }
            // As sudden as SIGKILL: nothing is unwound or closed.
            std::process::abort();
        });
    }
    desk.settle(None);
}
