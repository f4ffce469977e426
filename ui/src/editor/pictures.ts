// Pictures that are pasted or dropped: they are kept first, and the text has their address then,
// the cursor where the words for those who cannot see them go.

import { EditorSelection, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/** The pictures among files. */
export function picturesOf(files: FileList | null | undefined): File[] {
  return [...(files ?? [])].filter(({ type }) => type.startsWith("image/"));
}

/** What a text has for pictures with these addresses, and how far in the first one's words go. */
export function pictureText(
  addresses: readonly string[],
  own: boolean,
): { insert: string; words: number } {
  const all = addresses.map((address) => `![](${address})`);
  return { insert: all.join(own ? "\n\n" : " "), words: 2 };
}

/** Puts pictures at the cursor. */
export function putPictures(view: EditorView, addresses: readonly string[]): void {
  if (addresses.length === 0) return;
  const { state } = view;
  const { from, to } = state.selection.main;
  const line = state.doc.lineAt(from);
  const { insert, words } = pictureText(addresses, line.text.trim() === "");
  view.dispatch({
    changes: { from, to, insert },
    selection: EditorSelection.single(from + words),
    userEvent: "input.paste",
    scrollIntoView: true,
  });
}

/** Takes pictures from the clipboard and from files that are dropped. */
export function droppedPictures(keep: (files: File[]) => Promise<string[]>): Extension {
  const take = (view: EditorView, files: File[], event: Event) => {
    event.preventDefault();
    void keep(files).then((addresses) => putPictures(view, addresses));
    return true;
  };
  return EditorView.domEventHandlers({
    paste(event, view) {
      const files = picturesOf(event.clipboardData?.files);
      // A word processor's clipboard has a picture of the words, too.
      const words = event.clipboardData?.getData("text/plain") ?? "";
      return files.length > 0 && words.trim() === "" && take(view, files, event);
    },
    drop(event, view) {
      const files = picturesOf(event.dataTransfer?.files);
      if (files.length === 0) return false;
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
      if (at !== null) view.dispatch({ selection: EditorSelection.single(at) });
      return take(view, files, event);
    },
  });
}
