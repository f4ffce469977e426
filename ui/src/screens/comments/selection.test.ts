import { describe, expect, it } from "vitest";
import {
  afterLeaving,
  everything,
  neighbour,
  NOTHING,
  onlyShown,
  reach,
  toggle,
} from "./selection";

const SHOWN = [10, 20, 30, 40, 50];

describe("the next current row after a decision", () => {
  it("is the one below, which moves up to where the eye is", () => {
    expect(afterLeaving(SHOWN, 20, new Set([20]))).toBe(30);
  });

  it("is the last one above when the last row leaves", () => {
    expect(afterLeaving(SHOWN, 50, new Set([50]))).toBe(40);
  });

  it("jumps over others that leave with it", () => {
    expect(afterLeaving(SHOWN, 20, new Set([20, 30, 50]))).toBe(40);
    expect(afterLeaving(SHOWN, 40, new Set([30, 40, 50]))).toBe(20);
  });

  it("stays when the current row stays, and is none when all leave", () => {
    expect(afterLeaving(SHOWN, 30, new Set([10]))).toBe(30);
    expect(afterLeaving(SHOWN, 30, new Set(SHOWN))).toBeNull();
  });
});

describe("moving", () => {
  it("goes one row and stays at the ends", () => {
    expect(neighbour(SHOWN, 20, 1, 1)).toBe(30);
    expect(neighbour(SHOWN, 10, 0, -1)).toBe(10);
    expect(neighbour(SHOWN, 50, 4, 1)).toBe(50);
  });

  it("starts at the top without a current row", () => {
    expect(neighbour(SHOWN, null, 0, -1)).toBe(10);
    expect(neighbour([], null, 0, 1)).toBeNull();
  });

  it("goes on from where a row stood that somebody else took away", () => {
    expect(neighbour(SHOWN, 25, 2, 1)).toBe(30);
    expect(neighbour(SHOWN, 25, 2, -1)).toBe(20);
    expect(neighbour(SHOWN, 60, 5, 1)).toBe(50);
  });
});

describe("ticking", () => {
  it("ticks, and takes the tick away", () => {
    const one = toggle(NOTHING, 20);
    expect([...one.ids]).toEqual([20]);
    expect([...toggle(one, 20).ids]).toEqual([]);
  });

  it("reaches from the anchor both ways, giving back what it no longer covers", () => {
    const anchored = toggle(NOTHING, 30);
    const down = reach(anchored, SHOWN, 30, 50);
    expect([...down.ids]).toEqual([30, 40, 50]);
    expect([...reach(down, SHOWN, 50, 20).ids]).toEqual([20, 30]);
  });

  it("reaches from the current row when nothing is ticked", () => {
    expect([...reach(NOTHING, SHOWN, 20, 30).ids]).toEqual([20, 30]);
  });

  it("ignores a row that is not shown", () => {
    expect(reach(NOTHING, SHOWN, 20, 99)).toBe(NOTHING);
  });

  it("ticks all shown, and nothing unseen", () => {
    const all = everything(SHOWN);
    expect(all.ids.size).toBe(5);
    expect([...onlyShown(all, [20, 60]).ids]).toEqual([20]);
    expect(onlyShown(all, SHOWN)).toBe(all);
  });
});
