/**
 * What a key means on the desk. Single letters work only while no text is being typed; the caller
 * says so, because only it knows where the focus is.
 */
import type { Decision } from "../../ipc";

/** What a key asks for. */
export type DeskAction =
  | { do: "decide"; decision: Decision }
  | { do: "reply" | "undo" | "select" | "select-all" | "leave" | "open" }
  | { do: "move"; step: 1 | -1; reach: boolean };

/** As much of a keyboard event as its meaning needs. */
export interface Pressed {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  /** The key is held down. */
  repeat: boolean;
}

/** The letter of each decision, also shown on its button. */
export const LETTERS: Record<Decision | "reply" | "undo", string> = {
  approve: "A",
  reply: "R",
  spam: "S",
  trash: "D",
  hold: "H",
  undo: "Z",
};

const BY_LETTER: Record<string, DeskAction> = {
  a: { do: "decide", decision: "approve" },
  s: { do: "decide", decision: "spam" },
  d: { do: "decide", decision: "trash" },
  h: { do: "decide", decision: "hold" },
  r: { do: "reply" },
  z: { do: "undo" },
  x: { do: "select" },
};

/** The letter a key gives; on a layout without Latin letters, the one at its place. */
function letter({ key, code }: Pressed): string {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  const isLetter = /^\p{L}$/u.test(key);
  return isLetter && /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
}

/**
 * The action of a key, or none. `inList` is whether the focus is in the list of comments. A key
 * held down only moves: nobody decides on a comment they had no time to see.
 */
export function actionOf(pressed: Pressed, inList: boolean): DeskAction | null {
  const { ctrlKey, metaKey, altKey, shiftKey } = pressed;
  const name = letter(pressed);
  if (altKey) return null;
  if (ctrlKey || metaKey) return name === "a" && !shiftKey && inList ? { do: "select-all" } : null;
  if (name === "j" || (inList && name === "ArrowDown"))
    return { do: "move", step: 1, reach: shiftKey };
  if (name === "k" || (inList && name === "ArrowUp"))
    return { do: "move", step: -1, reach: shiftKey };
  if (pressed.repeat) return null;
  if (name === "Escape") return { do: "leave" };
  if (name === "Enter") return inList && !shiftKey ? { do: "open" } : null;
  if (name === " ") return inList ? { do: "select" } : null;
  return shiftKey ? null : (BY_LETTER[name] ?? null);
}
