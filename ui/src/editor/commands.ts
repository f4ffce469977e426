// Small questions about texts: is it an address, what is the smallest change.

import type { ChangeSpec } from "@codemirror/state";

/** The address in `text` when it is one and nothing else. */
export function soleAddress(text: string): string | null {
  const trimmed = text.trim();
  if (!/^https?:\/\/[^\s<>]+$/i.test(trimmed)) return null;
  try {
    new URL(trimmed);
    return trimmed;
  } catch {
    return null;
  }
}

/** An address pasted over words makes them a link to it; null where it should be pasted as it is. */
export function linkOverSelection(selected: string, pasted: string): string | null {
  const address = soleAddress(pasted);
  if (address === null || selected.trim() === "" || selected.includes("\n")) return null;
  if (soleAddress(selected) !== null) return null;
  const target = /[()]/.test(address) ? `<${address}>` : address;
  return `[${selected}](${target})`;
}

/** The smallest single change that makes `before` into `after`; null when they are the same. */
export function smallestChange(before: string, after: string): ChangeSpec | null {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) {
    end += 1;
  }
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}
