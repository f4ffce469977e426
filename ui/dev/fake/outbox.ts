// The outbox and merging, in the sample backend.

import { sampleConflict } from "../merge";
import { asked, begun, changed, failure, jobs, pause, type Part } from "./state";

// What goes wrong once.
let trouble = asked.get("merge");

export const outboxCommands: Part<
  | "list_jobs"
  | "retry_job"
  | "cancel_job"
  | "job_contents"
  | "send_anyway"
  | "conflict_of"
  | "resolve_conflict"
> = {
  list_jobs: () => structuredClone(jobs),
  retry_job: ({ id }) => {
    const found = jobs.find((j) => j.id === id);
    if (found) Object.assign(found, { state: "sending", cause: null });
    changed();
    return null;
  },
  cancel_job: ({ id }) => {
    const taken = jobs.find((j) => j.id === id);
    if (taken?.activity.activity === "reply") begun.set(taken.comment ?? 1, "Merci, à jeudi !");
    jobs.splice(
      jobs.findIndex((j) => j.id === id),
      1,
    );
    changed();
    return taken?.state === "unknown" ? "may_be_there" : "nothing_sent";
  },
  job_contents: ({ id }) => ({
    title: jobs.find((j) => j.id === id)?.about ?? "",
    html: "<p>Les premiers mots.</p>",
    words: "Les premiers mots.",
    status: "publish",
    at: null,
  }),
  send_anyway: ({ id }) => outboxCommands.retry_job({ id }),
  conflict_of: async ({ job }) => {
    await pause(700);
    if (trouble === "offline") {
      trouble = null;
      throw failure("unreachable", { host: "maison.example.org" });
    }
    return sampleConflict(job, asked.get("merge"));
  },
  resolve_conflict: async ({ job, text }) => {
    await pause(300);
    if (trouble === "stale") {
      trouble = null;
      throw failure("stale");
    }
    console.info("merged", text);
    return outboxCommands.retry_job({ id: job });
  },
};
