//! Applies the rules to a run until nothing changes any more.

use super::edits::Edit;
use super::glyphs::Run;
use super::{Language, dashes, numbers, ordinals, quotes, shield, spaces};

/// How often a run is gone over. What one pass changes may be what another one waits for; in prose
/// the second pass finds nothing.
const PASSES: usize = 6;

/// Adds the corrections of a run, in the order of the text. A run that would never be at rest has
/// none.
pub(super) fn correct(run: &Run, language: Language, edits: &mut Vec<Edit>) {
    let mut now = run.clone();
    for _ in 0..PASSES {
        pass(&mut now, language);
        if !now.take_changed() {
            now.edits_from(run, edits);
            return;
        }
    }
}

fn pass(run: &mut Run, language: Language) {
    shield::shield(run);
    dashes::ellipses(run);
    dashes::dashes(run, language);
    quotes::double_quotes(run, language);
    quotes::single_quotes(run, language);
    if language == Language::French {
        ordinals::ordinals(run);
        numbers::thousands(run);
        spaces::spaces(run);
    }
}
