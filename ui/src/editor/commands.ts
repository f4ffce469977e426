// What keys do to the Markdown: strong, emphasis, links. Each is a change of the text only.

import { type ChangeSpec, EditorSelection, type StateCommand } from "@codemirror/state";

/** Puts `mark` around each selection, or takes it away where it is already. */
export function toggleMark(mark: string): StateCommand {
  return ({ state, dispatch }) => {
    const n = mark.length;
    const change = state.changeByRange((range) => {
      const { from, to } = range;
      const outside =
        state.sliceDoc(from - n, from) === mark && state.sliceDoc(to, to + n) === mark;
      // `*` beside a further `*` is the end of `**`, which is another mark.
      const longer =
        mark.length === 1 &&
        state.sliceDoc(from - 2, from - 1) === mark &&
        state.sliceDoc(from - 3, from - 2) !== mark;
      if (outside && !longer) {
        return {
          changes: [
            { from: from - n, to: from },
            { from: to, to: to + n },
          ],
          range: EditorSelection.range(from - n, to - n),
        };
      }
      return {
        changes: [
          { from, insert: mark },
          { from: to, insert: mark },
        ],
        range: EditorSelection.range(from + n, to + n),
      };
    });
    dispatch(state.update(change, { userEvent: "input", scrollIntoView: true }));
    return true;
  };
}

/** Makes the selection a link and leaves the cursor where its address goes. */
export const insertLink: StateCommand = ({ state, dispatch }) => {
  const change = state.changeByRange(({ from, to }) => {
    const text = state.sliceDoc(from, to);
    const address = from + text.length + 3;
    return {
      changes: { from, to, insert: `[${text}]()` },
      range: EditorSelection.cursor(text === "" ? from + 1 : address),
    };
  });
  dispatch(state.update(change, { userEvent: "input", scrollIntoView: true }));
  return true;
};

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
