//! What the window may ask for: one file per screen, and here the one list of commands.
//!
//! `commands!` makes three things of that list: the functions that Tauri calls, the handler that
//! knows them, and the TypeScript map in `ui/src/ipc/generated.ts`. A name or an argument that does
//! not fit fails the compiler on this side and `svelte-check` on the other.
//!
//! A body is a plain function of [`Shell`], so it runs in a test without a window.

mod blogs;
mod comments;
mod error;
pub mod exchange;
mod library;
mod looks;
mod merge;
mod outbox;
mod overview;
mod posts;
mod preferences;
mod review;
#[cfg(test)]
mod tests;
mod writing;

use std::sync::Arc;

use billet_core::{
    BlogId, CommentId, Decision, JobId, Markup, PostId, PostKind, RevisionId, Settings, Shelf,
};

use billet_exchange::{Exported, Report, Reviewed};
use blogs::{BlogView, FoundBlog};
use comments::{BegunReply, CommentDetail, CommentFilter, CommentPage, Stroke, Undone};
pub use error::{CommandError, ErrorCode};
use exchange::{ExchangeProgress, ExportForm};
use library::LibraryView;
use looks::{LookProgress, LookView};
use merge::{Conflict, ResolvedText};
use outbox::{CancelledView, ContentsView, JobView};
use overview::Overview;
use posts::{
    Against, BlogSettingsView, CalledOffView, ComparisonView, CorrectionView, Cursor, FindingView,
    PlacesView, PostDetail, PostEdit, PostFacets, PostFilter, PostPage, PostSettingsView,
    PreviewChange, PublicationView, PublishRequest, Restored, RevisionPage, SavedView, StoppedView,
    Terms, TextLanguage, TrashView,
};
pub use preferences::{Language, Preferences, Theme};
use preferences::{PreferencesView, RouteWish, ShapingView, Typography};
use review::{ReviewForm, ReviewWish};
use writing::CountsView;

use crate::state::Shell;

/// The writer's choice when the app starts; the defaults when it cannot be read.
pub(crate) fn chosen_preferences(shell: &Shell) -> Preferences {
    preferences::read(shell).unwrap_or_default()
}

/// What every command gives.
pub type Answer<T> = Result<T, CommandError>;

