import { describe, expect, it } from "vitest";

import { AS_EVERYWHERE, SILENT } from "../../../shared/settings";
import { variedWords, wordsOn } from "./varied";

const list = (words: string[]) => words.join(", ");
const view = (own: object | null, closing: string | null) => ({
  blog: 1,
  name: "Carnet",
  own: { ...SILENT, varied: own === null ? null : { ...AS_EVERYWHERE, ...own } },
  always: { ...SILENT, varied: closing === null ? null : { ...AS_EVERYWHERE, closing } },
  choices: {
    featured: false,
    sticky: false,
    comments: false,
    authors: [],
    formats: [],
    zone: "",
  },
});

describe("the words of one blog", () => {
  it("are named before they go", () => {
    const varied = { ...AS_EVERYWHERE, title: "L’été au bureau", tags: [], closing: "— Zoé" };
    expect(variedWords(varied, list)).toBe("title “L’été au bureau”, tags, closing lines");
    expect(variedWords(null, list)).toBe("");
  });

  it("end with what is usual there while the post is new there", () => {
    expect(wordsOn(view(null, "— Zoé"), true)?.closing).toBe("— Zoé");
    expect(wordsOn(view(null, "— Zoé"), false)).toBeNull();
    expect(wordsOn(view({ closing: "" }, "— Zoé"), true)?.closing).toBe("");
    expect(wordsOn(view({ title: "Un" }, null), false)?.title).toBe("Un");
  });
});
