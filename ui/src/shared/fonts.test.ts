import { expect, it } from "vitest";

import { familyList } from "./fonts";

it("puts a chosen font before the usual ones, and nothing else into a style", () => {
  expect(familyList("", "Georgia, serif")).toBe("Georgia, serif");
  expect(familyList(" Noto Serif ", "serif")).toBe('"Noto Serif", serif');
  expect(familyList('A"; } body { color: red', "serif")).toBe('"A  body  color: red", serif');
});
