// Which words of a clash to mark: what each side wrote that was not there before, and what of it is
// gone. Pure.

import { differences, type Range } from "../../../editor/merge";
import type { Sides } from "../../../ipc";

/** A stretch of a text, marked or not. */
export type Stretch = { text: string; mark: boolean };

/** The three texts of a clash, in stretches. */
export type Marked = Record<keyof Sides, Stretch[]>;

/** Longer texts are shown without marks: finding them takes longer than reading waits. */
const MARKED_AT_MOST = 20_000;

/** The most that is shown of one text here; the rest stands in the whole text. */
export const SHOWN_AT_MOST = 8_000;

/** The texts of a clash with the words that differ from what was there before. */
export function markedSides({ base, mine, theirs }: Sides): Marked {
  if (base.length + mine.length + theirs.length > MARKED_AT_MOST) {
    return { base: plain(base), mine: plain(mine), theirs: plain(theirs) };
  }
  const toMine = differences(base, mine);
  const toTheirs = differences(base, theirs);
  const gone = [...toMine, ...toTheirs].map((one) => one.gone);
  const come = (pairs: typeof toMine) => pairs.map((one) => one.come);
  return {
    base: stretches(base, words(base, gone)),
    mine: stretches(mine, words(mine, come(toMine))),
    theirs: stretches(theirs, words(theirs, come(toTheirs))),
  };
}

/** As much of a text as is shown, and whether that is not all. */
export function shortened(text: Stretch[]): { text: Stretch[]; cut: boolean } {
  const shown: Stretch[] = [];
  let room = SHOWN_AT_MOST;
  for (const stretch of text) {
    if (stretch.text.length > room) {
      shown.push({ ...stretch, text: sliced(stretch.text, room) });
      return { text: shown, cut: true };
    }
    room -= stretch.text.length;
    shown.push(stretch);
  }
  return { text: shown, cut: false };
}

/** Whether a text may be higher than its box in a narrow column: then the keyboard has to reach it, to
 * scroll. */
export function isHigh(text: string): boolean {
  let rows = 0;
  for (const line of text.split("\n")) rows += Math.max(1, Math.ceil(line.length / 32));
  return rows > 8;
}

/** The two ends of a long text that both sides agree on; the middle is left out. */
export function ends(text: string, each: number): { head: string; tail: string } | null {
  if (text.length <= 2 * each + 200) return null;
  const head = sliced(text, each);
  const tail = text.slice(text.length - each);
  // Whole words, where there are any.
  return { head: head.replace(/\s\S*$/, ""), tail: tail.replace(/^\S*\s/, "") };
}

/** The whole words that the ranges touch, each once, in the order of the text. */
function words(text: string, ranges: Range[]): Range[] {
  const joined: Range[] = [];
  const whole = ranges.map((range) => wholeWords(text, range)).filter(({ from, to }) => from < to);
  for (const { from, to } of whole.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

const INSIDE = /[\p{L}\p{M}\p{N}\uD800-\uDFFF]/u;

/** A range that begins or ends within a word, grown to all of it. */
function wholeWords(text: string, { from, to }: Range): Range {
  const inside = (at: number) => INSIDE.test(text.charAt(at));
  while (from > 0 && inside(from) && inside(from - 1)) from -= 1;
  while (to < text.length && inside(to) && inside(to - 1)) to += 1;
  return { from, to };
}

function stretches(text: string, marks: Range[]): Stretch[] {
  const all: Stretch[] = [];
  let at = 0;
  for (const { from, to } of marks) {
    all.push(
      { text: text.slice(at, from), mark: false },
      { text: text.slice(from, to), mark: true },
    );
    at = to;
  }
  all.push({ text: text.slice(at), mark: false });
  return all.filter((stretch) => stretch.text !== "");
}

function plain(text: string): Stretch[] {
  return text === "" ? [] : [{ text, mark: false }];
}

/** The first `n` code units, never half of a character. */
function sliced(text: string, n: number): string {
  const half = /[\uD800-\uDBFF]/.test(text.charAt(n - 1));
  return text.slice(0, half ? n - 1 : n);
}
