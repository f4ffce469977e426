// A backend of sample data in the page, for working on the look of things without the desktop.
// Not part of the build. In the address: ?lang=fr|en&theme=light|dark&empty=1&offline=1&disk=full
// &jobs=all|none&sync=1&keychain=none&late=1&merge=long|offline|stale

import type { Commands, Shelf } from "../src/ipc/generated";
import { editing } from "./editing";
import { exchanging } from "./exchange";
import { blogCommands, postsUnderWay, underWay } from "./fake/blogs";
import { commentCommands } from "./fake/comments";
import { outboxCommands } from "./fake/outbox";
import { postCommands } from "./fake/posts";
import { preferenceCommands } from "./fake/preferences";
import { settingsCommands } from "./fake/settings";
import {
  asked,
  begun,
  blogs,
  comments,
  heard,
  jobs,
  offline,
  pause,
  posts,
  type Part,
} from "./fake/state";

const fake: Part<keyof Commands> = {
  overview: () => ({
    drafts: on("drafts"),
    scheduled: on("scheduled"),
    published: on("published"),
    trash: on("trash"),
    waiting: comments.filter((c) => c.status === "pending").length,
    approved: comments.filter((c) => c.status === "approved").length,
    spam: comments.filter((c) => c.status === "spam").length,
    trashedComments: comments.filter((c) => c.status === "trash").length,
    blogs: blogs.map(({ id, name, health }) => ({ id, name, health })),
    sending: {
      waiting: jobs.filter((j) => j.state === "queued" || j.state === "retry").length,
      sending: jobs.filter((j) => j.state === "sending").length,
      needsYou: offline ? 0 : jobs.filter((j) => j.state === "failed").length,
      offline,
    },
    sync: underWay(),
    postsSync: postsUnderWay(),
    library: {
      recovered: asked.has("aside")
        ? { path: asked.get("aside") ?? "", posts: 112, comments: 1204, whole: false }
        : null,
      newer: asked.has("newer"),
      backupFailed: asked.has("nobackup") ? "no_backup" : null,
    },
  }),
  ...postCommands,
  ...editing,
  ...exchanging,
  ...commentCommands,
  ...blogCommands,
  ...outboxCommands,
  ...preferenceCommands,
  ...settingsCommands,
};

/** The desktop's `invoke`, answered from the samples. */
export async function invoke(name: string, args: Record<string, unknown>): Promise<unknown> {
  await pause(4);
  const command = fake[name as keyof Commands] as (args: unknown) => unknown;
  return command(structuredClone(args));
}

/** The desktop's `listen`. `window.fakeEvent(name, payload)` sends one. */
export function listen(event: string, fn: (payload: unknown) => void): () => void {
  heard.set(event, [...(heard.get(event) ?? []), fn]);
  return () =>
    heard.set(
      event,
      (heard.get(event) ?? []).filter((f) => f !== fn),
    );
}

Object.assign(window, {
  fakeEvent: (name: string, payload: unknown) => heard.get(name)?.forEach((fn) => fn(payload)),
  fakePosts: posts,
  fakeBegun: begun,
});

function on(shelf: Shelf): number {
  return posts.filter((p) => p.shelf === shelf).length;
}
