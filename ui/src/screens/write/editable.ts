// A text on the screen in which places can be shown and changes made: the editor's, or the title's.

import type { Change } from "../../editor/Editor.svelte";

/** Places are in UTF-16 code units of `text()`. */
export type Editable = {
  text: () => string;
  /** Makes the changes in one step to undo, and tells whoever listens for what is typed. */
  edit: (changes: readonly Change[]) => void;
  /** Selects a place, brings it into view and gives it the focus. */
  reveal: (from: number, to: number) => void;
};

/** The text with changes made to it, which are sorted and do not overlap. */
export function changed(text: string, changes: readonly Change[]): string {
  let at = 0;
  let out = "";
  for (const { from, to, text: fresh } of changes) {
    out += text.slice(at, from) + fresh;
    at = to;
  }
  return out + text.slice(at);
}

/** What takes those changes back, in the text they were made to. */
export function inverse(text: string, changes: readonly Change[]): Change[] {
  let shift = 0;
  return changes.map(({ from, to, text: fresh }) => {
    const at = from + shift;
    shift += fresh.length - (to - from);
    return { from: at, to: at + fresh.length, text: text.slice(from, to) };
  });
}

/** A text box as one. */
export function textBox(box: HTMLTextAreaElement): Editable {
  return {
    text: () => box.value,
    edit(changes) {
      const next = changed(box.value, changes);
      box.focus();
      box.select();
      // Nothing else can be undone with the keys. A box that cannot have the focus, because another
      // pane has its place, is given its text instead.
      const typed =
        document.activeElement === box && document.execCommand("insertText", false, next);
      if (typed) return;
      box.value = next;
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    },
    reveal(from, to) {
      box.focus();
      box.setSelectionRange(from, to);
      box.scrollIntoView({ block: "center" });
    },
  };
}
