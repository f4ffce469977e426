// The screens, each fetched when it is first shown; the writing screen at once.

import type { Component } from "svelte";

import type { View } from "./view.svelte";

type Screen = Promise<{ default: Component }>;

const sources: Record<View["screen"], () => Screen> = {
  posts: () => import("../screens/write/Write.svelte"),
  comments: () => import("../screens/comments/Comments.svelte"),
  blogs: () => import("../screens/blogs/Blogs.svelte"),
  outbox: () => import("../screens/outbox/Outbox.svelte"),
  exchange: () => import("../screens/exchange/Exchange.svelte"),
  preferences: () => import("../screens/preferences/Preferences.svelte"),
};

const loaded = new Map<View["screen"], Screen>();

/** The screen's component; asked for once. */
export function place(screen: View["screen"]): Screen {
  let found = loaded.get(screen);
  if (!found) {
    found = sources[screen]();
    loaded.set(screen, found);
  }
  return found;
}
