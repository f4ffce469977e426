import { describe, expect, it } from "vitest";

import type { Choices } from "../ipc";
import { offersNothing, over, SILENT, together, wishes } from "./settings";

const nothing: Choices = {
  featured: false,
  sticky: false,
  comments: false,
  authors: [],
  formats: [],
  zone: "",
};
const blog = (choices: Partial<Choices>) => ({
  blog: 1,
  name: "Un",
  own: SILENT,
  always: SILENT,
  choices: { ...nothing, ...choices },
});

describe("settings of a post", () => {
  it("leave what is open to the level below", () => {
    const always = { ...SILENT, comments: false, sticky: true };
    expect(over({ ...SILENT, sticky: false }, always)).toEqual({ ...always, sticky: false });
  });

  it("are offered for all blogs where any blog takes them, without a name", () => {
    const author = { id: "4", name: "Zoé" };
    const both = together([
      blog({ formats: ["aside"], authors: [author] }),
      blog({ formats: ["aside", "link"], sticky: true }),
    ]);
    expect(both).toEqual({ ...nothing, sticky: true, formats: ["aside", "link"] });
    expect(offersNothing(together([]))).toBe(true);
    expect(offersNothing(both)).toBe(false);
  });

  it("count what is wished, also what is wished away", () => {
    expect(wishes({ ...SILENT, featured: "", sticky: false })).toBe(2);
    expect(wishes(SILENT)).toBe(0);
  });
});
