import { afterEach, expect, it, vi } from "vitest";

import type { PostDetail, RevisionView } from "../../../ipc";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("../../../ipc/tauri", () => ({ invoke, listen: () => () => undefined }));

import { Writing } from "../writing.svelte";
import { Review } from "./review.svelte";

const edit = { title: "", body: "Deux", slug: "", excerpt: "", tags: [], categories: [] };
const detail: PostDetail = {
  id: 7,
  version: 2,
  shelf: "drafts",
  updatedAt: 0,
  edit,
  publications: [],
};
const row = (id: number, reason: RevisionView["reason"], name = ""): RevisionView => ({
  id,
  at: id,
  reason,
  name,
  title: "",
  snippet: "",
  words: 1,
});
const done = { path: "/là/a.html", pictures: 0, missing: [], changed: null };

function answer(rows: RevisionView[], written: () => unknown = () => done) {
  const asked: [string, unknown][] = [];
  invoke.mockImplementation(async (name: string, args: unknown) => {
    asked.push([name, args]);
    if (name === "list_revisions") return { rows, next: null };
    if (name === "write_review") return written();
    return null;
  });
  return asked;
}

afterEach(() => invoke.mockReset());

it("marks what changed since the text published last, and offers versions with a name", async () => {
  answer([row(4, "pause"), row(3, "checkpoint", "Avant"), row(2, "publish"), row(1, "publish")]);
  const review = new Review(new Writing(detail));
  await review.begin();
  expect(review.versions.map(({ id }) => id)).toEqual([3, 2, 1]);
  expect(review.since).toBe(2);
});

it("asks for what was chosen, and remembers the place for the next post", async () => {
  const asked = answer([]);
  const review = new Review(new Writing(detail));
  await review.begin();
  review.path = " /là ";
  review.note = " La fin ? ";
  await review.go();
  expect(asked.at(-1)).toEqual([
    "write_review",
    {
      id: 7,
      path: "/là",
      form: "html",
      wish: { marks: false, since: null, note: "La fin ?" },
    },
  ]);
  expect(review.done).toEqual(done);
  expect(new Review(new Writing(detail)).path).toBe("/là");
});

it("says what went wrong, and shows no earlier success beside it", async () => {
  const refused = { code: "file_exists", names: { path: "/là" }, recovery: "edit", message: "" };
  const fails = { now: false };
  answer([], () => {
    if (fails.now) throw refused;
    return done;
  });
  const review = new Review(new Writing(detail));
  review.path = "/là";
  await review.go();
  fails.now = true;
  await review.go();
  expect(review.error).toEqual(refused);
  expect(review.done).toBeNull();
  expect(review.busy).toBe(false);
});
