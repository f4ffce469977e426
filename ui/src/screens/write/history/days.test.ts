import { expect, it } from "vitest";

import type { RevisionView } from "../../../ipc";
import { dayName } from "../../../shared/format";
import { byDay } from "./days";

const row = (id: number, at: Date, words: number): RevisionView => ({
  id,
  at: at.getTime(),
  reason: "pause",
  name: "",
  title: "",
  snippet: "",
  words,
});

it("puts the versions of a day together and says how each differs in length", () => {
  const rows = [
    row(4, new Date(2026, 10, 22, 9), 120),
    row(3, new Date(2026, 10, 21, 23, 59), 90),
    row(2, new Date(2026, 10, 21, 0, 1), 100),
  ];
  const days = byDay(rows, false);
  expect(days.map((day) => day.kept.map((kept) => [kept.id, kept.by]))).toEqual([
    [[4, 30]],
    [
      [3, -10],
      [2, null],
    ],
  ]);
  expect(byDay(rows, true)[1]?.kept[1]?.by, "before the first there was nothing").toBe(100);
  expect(byDay([], true)).toEqual([]);
});

it("calls the days as people do", () => {
  const now = new Date(2026, 10, 22, 0, 5).getTime();
  const name = (days: number, hour: number) =>
    dayName(new Date(2026, 10, 22 - days, hour).getTime(), now);
  expect([name(0, 0), name(1, 23), name(2, 9)]).toEqual(["today", "yesterday", "20 November"]);
});
