// What the publish sheet offers and asks for. Pure.

import type { BlogId, BlogView, Cause, PublicationView, PublishRequest } from "../../../ipc";
import type { Key } from "../../../messages/index.svelte";

/** How the writer wants it to stand on the blogs. */
export type Wish = "publish" | "schedule" | "draft";

/** The blogs ticked when the sheet opens: those it is on or going to, or the only one there is. */
export function preselected(blogs: BlogView[], publications: PublicationView[]): BlogId[] {
  const on = publications.filter((p) => p.status !== "trash").map((p) => p.blog);
  const there = blogs.filter((blog) => on.includes(blog.id)).map((blog) => blog.id);
  const [only] = blogs;
  return there.length === 0 && blogs.length === 1 && only ? [only.id] : there;
}

/** How it is to stand when the sheet opens: as it was last asked to. */
export function firstWish(publications: PublicationView[], now: number): Wish {
  const [first] = publications;
  if (!first) return "publish";
  if (first.wanted === "draft") return "draft";
  return first.at !== null && first.at > now && first.status !== "published"
    ? "schedule"
    : "publish";
}

/** Why a blog cannot be asked for this; null when it can. */
export function obstacle(blog: BlogView, wish: Wish): Key | null {
  if (wish === "publish" && !blog.capabilities.publish) return "write.mayNotPublish";
  if (wish === "schedule" && !blog.capabilities.publish) return "write.mayNotPublish";
  if (wish === "schedule" && !blog.capabilities.schedule) return "write.mayNotSchedule";
  if (wish === "draft" && !blog.capabilities.draft) return "write.mayNotDraft";
  return null;
}

/** Readers see it there already, or will by themselves. */
function isOut(publication: PublicationView): boolean {
  return publication.status === "published" || publication.status === "scheduled";
}

/**
 * What to ask the outbox for. "Now" for a post that still waits for its day says so with a date;
 * any other keeps the date it has.
 */
export function request(
  blogs: BlogId[],
  wish: Wish,
  at: number | null,
  publications: PublicationView[],
  now: number,
): PublishRequest {
  if (wish === "draft") return { blogs, status: "draft", at: null };
  if (wish === "schedule") return { blogs, status: "publish", at };
  const early = publications.some(
    (p) => blogs.includes(p.blog) && p.status !== "published" && p.at !== null && p.at > now,
  );
  return { blogs, status: "publish", at: early ? now : null };
}

/** The word on the button. */
export function sendLabel(blogs: BlogId[], wish: Wish, publications: PublicationView[]): Key {
  if (wish === "draft") return "write.sendDraft";
  if (wish === "schedule") return "write.sendSchedule";
  const there = publications.filter((p) => blogs.includes(p.blog) && p.status === "published");
  return blogs.length > 0 && there.length === blogs.length
    ? "write.sendUpdate"
    : "write.sendPublish";
}

/** Edited since it was sent, so that an update would change what readers see. One request for each
 * way it stands there; each keeps that way. */
export function updates(publications: PublicationView[], now: number): PublishRequest[] {
  const groups = new Map<string, PublishRequest>();
  for (const p of publications) {
    if (!p.editedSince || p.state === "waiting" || p.status === "trash") continue;
    const at = p.at !== null && p.at > now ? p.at : null;
    const key = `${p.wanted} ${at}`;
    const group = groups.get(key) ?? { blogs: [], status: p.wanted, at };
    group.blogs.push(p.blog);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What is on blogs, which would lose it if it were taken off them. */
export function stillOn(publications: PublicationView[]): PublicationView[] {
  return publications.filter((p) => p.status !== null && p.status !== "trash");
}

/** How it stands on a blog, in a word; null when there is nothing to say. */
export function standing(publication: PublicationView): Key {
  if (publication.state === "waiting") return "write.stateWaiting";
  if (publication.state === "needs_you") return "write.stateNeedsYou";
  if (isOut(publication) && publication.editedSince) return "write.stateEdited";
  switch (publication.status) {
    case "published":
      return "write.statePublished";
    case "scheduled":
      return "write.stateScheduled";
    case "draft":
      return "write.stateDraft";
    case "pending":
      return "write.statePending";
    case "private":
      return "write.statePrivate";
    case "trash":
      return "write.stateTrash";
    default:
      return "write.stateSent";
  }
}

/** What the writer can do about a cause. */
export function remedy(cause: Cause): "again" | "sign-in" | "anyway" {
  if (cause.cause === "sign_in" || cause.cause === "no_secret") return "sign-in";
  return cause.cause === "changed_elsewhere" ? "anyway" : "again";
}

/** A moment as a `datetime-local` box writes it, in this computer's time zone. */
export function toLocalInput(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** What such a box says, as milliseconds since 1970; null when it says nothing. */
export function fromLocalInput(value: string): number | null {
  const at = value === "" ? Number.NaN : new Date(value).getTime();
  return Number.isNaN(at) ? null : at;
}

/** Tomorrow at nine, this computer's time. */
export function tomorrowMorning(now: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + 1);
  day.setHours(9, 0, 0, 0);
  return day.getTime();
}
