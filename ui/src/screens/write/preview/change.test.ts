import { describe, expect, it } from "vitest";

import type { PreviewChange } from "../../../ipc";
import { changed } from "./change";

const counts = { words: 1, characters: 2, minutes: 1 };
const block = (key: string, line: number) => ({ key, line, html: `<p>${key}</p>` });

function change(of: Partial<PreviewChange>): PreviewChange {
  return { state: 1, whole: false, at: 0, removed: 0, blocks: [], moved: 0, ...counts, ...of };
}

describe("a change of the preview", () => {
  const shown = changed(
    null,
    change({ whole: true, blocks: [block("a", 0), block("b", 2), block("c", 4)] }),
  );

  it("puts one block in the place of another", () => {
    const after = changed(shown, change({ at: 1, removed: 1, blocks: [block("B", 2)] }));
    expect(after.blocks.map((b) => b.key)).toEqual(["a", "B", "c"]);
    expect(after.blocks[2]).toBe(shown.blocks[2]);
  });

  it("moves the lines of what stands behind", () => {
    const after = changed(shown, change({ at: 1, blocks: [block("new", 2)], moved: 2 }));
    expect(after.blocks.map((b) => b.line)).toEqual([0, 2, 4, 6]);
  });

  it("forgets all that was shown when it is whole", () => {
    const after = changed(shown, change({ whole: true, blocks: [block("x", 0)] }));
    expect(after.blocks.map((b) => b.key)).toEqual(["x"]);
  });
});
