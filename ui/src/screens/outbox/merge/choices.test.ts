import { describe, expect, it } from "vitest";

import type { MergePiece } from "../../../ipc";
import { both, carried, changedBy, clashesOf, compose, settled, type Choice } from "./choices";

const agreed = (text: string): MergePiece => ({ kind: "agreed", text, from: "both" });
const clash = (base: string, mine: string, theirs: string): MergePiece => ({
  kind: "conflict",
  base,
  mine,
  theirs,
});
const chosen = (...pairs: [number, Choice][]) => new Map(pairs);

describe("a title or an excerpt", () => {
  it("needs a choice only when both changed it, each in another way", () => {
    expect(changedBy({ base: "a", mine: "b", theirs: "c" })).toBe("both");
    expect(changedBy({ base: "a", mine: "b", theirs: "a" })).toBe("mine");
    expect(changedBy({ base: "a", mine: "a", theirs: "b" })).toBe("theirs");
    expect(changedBy({ base: "a", mine: "b", theirs: "b" })).toBe("same");
    expect(settled({ base: "a", mine: "b", theirs: "c" })).toBeNull();
    expect(settled({ base: "a", mine: "a", theirs: "" })).toBe("");
    expect(settled({ base: "a", mine: "b", theirs: "a" })).toBe("b");
    expect(settled({ base: "a", mine: "b", theirs: "b" })).toBe("b");
  });
});

describe("the whole text", () => {
  const pieces = [
    agreed("Un\n\n"),
    clash("b\n", "m\n", "t\n"),
    agreed("\nFin"),
    clash("", "x", "y"),
  ];

  it("is none until every clash has its choice", () => {
    expect(clashesOf(pieces)).toEqual([1, 3]);
    expect(compose(pieces, chosen([1, { take: "mine" }]))).toBeNull();
    expect(compose(pieces, chosen())).toBeNull();
  });

  it("is the agreed lines and the choices, in their order", () => {
    const choices = chosen([1, { take: "theirs" }], [3, { take: "mine" }]);
    expect(compose(pieces, choices)).toBe("Un\n\nt\n\nFin\nx");
  });

  it("keeps a typed text without a last line end off the next line", () => {
    const choices = chosen([1, { take: "edited", text: "le mien" }], [3, { take: "theirs" }]);
    expect(compose(pieces, choices)).toBe("Un\n\nle mien\n\nFin\ny");
  });

  it("is byte for byte the text when nothing clashes", () => {
    expect(compose([agreed("a\r\n\n"), agreed("b")], chosen())).toBe("a\r\n\nb");
    expect(compose([], chosen())).toBe("");
  });

  it("may be empty where both took everything out", () => {
    expect(compose([clash("b\n", "", "t\n")], chosen([0, { take: "mine" }]))).toBe("");
  });
});

describe("both", () => {
  it("makes paragraphs of their own", () => {
    expect(both("Le mien.\n", "Le leur.\n")).toBe("Le mien.\n\nLe leur.\n");
    expect(both("Le mien.\n\n", "Le leur.\n")).toBe("Le mien.\n\nLe leur.\n");
    expect(both("Le mien.\n", "\nLe leur.\n")).toBe("Le mien.\n\nLe leur.\n");
    expect(both("Le mien.", "Le leur.")).toBe("Le mien.\n\nLe leur.");
  });

  it("goes on with a list, a table or a quote", () => {
    expect(both("- un\n", "- deux\n")).toBe("- un\n- deux\n");
    expect(both("| 1 | 2 |\n", "| 3 | 4 |\n")).toBe("| 1 | 2 |\n| 3 | 4 |\n");
    expect(both("> oui", "> non")).toBe("> oui\n> non");
    expect(both("- un\n", "Le leur.\n")).toBe("- un\n\nLe leur.\n");
  });

  it("is the other one where one side took it out", () => {
    expect(both("", "t\n")).toBe("t\n");
    expect(both("m\n", "\n")).toBe("m\n");
  });
});

describe("a new comparison", () => {
  it("keeps the choices for texts that clash as before, wherever they stand now", () => {
    const before = [clash("b", "m", "t"), agreed("x\n"), clash("b2", "m2", "t2")];
    const after = [agreed("neuf\n"), clash("b2", "m2", "autre"), clash("b", "m", "t")];
    const choices = chosen([0, { take: "both" }], [2, { take: "mine" }]);
    expect(carried(before, choices, after)).toEqual({
      choices: chosen([2, { take: "both" }]),
      lost: [],
    });
  });

  it("gives back the writer's own words that have no place any more", () => {
    const choices = chosen([0, { take: "edited", text: "mes mots" }]);
    expect(carried([clash("b", "m", "t")], choices, [agreed("x")]).lost).toEqual(["mes mots"]);
  });

  it("gives two equal clashes each their own choice", () => {
    const twice = [clash("b", "m", "t"), clash("b", "m", "t")];
    const choices = chosen([0, { take: "mine" }], [1, { take: "theirs" }]);
    expect(carried(twice, choices, twice).choices).toEqual(choices);
  });
});
