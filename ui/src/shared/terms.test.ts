import { describe, expect, it } from "vitest";

import { addTerm, asTree, matchingPaths, matchingTerms } from "./terms";

describe("names as chips", () => {
  it("are added once, whatever their capitals", () => {
    expect(addTerm(["réseaux"], "  Réseaux ")).toEqual(["réseaux"]);
    expect(addTerm(["réseaux"], "reseaux")).toEqual(["réseaux", "reseaux"]);
    expect(addTerm([], " deux   mots ")).toEqual(["deux mots"]);
    expect(addTerm(["a"], "  ")).toEqual(["a"]);
  });

  it("are offered without minding accents, beginnings first, chosen ones not", () => {
    const known = ["préréseau", "réseaux", "Réunions", "thé"];
    expect(matchingTerms(known, [], "rese")).toEqual(["réseaux", "préréseau"]);
    expect(matchingTerms(known, ["réunions"], "reu")).toEqual([]);
    expect(matchingTerms(known, [], "")).toEqual([]);
  });
});

describe("categories that lie in others", () => {
  const known = ["Voyages › Mer", "Carnet", "Voyages", "Carnet › Mer", "Écrits"];

  it("stand below what they lie in", () => {
    expect(asTree(known, "fr").map(({ depth, name }) => [depth, name])).toEqual([
      [0, "Carnet"],
      [1, "Mer"],
      [0, "Écrits"],
      [0, "Voyages"],
      [1, "Mer"],
    ]);
  });

  it("are told apart by their path, however it is typed", () => {
    expect(matchingPaths(known, [], "mer").map(({ path }) => path)).toEqual([
      "Carnet › Mer",
      "Voyages › Mer",
    ]);
    expect(matchingPaths(known, [], "voyages>m").map(({ path }) => path)).toEqual([
      "Voyages › Mer",
    ]);
    expect(addTerm(["Carnet › Mer"], "Voyages>Mer", true)).toEqual([
      "Carnet › Mer",
      "Voyages › Mer",
    ]);
  });
});
