//! What the targets in `fuzz/` need beyond the API. Built by cargo-fuzz alone, which sets
//! `cfg(fuzzing)`.

use crate::safe::{self, Policy};

/// A policy, to be applied to HTML that should not change under it.
#[derive(Clone, Copy, Debug)]
pub struct Check(fn() -> &'static Policy);

/// What a post may contain.
pub const POST: Check = Check(|| &safe::POST);
/// What is shown of a comment.
pub const COMMENT: Check = Check(|| &safe::COMMENT);
/// What a reply may contain.
pub const REPLY: Check = Check(|| &safe::REPLY);

impl Check {
    /// Any HTML made safe.
    pub fn sanitized(self, html: &str) -> String {
        safe::sanitize((self.0)(), html)
    }

    /// Safe HTML read and written once more, as a browser does, without the balancing before.
    pub fn reparsed(self, html: &str) -> String {
        safe::reparsed((self.0)(), html)
    }
}
