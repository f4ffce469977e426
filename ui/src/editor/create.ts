// Puts the editor together.

import { defaultKeymap, historyKeymap } from "@codemirror/commands";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension, Prec, type Text } from "@codemirror/state";
import { drawSelection, EditorView, type KeyBinding, keymap, placeholder } from "@codemirror/view";

import { loaded } from "./changes";
import type { EditorHandle, Manner } from "./Editor.svelte";
import { findPanel, openFind } from "./find.svelte";
import { commands, formatKeys, formatsAt } from "./format";
import type { Format } from "./formats";
import { handleOf } from "./handle";
import { foldedIslands } from "./islands";
import { deeper, hangingIndents, lessDeep } from "./lists";
import { prose } from "./markdown";
import { type Memory, remembered } from "./memory";
import { focusMode, typewriter } from "./modes";
import { pasting } from "./paste";
import { droppedPictures } from "./pictures";
import { keptTogether } from "./spaces";
import { structure } from "./structure";
import { nextCell } from "./tables";
import { typographyAsTyped } from "./typing";

/** What the editor is told, and whom it tells. */
export type EditorOptions = {
  body: string;
  /** How it was left the last time, if that is known. */
  memory: Memory | null;
  /** Its name for screen readers. */
  label: string;
  placeholder: string;
  /** CodeMirror's own words, and the editor's, in the reader's language. */
  phrases: Record<string, string>;
  manner: Manner;
  onedit: (doc: Text) => void;
  /** The cursor moved or the text changed: which formats hold there, what is selected. */
  onplace: (formats: Format[], selected: number) => void;
  /** The Markdown of formatted text from the clipboard. */
  onpaste: (html: string) => Promise<string>;
  /** Keeps pictures; the addresses a text has them under, without those that could not be kept. */
  onpictures: (files: File[]) => Promise<string[]>;
  /** A link is asked for, or a picture. */
  onask: (what: "link" | "image") => void;
  /** The cursor left at the top: the title comes before. */
  onleave: () => void;
};

/** The keys wherever text is written. Ctrl Enter is for publishing, Ctrl K for going anywhere. */
export const textKeys: readonly KeyBinding[] = [
  ...historyKeymap,
  ...defaultKeymap.filter((k) => !["Mod-Enter", "Ctrl-k", "Shift-Mod-k"].includes(k.key ?? "")),
];

/** Makes an editor in `parent`. */
export function create(
  parent: HTMLElement,
  options: EditorOptions,
): { handle: EditorHandle; destroy: () => void } {
  const ways = new Compartment();
  const columns = options.phrases.Column ?? "Column";
  const formats = commands({
    link: () => options.onask("link"),
    image: () => options.onask("image"),
    columns: [columns, columns],
  });
  const extensions = [
    fixed(options),
    ways.of(mannered(options.manner)),
    Prec.high(keymap.of(formatKeys(formats))),
  ];
  const view = new EditorView({
    parent,
    state: remembered(options.body, options.memory, extensions),
  });
  const handle = handleOf(view, {
    formats,
    behave: (manner) => ways.reconfigure(mannered(manner)),
  });
  return { handle, destroy: () => view.destroy() };
}

function mannered(manner: Manner): Extension {
  return [
    EditorView.contentAttributes.of({ lang: manner.language }),
    manner.typewriter ? typewriter : [],
    manner.focus ? focusMode : [],
    manner.typography ? typographyAsTyped(manner.typography) : [],
  ];
}

function fixed(options: EditorOptions): Extension {
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
    drawSelection(),
    placeholder(options.placeholder),
    prose(),
    structure,
    hangingIndents,
    keptTogether,
    foldedIslands(),
    search({ top: true, createPanel: findPanel }),
    highlightSelectionMatches({ minSelectionLength: 3 }),
    droppedPictures(options.onpictures),
    pasting(options.onpaste),
    Prec.high(
      keymap.of([
        { key: "Tab", run: nextCell(1) },
        { key: "Shift-Tab", run: nextCell(-1) },
        { key: "Tab", run: deeper },
        { key: "Shift-Tab", run: lessDeep },
        { key: "ArrowUp", run: (v) => leaveAtTop(v, options.onleave) },
        { key: "Mod-f", run: (v) => openFind(v, false), scope: "editor search-panel" },
        {
          key: "Mod-h",
          mac: "Mod-Alt-f",
          run: (v) => openFind(v, true),
          scope: "editor search-panel",
        },
      ]),
    ),
    keymap.of([...searchKeymap.filter((k) => !/Alt-g$|^Mod-f$/.test(k.key ?? "")), ...textKeys]),
    told(options),
  ];
}

/** Tells of what is typed at once, of the place only when it comes to rest. */
function told(options: EditorOptions): Extension {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return EditorView.updateListener.of((update) => {
    const typed = update.transactions.some((tr) => tr.docChanged && !tr.annotation(loaded));
    if (typed) options.onedit(update.state.doc);
    if (!update.docChanged && !update.selectionSet) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const { state } = update.view;
      const { from, to } = state.selection.main;
      options.onplace(formatsAt(state), to - from);
    }, 90);
  });
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
