import { describe, expect, it } from "vitest";

import { shorten, shortenAddress } from "./shorten";

describe("what is too long for a sentence", () => {
  it("keeps its beginning, whole characters only", () => {
    expect(shorten("été", 3)).toBe("été");
    expect(shorten("un été long", 7)).toBe("un été…");
    expect(shorten("🕊️👩‍🚀".repeat(50), 4)).toBe("🕊️👩…");
    expect(shorten("a".repeat(100_000), 60)).toHaveLength(60);
  });

  it("keeps both ends when it is an address", () => {
    expect(shortenAddress("https://a.fr/é.png", 40)).toBe("a.fr/é.png");
    expect(shortenAddress("photos/http://x.png", 40)).toBe("photos/http://x.png");
    const long = `https://exemple.fr/${"dossier/".repeat(20)}été.jpg`;
    expect(shortenAddress(long, 30)).toBe("exemple.fr/…er/dossier/été.jpg");
    expect([...shortenAddress(long, 30)]).toHaveLength(30);
  });
});
