// How this writer likes the desk; kept on this computer, not in the library.

import type { Side } from "./placement";

const PREVIEW = "billet.preview";
const SIDE = "billet.preview.side";
const VIEW = "billet.view";

class Beside {
  #on = $state(read(PREVIEW) !== "off");
  #side = $state<Side>(read(SIDE) === "below" ? "below" : "beside");

  /** The preview is seen with the text, where there is room. */
  get on(): boolean {
    return this.#on;
  }

  set on(on: boolean) {
    this.#on = on;
    keep(PREVIEW, on ? "on" : "off");
  }

  /** Where it stands then. */
  get side(): Side {
    return this.#side;
  }

  set side(side: Side) {
    this.#side = side;
    keep(SIDE, side);
  }
}

/** Whether the preview is seen with the text, and where. */
export const beside = new Beside();

/** What can be chosen. */
export type Taste = {
  toolbar: boolean;
  typewriter: boolean;
  focus: boolean;
  /** Typography as one types; null follows the typography that posts are published with. */
  typing: boolean | null;
  /** The size of the text, in percent of the usual one. */
  zoom: number;
  /** Words one wants to write between opening a post and leaving it; 0 for none. */
  goal: number;
};

const USUAL: Taste = {
  toolbar: true,
  typewriter: false,
  focus: false,
  typing: null,
  zoom: 100,
  goal: 0,
};

/** The sizes of the text, in percent. */
export const ZOOMS = [75, 85, 100, 115, 130, 150, 175, 200];

/** The size after this one; the last one stays. */
export function zoomed(now: number, by: 1 | -1): number {
  const at = ZOOMS.findIndex((zoom) => zoom >= now);
  return (
    ZOOMS[Math.min(Math.max(0, (at < 0 ? ZOOMS.length - 1 : at) + by), ZOOMS.length - 1)] ?? 100
  );
}

/** What was kept, as far as it can be believed. */
export function tasteOf(json: string | null): Taste {
  let kept: unknown = null;
  try {
    kept = JSON.parse(json ?? "null");
  } catch {
    // As if nothing had been kept.
  }
  const given = (typeof kept === "object" && kept !== null ? kept : {}) as Partial<Taste>;
  const taste = { ...USUAL };
  if (typeof given.toolbar === "boolean") taste.toolbar = given.toolbar;
  if (typeof given.typewriter === "boolean") taste.typewriter = given.typewriter;
  if (typeof given.focus === "boolean") taste.focus = given.focus;
  if (typeof given.typing === "boolean") taste.typing = given.typing;
  if (ZOOMS.includes(given.zoom ?? 0)) taste.zoom = given.zoom ?? 100;
  if (Number.isInteger(given.goal) && (given.goal ?? -1) >= 0) taste.goal = given.goal ?? 0;
  return taste;
}

/** What is chosen now. Changed with `like`. */
export const taste: Taste = $state(tasteOf(read(VIEW)));

/** Changes some of it, and keeps it. */
export function like(changes: Partial<Taste>): void {
  Object.assign(taste, changes);
  keep(VIEW, JSON.stringify(taste));
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // It is forgotten when the window closes, no more.
  }
}
