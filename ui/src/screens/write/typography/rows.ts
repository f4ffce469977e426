// The changes of typography as a reader can judge them: what belongs together in one row, with some
// words around it, and rows of one kind in one group. Pure.

import type { CorrectionView, EditView, PlaceView, WhyView } from "../../../ipc";

/** How many rows of a group are drawn at the most. */
export const SHOWN = 200;

/** With more rows than this, each group shows only a few until it is asked for all. */
export const MANY = 40;

/** How many a group shows until then. */
export const PEEK = 3;

/** Changes of one kind this close, in UTF-16 units, are one: both ends of a short quotation. */
const NEAR = 24;

/** How much is shown on each side of a change, in UTF-16 units, before the word it falls in ends. */
const AROUND = 14;

const ORDER: Record<WhyView, number> = {
  quotes: 0,
  apostrophe: 1,
  dash: 2,
  ellipsis: 3,
  ordinal: 4,
  guillemet_space: 5,
  narrow_space: 6,
  colon_space: 7,
  number_space: 8,
  abbreviation_space: 9,
  dialogue_space: 10,
  heading_level: 11,
  https: 12,
  end_tag: 13,
};

/** One thing to agree to: one change, or a few that make sense only together. */
export type Row = { id: number; place: PlaceView; why: WhyView; edits: EditView[] };

/** All rows of one kind. */
export type Group = { why: WhyView; rows: Row[] };

/** A piece of text; `changes` where it is not the same before and after. */
export type Piece = { text: string; changes: boolean };

/** The texts of a post. */
export type Texts = Record<PlaceView, string>;

/** The rows of a correction, by kind; in each, those of the title first, then in the order of the text. */
export function groups(texts: Texts, correction: CorrectionView): Group[] {
  const found = new Map<WhyView, Row[]>();
  let id = 0;
  for (const place of ["title", "body"] as const) {
    const text = texts[place];
    for (const edit of correction[place]) {
      const rows = found.get(edit.why) ?? [];
      found.set(edit.why, rows);
      const row = rows.at(-1);
      const last = row?.edits.at(-1);
      if (row?.place === place && last && together(text, last, edit)) row.edits.push(edit);
      else rows.push({ id: (id += 1), place, why: edit.why, edits: [edit] });
    }
  }
  return [...found]
    .map(([why, rows]) => ({ why, rows }))
    .sort((a, b) => ORDER[a.why] - ORDER[b.why]);
}

function together(text: string, one: EditView, next: EditView): boolean {
  return next.from - one.to <= NEAR && !text.slice(one.to, next.from).includes("\n");
}

/** The changes of the rows that are not in `off`, sorted as the text is. */
export function agreed(all: readonly Group[], off: ReadonlySet<number>): CorrectionView {
  const rows = all.flatMap((group) => group.rows).filter(({ id }) => !off.has(id));
  const of = (place: PlaceView) =>
    rows
      .filter((row) => row.place === place)
      .flatMap((row) => row.edits)
      .sort((a, b) => a.from - b.from || a.to - b.to);
  return { title: of("title"), body: of("body") };
}

/** A row's passage before and after, in pieces. */
export function passage(text: string, { edits }: Row): { before: Piece[]; after: Piece[] } {
  const from = edits[0]?.from ?? 0;
  const to = edits.at(-1)?.to ?? from;
  const start = wordStart(text, from);
  const end = wordEnd(text, to);
  const lead = start > 0 && text[start - 1] !== "\n" ? "…" : "";
  const trail = end < text.length && text[end] !== "\n" ? "…" : "";
  const before: Piece[] = [{ text: lead + text.slice(start, from), changes: false }];
  const after = [...before];
  edits.forEach((edit, i) => {
    const same = text.slice(edit.to, edits[i + 1]?.from ?? end);
    const kept = { text: i === edits.length - 1 ? same + trail : same, changes: false };
    before.push({ text: text.slice(edit.from, edit.to), changes: true }, kept);
    after.push({ text: edit.text, changes: true }, kept);
  });
  const shown = ({ text: piece }: Piece) => piece !== "";
  return { before: before.filter(shown), after: after.filter(shown) };
}

/** As somebody hears it. */
export function heard(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join("");
}

/** Where the words before a place begin that are shown with it. */
function wordStart(text: string, at: number): number {
  const line = text.lastIndexOf("\n", at - 1) + 1;
  const least = Math.max(line, at - AROUND);
  if (least === line) return line;
  const space = text.slice(least, at).search(/\s\S/);
  return space < 0 ? whole(text, least) : least + space + 1;
}

/** Where the words after a place end that are shown with it. */
function wordEnd(text: string, at: number): number {
  const most = Math.min(text.length, at + AROUND);
  const line = text.slice(at, most).indexOf("\n");
  if (line >= 0) return at + line;
  if (most === text.length || text[most] === "\n") return most;
  const space = text.slice(at, most).search(/\s\S*$/);
  return space <= 0 ? whole(text, most) : at + space;
}

/** A place that does not split a character in two. */
function whole(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at;
}

/** What is in a piece that eyes would miss: `text`, or one space of a kind. */
export type Glyphs = { kind: "text" | "no-break" | "narrow" | "space"; text: string };

/** A changed piece with each of its spaces by itself. */
export function glyphs(text: string): Glyphs[] {
  return (text.match(/[ \u00a0\u202f]|[^ \u00a0\u202f]+/g) ?? []).map((part) => ({
    kind: KINDS[part] ?? "text",
    text: part,
  }));
}

const KINDS: Record<string, Glyphs["kind"]> = {
  " ": "space",
  "\u00a0": "no-break",
  "\u202f": "narrow",
};
