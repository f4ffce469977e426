//! What was found wrong, and how many runs found nothing: the line that `make torture` adds up.

use std::fmt;

/// A broken promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Something is there twice.
    Duplicate(String),
    /// Something is not there, or not in its last form.
    Lost(String),
    /// Somebody else's work is gone.
    Overwritten(String),
    /// Anything else that is not as it should be.
    Wrong(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Duplicate(what) => write!(f, "DUPLICATE: {what}"),
            Self::Lost(what) => write!(f, "LOST: {what}"),
            Self::Overwritten(what) => write!(f, "OVERWRITTEN: {what}"),
            Self::Wrong(what) => write!(f, "WRONG: {what}"),
        }
    }
}

/// Runs of one proof, added up.
#[derive(Debug, Default)]
pub struct Tally {
    runs: usize,
    duplicates: usize,
    lost: usize,
    overwritten: usize,
    wrong: usize,
    stories: Vec<String>,
}

impl Tally {
    /// One more run, with what was found and the story to tell if that is anything.
    pub fn add(&mut self, troubles: &[Trouble], story: impl FnOnce() -> String) {
        self.runs += 1;
        let kinds = |kind: fn(&Trouble) -> bool| usize::from(troubles.iter().any(kind));
        self.duplicates += kinds(|t| matches!(t, Trouble::Duplicate(_)));
        self.lost += kinds(|t| matches!(t, Trouble::Lost(_)));
        self.overwritten += kinds(|t| matches!(t, Trouble::Overwritten(_)));
        self.wrong += kinds(|t| matches!(t, Trouble::Wrong(_)));
        if !troubles.is_empty() {
            let found: Vec<String> = troubles.iter().map(|t| format!("  {t}\n")).collect();
            self.stories
                .push(format!("{}\n{}", story(), found.concat()));
        }
    }

    pub fn runs(&self) -> usize {
        self.runs
    }

    /// Prints the line, and fails with the stories if there are any. `again` says how to run it so
    /// once more.
    pub fn close(self, what: &str, again: &str) {
        println!(
            "{what}: runs {} duplicates {} lost {} overwritten {} wrong {}",
            self.runs, self.duplicates, self.lost, self.overwritten, self.wrong
        );
        let few = self.stories.iter().take(12).cloned().collect::<Vec<_>>();
        assert!(
            self.stories.is_empty(),
            "{what}: {} of {} runs broke a promise; again with {again}. The first:\n\n{}",
            self.stories.len(),
            self.runs,
            few.join("\n")
        );
    }
}
