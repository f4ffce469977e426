//! What may stay of a page: elements that show something and attributes that say how. Whatever is
//! not named here goes.

use crate::tree::Element;

/// Elements that are shown.
const SHOWN: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "main",
    "mark",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "search",
    "section",
    "select",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// SVG's shapes.
const DRAWN: &[&str] = &[
    "svg",
    "g",
    "path",
    "circle",
    "rect",
    "line",
    "polyline",
    "polygon",
    "ellipse",
    "defs",
    "clipPath",
    "mask",
    "linearGradient",
    "radialGradient",
    "stop",
    "use",
    "symbol",
    "text",
    "tspan",
];

/// Elements that go with all that stands in them.
const GONE: &[&str] = &[
    "script",
    "style",
    "link",
    "meta",
    "base",
    "head",
    "title",
    "iframe",
    "frame",
    "frameset",
    "noframes",
    "noembed",
    "object",
    "embed",
    "applet",
    "param",
    "audio",
    "video",
    "source",
    "track",
    "template",
    "noscript",
    "portal",
    "fencedframe",
    "canvas",
    "math",
    "dialog",
    "map",
    "area",
    "marquee",
    "xmp",
    "plaintext",
    "listing",
    "bgsound",
    "foreignObject",
    "animate",
    "set",
    "animateTransform",
    "animateMotion",
    "image",
    "feImage",
    "filter",
    "desc",
    "metadata",
];

/// Attributes of any element.
const KEPT: &[&str] = &[
    "class",
    "id",
    "lang",
    "dir",
    "title",
    "alt",
    "width",
    "height",
    "align",
    "valign",
    "colspan",
    "rowspan",
    "scope",
    "start",
    "value",
    "reversed",
    "type",
    "checked",
    "open",
    "hidden",
    "role",
    "placeholder",
    "size",
    "color",
    "face",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "datetime",
    "for",
    "rows",
    "cols",
    "span",
    "label",
    "selected",
    "disabled",
    "readonly",
];

/// Attributes of SVG's elements, beside `class` and `id`.
const DRAWING: &[&str] = &[
    "d",
    "fill",
    "fill-opacity",
    "fill-rule",
    "clip-rule",
    "clip-path",
    "mask",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-opacity",
    "opacity",
    "transform",
    "viewBox",
    "preserveAspectRatio",
    "points",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "dx",
    "dy",
    "fx",
    "fy",
    "offset",
    "stop-color",
    "stop-opacity",
    "gradientUnits",
    "gradientTransform",
    "maskUnits",
    "clipPathUnits",
    "text-anchor",
    "font-size",
    "font-family",
    "font-weight",
    "vector-effect",
];

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is shown.
    Stays,
    /// What stands in it is shown without it.
    Unwrapped,
    /// It goes with all that stands in it.
    Goes,
}

/// What becomes of it.
pub(crate) fn fate(element: &Element) -> Fate {
    let name = element.name.as_str();
    if GONE.contains(&name) || is_pixel(element) || (name == "input" && !is_box(element)) {
        return Fate::Goes;
    }
    let stays = if element.svg {
        DRAWN.contains(&name)
    } else {
        SHOWN.contains(&name) || is_custom(name)
    };
    if stays { Fate::Stays } else { Fate::Unwrapped }
}

/// Whether an attribute stays as it is.
pub(crate) fn is_kept(element: &Element, name: &str, value: &str) -> bool {
    // A name would take the place of what the page's own document is asked for.
    let harmless = !value.contains("javascript:");
    let plain = KEPT.contains(&name)
        || name.starts_with("aria-")
        || (name.starts_with("data-") && !name.starts_with("data-billet"));
    let named = name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if element.svg {
        let shape = DRAWING.contains(&name) && (!value.contains("url(") || is_local(value));
        let local = name == "href" && element.name == "use" && value.starts_with('#');
        return harmless && named && (plain || shape || local);
    }
    harmless && named && plain
}

fn is_local(value: &str) -> bool {
    value.trim().starts_with("url(#") && value.matches("url(").count() == 1
}

/// A field of which something is seen.
fn is_box(element: &Element) -> bool {
    !element.attribute("type").is_some_and(|kind| {
        matches!(
            kind.to_ascii_lowercase().as_str(),
            "hidden" | "image" | "file"
        )
    })
}

/// An element that a script would fill; its name may matter to a style sheet.
fn is_custom(name: &str) -> bool {
    name.contains('-')
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// A picture that is there to be counted, not to be seen.
fn is_pixel(element: &Element) -> bool {
    if element.name != "img" {
        return false;
    }
    let tiny = |name| {
        element
            .attribute(name)
            .and_then(|size| size.trim_end_matches("px").trim().parse::<u32>().ok())
            .is_some_and(|size| size < 3)
    };
    let hidden = element.attribute("style").is_some_and(|style| {
        let style = style.to_ascii_lowercase().replace(' ', "");
        style.contains("display:none") || style.contains("visibility:hidden")
    });
    tiny("width") || tiny("height") || hidden
}
