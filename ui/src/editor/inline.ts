// Marks around words: strong, emphasis, struck out, code. Asked for again they go away. A selection
// over several lines is marked line by line, without the marks of lists and quotes.

import {
  type ChangeSpec,
  EditorSelection,
  type EditorState,
  type SelectionRange,
  type StateCommand,
} from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";

import { lineStart } from "./lists";
import { around, isInCode, treeAt } from "./tree";

/** A mark: what it is called in the tree, and what is typed. */
type Mark = { node: string; part: string; mark: string };

/** The marks there are. */
export const MARKS = {
  bold: { node: "StrongEmphasis", part: "EmphasisMark", mark: "**" },
  italic: { node: "Emphasis", part: "EmphasisMark", mark: "*" },
  strike: { node: "Strikethrough", part: "StrikethroughMark", mark: "~~" },
  code: { node: "InlineCode", part: "CodeMark", mark: "`" },
} satisfies Record<string, Mark>;

type Span = { from: number; to: number };

/** Puts a mark around each selection, or takes it away where all of it has it. */
export function toggleInline(name: keyof typeof MARKS): StateCommand {
  const mark = MARKS[name];
  return ({ state, dispatch }) => {
    const change = state.changeByRange((range) =>
      range.empty ? atCursor(state, range, mark) : overWords(state, range, mark),
    );
    if (change.changes.empty) return false;
    dispatch(state.update(change, { userEvent: "input.format", scrollIntoView: true }));
    return true;
  };
}

type Changed = { changes: ChangeSpec[]; range: SelectionRange };

function atCursor(state: EditorState, range: SelectionRange, mark: Mark): Changed {
  const at = range.head;
  const n = mark.mark.length;
  const own = around(state, at, at, new Set([mark.node]));
  if (own && own.from < at && at < own.to) {
    const changes = taken(own, mark);
    return { changes, range: EditorSelection.cursor(state.changes(changes).mapPos(at)) };
  }
  // An empty pair that was just put here.
  const is = (from: number, to: number) => state.sliceDoc(from, to) === mark.mark;
  const longer =
    state.sliceDoc(at - n - 1, at - n) === mark.mark[0] ||
    state.sliceDoc(at + n, at + n + 1) === mark.mark[0];
  if (is(at - n, at) && is(at, at + n) && !longer) {
    return { changes: [{ from: at - n, to: at + n }], range: EditorSelection.cursor(at - n) };
  }
  if (mark.part !== "CodeMark" && isInCode(state, at)) return { changes: [], range };
  const word = state.wordAt(at);
  if (word && word.from < at && at < word.to) {
    const changes = put(state, word, mark);
    return { changes, range: EditorSelection.cursor(state.changes(changes).mapPos(at)) };
  }
  return {
    changes: [{ from: at, insert: mark.mark + mark.mark }],
    range: EditorSelection.cursor(at + n),
  };
}

function overWords(state: EditorState, range: SelectionRange, mark: Mark): Changed {
  const kinds = new Set([mark.node]);
  const spans = wordsOf(state, range, mark).map((span) => ({
    span,
    own: around(state, span.from, span.to, kinds),
  }));
  const all = spans.every(({ own }) => own !== null);
  const changes: ChangeSpec[] = [];
  for (const { span, own } of spans) {
    if (all && own) changes.push(...without(state, span, own, mark));
    else if (!own) changes.push(...put(state, span, mark));
  }
  const set = state.changes(changes);
  const mapped = EditorSelection.range(set.mapPos(range.from, 1), set.mapPos(range.to, -1));
  return { changes, range: mapped };
}

/** The words of a selection, line by line, without what begins a line and the spaces around. */
function wordsOf(state: EditorState, { from, to }: Span, mark: Mark): Span[] {
  const spans: Span[] = [];
  for (let at = from; at <= to;) {
    const line = state.doc.lineAt(at);
    let start = Math.max(from, line.from + lineStart(line.text).length);
    let end = Math.min(to, line.to);
    const text = state.sliceDoc(start, Math.max(start, end));
    start += text.length - text.trimStart().length;
    end -= text.length - text.trimEnd().length;
    const inCode = mark.part !== "CodeMark" && isInCode(state, start);
    if (start < end && !inCode) spans.push({ from: start, to: end });
    at = line.to + 1;
  }
  return spans;
}

function taken(node: SyntaxNode, mark: Mark): ChangeSpec[] {
  return node.getChildren(mark.part).map(({ from, to }) => ({ from, to }));
}

/** Takes the mark off a span; what stands beside it under the same mark keeps it. */
function without(state: EditorState, span: Span, node: SyntaxNode, mark: Mark): ChangeSpec[] {
  const parts = node.getChildren(mark.part);
  const first = parts[0];
  const last = parts[parts.length - 1];
  if (!first || !last || first === last) return [];
  const from = Math.max(span.from, first.to);
  const to = Math.min(span.to, last.from);
  // Other marks of the same words are no words.
  const words = (text: string) => text.replaceAll(/[*_~`]/g, "").trim();
  const before = state.sliceDoc(first.to, from);
  const behind = state.sliceDoc(to, last.from);
  const typed = state.sliceDoc(first.from, first.to);
  return [
    words(before) === ""
      ? { from: first.from, to: first.to }
      : { from: from - (before.length - before.trimEnd().length), insert: typed },
    words(behind) === ""
      ? { from: last.from, to: last.to }
      : { from: to + (behind.length - behind.trimStart().length), insert: typed },
  ];
}

/** Puts the mark around a span; what has it inside, in whole or in part, becomes one with it. */
function put(state: EditorState, span: Span, mark: Mark): ChangeSpec[] {
  const changes: ChangeSpec[] = [];
  let { from, to } = span;
  treeAt(state, to).iterate({
    from,
    to,
    enter(node) {
      if (node.name !== mark.node || node.to <= span.from || node.from >= span.to) return;
      changes.push(...taken(node.node, mark));
      from = Math.min(from, node.from);
      to = Math.max(to, node.to);
    },
  });
  const [open, close] = typedMarks(state.sliceDoc(from, to), mark);
  return [{ from, insert: open }, ...changes, { from: to, insert: close }];
}

// Code that has backticks inside stands between longer ones (CommonMark 6.1).
function typedMarks(text: string, { part, mark }: Mark): [string, string] {
  if (part !== "CodeMark" || !text.includes("`")) return [mark, mark];
  const longest = Math.max(...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return [`${fence} `, ` ${fence}`];
}
