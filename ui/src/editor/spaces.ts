// French marks stay with their word: no line breaks before » ; : ! ? or after «. Nothing of the text
// is changed; the plain spaces the writer typed are only kept together on the screen.

import {
  Decoration,
  type DecorationSet,
  type EditorView,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";

/** A letter, a plain space and a mark that belongs to it; or an opening mark and what follows. */
export const KEPT = /\S [»;:!?](?: [;:!?])?|« \S/gu;

const matcher = new MatchDecorator({
  regexp: KEPT,
  decoration: Decoration.mark({ class: "md-kept" }),
});

/** Keeps such pairs on one line. */
export const keptTogether = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = matcher.createDeco(view);
    }

    update(update: ViewUpdate) {
      this.decorations = matcher.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
