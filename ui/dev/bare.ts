// CodeMirror alone, for the benches: what a key costs in Billet's editor is compared with what it costs here
// (`bench/window.rs`). Built as one script by `vite.bare.config.ts`.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { markdown } from "@codemirror/lang-markdown";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";

declare global {
  interface Window {
    bare: (text: string) => void;
  }
}

/** Puts a bare editor with `text` in the place of everything else. */
window.bare = (text) => {
  const nonce = document.querySelector<HTMLStyleElement>("#nonce")?.nonce ?? "";
  const place = document.createElement("div");
  place.id = "bare";
  Object.assign(place.style, { position: "fixed", inset: "0", overflow: "hidden" });
  document.body.replaceChildren(place);
  const view = new EditorView({
    parent: place,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(nonce),
        EditorView.theme({ "&": { height: "100%" } }),
        EditorView.lineWrapping,
        history(),
        markdown(),
        keymap.of([...defaultKeymap, ...historyKeymap]),
      ],
    }),
  });
  view.focus();
};
