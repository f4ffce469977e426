// What carries out each format, and which of them hold where the cursor is.

import type { EditorState, StateCommand } from "@codemirror/state";
import type { EditorView, KeyBinding } from "@codemirror/view";

import {
  headingOf,
  listOf,
  toggleCodeBlock,
  toggleHeading,
  toggleList,
  toggleQuote,
} from "./blocks";
import { binding, type Format, FORMAT_KEYS, FORMATS } from "./formats";
import { MARKS, toggleInline } from "./inline";
import { toggleFootnote, toggleMore } from "./inserts";
import { toggleTable } from "./tables";
import { around, treeAt } from "./tree";

/** What the window does, because it has to ask something first. */
export type Asking = {
  /** An address and words for a link. */
  link: () => void;
  /** A picture from the disk. */
  image: () => void;
  /** What the head of a new table says. */
  columns: [string, string];
};

/** The command of each format. */
export function commands(asking: Asking): Record<Format, (view: EditorView) => boolean> {
  const asks = (ask: () => void) => () => {
    ask();
    return true;
  };
  const own: Record<Exclude<Format, "link" | "image">, StateCommand> = {
    bold: toggleInline("bold"),
    italic: toggleInline("italic"),
    strike: toggleInline("strike"),
    code: toggleInline("code"),
    "heading-2": toggleHeading(2),
    "heading-3": toggleHeading(3),
    "heading-4": toggleHeading(4),
    quote: toggleQuote,
    bullets: toggleList("bullets"),
    numbers: toggleList("numbers"),
    tasks: toggleList("tasks"),
    table: toggleTable(asking.columns),
    "code-block": toggleCodeBlock,
    footnote: toggleFootnote,
    more: toggleMore,
  };
  return { ...own, link: asks(asking.link), image: asks(asking.image) };
}

/** Their keys. A key that is held down is one wish. */
export function formatKeys(all: Record<Format, (view: EditorView) => boolean>): KeyBinding[] {
  return FORMATS.map((name) => ({
    key: binding(FORMAT_KEYS[name]),
    run: (view) => all[name](view) || true,
    preventDefault: true,
  }));
}

const NODES: Partial<Record<Format, ReadonlySet<string>>> = {
  bold: new Set([MARKS.bold.node]),
  italic: new Set([MARKS.italic.node]),
  strike: new Set([MARKS.strike.node]),
  code: new Set([MARKS.code.node]),
  link: new Set(["Link"]),
  image: new Set(["Image"]),
  table: new Set(["Table"]),
  "code-block": new Set(["FencedCode"]),
  footnote: new Set(["FootnoteReference"]),
};

/** The formats that hold for the whole selection. */
export function formatsAt(state: EditorState): Format[] {
  const { from, to } = state.selection.main;
  const { text } = state.doc.lineAt(from);
  // As far as it is known: the buttons may be late, the next key may not.
  const tree = treeAt(state, to, 5);
  const found = FORMATS.filter((name) => {
    const nodes = NODES[name];
    return nodes !== undefined && around(state, from, to, nodes, tree) !== null;
  });
  if (found.includes("code-block")) return ["code-block"];
  const level = headingOf(text);
  if (level >= 2 && level <= 4) found.push(`heading-${level}` as Format);
  const list = listOf(text);
  if (list) found.push(list);
  if (/^\s*>/.test(text)) found.push("quote");
  if (/^\s*<!--\s*more\b/i.test(text)) found.push("more");
  return found;
}
