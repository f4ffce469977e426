// Puts the editor together.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import {
  highlightSelectionMatches,
  openSearchPanel,
  search,
  searchKeymap,
} from "@codemirror/search";
import { Annotation, EditorState, type Extension, Prec, type Text } from "@codemirror/state";
import { drawSelection, EditorView, type KeyBinding, keymap, placeholder } from "@codemirror/view";

import { agreed, placed } from "./changes";
import { insertLink, smallestChange, toggleMark } from "./commands";
import type { EditorHandle } from "./Editor.svelte";
import { deeper, hangingIndents, lessDeep } from "./lists";
import { prose } from "./markdown";
import { pasting } from "./paste";
import { keptTogether } from "./spaces";

/** What the editor is told, and whom it tells. */
export type EditorOptions = {
  body: string;
  /** Its name for screen readers. */
  label: string;
  placeholder: string;
  /** CodeMirror's own words in the reader's language. */
  phrases: Record<string, string>;
  onedit: (doc: Text) => void;
  /** The Markdown of formatted text from the clipboard. */
  onpaste: (html: string) => Promise<string>;
  /** Lines may have moved: heights, width or text changed. */
  onmeasure: () => void;
  /** The cursor left at the top: the title comes before. */
  onleave: () => void;
};

/** The keys wherever text is written. Ctrl Enter is for publishing, Ctrl K for going anywhere. */
export const textKeys: readonly KeyBinding[] = [
  ...historyKeymap,
  ...defaultKeymap.filter((k) => !["Mod-Enter", "Ctrl-k", "Shift-Mod-k"].includes(k.key ?? "")),
];

/** A text that was loaded, not typed. */
const loaded = Annotation.define<boolean>();

/** Makes an editor in `parent`. */
export function create(
  parent: HTMLElement,
  options: EditorOptions,
): { handle: EditorHandle; destroy: () => void } {
  const view = new EditorView({
    parent,
    state: EditorState.create({ doc: options.body, extensions: extensions(options) }),
  });
  return { handle: handleOf(view), destroy: () => view.destroy() };
}

function extensions(options: EditorOptions): Extension {
  return [
    EditorView.cspNonce.of(document.querySelector<HTMLStyleElement>("#nonce")?.nonce ?? ""),
    EditorState.phrases.of(options.phrases),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      "aria-label": options.label,
      "aria-multiline": "true",
      spellcheck: "true",
      autocapitalize: "sentences",
      autocorrect: "on",
    }),
    history(),
    drawSelection(),
    placeholder(options.placeholder),
    prose(),
    hangingIndents,
    keptTogether,
    search({ top: true }),
    highlightSelectionMatches({ minSelectionLength: 3 }),
    pasting(options.onpaste),
    Prec.high(
      keymap.of([
        { key: "Mod-b", run: toggleMark("**") },
        { key: "Mod-i", run: toggleMark("*") },
        { key: "Mod-Shift-k", run: insertLink },
        { key: "Tab", run: deeper },
        { key: "Shift-Tab", run: lessDeep },
        { key: "ArrowUp", run: (v) => leaveAtTop(v, options.onleave) },
      ]),
    ),
    keymap.of([...searchKeymap.filter((k) => !/Alt-g$/.test(k.key ?? "")), ...textKeys]),
    EditorView.updateListener.of((update) => {
      const typed = update.transactions.some((tr) => tr.docChanged && !tr.annotation(loaded));
      if (typed) options.onedit(update.state.doc);
      if (update.geometryChanged || update.docChanged) options.onmeasure();
    }),
  ];
}

function leaveAtTop(view: EditorView, onleave: () => void): boolean {
  const { main } = view.state.selection;
  if (!main.empty) return false;
  // The first line may be wrapped: only its first row is the top.
  const up = view.moveVertically(main, false);
  if (main.head !== 0 && up.head !== 0) return false;
  onleave();
  return true;
}

function handleOf(view: EditorView): EditorHandle {
  return {
    show(body) {
      const changes = smallestChange(view.state.doc.toString(), body);
      if (changes) view.dispatch({ changes, annotations: loaded.of(true) });
    },
    text: () => view.state.doc.toString(),
    edit: (changes) => view.dispatch(agreed(view.state, changes)),
    reveal(from, to) {
      const selection = placed(view.state, from, to);
      view.dispatch({
        selection,
        effects: EditorView.scrollIntoView(selection, { y: "center" }),
      });
      view.focus();
    },
    focus: () => view.focus(),
    find() {
      view.focus();
      openSearchPanel(view);
    },
    topOfLine(line) {
      const { doc } = view.state;
      const at = doc.line(Math.min(Math.max(0, line) + 1, doc.lines));
      return view.lineBlockAt(at.from).top + view.documentPadding.top;
    },
    lineAt(top) {
      const height = Math.max(0, top - view.documentPadding.top);
      const block = view.lineBlockAtHeight(height);
      const line = view.state.doc.lineAt(block.from).number - 1;
      const into = block.height === 0 ? 0 : (height - block.top) / block.height;
      return line + Math.min(1, Math.max(0, into));
    },
  };
}
