/** The words for a job: its name with the names put in, and those of its buttons. */
import type { CancelledView, JobView } from "../../ipc";
import { t, type Key } from "../../messages/index.svelte";
import { isAnew, isTold, nameOf, type JobAction } from "./jobs";

const LABELS: Record<JobAction, Key> = {
  retry: "outbox.retry",
  cancel: "outbox.cancel",
  "send-anyway": "outbox.sendAnyway",
  "sign-in": "outbox.signIn",
  "open-on-blog": "outbox.openOnBlog",
  "open-post": "outbox.openPost",
  "open-blog": "outbox.openBlog",
  merge: "merge.open",
};

/** What the button of this job says. */
export function label(job: JobView, action: JobAction): string {
  if (action === "cancel" && isTold(job)) return t("outbox.understood");
  if (action === "send-anyway" && job.cause?.cause === "may_have_arrived") {
    return t("outbox.sendAgain");
  }
  return t(isAnew(job, action) ? "outbox.publishAnew" : LABELS[action]);
}

/** What is said when it went well. */
export function doneWords(job: JobView, action: "retry" | "send-anyway"): string {
  switch (action) {
    case "retry":
      return t("outbox.tryingAgain");
    case "send-anyway":
      return t(isAnew(job, action) ? "outbox.publishedAnew" : "outbox.sentAnyway");
  }
}

/** What is said when a job was taken away: the truth about what is on the blog by then. */
export function cancelledWords(job: JobView, there: CancelledView): string {
  // The words of a reply stand nowhere else.
  const back = job.activity.activity === "reply" && there === "nothing_sent";
  return t(back ? "outbox.replyBack" : `outbox.cancelled.${there}`);
}

/** "Publish “La salle rouvre” on Carnet du réseau". */
export function jobName(job: JobView): string {
  return t(nameOf(job), {
    title: job.about,
    author: job.about || t("outbox.anonymous"),
    blog: job.blogName,
  });
}
