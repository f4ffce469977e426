// Sample jobs: one of every state and cause, to read every sentence (?jobs=all).

import type { Cause, JobView } from "../src/ipc/generated";
import { hoursAgo, minutesAgo } from "./clock";

const causes: Cause[] = [
  { cause: "changed_elsewhere" },
  { cause: "decided_elsewhere", now: "spam" },
  { cause: "sign_in" },
  { cause: "no_secret" },
  { cause: "keychain" },
  { cause: "unreadable" },
  { cause: "not_allowed" },
  { cause: "gone" },
  { cause: "found_twice" },
  { cause: "refused", message: "Désolé, vous n’avez pas l’autorisation de modifier cet article." },
  { cause: "pictures", first: "salle.jpg" },
  { cause: "picture_lost", name: "salle.jpg" },
  { cause: "no_pictures" },
  { cause: "comment_changed" },
  { cause: "slipped_between" },
  { cause: "moved", to: "https://ailleurs.example/" },
  { cause: "not_a_blog" },
  { cause: "not_changed" },
  { cause: "may_have_arrived" },
  { cause: "not_approved" },
  { cause: "library" },
  { cause: "gave_up" },
];

/** What a job with such a cause is about. */
function about({ cause }: Cause): Partial<JobView> {
  const comment = { about: "Camille Roux", comment: 2, post: null };
  switch (cause) {
    case "decided_elsewhere":
      return { activity: { activity: "decide", decision: "approve" }, ...comment };
    case "comment_changed":
      return { activity: { activity: "edit_comment" }, ...comment };
    case "not_approved":
      return { activity: { activity: "reply" }, ...comment };
    case "no_pictures":
    case "picture_lost":
      return { activity: { activity: "upload" }, about: "salle.jpg", post: null };
    default:
      return {};
  }
}

/** A job in every state, and failed for every cause. */
export function everyJob(): JobView[] {
  const job = (id: number, more: Partial<JobView>): JobView => ({
    id,
    blog: 1,
    blogName: "Carnet du réseau",
    activity: { activity: "publish" },
    about: "Ce que le réseau change pour une association",
    state: "queued",
    cause: null,
    attempts: 0,
    dueAt: Date.now(),
    createdAt: minutesAgo(6),
    post: 1,
    comment: null,
    url: null,
    ...more,
  });
  const failed = causes.map((cause, i) =>
    job(10 + i, {
      state: "failed",
      cause,
      attempts: 1,
      url: "https://carnet.example.org/2026/11/reseau/",
      ...about(cause),
    }),
  );
  return [
    ...failed,
    job(2, { state: "sending", attempts: 1 }),
    job(3, {
      dueAt: Date.now() + 6_000,
      activity: { activity: "decide", decision: "spam" },
      about: "Camille Roux",
      post: null,
      comment: 2,
    }),
    job(4, {
      state: "retry",
      cause: { cause: "offline" },
      attempts: 3,
      dueAt: Date.now() + 40_000,
      activity: { activity: "reply" },
      about: "Camille Roux",
    }),
    job(5, { state: "unknown", attempts: 1, dueAt: Date.now() + 15_000 }),
    job(6, { activity: { activity: "trash" }, about: "" }),
    job(7, { state: "done", dueAt: hoursAgo(3), url: "https://carnet.example.org/2026/11/salle/" }),
  ];
}

/** Some of them, as on an ordinary day; waiting for the network when `offline`. */
export function someJobs(offline: boolean): JobView[] {
  const job = (id: number, more: Partial<JobView>): JobView => ({
    id,
    blog: 1,
    blogName: "Carnet du réseau",
    activity: { activity: "publish" },
    about: "La salle rouvre samedi",
    state: "queued",
    cause: null,
    attempts: 0,
    dueAt: Date.now(),
    createdAt: minutesAgo(6),
    post: 6,
    comment: null,
    url: null,
    ...more,
  });
  if (offline) {
    return [
      job(1, { state: "retry", cause: { cause: "offline" }, attempts: 3, dueAt: minutesAgo(-4) }),
      job(2, {
        activity: { activity: "reply" },
        about: "Camille Roux",
        state: "retry",
        cause: { cause: "offline" },
        attempts: 1,
      }),
    ];
  }
  return [
    job(3, {
      blog: 2,
      blogName: "La Maison bleue",
      about: "Trois leçons d’une collecte d’hiver",
      post: 2,
      state: "failed",
      cause: { cause: "changed_elsewhere" },
      attempts: 1,
    }),
    job(4, {
      activity: { activity: "decide", decision: "approve" },
      about: "Lectrice 4",
      state: "done",
      attempts: 1,
      createdAt: hoursAgo(3),
      post: null,
      comment: 203,
    }),
    job(5, {
      state: "done",
      attempts: 1,
      createdAt: hoursAgo(5),
      url: "https://carnet.example.org/2026/11/la-salle-rouvre/",
    }),
  ];
}
