//! A history as it is lived, and the small model of what has to come of it.

mod comparison;

use std::collections::HashSet;

use billet_core::{
    Cause, CommentId, CommentStatus, Decision, JobKind, JobState, PostId, PublicationId,
};
use billet_store::comments;
use billet_store::outbox::JobRow;

use crate::step::Step;
use crate::support::desk::{Address, Desk, PATIENT, now};
use crate::support::proxy::{Plan, Proxy};
use crate::support::scripted::{Post, Scripted};
use crate::support::verdict::Trouble;

const SITE: &str = "b";
const DECISIONS: [Decision; 3] = [Decision::Approve, Decision::Spam, Decision::Trash];

/// A post, as the writer knows it.
struct Written {
    id: PostId,
    publication: PublicationId,
    title: String,
    /// The text that was last asked to be there.
    wanted: String,
    /// A job about it was taken away since: it need not be there.
    cancelled: bool,
}

/// A reader's comment, as the moderator knows it.
struct Read {
    id: CommentId,
    remote: i64,
    /// What was last decided here.
    decided: Option<CommentStatus>,
    /// What somebody last decided there.
    there: Option<String>,
    /// Where the moderator ever saw it stand when deciding, and where they put it.
    seen: HashSet<&'static str>,
    cancelled: bool,
}

/// An answer of the writer's.
struct Answered {
    id: CommentId,
    words: String,
    cancelled: bool,
}

pub struct Life {
    blogs: Scripted,
    network: Proxy,
    desk: Desk,
    _folder: tempfile::TempDir,
    written: Vec<Written>,
    read: Vec<Read>,
    answered: Vec<Answered>,
    /// Somebody else's texts that the writer saw, and wrote over all the same.
    seen: HashSet<String>,
    number: usize,
    pub troubles: Vec<Trouble>,
    pub story: Vec<String>,
}

