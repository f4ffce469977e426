import { describe, expect, it } from "vitest";
import { concerned, leavesShelf, leavesWaiting, offered } from "./decisions";

describe("what the bar offers", () => {
  it("offers everything on a waiting comment; hold leaves it waiting", () => {
    expect(offered(["pending"])).toEqual(["approve", "spam", "trash", "hold"]);
    expect(leavesWaiting("hold", [{ id: 1, status: "pending" }])).toBe(true);
    expect(leavesWaiting("spam", [{ id: 1, status: "pending" }])).toBe(false);
  });

  it("never offers the status a comment already has", () => {
    expect(offered(["approved"])).toEqual(["spam", "trash", "hold"]);
    expect(offered(["spam"])).toEqual(["approve", "trash", "hold"]);
    expect(offered(["trash"])).toEqual(["approve", "spam", "hold"]);
  });

  it("offers for several what changes at least one", () => {
    expect(offered(["spam", "trash"])).toEqual(["approve", "spam", "trash", "hold"]);
    expect(offered([])).toEqual([]);
  });
});

describe("whom a decision concerns", () => {
  const three = [
    { id: 1, status: "pending" },
    { id: 2, status: "spam" },
    { id: 3, status: "approved" },
  ] as const;

  it("leaves out the comments that already stand there", () => {
    expect(concerned("spam", three)).toEqual([1, 3]);
    expect(concerned("approve", [three[2]])).toEqual([]);
  });

  it("holds a mixed choice for real", () => {
    expect(leavesWaiting("hold", three)).toBe(false);
    expect(concerned("hold", three)).toEqual([2, 3]);
  });
});

it("leaves a shelf of one status, and stays where all are shown", () => {
  expect(leavesShelf("pending", "approved")).toBe(true);
  expect(leavesShelf("pending", "pending")).toBe(false);
  expect(leavesShelf(null, "spam")).toBe(false);
});
