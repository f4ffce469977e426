// What changed, without the long stretches that did not: those are folded, and can be unfolded.

import type { Change } from "../../../ipc";

/** A stretch of text, or so many paragraphs that are not shown. */
export type Shown = Change | { became: "folded"; paragraphs: number; text: string };

/** Lines of what is the same that stay beside a change. */
const BESIDE = 3;

/** A fold hides at least so many lines: less would not be worth a click. */
const LEAST = 4;

/** Folds what is the same but for a few lines around each change. Without a change nothing is folded. */
export function folded(changes: readonly Change[]): Shown[] {
  if (changes.every(({ became }) => became === "same")) return [...changes];
  return changes.flatMap((change, i): Shown[] => {
    if (change.became !== "same") return [change];
    const lines = change.text.split(/(?<=\n)/);
    const before = i === 0 ? 0 : BESIDE;
    const after = i === changes.length - 1 ? 0 : BESIDE;
    const hidden = lines.slice(before, lines.length - after);
    if (hidden.length < LEAST) return [change];
    const text = hidden.join("");
    const paragraphs = hidden.filter((line) => line.trim() !== "").length;
    const shown: Shown[] = [
      { became: "same", text: lines.slice(0, before).join("") },
      { became: "folded", paragraphs, text },
      { became: "same", text: lines.slice(lines.length - after).join("") },
    ];
    return shown.filter(({ text }) => text !== "");
  });
}
