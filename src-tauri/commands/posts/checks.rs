//! What a writer may want to look at before a post goes, with places the editor understands. Nothing
//! here keeps anybody from publishing, and nothing here is a sentence: the window has those.

use billet_core::PostId;
use billet_store::publications;
use billet_text::{Draft, Finding, Kind, Place, PostPolicy, Severity, check};
use serde::Serialize;
use ts_rs::TS;

use super::typography::EditView;
use super::utf16::in_utf16;
use crate::commands::Answer;
use crate::state::Shell;

/// One thing to look at.
#[derive(Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindingView {
    /// What, with what its sentence names.
    pub found: FoundView,
    /// How much it matters.
    pub severity: SeverityView,
    /// Which text the range is of.
    pub place: PlaceView,
    /// Where it begins, in UTF-16 code units.
    pub from: usize,
    /// Where it ends, in UTF-16 code units.
    pub to: usize,
    /// The change to the body that sets it right.
    pub fix: Option<EditView>,
}

/// What was found; each has a sentence in every language of the interface.
#[derive(Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FoundView {
    /// An image that says nothing to those who do not see it.
    ImageWithoutAlt { address: String },
    /// A picture that is only on this computer.
    LocalImage { address: String },
    /// A link that shows nothing to click on.
    EmptyLink { address: String },
    /// A link that leads nowhere.
    LinkWithoutAddress { text: String },
    /// A link whose words say nothing about where it leads.
    VagueLink { text: String },
    /// An address that would run a script, or carries its page in itself.
    ScriptLink { scheme: String },
    /// A heading more than one level below the one it belongs to.
    HeadingJump { above: u8, level: u8 },
    /// A heading on the title's own level.
    HeadingLikeTitle,
    /// A raw HTML element that is never closed.
    UnclosedHtml { name: String },
    /// The end of a raw HTML element that was never opened.
    UnopenedHtml { name: String },
    /// An element of raw HTML that is not published.
    ElementTakenOut { name: String },
    /// An attribute of raw HTML that is not published.
    AttributeTakenOut { name: String },
    /// A page of a host whose pages a post may not embed.
    EmbedTakenOut { address: String },
    /// A table whose columns have no names.
    TableWithoutHeader,
    /// Something that is shown on an https page over http.
    MixedContent { address: String },
    /// A reference to a footnote that is not there.
    NoteMissing { label: String },
    /// A second footnote of the same label.
    NoteTwice { label: String },
    /// A footnote nothing refers to.
    NoteUnused { label: String },
    /// No title.
    TitleEmpty,
    /// A title that will be cut.
    TitleLong { characters: usize },
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SeverityView {
    /// Readers, or some of them, will miss something.
    Problem,
    /// It could be better.
    Advice,
}

/// Where a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlaceView {
    /// In the title.
    Title,
    /// In the Markdown.
    Body,
}

impl From<Kind> for FoundView {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::ImageWithoutAlt { address } => Self::ImageWithoutAlt { address },
            Kind::LocalImage { address } => Self::LocalImage { address },
            Kind::EmptyLink { address } => Self::EmptyLink { address },
            Kind::LinkWithoutAddress { text } => Self::LinkWithoutAddress { text },
            Kind::VagueLink { text } => Self::VagueLink { text },
            Kind::ScriptLink { scheme } => Self::ScriptLink { scheme },
            Kind::HeadingJump { from, to } => Self::HeadingJump {
                above: from,
                level: to,
            },
            Kind::HeadingLikeTitle => Self::HeadingLikeTitle,
            Kind::UnclosedHtml { name } => Self::UnclosedHtml { name },
            Kind::UnopenedHtml { name } => Self::UnopenedHtml { name },
            Kind::ElementTakenOut { name } => Self::ElementTakenOut { name },
            Kind::AttributeTakenOut { name } => Self::AttributeTakenOut { name },
            Kind::EmbedTakenOut { address } => Self::EmbedTakenOut { address },
            Kind::TableWithoutHeader => Self::TableWithoutHeader,
            Kind::MixedContent { address } => Self::MixedContent { address },
            Kind::NoteMissing { label } => Self::NoteMissing { label },
            Kind::NoteTwice { label } => Self::NoteTwice { label },
            Kind::NoteUnused { label } => Self::NoteUnused { label },
            Kind::TitleEmpty => Self::TitleEmpty,
            Kind::TitleLong { characters } => Self::TitleLong { characters },
        }
    }
}

impl From<Finding> for FindingView {
    /// With places still in bytes.
    fn from(finding: Finding) -> Self {
        Self {
            severity: match finding.kind.severity() {
                Severity::Problem => SeverityView::Problem,
                Severity::Advice => SeverityView::Advice,
            },
            place: match finding.place {
                Place::Title => PlaceView::Title,
                Place::Body => PlaceView::Body,
            },
            found: finding.kind.into(),
            from: finding.range.start,
            to: finding.range.end,
            fix: finding.fix.map(EditView::from),
        }
    }
}

pub(in crate::commands) fn check_post(
    shell: &Shell,
    id: PostId,
    title: String,
    body: String,
    https: bool,
) -> Answer<Vec<FindingView>> {
    let embeds = shell.office.embeds()?;
    let on = shell
        .library()
        .read(|conn| publications::of_post(conn, id))?;
    let draft = Draft {
        title: &title,
        body: &body,
        https,
        islands_stay: !on.is_empty() && on.iter().all(|p| p.fetched),
        policy: &PostPolicy::with_embeds(embeds.iter().map(String::as_str)),
    };
    let mut found: Vec<_> = check(&draft).into_iter().map(FindingView::from).collect();
    for (place, text) in [(PlaceView::Title, &title), (PlaceView::Body, &body)] {
        let offsets = found
            .iter_mut()
            .filter(|view| view.place == place)
            .flat_map(FindingView::offsets);
        in_utf16(text, offsets);
    }
    Ok(found)
}

impl FindingView {
    fn offsets(&mut self) -> impl Iterator<Item = &mut usize> {
        let fix = self.fix.iter_mut().flat_map(EditView::offsets);
        [&mut self.from, &mut self.to].into_iter().chain(fix)
    }
}
