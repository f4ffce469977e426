import { describe, expect, it } from "vitest";

import { sampleConflict } from "../../../../dev/merge";
import { mineOf } from "./choices";
import { changedWords, replaced } from "./say";

describe("sending mine over what is there", () => {
  const conflict = sampleConflict(3, null);

  it("says whose work goes and what of it", () => {
    expect(changedWords(conflict)).toContain("Hélène Marchand");
    expect(changedWords({ ...conflict, changedBy: null })).toContain("La Maison bleue");
    expect(replaced(conflict)).toEqual([
      "merge.lost.title",
      "merge.lost.body",
      "merge.lost.excerpt",
      "merge.lost.tags",
      "merge.lost.stands",
    ]);
  });

  it("names nothing that only the writer changed", () => {
    const { mine } = conflict.body;
    const sides = { base: "avant", mine, theirs: "avant" };
    const lost = replaced({ ...conflict, body: sides, title: sides, excerpt: sides });
    expect(lost).toEqual(["merge.lost.tags", "merge.lost.stands"]);
    expect(mineOf(conflict)).toMatchObject({ body: mine, tags: conflict.tags.mine, stand: "mine" });
  });
});
