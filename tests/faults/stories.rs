//! What a writer does in one run, and what has to be true on the blog afterwards.

use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use billet_core::{Cause, Decision, JobState, PublicationId};
use serde_json::{Value, json};

use crate::support::desk::{Address, Desk, now, public};
use crate::support::proxy::Proxy;
use crate::support::verdict::Trouble;
use crate::support::wordpress;

/// What a writer or moderator does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Story {
    /// A post is published.
    Publish,
    /// A post with two pictures is published.
    Pictures,
    /// A post is published, then changed and published again.
    Update,
    /// A post is changed and published again while it is open how the first time ended.
    Hasty,
    /// A post is published, somebody edits it on the blog, then the writer publishes a change.
    Edited,
    /// A post is published; a change is on its way when somebody edits it on the blog.
    Between,
    /// A waiting comment is answered, which approves it.
    Reply,
    /// As `Reply`, in words that WordPress stores differently from how they were sent.
    LinkedReply,
    /// A waiting comment is marked as spam.
    Spam,
    /// A waiting comment is thrown away.
    Trash,
}

impl Story {
    pub const ALL: [Self; 10] = [
        Self::Publish,
        Self::Pictures,
        Self::Update,
        Self::Hasty,
        Self::Edited,
        Self::Between,
        Self::Reply,
        Self::LinkedReply,
        Self::Spam,
        Self::Trash,
    ];

    /// Lets it happen through `network`, and asks WordPress what came of it. `forgiving`: the writer
    /// may have been asked to try again.
    pub fn happens(
        self,
        folder: &Path,
        network: &Proxy,
        patience: Duration,
        forgiving: bool,
    ) -> Vec<Trouble> {
        let secret = wordpress::password("admin");
        let scene = Scene {
            desk: Desk::open(folder, &secret, now(), patience),
            network,
            word: wordpress::unique(),
            address: Address {
                endpoint: format!("{}/wp-json/", network.url()),
                user: "admin".into(),
                secret,
            },
        };
        let mut troubles = match self {
            Self::Publish => scene.post(false, false),
            Self::Pictures => scene.pictures(folder),
            Self::Update => scene.post(true, false),
            Self::Hasty => scene.post(true, true),
            Self::Edited => scene.edited(false),
            Self::Between => scene.edited(true),
            Self::Reply => scene.reply("Merci, c’est corrigé !"),
            Self::LinkedReply => scene.reply("Merci, [voyez ici](https://example.org/) : corrigé."),
            Self::Spam => scene.decide(Decision::Spam, "spam"),
            Self::Trash => scene.decide(Decision::Trash, "trash"),
        };
        if forgiving {
            troubles.retain(|t| *t != asked(""));
        }
        if network.stranger_was_asked() {
            troubles.push(Trouble::Wrong("a request went to a stranger".into()));
        }
        troubles
    }
}

/// The writer was asked although Billet could have known. All are equal.
fn asked(_: &str) -> Trouble {
    Trouble::Wrong("the writer was asked to try again for nothing".into())
}

/// What a story happens to.
pub struct Scene<'a> {
    pub desk: Desk,
    pub network: &'a Proxy,
    pub word: String,
    pub address: Address,
}

