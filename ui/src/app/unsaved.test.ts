import { expect, it, vi } from "vitest";

import { flushWords, forgetWords, holdsWords, type Holder } from "./unsaved";

function holder(flush: () => Promise<boolean>): Holder {
  return { flush: vi.fn(flush), forget: vi.fn() };
}

it("lets the window close only when everybody's words are safe", async () => {
  expect(await flushWords()).toBe(true);
  const safe = holder(async () => true);
  const refused = holder(async () => false);
  const ends = [holdsWords(safe), holdsWords(refused)];
  expect(await flushWords()).toBe(false);
  expect(safe.flush).toHaveBeenCalledOnce();
  ends[1]?.();
  expect(await flushWords()).toBe(true);
  ends[0]?.();
});

it("asks everybody, even when one of them breaks", async () => {
  const broken = holder(async () => {
    throw new Error("broken");
  });
  const safe = holder(async () => true);
  const ends = [holdsWords(broken), holdsWords(safe)];
  expect(await flushWords()).toBe(false);
  expect(safe.flush).toHaveBeenCalledOnce();
  forgetWords();
  expect(broken.forget).toHaveBeenCalledOnce();
  expect(safe.forget).toHaveBeenCalledOnce();
  ends.forEach((end) => end());
});
