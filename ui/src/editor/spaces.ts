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

/**
 * A letter, a space and a mark that belongs to it; or an opening mark and what follows. The
 * unbreakable spaces too: WebKit breaks lines at them where text is edited.
 */
export const KEPT = /\S[ \u00A0\u202F][»;:!?](?:[ \u00A0\u202F][;:!?])?|«[ \u00A0\u202F]\S/gu;

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
