// Where the reader is. The one thing that decides which screen shows.

import type { BlogId, CommentStatus, PostId, Shelf } from "../ipc";

export type View =
  /** `publish`: its publish sheet is open. */
  | { screen: "posts"; shelf: Shelf; post: PostId | null; publish?: boolean }
  | { screen: "comments"; status: CommentStatus | null; blog: BlogId | null }
  /** `then`: the post that waits for the blog that is added. */
  | { screen: "blogs"; adding?: boolean; blog?: BlogId; signIn?: boolean; then?: PostId }
  | { screen: "outbox" }
  | { screen: "exchange"; way: "in" | "out" }
  | { screen: "preferences" };

/** The place shown now. Change it with `go`. */
export const view: View = $state<View>({ screen: "posts", shelf: "drafts", post: null } as View);

/** Goes to another place. */
export function go(next: View): void {
  const now = view as Record<string, unknown>;
  for (const key of Object.keys(now)) if (!(key in next)) delete now[key];
  Object.assign(now, next);
}
