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
  "code.gone": "It is no longer on the blog. What you have here stays as it is.",
  "code.keychain":
    "This computer’s keychain did not answer, or is locked. Nothing is lost: unlock it, then try again.",
  "code.library":
    "Your library could not take this. Your text is still here in the window; try again.",
  "code.local_images":
    "A picture is only on this computer: {path}. Nothing was sent. Use a picture that is on the web, then publish again.",
  "code.lost": "Something went wrong inside Billet. Your text is safe; try again.",
  "code.moved":
    "{host} sends to another address: {address}. Your password was not sent there. Connect the blog under that address.",
  "code.needs_https":
    "{host} takes passwords only over a secure connection (https). Nothing was sent. Ask whoever runs the site to switch it on.",
  "code.no_answer":
    "{host} did not give a readable answer. What you have here is safe; try again in a moment.",
  "code.no_blog":
    "No blog was found at {address}. Check the address, or paste the address of one of its posts.",
  "code.no_blog_chosen": "Choose at least one blog.",
  "code.no_secret": "Billet has no password for {blog} any more. Sign in again to go on.",
  "code.not_allowed": "Your account may not do that: {message}",
  "code.not_found": "It is no longer in your library. It may have been removed in another window.",
  "code.refused": "The blog said no: “{message}” What you have here is safe.",
  "code.sign_in":
    "The name or the password was not accepted. Use an application password, not the one you sign in with on the site.",
  "code.stale": "The text was changed meanwhile. Look at it, then publish again.",
  "code.too_late": "It is already on its way and can no longer be stopped.",
  "code.unreachable":
    "{host} could not be reached. What you have here is safe; check the connection and try again.",

  "cause.offline": "The blog cannot be reached. Nothing is lost: this will be sent when it can.",
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
  "cause.local_images":
    "A picture is only on this computer: {first}. Nothing was sent. Use one that is on the web, then publish again.",
  "cause.gave_up":
    "The blog did not answer for three days. Your text is safe here; try again when it is back.",
};
