// Questions to the syntax tree. A long text is parsed as far as it is needed, and no longer than a
// writer would notice.

import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { SyntaxNode, Tree } from "@lezer/common";

const PATIENCE = 50;

/** The tree as far as `upto`, or as far as it is known after `patience` milliseconds. */
export function treeAt(state: EditorState, upto: number, patience = PATIENCE): Tree {
  return ensureSyntaxTree(state, Math.min(upto, state.doc.length), patience) ?? syntaxTree(state);
}

/** The innermost node of one of these kinds that holds all from `from` to `to`. */
export function around(
  state: EditorState,
  from: number,
  to: number,
  kinds: ReadonlySet<string>,
  tree = treeAt(state, to),
): SyntaxNode | null {
  for (const side of [1, -1] as const) {
    let node: SyntaxNode | null = tree.resolveInner(side === 1 ? from : to, side);
    for (; node; node = node.parent) {
      if (kinds.has(node.name) && node.from <= from && node.to >= to) return node;
    }
  }
  return null;
}

const BLOCKS = new Set(["FencedCode", "CodeBlock"]);

/** Whether what is put at a place becomes part of code, where nothing is formatted. */
export function isInCode(state: EditorState, at: number): boolean {
  const tree = treeAt(state, at);
  for (const side of [-1, 1] as const) {
    let node: SyntaxNode | null = tree.resolveInner(at, side);
    for (; node; node = node.parent) {
      if (node.name === "InlineCode" && node.from < at && at < node.to) return true;
      if (BLOCKS.has(node.name) && isBetweenFences(state, node, at)) return true;
    }
  }
  return false;
}

function isBetweenFences(state: EditorState, node: SyntaxNode, at: number): boolean {
  const marks = node.getChildren("CodeMark");
  if (marks.length === 0) return true;
  // Behind the line of the first fence, and before the last.
  const fence = state.doc.lineAt(node.from);
  const last = marks.length > 1 ? marks[marks.length - 1] : undefined;
  return at > fence.to && (!last || at <= last.from);
}
