// What the sample backend holds, and what all its parts need.

import type {
  BlogView,
  CommandError,
  Commands,
  CommentStatus,
  ErrorCode,
  JobView,
  PostDetail,
} from "../../src/ipc/generated";
import { sampleBlogs } from "../blogs";
import { sampleComments, type SampleComment } from "../comments";
import { everyJob, someJobs } from "../outbox";
import { samplePosts } from "../posts";

/** What the address of the page asks for. */
export const asked = new URLSearchParams(location.search);
export const offline = asked.has("offline");
const empty = asked.has("empty");

/** Rows of a page of a list. */
export const PAGE = 60;

export const posts: PostDetail[] = empty ? [] : samplePosts();
export const blogs: BlogView[] = empty ? [] : sampleBlogs();
export const comments: SampleComment[] = empty ? [] : sampleComments();
export const jobs: JobView[] =
  empty || asked.get("jobs") === "none"
    ? []
    : asked.get("jobs") === "all"
      ? everyJob()
      : someJobs(offline);
/** Replies that were begun, by the comment they answer. */
export const begun = new Map<number, string>();
export const strokes = new Map<string, [number, CommentStatus][]>();
/** Who listens to which event. */
export const heard = new Map<string, ((payload: unknown) => void)[]>();

/** The commands that one part of the backend answers. */
export type Part<K extends keyof Commands> = {
  [C in K]: (args: Commands[C]["args"]) => Commands[C]["result"] | Promise<Commands[C]["result"]>;
};

let last = 1000;

/** An id that nothing has yet. */
export function nextId(): number {
  last += 1;
  return last;
}

/** Tells the page that something changed. */
export function changed() {
  setTimeout(() => heard.get("changed")?.forEach((fn) => fn(null)), 5);
}

export function post(id: number): PostDetail {
  const found = posts.find((p) => p.id === id);
  if (!found) throw failure("not_found");
  return found;
}

export function comment(id: number): SampleComment {
  const found = comments.find((c) => c.id === id);
  if (!found) throw failure("not_found");
  return found;
}

export function plain(html: string): string {
  return html.replace(/<[^>]+>/g, "");
}

export function failure(code: ErrorCode, names: Record<string, string> = {}): CommandError {
  const again: ErrorCode[] = ["disk_full", "library", "lost", "no_answer", "unreachable", "busy"];
  return {
    code,
    names,
    recovery: again.includes(code) ? "try_again" : "edit",
    message: `sample: ${code}`,
  };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
