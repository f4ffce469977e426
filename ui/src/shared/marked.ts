/** A stretch of a text, and whether it is marked. */
export type Stretch = { text: string; marked: boolean };

/** A text divided at its marks: starts and ends in UTF-16 units, in order. */
export function stretches(text: string, marks: readonly (readonly [number, number])[]): Stretch[] {
  const out: Stretch[] = [];
  let at = 0;
  for (const [start, end] of marks) {
    if (start > at) out.push({ text: text.slice(at, start), marked: false });
    out.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < text.length) out.push({ text: text.slice(at), marked: false });
  return out;
}
