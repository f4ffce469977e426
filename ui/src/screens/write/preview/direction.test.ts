import { describe, expect, it } from "vitest";

import { beginning, directionOf } from "./direction";

describe("the direction of a text", () => {
  it("is that of what is written", () => {
    expect(directionOf("fr", "Jeudi, la petite salle")).toBe("ltr");
    expect(directionOf("fr", "يوم الخميس في القاعة")).toBe("rtl");
    expect(directionOf("ar", "Jeudi, la petite salle était comble")).toBe("ltr");
    expect(directionOf("en", "ביום חמישי (Thursday)")).toBe("rtl");
  });

  it("is that of the language where nothing is written yet", () => {
    expect(directionOf("ar-EG", "")).toBe("rtl");
    expect(directionOf("he", " — 12 ")).toBe("rtl");
    expect(directionOf("arn", "")).toBe("ltr");
    expect(directionOf("fr", "")).toBe("ltr");
  });

  it("is told by the words, not by the marks around them", () => {
    const blocks = [{ html: '<p class="has-many-latin-letters">שלום&nbsp;עולם</p>' }];
    expect(directionOf("fr", beginning(blocks))).toBe("rtl");
  });
});
