import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { EditView, FindingView, PostDetail } from "../../../ipc";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("../../../ipc/tauri", () => ({ invoke, listen: () => () => undefined }));

import { changed } from "../editable";
import { Writing } from "../writing.svelte";
import { Remarks } from "./remarks.svelte";

type Asked = { id?: number; title: string; body: string; https: boolean };

/** Finds every `http:`, as the core does on an https blog. */
function check({ body, https }: Asked): FindingView[] {
  return [...body.matchAll(/http:/g)].map(({ index }) => {
    const fix: EditView = { from: index, to: index + 5, text: "https:", why: "https" };
    const found = { kind: "mixed_content" as const, address: "http://a.fr" };
    const severity = https ? ("problem" as const) : ("advice" as const);
    return { found, severity, place: "body" as const, from: index, to: index + 5, fix };
  });
}

const detail: PostDetail = {
  id: 1,
  version: 1,
  shelf: "drafts",
  updatedAt: 0,
  edit: { title: "Un", body: "", slug: "", excerpt: "", tags: [], categories: [] },
  publications: [],
};

let text: string;
let writing: Writing;
let asked: Asked[];

/** A post on the screen with `body` in its editor. */
function onScreen(body: string): Remarks {
  text = body;
  writing = new Writing(structuredClone(detail));
  writing.editor = {
    show: (next) => (text = next),
    text: () => text,
    edit: (changes) => (text = changed(text, changes)),
    reveal: () => undefined,
    focus: () => undefined,
  };
  return new Remarks(writing);
}

beforeEach(() => {
  asked = [];
  invoke.mockImplementation(async (_name: string, args: Asked) => {
    asked.push(args);
    return check(args);
  });
});

afterEach(() => {
  vi.useRealTimers();
  invoke.mockReset();
});

describe("remarks", () => {
  it("are about the text in the editor, saved or not", async () => {
    const remarks = onScreen("🙂 http://a.fr");
    await remarks.look(true);
    expect(asked).toEqual([{ id: 1, title: "Un", body: "🙂 http://a.fr", https: true }]);
    expect(remarks.there(remarks.now![0]!)).toBe("http:");
  });

  it("are looked for again after a fix", async () => {
    const remarks = onScreen("http://a.fr http://b.fr");
    await remarks.look();
    expect(await remarks.fix(remarks.now![1]!)).toBe(true);
    expect(text).toBe("http://a.fr https://b.fr");
    expect(remarks.now).toHaveLength(1);
    expect(await remarks.fix(remarks.now![0]!)).toBe(true);
    expect(remarks.now).toEqual([]);
  });

  it("change nothing in a text that is no longer the one they are about", async () => {
    const remarks = onScreen("http://a.fr");
    await remarks.look();
    text = "Avant : http://a.fr";
    expect(remarks.fresh).toBe(false);
    expect(await remarks.fix(remarks.now![0]!)).toBe(false);
    expect(text).toBe("Avant : http://a.fr");
    expect(remarks.now![0]!.from).toBe(8);
  });

  it("are the newest ones, whichever answer comes last", async () => {
    const remarks = onScreen("http://a.fr");
    let late: (found: FindingView[]) => void = () => undefined;
    invoke.mockImplementationOnce(() => new Promise((resolve) => (late = resolve)));
    const first = remarks.look();
    text = "rien";
    await remarks.look();
    late(check({ title: "", body: "http:", https: true }));
    await first;
    expect(remarks.now).toEqual([]);
  });

  it("wait for a pause, and are no longer looked for once the post is left", async () => {
    vi.useFakeTimers();
    const remarks = onScreen("http://a.fr");
    remarks.changed();
    await vi.advanceTimersByTimeAsync(900);
    remarks.changed();
    await vi.advanceTimersByTimeAsync(900);
    expect(asked).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(100);
    expect(remarks.now).toHaveLength(1);
    remarks.changed();
    remarks.end();
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked).toHaveLength(1);
  });

  it("are none when they could not be had: publishing goes on without", async () => {
    const remarks = onScreen("http://a.fr");
    await remarks.look();
    invoke.mockImplementationOnce(async () => Promise.reject(new Error("lost")));
    await remarks.look();
    expect(remarks.now).toBeNull();
  });
});
