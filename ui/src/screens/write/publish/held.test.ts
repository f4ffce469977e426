import { expect, it } from "vitest";

import { Held, QUIET } from "./held";

it("publishes nothing while the keys are held, however long", () => {
  const held = new Held(0);
  for (let ms = 500; ms < 10_000; ms += 33) expect(held.means(ms)).toBe(false);
});

it("sends when the keys were let go, or long after the sheet opened", () => {
  const pressed = new Held(0);
  expect(pressed.means(50)).toBe(false);
  pressed.released();
  expect(pressed.means(60)).toBe(true);
  // From the menu of the window: no key is seen going up.
  expect(new Held(0).means(QUIET)).toBe(true);
});
