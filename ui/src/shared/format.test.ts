import { describe, expect, it } from "vitest";

import { bytes, count, day, host, relative } from "./format";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
// Noon, this computer's time, so that hours do not cross midnight.
const NOON = new Date(2026, 10, 22, 12).getTime();

describe("a moment as people say it", () => {
  it.each([
    [0, "just now", "à l’instant"],
    [-59_000, "just now", "à l’instant"],
    [20_000, "just now", "à l’instant"],
    [-2 * MINUTE, "2 minutes ago", "il y a 2 minutes"],
    [-2 * HOUR, "2 hours ago", "il y a 2 heures"],
    [-20 * HOUR, "yesterday", "hier"],
    [-3 * 24 * HOUR, "3 days ago", "il y a 3 jours"],
    [3 * HOUR, "in 3 hours", "dans 3 heures"],
    [24 * HOUR, "tomorrow", "demain"],
  ])("%d ms from now", (away, en, fr) => {
    expect(relative(NOON + away, NOON, "en")).toBe(en);
    expect(relative(NOON + away, NOON, "fr")).toBe(fr);
  });

  it("names the day when it is longer ago, and the year when it is not this one", () => {
    const november = new Date(2026, 10, 9, 8).getTime();
    expect(relative(november, NOON, "fr")).toBe("9 novembre");
    expect(relative(new Date(2025, 2, 1).getTime(), NOON, "fr")).toBe("1er mars 2025");
    expect(day(new Date(2025, 2, 1).getTime(), NOON, "en")).toMatch(/March.*2025/);
  });
});

describe("numbers and addresses", () => {
  it("are written as the language writes them", () => {
    expect(count(1204, "en")).toBe("1,204");
    expect(count(1204, "fr")).toBe("1\u202f204");
    expect(host("https://www.example.org/a?b")).toBe("example.org");
    expect(host("no address")).toBe("no address");
  });
});

describe("a size", () => {
  it("has the unit that people use for it", () => {
    expect(bytes(0, "en")).toBe("0 byte");
    expect(bytes(412_345, "en")).toBe("412 kB");
    expect(bytes(12_345_678, "fr")).toMatch(/^12,3\sMo$/);
  });
});
