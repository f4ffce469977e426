//! What an element's name and style say about its text.

use super::super::tree::Element;

/// A mark on text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Strong,
    Emphasis,
    Struck,
    Code,
    Above,
    Below,
    /// A link: its address and title.
    Link(String, String),
}

/// The value of a style's property, the last one given.
pub(super) fn property<'s>(element: &'s Element<'_>, name: &str) -> Option<&'s str> {
    let style = element.attribute("style")?;
    style.split(';').rev().find_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        property
            .trim()
            .eq_ignore_ascii_case(name)
            .then(|| value.trim())
    })
}

/// What an element changes about the marks on its text: those it adds, those it takes away.
pub(super) fn marks(element: &Element<'_>) -> (Vec<Mark>, Vec<Mark>) {
    let (mut adds, mut removes) = (Vec::new(), Vec::new());
    match element.name.as_ref() {
        "b" | "strong" => adds.push(Mark::Strong),
        "i" | "em" | "cite" | "dfn" | "var" => adds.push(Mark::Emphasis),
        "s" | "strike" | "del" => adds.push(Mark::Struck),
        "code" | "tt" | "kbd" | "samp" => adds.push(Mark::Code),
        "sup" => adds.push(Mark::Above),
        "sub" => adds.push(Mark::Below),
        _ => {}
    }
    let mut set = |mark: Mark, on: Option<bool>| match on {
        Some(true) if !adds.contains(&mark) => adds.push(mark),
        Some(false) => {
            adds.retain(|other| *other != mark);
            removes.push(mark);
        }
        _ => {}
    };
    let weight = property(element, "font-weight").map(|value| match value.parse::<u32>() {
        Ok(number) => number >= 600,
        Err(_) => value.starts_with("bold"),
    });
    set(Mark::Strong, weight);
    let slanted =
        property(element, "font-style").map(|value| matches!(value, "italic" | "oblique"));
    set(Mark::Emphasis, slanted);
    let line = property(element, "text-decoration").or(property(element, "text-decoration-line"));
    set(
        Mark::Struck,
        line.filter(|value| value.contains("line-through"))
            .map(|_| true),
    );
    let height = property(element, "vertical-align");
    // Google Docs writes "baseline" on everything.
    set(
        Mark::Above,
        height.filter(|value| *value == "super").map(|_| true),
    );
    set(
        Mark::Below,
        height.filter(|value| *value == "sub").map(|_| true),
    );
    (adds, removes)
}

/// Whether readers do not see an element.
pub(super) fn is_hidden(element: &Element<'_>) -> bool {
    property(element, "display") == Some("none")
        || property(element, "mso-hide") == Some("all")
        || element.attribute("hidden").is_some()
        || element.attribute("aria-hidden") == Some("true")
        || property(element, "mso-element").is_some_and(|kind| kind.starts_with("comment"))
}

/// The level of a paragraph of Word's that is an item of a list.
pub(super) fn word_level(element: &Element<'_>) -> Option<usize> {
    let list = property(element, "mso-list")?;
    list.split_ascii_whitespace()
        .find_map(|word| word.strip_prefix("level")?.parse().ok())
}

/// Whether an element holds the number or bullet that Word draws before an item.
pub(super) fn is_word_bullet(element: &Element<'_>) -> bool {
    property(element, "mso-list").is_some_and(|value| value.eq_ignore_ascii_case("ignore"))
}

/// The number of the footnote that an address leads to, in the way of Word or LibreOffice.
pub(super) fn note_target(address: &str) -> Option<&str> {
    let number = match address
        .strip_prefix("#_ftn")
        .or(address.strip_prefix("#_edn"))
    {
        Some(number) => number,
        None => address.strip_prefix("#sdfootnote")?.strip_suffix("sym")?,
    };
    is_number(number).then_some(number)
}

/// Whether an address leads back from a footnote to its reference.
pub(super) fn is_note_back(address: &str) -> bool {
    address.starts_with("#_ftnref")
        || address.starts_with("#_ednref")
        || (address.starts_with("#sdfootnote") && address.ends_with("anc"))
}

/// The number of the footnote that an element is.
pub(super) fn note_number<'e>(element: &'e Element<'_>) -> Option<&'e str> {
    let id = element.attribute("id")?;
    let number = id
        .strip_prefix("ftn")
        .or(id.strip_prefix("edn"))
        .or(id.strip_prefix("sdfootnote"))?;
    is_number(number).then_some(number)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() < 6 && text.bytes().all(|b| b.is_ascii_digit())
}
