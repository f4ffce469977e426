// What the palette can lead to.

import { ANY_POST, call, type MenuAction, type PostFilter, type Shelf } from "../ipc";
import { FORMATS } from "../editor/formats";
import { t } from "../messages/index.svelte";
import { canPerform, perform } from "./actions";
import { overview } from "./overview.svelte";
import { go, type View } from "./view.svelte";

/** One line of the palette. */
export type Goal = { key: string; label: string; kind: string; go: () => void };

const SHELVES: Shelf[] = ["drafts", "scheduled", "published", "trash"];
const SHOWN = 6;

/** Places and things to do, in the order of the sidebar. */
export function places(): Goal[] {
  const to = (key: string, label: string, view: View): Goal => ({
    key,
    label,
    kind: t("app.goToPlaces"),
    go: () => go(view),
  });
  const doing = (action: MenuAction, label: string): Goal[] =>
    canPerform(action)
      ? [{ key: action, label, kind: t("app.goToDo"), go: () => perform(action) }]
      : [];
  const comments = (status: "pending" | "approved" | "spam" | "trash", label: string) =>
    to(`comments-${status}`, `${t("app.comments")} · ${label}`, {
      screen: "comments",
      status,
      blog: null,
    });
  return [
    ...doing("new-post", t("app.newPost")),
    ...doing("publish", t("app.publish")),
    ...doing("update-everywhere", t("app.keyUpdate")),
    ...doing("typography", t("typography.open")),
    ...doing("review", t("review.open")),
    ...doing("toggle-preview", t("app.togglePreview")),
    ...doing("toggle-look", t("preview.toggleLook")),
    ...FORMATS.flatMap((name) => doing(`format-${name}`, t(`editor.${name}`))),
    ...doing("outline", t("editor.outline")),
    ...doing("find", t("app.keyFind")),
    ...doing("replace", t("editor.replace")),
    ...doing("typewriter", t("editor.typewriter")),
    ...doing("focus-mode", t("editor.focusMode")),
    ...doing("as-you-type", t("editor.asYouType")),
    ...doing("toolbar", t("editor.toolbarShown")),
    ...doing("full-screen", t("editor.fullScreen")),
    ...doing("zoom-in", t("editor.zoomIn")),
    ...doing("zoom-out", t("editor.zoomOut")),
    ...doing("zoom-reset", t("editor.zoomReset")),
    ...doing("fetch", t("app.fetchNow")),
    ...SHELVES.map((shelf) => to(shelf, t(`app.${shelf}`), { screen: "posts", shelf, post: null })),
    comments("pending", t("app.waiting")),
    comments("approved", t("app.approved")),
    comments("spam", t("app.spam")),
    comments("trash", t("app.trash")),
    ...(overview.now?.blogs ?? []).map((blog) =>
      to(`blog-${blog.id}`, blog.name, { screen: "blogs", blog: blog.id }),
    ),
    to("add-blog", t("app.addBlog"), { screen: "blogs", adding: true }),
    to("outbox", t("app.outbox"), { screen: "outbox" }),
    to("import", t("exchange.importTitle"), { screen: "exchange", way: "in" }),
    to("export", t("exchange.exportTitle"), { screen: "exchange", way: "out" }),
    to("preferences", t("app.preferences"), { screen: "preferences" }),
    ...doing("keys", t("app.keys")),
  ];
}

/** Those whose words begin with the words sought; accents and capitals do not matter. */
export function matching<G extends { label: string }>(goals: G[], query: string): G[] {
  const sought = plain(query).split(" ").filter(Boolean);
  return goals.filter(({ label }) => {
    const words = plain(label).split(/[^\p{L}\p{N}]+/u);
    return sought.every((part) => words.some((word) => word.startsWith(part)));
  });
}

/** Posts and places in one list. What is called as was typed comes before posts that only mention it:
 * among thousands some mention anything. */
export function inOrder<G extends { label: string }>(posts: G[], places: G[], query: string): G[] {
  const sought = plain(query.trim());
  const named = (goal: G) => sought !== "" && plain(goal.label).startsWith(sought);
  const found = matching(places, query);
  return [...found.filter(named), ...posts, ...found.filter((goal) => !named(goal))];
}

/** Posts on any shelf but the trash that have the words; the newest drafts when none are given. */
export async function findPosts(query: string): Promise<Goal[]> {
  const sought = query.trim();
  const shelf = sought === "" ? "drafts" : null;
  const filter: PostFilter = { ...ANY_POST, shelf, query: sought || null, most: SHOWN };
  try {
    const { rows } = await call("list_posts", { filter });
    return rows.map((row) => ({
      key: `post-${row.id}`,
      label: row.title.trim() || t("write.untitled"),
      kind: t(`app.${row.shelf}`),
      go: () => go({ screen: "posts", shelf: row.shelf, post: row.id }),
    }));
  } catch {
    return [];
  }
}

function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
