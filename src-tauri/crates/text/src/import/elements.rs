//! How HTML parsers treat elements: which end by themselves, which stand in a line, which in tables.

/// Elements whose content is not HTML, or that HTML parsers treat in ways of their own.
pub(super) fn is_foreign(name: &str) -> bool {
    matches!(
        name,
        "body"
            | "button"
            | "frame"
            | "frameset"
            | "head"
            | "html"
            | "iframe"
            | "image"
            | "listing"
            | "marquee"
            | "math"
            | "nobr"
            | "noembed"
            | "noframes"
            | "noscript"
            | "object"
            | "optgroup"
            | "option"
            | "plaintext"
            | "rb"
            | "rp"
            | "rt"
            | "rtc"
            | "applet"
            | "form"
            | "script"
            | "select"
            | "style"
            | "svg"
            | "template"
            | "textarea"
            | "title"
            | "xmp"
            | "basefont"
            | "bgsound"
            | "isindex"
            | "keygen"
            | "param"
            | "font"
            | "link"
            | "meta"
            | "base"
    )
}

/// Whether a start tag ends an open paragraph.
pub(crate) fn closes_paragraph(name: &str) -> bool {
    is_heading(name)
        || matches!(
            name,
            "address"
                | "article"
                | "aside"
                | "blockquote"
                | "center"
                | "dd"
                | "details"
                | "dialog"
                | "dir"
                | "div"
                | "dl"
                | "dt"
                | "fieldset"
                | "figcaption"
                | "figure"
                | "footer"
                | "form"
                | "header"
                | "hgroup"
                | "hr"
                | "li"
                | "main"
                | "menu"
                | "nav"
                | "ol"
                | "p"
                | "pre"
                | "search"
                | "section"
                | "summary"
                | "table"
                | "ul"
        )
}

/// Elements whose end tag may be left out.
pub(super) fn has_optional_end(name: &str) -> bool {
    matches!(
        name,
        "p" | "li" | "dd" | "dt" | "td" | "th" | "tr" | "tbody" | "thead" | "tfoot"
    )
}

/// Whether the end of `name` ends an `open` element with an optional end tag.
pub(super) fn ends_others(name: &str, open: &str) -> bool {
    match open {
        "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" => {
            name == "table" || (is_table_part(name) && name != "caption" && name != "col")
        }
        _ => closes_paragraph(name) || is_table_part(name),
    }
}

/// Whether an element is a heading.
pub(crate) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

pub(super) fn is_table_part(name: &str) -> bool {
    matches!(
        name,
        "caption" | "col" | "colgroup" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr"
    )
}

/// Inside a table but in none of its cells, where only rows may stand.
pub(super) fn in_table_frame(name: &str) -> bool {
    matches!(
        name,
        "table" | "tbody" | "thead" | "tfoot" | "tr" | "colgroup"
    )
}

/// Whether an element stands in a line of text.
pub(crate) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "br"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "input"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}
