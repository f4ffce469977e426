// What whole lines are: headings, quotes, lists, blocks of code. Each works on every line of the
// selection in one step, and asked for again takes its marks away.

import {
  type ChangeSpec,
  EditorSelection,
  type EditorState,
  type StateCommand,
} from "@codemirror/state";
import type { Line } from "@codemirror/state";

import { around, isInCode } from "./tree";

/** A line in its parts: `> `, then spaces, then the mark of a list item or a heading, then words. */
type Parts = { quote: string; indent: string; mark: string; words: string };

const PARTS = /^((?:\s*>[ \t]?)*)(\s*)((?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?|#{1,6}\s+|)(.*)$/s;

function parts(text: string): Parts {
  const [, quote = "", indent = "", mark = "", words = ""] = PARTS.exec(text) ?? [];
  return { quote, indent, mark, words };
}

/** The kinds of list. */
export type List = "bullets" | "numbers" | "tasks";

/** Which kind of list a line's mark belongs to. */
export function listOf(text: string): List | null {
  const { mark } = parts(text);
  if (/\[[ xX]\]\s+$/.test(mark)) return "tasks";
  if (/^\d/.test(mark)) return "numbers";
  return /^[-*+]/.test(mark) ? "bullets" : null;
}

/** The level of a heading's line; 0 for any other. */
export function headingOf(text: string): number {
  return /^#+/.exec(parts(text).mark)?.[0].length ?? 0;
}

/** Makes the lines a heading of this level, or plain again. */
export function toggleHeading(level: number): StateCommand {
  return overLines((lines) => {
    const all = lines.every(({ text }) => headingOf(text) === level);
    return lines.map(({ text }) => {
      const { quote, indent, words } = parts(text);
      return all ? quote + indent + words : `${quote}${"#".repeat(level)} ${words}`;
    });
  });
}

/** Makes the lines items of a list, or plain again. */
export function toggleList(kind: List): StateCommand {
  return overLines((lines) => {
    const all = lines.every(({ text }) => listOf(text) === kind);
    return lines.map(({ text }, i) => {
      const { quote, indent, words } = parts(text);
      const mark = { bullets: "- ", numbers: `${i + 1}. `, tasks: "- [ ] " }[kind];
      return all ? quote + indent + words : quote + indent + mark + words;
    });
  });
}

/** Quotes the lines, the empty ones between them too, or takes one level of quoting away. */
export const toggleQuote: StateCommand = overLines((lines) => {
  const quoted = /^\s*>[ \t]?/;
  const all = lines.every(({ text }) => quoted.test(text) || text.trim() === "");
  const any = lines.some(({ text }) => quoted.test(text));
  return lines.map(({ text }) =>
    all && any
      ? text.replace(quoted, "")
      : text.trim() === "" && lines.length > 1
        ? ">"
        : `> ${text}`,
  );
}, true);

/** Puts the lines between fences, or takes the fences of the code at the cursor away. */
export const toggleCodeBlock: StateCommand = ({ state, dispatch }) => {
  const { from, to } = state.selection.main;
  const code = around(state, from, to, new Set(["FencedCode"]));
  const changes: ChangeSpec[] = [];
  let selection: EditorSelection | undefined;
  if (code) {
    const first = state.doc.lineAt(code.from);
    const last = state.doc.lineAt(code.to);
    const closed = code.getChildren("CodeMark").length > 1;
    changes.push({ from: first.from, to: Math.min(first.to + 1, state.doc.length) });
    if (closed && last.from > first.from) changes.push({ from: last.from - 1, to: last.to });
  } else {
    const lines = linesOf(state);
    const first = lines[0];
    const last = lines[lines.length - 1];
    if (!first || !last) return false;
    const fence = fenceFor(state.sliceDoc(first.from, last.to));
    const behind = last.number < state.doc.lines && state.doc.line(last.number + 1).text !== "";
    changes.push(
      { from: first.from, insert: `${fence}\n` },
      { from: last.to, insert: `\n${fence}${behind ? "\n" : ""}` },
    );
    // The words stay selected; an empty line waits for code between its fences.
    const shift = fence.length + 1;
    selection = EditorSelection.single(from + shift, to + shift);
  }
  dispatch(state.update({ changes, selection, userEvent: "input.format", scrollIntoView: true }));
  return true;
};

function fenceFor(text: string): string {
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map((run) => run.length));
  return "`".repeat(longest + 1);
}

/** The lines a selection touches; one it only reaches the beginning of is not meant. */
function linesOf(state: EditorState): Line[] {
  const lines = new Map<number, Line>();
  for (const { from, to } of state.selection.ranges) {
    for (let at = from; at <= to;) {
      const line = state.doc.lineAt(at);
      if (line.from < to || line.from === from) lines.set(line.number, line);
      at = line.to + 1;
    }
  }
  return [...lines.values()].sort((a, b) => a.number - b.number);
}

/** A command that gives each line with words, or each line at all, a new text. A single empty line
 * gets its mark, too: what comes next is typed there. */
function overLines(change: (lines: Line[]) => string[], blank = false): StateCommand {
  return ({ state, dispatch }) => {
    const touched = linesOf(state).filter(({ from }) => !isInCode(state, from));
    const worded = touched.filter(({ text }) => blank || text.trim() !== "");
    const lines = worded.length > 0 ? worded : touched.slice(0, 1);
    if (lines.length === 0) return false;
    const texts = change(lines);
    const changes = lines.flatMap((line, i) => beginning(line, texts[i] ?? line.text));
    const set = state.changes(changes);
    // In front of the words the cursor goes behind the mark that was put there.
    const ranges = state.selection.ranges.map((range) =>
      range.empty
        ? EditorSelection.cursor(set.mapPos(range.head, 1))
        : EditorSelection.range(set.mapPos(range.anchor, 1), set.mapPos(range.head, 1)),
    );
    const selection = EditorSelection.create(ranges, state.selection.mainIndex);
    dispatch(
      state.update({ changes: set, selection, userEvent: "input.format", scrollIntoView: true }),
    );
    return true;
  };
}

// Only what a line begins with changes: the cursor stays in its words.
function beginning(line: Line, text: string): ChangeSpec[] {
  let end = 0;
  const most = Math.min(line.text.length, text.length);
  while (end < most && line.text[line.text.length - 1 - end] === text[text.length - 1 - end]) {
    end += 1;
  }
  const insert = text.slice(0, text.length - end);
  const to = line.to - end;
  return insert === "" && to === line.from ? [] : [{ from: line.from, to, insert }];
}
