// Enough checks and typography for samples; the real ones are billet-text's.

import type {
  CorrectionView,
  EditView,
  FindingView,
  FoundView,
  TextLanguage,
  WhyView,
} from "../src/ipc/generated";

/** What there is to look at. */
export function sampleFindings(title: string, body: string, https: boolean): FindingView[] {
  const found: FindingView[] = [];
  const add = (
    severity: FindingView["severity"],
    at: RegExpExecArray,
    what: FoundView,
    fix: EditView | null = null,
  ) => {
    const to = at.index + at[0].length;
    found.push({ found: what, severity, place: "body", from: at.index, to, fix });
  };
  if (title.trim() === "") {
    const what: FoundView = { kind: "title_empty" };
    found.push({
      found: what,
      severity: "problem",
      place: "title",
      from: 0,
      to: title.length,
      fix: null,
    });
  }
  for (const at of body.matchAll(/!\[\s*\]\(([^)]*)\)/g)) {
    add("problem", at, { kind: "image_without_alt", address: at[1]! });
  }
  for (const at of body.matchAll(/!\[[^\]]*\]\((http:\/\/[^)]*)\)/g)) {
    const from = at.index + at[0].indexOf("http:");
    if (https)
      add(
        "problem",
        at,
        { kind: "mixed_content", address: at[1]! },
        { from, to: from + 5, text: "https:", why: "https" },
      );
  }
  for (const at of body.matchAll(/(?<!!)\[(ici|here)\]\([^)]*\)/g)) {
    add("advice", at, { kind: "vague_link", text: at[1]! });
  }
  let above = 1;
  for (const at of body.matchAll(/^(#{1,6}) .*$/gm)) {
    const level = at[1]!.length;
    if (level > above + 1) {
      const text = "#".repeat(above + 1);
      const fix: EditView = {
        from: at.index,
        to: at.index + level,
        text,
        why: "heading_level",
      };
      add("advice", at, { kind: "heading_jump", above, level }, fix);
    } else above = level;
  }
  for (const at of body.matchAll(/\[\^(\w+)\](?!:)/g)) {
    if (!body.includes(`[^${at[1]}]:`)) add("problem", at, { kind: "note_missing", label: at[1]! });
  }
  return found.sort((a, b) => a.from - b.from);
}

const FRENCH: [RegExp, string, WhyView][] = [
  [/"(?=[\p{L}\p{N}])/gu, "«\u202f", "quotes"],
  [/(?<=[\p{L}\p{N}!?.…])"/gu, "\u202f»", "quotes"],
  [/(?<=« ?)(?<=«) (?=\S)/g, "\u202f", "guillemet_space"],
  [/(?<=\S) (?=»)/g, "\u202f", "guillemet_space"],
  [/ (?=[;!?])/g, "\u202f", "narrow_space"],
  [/(?<=\p{L}) (?=:)/gu, "\u00a0", "colon_space"],
];

const ENGLISH: [RegExp, string, WhyView][] = [
  [/"(?=[\p{L}\p{N}])/gu, "“", "quotes"],
  [/(?<=[\p{L}\p{N}!?.…])"/gu, "”", "quotes"],
];

const BOTH: [RegExp, string, WhyView][] = [
  [/(?<=\p{L})'(?=\p{L})/gu, "’", "apostrophe"],
  [/\.{3}/g, "…", "ellipsis"],
];

/** What a typographer would change. */
export function sampleCorrection(
  title: string,
  body: string,
  language: TextLanguage,
): CorrectionView {
  const rules = [...BOTH, ...(language === "fr" ? FRENCH : ENGLISH)];
  const of = (text: string) =>
    rules
      .flatMap(([pattern, fresh, why]) =>
        [...text.matchAll(pattern)].map((at): EditView => {
          const from = at.index;
          return { from, to: from + at[0].length, text: fresh, why };
        }),
      )
      .sort((a, b) => a.from - b.from);
  return { title: of(title), body: of(body) };
}