impl Life {
    /// Lives a history to its end, and until nothing waits any more.
    pub fn lived(history: &[Step]) -> Self {
        let blogs = Scripted::start();
        let network = Proxy::before(&blogs.host(), Plan::peaceful());
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(folder.path(), "", now(), PATIENT);
        desk.connect(&Address {
            endpoint: format!("{}/{SITE}/wp-json/", network.url()),
            user: "zoé".into(),
            secret: "secret".into(),
        });
        let mut life = Self {
            blogs,
            network,
            desk,
            _folder: folder,
            written: Vec::new(),
            read: Vec::new(),
            answered: Vec::new(),
            seen: HashSet::new(),
            number: 0,
            troubles: Vec::new(),
            story: Vec::new(),
        };
        for step in history {
            life.network.note(&format!("{step:?}"));
            life.take(step);
            life.network.quiet();
            life.network.forget_plans();
        }
        life.network.note("all is well from here on");
        life.desk.settle(Some(&life.network));
        life.compare();
        life.story = life.network.story();
        life
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Write => self.write(),
            Step::Rewrite(n) => self.rewrite(*n, true),
            Step::Save(n) => self.rewrite(*n, false),
            Step::EditThere(n) => self.edit_there(*n),
            Step::SendAnyway(n) => self.send_anyway(*n),
            Step::CommentArrives => self.comment_arrives(),
            Step::Decide(n, how) => self.decide(*n, DECISIONS[how % DECISIONS.len()]),
            Step::DecideThere(n, how) => self.decide_there(*n, *how),
            Step::Reply(n) => self.reply(*n),
            Step::Cancel(n) => self.cancel(*n),
            Step::Send => self.desk.send(),
            Step::SendWith(faults) => {
                let from = self.network.seen();
                let faults: Vec<_> = faults.iter().map(|(nth, f)| (from + nth, *f)).collect();
                self.network.plan(&faults);
                self.desk.send();
            }
            Step::Crash(nth) => self.desk.send_and_end_at(&self.network, *nth),
            Step::Wait => {
                self.desk.wait_for_due();
            }
        }
    }

    fn new_text(&mut self, whose: &str) -> String {
        self.number += 1;
        format!("{whose} {}", self.number)
    }

    fn write(&mut self) {
        let title = self.new_text("Billet");
        let wanted = self.new_text("texte");
        let blog = self.desk.only_blog();
        let id = self.desk.draft(&title, &wanted);
        self.written.push(Written {
            publication: self.desk.publish(id, blog),
            id,
            title,
            wanted,
            cancelled: false,
        });
    }

    fn rewrite(&mut self, nth: usize, publish: bool) {
        let text = self.new_text("texte");
        let blog = self.desk.only_blog();
        let Some(post) = pick(&mut self.written, nth) else {
            return;
        };
        self.desk.rewrite(post.id, &post.title, &text);
        if publish {
            post.publication = self.desk.publish(post.id, blog);
            post.wanted = text;
            post.cancelled = false;
        }
    }

    fn edit_there(&mut self, nth: usize) {
        let text = format!("<p>{}</p>", self.new_text("d’une autre main"));
        self.blogs.with(SITE, |site| {
            if let Some(post) = pick(&mut site.posts, nth) {
                post.write(&text);
            }
        });
    }

    fn send_anyway(&mut self, nth: usize) {
        let refused = |row: &JobRow| changed_elsewhere(&row.job.state);
        let mut jobs: Vec<_> = self.desk.open_jobs().into_iter().filter(refused).collect();
        let Some(row) = pick(&mut jobs, nth) else {
            return;
        };
        let shown = |post: &&Post| post.title == row.about;
        let there = self.blogs.with(SITE, |site| {
            site.posts
                .iter()
                .find(shown)
                .map(|post| post.content.clone())
        });
        self.seen.extend(there);
        self.desk.send_anyway(row.job.id);
    }

    fn comment_arrives(&mut self) {
        let blog = self.desk.only_blog();
        let remote = self.blogs.with(SITE, |site| site.comment_arrives());
        self.read.push(Read {
            id: self.desk.comment(blog, remote, 7),
            remote,
            decided: None,
            there: None,
            seen: HashSet::new(),
            cancelled: false,
        });
    }

    fn decide(&mut self, nth: usize, decision: Decision) {
        if let Some(comment) = pick(&mut self.read, nth) {
            comment.look(&self.desk);
            comment.seen.insert(word(decision.leads_to()));
            self.desk.office.decide(&[comment.id], decision).unwrap();
            comment.decided = Some(decision.leads_to());
            comment.cancelled = false;
        }
    }

    fn decide_there(&mut self, nth: usize, how: usize) {
        if let Some(comment) = pick(&mut self.read, nth) {
            let word = ["approved", "spam", "trash"][how % 3];
            self.blogs.with(SITE, |site| {
                let there = site.comments.iter_mut().find(|c| c.id == comment.remote);
                word.clone_into(&mut there.unwrap().status);
            });
            comment.there = Some(word.to_owned());
        }
    }

    fn reply(&mut self, nth: usize) {
        let words = self.new_text("réponse");
        let Some(comment) = pick(&mut self.read, nth) else {
            return;
        };
        comment.look(&self.desk);
        let Ok(id) = self.desk.office.reply(comment.id, &format!("{words}.")) else {
            return;
        };
        let stands = self
            .desk
            .read(|conn| comments::get(conn, comment.id))
            .status;
        comment.decided = Some(stands);
        self.answered.push(Answered {
            id,
            words,
            cancelled: false,
        });
    }

    fn cancel(&mut self, nth: usize) {
        let mut jobs = self.desk.open_jobs();
        let Some(row) = pick(&mut jobs, nth) else {
            return;
        };
        if self.desk.office.cancel_job(row.job.id).is_err() {
            return;
        }
        match row.job.kind {
            JobKind::Publish { publication } | JobKind::Trash { publication, .. } => {
                let about = self
                    .written
                    .iter_mut()
                    .find(|p| p.publication == publication);
                about.unwrap().cancelled = true;
            }
            JobKind::Decide { comment, .. } => {
                self.read
                    .iter_mut()
                    .find(|c| c.id == comment)
                    .unwrap()
                    .cancelled = true;
            }
            JobKind::Reply { reply } => {
                self.answered
                    .iter_mut()
                    .find(|a| a.id == reply)
                    .unwrap()
                    .cancelled = true;
            }
            JobKind::EditComment { .. } | JobKind::Upload { .. } => {
                unreachable!("nothing in these histories asks for it")
            }
        }
    }
}

impl Read {
    /// What the desk shows the moderator this moment.
    fn look(&mut self, desk: &Desk) {
        let shown = desk.read(|conn| comments::get(conn, self.id));
        self.seen
            .extend([word(shown.status), word(shown.remote_status)]);
    }
}

/// WordPress's word.
fn word(status: CommentStatus) -> &'static str {
    match status {
        CommentStatus::Pending => "hold",
        CommentStatus::Approved => "approved",
        CommentStatus::Spam => "spam",
        CommentStatus::Trash => "trash",
    }
}

fn changed_elsewhere(state: &JobState) -> bool {
    matches!(
        state,
        JobState::Failed {
            cause: Cause::ChangedElsewhere
        }
    )
}

fn pick<T>(of: &mut [T], nth: usize) -> Option<&mut T> {
    let len = of.len().max(1);
    of.get_mut(nth % len)
}
