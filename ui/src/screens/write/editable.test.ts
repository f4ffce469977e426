import { describe, expect, it } from "vitest";

import { changed, inverse } from "./editable";

describe("changes to a text", () => {
  const text = "🙂 l'été... dit-on";
  const changes = [
    { from: 4, to: 5, text: "’" },
    { from: 8, to: 11, text: "…" },
    { from: 18, to: 18, text: "\u202f!" },
  ];

  it("are made at the places they name", () => {
    expect(changed(text, changes)).toBe("🙂 l’été… dit-on\u202f!");
    expect(changed(text, [])).toBe(text);
  });

  it("are taken back whole, and again, as often as one likes", () => {
    const after = changed(text, changes);
    const back = inverse(text, changes);
    expect(changed(after, back)).toBe(text);
    expect(changed(text, inverse(after, back))).toBe(after);
  });
});
