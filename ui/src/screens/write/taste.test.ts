import { describe, expect, it } from "vitest";

import { tasteOf, zoomed } from "./taste.svelte";

describe("the writer's taste", () => {
  it("is the usual one where nothing, or nonsense, was kept", () => {
    const usual = tasteOf(null);
    expect(usual).toMatchObject({ toolbar: true, typewriter: false, zoom: 100, goal: 0 });
    for (const kept of ["{", "null", "[]", '{"zoom":1e9,"goal":-3,"toolbar":"no","focus":1}']) {
      expect(tasteOf(kept)).toEqual(usual);
    }
  });

  it("comes back as it was kept", () => {
    const kept = { ...tasteOf(null), focus: true, typing: false, zoom: 130, goal: 500 };
    expect(tasteOf(JSON.stringify(kept))).toEqual(kept);
  });

  it("makes text larger and smaller, up to a point", () => {
    expect(zoomed(100, 1)).toBe(115);
    expect(zoomed(100, -1)).toBe(85);
    expect(zoomed(200, 1)).toBe(200);
    expect(zoomed(75, -1)).toBe(75);
  });
});
