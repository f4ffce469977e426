import { describe, expect, it } from "vitest";

import { shorten, shortenAddress } from "./shorten";

describe("what is too long for a sentence", () => {
  it("keeps its beginning, whole characters only", () => {
    expect(shorten("été", 3)).toBe("été");
    expect(shorten("un été long", 7)).toBe("un été…");
    expect(shorten("🕊️👩‍🚀".repeat(50), 4)).toBe("🕊️👩…");
    expect(shorten("a".repeat(100_000), 60)).toHaveLength(60);
  });

  it("keeps where it is and what it is called when it is an address", () => {
    expect(shortenAddress("https://a.fr/é.png", 40)).toBe("a.fr/é.png");
    expect(shortenAddress("photos/http://x.png", 40)).toBe("photos/http://x.png");
    const folders = "dossier/".repeat(20);
    expect(shortenAddress(`https://exemple.fr/${folders}été.jpg`, 30)).toBe("exemple.fr/…/été.jpg");
    expect(shortenAddress(`https://exemple.fr/${folders}la-salle-en-été.jpg`, 30)).toBe(
      "…/la-salle-en-été.jpg",
    );
  });

  it("keeps its end when even its name is too long, whole characters only", () => {
    const long = shortenAddress(`https://exemple.fr/${"🙂".repeat(99)}.jpg`, 12);
    expect(long).toBe(`…${"🙂".repeat(7)}.jpg`);
    expect(shortenAddress(`https://exemple.fr/${"a/".repeat(99)}`, 9)).toBe("…a/a/a/a/");
  });
});
