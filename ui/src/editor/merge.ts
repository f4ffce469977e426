// Two texts side by side: what the blog has, and the text to be sent, which can be written in. Also
// where two texts differ.

import { history } from "@codemirror/commands";
import { goToNextChunk, goToPreviousChunk, MergeView, presentableDiff } from "@codemirror/merge";
import { EditorState, type Extension, Prec, type Text } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";

import { textKeys } from "./create";
import { toggleInline } from "./inline";
import { prose } from "./markdown";
import { keptTogether } from "./spaces";

/** A stretch of text, in UTF-16 code units. */
export type Range = { from: number; to: number };

/** What the merge view is told, and whom it tells. */
export type MergeOptions = {
  /** What the blog has; read only. */
  theirs: string;
  theirsLabel: string;
  /** What will be sent. */
  result: string;
  resultLabel: string;
  /** CodeMirror's own words in the reader's language. */
  phrases: Record<string, string>;
  /** The result was written in; `changed` while it is not what it was at first. */
  onedit: (read: () => string, changed: boolean) => void;
};

/** What the screen can ask of it. */
export type MergeHandle = { focus: () => void; next: () => void; previous: () => void };

// Beyond that, differences are found in a coarser way: a long text must not hold up the window.
const DIFF = { scanLimit: 500, timeout: 200 };

/** Makes the view in `parent`. */
export function createMerge(
  parent: HTMLElement,
  options: MergeOptions,
): { handle: MergeHandle; destroy: () => void } {
  const view = new MergeView({
    parent,
    a: {
      doc: options.theirs,
      extensions: [
        common(options.theirsLabel, options.phrases, { "aria-readonly": "true" }),
        EditorState.readOnly.of(true),
      ],
    },
    b: { doc: options.result, extensions: resultOf(options) },
    gutter: false,
    revertControls: "a-to-b",
    diffConfig: DIFF,
  });
  return {
    handle: {
      focus: () => view.b.focus(),
      next: () => goTo(view.b, goToNextChunk),
      previous: () => goTo(view.b, goToPreviousChunk),
    },
    destroy: () => view.destroy(),
  };
}

/** Where two texts differ, pair by pair; the one side of a pair may be empty. */
export function differences(before: string, after: string): { gone: Range; come: Range }[] {
  return presentableDiff(before, after, DIFF).map(({ fromA, toA, fromB, toB }) => ({
    gone: { from: fromA, to: toA },
    come: { from: fromB, to: toB },
  }));
}

function goTo(view: EditorView, command: typeof goToNextChunk): void {
  command(view);
  view.dispatch({ effects: EditorView.scrollIntoView(view.state.selection.main, { y: "center" }) });
  view.focus();
}

function resultOf({ result, resultLabel, phrases, onedit }: MergeOptions): Extension {
  let first: Text | null = null;
  return [
    common(resultLabel, phrases, { spellcheck: "true", "aria-multiline": "true" }),
    history(),
    Prec.high(
      keymap.of([
        { key: "Mod-b", run: toggleInline("bold") },
        { key: "Mod-i", run: toggleInline("italic") },
      ]),
    ),
    keymap.of(textKeys),
    EditorView.updateListener.of(({ docChanged, startState, state: { doc } }) => {
      if (!docChanged) return;
      first ??= startState.doc;
      // Line ends become \n in the editor; a text nobody changed is given back as it came.
      const changed = !doc.eq(first);
      onedit(() => (changed ? doc.toString() : result), changed);
    }),
  ];
}

function common(
  label: string,
  phrases: Record<string, string>,
  attributes: Record<string, string>,
): Extension {
  return [
    EditorView.cspNonce.of(document.querySelector<HTMLStyleElement>("#nonce")?.nonce ?? ""),
    EditorState.phrases.of(phrases),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": label, ...attributes }),
    drawSelection(),
    prose(),
    keptTogether,
  ];
}
