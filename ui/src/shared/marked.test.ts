import { describe, expect, it } from "vitest";

import { stretches } from "./marked";

describe("a text with marks", () => {
  it("is divided at them", () => {
    expect(
      stretches("Un été 🙂 à la mer", [
        [3, 6],
        [15, 18],
      ]),
    ).toEqual([
      { text: "Un ", marked: false },
      { text: "été", marked: true },
      { text: " 🙂 à la ", marked: false },
      { text: "mer", marked: true },
    ]);
  });

  it("is whole without any, and nothing when it is empty", () => {
    expect(stretches("Un été", [])).toEqual([{ text: "Un été", marked: false }]);
    expect(stretches("", [])).toEqual([]);
  });
});
