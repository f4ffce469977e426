//! The patterns of the steps that few posts need.

use std::sync::LazyLock;

use regex::{Error, Regex};

/// Compiled when the first post needs one; `None` if one did not compile.
pub(super) static RARE: LazyLock<Option<Rare>> = LazyLock::new(|| Rare::new().ok());

/// The patterns for what posts seldom have.
pub(super) struct Rare {
    pub collapsed: Vec<(Regex, &'static str)>,
    pub wrapped_quote: Regex,
    pub script: Regex,
}

fn pattern(text: &str) -> Result<Regex, Error> {
    // PCRE's `\s` without its `u` flag.
    Regex::new(&text.replace(r"\s", r"[\t-\r ]"))
}

impl Rare {
    fn new() -> Result<Self, Error> {
        Ok(Self {
            collapsed: vec![
                (pattern(r"\s*<option")?, "<option"),
                (pattern(r"</option>\s*")?, "</option>"),
                (pattern(r"(<object[^>]*>)\s*")?, "$1"),
                (pattern(r"\s*</object>")?, "</object>"),
                (pattern(r"\s*(</?(?:param|embed)[^>]*>)\s*")?, "$1"),
                (pattern(r"([<\[](?:audio|video)[^>\]]*[>\]])\s*")?, "$1"),
                (pattern(r"\s*([<\[]/(?:audio|video)[>\]])")?, "$1"),
                (pattern(r"\s*(<(?:source|track)[^>]*>)\s*")?, "$1"),
                (pattern(r"\s*(<figcaption[^>]*>)")?, "$1"),
                (pattern(r"</figcaption>\s*")?, "</figcaption>"),
            ],
            wrapped_quote: pattern(r#"<p><(?i-u:blockquote)((?:[^>"']|"[^"]*"|'[^']*')*)>"#)?,
            script: pattern(
                r"(?s)<script.*?</script>|<style.*?</style>|<svg.*?</svg>|<math.*?</math>",
            )?,
        })
    }
}
