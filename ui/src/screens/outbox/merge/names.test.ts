import { describe, expect, it } from "vitest";

import { nameChanges, shared, withName } from "./names";

const names = {
  base: ["mer", "nuit", "vent"],
  mine: ["mer", "nuit", "phare"],
  theirs: ["Mer", "vent", "port"],
  merged: ["mer", "phare", "port"],
};

describe("tags that both sides changed", () => {
  it("are told one by one, with who did what", () => {
    expect(nameChanges(names)).toEqual([
      { name: "nuit", what: "theirs-removed" },
      { name: "phare", what: "mine-added" },
      { name: "vent", what: "mine-removed" },
      { name: "port", what: "theirs-added" },
    ]);
    expect(shared(names)).toEqual(["mer"]);
  });

  it("are kept or left as the writer says", () => {
    expect(withName(names.merged, "PORT", false)).toEqual(["mer", "phare"]);
    expect(withName(names.merged, "nuit", true)).toEqual(["mer", "phare", "port", "nuit"]);
  });
});
