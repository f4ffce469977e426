import { history, undo } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";

import { agreed, placed } from "./changes";

describe("changes the writer agreed to", () => {
  it("are undone in one step, and not together with what was typed before", () => {
    let state = EditorState.create({ doc: "🙂 l'été", extensions: history() });
    const dispatch = (tr: { state: EditorState }) => (state = tr.state);
    state = state.update({ changes: { from: 8, insert: " !" }, userEvent: "input.type" }).state;
    const changes = [
      { from: 4, to: 5, text: "’" },
      { from: 8, to: 9, text: "\u202f" },
    ];
    state = state.update(agreed(state, changes)).state;
    expect(state.doc.toString()).toBe("🙂 l’été\u202f!");
    undo({ state, dispatch });
    expect(state.doc.toString()).toBe("🙂 l'été !");
    undo({ state, dispatch });
    expect(state.doc.toString()).toBe("🙂 l'été");
  });
});

describe("a place", () => {
  it("is selected as far as there is text", () => {
    const state = EditorState.create({ doc: "un\ndeux" });
    expect(placed(state, 3, 7)).toMatchObject({ from: 3, to: 7 });
    expect(placed(state, 5, 99)).toMatchObject({ from: 5, to: 7 });
    expect(placed(state, -1, 0)).toMatchObject({ from: 0, to: 0 });
  });
});
