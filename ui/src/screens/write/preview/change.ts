// What the preview shows after a change. Pure.

import type { PreviewBlock, PreviewChange } from "../../../ipc";

/** A text as safe HTML, and how long it is. */
export type Preview = {
  blocks: readonly PreviewBlock[];
  words: number;
  characters: number;
  minutes: number;
};

/** `before` with a change made; blocks that did not change stay the same objects unless they moved. */
export function changed(before: Preview | null, change: PreviewChange): Preview {
  const old = change.whole ? [] : (before?.blocks ?? []);
  const { at, removed, moved, words, characters, minutes } = change;
  const behind = old.slice(at + removed);
  const blocks = [
    ...old.slice(0, at),
    ...change.blocks,
    ...(moved === 0 ? behind : behind.map((block) => ({ ...block, line: block.line + moved }))),
  ];
  return { blocks, words, characters, minutes };
}
