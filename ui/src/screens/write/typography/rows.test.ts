import { describe, expect, it } from "vitest";

import type { EditView, WhyView } from "../../../ipc";
import { say } from "../../../messages/index.svelte";
import { agreed, glyphs, groups, heard, passage, type Group } from "./rows";

/** Changes of every `sought` in `text`. */
const edits = (text: string, sought: string, fresh: string, why: WhyView): EditView[] =>
  [...text.matchAll(new RegExp(sought.replaceAll(".", "\\."), "g"))].map(({ index }) => ({
    from: index,
    to: index + sought.length,
    text: fresh,
    why,
  }));

const rowsOf = (body: string, list: EditView[]) =>
  groups({ title: "", body }, { title: [], body: list }).flatMap((group) => group.rows);

/** Before and after of the first row, what changes between ‹ ›. */
function shown(body: string, list: EditView[]): [string, string] {
  const [row] = rowsOf(body, list);
  const { before, after } = passage(body, row!);
  const marked = (pieces: typeof before) =>
    pieces.map(({ text, changes }) => (changes ? `‹${text}›` : text)).join("");
  return [marked(before), marked(after)];
}

describe("rows", () => {
  it("stand in groups of one kind, words before spaces, the title's first", () => {
    const title = "L'été !";
    const body = 'l\'an "neuf" !';
    const all = groups(
      { title, body },
      {
        title: [
          ...edits(title, "'", "’", "apostrophe"),
          ...edits(title, " ", "\u202f", "narrow_space"),
        ],
        body: [...edits(body, "'", "’", "apostrophe"), ...edits(body, '"', "«", "quotes")],
      },
    );
    expect(all.map(({ why, rows }) => [why, rows.map((row) => row.place)])).toEqual([
      ["quotes", ["body"]],
      ["apostrophe", ["title", "body"]],
      ["narrow_space", ["title"]],
    ]);
  });

  it("hold both ends of a short quotation, and only one of a long one or of two lines", () => {
    const count = (body: string) => rowsOf(body, edits(body, '"', "”", "quotes")).length;
    expect(count('dit "oui" à')).toBe(1);
    expect(count(`dit "${"oui ".repeat(9)}" à`)).toBe(2);
    expect(count('dit "oui\net non" à')).toBe(2);
  });

  it("are told apart by their ids, which choose what is applied, sorted as the text is", () => {
    const title = "l'un";
    const body = "l'an... l'été...";
    const correction = {
      title: edits(title, "'", "’", "apostrophe"),
      body: [...edits(body, "'", "’", "apostrophe"), ...edits(body, "...", "…", "ellipsis")],
    };
    const all = groups({ title, body }, correction);
    const everything = agreed(all, new Set());
    expect(everything.title).toEqual(correction.title);
    expect(everything.body.map(({ from }) => from)).toEqual([1, 4, 9, 13]);
    const apostrophes = new Set(all[0]!.rows.map(({ id }) => id));
    const rest = agreed(all, apostrophes);
    expect(rest.title).toEqual([]);
    expect(rest.body.map(({ why }) => why)).toEqual(["ellipsis", "ellipsis"]);
  });

  it("of a long text are made in one pass", () => {
    const body = 'Elle a dit "oui" à l\'été. '.repeat(20_000);
    const list = [...edits(body, '"', "”", "quotes"), ...edits(body, "'", "’", "apostrophe")].sort(
      (a, b) => a.from - b.from,
    );
    const all: Group[] = groups({ title: "", body }, { title: [], body: list });
    expect(agreed(all, new Set()).body).toEqual(list);
  });
});

describe("a passage", () => {
  it("shows whole words around the change", () => {
    const body = "Hier encore, personne n'avait pensé à appeler les foyers voisins.";
    expect(shown(body, edits(body, "'", "’", "apostrophe"))).toEqual([
      "…personne n‹'›avait pensé à…",
      "…personne n‹’›avait pensé à…",
    ]);
  });

  it("shows what is only put in or only taken out", () => {
    expect(shown("Oui!", [{ from: 3, to: 3, text: "\u202f", why: "narrow_space" }])).toEqual([
      "Oui!",
      "Oui‹\u202f›!",
    ]);
    expect(shown("Oui !", [{ from: 3, to: 4, text: "", why: "narrow_space" }])).toEqual([
      "Oui‹ ›!",
      "Oui!",
    ]);
  });

  it("stays in its line", () => {
    const body = "un\nl'été\ntrois";
    expect(shown(body, edits(body, "'", "’", "apostrophe"))[1]).toBe("l‹’›été");
    const first = "'a\nb";
    expect(shown(first, edits(first, "'", "‘", "quotes"))[1]).toBe("‹‘›a");
  });

  it("splits no character, even in a line without spaces", () => {
    const body = `${"🙂".repeat(30)}'${"🙂".repeat(30)}`;
    const [before] = shown(body, edits(body, "'", "’", "apostrophe"));
    expect(before).not.toMatch(/\p{Surrogate}/u);
    expect([...before].filter((c) => c === "🙂").length).toBeGreaterThan(10);
  });

  it("is heard with its words", () => {
    const body = "C'est dit.";
    const [row] = rowsOf(body, edits(body, "'", "’", "apostrophe"));
    expect(heard(passage(body, row!).after)).toBe("C’est dit.");
  });
});

describe("spaces", () => {
  it("are each by themselves, so that they can be drawn", () => {
    expect(glyphs("«\u202f")).toEqual([
      { kind: "text", text: "«" },
      { kind: "narrow", text: "\u202f" },
    ]);
    expect(glyphs(" \u00a0").map(({ kind }) => kind)).toEqual(["space", "no-break"]);
  });
});

describe("what a change is good for", () => {
  it("has words in both languages", () => {
    const every: Record<WhyView, true> = {
      narrow_space: true,
      colon_space: true,
      guillemet_space: true,
      number_space: true,
      abbreviation_space: true,
      dialogue_space: true,
      ellipsis: true,
      apostrophe: true,
      quotes: true,
      dash: true,
      ordinal: true,
      heading_level: true,
      https: true,
      end_tag: true,
    };
    for (const why of Object.keys(every) as WhyView[]) {
      for (const code of ["en", "fr"] as const) {
        expect(say(code, `typography.${why}`)).not.toMatch(/^typography\./);
      }
    }
  });
});
