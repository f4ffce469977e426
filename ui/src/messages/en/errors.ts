import type { Cause, ErrorCode } from "../../ipc/generated";

type Errors = Record<`code.${ErrorCode}` | `cause.${Cause["cause"]}`, string> & {
  details: string;
  tryAgain: string;
};

/** What happened, what is safe, what to do: one sentence or two for everything that can fail. */
export const errors: Errors = {
  details: "Details",
  tryAgain: "Try again",

  "code.bad_address": "“{address}” is not a web address. Check it and try again.",
  "code.blog_exists": "This blog is already connected.",
  "code.busy": "{host} asks for a little patience. Nothing is lost; try again in a moment.",
  "code.cannot_reply":
    "A comment that is spam, in the trash or not sent yet cannot be answered. Approve it first.",
  "code.disk_full":
    "The disk is full. Your text is still here in the window: make some room, then try again.",
  "code.empty_post": "There is nothing to publish yet: write a title or a few words first.",
  "code.empty_reply": "The reply is empty. Write a few words first.",
  "code.file_empty": "{path} is empty: there is nothing to bring in. Choose another one.",
  "code.bad_proxy":
    "“{address}” is no address of a proxy. Type a host and its port, such as proxy.example.org:3128.",
  "code.unreachable_through":
    "{host} could not be reached through the proxy {proxy}. See whether the proxy runs, and whether its address, name and password are right (Preferences, Network).",
  "code.file_exists":
    "{path} is there already, and nothing was written. Choose another name, or a folder.",
  "code.file_packed":
    "{path} is packed (a zip or the like). Unpack it, then choose what was inside.",
  "code.file_unknown":
    "{path} is nothing that Billet can bring in. Choose a folder of Markdown or HTML files, or an export of WordPress, Ghost or Blogger.",
  "code.file_encoding":
    "{path} is not UTF-8 text. Save it as UTF-8, or export it again, and choose it once more.",
  "code.file_truncated":
    "{path} ends in the middle: it was not copied or exported whole. Export it again, and choose it once more.",
  "code.file_unreadable":
    "{path} could not be read ({message}). Nothing came in: choose another one.",
  "code.folder_not_empty":
    "{path} is not empty, so nothing was written. Choose a new or an empty folder, or one that Billet exported to before.",
  "code.file_unwritable":
    "{path} could not be written ({message}). See that there is room and that the folder is yours to write.",
  "code.gone": "It is no longer on the blog. What you have here stays as it is.",
  "code.keychain":
    "This computer’s keychain did not answer, or is locked. Nothing is lost: unlock it, then try again.",
  "code.library":
    "Your library could not take this. Your text is still here in the window; try again.",
  "code.no_picture":
    "The picture {path} was not found. Nothing was sent: check where it lies, then publish again.",
  "code.not_a_picture":
    "{path} is no picture that the blog takes. Nothing was sent: use JPEG, PNG, GIF, WebP or AVIF.",
  "code.picture_too_large":
    "The picture {path} is larger than 64 MB. Nothing was sent: make it smaller, then publish again.",
  "code.not_changed":
    "The blog said yes and left it as it was. Look at it there: a plugin may keep it so.",
  "code.no_pictures":
    "This blog takes no pictures from Billet. Use one that is on the web, then publish again.",
  "code.lost": "Something went wrong inside Billet. Your text is safe; try again.",
  "code.moved":
    "{host} sends to another address: {address}. Your password was not sent there. Connect the blog under that address.",
  "code.needs_https":
    "{host} takes passwords only over a secure connection (https). Nothing was sent. Ask whoever runs the site to switch it on.",
  "code.no_answer":
    "{host} did not give a readable answer. What you have here is safe; try again in a moment.",
  "code.no_blog":
    "No blog was found at {address}. Check the address, or paste the address of one of its posts.",
  "code.not_there":
    "The post is not on that blog any more, so it cannot move from there. Nothing was changed.",
  "code.no_blog_chosen": "Choose at least one blog.",
  "code.library_damaged":
    "The library is damaged in places, so no backup is made of it; the earlier ones are kept. Close Billet and run “billet doctor --fix” in a terminal.",
  "code.not_a_backup":
    "That file is no backup of Billet, or not a whole one. Choose another; nothing was changed.",
  "code.library_newer":
    "A newer Billet wrote this library: it can be read here, and nothing is changed. Install the newer one to write.",
  "code.no_backup":
    "The backup could not be written to {path}. Your library is unchanged: see that there is room on the disk.",
  "code.no_secret": "Billet has no password for {blog} any more. Sign in again to go on.",
  "code.not_allowed": "Your account may not do that: {message}",
  "code.not_found": "It is no longer in your library. It may have been removed in another window.",
  "code.nothing_shown":
    "Billet knows of no post that readers of {blog} see, so it cannot tell how the blog shows one. Publish one, or fetch the blog’s posts, then ask again.",
  "code.not_in_the_page":
    "Billet did not find the text of a post in the pages of {blog}: a password may guard them, or a program in the page may put it there. Nothing is lost; the plain preview stays.",
  "code.refused": "The blog said no: “{message}” What you have here is safe.",
  "code.sign_in":
    "The name or the password was not accepted. Use an application password, not the one you sign in with on the site.",
  "code.stale": "The text was changed meanwhile. Look at it, then publish again.",
  "code.no_conflict": "There is nothing to merge here any more: look at the outbox again.",
  "code.too_late": "It is already on its way and can no longer be stopped.",
  "code.unreachable":
    "{host} could not be reached. What you have here is safe; check the connection and try again.",

  "cause.offline": "The blog cannot be reached. Nothing is lost: this will be sent when it can.",
  "cause.unreadable": "The blog answers, but not so that Billet can read it. It is tried again.",
  "cause.busy": "The blog asks for patience. It will be tried again by itself.",
  "cause.sign_in":
    "The blog does not accept the password any more. Sign in again and it will be sent.",
  "cause.not_allowed":
    "Your account may not do this on that blog. Ask for the right, then try again.",
  "cause.no_secret":
    "The password is no longer kept on this computer. Sign in again and it will be sent.",
  "cause.keychain":
    "The password could not be read from this computer’s keychain. It will be tried again by itself.",
  "cause.gone": "It is no longer on the blog. What you have here is safe.",
  "cause.changed_elsewhere":
    "The post was changed on the blog meanwhile. Nothing was overwritten: compare both texts and merge them.",
  "cause.decided_elsewhere":
    "Someone else decided on this comment meanwhile. Nothing was changed: look at it, then decide.",
  "cause.found_twice":
    "Two copies of this post were found on the blog. Neither was touched: remove one there, then try again.",
  "cause.refused": "The blog said no: “{message}” What you have here is safe.",
  "cause.pictures":
    "The blog does not have the picture {first} yet. The post waits for it, so that readers never see it without.",
  "cause.picture_lost":
    "The picture {name} is no longer in your library. Put it back where the text says, then publish again.",
  "cause.after": "Waits until the post is on {blog}.",
  "cause.no_pictures":
    "This blog takes no pictures from Billet. Use one that is on the web, then publish again.",
  "cause.comment_changed":
    "The comment was changed on the blog meanwhile. Nothing was overwritten: look at it there, then decide.",
  "cause.slipped_between":
    "Yours is on the blog. In the same moment somebody had saved another text there: it is kept among the earlier texts of this post.",
  "cause.moved":
    "The blog sends to another address: {to}. Nothing was sent there. Connect the blog under that address.",
  "cause.not_a_blog":
    "What answers at the blog’s address is not your blog any more. What you have here is safe: check the blog, then try again.",
  "cause.not_changed":
    "The blog said yes and left it as it was. Look at it there: a plugin may keep it so.",
  "cause.may_have_arrived":
    "The blog’s answer was lost, and this kind of blog cannot be asked. Look whether it is there: send it again only if it is missing.",
  "cause.not_approved": "The comment it answers is not approved yet, so the reply waits.",
  "cause.library": "Your library could not be read just then. Nothing is lost: try again.",
  "cause.gave_up":
    "The blog did not answer for three days. Your text is safe here; try again when it is back.",
  "cause.restored":
    "The library was put back from a backup, and the blog may have this post since. Look there first; try again only if it is not there.",
};
