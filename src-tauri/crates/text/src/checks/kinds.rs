//! What can be found, as sentences.

use std::fmt;

use super::LONGEST_TITLE;

/// How much of an address or of words a sentence shows.
const LONGEST: usize = 60;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An image that says nothing to those who do not see it.
    ImageWithoutAlt {
        /// Its address.
        address: String,
    },
    /// A picture that is only on this computer.
    LocalImage {
        /// Its path; the kind alone of a picture inside the text (`data:image/png`).
        address: String,
    },
    /// A link that shows nothing to click on.
    EmptyLink {
        /// Where it leads.
        address: String,
    },
    /// A link that leads nowhere.
    LinkWithoutAddress {
        /// Its words.
        text: String,
    },
    /// A link whose words say nothing about where it leads: "here", « ici ».
    VagueLink {
        /// Its words.
        text: String,
    },
    /// A link or image that would run a script, or carries its page in its address.
    ScriptLink {
        /// `javascript`, `vbscript` or `data`.
        scheme: String,
    },
    /// A heading more than one level below the one it belongs to.
    HeadingJump {
        /// The level of the heading it belongs to; 1 is the title.
        from: u8,
        /// Its own level.
        to: u8,
    },
    /// A heading on the title's own level.
    HeadingLikeTitle,
    /// A raw HTML element that is never closed.
    UnclosedHtml {
        /// Its name.
        name: String,
    },
    /// The end of a raw HTML element that was never opened.
    UnopenedHtml {
        /// Its name.
        name: String,
    },
    /// An element of raw HTML that is not published: `script`, `form`.
    ElementTakenOut {
        /// Its name.
        name: String,
    },
    /// An attribute of raw HTML that is not published: `style`, `onclick`.
    AttributeTakenOut {
        /// Its name.
        name: String,
    },
    /// A page of a host whose pages a post may not embed.
    EmbedTakenOut {
        /// Its address.
        address: String,
    },
    /// A table whose columns have no names.
    TableWithoutHeader,
    /// Something that is shown on an https page over http.
    MixedContent {
        /// Its address.
        address: String,
    },
    /// A reference to a footnote that is not there.
    NoteMissing {
        /// Its label.
        label: String,
    },
    /// A second footnote of the same label: nothing can refer to it.
    NoteTwice {
        /// Its label.
        label: String,
    },
    /// A footnote nothing refers to.
    NoteUnused {
        /// Its label.
        label: String,
    },
    /// No title.
    TitleEmpty,
    /// A title that will be cut.
    TitleLong {
        /// How long it is.
        characters: usize,
    },
}

/// How much it matters. Neither keeps anybody from publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Readers, or some of them, will miss something.
    Problem,
    /// It could be better.
    Advice,
}

impl Severity {
    /// A word for data and message catalogues.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Advice => "advice",
        }
    }
}

