import { describe, expect, it } from "vitest";

import { fromLocalInput, toLocalInput, tomorrowMorning } from "./when";

const NOW = Date.UTC(2026, 10, 22, 12);

describe("the day of a scheduled post", () => {
  it("is written and read in this computer's time", () => {
    const minute = Math.floor(NOW / 60_000) * 60_000;
    expect(fromLocalInput(toLocalInput(minute))).toBe(minute);
    expect(fromLocalInput("")).toBeNull();
  });

  it("is tomorrow at nine unless the writer says else", () => {
    const day = new Date(tomorrowMorning(NOW));
    expect([day.getHours(), day.getMinutes()]).toEqual([9, 0]);
    expect(day.getTime()).toBeGreaterThan(NOW);
  });
});
