// The editor and the preview scroll together, by the line on which each block begins. Pure.

/** A block of the preview: its first line in the Markdown, from 0, and its top in pixels. */
export type Mark = { line: number; top: number };

/** The pixel of the preview that shows `line` (with its fraction); `end` is the last line and the
 * preview's bottom. */
export function topForLine(marks: readonly Mark[], line: number, end: Mark): number {
  const [a, b] = around(marks, (mark) => mark.line, line, end);
  return between(line, a.line, b.line, a.top, b.top);
}

/** The line that stands at a pixel of the preview. */
export function lineForTop(marks: readonly Mark[], top: number, end: Mark): number {
  const [a, b] = around(marks, (mark) => mark.top, top, end);
  return between(top, a.top, b.top, a.line, b.line);
}

function around(
  marks: readonly Mark[],
  of: (mark: Mark) => number,
  value: number,
  end: Mark,
): [Mark, Mark] {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const mark = marks[middle];
    if (mark && of(mark) <= value) low = middle + 1;
    else high = middle;
  }
  return [marks[low - 1] ?? { line: 0, top: 0 }, marks[low] ?? end];
}

function between(x: number, x0: number, x1: number, y0: number, y1: number): number {
  if (x1 <= x0) return y0;
  return y0 + (y1 - y0) * Math.min(1, Math.max(0, (x - x0) / (x1 - x0)));
}

/**
 * Which of two panes leads. A pane that was scrolled from here answers with a scroll event of its
 * own; that one must not scroll the first pane back.
 */
export class Follower {
  #expected: number | null = null;

  /** `top` was just set from here; `got` is where the pane really went. */
  led(got: number): void {
    this.#expected = got;
  }

  /** Whether a scroll event at `top` is the writer's own. */
  own(top: number): boolean {
    const echoed = this.#expected !== null && Math.abs(this.#expected - top) <= 1;
    this.#expected = null;
    return !echoed;
  }
}
