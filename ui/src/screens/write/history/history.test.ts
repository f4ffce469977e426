import { afterEach, expect, it, vi } from "vitest";

import type { PostDetail, RevisionView } from "../../../ipc";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("../../../ipc/tauri", () => ({ invoke, listen: () => () => undefined }));

import { Writing } from "../writing.svelte";
import { History } from "./history.svelte";

const edit = { title: "", body: "Deux", slug: "", excerpt: "", tags: [], categories: [] };
const detail: PostDetail = {
  id: 7,
  version: 2,
  shelf: "drafts",
  updatedAt: 0,
  edit,
  publications: [],
};
const row = (id: number, reason: RevisionView["reason"]): RevisionView => ({
  id,
  at: id,
  reason,
  name: "",
  title: "",
  snippet: "",
  words: 1,
});

let rows: RevisionView[];

function answer(answers: Record<string, (args: Record<string, unknown>) => unknown>) {
  invoke.mockImplementation(async (name: string, args: Record<string, unknown>) => {
    const given = answers[name];
    if (!given) throw { code: "lost", names: {}, recovery: "none", message: name };
    return given(args);
  });
}

const known = {
  list_revisions: () => ({ rows, next: null }),
  compare_revision: ({ against }: Record<string, unknown>) => ({
    body: [],
    parts: [],
    added: against === "now" ? 1 : 2,
    removed: 0,
    same: false,
  }),
  get_revision: () => edit,
};

afterEach(() => invoke.mockReset());

it("opens with the newest version that was kept for the reason", async () => {
  rows = [row(3, "pause"), row(2, "collision"), row(1, "collision")];
  answer(known);
  const history = new History(new Writing(detail));
  await history.begin("collision");
  expect(history.looked).toMatchObject({ view: "text", revision: { id: 2 } });
  await history.begin(null);
  expect(history.rows).toHaveLength(3);
});

it("shows what changed since, and what changed then", async () => {
  rows = [row(3, "pause")];
  answer(known);
  const history = new History(new Writing(detail));
  await history.look(row(3, "pause"));
  expect(history.looked).toMatchObject({ view: "since", changes: { added: 1 } });
  await history.look(row(3, "pause"), "then");
  expect(history.looked).toMatchObject({ view: "then", changes: { added: 2 } });
});

it("gives names and takes them away", async () => {
  rows = [row(3, "pause")];
  const named = vi.fn(() => null);
  answer({ ...known, name_revision: named });
  const history = new History(new Writing(detail));
  await history.begin("pause");
  expect(await history.rename(3, " Avant ")).toBe(true);
  expect(history.rows?.[0]?.name).toBe("Avant");
  expect(history.looked?.revision.name).toBe("Avant");
  await history.rename(3, "");
  expect(history.rows?.[0]?.name).toBe("");
  expect(named).toHaveBeenCalledTimes(2);
});

it("tells which version undoes putting one back", async () => {
  rows = [row(3, "pause")];
  const putBack = vi.fn(() => {
    rows = [row(4, "replaced"), ...rows];
    return { ...detail, version: 3, edit: { ...edit, body: "Un" } };
  });
  answer({
    ...known,
    put_back: putBack,
    save_post: () => ({ version: 2, collided: false, at: 0 }),
  });
  const writing = new Writing(detail);
  const history = new History(writing);
  expect(await history.putBack(3)).toBe(4);
  expect(putBack).toHaveBeenCalledWith({ id: 7, from: 2, revision: 3 });
  expect(writing.body).toBe("Un");
});

it("says what went wrong, and keeps what is shown", async () => {
  rows = [row(3, "pause")];
  answer({ list_revisions: known.list_revisions });
  const history = new History(new Writing(detail));
  await history.begin(null);
  await history.look(row(3, "pause"));
  expect(history.error?.code).toBe("lost");
  expect([history.looked, history.rows?.length]).toEqual([null, 1]);
  expect(await history.putBack(3)).toBeNull();
});
