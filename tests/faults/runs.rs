//! Which fault meets which request of which story, and the runs side by side.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use crate::stories::Story;
use crate::support::desk::PATIENT;
use crate::support::fault::{self, Fault};
use crate::support::http::Framing;
use crate::support::proxy::{Plan, Proxy};
use crate::support::seed::{Dice, seed};
use crate::support::verdict::{Tally, Trouble};
use crate::support::wordpress;

/// As many as the test blog has workers.
const SIDE_BY_SIDE: usize = 4;
/// The time-out of a run in which an answer does not come in time.
const IMPATIENT: Duration = Duration::from_secs(2);
/// How many kinds of fault each request meets in `make test`: two hundred runs and more.
const A_FEW: usize = 6;
/// At how many places of its head, and of its body, `make torture` cuts an answer.
pub const CUTS: u16 = 10;

/// A story, and what happens in it.
#[derive(Clone, Debug)]
pub struct Run {
    story: Story,
    plan: Plan,
}

/// How many requests a story makes when nothing happens.
pub fn requests_of(story: Story) -> usize {
    static KNOWN: OnceLock<Mutex<HashMap<String, usize>>> = OnceLock::new();
    let known = KNOWN.get_or_init(Mutex::default);
    if let Some(count) = known.lock().unwrap().get(&format!("{story:?}")) {
        return *count;
    }
    let plan = Plan::peaceful();
    let (troubles, story_told, count) = Run { story, plan }.go();
    assert_eq!(troubles, [], "{story:?} without any fault:\n{story_told}");
    known.lock().unwrap().insert(format!("{story:?}"), count);
    count
}

/// A few kinds of fault at each request of each story, other ones at the next request and on
/// another day; every kind at each request of a post with pictures.
pub fn some_kinds() -> Vec<Run> {
    of_each_request(|story, turn| {
        let kinds = fault::kinds(turn);
        if story == Story::Pictures {
            return kinds;
        }
        let some = (0..A_FEW).map(|n| kinds[(turn * A_FEW + n) % kinds.len()]);
        some.collect()
    })
}

/// Every fault at each request of each story.
pub fn every_fault() -> Vec<Run> {
    of_each_request(|_, _| fault::all(CUTS))
}

fn of_each_request(faults: impl Fn(Story, usize) -> Vec<Fault>) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut turn = usize::try_from(seed() % 60).unwrap();
    for story in Story::ALL {
        for nth in 0..requests_of(story) {
            turn += 1;
            for (at, fault) in faults(story, turn).into_iter().enumerate() {
                let framing = Framing::ALL[(turn + at) % Framing::ALL.len()];
                let faults = vec![(nth, fault)];
                let plan = Plan { faults, framing };
                runs.push(Run { story, plan });
            }
        }
    }
    runs
}

/// It is open how an upload ended; then another fault meets the look for it, the upload after that,
/// and what is done with the other picture and the post meanwhile.
pub fn after_an_open_upload(faults: &[Fault]) -> Vec<Run> {
    let story = Story::Pictures;
    let mut runs = Vec::new();
    for (at, second) in faults.iter().enumerate() {
        for later in 1..=requests_of(story) {
            let turn = at + later;
            let ends = [Fault::LoseAnswer, Fault::HangUp, Fault::Fatal, Fault::Page];
            let first = ends[turn % ends.len()];
            let upload = turn / ends.len() % 2;
            let faults = vec![(upload, first), (upload + later, *second)];
            let framing = Framing::ALL[turn % Framing::ALL.len()];
            let plan = Plan { faults, framing };
            runs.push(Run { story, plan });
        }
    }
    runs
}

/// Two faults at requests that come soon after each other, also the looks that the first one leads
/// to.
pub fn pairs(count: usize, seed: u64) -> Vec<Run> {
    let mut dice = Dice::new(seed);
    let mut pair = || {
        let story = *dice.pick(&Story::ALL);
        let first = dice.below(requests_of(story));
        let second = first + 1 + dice.below(4);
        let faults = vec![
            (first, fault::any(&mut dice)),
            (second, fault::any(&mut dice)),
        ];
        let framing = *dice.pick(&Framing::ALL);
        let plan = Plan { faults, framing };
        Run { story, plan }
    };
    (0..count).map(|_| pair()).collect()
}

impl Run {
    /// What was broken, what happened, and how many requests that took.
    fn go(&self) -> (Vec<Trouble>, String, usize) {
        let folder = tempfile::tempdir().unwrap();
        let network = Proxy::before(&wordpress::host(), self.plan.clone());
        let any = |is: fn(Fault) -> bool| self.plan.faults.iter().any(|(_, fault)| is(*fault));
        let patience = if any(Fault::takes_time) {
            IMPATIENT
        } else {
            PATIENT
        };
        let forgiving = any(Fault::asks_the_writer);
        let troubles = self
            .story
            .happens(folder.path(), &network, patience, forgiving);
        let told = format!(
            "{:?}, {:?}\n{}",
            self.story,
            self.plan,
            network.story().join("\n")
        );
        (troubles, told, network.seen())
    }
}

/// Goes through all runs, and fails with the stories of those that broke a promise.
pub fn prove(what: &str, runs: Vec<Run>) {
    let next = AtomicUsize::new(0);
    let tally = Mutex::new(Tally::default());
    std::thread::scope(|scope| {
        for _ in 0..SIDE_BY_SIDE {
            scope.spawn(|| {
                while let Some(run) = runs.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let (troubles, story, _) = run.go();
                    tally.lock().unwrap().add(&troubles, || story);
                }
            });
        }
    });
    let tally = tally.into_inner().unwrap();
    assert_eq!(tally.runs(), runs.len());
    tally.close(what, &format!("BILLET_SEED={}", seed()));
}
