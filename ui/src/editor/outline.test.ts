import { deleteCharBackward } from "@codemirror/commands";
import { EditorSelection, EditorState, Text } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { describe, expect, it } from "vitest";

import { foldedIslands } from "./islands";
import { headingAt, scan } from "./outline";

const of = (text: string) => scan(Text.of(text.split("\n")));

describe("the outline", () => {
  it("has the headings with their levels, without marks", () => {
    const { headings } = of(
      "# Un\n\ntexte\n\n## *Deux* et [trois](x)[^1] ##\n\nQuatre\n---\n#rien",
    );
    expect(headings).toEqual([
      { level: 1, words: "Un", at: 0 },
      { level: 2, words: "Deux et trois", at: 13 },
      { level: 2, words: "Quatre", at: 45 },
    ]);
  });

  it("does not take code, rules or lists for headings", () => {
    expect(of("```\n# x\n```\n\n---\n\n- un\n---\n\n~~~\n```\n# x\n~~~").headings).toEqual([]);
  });

  it("knows where one is", () => {
    const { headings } = of("texte\n\n# Un\n\n# Deux");
    expect(headingAt(headings, 3)).toBe(-1);
    expect(headingAt(headings, 8)).toBe(0);
    expect(headingAt(headings, 99)).toBe(1);
  });
});

const ISLAND = "```island Galerie\n<p>un</p>\n```";

describe("islands", () => {
  it("are found with their labels, also with longer fences and without an end", () => {
    expect(of(`un\n\n${ISLAND}\n\ndeux`).islands).toEqual([{ from: 4, to: 35, label: "Galerie" }]);
    expect(of("````island\n```\n````").islands).toEqual([{ from: 0, to: 19, label: "" }]);
    expect(of("```\n```island x\n```").islands).toEqual([]);
    expect(of("```island x\nun").islands).toEqual([]);
  });

  const state = (doc: string, at: number) =>
    EditorState.create({ doc, selection: { anchor: at }, extensions: foldedIslands() });
  /** Presses a key as the editor's keys have it, or deletes as it otherwise does. */
  const backspace = (state: EditorState): EditorState => {
    let now = state;
    const run = state
      .facet(keymap)
      .flat()
      .find(({ key }) => key === "Backspace")?.run as unknown as typeof deleteCharBackward;
    const target = { state, dispatch: (tr: { state: EditorState }) => (now = tr.state) };
    if (!run(target as never)) {
      now = state.update(state.replaceSelection("")).state;
    }
    return now;
  };

  it("are selected whole by the first Backspace, and gone only by the second", () => {
    const doc = `un\n\n${ISLAND}\ndeux`;
    let now = backspace(state(doc, doc.length - 4));
    expect(now.doc.toString()).toBe(doc);
    expect(now.selection.main).toMatchObject({ from: 4, to: 35 });
    now = backspace(now);
    expect(now.doc.toString()).toBe("un\n\n\ndeux");
  });

  it("keep what is typed beside them on a line of its own", () => {
    const doc = `${ISLAND}\n\ndeux`;
    const typed = (at: number) =>
      state(doc, at)
        .update({ changes: { from: at, insert: "x" }, userEvent: "input.type" })
        .state.doc.toString();
    expect(typed(0)).toBe(`x\n${doc}`);
    expect(typed(ISLAND.length)).toBe(`${ISLAND}\nx\n\ndeux`);
    expect(typed(ISLAND.length + 1)).toBe(`${ISLAND}\nx\ndeux`);
  });

  it("stay found while one types elsewhere and when a fence is typed", () => {
    const doc = `un\n\n${ISLAND}\n`;
    const before = state(doc, 0);
    const next = before.update({ changes: { from: 0, insert: "mot " } }).state;
    const last = next.update({ changes: { from: next.doc.length, insert: ISLAND } }).state;
    const atEnd = backspace(
      last.update({ selection: EditorSelection.single(last.doc.length) }).state,
    );
    expect(atEnd.selection.main.to - atEnd.selection.main.from).toBe(ISLAND.length);
  });
});
