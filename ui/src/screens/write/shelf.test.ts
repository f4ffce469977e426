import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { PostFilter, PostRowView } from "../../ipc";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("../../ipc/tauri", () => ({ invoke, listen: () => () => undefined }));

import { PAGE, ShelfList } from "./shelf.svelte";

const row = (id: number): PostRowView => ({
  id,
  title: `Billet ${id}`,
  snippet: "",
  titleMarks: [],
  snippetMarks: [],
  words: 0,
  shelf: "drafts",
  createdAt: 0,
  updatedAt: 0,
  state: null,
  blogs: [],
  page: false,
});

/** The core, with so many drafts: post 1 first. */
class Library {
  ids: number[];
  asked: string[] = [];

  constructor(count: number) {
    this.ids = Array.from({ length: count }, (_, i) => i + 1);
  }

  answer = async (name: string, { filter }: { filter: PostFilter }): Promise<unknown> => {
    if (name === "post_places") {
      this.asked.push("places");
      const ends = this.ids.filter((_, i) => (i + 1) % PAGE === 0 && i + 1 < this.ids.length);
      return { posts: this.ids.length, page: PAGE, ends: ends.map((id) => ({ key: 0, id })) };
    }
    this.asked.push(`after ${filter.after?.id ?? 0}`);
    const from = filter.after ? this.ids.indexOf(filter.after.id) + 1 : 0;
    const rows = this.ids.slice(from, from + PAGE).map(row);
    const last = rows.at(-1);
    return { rows, next: rows.length === PAGE && last ? { key: 0, id: last.id } : null };
  };
}

let library: Library;
let list: ShelfList;

async function begin(count: number) {
  library = new Library(count);
  invoke.mockImplementation(library.answer);
  list = new ShelfList();
  await list.show("drafts", "");
}

const kept = new Map<string, string>();
vi.stubGlobal("localStorage", {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => kept.set(key, value),
});

beforeEach(() => kept.clear());
afterEach(() => invoke.mockReset());

describe("a long list", () => {
  it("reads its first page and where the others begin, and no more", async () => {
    await begin(100_000);
    expect(library.asked).toEqual(["after 0", "places"]);
    expect(list.count).toBe(100_000);
    expect(list.at(0)?.id).toBe(1);
    expect(list.at(60)).toBeNull();
  });

  it("reads the pages on the screen wherever they are, each once", async () => {
    await begin(100_000);
    library.asked = [];
    await Promise.all([list.want(59_990, 60_010), list.want(59_990, 60_010)]);
    expect(library.asked).toEqual(["after 59940", "after 60000"]);
    expect([list.at(59_990)?.id, list.at(60_009)?.id]).toEqual([59_991, 60_010]);
    expect(list.place(60_010)).toBe(60_009);
    await list.want(99_990, 100_000);
    expect(list.at(99_999)?.id).toBe(100_000);
  });

  it("reads again what is on the screen when the library changed, and forgets the rest", async () => {
    await begin(1_000);
    await list.want(300, 310);
    await list.want(600, 610);
    library.ids.unshift(5_000);
    library.asked = [];
    await list.refresh();
    expect(library.asked.slice(0, 3)).toEqual(["after 0", "places", "after 599"]);
    expect([list.count, list.at(600)?.id, list.at(0)?.id]).toEqual([1_001, 600, 5_000]);
    expect(list.at(300)).toBeNull();
  });

  it("closes the gap when a post goes", async () => {
    await begin(150);
    await list.want(0, 120);
    list.drop(10);
    expect(list.count).toBe(149);
    expect([list.at(9)?.id, list.at(59)?.id, list.at(60)?.id]).toEqual([11, 61, 62]);
    list.drop(4_711);
    expect(list.count).toBe(149);
  });

  it("shows the list that was asked for last", async () => {
    await begin(10);
    const slow = list.show("published", "");
    const quick = list.show("drafts", "phare");
    await Promise.all([slow, quick]);
    expect([list.shelf, list.ready]).toEqual(["drafts", true]);
  });
});

it("remembers the order that was chosen", async () => {
  await begin(3);
  expect(list.order).toBe("changed");
  await list.sort("title");
  expect(invoke.mock.lastCall?.[1]).toMatchObject({ filter: { order: "title" } });
  expect(new ShelfList().order).toBe("title");
  kept.set("billet.order", "weight");
  expect(new ShelfList().order).toBe("changed");
});

it("needs no places for a list of one page", async () => {
  await begin(12);
  expect(library.asked).toEqual(["after 0"]);
  expect(list.count).toBe(12);
});
