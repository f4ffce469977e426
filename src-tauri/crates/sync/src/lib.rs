//! The post office: an open library together with the blogs it writes to.
//!
//! [`Office`] is the whole API. What a person does (write, publish, decide, reply, add a blog) goes
//! into the library and its outbox in one transaction and returns at once; [`Office::send_due`]
//! carries jobs out; [`Office::fetch`] brings comments in and
//! [`Office::fetch_posts`] posts. No function here asks what time it is
//! or sleeps: the caller's loop does ([`Office::run`]), with a clock that was passed in.

mod arrivals;
mod attempt;
mod blogs;
mod contents;
mod decide;
mod embeds;
mod error;
mod fetch;
mod form;
mod gather;
mod history;
mod jobs;
mod lanes;
mod language;
mod lease;
mod looks;
mod media;
mod merge;
mod moderation;
mod moved;
mod moving;
mod network;
mod office;
mod outcome;
mod patience;
mod pictures;
mod proxy;
mod publish;
mod search;
mod secrets;
mod settings;
mod shaping;
mod standing;
mod taking;
mod trash;
mod typeset;
mod variation;
mod wish;
mod worker;
mod writing;

pub use contents::{Cancelled, Contents};
pub use error::SyncError;
pub use fetch::{Fetched, Fetching};
pub use gather::Gathered;
pub use history::{Against, Compared, Part, compare};
pub use looks::Looking;
pub use merge::{Conflict, Resolved, Seen, Sides, Stand, Stands};
pub use moderation::{GRACE, Stroke};
pub use moving::CalledOff;
pub use office::{Connector, Office};
pub use proxy::{Route, Wanted};
pub use search::{FoundComment, FoundPost};
pub use secrets::Secrets;
pub use shaping::Shaping;
pub use standing::{Standing, standing};
pub use writing::Asked;