impl Kind {
    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::ImageWithoutAlt { .. }
            | Self::EmptyLink { .. }
            | Self::LinkWithoutAddress { .. }
            | Self::ScriptLink { .. }
            | Self::UnclosedHtml { .. }
            | Self::UnopenedHtml { .. }
            | Self::ElementTakenOut { .. }
            | Self::EmbedTakenOut { .. }
            | Self::MixedContent { .. }
            | Self::NoteMissing { .. }
            | Self::NoteTwice { .. }
            | Self::TitleEmpty => Severity::Problem,
            Self::LocalImage { .. }
            | Self::VagueLink { .. }
            | Self::HeadingJump { .. }
            | Self::HeadingLikeTitle
            | Self::AttributeTakenOut { .. }
            | Self::TableWithoutHeader
            | Self::NoteUnused { .. }
            | Self::TitleLong { .. } => Severity::Advice,
        }
    }

    /// A word for data and message catalogues.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::ImageWithoutAlt { .. } => "image_without_alt",
            Self::LocalImage { .. } => "local_image",
            Self::EmptyLink { .. } => "empty_link",
            Self::LinkWithoutAddress { .. } => "link_without_address",
            Self::VagueLink { .. } => "vague_link",
            Self::ScriptLink { .. } => "script_link",
            Self::HeadingJump { .. } => "heading_jump",
            Self::HeadingLikeTitle => "heading_like_title",
            Self::UnclosedHtml { .. } => "unclosed_html",
            Self::UnopenedHtml { .. } => "unopened_html",
            Self::ElementTakenOut { .. } => "element_taken_out",
            Self::AttributeTakenOut { .. } => "attribute_taken_out",
            Self::EmbedTakenOut { .. } => "embed_taken_out",
            Self::TableWithoutHeader => "table_without_header",
            Self::MixedContent { .. } => "mixed_content",
            Self::NoteMissing { .. } => "note_missing",
            Self::NoteTwice { .. } => "note_twice",
            Self::NoteUnused { .. } => "note_unused",
            Self::TitleEmpty => "title_empty",
            Self::TitleLong { .. } => "title_long",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ImageWithoutAlt { address } => write!(
                f,
                "The image “{}” has no description: say what it shows, between the brackets \
                 (![…]) or in alt=\"…\".",
                short(address)
            ),
            Self::LocalImage { address } => write!(
                f,
                "The image “{}” is only on this computer: it is put on the blog when the post is published.",
                short(address)
            ),
            Self::EmptyLink { address } => write!(
                f,
                "The link to “{}” shows nothing to click on: give it words.",
                short(address)
            ),
            Self::LinkWithoutAddress { text } => write!(
                f,
                "The link “{}” leads nowhere: give it an address, or make it plain words.",
                short(text)
            ),
            Self::VagueLink { text } => write!(
                f,
                "The link “{}” does not say where it leads: use words that make sense on their own.",
                short(text)
            ),
            Self::ScriptLink { scheme } => write!(
                f,
                "An address that begins with {scheme}: is taken out when the post is published: use \
                 one of the web (https://…)."
            ),
            Self::HeadingJump { from: 1, to } => write!(
                f,
                "The heading is of level {to}, with none of level 2 above it: make it level 2."
            ),
            Self::HeadingJump { from, to } => write!(
                f,
                "The heading jumps from level {from} to level {to}: make it level {}.",
                from + 1
            ),
            Self::HeadingLikeTitle => f.write_str(
                "The heading is of the title’s own level: a post has one first-level heading, its \
                 title. Make it level 2 (##).",
            ),
            Self::UnclosedHtml { name } => write!(
                f,
                "<{name}> is never closed: add </{name}>, or write &lt; if it is no tag."
            ),
            Self::UnopenedHtml { name } => {
                write!(f, "</{name}> closes nothing: take it out, or add <{name}>.")
            }
            Self::ElementTakenOut { name } => write!(
                f,
                "<{0}> will be taken out when the post is published: write it another way, or \
                 &lt;{0}&gt; if these are words.",
                short(name)
            ),
            Self::AttributeTakenOut { name } => write!(
                f,
                "The attribute {} will be taken out when the post is published: the post must do \
                 without it.",
                short(name)
            ),
            Self::EmbedTakenOut { address } => write!(
                f,
                "The page “{}” will be a link, not embedded: its host is not among those that \
                 posts may embed.",
                short(address)
            ),
            Self::TableWithoutHeader => f.write_str(
                "The table has no header: name its columns in the first row, for those who have it \
                 read to them.",
            ),
            Self::MixedContent { address } => write!(
                f,
                "“{}” is fetched over http, and the blog is read over https: browsers will not show \
                 it. Use https.",
                short(address)
            ),
            Self::NoteMissing { label } => write!(
                f,
                "The footnote [^{0}] is nowhere: write “[^{0}]: …” on a line of its own.",
                short(label)
            ),
            Self::NoteTwice { label } => write!(
                f,
                "There is a footnote [^{}] already: give this one another label.",
                short(label)
            ),
            Self::NoteUnused { label } => write!(
                f,
                "Nothing refers to the footnote [^{0}]: put [^{0}] where it belongs, or take it out.",
                short(label)
            ),
            Self::TitleEmpty => f.write_str("The post has no title: give it one."),
            Self::TitleLong { characters } => write!(
                f,
                "The title has {characters} characters: search engines cut it at about \
                 {LONGEST_TITLE}. Make it shorter."
            ),
        }
    }
}

/// As much of a text as a sentence shows.
fn short(text: &str) -> String {
    if text.chars().nth(LONGEST).is_none() {
        return text.to_owned();
    }
    let head: String = text.chars().take(LONGEST - 1).collect();
    format!("{head}…")
}
