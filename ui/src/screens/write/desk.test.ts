import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { PostDetail, PostEdit } from "../../ipc";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("../../ipc/tauri", () => ({ invoke, listen: () => () => undefined }));

import { desk, flushAll, forgetAll, open } from "./desk.svelte";

const NOTHING: PostEdit = {
  title: "",
  body: "",
  slug: "",
  excerpt: "",
  tags: [],
  categories: [],
};

/** A library of posts that answers as the core does. */
class Library {
  posts = new Map<number, { version: number; edit: PostEdit }>();
  kept: string[] = [];
  earlier: PostEdit = { ...NOTHING, title: "Avant", body: "Un", tags: ["thé"] };
  full = false;

  add(id: number, body: string) {
    this.posts.set(id, { version: 1, edit: { ...NOTHING, body } });
  }

  answer = async (name: string, args: Record<string, unknown>): Promise<unknown> => {
    const id = args.id as number;
    const post = this.posts.get(id);
    if (!post) throw failure("not_found");
    switch (name) {
      case "get_post":
        return detail(id, post.version, post.edit);
      case "save_post":
        if (this.full) throw failure("disk_full");
        if (JSON.stringify(post.edit) === JSON.stringify(args.edit)) {
          return { version: post.version, collided: false, at: 0 };
        }
        if (post.version !== args.from) {
          this.kept.push((args.edit as PostEdit).body);
          return { version: post.version, collided: true, at: 0 };
        }
        post.edit = args.edit as PostEdit;
        post.version += 1;
        return { version: post.version, collided: false, at: 0 };
      case "put_back":
        if (post.version !== args.from) throw failure("stale");
        this.kept.push(post.edit.body);
        post.edit = this.earlier;
        post.version += 1;
        return detail(id, post.version, post.edit);
      case "discard_blank_post":
        if (post.edit.title === "" && post.edit.body === "") this.posts.delete(id);
        return null;
    }
    throw new Error(`not a command of the desk: ${name}`);
  };
}

function detail(id: number, version: number, edit: PostEdit): PostDetail {
  return { id, version, edit: { ...edit }, shelf: "drafts", updatedAt: 0, publications: [] };
}

function failure(code: string) {
  return { code, names: {}, recovery: "try_again", message: "" };
}

let library: Library;

beforeEach(() => {
  vi.useFakeTimers();
  library = new Library();
  library.add(1, "");
  library.add(2, "Deux");
  library.add(3, "Trois");
  invoke.mockImplementation(library.answer);
});

afterEach(async () => {
  library.full = false;
  await open(null);
  forgetAll();
  await vi.runOnlyPendingTimersAsync();
  vi.useRealTimers();
});

describe("the desk", () => {
  it("throws a blank post away when another one is opened", async () => {
    await open(1);
    await open(2);
    await vi.advanceTimersByTimeAsync(0);
    expect([...library.posts.keys()]).toEqual([2, 3]);
    expect(desk.writing?.id).toBe(2);
  });

  it("reads a post anew that was left and changed elsewhere meanwhile", async () => {
    await open(2);
    await open(3);
    await vi.advanceTimersByTimeAsync(0);
    library.posts.set(2, { version: 5, edit: { ...NOTHING, body: "Deux, relu" } });
    await open(2);
    expect(desk.writing?.body).toBe("Deux, relu");
  });

  it("keeps the words of a post that was left while the library refused them", async () => {
    await open(2);
    library.full = true;
    desk.writing?.edited(() => "Deux et plus");
    await open(3);
    await vi.advanceTimersByTimeAsync(0);
    await open(2);
    expect(desk.writing?.body).toBe("Deux et plus");
    library.full = false;
    expect(await flushAll()).toBe(true);
    expect(library.posts.get(2)?.edit.body).toBe("Deux et plus");
  });
});

describe("acting on the text", () => {
  it("names the version that the writer sees", async () => {
    await open(2);
    desk.writing?.edited(() => "Deux et plus");
    expect(await desk.writing?.committed()).toBe(2);
  });

  it("is refused after another window's text took the place of this one", async () => {
    await open(2);
    library.posts.set(2, { version: 5, edit: { ...NOTHING, body: "Un autre" } });
    desk.writing?.edited(() => "Deux et plus");
    await expect(desk.writing?.committed()).rejects.toMatchObject({ code: "stale" });
    await vi.advanceTimersByTimeAsync(0);
    expect(desk.writing?.body).toBe("Un autre");
    expect(desk.writing?.collided).toBe(true);
    // Seen now: it may be published.
    expect(await desk.writing?.committed()).toBe(5);
  });

  it("is refused once when another text came on the screen since the writer looked", async () => {
    await open(2);
    const { writing } = desk;
    const looked = writing?.replaced;
    library.posts.set(2, { version: 5, edit: { ...NOTHING, body: "Un autre" } });
    await writing?.refresh();
    expect(writing?.body).toBe("Un autre");
    await expect(writing?.committed(looked)).rejects.toMatchObject({ code: "stale" });
    expect(await writing?.committed(writing.replaced)).toBe(5);
  });

  it("is refused while the library does not take the text", async () => {
    await open(2);
    library.full = true;
    desk.writing?.edited(() => "Deux et plus");
    await expect(desk.writing?.committed()).rejects.toMatchObject({ code: "disk_full" });
  });
});

describe("an earlier text", () => {
  it("comes back as an edit, and what stood there is kept", async () => {
    await open(2);
    const { writing } = desk;
    writing?.edited(() => "Deux et plus");
    await writing?.putBack(1);
    expect(writing?.body).toBe("Un");
    expect(library.kept).toEqual(["Deux et plus"]);
    expect(await flushAll()).toBe(true);
    expect(writing?.collided).toBe(false);
    expect(library.posts.get(2)?.edit).toMatchObject({ title: "Avant", body: "Un", tags: ["thé"] });
  });

  it("replaces nothing that the library does not have", async () => {
    await open(2);
    library.full = true;
    desk.writing?.edited(() => "Deux et plus");
    await expect(desk.writing?.putBack(1)).rejects.toMatchObject({ code: "disk_full" });
    expect(desk.writing?.body).toBe("Deux et plus");
  });
});
