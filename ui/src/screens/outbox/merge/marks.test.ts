import { describe, expect, it } from "vitest";

import { ends, isHigh, markedSides, SHOWN_AT_MOST, shortened, type Stretch } from "./marks";

const shown = (text: Stretch[]) => text.map((s) => (s.mark ? `[${s.text}]` : s.text)).join("");

describe("marks", () => {
  it("are on whole words: what each side wrote, and what of it was there before", () => {
    const { base, mine, theirs } = markedSides({
      base: "Le chat dort ici.",
      mine: "Le chat dort là.",
      theirs: "Les chats dorment ici.",
    });
    expect(shown(mine)).toBe("Le chat dort [là].");
    expect(shown(theirs)).toBe("[Les] [chats] [dorment] ici.");
    expect(shown(base)).toBe("Le chat [dort] [ici].");
  });

  it("lose no character, whatever changed", () => {
    const sides = { base: "né 🙂 d’ici\n\n- a\n", mine: "", theirs: "né 🙃 d’ailleurs\n- b\n" };
    const marked = markedSides(sides);
    for (const side of ["base", "mine", "theirs"] as const) {
      expect(marked[side].map((s) => s.text).join("")).toBe(sides[side]);
    }
    expect(marked.base.some((s) => /^[\uDC00-\uDFFF]/.test(s.text))).toBe(false);
  });

  it("are left out of long texts", () => {
    const long = "mot ".repeat(10_000);
    expect(markedSides({ base: long, mine: `${long}a`, theirs: long }).mine).toEqual([
      { text: `${long}a`, mark: false },
    ]);
  });
});

describe("long texts", () => {
  it("are cut, and that is known", () => {
    const text = (n: number) => [{ text: "🙂".repeat(n / 2), mark: false }];
    expect(shortened(text(100))).toEqual({ text: text(100), cut: false });
    const { text: cut, cut: was } = shortened([{ text: "a", mark: true }, ...text(20_000)]);
    expect(was).toBe(true);
    const all = cut.map((s) => s.text).join("");
    expect(all.length).toBeLessThanOrEqual(SHOWN_AT_MOST);
    expect(all.isWellFormed()).toBe(true);
  });

  it("can be reached by the keyboard where they scroll", () => {
    expect(isHigh("Une ligne.\n\nUne autre.\n")).toBe(false);
    expect(isHigh("a\n".repeat(9))).toBe(true);
    expect(isHigh("mot ".repeat(80))).toBe(true);
  });

  it("show both ends, in whole words", () => {
    expect(ends("court", 20)).toBeNull();
    const found = ends(`Le début ${"mot ".repeat(200)}la fin`, 10);
    expect(found).toEqual({ head: "Le début", tail: "la fin" });
  });
});
