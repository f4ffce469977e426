//! What may be typed.

use std::path::PathBuf;

use billet_core::{CommentId, CommentStatus, JobId, Markup, PostId, RevisionId};
use billet_exchange::Since;
use billet_text::Encoding;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::settings::Wishes;

/// Write, publish and moderate on your blogs, from a terminal.
#[derive(Parser)]
#[command(name = "billet", version, about, long_about = None)]
pub struct Arguments {
    /// The folder of the library (default: the system's place for data)
    #[arg(long, env = "BILLET_LIBRARY", value_name = "DIR", global = true)]
    pub library: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// The blogs of this library
    Blogs {
        #[command(subcommand)]
        command: BlogsCommand,
    },
    /// The posts of this library
    Posts {
        #[command(subcommand)]
        command: PostsCommand,
    },
    /// Publish a Markdown file, or update the post that was made from it
    Publish(Publish),
    /// Send what waits in the outbox, then fetch comments
    Sync {
        /// One blog only (its id, name or address)
        #[arg(long)]
        blog: Option<String>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Readers' comments
    Comments {
        #[command(subcommand)]
        command: CommentsCommand,
    },
    /// What waits to be sent
    Outbox {
        #[command(subcommand)]
        command: OutboxCommand,
    },
    /// Search the posts (but those in the trash) and the comments, newest first: every word has to be
    /// there, the last one as a beginning; accents and case do not matter
    Search {
        /// What to search for
        #[arg(required = true)]
        words: Vec<String>,
        /// One blog only (its id, name or address)
        #[arg(long)]
        blog: Option<String>,
        /// Only posts with this tag
        #[arg(long)]
        tag: Option<String>,
        /// At most so many posts, and so many comments
        #[arg(long, default_value_t = 20)]
        limit: usize,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Copy the library into a new file, also while Billet writes to it: posts, earlier texts,
    /// comments, the outbox. Passwords are never in it
    Backup {
        /// The new file; with --with-media: the new folder
        to: PathBuf,
        /// The pictures, too: a folder in the form of a library
        #[arg(long)]
        with_media: bool,
    },
    /// The earlier texts of a post, newest first: when and why each was kept, and its name
    Revisions {
        /// Its number
        post: PostId,
        /// As JSON, with the texts
        #[arg(long)]
        json: bool,
    },
    /// Put an earlier text of a post in the place of the present one, which is kept among the earlier
    /// ones. Or put a backup in the place of the library, which is kept under another name: what
    /// waits in the backup's outbox is looked for on its blog before it is sent
    #[command(override_usage = "billet restore <POST> <REVISION>\n       billet restore <FROM>")]
    Restore {
        /// The post's number, before that of the revision; else a file or a folder that `billet
        /// backup` made, or one of the library's folder `backups`
        #[arg(value_name = "POST|FROM")]
        from: PathBuf,
        /// The number of one of the post's earlier texts
        revision: Option<RevisionId>,
    },
    /// Look through the whole library: is it damaged, does the search know every text, how large is
    /// what. Exit status: 0 all is well, 3 something is wrong
    Doctor {
        /// As JSON
        #[arg(long)]
        json: bool,
        /// Make the search anew, and a library of what can be read of a damaged one, which is kept
        /// under another name; remove files of pictures that no post shows and jobs about nothing
        #[arg(long)]
        fix: bool,
    },
    /// Bring in posts from a folder of Markdown or HTML files, an export of WordPress, Ghost or
    /// Blogger, a feed, or a file of Open Live Writer: what it is, its content says. They come in as
    /// drafts; the same file again brings nothing twice
    Import {
        /// The folder or the file
        path: PathBuf,
        /// The blog that they are of (its id, name or address), where the file does not say it
        #[arg(long)]
        blog: Option<String>,
        /// Say what would come in and what would be left out, and change nothing
        #[arg(long)]
        dry_run: bool,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Write a post for somebody to look at who has no Billet, with what changed since the text that was
    /// published last
    Review(Review),
    /// Write the posts into a folder: a new one, an empty one, or one exported to before
    Export {
        /// The folder
        dir: PathBuf,
        /// In which form
        #[arg(long, value_enum, default_value_t = ExportForm::Markdown)]
        format: ExportForm,
        /// The posts of one blog only (its id, name or address)
        #[arg(long)]
        blog: Option<String>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// A post's content as a blog holds it (HTML, WordPress' classic posts or blocks) to Markdown on
    /// standard output; what has no Markdown stays as it is, in a fenced block
    ImportHtml {
        #[command(flatten)]
        input: Input,
        /// It is what was copied in Word, Google Docs, LibreOffice or a browser
        #[arg(long)]
        paste: bool,
        /// Say on standard error what could not become Markdown
        #[arg(long, conflicts_with = "paste")]
        report: bool,
    },
    /// Markdown to safe HTML on standard output
    Render {
        #[command(flatten)]
        input: Input,
        /// What it is for
        #[arg(long, value_enum, default_value_t = Policy::Post)]
        policy: Policy,
        /// Plain HTML (this is what is written unless told otherwise)
        #[arg(long, conflicts_with = "blocks")]
        html: bool,
        /// A post as blocks of WordPress' editor
        #[arg(long, conflicts_with = "policy")]
        blocks: bool,
    },
    /// Look a Markdown file through before it is published: images without description, empty
    /// links, headings that jump…; one line each, FILE:LINE:COLUMN: what and what to do. Exit status:
    /// 0 nothing was found, 3 something was
    Check {
        #[command(flatten)]
        input: Input,
        /// The blog is read over https: also look for what would be fetched over http
        #[arg(long)]
        https: bool,
        /// As JSON
        #[arg(long, conflicts_with = "fix")]
        json: bool,
        /// Set right in the file what one change sets right, then list what is left
        #[arg(long)]
        fix: bool,
    },
    /// Typographic corrections of a Markdown file: quotes, apostrophes, dashes, no-break spaces.
    /// Shows them and changes nothing, unless told to
    Typography {
        #[command(flatten)]
        input: Input,
        /// The language of the text
        #[arg(long, value_enum)]
        lang: Lang,
        /// Make the corrections in the file; with -, write the corrected text to standard output
        #[arg(long)]
        write: bool,
        /// As JSON
        #[arg(long, conflicts_with = "write")]
        json: bool,
    },
}

/// A post for a reviewer.
#[derive(Args)]
pub struct Review {
    /// Its number
    pub post: PostId,
    /// The file to write, which is not there yet; or a folder, where it gets a name
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// In which form
    #[arg(long, value_enum, default_value_t = ReviewForm::Html)]
    pub format: ReviewForm,
    /// Since which text changes are marked: `published`, `nothing`, or the number of an earlier text
    /// (billet revisions)
    #[arg(long, value_parser = since, default_value = "published")]
    pub since: Since,
    /// What you say to the reviewer
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub note: String,
    /// The language of what stands around the text
    #[arg(long, value_enum, default_value_t = Lang::En)]
    pub lang: Lang,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// In what form a reviewer is given a post.
#[derive(Clone, Copy, ValueEnum)]
pub enum ReviewForm {
    /// One page with its pictures inside
    Html,
    /// Markdown, a folder of pictures, and a second file with the changes marked
    Markdown,
}

/// In what form posts are exported.
#[derive(Clone, Copy, ValueEnum)]
pub enum ExportForm {
    /// Markdown files with front matter, and a folder of pictures
    Markdown,
    /// One file for WordPress' importer
    Wxr,
    /// Web pages with an index
    Html,
    /// The whole library to be read without Billet: earlier texts and comments, too
    Archive,
}

/// A text to read.
#[derive(Args)]
pub struct Input {
    /// The file; - reads standard input
    pub file: PathBuf,
    /// How its text is written in bytes, if it is not UTF-8 and no byte order mark says so:
    /// windows-1252, utf-16le, utf-16be
    #[arg(long, value_parser = encoding)]
    pub encoding: Option<Encoding>,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Policy {
    /// A post
    Post,
    /// A reply to a reader's comment
    Comment,
    /// Words only, as in lists and search
    Plain,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Lang {
    /// French: « », no-break spaces, …
    Fr,
    /// English: curly quotes and dashes
    En,
}

#[derive(Subcommand)]
pub enum BlogsCommand {
    /// Connect a blog, or give a new password for it; the application password is read from
    /// standard input
    Add {
        /// Its address, as you would type it in a browser
        address: String,
        /// The user name on the blog
        #[arg(long, value_name = "NAME")]
        user: String,
    },
    /// List the blogs
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Ask a blog who is signed in and what they may do (without a name: all blogs)
    Check {
        /// Its id, name or address
        blog: Option<String>,
    },
    /// Change how posts are written to a blog; nothing is sent until a post is published again
    Set {
        /// Its id, name or address
        blog: String,
        /// Blocks, as WordPress' editor has them, or plain HTML
        #[arg(long, value_parser = markup)]
        markup: Markup,
    },
    /// Forget a blog, its comments and its password; posts stay
    Remove {
        /// Its id, name or address
        blog: String,
    },
}

#[derive(Subcommand)]
pub enum PostsCommand {
    /// Keep a Markdown file as a draft; the same file again brings that draft up to date
    New {
        #[command(flatten)]
        input: Input,
    },
    /// Bring in the posts and pages that are on the blogs already, and what changed there since; what
    /// was edited here is left alone. Stopped at any moment, the next one goes on where this one was
    Fetch {
        /// One blog only (its id, name or address); without it all whose posts are wanted
        #[arg(long)]
        blog: Option<String>,
        /// Look at every post, as is done once a day: what was deleted there shows
        #[arg(long)]
        whole: bool,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// List the posts, newest first
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Show a post
    Show {
        /// Its id
        id: PostId,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Move a post to the trash
    Trash {
        /// Its id
        id: PostId,
        /// Also take it off the blogs that have it
        #[arg(long)]
        everywhere: bool,
    },
}

#[derive(Args)]
pub struct Publish {
    /// With front matter (title, slug, tags, categories, excerpt, date) or without
    #[command(flatten)]
    pub input: Input,
    /// The blog (its id, name or address); may be repeated
    #[arg(long, required = true, value_name = "BLOG")]
    pub to: Vec<String>,
    /// How it should stand there
    #[arg(long, value_enum, default_value_t = Status::Publish)]
    pub status: Status,
    /// Its date: 2026-12-24, 2026-12-24T18:00 (this computer's time) or with a zone; in the future:
    /// scheduled
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
    #[command(flatten)]
    pub wishes: Wishes,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Status {
    /// Saved on the blog, seen by its editors only
    Draft,
    /// Waits for an editor of the blog to look at it
    Pending,
    /// Seen by signed-in members of the blog who may read it
    Private,
    /// Seen by every reader
    Publish,
}

#[derive(Subcommand)]
pub enum CommentsCommand {
    /// List comments, newest first over all blogs
    List {
        /// Of one status only
        #[arg(long, value_parser = status)]
        status: Option<CommentStatus>,
        /// Of one blog only (its id, name or address)
        #[arg(long)]
        blog: Option<String>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// List comments that were deleted on their blog, the one that was missed last first
    Deleted {
        /// Of one blog only (its id, name or address)
        #[arg(long)]
        blog: Option<String>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Let every reader see them
    Approve {
        /// Their ids
        #[arg(required = true)]
        ids: Vec<CommentId>,
    },
    /// Let them wait
    Hold {
        /// Their ids
        #[arg(required = true)]
        ids: Vec<CommentId>,
    },
    /// Set them aside as spam
    Spam {
        /// Their ids
        #[arg(required = true)]
        ids: Vec<CommentId>,
    },
    /// Throw them away
    Trash {
        /// Their ids
        #[arg(required = true)]
        ids: Vec<CommentId>,
    },
    /// Change what a comment says
    #[command(group = clap::ArgGroup::new("what").required(true).multiple(true))]
    Edit {
        /// Its id
        id: CommentId,
        /// Its text, in Markdown
        #[arg(long, group = "what")]
        text: Option<String>,
        /// Its author's name
        #[arg(long, group = "what", value_name = "NAME")]
        author: Option<String>,
        /// The address of the author's site; empty takes it away
        #[arg(long, group = "what", value_name = "ADDRESS")]
        url: Option<String>,
    },
    /// Answer a comment; the text is read from standard input
    Reply {
        /// Its id
        id: CommentId,
    },
}

#[derive(Subcommand)]
pub enum OutboxCommand {
    /// List what waits, then what was sent last
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Show a job: what is sent, how it stands and why; of a post that was changed on both sides,
    /// what was before, what is here and what the blog has
    Show {
        /// Its id
        id: JobId,
        /// As JSON
        #[arg(long)]
        json: bool,
        /// Only both texts put together, as a file: where both changed the same, all three stand
        /// between lines of <<<<<<< and >>>>>>>
        #[arg(long, conflicts_with = "json")]
        merged: bool,
    },
    /// Settle a post that was changed on both sides, and send it
    #[command(group = clap::ArgGroup::new("which").required(true))]
    Resolve(Resolve),
}

/// How two edits of a post are settled.
#[derive(Args)]
pub struct Resolve {
    /// The job's id
    pub id: JobId,
    /// Mine goes over what the blog has, which is kept among the earlier texts
    #[arg(long, group = "which")]
    pub mine: bool,
    /// What the blog has becomes the text here; mine is kept among the earlier texts
    #[arg(long, group = "which")]
    pub theirs: bool,
    /// Both put together; where both changed the same, the text of FILE, which `billet outbox show
    /// ID --merged` began
    #[arg(long, group = "which", value_name = "FILE", num_args = 0..=1)]
    pub merged: Option<Option<PathBuf>>,
    /// With --merged, where both changed the status or the date: whose
    #[arg(long, value_enum, requires = "merged")]
    pub status: Option<Side>,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Side {
    /// What I asked for
    Mine,
    /// As it is on the blog
    Theirs,
}

fn since(typed: &str) -> Result<Since, String> {
    match typed {
        "published" => Ok(Since::Published),
        "nothing" => Ok(Since::Nothing),
        number => number
            .parse()
            .map(|id| Since::Revision(RevisionId(id)))
            .map_err(|_| "one of published, nothing, or a number is wanted".to_owned()),
    }
}

fn encoding(name: &str) -> Result<Encoding, String> {
    Encoding::from_name(name)
        .ok_or_else(|| "one of utf-8, windows-1252, utf-16le, utf-16be is wanted".to_owned())
}

fn markup(text: &str) -> Result<Markup, String> {
    Markup::parse(text).ok_or_else(|| "one of blocks, html is wanted".to_owned())
}

fn status(text: &str) -> Result<CommentStatus, String> {
    CommentStatus::parse(text)
        .ok_or_else(|| "one of pending, approved, spam, trash is wanted".to_owned())
}
