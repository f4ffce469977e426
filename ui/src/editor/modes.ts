// Two ways to be alone with a sentence: the line one writes stays at the same height (typewriter),
// and all but the paragraph one is in steps back (focus).

import { type Extension, type Text } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";

const here = Decoration.line({ class: "md-here" });

/** The first and the last line of the paragraph at a place: the lines with words around it. */
export function paragraphAt(doc: Text, at: number): { first: number; last: number } {
  const blank = (n: number) => doc.line(n).text.trim() === "";
  let first = doc.lineAt(at).number;
  let last = first;
  if (blank(first)) return { first, last };
  while (first > 1 && !blank(first - 1)) first -= 1;
  while (last < doc.lines && !blank(last + 1)) last += 1;
  return { first, last };
}

function paragraphs(view: EditorView): DecorationSet {
  const { doc, selection } = view.state;
  const first = paragraphAt(doc, selection.main.from).first;
  const last = paragraphAt(doc, selection.main.to).last;
  const top = Math.max(first, doc.lineAt(view.viewport.from).number);
  const bottom = Math.min(last, doc.lineAt(view.viewport.to).number);
  const lines = [];
  for (let n = top; n <= bottom; n += 1) lines.push(here.range(doc.line(n).from));
  return Decoration.set(lines);
}

/** All but the paragraph of the cursor steps back. */
export const focusMode: Extension = [
  EditorView.editorAttributes.of({ class: "md-focus" }),
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;

      constructor(view: EditorView) {
        this.decorations = paragraphs(view);
      }

      update(update: ViewUpdate) {
        if (update.docChanged || update.selectionSet || update.viewportChanged) {
          this.decorations = paragraphs(update.view);
        }
      }
    },
    { decorations: (plugin) => plugin.decorations },
  ),
];

// At this part of the pane's height stands the line one writes.
const HEIGHT = 0.42;

/** The line of the cursor stays where it is, and the text moves. Not while the mouse selects. */
export const typewriter: Extension = [
  EditorView.editorAttributes.of({ class: "md-typewriter" }),
  EditorView.updateListener.of((update) => {
    const moved = update.docChanged || update.selectionSet;
    if (!moved || update.transactions.some((tr) => tr.isUserEvent("select.pointer"))) return;
    const { view } = update;
    view.requestMeasure({
      key: "typewriter",
      read: () => {
        const pane = view.dom.closest<HTMLElement>("[data-pane]");
        const cursor = view.coordsAtPos(view.state.selection.main.head);
        if (pane === null || cursor === null) return null;
        const box = pane.getBoundingClientRect();
        return { pane, by: cursor.top - (box.top + box.height * HEIGHT) };
      },
      write: (found) => {
        if (found && Math.abs(found.by) > 1) found.pane.scrollTop += found.by;
      },
    });
  }),
];
