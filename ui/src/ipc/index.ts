// What the interface asks the shell for, typed by the list of commands in src-tauri/commands/mod.rs.
// Nothing else in ui/ talks to Tauri.

import type { Format } from "../editor/formats";
import type { CommandError, Commands } from "./generated";
import { invoke, listen } from "./tauri";

export type * from "./generated";

/** Calls a command; rejects with a `CommandError`, whatever went wrong. */
export async function call<K extends keyof Commands>(
  name: K,
  args: Commands[K]["args"],
): Promise<Commands[K]["result"]> {
  try {
    return (await invoke(name, args)) as Commands[K]["result"];
  } catch (error) {
    throw asCommandError(error);
  }
}

/** Any failure as one the interface has a sentence for. */
export function asCommandError(error: unknown): CommandError {
  if (typeof error === "object" && error !== null && "code" in error && "recovery" in error) {
    return error as CommandError;
  }
  return { code: "lost", names: {}, recovery: "try_again", message: String(error) };
}

/** What the menu can ask for. */
export type MenuAction =
  | "new-post"
  | "publish"
  | "update-everywhere"
  | "go-to"
  | "keys"
  | "show-drafts"
  | "show-waiting"
  | "show-blogs"
  | "show-outbox"
  | "preferences"
  | "import"
  | "export"
  | "review"
  | "toggle-preview"
  | "toggle-look"
  | "fetch"
  | "find"
  | "replace"
  | "typography"
  | "outline"
  | "typewriter"
  | "focus-mode"
  | "as-you-type"
  | "toolbar"
  | "full-screen"
  | "zoom-in"
  | "zoom-out"
  | "zoom-reset"
  | `format-${Format}`;

/** Something in the library changed, by this process or another: read again what is shown. */
export function onChanged(changed: () => void): () => void {
  return listen("changed", () => changed());
}

/** A choice in the window's menu. */
export function onMenu(chosen: (action: MenuAction) => void): () => void {
  return listen("menu", (payload) => chosen(payload as MenuAction));
}

/** The window wants to close: save what is unsaved, then `call("ready_to_close", {})`. */
export function onBeforeClose(closing: () => void): () => void {
  return listen("closing", () => closing());
}

/** What narrows a list of posts to nothing less than its shelf and its words; last changed first. */
export const ANY_POST = {
  blog: null,
  tag: null,
  from: null,
  until: null,
  order: "changed",
  after: null,
  most: null,
} as const;
