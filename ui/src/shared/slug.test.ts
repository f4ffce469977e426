import { describe, expect, it } from "vitest";

import { suggestedSlug } from "./slug";

describe("the last part of an address", () => {
  it("has plain letters only", () => {
    expect(suggestedSlug("L’œuvre d’été : « là-bas » !")).toBe("l-oeuvre-d-ete-la-bas");
    expect(suggestedSlug("Straße und Smørrebrød")).toBe("strasse-und-smorrebrod");
  });

  it("keeps letters that have no plain form, and is empty without any", () => {
    expect(suggestedSlug("Привет, 世界")).toBe("привет-世界");
    expect(suggestedSlug(" — … ")).toBe("");
  });

  it("is cut between words", () => {
    const long = suggestedSlug(Array.from({ length: 30 }, () => "chemin").join(" "));
    expect(long.length).toBeLessThanOrEqual(75);
    expect(long.endsWith("chemin")).toBe(true);
  });
});
