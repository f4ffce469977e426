import { describe, expect, it } from "vitest";

import { timeThere, zoneName } from "./zone";

const AT = Date.UTC(2026, 11, 4, 20, 0);

describe("a moment in a blog's time zone", () => {
  it("is said where the clock there shows something else", () => {
    expect(timeThere(AT, "America/New_York", "en", "Europe/Paris")).toContain("15:00");
    expect(timeThere(AT, "Europe/Paris", "fr", "America/New_York")).toContain("21:00");
    expect(timeThere(AT, "+05:30", "en", "UTC")).toMatch(/5 December.*01:30/);
  });

  it("is not said twice, nor guessed", () => {
    expect(timeThere(AT, "Europe/Berlin", "en", "Europe/Paris")).toBeNull();
    expect(timeThere(AT, "+01:00", "en", "Europe/Paris")).toBeNull();
    expect(timeThere(AT, "", "en", "Europe/Paris")).toBeNull();
    expect(timeThere(AT, "Mars/Base", "en", "Europe/Paris")).toBeNull();
  });

  it("names the zone as people do", () => {
    expect(zoneName("America/New_York")).toBe("America/New York");
    expect(zoneName("+05:30")).toBe("UTC+05:30");
  });
});
