import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { SendingView } from "../ipc";
import { canPerform, perform, take } from "./actions";
import { inOrder, matching } from "./goals";
import { nextBatch, sendingLine } from "./sending";
import { menuHelps } from "./context";
import { meansAgain, shortcut } from "./shortcuts";

const idle: SendingView = { waiting: 0, sending: 0, needsYou: 0, offline: false };

describe("the line about sending", () => {
  const line = (more: Partial<SendingView>, batch = 0, blogs = 1) =>
    sendingLine({ ...idle, ...more }, batch, blogs);

  it("tells the truth, the most urgent first", () => {
    expect(line({})).toEqual({ text: "Everything is sent", tone: "ok" });
    expect(line({}, 0, 0).text).toBe("No blog connected yet");
    expect(line({ waiting: 2, offline: true }).text).toBe("Offline · 2 waiting");
    expect(line({ waiting: 2 }).text).toBe("2 waiting to be sent");
    expect(line({ waiting: 3, needsYou: 1, offline: true }).text).toBe("One needs you");
    expect(line({ sending: 1, waiting: 2 }, 5).text).toBe("Sending 3 of 5…");
    expect(line({ sending: 1 }, 1).text).toBe("Sending 1…");
  });

  it("counts a batch until the outbox is empty", () => {
    let batch = nextBatch(0, { ...idle, waiting: 3 });
    batch = nextBatch(batch, { ...idle, waiting: 1, sending: 1 });
    expect(batch).toBe(3);
    expect(nextBatch(batch, idle)).toBe(0);
  });
});

describe("keys anywhere", () => {
  const key = (key: string, more = {}) => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...more,
  });
  const ctrl = { ctrlKey: true };

  it("work while typing when they have a modifier", () => {
    expect(shortcut(key("n", ctrl), true)).toEqual({ action: "new-post" });
    expect(shortcut(key("Enter", { metaKey: true }), true)).toEqual({ action: "publish" });
    expect(shortcut(key("P", { ...ctrl, shiftKey: true }), true)).toEqual({
      action: "toggle-preview",
    });
    expect(shortcut(key("F6", { shiftKey: true }), true)).toEqual({ pane: -1 });
    expect(shortcut(key("2", ctrl), true)).toEqual({ action: "show-waiting" });
  });

  it("held down send nothing, open nothing twice, and go on moving", () => {
    expect(meansAgain({ action: "publish" })).toBe(false);
    expect(meansAgain({ action: "new-post" })).toBe(false);
    expect(meansAgain({ pane: 1 })).toBe(true);
  });

  it("never load the page again", () => {
    expect(shortcut(key("F5"), true)).toEqual({ action: "fetch" });
    expect(shortcut(key("R", { ...ctrl, shiftKey: true }), true)).toEqual({ action: "fetch" });
  });

  it("leave letters to the text", () => {
    expect(shortcut(key("?", { shiftKey: true }), true)).toBeNull();
    expect(shortcut(key("?", { shiftKey: true }), false)).toEqual({ action: "keys" });
    expect(shortcut(key("n"), false)).toBeNull();
    // AltGr arrives as Ctrl and Alt: it types a letter on many keyboards.
    expect(shortcut(key("k", { ...ctrl, altKey: true }), true)).toBeNull();
  });
});

describe("actions", () => {
  it("are done by whoever took them last, and only once for one key press", () => {
    const done: string[] = [];
    const first = take("find", () => done.push("first"));
    const second = take("find", () => done.push("second"));
    perform("find", 1000);
    perform("find", 1050);
    perform("find", 2000);
    second();
    perform("find", 3000);
    first();
    perform("find", 4000);
    expect(done).toEqual(["second", "second", "first"]);
    expect(canPerform("find")).toBe(false);
  });
});

describe("the palette", () => {
  it("names a place before the posts that mention it, and what was not asked for after them", () => {
    const called = (label: string) => ({ label });
    const posts = [called("Réexporter ses archives")];
    const places = [called("Export"), called("Tout exporter"), called("Préférences")];
    const order = (query: string) => inOrder(posts, places, query).map((goal) => goal.label);
    expect(order("EXP")).toEqual(["Export", "Réexporter ses archives", "Tout exporter"]);
    expect(order("")[0]).toBe("Réexporter ses archives");
  });
});

describe("the palette", () => {
  const goals = ["Brouillons", "Préférences", "Carnet du réseau"].map((label) => ({ label }));
  const found = (query: string) => matching(goals, query).map((goal) => goal.label);

  it("finds by the beginnings of words, without minding accents", () => {
    expect(found("pref")).toEqual(["Préférences"]);
    expect(found("RES car")).toEqual(["Carnet du réseau"]);
    expect(found("nets")).toEqual([]);
    expect(found("")).toHaveLength(3);
  });
});

describe("the system's menu under a right click", () => {
  // The page's own kinds of things, as far as the rule asks.
  class Node {}
  class HTMLElement extends Node {
    isContentEditable = false;
  }
  class HTMLTextAreaElement extends HTMLElement {}
  class HTMLInputElement extends HTMLElement {
    type = "text";
  }
  class HTMLSelectElement extends HTMLElement {}

  beforeEach(() => {
    const kinds = { Node, HTMLElement, HTMLTextAreaElement, HTMLInputElement, HTMLSelectElement };
    for (const [name, kind] of Object.entries(kinds)) vi.stubGlobal(name, kind);
  });
  afterEach(() => vi.unstubAllGlobals());

  const helps = (target: unknown, selected: unknown[] | null) =>
    menuHelps(
      target as EventTarget,
      selected &&
        ({
          isCollapsed: selected.length === 0,
          containsNode: (node: unknown) => selected.includes(node),
        } as unknown as Selection),
    );

  it("shows only on text one writes or has selected", () => {
    const word = new HTMLElement();
    const elsewhere = new HTMLElement();
    expect(helps(elsewhere, [])).toBe(false);
    expect(helps(elsewhere, null)).toBe(false);
    expect(helps(elsewhere, [word])).toBe(false);
    expect(helps(word, [word])).toBe(true);
    expect(helps(new HTMLTextAreaElement(), null)).toBe(true);
    expect(helps(Object.assign(new HTMLElement(), { isContentEditable: true }), null)).toBe(true);
  });
});
