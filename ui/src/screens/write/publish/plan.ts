// What the publish sheet offers and asks for. Pure.
//
// The writer's wish is for the blogs where nothing is settled yet. What readers already have is only
// updated: it goes back to a draft, or gets another date, by no wish that may have been meant for
// another blog. So the sheet says for each blog what will happen there.

import type { BlogId, BlogView, PublicationView, PublishTarget } from "../../../ipc";
import type { Key } from "../../../messages/index.svelte";

/** How the writer wants it to stand on the blogs. */
export type Wish = "publish" | "schedule" | "review" | "private" | "draft";

/** Every wish, in the order in which they are offered. */
export const WISHES: readonly Wish[] = ["publish", "schedule", "review", "private", "draft"];

/** What the sheet holds. */
export type Choice = {
  wish: Wish;
  /** The date of "schedule", milliseconds since 1970. */
  at: number | null;
  /** The writer chose the wish or its date; until then each blog keeps what it has. */
  chosen: boolean;
  /** Where the writer wants something else than on the others. */
  own: ReadonlyMap<BlogId, Wish>;
  /** Where the writer takes it back from the readers. */
  back: readonly BlogId[];
};

/** What will happen on a blog, and what is asked of it. */
export type Outcome = {
  what:
    | "publish"
    | "schedule"
    | "review"
    | "stays-review"
    | "private"
    | "stays-private"
    | "draft"
    | "stays-draft"
    | "update"
    | "back";
  target: PublishTarget;
};

/** The blogs ticked when the sheet opens: those it is on or going to, or the usual one, or the only
 * one there is. */
export function preselected(
  blogs: BlogView[],
  publications: PublicationView[],
  usual: BlogId | null,
): BlogId[] {
  const on = publications.filter((p) => p.status !== "trash").map((p) => p.blog);
  const there = blogs.filter((blog) => on.includes(blog.id)).map((blog) => blog.id);
  if (there.length > 0) return there;
  const first = blogs.find(({ id }) => id === usual) ?? (blogs.length === 1 ? blogs[0] : undefined);
  return first ? [first.id] : [];
}

/** What the sheet holds when it opens: the wish as it was last asked of a blog where it is still
 * open, `at` the day it waits for or `otherwise`. */
export function firstChoice(
  publications: PublicationView[],
  now: number,
  otherwise: number,
): Choice {
  const open = publications.filter((p) => isOpen(p, now));
  const wish = open.map((p) => ownWish(p, now)).find((own) => own !== null) ?? "publish";
  const planned = open.find((p) => later(p, now));
  const at = planned?.at ?? otherwise;
  return { wish, at, chosen: false, own: new Map(), back: withdrawing(publications) };
}

/** What will happen on `blog` where the post stands as `p` says, if it does at all. */
export function outcome(
  blog: BlogId,
  p: PublicationView | undefined,
  choice: Choice,
  now: number,
): Outcome {
  const apart = choice.own.get(blog);
  if (p === undefined) return asWished(blog, p, apart ?? choice.wish, choice.at, now);
  if (mayTakeBack(p) && choice.back.includes(blog)) {
    return { what: "back", target: { blog, status: "draft", at: null } };
  }
  if (!isOpen(p, now)) return { what: "update", target: kept(p) };
  if (apart) return asWished(blog, p, apart, choice.at, now);
  if (choice.chosen) return asWished(blog, p, choice.wish, choice.at, now);
  if (p.status === "scheduled" && !later(p, now)) return { what: "update", target: kept(p) };
  const own = ownWish(p, now);
  const at = own === "schedule" ? p.at : choice.at;
  return asWished(blog, p, own ?? choice.wish, at, now);
}

/** The wish decides here: readers do not have it yet, unless they will by themselves. */
export function isOpen(p: PublicationView | undefined, now: number): boolean {
  switch (p?.status) {
    case undefined:
    case null:
    case "trash":
    case "draft":
    case "pending":
      return true;
    case "scheduled":
      // Its day has come, though the library has not heard of it yet.
      return p?.at === null || (p !== undefined && later(p, now));
    case "private":
      // Not where somebody else took it from the readers.
      return p?.wanted === "private";
    default:
      return false;
  }
}

/** Why a blog cannot be asked for this; null when it can. */
export function obstacle(blog: BlogView, { what, target }: Outcome): Key | null {
  const { publish, schedule, draft } = blog.capabilities;
  const hidden = target.status === "draft" || target.status === "pending";
  if (hidden) return draft ? null : "write.mayNotDraft";
  if (!publish) return "write.mayNotPublish";
  return what === "schedule" && !schedule ? "write.mayNotSchedule" : null;
}

