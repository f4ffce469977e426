import { describe, expect, it } from "vitest";

import { addTerm, matchingTerms } from "./terms";

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
