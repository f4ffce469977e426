//! The post office: an open library together with the blogs it writes to.
//!
//! [`Office`] is the whole API. What a person does (write, publish, decide, reply, add a blog) goes
//! into the library and its outbox in one transaction and returns at once; [`Office::send_due`]
//! carries jobs out; [`Office::fetch`] brings comments in. No function here asks what time it is
//! or sleeps: the caller's loop does ([`Office::run`]), with a clock that was passed in.

mod blogs;
mod contents;
mod decide;
mod embeds;
mod error;
mod fetch;
mod form;
mod lease;
mod media;
mod merge;
mod moderation;
mod network;
mod office;
mod outcome;
mod pictures;
mod publish;
mod secrets;
mod standing;
mod typeset;
mod wish;
mod worker;
mod writing;

pub use contents::{Cancelled, Contents};
pub use error::SyncError;
pub use fetch::{Fetched, Fetching};
pub use merge::{Conflict, Resolved, Seen, Sides};
pub use moderation::{GRACE, Stroke};
pub use office::{Connector, Office};
pub use secrets::Secrets;
pub use standing::{Standing, standing};
