// Keys that work anywhere. Pure, so that the list can be tested; App.svelte listens.

import type { MenuAction } from "../ipc";

/** What a key asks for anywhere in the window. */
export type Shortcut = { action: MenuAction } | { pane: 1 | -1 } | null;

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

// Where a plus needs Shift and where it does not.
const SIZES: Record<string, MenuAction> = {
  "+": "zoom-in",
  "=": "zoom-in",
  "-": "zoom-out",
  "0": "zoom-reset",
};

/** Held down, a key asks again and again; only moving about means that. The rest is asked once, and
 * the keys that open the publish sheet do not send what nobody has read in it. */
export function meansAgain(asked: Exclude<Shortcut, null>): boolean {
  return "pane" in asked;
}

/** What `event` asks for; `typing` when the focus is where letters are text. */
export function shortcut(event: Pressed, typing: boolean): Shortcut {
  // Elsewhere it loads the page again, which has no meaning here.
  if (event.key === "F5") return { action: "fetch" };
  if (event.key === "F11") return { action: "full-screen" };
  if (event.key === "F6") return { pane: event.shiftKey ? -1 : 1 };
  const mod = event.ctrlKey || event.metaKey;
  if (mod && !event.altKey && !event.shiftKey) {
    switch (event.key.toLowerCase()) {
      case "n":
        return { action: "new-post" };
      case "enter":
        return { action: "publish" };
      case "k":
        return { action: "go-to" };
      case ",":
        return { action: "preferences" };
      case "r":
        return { action: "fetch" };
      case "1":
        return { action: "show-drafts" };
      case "2":
        return { action: "show-waiting" };
      case "3":
        return { action: "show-blogs" };
      case "4":
        return { action: "show-outbox" };
    }
  }
  const sized = mod && !event.altKey ? SIZES[event.key] : undefined;
  if (sized) return { action: sized };
  if (mod && !event.altKey && event.shiftKey && event.key === "Enter") {
    return { action: "update-everywhere" };
  }
  if (mod && event.shiftKey && event.key.toLowerCase() === "o") return { action: "outline" };
  if (mod && event.shiftKey && event.key.toLowerCase() === "r") return { action: "fetch" };
  if (mod && event.shiftKey && event.key.toLowerCase() === "p") return { action: "toggle-preview" };
  if (event.key === "?" && !mod && !event.altKey && !typing) return { action: "keys" };
  return null;
}

/** Whether letters typed at `target` are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !/^(checkbox|radio|button)$/.test(target.type);
}
