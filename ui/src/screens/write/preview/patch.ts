// Which blocks of the preview stay and which are new. Pure.

/** What makes the old list of blocks into the new one. */
export type Patch = {
  /** For each new block, the old block that is moved there, or -1 for one to be made. */
  from: number[];
  /** Old blocks that are no longer there. */
  gone: number[];
};

/**
 * Compares two lists of keys. Blocks with the same key look the same, so an old one is used again,
 * each at most once; blocks at the two ends are matched first, in order, and cost nothing.
 */
export function patch(before: readonly string[], after: readonly string[]): Patch {
  const from = new Array<number>(after.length).fill(-1);
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) {
    from[start] = start;
    start += 1;
  }
  let tail = 0;
  while (
    tail < most - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    from[after.length - 1 - tail] = before.length - 1 - tail;
    tail += 1;
  }
  const spare = new Map<string, number[]>();
  for (let i = before.length - 1 - tail; i >= start; i -= 1) {
    const key = before[i] ?? "";
    const same = spare.get(key);
    if (same) same.push(i);
    else spare.set(key, [i]);
  }
  for (let i = start; i < after.length - tail; i += 1) {
    from[i] = spare.get(after[i] ?? "")?.pop() ?? -1;
  }
  return { from, gone: [...spare.values()].flat().sort((a, b) => a - b) };
}
