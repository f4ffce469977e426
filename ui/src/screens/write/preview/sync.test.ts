import { describe, expect, it } from "vitest";

import { Follower, lineForTop, topForLine } from "./sync";

const marks = [
  { line: 0, top: 100 },
  { line: 4, top: 200 },
  { line: 10, top: 600 },
];
const end = { line: 20, top: 1000 };

describe("scrolling together", () => {
  it("stands exactly where a block begins", () => {
    expect(topForLine(marks, 4, end)).toBe(200);
    expect(lineForTop(marks, 600, end)).toBe(10);
  });

  it("goes evenly through a block", () => {
    expect(topForLine(marks, 7, end)).toBe(400);
    expect(lineForTop(marks, 800, end)).toBe(15);
  });

  it("reaches the end and never passes it", () => {
    expect(topForLine(marks, 20, end)).toBe(1000);
    expect(topForLine(marks, 99, end)).toBe(1000);
    expect(lineForTop(marks, 5000, end)).toBe(20);
  });

  it("has nothing to say about an empty text", () => {
    expect(topForLine([], 0, { line: 0, top: 0 })).toBe(0);
    expect(lineForTop([], 40, { line: 1, top: 80 })).toBe(0.5);
  });

  it("goes there and back", () => {
    for (let line = 0; line < 20; line += 0.5) {
      expect(lineForTop(marks, topForLine(marks, line, end), end)).toBeCloseTo(line);
    }
  });

  it("does not answer its own echo, and answers the next scroll", () => {
    const follower = new Follower();
    follower.led(240);
    expect(follower.own(240)).toBe(false);
    expect(follower.own(240)).toBe(true);
    expect(follower.own(300)).toBe(true);
  });
});
