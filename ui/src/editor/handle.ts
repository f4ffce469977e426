// What the screen can ask of an editor.

import { isolateHistory } from "@codemirror/commands";
import type { StateEffect } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

import { agreed, loaded, placed } from "./changes";
import { smallestChange } from "./commands";
import type { EditorHandle, Manner } from "./Editor.svelte";
import { openFind } from "./find.svelte";
import type { Format } from "./formats";
import { linkAt, linked } from "./links";
import { memoryOf } from "./memory";
import { headingAt, scan } from "./outline";
import { putPictures } from "./pictures";

type Means = {
  formats: Record<Format, (view: EditorView) => boolean>;
  behave: (manner: Manner) => StateEffect<unknown>;
};

/** The handle of a view. */
export function handleOf(view: EditorView, means: Means): EditorHandle {
  return {
    show(body) {
      const changes = smallestChange(view.state.doc.toString(), body);
      if (changes) view.dispatch({ changes, annotations: loaded.of(true) });
    },
    text: () => view.state.doc.toString(),
    selected() {
      const { from, to } = view.state.selection.main;
      return view.state.sliceDoc(from, to);
    },
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
    find: (replace = false) => void openFind(view, replace),
    format(name) {
      means.formats[name](view);
      if (name !== "link" && name !== "image") view.focus();
    },
    behave: (manner) => view.dispatch({ effects: means.behave(manner) }),
    outline() {
      const { headings } = scan(view.state.doc);
      return { headings, here: headingAt(headings, view.state.selection.main.head) };
    },
    link: () => linkAt(view.state),
    setLink(link) {
      view.dispatch({
        ...linked(view.state, link),
        userEvent: "input.format",
        annotations: isolateHistory.of("full"),
        scrollIntoView: true,
      });
      view.focus();
    },
    putPictures(addresses) {
      putPictures(view, addresses);
      view.focus();
    },
    memory: (line) => memoryOf(view.state, line),
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
