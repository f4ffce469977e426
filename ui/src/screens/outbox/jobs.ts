/**
 * What is said of a job and what can be done about it. Pure: keys of the catalogue and names, no
 * words.
 */
import type { JobView } from "../../ipc";
import type { Key } from "../../messages/index.svelte";

/** What a reader can do about a job. */
export type JobAction =
  | "retry"
  | "cancel"
  | "send-anyway"
  | "sign-in"
  | "open-on-blog"
  | "open-post"
  | "open-blog"
  | "merge";

/** Where a job stands on the screen. */
export type Shelf = "needYou" | "open" | "done";

/** The shelf of a job. */
export function shelfOf(job: JobView): Shelf {
  if (job.state === "done") return "done";
  return job.state === "failed" ? "needYou" : "open";
}

/** The sentence that names a job, before its names are put in. */
export function nameOf(job: JobView): Key {
  const { activity, about } = job;
  switch (activity.activity) {
    case "publish":
      return about === "" ? "outbox.publishUntitled" : "outbox.publish";
    case "trash":
      return about === "" ? "outbox.trashUntitled" : "outbox.trash";
    case "decide":
      return `outbox.decide.${activity.decision}`;
    case "reply":
      return "outbox.reply";
    case "edit_comment":
      return "outbox.editComment";
    case "upload":
      return "outbox.upload";
  }
}

/** The sentence of when it goes on, and the moment it means; none when it is done or waits for the
 * writer. */
export function whenOf(job: JobView, now: number): { key: Key; at: number | null } | null {
  const ahead = job.dueAt > now;
  switch (job.state) {
    case "queued":
      return ahead
        ? { key: "outbox.sendsIn", at: job.dueAt }
        : { key: "outbox.state.queued", at: null };
    case "sending":
      return { key: "outbox.state.sending", at: null };
    case "retry":
      return ahead
        ? { key: "outbox.triesAgain", at: job.dueAt }
        : { key: "outbox.triesNow", at: null };
    case "unknown":
      return ahead
        ? { key: "outbox.looksAgain", at: job.dueAt }
        : { key: "outbox.state.unknown", at: null };
    case "done":
    case "failed":
      return null;
  }
}

/**
 * What is offered, the most useful first. Nothing that could send twice: what is on its way offers
 * nothing, and what may have arrived can only be given up, because Billet asks the blog first.
 */
export function actionsOf(job: JobView): JobAction[] {
  switch (job.state) {
    case "queued":
      return ["cancel"];
    case "sending":
      return [];
    case "unknown":
      return ["cancel"];
    case "done":
      return look(job);
    case "retry":
      return needsSignIn(job) ? ["sign-in", "cancel"] : ["retry", "cancel"];
    case "failed":
      return [...cure(job), "cancel"];
  }
}

/** For a clash, a look at both comes before what would overwrite one. */
function cure(job: JobView): JobAction[] {
  switch (job.cause?.cause) {
    case "changed_elsewhere":
      return isMergeable(job)
        ? ["merge", "send-anyway", ...look(job)]
        : [...look(job), "send-anyway"];
    case "decided_elsewhere":
    case "comment_changed":
    case "may_have_arrived":
      return [...look(job), "send-anyway"];
    case "slipped_between":
      return job.post === null ? [] : ["open-post"];
    case "moved":
    case "not_a_blog":
      return ["open-blog", "retry"];
    case "found_twice":
      return [...look(job), "retry"];
    case "sign_in":
    case "no_secret":
      return ["sign-in"];
    case "picture_lost":
      return job.post === null ? ["retry"] : ["open-post"];
    case "gone":
      // Deleted there: it can be put there again. A decision or a reply has nothing left to go to.
      return job.activity.activity === "publish" ? ["send-anyway"] : [];
    default:
      return ["retry"];
  }
}

/** Two texts of a post can be made one; a post that goes off the blog has nothing to merge. */
export function isMergeable(job: JobView): boolean {
  return job.activity.activity === "publish" && job.cause?.cause === "changed_elsewhere";
}

/** "Send mine anyway" puts a post there again that is no longer there. */
export function isAnew(job: JobView, action: JobAction): boolean {
  return action === "send-anyway" && job.cause?.cause === "gone";
}

/** It is done, and only told: there is nothing to take back. */
export function isTold(job: JobView): boolean {
  return job.cause?.cause === "slipped_between";
}

/** Where it can be seen: its own address, else that of its comment. */
function look(job: JobView): JobAction[] {
  return job.url === null && job.comment === null ? [] : ["open-on-blog"];
}

function needsSignIn({ cause }: JobView): boolean {
  return cause?.cause === "sign_in" || cause?.cause === "no_secret";
}
