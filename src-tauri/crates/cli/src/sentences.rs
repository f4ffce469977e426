//! Causes as sentences.

use billet_core::Cause;

/// Why something on `blog` waits or failed, and what to do.
pub fn cause(cause: &Cause, blog: &str) -> String {
    match cause {
        Cause::Offline => format!(
            "{blog} could not be reached. It is safe in the outbox: `billet sync` or the window \
             sends it later."
        ),
        Cause::Busy => format!("{blog} asks for patience. It is safe in the outbox and waits."),
        Cause::SignIn => format!(
            "{blog} does not accept the application password any more. It is safe in the outbox: \
             make a new password there, then `billet blogs add` the blog again with it."
        ),
        Cause::NotAllowed => format!("The account on {blog} may not do that."),
        Cause::NoSecret => format!(
            "No password is kept for {blog}. It is safe in the outbox: `billet blogs add` the blog \
             again, or set BILLET_SECRET for `billet sync`."
        ),
        Cause::Keychain => format!(
            "The system's keychain did not give the password for {blog}. It is safe in the outbox: \
             unlock the keychain, then `billet sync`."
        ),
        Cause::Gone => format!("It is no longer on {blog}."),
        Cause::ChangedElsewhere => format!(
            "It was changed on {blog} since Billet last saw it. Nothing was overwritten: compare \
             both in the window."
        ),
        Cause::DecidedElsewhere { now } => format!(
            "Somebody else decided meanwhile: on {blog} it is “{}” now. Nothing was changed.",
            now.as_str()
        ),
        Cause::FoundTwice => format!(
            "It was found twice on {blog}. Neither was touched: remove one there, then try again."
        ),
        Cause::Refused { message } => format!("{blog} refused: {message}"),
        Cause::LocalImages { first } => {
            format!("The text shows a picture that is only on this computer ({first}).")
        }
        Cause::GaveUp => {
            format!("{blog} did not answer for three days. Try again with `billet sync`.")
        }
        Cause::Restored => format!(
            "The library was put back from a backup, and {blog} may have this post since. Look \
             there first; if it is not there, try again in the window's outbox."
        ),
    }
}
