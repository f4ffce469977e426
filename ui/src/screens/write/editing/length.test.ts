import { describe, expect, it } from "vitest";

import { beginSession, written } from "./length.svelte";

describe("a session", () => {
  it("counts from the first opening, and never below nothing", () => {
    expect(written(1, 10)).toBe(0);
    beginSession(1, 10);
    beginSession(1, 40);
    expect(written(1, 52)).toBe(42);
    expect(written(1, 3)).toBe(0);
    expect(written(2, 7)).toBe(0);
  });
});
