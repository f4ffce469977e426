import { describe, expect, it } from "vitest";

import type { Change } from "../../../ipc";
import { folded } from "./folding";

const same = (text: string): Change => ({ became: "same", text });
const added = (text: string): Change => ({ became: "added", text });
const paragraphs = (n: number) =>
  Array.from({ length: n }, (_, i) => `Paragraphe ${i}.\n\n`).join("");

describe("what did not change", () => {
  it("is folded but for a few lines beside a change", () => {
    const shown = folded([same(paragraphs(10)), added("Neuf.\n"), same(paragraphs(9))]);
    expect(shown.map(({ became }) => became)).toEqual([
      "folded",
      "same",
      "added",
      "same",
      "folded",
    ]);
    expect(shown[0]).toMatchObject({ paragraphs: 9 });
  });

  it("is all there when everything is unfolded", () => {
    const changes = [same(paragraphs(10)), added("Neuf.\n"), same(paragraphs(20)), added("Fin.")];
    const whole = (all: { text: string }[]) => all.map(({ text }) => text).join("");
    expect(whole(folded(changes))).toBe(whole(changes));
  });

  it("stays where it is short, or where nothing changed", () => {
    const short = [same("Un.\n\nDeux.\n"), added("Trois.\n")];
    expect(folded(short)).toEqual(short);
    expect(folded([same(paragraphs(50))])).toHaveLength(1);
    expect(folded([])).toEqual([]);
  });
});
