import { SearchQuery } from "@codemirror/search";
import { describe, expect, it } from "vitest";

import { hits, MANY } from "./find.svelte";
import { stateOf } from "./marked";

const query = (search: string, more: object = {}) => new SearchQuery({ search, ...more });

describe("what is found", () => {
  const state = stateOf("Un mot, un ‹Mot›, des mots.");

  it("is counted, and the selected one known by its number", () => {
    expect(hits(state, query("mot"))).toEqual({ all: 3, at: 2 });
    expect(hits(state, query("mot", { wholeWord: true }))).toEqual({ all: 2, at: 2 });
    expect(hits(state, query("mot", { caseSensitive: true }))).toEqual({ all: 2, at: 0 });
    expect(hits(state, query("m.t[,s]", { regexp: true }))).toEqual({ all: 3, at: 0 });
  });

  it("is nothing for nothing and for a pattern that cannot be read", () => {
    expect(hits(state, query(""))).toEqual({ all: 0, at: 0 });
    expect(hits(state, query("m(", { regexp: true }))).toEqual({ all: 0, at: 0 });
    expect(hits(state, query("m("))).toEqual({ all: 0, at: 0 });
  });

  it("is not counted for ever", () => {
    expect(hits(stateOf("a".repeat(MANY * 3)), query("a")).all).toBe(MANY);
  });
});
