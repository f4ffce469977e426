//! `<pre>`s, which `wpautop` puts aside while it works.

/// The text with `<pre wp-pre-tag-N></pre>` for each listing, and the listings.
pub(super) fn without_listings(text: &str) -> (String, Vec<String>) {
    let mut listings = Vec::new();
    if !text.contains("<pre") {
        return (text.to_owned(), listings);
    }
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split("</pre>").peekable();
    while let Some(part) = parts.next() {
        let begin = part.find("<pre").filter(|_| parts.peek().is_some());
        match begin.and_then(|at| part.split_at_checked(at)) {
            Some((before, listing)) => {
                out.push_str(before);
                out.push_str(&placeholder(listings.len()));
                listings.push(format!("{listing}</pre>"));
            }
            None => out.push_str(part),
        }
    }
    (out, listings)
}

fn placeholder(number: usize) -> String {
    format!("<pre wp-pre-tag-{number}></pre>")
}

/// The text with its listings again.
pub(super) fn with_listings(text: &str, listings: &[String]) -> String {
    const BEGIN: &str = "<pre wp-pre-tag-";
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split(BEGIN);
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        let (number, rest) = part.split_once("></pre>").unwrap_or(("", part));
        match number
            .parse::<usize>()
            .ok()
            .and_then(|number| listings.get(number))
        {
            Some(listing) => out.extend([listing.as_str(), rest]),
            None => out.extend([BEGIN, part]),
        }
    }
    out
}
