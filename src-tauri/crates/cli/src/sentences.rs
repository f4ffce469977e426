//! Causes as sentences.

use billet_core::Cause;

/// Why something on `blog` waits or failed, and what to do.
pub fn cause(cause: &Cause, blog: &str) -> String {
    match cause {
        Cause::Offline => format!(
            "{blog} could not be reached. It is safe in the outbox: `billet sync` or the window \
             sends it later."
        ),
        Cause::Unreadable => format!(
            "{blog} answers, but not so that Billet can read it. It is safe in the outbox and is \
             tried again."
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
             both in the window, or with `billet outbox show`, then `billet outbox resolve`."
        ),
        Cause::DecidedElsewhere { now } => format!(
            "Somebody else decided meanwhile: on {blog} it is “{}” now. Nothing was changed.",
            now.as_str()
        ),
        Cause::FoundTwice => format!(
            "It was found twice on {blog}. Neither was touched: remove one there, then try again."
        ),
        Cause::Refused { message } => format!("{blog} refused: {message}"),
        Cause::Pictures { first } => {
            format!("{blog} does not have the picture {first} yet, so the post waits for it.")
        }
        Cause::PictureLost { name } => format!(
            "The library no longer has the picture {name}: put it back where the text says, then \
             publish again."
        ),
        Cause::NoPictures => format!(
            "{blog} takes no pictures from Billet: use one that is on the web, then publish again."
        ),
        Cause::CommentChanged => format!(
            "The comment was changed on {blog} since you saw it. Nothing was overwritten: look at \
             it there, then decide."
        ),
        Cause::SlippedBetween => format!(
            "Your text is on {blog}. It replaced one that somebody saved there in the same moment: \
             that one is kept among the earlier texts of the post."
        ),
        Cause::Moved { to } => format!(
            "{blog} sends to another address, {to}. Nothing was sent there: connect the blog under \
             that address with `billet blogs add`."
        ),
        Cause::NotABlog => format!(
            "What answers at the address of {blog} is not that blog any more. It is safe in the \
             outbox: look with `billet blogs check`."
        ),
        Cause::NotChanged => format!(
            "{blog} said yes and left it as it was. Look at it there; a plugin may keep it so."
        ),
        Cause::MayHaveArrived => format!(
            "{blog} gave no readable answer and cannot be asked whether it arrived. Look at it \
             there: send it again only if it is missing."
        ),
        Cause::NotApproved => {
            "The comment that it answers is not approved yet, so the reply waits.".to_owned()
        }
        Cause::Library => {
            "The library could not be read. Run `billet outbox list`, then try again.".to_owned()
        }
        Cause::After { blog: other } => {
            format!("It waits until the post is on “{other}”, and leaves for {blog} then.")
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
