import { isolateHistory, redo, undo } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";

import { type Memory, memoryOf, MOST, remembered } from "./memory";

const type = (state: EditorState, text: string, at = state.doc.length) =>
  state.update({
    changes: { from: at, insert: text },
    selection: { anchor: at + text.length },
    userEvent: "input.type",
  }).state;

function step(state: EditorState, command: typeof undo): EditorState {
  let now = state;
  command({ state, dispatch: (tr) => (now = tr.state) });
  return now;
}

/** Through the form in which it is kept. */
const kept = (memory: Memory) => JSON.parse(JSON.stringify(memory)) as Memory;

describe("an editor that is opened again", () => {
  it("undoes and redoes what was done before, the cursor where it was", () => {
    let state = remembered("un", null, []);
    state = step(type(type(state, " deux"), "zéro ", 0), undo);
    const again = remembered(state.doc.toString(), kept(memoryOf(state, 3)), []);
    expect(again.selection.main.head).toBe(state.selection.main.head);
    expect(step(again, redo).doc.toString()).toBe("zéro un deux");
    expect(step(again, undo).doc.toString()).toBe("un");
  });

  it("forgets the steps when the text is another one, of whatever length", () => {
    const state = type(remembered("un", null, []), " deux");
    for (const text of ["un trois", "un", "UN deux"]) {
      const again = remembered(text, kept(memoryOf(state, 0)), []);
      expect(step(again, undo).doc.toString()).toBe(text);
    }
  });

  it("opens all the same when what was kept is damaged", () => {
    const state = type(remembered("un", null, []), " deux");
    const memory = kept(memoryOf(state, 0));
    const damaged = { ...memory, steps: { done: [{ changes: "?" }], undone: [] } };
    expect(remembered("un deux", damaged, []).doc.toString()).toBe("un deux");
    const far = { ...memory, cursor: { anchor: 1e9, head: -4 } };
    expect(remembered("un deux", far, []).selection.main).toMatchObject({ from: 0, to: 7 });
  });

  it("keeps the newest steps when there are too many", () => {
    let state = remembered("x".repeat(MOST), null, []);
    state = state.update({
      changes: { from: 0, to: MOST },
      userEvent: "delete",
      annotations: isolateHistory.of("full"),
    }).state;
    state = type(state, "mot");
    const memory = memoryOf(state, 0);
    expect(JSON.stringify(memory).length).toBeLessThan(MOST);
    const again = remembered("mot", kept(memory), []);
    expect(step(again, undo).doc.toString()).toBe("");
    expect(step(step(again, undo), undo).doc.toString()).toBe("");
  });
});
