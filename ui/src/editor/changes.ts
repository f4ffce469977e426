// Changes and places that come from outside, as the editor's own.

import { isolateHistory } from "@codemirror/commands";
import {
  Annotation,
  EditorSelection,
  type EditorState,
  type SelectionRange,
  type TransactionSpec,
} from "@codemirror/state";

import type { Change } from "./Editor.svelte";

/** Marks a text that was loaded, not typed. */
export const loaded = Annotation.define<boolean>();

/** Changes that the writer agreed to: typed, as far as anybody can tell, and one step to undo. */
export function agreed(state: EditorState, changes: readonly Change[]): TransactionSpec {
  return {
    changes: state.changes(changes.map(({ from, to, text }) => ({ from, to, insert: text }))),
    userEvent: "input",
    annotations: isolateHistory.of("full"),
  };
}

/** A selection of what stands between two places; as much of it as there is. */
export function placed(state: EditorState, from: number, to: number): SelectionRange {
  const within = (place: number) => Math.min(Math.max(0, place), state.doc.length);
  // The place first: the cursor ends where reading on begins.
  return EditorSelection.range(within(from), within(to));
}
