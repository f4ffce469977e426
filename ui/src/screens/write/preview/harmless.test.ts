import { describe, expect, it } from "vitest";

import { KEPT } from "../../../editor/spaces";
import { keptTogether } from "./harmless";

const NO_BREAK = "\u00a0";

describe("French marks", () => {
  it("stay with their word in the preview", () => {
    expect(keptTogether("« le terrain » ; il le prolonge !")).toBe(
      ["«", "le terrain", "»", "; il le prolonge", "!"].join(NO_BREAK),
    );
    expect(keptTogether("https://example.org/?a=1")).toBe("https://example.org/?a=1");
    expect(keptTogether("fin. : début")).toBe(`fin.${NO_BREAK}: début`);
  });

  it("stay with their word in the editor", () => {
    const runs = [..."dit « le terrain » ; il va !".matchAll(KEPT)].map(([run]) => run);
    expect(runs).toEqual(["« l", "n » ;", "a !"]);
  });
});
