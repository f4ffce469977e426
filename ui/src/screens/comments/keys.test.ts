import { describe, expect, it } from "vitest";
import { actionOf, type Pressed } from "./keys";

function press(key: string, more: Partial<Pressed> = {}): Pressed {
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false };
  return { key, code: "", ...none, ...more };
}

describe("letters", () => {
  it("decide, answer and undo, in capitals too", () => {
    expect(actionOf(press("a"), false)).toEqual({ do: "decide", decision: "approve" });
    expect(actionOf(press("D"), true)).toEqual({ do: "decide", decision: "trash" });
    expect(actionOf(press("z"), true)).toEqual({ do: "undo" });
    expect(actionOf(press("r"), true)).toEqual({ do: "reply" });
  });

  it("work by their place on a layout without Latin letters", () => {
    expect(actionOf(press("ф", { code: "KeyA" }), true)).toEqual({
      do: "decide",
      decision: "approve",
    });
  });

  it("follow the letter, not the place, on an AZERTY layout", () => {
    expect(actionOf(press("a", { code: "KeyQ" }), true)).toEqual({
      do: "decide",
      decision: "approve",
    });
    expect(actionOf(press("q", { code: "KeyA" }), true)).toBeNull();
  });

  it("leave the shortcuts of the app and of the system alone", () => {
    expect(actionOf(press("s", { ctrlKey: true }), true)).toBeNull();
    expect(actionOf(press("d", { altKey: true }), true)).toBeNull();
    expect(actionOf(press("z", { ctrlKey: true }), true)).toBeNull();
    expect(actionOf(press("A", { shiftKey: true }), true)).toBeNull();
  });

  it("decide nothing while a key is held down", () => {
    expect(actionOf(press("a", { repeat: true }), true)).toBeNull();
    expect(actionOf(press("j", { repeat: true }), true)).toEqual({
      do: "move",
      step: 1,
      reach: false,
    });
  });
});

describe("the list", () => {
  it("moves with arrows only when the focus is in it", () => {
    expect(actionOf(press("ArrowDown"), true)).toEqual({ do: "move", step: 1, reach: false });
    expect(actionOf(press("ArrowDown"), false)).toBeNull();
    expect(actionOf(press("k"), false)).toEqual({ do: "move", step: -1, reach: false });
  });

  it("reaches with Shift and ticks all with Ctrl A", () => {
    expect(actionOf(press("ArrowUp", { shiftKey: true }), true)).toEqual({
      do: "move",
      step: -1,
      reach: true,
    });
    expect(actionOf(press("a", { ctrlKey: true }), true)).toEqual({ do: "select-all" });
    expect(actionOf(press("a", { metaKey: true }), false)).toBeNull();
  });

  it("opens and ticks the current row, and Enter stays with buttons elsewhere", () => {
    expect(actionOf(press("Enter"), true)).toEqual({ do: "open" });
    expect(actionOf(press(" "), true)).toEqual({ do: "select" });
    expect(actionOf(press("Enter"), false)).toBeNull();
    expect(actionOf(press("Escape"), false)).toEqual({ do: "leave" });
  });
});
