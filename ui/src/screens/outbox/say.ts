/** The words for a job: its name with the names put in, and those of its buttons. */
import type { JobView } from "../../ipc";
import { t, type Key } from "../../messages/index.svelte";
import { isAnew, nameOf, type JobAction } from "./jobs";

const LABELS: Record<JobAction, Key> = {
  retry: "outbox.retry",
  cancel: "outbox.cancel",
  "send-anyway": "outbox.sendAnyway",
  "sign-in": "outbox.signIn",
  "open-on-blog": "outbox.openOnBlog",
  "open-post": "outbox.openPost",
  merge: "merge.open",
};

/** What the button of this job says. */
export function label(job: JobView, action: JobAction): string {
  return t(isAnew(job, action) ? "outbox.publishAnew" : LABELS[action]);
}

/** What is said when it went well. */
export function doneWords(job: JobView, action: "retry" | "cancel" | "send-anyway"): string {
  switch (action) {
    case "retry":
      return t("outbox.tryingAgain");
    case "cancel":
      // The words of a reply stand nowhere else.
      return t(job.activity.activity === "reply" ? "outbox.replyBack" : "outbox.cancelled");
    case "send-anyway":
      return t(isAnew(job, action) ? "outbox.publishedAnew" : "outbox.sentAnyway");
  }
}

/** "Publish “La salle rouvre” on Carnet du réseau". */
export function jobName(job: JobView): string {
  return t(nameOf(job), {
    title: job.about,
    author: job.about || t("outbox.anonymous"),
    blog: job.blogName,
  });
}
