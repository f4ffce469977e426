import { Text } from "@codemirror/state";
import { describe, expect, it } from "vitest";

import { paragraphAt } from "./modes";

describe("the paragraph one is in", () => {
  const doc = Text.of(["un", "deux", "", "trois", "  ", "quatre"]);

  it("goes from one empty line to the next", () => {
    expect(paragraphAt(doc, 4)).toEqual({ first: 1, last: 2 });
    expect(paragraphAt(doc, 9)).toEqual({ first: 4, last: 4 });
    expect(paragraphAt(doc, doc.length)).toEqual({ first: 6, last: 6 });
  });

  it("is the empty line itself where there are no words", () => {
    expect(paragraphAt(doc, 8)).toEqual({ first: 3, last: 3 });
  });
});
