// The structure of a text, seen while writing: a bar beside quotes, a ground under code, letters of
// one width in tables. Only for the lines on the screen.

import { syntaxTree } from "@codemirror/language";
import { RangeSetBuilder } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";

const CLASSES: Record<string, string> = {
  Blockquote: "md-quote-line",
  FencedCode: "md-code-line",
  CodeBlock: "md-code-line",
  Table: "md-table-line",
};

function build(view: EditorView): DecorationSet {
  const { doc } = view.state;
  const lines = new Map<number, Set<string>>();
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter(node) {
        const name = CLASSES[node.name];
        if (name === undefined) return;
        const start = doc.lineAt(Math.max(node.from, from)).number;
        const end = doc.lineAt(Math.min(node.to, to)).number;
        const first = doc.lineAt(node.from).number;
        const last = doc.lineAt(node.to).number;
        for (let n = start; n <= end; n += 1) {
          const own = lines.get(n) ?? new Set();
          own.add(name);
          if (name === "md-code-line" && n === first) own.add("md-first");
          if (name === "md-code-line" && n === last) own.add("md-last");
          lines.set(n, own);
        }
      },
    });
  }
  const built = new RangeSetBuilder<Decoration>();
  for (const number of [...lines.keys()].sort((a, b) => a - b)) {
    const { from } = doc.line(number);
    built.add(from, from, Decoration.line({ class: [...(lines.get(number) ?? [])].join(" ") }));
  }
  return built.finish();
}

/** Gives each line the class of what it belongs to. */
export const structure = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = build(view);
    }

    update(update: ViewUpdate) {
      const parsed = syntaxTree(update.startState) !== syntaxTree(update.state);
      if (update.docChanged || update.viewportChanged || parsed) {
        this.decorations = build(update.view);
      }
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
