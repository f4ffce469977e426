// For tests: a text with its selection, `‹…›`, or its cursor, `¦`, written into it.

import { EditorSelection, EditorState, type Extension, type StateCommand } from "@codemirror/state";

import { language } from "./markdown";

/** The state such a text describes. */
export function stateOf(marked: string, extensions: Extension = []): EditorState {
  const from = marked.search(/[‹¦]/);
  const doc = marked.replace(/[‹›¦]/g, "");
  const to = marked.includes("›") ? marked.indexOf("›") - 1 : from;
  const selection = EditorSelection.range(Math.max(0, from), Math.max(0, to));
  return EditorState.create({ doc, selection, extensions: [language, extensions] });
}

/** A state as such a text. */
export function marked(state: EditorState): string {
  const { from, to } = state.selection.main;
  const text = state.doc.toString();
  if (from === to) return `${text.slice(0, from)}¦${text.slice(from)}`;
  return `${text.slice(0, from)}‹${text.slice(from, to)}›${text.slice(to)}`;
}

/** The text after each of these commands in turn. */
export function after(text: string, ...commands: StateCommand[]): string {
  let state = stateOf(text);
  for (const command of commands) command({ state, dispatch: (tr) => (state = tr.state) });
  return marked(state);
}
