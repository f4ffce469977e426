//! Puts together what only makes sense together: raw HTML that opens in one piece of a post and
//! closes in a later one, as [`render`](crate::render) does, and block markup written in Markdown.

use super::delimiters::delimiters;
use super::pieces::Top;
use crate::delimiter::Role;
use crate::safe::{Balance, Policy, balanced};

/// Pieces that are read together until everything in them is closed.
struct Group<'p> {
    tops: Vec<Top>,
    balance: Balance<'p>,
    /// The last piece that a comment of this group belongs to.
    until: usize,
}

/// The pieces of a post, each complete on its own. Several that were put together are HTML.
pub(super) fn grouped(policy: &Policy, html: &str, tops: Vec<Top>) -> Vec<Top> {
    let reach = reach(html, &tops);
    let mut whole = Vec::with_capacity(tops.len());
    let mut open: Option<Group<'_>> = None;
    for (at, (top, until)) in tops.into_iter().zip(reach).enumerate() {
        if open.is_none() && !top.is_raw {
            whole.push(top);
            continue;
        }
        let mut group = open.take().unwrap_or_else(|| Group {
            tops: Vec::new(),
            balance: Balance::new(policy),
            until,
        });
        let of_top = html.get(top.html.clone()).unwrap_or("");
        if top.is_island() {
            // What it opens, it closes itself.
            group.balance.feed(&balanced(policy, of_top));
        } else {
            group.balance.feed(of_top);
        }
        group.until = group.until.max(until);
        group.tops.push(top);
        if group.balance.is_closed() && group.until <= at {
            whole.extend(Top::one(group.tops));
        } else {
            open = Some(group);
        }
    }
    whole.extend(open.and_then(|group| Top::one(group.tops)));
    whole
}

/// For each piece, the last piece in which a block's comment that stands in it has its end; its own
/// number if there is none. Comments that do not nest reach nowhere.
fn reach(html: &str, tops: &[Top]) -> Vec<usize> {
    let mut reach: Vec<usize> = (0..tops.len()).collect();
    let mut open: Vec<(&str, usize)> = Vec::new();
    for (at, top) in tops.iter().enumerate().filter(|(_, top)| top.is_html_block) {
        for delimiter in delimiters(html.get(top.html.clone()).unwrap_or("")) {
            match (delimiter.role, open.last()) {
                (Role::Opens, _) => open.push((delimiter.name, at)),
                (Role::Empty, _) => {}
                (Role::Closes, Some(&(start, from))) if start == delimiter.name => {
                    open.pop();
                    if let Some(last) = reach.get_mut(from) {
                        *last = at;
                    }
                }
                (Role::Closes, _) => open.clear(),
            }
        }
    }
    reach
}
