//! Runs what Billet is compared with: bench/peers, on node, in the same run.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// How long a peer takes for a text, the median of some turns in one warm process.
pub fn time_of(task: &str, text: &str, turns: usize) -> Duration {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../bench/peers");
    assert!(
        here.join("node_modules").exists(),
        "the peers are missing: `scripts/setup.sh bench` installs them"
    );
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("peers-{task}.txt"));
    std::fs::write(&file, text).unwrap();
    let output = Command::new("node")
        .args(["peers.mjs", task])
        .arg(&file)
        .arg(turns.to_string())
        .current_dir(here)
        .stderr(Stdio::inherit())
        .output()
        .expect("node is needed for the peers");
    assert!(output.status.success(), "the peer failed");
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let milliseconds = answer.get("milliseconds").and_then(|m| m.as_f64());
    Duration::from_secs_f64(milliseconds.expect("peers.mjs says how long it took") / 1_000.0)
}
