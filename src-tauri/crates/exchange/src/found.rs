//! A post as another program's file has it.

use std::path::PathBuf;

use billet_core::{PostText, RemoteStatus};
use jiff::Timestamp;

use crate::ExchangeError;
use crate::report::LeftKind;

/// The source of what Billet itself wrote.
pub(crate) const OWN: &str = "billet";
/// The source of files that say nothing of where they come from.
pub(crate) const FILES: &str = "files";

/// How a post's text is written in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// Already as Billet has it.
    Markdown(String),
    /// As a WordPress has it: classic HTML or blocks, whichever it looks like.
    Content(String),
    /// Whole HTML.
    Html(String),
}

/// A post in a file.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// Whose posts these are.
    pub source: String,
    /// What the source calls it.
    pub key: String,
    /// What its blog calls it, where the file says that; empty else.
    pub remote: String,
    /// All but the body, which stands in `body`.
    pub text: PostText,
    /// Its body.
    pub body: Body,
    /// It stands outside of the stream of posts.
    pub page: bool,
    /// How it stands on its blog.
    pub status: RemoteStatus,
    /// When it was begun.
    pub created: Option<Timestamp>,
    /// The date that readers see.
    pub dated: Option<Timestamp>,
    /// When it was last changed.
    pub updated: Option<Timestamp>,
    /// Who wrote it.
    pub author: String,
    /// Where readers find it.
    pub address: String,
    /// The address of its featured picture.
    pub picture: String,
    /// The file that is all of this post, if it is Markdown.
    pub file: Option<PathBuf>,
    /// Pictures that came along: their addresses in the text, and how to have their bytes.
    pub pictures: Beside,
}

/// Where the pictures of a post lie.
#[derive(Clone, Debug, Default)]
pub(crate) enum Beside {
    /// On the web, or nowhere.
    #[default]
    Nowhere,
    /// In a folder: addresses are relative to `beside`, and nothing outside of `root` is taken.
    Folder {
        /// The folder that was chosen.
        root: PathBuf,
        /// The folder of the post's file.
        beside: PathBuf,
    },
    /// Inside the same file, by address.
    Inside(Vec<(String, Vec<u8>)>),
}

impl Found {
    /// A published post without anything.
    pub fn new(source: &str, key: &str, body: Body) -> Self {
        Self {
            source: source.to_owned(),
            key: key.to_owned(),
            remote: String::new(),
            text: PostText::default(),
            body,
            page: false,
            status: RemoteStatus::Published,
            created: None,
            dated: None,
            updated: None,
            author: String::new(),
            address: String::new(),
            picture: String::new(),
            file: None,
            pictures: Beside::Nowhere,
        }
    }
}

/// What a reader comes upon.
#[derive(Debug)]
pub(crate) enum Item {
    /// The name of the blog that the file is of; may be empty.
    Blog(String),
    /// A post.
    Post(Box<Found>),
    /// Something that stays out: what, and its name or the reason if it has one.
    Left(LeftKind, Option<String>),
    /// So many bytes are read.
    At(u64),
}

/// Takes what a reader comes upon; an error ends the reading.
pub(crate) type Each<'a> = dyn FnMut(Item) -> Result<(), ExchangeError> + 'a;
