// What makes an editor go on where it was left: the steps to undo, the cursor, the scroll. Kept
// apart from the text, and only believed when it fits the text: lost steps are a pity, lost words
// are not an option.

import { history, historyField } from "@codemirror/commands";
import { EditorState, type Extension, type Text } from "@codemirror/state";

/** As kept: bound to one text by its length and its sum. */
export type Memory = {
  length: number;
  sum: number;
  /** CodeMirror's own form of the steps. */
  steps: { done: unknown[]; undone: unknown[] };
  cursor: { anchor: number; head: number };
  /** The line at the top of the pane, from 0, with how far into it. */
  line: number;
};

/** More than this is forgotten, the oldest steps first; in characters. */
export const MOST = 400_000;

/** A sum of a text (FNV-1a over UTF-16 code units): it tells other texts of the same length apart. */
export function sumOf(doc: Text): number {
  let sum = 0x811c9dc5;
  for (const piece of doc.iter()) {
    for (let i = 0; i < piece.length; i += 1) {
      sum = Math.imul(sum ^ piece.charCodeAt(i), 0x01000193);
    }
  }
  return sum >>> 0;
}

/** What to keep of an editor. */
export function memoryOf(state: EditorState, line: number): Memory {
  const { anchor, head } = state.selection.main;
  return {
    length: state.doc.length,
    sum: sumOf(state.doc),
    steps: bounded(state.toJSON({ steps: historyField }).steps as Memory["steps"]),
    cursor: { anchor, head },
    line,
  };
}

// From the newest back, as many as there is room for. A large step ends it: what came before could
// not be undone without it.
function bounded({ done, undone }: Memory["steps"]): Memory["steps"] {
  let room = MOST;
  const fits = (step: unknown) => (room -= JSON.stringify(step).length) >= 0;
  const kept = (steps: unknown[]) => {
    const from = steps.findLastIndex((step) => !fits(step));
    return steps.slice(from + 1);
  };
  return { undone: kept(undone), done: kept(done) };
}

/** An editor's first state: as it was left, where the memory fits the text; else a new one. */
export function remembered(doc: string, memory: Memory | null, extensions: Extension): EditorState {
  const own = [history(), extensions];
  const fresh = EditorState.create({ doc, extensions: own });
  if (memory === null || memory.length !== fresh.doc.length) return fresh;
  const { length } = memory;
  const within = (place: number) => Math.min(Math.max(0, Math.trunc(place) || 0), length);
  const selection = {
    ranges: [{ anchor: within(memory.cursor.anchor), head: within(memory.cursor.head) }],
    main: 0,
  };
  try {
    const fits = memory.sum === sumOf(fresh.doc);
    const steps = fits ? memory.steps : { done: [], undone: [] };
    const json = { doc, selection, steps };
    return EditorState.fromJSON(json, { extensions: own }, { steps: historyField });
  } catch {
    return fresh;
  }
}
