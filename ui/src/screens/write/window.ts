// Which rows of a long list are drawn: those on the screen, some beside them, and the one that has to
// stay because it is open or has the focus.

/** What of a list is on the screen: lengths in pixels, from the top of its first row. */
export type Sight = { top: number; height: number; row: number };

/** Rows that are drawn above and below those on the screen. */
const BESIDE = 10;

/** From where to where rows are drawn; the second is the first that is not. */
export function drawn({ top, height, row }: Sight, count: number): [number, number] {
  const from = Math.floor(top / row) - BESIDE;
  const to = Math.ceil((top + height) / row) + BESIDE;
  return [Math.max(0, Math.min(from, count)), Math.max(0, Math.min(to, count))];
}

/** The rows that are drawn, in their order. */
export function indexes([from, to]: readonly [number, number], stays: number): number[] {
  const rows = Array.from({ length: to - from }, (_, i) => from + i);
  if (stays < 0 || (stays >= from && stays < to)) return rows;
  return stays < from ? [stays, ...rows] : [...rows, stays];
}

/** How far a list has to be scrolled for a row to be seen whole; where it is, if it is. */
export function scrolled({ top, height, row }: Sight, index: number): number {
  const start = index * row;
  if (start < top) return start;
  return start + row > top + height ? start + row - height : top;
}

/** Where a key leads from a row; null for keys that lead nowhere. */
export function led(key: string, here: number, count: number, page: number): number | null {
  const goals: Record<string, number> = {
    ArrowDown: here + 1,
    ArrowUp: here - 1,
    PageDown: here + page,
    PageUp: here - page,
    Home: 0,
    End: count - 1,
  };
  const goal = goals[key];
  if (goal === undefined || count === 0) return null;
  return Math.max(0, Math.min(count - 1, goal));
}
