// What is put at the cursor: footnotes, the break after which a blog shows "read more". Asked for
// again they go away.

import {
  type ChangeSpec,
  EditorSelection,
  type EditorState,
  type StateCommand,
} from "@codemirror/state";
import type { Text } from "@codemirror/state";

import { isInCode } from "./tree";

const MORE = /^\s*<!--\s*more\b.*?-->\s*$/i;

/** Puts the break into a line of its own, from wherever it stood; where it stands, takes it away. */
export const toggleMore: StateCommand = ({ state, dispatch }) => {
  const line = state.doc.lineAt(state.selection.main.head);
  if (isInCode(state, line.from)) return false;
  const known = findLine(state.doc, MORE);
  const near = known !== null && Math.abs(known - line.number) <= 1;
  const changes: ChangeSpec[] = known === null ? [] : [wholeLine(state, known)];
  let selection: EditorSelection | undefined;
  if (!near) {
    const blank = line.text.trim() === "";
    const insert = blank ? "<!--more-->\n" : "\n\n<!--more-->\n";
    changes.push({ from: blank ? line.from : line.to, insert });
    const set = state.changes(changes);
    selection = EditorSelection.single(set.mapPos(blank ? line.from : line.to, 1));
  }
  dispatch(state.update({ changes, selection, userEvent: "input.format", scrollIntoView: true }));
  return true;
};

function findLine(doc: Text, pattern: RegExp): number | null {
  let number = 0;
  for (const text of doc.iterLines()) {
    number += 1;
    if (pattern.test(text)) return number;
  }
  return null;
}

/** A line with its break, and with one of the two empty lines that would meet. */
function wholeLine(state: EditorState, number: number): { from: number; to: number } {
  const { doc } = state;
  const line = doc.line(number);
  const isBlank = (n: number) => n >= 1 && n <= doc.lines && doc.line(n).text.trim() === "";
  const from = isBlank(number - 1) && (isBlank(number + 1) || number === doc.lines) ? -1 : 0;
  const start = from === 0 ? line.from : doc.line(number - 1).from;
  return { from: start, to: Math.min(line.to + 1, doc.length) };
}

const REFERENCE = /\[\^([^\s[\]^]+)\](?!:)/g;
const NOTE = /^\[\^([^\s[\]^]+)\]:[ \t]?/;

/** Puts a reference at the cursor and its note at the end, where the words go; on a reference, or in
 * a note without words, takes both away. */
export const toggleFootnote: StateCommand = ({ state, dispatch }) => {
  const at = state.selection.main.to;
  if (isInCode(state, at)) return false;
  const name = nameAt(state, at);
  const spec = name === null ? added(state, at) : removed(state, name, at);
  dispatch(state.update({ ...spec, userEvent: "input.format", scrollIntoView: true }));
  return true;
};

function nameAt(state: EditorState, at: number): string | null {
  const line = state.doc.lineAt(at);
  const note = NOTE.exec(line.text);
  if (note && line.text.slice(note[0].length).trim() === "") return note[1] ?? null;
  for (const found of line.text.matchAll(REFERENCE)) {
    const from = line.from + found.index;
    if (from < at && at <= from + found[0].length) return found[1] ?? null;
  }
  return null;
}

function added(state: EditorState, at: number) {
  const text = state.doc.toString();
  const used = new Set([...text.matchAll(/\[\^([^\s[\]^]+)\]/g)].map(([, name]) => name));
  let number = 1;
  while (used.has(String(number))) number += 1;
  const reference = `[^${number}]`;
  const end = text.trimEnd().length;
  const lastLine = text.slice(text.lastIndexOf("\n", end - 1) + 1, end);
  const gap = end === 0 ? "" : NOTE.test(lastLine) && at < end - lastLine.length ? "\n" : "\n\n";
  const note = `${gap}[^${number}]: `;
  const changes =
    at >= end
      ? [{ from: at, to: state.doc.length, insert: reference + (gap || "\n\n") + note.trimStart() }]
      : [
          { from: at, insert: reference },
          { from: end, to: state.doc.length, insert: note },
        ];
  const length = state.changes(changes).newLength;
  return { changes, selection: EditorSelection.single(length) };
}

function removed(state: EditorState, name: string, at: number) {
  const text = state.doc.toString();
  const changes: { from: number; to: number }[] = [];
  for (const found of text.matchAll(REFERENCE)) {
    if (found[1] === name) changes.push({ from: found.index, to: found.index + found[0].length });
  }
  const note = lineOf(text, `[^${name}]:`);
  if (note) changes.push(note);
  // Back to where the reference was, from a note that goes.
  const first = changes[0];
  const inNote = note !== null && note.from <= at && at <= note.to;
  const set = state.changes(changes);
  const head = set.mapPos(inNote && first ? first.from : at);
  return { changes: set, selection: EditorSelection.single(head) };
}

function lineOf(text: string, begin: string): { from: number; to: number } | null {
  const at = text.startsWith(begin) ? 0 : text.indexOf(`\n${begin}`);
  if (at < 0) return null;
  const end = text.indexOf("\n", at + 1);
  // At the end of the text the empty line before it goes, too.
  const from = end < 0 ? text.slice(0, at).trimEnd().length : at;
  return { from, to: end < 0 ? text.length : end };
}
