// What menu, palette and keys can ask of the open post's editor.

import { take } from "../../../app/actions";
import type { EditorHandle } from "../../../editor/Editor.svelte";
import { FORMATS } from "../../../editor/formats";
import { call } from "../../../ipc";
import { typesetting } from "./manner.svelte";
import { like, taste, zoomed } from "../taste.svelte";

/** Does them from now on; the returned function ends that. */
export function takeEditing(editor: () => EditorHandle | null, onoutline: () => void): () => void {
  const ends = [
    ...FORMATS.map((name) => take(`format-${name}`, () => editor()?.format(name))),
    take("find", () => editor()?.find()),
    take("replace", () => editor()?.find(true)),
    take("outline", onoutline),
    take("typewriter", () => like({ typewriter: !taste.typewriter })),
    take("focus-mode", () => like({ focus: !taste.focus })),
    take("as-you-type", () => like({ typing: !typesetting() })),
    take("toolbar", () => like({ toolbar: !taste.toolbar })),
    take("zoom-in", () => like({ zoom: zoomed(taste.zoom, 1) })),
    take("zoom-out", () => like({ zoom: zoomed(taste.zoom, -1) })),
    take("zoom-reset", () => like({ zoom: 100 })),
    take("full-screen", () => void call("full_screen", {}).catch(() => undefined)),
  ];
  return () => ends.forEach((end) => end());
}
