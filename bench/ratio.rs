//! Measures two things in turns and says how many times the time of the one the other takes.
//!
//! A machine that does other things, too, is slower in one second than in the next. Criterion
//! measures one benchmark after the other, so the ratio of two of them says as much about the
//! machine as about the code. Here each of criterion's iterations runs *both*, one right after the
//! other and the first of them in turns; the ratio is taken within each pair, and the figure is the median
//! of all pairs: what slows the machine down slows both of a pair, and a pair that was torn apart by another
//! process is far from the median. What criterion prints and keeps is the first one's time.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use criterion::Criterion;

/// What was measured.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    /// The median of the one.
    pub it: Duration,
    /// The median of the other.
    pub floor: Duration,
    /// The median of it/floor, pair by pair.
    pub ratio: f64,
}

/// Measures `it` and `floor` in turns; `None` if the command line leaves this name out.
pub fn compare(
    criterion: &mut Criterion,
    name: &str,
    it: impl FnMut(),
    floor: impl FnMut(),
) -> Option<Figures> {
    compare_after(criterion, name, || (), it, floor)
}

/// As [`compare`]; before each pair runs `prepare`, which is not measured.
pub fn compare_after(
    criterion: &mut Criterion,
    name: &str,
    mut prepare: impl FnMut(),
    mut it: impl FnMut(),
    mut floor: impl FnMut(),
) -> Option<Figures> {
    let (mut it, mut floor) = (|| timed(&mut it), || timed(&mut floor));
    let pairs = RefCell::new(Vec::new());
    criterion.bench_function(name, |bencher| {
        bencher.iter_custom(|iterations| {
            let mut total = Duration::ZERO;
            for turn in 0..iterations {
                prepare();
                let pair = if turn % 2 == 0 {
                    let first = it();
                    (first, floor())
                } else {
                    let first = floor();
                    (it(), first)
                };
                total += pair.0;
                pairs.borrow_mut().push(pair);
            }
            total
        });
    });
    let mut pairs = pairs.into_inner();
    // The first ones warmed up, whatever criterion did with them.
    pairs.drain(..pairs.len() / 10);
    let ratios = pairs
        .iter()
        .map(|(it, floor)| it.as_secs_f64() / floor.as_secs_f64());
    Some(Figures {
        it: Duration::from_secs_f64(median(pairs.iter().map(|(it, _)| it.as_secs_f64()))?),
        floor: Duration::from_secs_f64(median(pairs.iter().map(|(_, floor)| floor.as_secs_f64()))?),
        ratio: median(ratios)?,
    })
}

fn timed(work: &mut impl FnMut()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// The table printed at the end.
#[derive(Default)]
pub struct Table {
    rows: Vec<[String; 5]>,
}

impl Table {
    /// Adds a row: `figure` as it is to be read, the goal, and whether it was met.
    pub fn row(&mut self, what: &str, against: &str, figure: String, goal: &str, met: bool) {
        let met = if met { "yes" } else { "NO" };
        let [what, against, goal, met] = [what, against, goal, met].map(str::to_owned);
        self.rows.push([what, against, figure, goal, met]);
    }

    /// Adds a row whose goal is a greatest ratio.
    pub fn at_most(&mut self, what: &str, against: &str, figures: Option<Figures>, limit: f64) {
        if let Some(Figures { it, floor, ratio }) = figures {
            let figure = format!("{ratio:.2}× ({} to {})", short(it), short(floor));
            let goal = format!("≤ {limit}×");
            self.row(what, against, figure, &goal, ratio <= limit);
        }
    }

    /// Adds a row whose goal is to be so many times as fast as something that was timed elsewhere.
    pub fn faster(&mut self, what: &str, peer: &str, it: Duration, theirs: Duration, goal: f64) {
        let ratio = theirs.as_secs_f64() / it.as_secs_f64();
        let figure = format!("{ratio:.1}× faster ({} to {})", short(it), short(theirs));
        self.row(
            what,
            peer,
            figure,
            &format!("≥ {goal}× faster"),
            ratio >= goal,
        );
    }

    /// Prints the table, if there is anything in it.
    pub fn print(&self) {
        if self.rows.is_empty() {
            return;
        }
        let head = ["what", "against", "ratio", "goal", "met"].map(str::to_owned);
        let lines = || std::iter::once(&head).chain(&self.rows);
        let width = |column: usize| {
            lines()
                .filter_map(|line| line.get(column))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..head.len()).map(width).collect();
        println!();
        for (at, line) in lines().enumerate() {
            let cells: Vec<String> = line
                .iter()
                .zip(&widths)
                .map(|(cell, &width)| format!("{cell:width$}"))
                .collect();
            println!("| {} |", cells.join(" | "));
            if at == 0 {
                let rules: Vec<String> = widths.iter().map(|&width| "-".repeat(width)).collect();
                println!("| {} |", rules.join(" | "));
            }
        }
    }
}

/// A time as people read it.
pub fn short(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    if micros < 1_000.0 {
        format!("{micros:.0} µs")
    } else {
        format!("{:.2} ms", micros / 1_000.0)
    }
}
