import { describe, expect, it } from "vitest";

import { modeOf, placed, placementOf, toggled, type Chosen } from "./placement";

const usual: Chosen = { wide: true, on: true, side: "beside", alone: false };

describe("the preview", () => {
  it("stands beside the text where there is room, and in its place where there is not", () => {
    expect(modeOf(usual)).toBe("both");
    expect(modeOf({ ...usual, wide: false })).toBe("text");
    expect(modeOf(toggled({ ...usual, wide: false }))).toBe("preview");
  });

  it("stands below the text in any window", () => {
    const below = placed(usual, "below");
    expect(modeOf(below)).toBe("below");
    expect(modeOf({ ...below, wide: false })).toBe("below");
    expect(placementOf(below)).toBe("below");
  });

  it("stands alone for a while, and goes back to where it stood", () => {
    const alone = placed(placed(usual, "below"), "alone");
    expect(modeOf(alone)).toBe("preview");
    expect(placementOf(alone)).toBe("alone");
    expect(modeOf({ ...alone, alone: false })).toBe("below");
  });

  it("is hidden by what shows it, from wherever it stands", () => {
    for (const wide of [true, false]) {
      for (const side of ["beside", "below"] as const) {
        for (const alone of [true, false]) {
          for (const on of [true, false]) {
            const chosen = { wide, on, side, alone };
            const once = toggled(chosen);
            const was = modeOf(chosen) === "text";
            expect(modeOf(once) === "text", JSON.stringify(chosen)).toBe(!was);
            expect(modeOf(toggled(once)) === "text").toBe(was);
          }
        }
      }
    }
  });

  it("takes the text's place in a narrow window that asks for it beside", () => {
    expect(modeOf(placed({ ...usual, wide: false }, "beside"))).toBe("preview");
  });
});
