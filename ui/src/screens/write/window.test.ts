import { expect, it } from "vitest";

import { drawn, indexes, led, scrolled } from "./window";

const sight = (top: number) => ({ top, height: 800, row: 100 });

it("draws what is on the screen and a little beside it, however long the list is", () => {
  expect(drawn(sight(0), 100_000)).toEqual([0, 18]);
  expect(drawn(sight(5_000_050), 100_000)).toEqual([49_990, 50_019]);
  expect(drawn(sight(9_999_200), 100_000)).toEqual([99_982, 100_000]);
  expect(drawn(sight(9_999_200), 3), "the list became short").toEqual([3, 3]);
  expect(drawn(sight(-40), 3)).toEqual([0, 3]);
});

it("keeps the open row, in its place in the order", () => {
  expect(indexes([5, 8], 6)).toEqual([5, 6, 7]);
  expect(indexes([5, 8], -1)).toEqual([5, 6, 7]);
  expect(indexes([5, 8], 2)).toEqual([2, 5, 6, 7]);
  expect(indexes([5, 8], 90)).toEqual([5, 6, 7, 90]);
});

it("scrolls no further than it must", () => {
  expect(scrolled(sight(500), 7)).toBe(500);
  expect(scrolled(sight(500), 2)).toBe(200);
  expect(scrolled(sight(500), 20)).toBe(1300);
});

it("leads from row to row, by screens, and to both ends", () => {
  const from = (key: string) => led(key, 50, 100, 8);
  expect(["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End"].map(from)).toEqual([
    51, 49, 58, 42, 0, 99,
  ]);
  expect(led("End", 0, 0, 8)).toBeNull();
  expect(from("a")).toBeNull();
  expect(led("PageDown", 97, 100, 8)).toBe(99);
});
