// The timeline of a post: its versions day by day, and how each differs in length from the one before.

import type { RevisionView } from "../../../ipc";

/** A version in the timeline; `by`: words more or less than the version kept before it, null where
 * that is not known yet. */
export type Kept = RevisionView & { by: number | null };

/** The versions of a day. */
export type Day = { at: number; kept: Kept[] };

/** Versions, newest first, by the days of this computer. `all`: there are no older ones. */
export function byDay(rows: readonly RevisionView[], all: boolean): Day[] {
  const days: Day[] = [];
  rows.forEach((row, i) => {
    const before = rows[i + 1];
    const by = before ? row.words - before.words : all ? row.words : null;
    const last = days.at(-1);
    const kept = { ...row, by };
    if (last && sameDay(last.at, row.at)) last.kept.push(kept);
    else days.push({ at: row.at, kept: [kept] });
  });
  return days;
}

function sameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
