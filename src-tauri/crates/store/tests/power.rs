//! The power goes between any two writes of a writer's hour: nothing that was said to be saved is
//! lost, and the library is whole.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

mod story;

use billet_store::{FILE, Library};
use billet_testdisk::{Dice, Disk, Step, Survives, after_power_loss, install};
use story::{STORY, Told, at, backup, beginning, folder, lay_out, opened, states};

/// What the disk saw of the whole story.
fn recorded() -> Vec<Step> {
    let folder = folder();
    lay_out(folder.path(), &beginning());
    let disk = Disk::watch(folder.path(), None);
    let mut told = Told::default();
    for (n, scene) in STORY.iter().enumerate() {
        told.play(folder.path(), *scene).unwrap();
        disk.said(n + 1);
    }
    disk.steps()
}

/// The story until the power goes before step `cut`.
struct Cut<'a> {
    steps: &'a [Step],
    states: &'a [String],
}

impl Cut<'_> {
    /// Whether the library is whole, and whether all is there that was said to be.
    fn check(&self, survives: Survives, seed: u64) -> (bool, bool) {
        let mut dice = Dice(seed);
        let mut files = after_power_loss(&beginning(), self.steps, survives, &mut dice);
        // A backup that has no name yet is nobody's.
        files.retain(|name, _| name.starts_with(FILE));
        let folder = folder();
        lay_out(folder.path(), &files);
        let (state, checked) = opened(folder.path());
        let said = self.steps.iter().rev().find_map(|step| match step {
            Step::Said(n) => Some(*n),
            _ => None,
        });
        let said = said.unwrap_or(0);
        // What was under way may be there as well, as a whole.
        let later = self.states.get(said + 1);
        let there = state == self.states[said] || later == Some(&state);
        (checked == "ok", there)
    }
}

#[test]
fn power_loss_at_any_write_loses_nothing_that_was_said_to_be_saved() {
    install();
    let states = states();
    let steps = recorded();
    let syncs = steps
        .iter()
        .filter(|s| matches!(s, Step::Sync { .. }))
        .count();
    assert!(steps.len() > 200 && syncs > 25, "{} {syncs}", steps.len());
    // Every third place with each of the three fates; all of them, and more dice, when tortured.
    let torture: Option<u64> = std::env::var("BILLET_TORTURE_RUNS")
        .ok()
        .map(|n| n.parse().unwrap());
    let places = u64::try_from(steps.len()).unwrap() + 1;
    let seeds = torture.map_or(1, |runs| runs / places + 1);
    let stride = if torture.is_some() { 1 } else { 3 };
    let (mut runs, mut lost, mut wrong) = (0, 0, 0);
    for seed in 0..seeds {
        for place in (usize::try_from(seed).unwrap() % stride..=steps.len()).step_by(stride) {
            let cut = Cut {
                steps: &steps[..place],
                states: &states,
            };
            for survives in [Survives::Nothing, Survives::Everything, Survives::Some] {
                if seed > 0 && survives != Survives::Some {
                    continue;
                }
                let place_seed = seed * places + u64::try_from(place).unwrap();
                let (whole, there) = cut.check(survives, place_seed);
                runs += 1;
                lost += usize::from(!there);
                wrong += usize::from(!whole);
                if !whole || !there {
                    eprintln!(
                        "power: step {place}, {survives:?}, seed {place_seed}: {whole} {there}"
                    );
                }
            }
        }
    }
    println!("power: runs {runs} lost {lost} wrong {wrong}");
    assert_eq!((lost, wrong), (0, 0));
}

#[test]
fn a_backup_that_has_its_name_is_on_the_disk() {
    install();
    let there = folder();
    lay_out(there.path(), &beginning());
    let disk = Disk::watch(there.path(), None);
    let library = Library::open(there.path(), at(0)).unwrap();
    library
        .back_up(&there.path().join(backup(1)), &mut |_| ())
        .unwrap();
    let copied = std::fs::read(there.path().join(backup(1))).unwrap();
    let files = after_power_loss(&beginning(), &disk.steps(), Survives::Nothing, &mut Dice(0));
    let part: Vec<_> = files
        .iter()
        .filter(|(name, _)| name.contains(".billet-backup"))
        .collect();
    assert!(
        part.iter().any(|(_, bytes)| **bytes == copied),
        "{:?}",
        files.keys()
    );
}
