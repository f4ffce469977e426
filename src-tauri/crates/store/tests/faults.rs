//! The disk fails at any call of a writer's hour, once or for good: nothing falls, nothing is said
//! to be saved that is not, and a whole library is not taken for a damaged one.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

mod story;

use std::path::Path;

use billet_store::restore;
use billet_testdisk::{Call, Disk, Fault, install};
use rusqlite::ffi;
use story::{STORY, Scene, Told, at, backup, beginning, folder, lay_out, opened, states};

/// What is tried, and of how many calls of the kind one is.
const FAULTS: [(Call, i32, u64); 15] = [
    (Call::Open, ffi::SQLITE_CANTOPEN, 1),
    (Call::Open, ffi::SQLITE_FULL, 2),
    (Call::Delete, ffi::SQLITE_IOERR_DELETE, 1),
    (Call::Write, ffi::SQLITE_FULL, 3),
    (Call::Write, ffi::SQLITE_IOERR_WRITE, 5),
    (Call::Truncate, ffi::SQLITE_IOERR_TRUNCATE, 1),
    (Call::Sync, ffi::SQLITE_IOERR_FSYNC, 1),
    (Call::Sync, ffi::SQLITE_FULL, 2),
    (Call::Read, ffi::SQLITE_IOERR_READ, 11),
    (Call::Lock, ffi::SQLITE_IOERR_LOCK, 5),
    (Call::Lock, ffi::SQLITE_BUSY, 5),
    (Call::ShmMap, ffi::SQLITE_IOERR_SHMMAP, 1),
    (Call::ShmMap, ffi::SQLITE_IOERR_NOMEM, 2),
    (Call::ShmLock, ffi::SQLITE_BUSY, 7),
    (Call::ShmLock, ffi::SQLITE_IOERR_LOCK, 7),
];

/// Plays the story over a disk that fails so. Returns whether the fault happened, and what is lost.
fn run(fault: Fault, states: &[String]) -> (bool, Result<(), String>) {
    let folder = folder();
    lay_out(folder.path(), &beginning());
    let disk = Disk::watch(folder.path(), Some(fault));
    let mut told = Told::default();
    let mut done = 0;
    for scene in STORY {
        let mut played = told.play(folder.path(), scene);
        if played.is_err() && !fault.for_good {
            // It passed: the same again has to work.
            played = told.play(folder.path(), scene);
            if let Err(error) = &played {
                return (true, Err(format!("{scene:?} failed again: {error:?}")));
            }
        }
        if played.is_err() {
            break;
        }
        done += 1;
    }
    drop(told);
    let hit = disk.hits() > 0;
    drop(disk);
    (hit, whole(folder.path(), fault, done, states))
}

/// What was said to be done is there, and nothing that was said to have failed.
fn whole(folder: &Path, fault: Fault, done: usize, states: &[String]) -> Result<(), String> {
    let (state, checked) = opened(folder);
    if checked != "ok" {
        return Err(checked);
    }
    // Where flushing fails the words may be on the disk although nobody could promise it.
    let unpromised = fault.call == Call::Sync && states.get(done + 1) == Some(&state);
    if state != states[done] && !unpromised {
        return Err(format!("{done} scenes were done"));
    }
    for scene in STORY.iter().take(done) {
        if let Scene::BackUp(n) = scene {
            backup_is_whole(&folder.join(backup(*n)))?;
        }
    }
    // A backup under its name is whole, whether it was said to be made or not.
    for n in [1, 2] {
        let path = folder.join(backup(n));
        if path.exists() {
            backup_is_whole(&path)?;
        }
    }
    Ok(())
}

fn backup_is_whole(path: &Path) -> Result<(), String> {
    let other = folder();
    restore(other.path(), path, at(0)).map_err(|error| format!("backup: {error:?}"))?;
    match opened(other.path()).1.as_str() {
        "ok" => Ok(()),
        wrong => Err(format!("backup: {wrong}")),
    }
}

#[test]
fn faults_at_any_call_leave_what_was_said_to_be_saved_and_no_more() {
    install();
    let states = states();
    let counted = folder();
    lay_out(counted.path(), &beginning());
    let disk = Disk::watch(counted.path(), None);
    let mut told = Told::default();
    for scene in STORY {
        told.play(counted.path(), scene).unwrap();
    }
    let counts = disk.counts();
    drop((told, disk));

    let torture = std::env::var_os("BILLET_TORTURE_RUNS").is_some();
    let (mut runs, mut hits, mut wrong) = (0, 0, 0);
    for (call, code, stride) in FAULTS {
        let stride = if torture { 1 } else { stride };
        let count = counts.get(&call).copied().unwrap_or(0);
        assert!(count > 0, "{call:?} never happens");
        for nth in (0..count).step_by(usize::try_from(stride).unwrap()) {
            // Whoever waits for a lock for good waits five seconds each time.
            let fates = if code == ffi::SQLITE_BUSY {
                &[false][..]
            } else {
                &[false, true][..]
            };
            for for_good in fates {
                let fault = Fault {
                    call,
                    nth,
                    code,
                    for_good: *for_good,
                };
                let (hit, left) = run(fault, &states);
                runs += 1;
                hits += usize::from(hit);
                if let Err(what) = left {
                    wrong += 1;
                    eprintln!("{fault:?}: {what}");
                }
            }
        }
    }
    println!("faults: runs {runs} lost 0 wrong {wrong} ({hits} met)");
    assert!(hits * 10 > runs * 9, "{hits} of {runs} met");
    assert_eq!(wrong, 0);
}
