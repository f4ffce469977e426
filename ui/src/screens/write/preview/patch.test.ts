import { describe, expect, it } from "vitest";

import { patch } from "./patch";

describe("a patch of the preview", () => {
  it("touches one block when one paragraph was edited", () => {
    expect(patch(["a", "b", "c"], ["a", "B", "c"])).toEqual({ from: [0, -1, 2], gone: [1] });
  });

  it("touches nothing when nothing changed", () => {
    expect(patch(["a", "b"], ["a", "b"])).toEqual({ from: [0, 1], gone: [] });
  });

  it("puts a new paragraph between two", () => {
    expect(patch(["a", "b"], ["a", "new", "b"])).toEqual({ from: [0, -1, 1], gone: [] });
  });

  it("moves what was moved instead of making it again", () => {
    expect(patch(["a", "b", "c", "d"], ["a", "c", "b", "d"])).toEqual({
      from: [0, 2, 1, 3],
      gone: [],
    });
  });

  it("uses a block that stands twice only as often as it is there", () => {
    expect(patch(["x", "a"], ["x", "x", "x"])).toEqual({ from: [0, -1, -1], gone: [1] });
    expect(patch(["x", "x"], ["x"])).toEqual({ from: [0], gone: [1] });
  });

  it("empties and fills", () => {
    expect(patch(["a", "b"], [])).toEqual({ from: [], gone: [0, 1] });
    expect(patch([], ["a"])).toEqual({ from: [-1], gone: [] });
  });

  it("leads from any list to any other", () => {
    let seed = 7;
    const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
    const list = () => Array.from({ length: random(9) }, () => "abcde".charAt(random(5)));
    for (let round = 0; round < 2000; round += 1) {
      const before = list();
      const after = list();
      const { from, gone } = patch(before, after);
      const made = from.map((old, i) => (old < 0 ? after[i] : before[old]));
      expect(made).toEqual(after);
      const used = from.filter((old) => old >= 0);
      expect(new Set(used).size).toBe(used.length);
      expect([...used, ...gone].sort((a, b) => a - b)).toEqual(before.map((_, i) => i));
    }
  });
});
