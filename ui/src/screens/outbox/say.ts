/** The words for a job: its name with the names put in, and those of its buttons. */
import type { JobView } from "../../ipc";
import { t, type Key } from "../../messages/index.svelte";
import { nameOf, type JobAction } from "./jobs";

/** What each button says. */
export const LABELS: Record<JobAction, Key> = {
  retry: "outbox.retry",
  cancel: "outbox.cancel",
  "send-anyway": "outbox.sendAnyway",
  "sign-in": "outbox.signIn",
  "open-on-blog": "outbox.openOnBlog",
  "open-post": "outbox.openPost",
};

/** "Publish “La salle rouvre” on Carnet du réseau". */
export function jobName(job: JobView): string {
  return t(nameOf(job), {
    title: job.about,
    author: job.about || t("outbox.anonymous"),
    blog: job.blogName,
  });
}
