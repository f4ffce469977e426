//! A second process: this very test binary again, running one of its ignored tests, which does the
//! work that the proof watches, and that may be killed.

use std::process::{Child, Command, Stdio};

/// What a child is told, as environment variables.
pub struct Order<'a> {
    /// The ignored test that does the work.
    pub work: &'a str,
    pub told: &'a [(&'a str, String)],
}

impl Order<'_> {
    /// Starts the child; its standard output can be read.
    pub fn start(&self) -> Child {
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", self.work, "--ignored", "--nocapture"])
            .envs(self.told.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }
}

/// What this process was told, if it is a child; `None` when somebody runs the ignored test by hand.
pub fn told(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