macro_rules! commands {
    ($( $(#[$doc:meta])* $mode:ident $name:ident ( $($arg:ident : $ty:ty),* $(,)? ) -> $out:ty = $body:path; )+) => {
        mod wire {
            use super::*;
            use tauri::State;
            $(
                $(#[$doc])*
                #[tauri::command]
                pub async fn $name(shell: State<'_, Arc<Shell>> $(, $arg: $ty)*) -> Answer<$out> {
                    let shell = Arc::clone(&shell);
                    commands!(@run $mode shell, $body, $($arg),*)
                }
            )+
        }

        /// Everything the window may call.
        pub fn handler<R: tauri::Runtime>() -> impl Fn(tauri::ipc::Invoke<R>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$(wire::$name),+]
        }

        /// The same list as TypeScript.
        #[cfg(test)]
        pub(crate) fn describe(types: &mut crate::types::Types) {
            $(
                let arguments = vec![$((stringify!($arg), types.name_of::<$ty>())),*];
                let result = types.name_of::<$out>();
                types.command(stringify!($name), &arguments, &result);
            )+
        }
    };
    // Quick work on the library: on a thread that may block.
    (@run local $shell:ident, $body:path, $($arg:ident),*) => {
        tauri::async_runtime::spawn_blocking(move || $body(&$shell $(, $arg)*))
            .await
            .map_err(CommandError::lost)?
    };
    // Work that talks to a blog.
    (@run remote $shell:ident, $body:path, $($arg:ident),*) => {
        $body(&$shell $(, $arg)*).await
    };
}

commands! {
    /// The sidebar: counts, blogs, and the line that tells the truth about sending.
    local overview() -> Overview = overview::overview;

    /// A page of a list.
    local list_posts(filter: PostFilter) -> PostPage = posts::list;
    /// How many posts a list has, and where its pages end.
    local post_places(filter: PostFilter) -> PlacesView = posts::places;
    local post_facets(shelf: Shelf) -> PostFacets = posts::facets;
    /// A post with everything the editor shows.
    local get_post(id: PostId) -> PostDetail = posts::get;
    /// A new, empty draft.
    local create_post() -> PostDetail = posts::create;
    /// Commits the text; says "saved" only once it is on the disk.
    local save_post(id: PostId, from: i64, edit: PostEdit) -> SavedView = posts::save;
    /// To the trash; `everywhere` also takes it off the blogs that have it.
    local trash_post(id: PostId, everywhere: bool) -> () = posts::trash;
    /// A new draft with the text of a post, under another title.
    local duplicate_post(id: PostId, title: String) -> PostDetail = posts::duplicate;
    /// What emptying the trash would take away.
    local trash_contents() -> TrashView = posts::trash_contents;
    /// Deletes for ever what was in the trash when it was asked what that is; how many posts.
    local empty_trash(until: i64) -> usize = posts::empty_trash;
    /// A page of the earlier texts of a post, newest first.
    local list_revisions(id: PostId, after: Option<Cursor>) -> RevisionPage = posts::revisions;
    /// What changed between an earlier text and another one.
    local compare_revision(id: RevisionId, against: Against) -> ComparisonView = posts::compare_revision;
    /// Keeps the present text, its version `from`, under a name.
    local keep_checkpoint(id: PostId, from: i64, name: String) -> RevisionId = posts::keep_checkpoint;
    /// Gives an earlier text a name, another one, or (an empty one) none.
    local name_revision(id: RevisionId, name: String) -> () = posts::name_revision;
    /// A saved earlier text.
    local get_revision(id: RevisionId) -> PostEdit = posts::revision;
    /// Puts an earlier text back; the present one is kept among the earlier ones.
    local put_back(id: PostId, from: i64, revision: RevisionId) -> PostDetail = posts::put_back;
    /// Back from the trash.
    local restore_post(id: PostId) -> Restored = posts::restore;
    /// Throws away a draft in which nothing was written.
    local discard_blank_post(id: PostId) -> () = posts::discard_blank;
    /// The text as safe HTML, block by block: what changed since the state that is `shown`.
    local render_preview(markdown: String, shown: Option<u32>) -> PreviewChange = posts::preview;
    /// Formatted text from the clipboard as Markdown.
    local markdown_of(html: String) -> String = posts::markdown_of;
    /// What to look at before it is published; `https`: a blog it goes to is read over https.
    local check_post(id: PostId, title: String, body: String, https: bool) -> Vec<FindingView> = posts::check_post;
    /// What a typographer would change.
    local correct_typography(title: String, body: String, language: TextLanguage) -> CorrectionView = posts::correct_typography;
    /// Puts the post in the outbox for these blogs and returns at once.
    local publish_post(id: PostId, request: PublishRequest) -> Vec<PublicationView> = posts::publish;
    /// Takes back what is to be published of a post and has not left.
    local call_off_publishing(id: PostId) -> StoppedView = posts::call_off_publishing;
    /// Publishes it on another blog, then takes it off the first one.
    local move_post(id: PostId, version: i64, from: BlogId, to: BlogId) -> Vec<PublicationView> = posts::move_post;
    /// Calls a move off, as far as it has not happened.
    local call_off_move(id: PostId, from: BlogId) -> CalledOffView = posts::call_off_move;
    /// What the post is to have on its blogs beside its text.
    local post_settings(id: PostId) -> PostSettingsView = posts::settings::of_post;
    /// Replaces that, for every blog (none) or for one.
    local set_post_settings(id: PostId, blog: Option<BlogId>, settings: Settings) -> () = posts::settings::set_of_post;
    /// What every post is to have on a blog.
    local blog_settings(id: BlogId) -> BlogSettingsView = posts::settings::of_blog;
    /// Replaces that.
    local set_blog_settings(id: BlogId, settings: Settings) -> () = posts::settings::set_of_blog;
    /// Names of tags and categories, for completion.
    local known_terms() -> Terms = posts::terms;

    /// How long a text is, e.g. a selection.
    local count_text(markdown: String) -> CountsView = writing::count;
    /// Keeps a picture in the library; gives the address that a text has it under.
    local add_picture(name: String, base64: String) -> String = writing::add_picture;
    /// A picture on this computer that a post shows, as a `data:` address; none where there is none.
    local picture(post: PostId, address: String) -> Option<String> = writing::picture;
    /// The language of a post, as a tag like `fr`; none when it was not chosen.
    local post_language(id: PostId) -> Option<String> = writing::language;
    /// Chooses the language of a post.
    local set_post_language(id: PostId, language: Option<String>) -> () = writing::set_language;
    /// The system's spell checking reads this language from now on.
    local spell_in(language: String) -> () = writing::spell_in;
    /// The window takes the whole screen, or no longer; true while it does.
    local full_screen() -> bool = writing::full_screen;

    /// How posts, or pages, of a blog look, as it was last fetched.
    local look(blog: BlogId, kind: PostKind) -> Option<LookView> = looks::look;
    /// Fetches that from the page of a post that readers see; none when it was stopped.
    remote fetch_look(blog: BlogId, kind: PostKind) -> Option<LookView> = looks::fetch;
    /// Stops that; what was fetched before stays.
    local stop_look() -> () = looks::stop;
    /// How far that is; none when none is fetched.
    local look_progress() -> Option<LookProgress> = looks::progress;
    /// The blog whose look the preview has; none for the plain one.
    local chosen_look() -> Option<BlogId> = looks::chosen;
    /// Chooses that, for this library.
    local choose_look(blog: Option<BlogId>) -> () = looks::choose;

    /// A page of the desk, newest first over all blogs.
    local list_comments(filter: CommentFilter) -> CommentPage = comments::list;
    /// A comment in its thread, with its post and what is known of its author.
    local get_comment(id: CommentId) -> CommentDetail = comments::get;
    /// Decides on one or many; can be undone with the stroke that comes back.
    local decide(ids: Vec<CommentId>, decision: Decision) -> Stroke = comments::decide;
    /// Takes a stroke back, as far as it has not left yet.
    local undo_stroke(stroke: String) -> Undone = comments::undo;
    /// Answers a comment, in Markdown.
    local reply(id: CommentId, text: String) -> () = comments::reply;
    /// Replies begun and not sent yet.
    local begun_replies() -> Vec<BegunReply> = comments::begun_replies;
    /// Keeps what is typed as a reply; an empty text is forgotten.
    local keep_reply(id: CommentId, text: String) -> () = comments::keep_reply;
    /// A reply as readers will see it.
    local render_reply(text: String) -> String = comments::render_reply;

    /// The blogs of this library.
    local list_blogs() -> Vec<BlogView> = blogs::list;
    /// What stands at an address.
    remote find_blog(address: String) -> FoundBlog = blogs::find;
    /// Signs in and keeps the blog.
    remote add_blog(address: String, username: String, password: String) -> BlogView = blogs::add;
    /// Asks the blog who is signed in and what they may do.
    remote check_blog(id: BlogId) -> BlogView = blogs::check;
    /// A new password for a blog that refused the old one.
    remote sign_in_again(id: BlogId, password: String) -> BlogView = blogs::sign_in_again;
    /// Chooses the form in which posts are written to a blog; sends nothing.
    local set_markup(id: BlogId, markup: Markup) -> BlogView = blogs::set_markup;
    /// Chooses whether a blog's posts are fetched; what came stays.
    local set_fetches_posts(id: BlogId, wanted: bool) -> BlogView = blogs::set_fetches_posts;
    /// Forgets a blog, its comments and its password; posts stay.
    remote remove_blog(id: BlogId) -> () = blogs::remove;
    /// Fetches comments and posts now, of one blog or of all; returns at once.
    local fetch_now(blog: Option<BlogId>) -> () = blogs::fetch_now;
    /// Stops a fetch that is under way; what came stays.
    local stop_fetching() -> () = blogs::stop_fetching;

    /// Open jobs, then the last ones done.
    local list_jobs() -> Vec<JobView> = outbox::list;
    /// Tries a job now.
    local retry_job(id: JobId) -> () = outbox::retry;
    /// Takes a job away, and tells what is on the blog by then.
    local cancel_job(id: JobId) -> CancelledView = outbox::cancel;
    /// What a job sends, or has sent.
    local job_contents(id: JobId) -> ContentsView = outbox::contents;
    /// Sends it although the blog changed meanwhile: the writer chose.
    remote send_anyway(id: JobId) -> () = outbox::send_anyway;
    /// What the writer and the blog made of a post that was changed on both sides.
    remote conflict_of(job: JobId) -> Conflict = merge::conflict_of;
    /// Saves and sends what the writer made of both.
    local resolve_conflict(job: JobId, seen: String, version: i64, text: ResolvedText) -> () = merge::resolve_conflict;

    /// Language, theme and how this computer keeps secrets.
    local preferences() -> PreferencesView = preferences::get;
    /// Keeps the choice of language and theme.
    local set_preferences(preferences: Preferences) -> PreferencesView = preferences::set;
    /// Chooses the typography that posts are published with; none leaves them as they are written.
    local set_typography(language: Option<Typography>) -> PreferencesView = preferences::set_typography;
    /// Chooses the hosts whose pages a post may embed.
    local set_embeds(hosts: Vec<String>) -> PreferencesView = preferences::set_embeds;
    /// How pictures go to blogs from now on.
    local set_shaping(pictures: ShapingView) -> PreferencesView = preferences::set_shaping;
    /// Chooses the way to the blogs: as the system is set, straight, or through a proxy.
    remote set_route(route: RouteWish) -> PreferencesView = preferences::set_route;
    /// Asks the first blog for its page that way; its name, none without a blog.
    remote try_route() -> Option<String> = preferences::try_route;
    /// Where the library is, how large, and its last backup.
    local library() -> LibraryView = library::get;
    /// Copies the library into its folder of backups now.
    local back_up_now() -> LibraryView = library::back_up_now;
    /// Lets the writer choose a backup in the system's dialog, which calls such files `name`.
    remote choose_backup(name: String) -> Option<String> = library::choose_backup;
    /// Closes Billet, puts a backup in the library's place, and opens it again.
    local restore_backup(path: String) -> () = library::restore_backup;
    /// A file or a folder that the writer chooses in the system's dialog.
    remote choose_path(folder: bool) -> Option<String> = exchange::choose_path;
    /// What would come in from a file or a folder; changes nothing.
    local look_at_import(path: String, blog: Option<BlogId>) -> Report = exchange::look_at_import;
    /// Brings in the posts of a file or a folder.
    local run_import(path: String, blog: Option<BlogId>) -> Report = exchange::run_import;
    /// Writes the posts into a folder.
    local run_export(path: String, form: ExportForm, blog: Option<BlogId>) -> Exported = exchange::run_export;
    /// Writes a post for a reviewer: into a folder, or as the file `path`.
    local write_review(id: PostId, path: String, form: ReviewForm, wish: ReviewWish) -> Reviewed = review::write;
    /// Shows a post as a reviewer gets it in a window of its own, and the system's dialog to print it.
    local print_review(id: PostId, wish: ReviewWish) -> () = review::print;
    /// Begins a letter in the system's mail program.
    local begin_letter(subject: String, text: String) -> () = review::letter;
    /// How far the import or export is; none when none is under way.
    local exchange_progress() -> Option<ExchangeProgress> = exchange::progress;
    /// Ends the import or export after the present post; what came in stays.
    local stop_exchange() -> () = exchange::stop;
    /// The window may close: unsaved text is saved.
    local ready_to_close() -> () = preferences::ready_to_close;
    /// The window may not close yet: it has text that the library did not take.
    local stay_open() -> () = preferences::stay_open;
    /// Opens a web address in the browser.
    local open_address(address: String) -> () = preferences::open;
}