/** What a blog can be asked for by itself, as far as its account may. */
export function offered({ capabilities: { publish, schedule, draft } }: BlogView): Wish[] {
  const may = { publish, private: publish, schedule: publish && schedule, review: draft, draft };
  return WISHES.filter((wish) => may[wish]);
}

/** Readers have it there, so that it could be taken back from them. */
export function mayTakeBack(p: PublicationView): boolean {
  return p.status === "published" || (p.status === "private" && p.wanted !== "private");
}

/** The word on the button. */
export function sendLabel(outcomes: Outcome[]): Key {
  const all = (...kinds: Outcome["what"][]) => outcomes.every(({ what }) => kinds.includes(what));
  if (outcomes.length === 0 || all("publish")) return "write.sendPublish";
  if (all("update")) return "write.sendUpdate";
  if (all("back")) return "write.sendBack";
  if (all("draft", "stays-draft")) return "write.sendDraft";
  if (all("review", "stays-review")) return "write.sendReview";
  if (all("private", "stays-private")) return "write.sendPrivate";
  if (all("schedule")) return "write.sendSchedule";
  return all("publish", "update") ? "write.sendPublish" : "write.sendMixed";
}

/** Edited since it was sent, so that an update would change what is there. Each as it stands there,
 * also where somebody else published it or put it back meanwhile. */
export function updates(publications: PublicationView[]): PublishTarget[] {
  return publications
    .filter((p) => p.editedSince && p.state !== "waiting" && p.status !== "trash")
    .map(kept);
}

/** The name of the blog whose address `blog` will give: where the post is public first, or will be. */
export function firstNamed(
  publications: readonly PublicationView[],
  chosen: readonly { blog: BlogView; will: Outcome }[],
  blog: BlogId,
): string | null {
  const known = publications.filter((p) => p.status !== "trash" && p.movesTo === null);
  const there = known.map((p) => ({ id: p.blog, name: p.blogName, wanted: p.wanted }));
  const coming = chosen
    .filter((one) => !known.some((p) => p.blog === one.blog.id))
    .map((one) => ({ id: one.blog.id, name: one.blog.name, wanted: one.will.target.status }));
  const first = [...there, ...coming].find(({ wanted }) => wanted === "publish");
  return first && first.id !== blog ? first.name : null;
}

function asWished(
  blog: BlogId,
  p: PublicationView | undefined,
  wish: Wish,
  at: number | null,
  now: number,
): Outcome {
  switch (wish) {
    case "publish": {
      // What waits for its day is told that the day is now; any other keeps the date it has.
      const waits = p && (later(p, now) || (p.status === "scheduled" && p.at === null));
      return { what: "publish", target: { blog, status: "publish", at: waits ? now : null } };
    }
    case "schedule":
      return { what: "schedule", target: { blog, status: "publish", at } };
    case "review":
      return p?.status === "pending" && p.state === "sent"
        ? { what: "stays-review", target: kept(p) }
        : { what: "review", target: { blog, status: "pending", at: null } };
    case "private":
      return {
        what: p?.status === "private" ? "stays-private" : "private",
        target: { blog, status: "private", at: null },
      };
    case "draft":
      // What somebody else made wait for an editor goes on waiting.
      if (p?.status === "pending" && p.wanted !== "pending") {
        return { what: "update", target: kept(p) };
      }
      return {
        what: p?.status === "draft" ? "stays-draft" : "draft",
        target: { blog, status: "draft", at: null },
      };
  }
}

/** How it was last asked to stand where it is open; null when that says nothing. */
function ownWish(p: PublicationView, now: number): Wish | null {
  if (p.status === "trash") return null;
  if (p.status === "scheduled" && p.state === "sent") return later(p, now) ? "schedule" : null;
  // As it stands there, unless the writer asked for more and it is not done yet.
  switch (p.state === "sent" && p.status !== "scheduled" ? p.status : p.wanted) {
    case "draft":
      return "draft";
    case "pending":
      return "review";
    case "private":
      return "private";
  }
  return later(p, now) ? "schedule" : "publish";
}

/** It is to appear on a day still to come. A date asked for long ago says nothing of a post that is
 * out: it may have been published earlier on the blog. */
function later(p: PublicationView, now: number): boolean {
  return p.status !== "published" && p.at !== null && p.at > now;
}

/** The text goes there, and nothing else changes. */
function kept({ blog, state, status, wanted, at }: PublicationView): PublishTarget {
  if (status === "published") return { blog, status: "publish", at: null };
  if (status === "draft" && state === "sent") return { blog, status: "draft", at: null };
  // What was asked before is not asked again: the blog may have a word of its own for it.
  return { blog, status: wanted, at };
}

/** Where it is already being taken back. */
function withdrawing(publications: PublicationView[]): BlogId[] {
  return publications
    .filter((p) => mayTakeBack(p) && p.state === "waiting" && p.wanted === "draft")
    .map((p) => p.blog);
}
