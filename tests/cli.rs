//! The command `billet`, as it is typed, against a real WordPress. Each test has its own library and
//! its own posts and comments, so that they run beside each other, and again, on one server.
//!
//! `make test` starts the server and sets the variables; `eval "$(tests/servers/wordpress.sh env)"`
//! sets them for a server that is up.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may; clippy only knows so inside `#[test]`"
)]

#[path = "cli/comments.rs"]
mod comments;
#[path = "cli/exchange.rs"]
mod exchange;
#[path = "cli/fetching.rs"]
mod fetching;
#[path = "cli/library.rs"]
mod library;
#[path = "cli/merging.rs"]
mod merging;
#[path = "cli/pictures.rs"]
mod pictures;
#[path = "cli/processes.rs"]
mod processes;
#[path = "cli/publishing.rs"]
mod publishing;
#[path = "cli/refusals.rs"]
mod refusals;
#[path = "cli/review.rs"]
mod review;
#[path = "cli/revisions.rs"]
mod revisions;
#[path = "cli/search.rs"]
mod search;
#[path = "cli/settings.rs"]
mod settings;
#[path = "cli/shapes.rs"]
mod shapes;
#[path = "cli/texts.rs"]
mod texts;
#[path = "support/wordpress.rs"]
mod wordpress;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A terminal with a library of its own, and the password that the environment holds.
struct Terminal {
    folder: TempDir,
    secret: String,
}

impl Terminal {
    fn new(secret: &str) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            secret: secret.to_owned(),
        }
    }

    /// With the test blog connected, as its admin.
    fn connected() -> Self {
        Self::connected_as("admin")
    }

    fn connected_as(user: &str) -> Self {
        let terminal = Self::new(&wordpress::password(user));
        terminal.ok(&["blogs", "add", &wordpress::host(), "--user", user]);
        terminal
    }

    fn library(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_billet"));
        command
            .arg("--library")
            .arg(self.library())
            .args(args)
            .env("BILLET_SECRET", &self.secret)
            .env_remove("BILLET_LIBRARY")
            .env_remove("BILLET_LOG")
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn start(&self, args: &[&str]) -> Child {
        let mut child = self.command(args).spawn().unwrap();
        drop(child.stdin.take());
        child
    }

    fn run(&self, args: &[&str], stdin: &[u8]) -> Output {
        let mut child = self.command(args).spawn().unwrap();
        // A command that does not read its input may be gone already.
        let _ = child.stdin.take().unwrap().write_all(stdin);
        child.wait_with_output().unwrap()
    }

    /// Runs what must go well and quietly; gives standard output.
    fn ok(&self, args: &[&str]) -> String {
        self.ok_with(args, "")
    }

    fn ok_with(&self, args: &[&str], stdin: &str) -> String {
        went_well(args, self.run(args, stdin.as_bytes()))
    }

    /// Runs what must be refused with status 1; gives its one sentence.
    fn refused(&self, args: &[&str]) -> String {
        self.refused_with(args, b"")
    }

    fn refused_with(&self, args: &[&str], stdin: &[u8]) -> String {
        let output = self.run(args, stdin);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{args:?}: {said}");
        let sentence = said.trim_end().strip_prefix("billet: ").unwrap();
        assert!(sentence.ends_with(['.', '”', ')', '!', '?']), "{said}");
        assert!(!sentence.contains(&self.secret), "{said}");
        sentence.to_owned()
    }

    fn json(&self, args: &[&str]) -> Value {
        let mut all = args.to_vec();
        all.push("--json");
        let printed = self.ok(&all);
        serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{error}: {printed}"))
    }

    fn rows(&self, args: &[&str]) -> Vec<Value> {
        self.json(args).as_array().unwrap().clone()
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Publishes a file on the test blog.
    fn publish(&self, file: &Path, more: &[&str]) -> String {
        let host = wordpress::host();
        let mut args = vec!["publish", file.to_str().unwrap(), "--to", &host];
        args.extend(more);
        self.ok(&args)
    }

    /// The one publication of the only post.
    fn publication(&self) -> Value {
        let posts = self.rows(&["posts", "list"]);
        assert_eq!(posts.len(), 1, "{posts:?}");
        let on = posts[0]["publications"].as_array().unwrap();
        assert_eq!(on.len(), 1, "{on:?}");
        on[0].clone()
    }

    fn remote_id(&self) -> String {
        self.publication()["remote_id"].as_str().unwrap().to_owned()
    }

    /// The id here of the comment that the blog calls `remote`.
    fn comment(&self, remote: i64) -> Option<Value> {
        let rows = self.rows(&["comments", "list"]);
        let remote = remote.to_string();
        let found = |row: &Value| row["remote_id"] == *remote;
        rows.into_iter().find(found)
    }

    fn comment_id(&self, remote: i64) -> String {
        self.comment(remote).unwrap()["id"].to_string()
    }

    fn nothing_waits(&self) {
        let open: Vec<Value> = self.rows(&["outbox", "list"]);
        assert!(open.iter().all(|job| job["state"] == "done"), "{open:?}");
    }
}

fn went_well(args: &[&str], output: Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{args:?}: {said}\n{printed}");
    assert_eq!(said, "", "{args:?}");
    printed
}

/// A port of this computer on which nobody listens: it was free a moment ago.
fn closed_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
