//! Merging two edits of a set of names: tags, or categories. Pure.
//!
//! Sets never clash: what either side added is in, what either side took out is not. The order is
//! the writer's, what the other added comes after it.

/// The names a post stands under: as both began, as the writer has them, as the blog has them.
/// Case and spaces make no other name, as on the blogs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameSides {
    /// What both began with.
    pub base: Vec<String>,
    /// What the writer has.
    pub mine: Vec<String>,
    /// What the blog has now.
    pub theirs: Vec<String>,
}

impl NameSides {
    /// What both sides' edits make, put together.
    #[must_use]
    pub fn merged(&self) -> Vec<String> {
        let stays = |name: &&String| !has(&self.base, name) || has(&self.theirs, name);
        let comes = |name: &&String| !has(&self.base, name) && !has(&self.mine, name);
        let mine = self.mine.iter().filter(stays);
        mine.chain(self.theirs.iter().filter(comes))
            .cloned()
            .collect()
    }

    /// The other side added or took out something that the writer's side does not show.
    #[must_use]
    pub fn changed_by_them(&self) -> bool {
        !same_names(&self.merged(), &self.mine)
    }
}

/// Whether two sets have the same names.
#[must_use]
pub fn same_names(a: &[String], b: &[String]) -> bool {
    a.iter().all(|name| has(b, name)) && b.iter().all(|name| has(a, name))
}

/// Whether this name is among them.
#[must_use]
pub fn has(names: &[String], name: &str) -> bool {
    let wanted = key(name);
    names.iter().any(|one| key(one) == wanted)
}

fn key(name: &str) -> String {
    let words: Vec<_> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(words: &str) -> Vec<String> {
        words.split_whitespace().map(str::to_owned).collect()
    }

    fn sides(base: &str, mine: &str, theirs: &str) -> NameSides {
        NameSides {
            base: names(base),
            mine: names(mine),
            theirs: names(theirs),
        }
    }

    #[test]
    fn what_either_added_is_in_and_what_either_took_out_is_not() {
        let both = sides("mer nuit vent", "mer nuit phare", "mer vent port");
        assert_eq!(both.merged(), names("mer phare port"));
        assert!(both.changed_by_them());
    }

    #[test]
    fn the_same_edit_on_both_sides_is_made_once() {
        let both = sides("mer", "mer Phare", "phare MER");
        assert_eq!(both.merged(), names("mer Phare"));
        assert!(!both.changed_by_them());
        assert_eq!(sides("mer", "", "").merged(), names(""));
    }

    #[test]
    fn an_untouched_side_gives_way() {
        assert_eq!(sides("a b", "a b", "b c").merged(), names("b c"));
        assert_eq!(sides("a b", "c", "a b").merged(), names("c"));
    }
}
