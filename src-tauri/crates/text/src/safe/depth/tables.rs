//! Tables are made of rows, and rows of cells.

use super::Balance;

impl Balance<'_> {
    /// Whether the place is inside a table but in none of its cells, where only rows may stand.
    pub(super) fn in_table_frame(&self) -> bool {
        self.open
            .last()
            .is_some_and(|open| is_table_part(open) && !is_cell(open))
            || self.open.last() == Some(&"table")
    }

    pub(super) fn open_cell(&mut self) {
        if self.open_table_part("td") {
            self.write_plain("td");
        }
    }

    /// Makes the place fit for a part of a table; `false` if there is no table.
    pub(super) fn open_table_part(&mut self, name: &str) -> bool {
        let Some(table) = self.open.iter().rposition(|open| *open == "table") else {
            return false;
        };
        let innermost = |wanted: &[&str]| {
            self.open
                .iter()
                .rposition(|open| wanted.contains(open))
                .filter(|at| *at > table)
        };
        let parent = match name {
            "td" | "th" => innermost(&["tr"]).or_else(|| innermost(&["thead", "tbody", "tfoot"])),
            "tr" => innermost(&["thead", "tbody", "tfoot"]),
            "col" => innermost(&["colgroup"]),
            _ => None,
        };
        self.close_to(parent.unwrap_or(table) + 1);
        if matches!(name, "td" | "th") && self.open.last() != Some(&"tr") {
            self.write_plain("tr");
        }
        true
    }
}

pub(super) fn is_cell(name: &str) -> bool {
    matches!(name, "td" | "th" | "caption")
}

pub(super) fn is_table_part(name: &str) -> bool {
    matches!(
        name,
        "caption" | "col" | "colgroup" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr"
    )
}
