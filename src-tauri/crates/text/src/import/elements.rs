//! How HTML parsers treat elements: which end by themselves, which stand in a line, which in tables.

/// Elements whose content is not HTML, or that HTML parsers treat in ways of their own.
pub(super) fn is_foreign(name: &str) -> bool {
    matches!(
        name.as_bytes(),
        b"body"
            | b"button"
            | b"frame"
            | b"frameset"
            | b"head"
            | b"html"
            | b"iframe"
            | b"image"
            | b"listing"
            | b"marquee"
            | b"math"
            | b"nobr"
            | b"noembed"
            | b"noframes"
            | b"noscript"
            | b"object"
            | b"optgroup"
            | b"option"
            | b"plaintext"
            | b"rb"
            | b"rp"
            | b"rt"
            | b"rtc"
            | b"applet"
            | b"form"
            | b"script"
            | b"select"
            | b"style"
            | b"svg"
            | b"template"
            | b"textarea"
            | b"title"
            | b"xmp"
            | b"basefont"
            | b"bgsound"
            | b"isindex"
            | b"keygen"
            | b"param"
            | b"font"
            | b"link"
            | b"meta"
            | b"base"
    )
}

/// Whether a start tag ends an open paragraph.
pub(crate) fn closes_paragraph(name: &str) -> bool {
    is_heading(name)
        || matches!(
            name.as_bytes(),
            b"address"
                | b"article"
                | b"aside"
                | b"blockquote"
                | b"center"
                | b"dd"
                | b"details"
                | b"dialog"
                | b"dir"
                | b"div"
                | b"dl"
                | b"dt"
                | b"fieldset"
                | b"figcaption"
                | b"figure"
                | b"footer"
                | b"form"
                | b"header"
                | b"hgroup"
                | b"hr"
                | b"li"
                | b"main"
                | b"menu"
                | b"nav"
                | b"ol"
                | b"p"
                | b"pre"
                | b"search"
                | b"section"
                | b"summary"
                | b"table"
                | b"ul"
        )
}

/// Elements whose end tag may be left out.
pub(super) fn has_optional_end(name: &str) -> bool {
    matches!(
        name.as_bytes(),
        b"p" | b"li" | b"dd" | b"dt" | b"td" | b"th" | b"tr" | b"tbody" | b"thead" | b"tfoot"
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
    matches!(
        name.as_bytes(),
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6"
    )
}

pub(super) fn is_table_part(name: &str) -> bool {
    matches!(
        name.as_bytes(),
        b"caption" | b"col" | b"colgroup" | b"tbody" | b"td" | b"tfoot" | b"th" | b"thead" | b"tr"
    )
}

/// Inside a table but in none of its cells, where only rows may stand.
pub(super) fn in_table_frame(name: &str) -> bool {
    matches!(
        name.as_bytes(),
        b"table" | b"tbody" | b"thead" | b"tfoot" | b"tr" | b"colgroup"
    )
}

/// Whether an element stands in a line of text.
pub(crate) fn is_inline(name: &str) -> bool {
    matches!(
        name.as_bytes(),
        b"a" | b"abbr"
            | b"acronym"
            | b"b"
            | b"bdi"
            | b"bdo"
            | b"big"
            | b"br"
            | b"cite"
            | b"code"
            | b"data"
            | b"del"
            | b"dfn"
            | b"em"
            | b"font"
            | b"i"
            | b"img"
            | b"input"
            | b"ins"
            | b"kbd"
            | b"label"
            | b"mark"
            | b"q"
            | b"s"
            | b"samp"
            | b"small"
            | b"span"
            | b"strike"
            | b"strong"
            | b"sub"
            | b"sup"
            | b"time"
            | b"tt"
            | b"u"
            | b"var"
            | b"wbr"
    )
}
