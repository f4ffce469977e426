// Lists: their lines hang by the width of their marker, and Tab moves an item deeper.

import { indentLess, indentMore } from "@codemirror/commands";
import { type EditorState, RangeSetBuilder, type StateCommand } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";

const ITEM = /^(\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?)\S?/;
const START = /^(?:\s*>)*\s*(?:#{1,6}\s+|(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?)*/;
const QUOTE = /^((?:>\s?)+)/;

/** What a line begins with before its words: quotes, a heading's or a list item's mark. */
export function lineStart(line: string): string {
  return START.exec(line)?.[0] ?? "";
}

/** What a line begins with that its further lines hang under; empty when it is no list or quote. */
export function hangingMarker(line: string): string {
  return ITEM.exec(line)?.[1] ?? QUOTE.exec(line)?.[1] ?? "";
}

/** Each line of a list is moved in by its marker's width, and its first line back by the same. */
export const hangingIndents = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    #widths = new Map<string, number>();
    #pen = document.createElement("canvas").getContext("2d");
    #font = "";

    #view: EditorView | null;

    constructor(view: EditorView) {
      this.#view = view;
      this.decorations = this.#build(view);
      // Widths measured before the letters were there are measured again.
      void document.fonts.ready.then(() => {
        this.#font = "";
        this.#view?.dispatch({});
      });
    }

    destroy() {
      this.#view = null;
    }

    update(update: ViewUpdate) {
      if (
        this.#font === "" ||
        update.docChanged ||
        update.viewportChanged ||
        update.geometryChanged
      ) {
        this.decorations = this.#build(update.view);
      }
    }

    #build(view: EditorView): DecorationSet {
      const { font } = getComputedStyle(view.contentDOM);
      if (font !== this.#font) {
        this.#font = font;
        this.#widths.clear();
        if (this.#pen) this.#pen.font = font;
      }
      const lines = new RangeSetBuilder<Decoration>();
      for (const { from, to } of view.visibleRanges) {
        for (let pos = from; pos <= to;) {
          const line = view.state.doc.lineAt(pos);
          const marker = hangingMarker(line.text.slice(0, 80));
          const width = marker === "" ? 0 : this.#measure(marker);
          if (width > 0) {
            const style = `padding-left: ${width}px; text-indent: -${width}px`;
            lines.add(line.from, line.from, Decoration.line({ attributes: { style } }));
          }
          pos = line.to + 1;
        }
      }
      return lines.finish();
    }

    #measure(marker: string): number {
      let width = this.#widths.get(marker);
      if (width === undefined) {
        width = Math.round((this.#pen?.measureText(marker).width ?? 0) * 10) / 10;
        this.#widths.set(marker, width);
      }
      return width;
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** Tab in a list moves the item deeper; anywhere else it moves the focus on. */
export const deeper: StateCommand = (target) => inList(target.state) && indentMore(target);

/** Shift Tab in a list moves the item back; anywhere else it moves the focus back. */
export const lessDeep: StateCommand = (target) => inList(target.state) && indentLess(target);

function inList(state: EditorState): boolean {
  return state.selection.ranges.every((range) =>
    ITEM.test(state.doc.lineAt(range.head).text.slice(0, 80)),
  );
}
