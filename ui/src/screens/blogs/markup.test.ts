import { expect, it } from "vitest";

import { markups } from "./markup";

it("offers what the blog can hold, in its order", () => {
  expect(markups({ markups: ["blocks", "html"] })).toEqual([
    { value: "blocks", label: "Blocks" },
    { value: "html", label: "Plain HTML" },
  ]);
});

it("asks nothing where there is no choice", () => {
  expect(markups({ markups: ["html"] })).toEqual([]);
});
