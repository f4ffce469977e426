// Moves the text and the preview together. What to do with the numbers is decided in sync.ts.

import type { EditorHandle } from "../../../editor/Editor.svelte";
import { Follower, lineForTop, topForLine, type Mark } from "./sync";

type Panes = {
  text: () => HTMLElement | null;
  preview: () => HTMLElement | null;
  editor: () => EditorHandle | null;
  /** Where the editor begins in the text's pane, in pixels. */
  editorTop: () => number;
};

// Lines stand this far below the upper edge when they are called "at the top".
const EDGE = 24;

/** Keeps two panes at the same words. */
export class Together {
  #panes: Panes;
  // Read from the page only when one scrolls: a long text has thousands.
  #marks: Mark[] | null = null;
  #readMarks: () => Mark[] = () => [];
  #bottom = 0;
  #text = new Follower();
  #preview = new Follower();

  constructor(panes: Panes) {
    this.#panes = panes;
  }

  /** The preview was drawn anew; its text ends at `bottom`. */
  drawn(marks: () => Mark[], bottom: number): void {
    this.#marks = null;
    this.#readMarks = marks;
    this.#bottom = bottom;
  }

  /** The text's pane scrolled. */
  textScrolled(): void {
    const pane = this.#panes.text();
    if (pane && this.#text.own(pane.scrollTop)) this.fromText();
  }

  /** The preview's pane scrolled. */
  previewScrolled(): void {
    const pane = this.#panes.preview();
    if (pane && this.#preview.own(pane.scrollTop)) this.#fromPreview();
  }

  /** Puts the preview where the text is. */
  fromText(): void {
    const [text, preview, editor] = this.#three();
    if (!text || !preview || !editor) return;
    const above = this.#panes.editorTop() - EDGE;
    const inEditor = text.scrollTop - above;
    let top = across(text.scrollTop, above, this.#above());
    if (inEditor > 0) top = topForLine(this.#blocks(), editor.lineAt(inEditor), this.#end()) - EDGE;
    // What a blog has below the text is not scrolled to.
    if (atEnd(text)) top = Math.max(top, this.#bottom - preview.clientHeight);
    move(preview, top, this.#preview);
  }

  #fromPreview(): void {
    const [text, preview, editor] = this.#three();
    if (!text || !preview || !editor) return;
    const shown = preview.scrollTop;
    const above = this.#panes.editorTop() - EDGE;
    let top = across(shown, this.#above(), above);
    if (shown > this.#above()) {
      const line = lineForTop(this.#blocks(), shown + EDGE, this.#end());
      const whole = Math.floor(line);
      const from = editor.topOfLine(whole);
      const into = (editor.topOfLine(whole + 1) - from) * (line - whole);
      top = this.#panes.editorTop() + from + into - EDGE;
    }
    if (atEnd(preview)) top = text.scrollHeight;
    move(text, top, this.#text);
  }

  #three() {
    return [this.#panes.text(), this.#panes.preview(), this.#panes.editor()] as const;
  }

  #blocks(): Mark[] {
    return (this.#marks ??= this.#readMarks());
  }

  /** How far the preview is scrolled when its first block stands at the top. */
  #above(): number {
    return (this.#blocks()[0]?.top ?? EDGE) - EDGE;
  }

  #end(): Mark {
    const last = this.#blocks().at(-1);
    return { line: (last?.line ?? 0) + 1, top: this.#bottom };
  }
}

/** As far through the one beginning as through the other: a blog's is much taller than the editor's. */
function across(top: number, from: number, to: number): number {
  return from > 0 && to > 0 ? (top * to) / from : top;
}

function atEnd(pane: HTMLElement): boolean {
  return pane.scrollTop > 0 && pane.scrollHeight - pane.clientHeight - pane.scrollTop < 2;
}

function move(pane: HTMLElement, top: number, follower: Follower): void {
  const before = pane.scrollTop;
  pane.scrollTop = Math.round(top);
  // A pane that did not move sends no event to be ignored.
  if (pane.scrollTop !== before) follower.led(pane.scrollTop);
}