impl Scene<'_> {
    pub fn settle(&self, troubles: &mut Vec<Trouble>) {
        if self.desk.settle(Some(self.network)) > 0 {
            troubles.push(asked(""));
        }
    }

    pub fn nothing_waits(&self, troubles: &mut Vec<Trouble>) {
        for row in self.desk.open_jobs() {
            let (kind, state) = (row.job.kind, row.job.state);
            troubles.push(Trouble::Wrong(format!("still open: {kind:?}, {state:?}")));
        }
    }

    pub fn body(&self, nth: usize) -> String {
        format!("Texte {nth} de {}.", self.word)
    }

    /// The post, if there is one and only one. A draft that nobody asked for counts as a second.
    pub fn only_post(&self, troubles: &mut Vec<Trouble>) -> Option<Value> {
        let mut found = wordpress::posts_with(&self.word);
        if found.len() > 1 {
            let how: Vec<_> = found
                .iter()
                .map(|p| format!("{} {}", p["id"], p["status"]))
                .collect();
            troubles.push(Trouble::Duplicate(format!("posts {}", how.join(", "))));
        }
        if found.is_empty() {
            troubles.push(Trouble::Lost("there is no post".into()));
        }
        found.pop()
    }

    fn post(&self, updated: bool, hasty: bool) -> Vec<Trouble> {
        let mut troubles = Vec::new();
        let blog = self.desk.connect(&self.address);
        let post = self.desk.draft(&self.word, &self.body(1));
        let publication = self.desk.publish(post, blog);
        if hasty {
            self.desk.send();
            self.network.quiet();
        } else {
            self.settle(&mut troubles);
        }
        if updated {
            self.network
                .note("the writer changes the text and publishes again");
            self.desk.rewrite(post, &self.word, &self.body(2));
            self.desk.publish(post, blog);
            self.settle(&mut troubles);
        }
        self.nothing_waits(&mut troubles);
        let last = self.body(if updated { 2 } else { 1 });
        if let Some(there) = self.only_post(&mut troubles) {
            let content = self.as_published(&there, publication, &mut troubles);
            if !content.contains(&last) {
                troubles.push(Trouble::Lost(format!("“{last}”; there is: {content}")));
            }
        }
        troubles
    }

    /// Whether readers see the post under its address, and the library knows what they see; its
    /// text.
    pub fn as_published(
        &self,
        there: &Value,
        publication: PublicationId,
        troubles: &mut Vec<Trouble>,
    ) -> String {
        let content = there["content"]["raw"].as_str().unwrap();
        if there["status"] != "publish" {
            troubles.push(Trouble::Wrong(format!("it stands as {}", there["status"])));
        }
        if there["slug"] != self.word.as_str() {
            troubles.push(Trouble::Wrong(format!("its slug is {}", there["slug"])));
        }
        let here = self.desk.publication(publication);
        let base = here.base.unwrap_or_default().content;
        if here.sent != Some(here.wanted) || base != content || here.target != public() {
            troubles.push(Trouble::Wrong("the library says something else".into()));
        }
        content.to_owned()
    }

    fn edited(&self, between: bool) -> Vec<Trouble> {
        let mut troubles = Vec::new();
        let blog = self.desk.connect(&self.address);
        let post = self.desk.draft(&self.word, &self.body(1));
        self.desk.publish(post, blog);
        self.settle(&mut troubles);
        let Some(there) = self.only_post(&mut troubles) else {
            return troubles;
        };
        let change = || {
            self.desk.rewrite(post, &self.word, &self.body(2));
            self.desk.publish(post, blog);
        };
        let theirs = format!("<p>D’une autre main, {}.</p>", self.word);
        let edit = || {
            self.network.note("somebody edits the post on the blog");
            let route = format!("posts/{}", there["id"]);
            wordpress::admin("POST", &route, &json!({ "content": theirs }));
        };
        if between {
            change();
            self.desk.send();
            self.network.quiet();
            edit();
        } else {
            edit();
            change();
        }
        self.settle(&mut troubles);
        if let Some(there) = self.only_post(&mut troubles) {
            let content = there["content"]["raw"].as_str().unwrap();
            if content != theirs {
                troubles.push(Trouble::Overwritten(format!(
                    "“{theirs}”; there is: {content}"
                )));
            }
        }
        let changed = JobState::Failed {
            cause: Cause::ChangedElsewhere,
        };
        let open = self.desk.open_jobs();
        if !open.iter().all(|row| row.job.state == changed) || (open.is_empty() && !between) {
            troubles.push(Trouble::Wrong(format!(
                "the writer was not asked: {open:?}"
            )));
        }
        troubles
    }

    fn comment(&self) -> (i64, i64) {
        let post = ground();
        let body = json!({
            "post": post, "content": format!("Bravo, {} !", self.word), "status": "hold",
            "author_name": "Zoé", "author_email": "zoe@example.test",
        });
        let made = wordpress::admin("POST", "comments", &body);
        (made["id"].as_i64().unwrap(), post)
    }

    fn reply(&self, words: &str) -> Vec<Trouble> {
        let mut troubles = Vec::new();
        let blog = self.desk.connect(&self.address);
        let (remote, post) = self.comment();
        let comment = self.desk.comment(blog, remote, post);
        self.desk
            .office
            .reply(comment, &format!("{words} {}", self.word))
            .unwrap();
        self.settle(&mut troubles);
        self.nothing_waits(&mut troubles);
        let mut answers = Vec::new();
        for status in ["all", "spam", "trash"] {
            let route =
                format!("comments?post={post}&parent={remote}&status={status}&context=edit");
            let found = wordpress::admin("GET", &route, &Value::Null);
            answers.extend(found.as_array().unwrap().clone());
        }
        match answers.as_slice() {
            [] => troubles.push(Trouble::Lost("there is no reply".into())),
            [one] if one["status"] == "approved" => {}
            [one] => troubles.push(Trouble::Wrong(format!("the reply is {}", one["status"]))),
            more => troubles.push(Trouble::Duplicate(format!("{} replies", more.len()))),
        }
        let stands = wordpress::comment_status(remote);
        if stands != "approved" {
            troubles.push(Trouble::Wrong(format!("the answered comment is {stands}")));
        }
        troubles
    }

    fn decide(&self, decision: Decision, wanted: &str) -> Vec<Trouble> {
        let mut troubles = Vec::new();
        let blog = self.desk.connect(&self.address);
        let (remote, post) = self.comment();
        let comment = self.desk.comment(blog, remote, post);
        self.desk.office.decide(&[comment], decision).unwrap();
        self.settle(&mut troubles);
        self.nothing_waits(&mut troubles);
        let stands = wordpress::comment_status(remote);
        if stands != wanted {
            troubles.push(Trouble::Wrong(format!(
                "decided {wanted}, there it is {stands}"
            )));
        }
        troubles
    }
}

/// The post under which all comments stand.
fn ground() -> i64 {
    static POST: OnceLock<i64> = OnceLock::new();
    *POST.get_or_init(|| wordpress::new_post("Sous ce billet on commente"))
}
