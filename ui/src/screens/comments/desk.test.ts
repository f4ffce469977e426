import { beforeEach, describe, expect, it, vi } from "vitest";
import type { CommentRowView, CommentStatus } from "../../ipc";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("../../ipc/tauri", () => ({ invoke, listen: () => () => undefined }));

import { Desk } from "./desk.svelte";
import type { Told } from "./told";

/** A library of comments that answers as the core does. */
class Library {
  comments = new Map<number, CommentStatus>();
  refuse: unknown = null;
  tooLate = false;
  asked: { name: string; args: Record<string, unknown> }[] = [];
  #strokes = new Map<string, [number, CommentStatus][]>();

  constructor(statuses: CommentStatus[]) {
    statuses.forEach((status, i) => this.comments.set(i + 1, status));
  }

  row = (id: number): CommentRowView => ({
    id,
    author: `Author ${id}`,
    snippet: "",
    blogName: "Carnet du réseau",
    postTitle: "",
    status: this.comments.get(id) ?? "pending",
    writtenAt: 1000 - id,
  });

  answer = async (name: string, args: Record<string, unknown>): Promise<unknown> => {
    this.asked.push({ name, args });
    await Promise.resolve();
    switch (name) {
      case "list_comments": {
        const { status } = args.filter as { status: CommentStatus | null };
        const ids = [...this.comments].filter(([, s]) => status === null || s === status);
        return { rows: ids.map(([id]) => this.row(id)), next: null };
      }
      case "get_comment": {
        const id = args.id as number;
        const status = this.comments.get(id);
        if (!status) throw { code: "not_found", names: {}, recovery: "none", message: "" };
        return { id, thread: [{ id, status }] };
      }
      case "decide":
        return this.#decide(args.ids as number[], args.decision as string);
      case "undo_stroke":
        return this.#undo(args.stroke as string);
      case "reply":
        if (this.refuse) throw this.refuse;
        this.comments.set(args.id as number, "approved");
        return null;
    }
    throw new Error(`not a command of the desk: ${name}`);
  };

  #decide(ids: number[], decision: string) {
    if (this.refuse) throw this.refuse;
    const leads: Record<string, CommentStatus> = {
      approve: "approved",
      hold: "pending",
      spam: "spam",
      trash: "trash",
    };
    const stroke = `stroke ${this.#strokes.size}`;
    this.#strokes.set(
      stroke,
      ids.map((id) => [id, this.comments.get(id) ?? "pending"]),
    );
    for (const id of ids) this.comments.set(id, leads[decision] ?? "pending");
    return { stroke, count: ids.length, grace: 8000 };
  }

  #undo(stroke: string) {
    const before = this.#strokes.get(stroke) ?? [];
    if (this.tooLate) return { undone: 0, tooLate: before.length };
    for (const [id, status] of before) this.comments.set(id, status);
    return { undone: before.length, tooLate: 0 };
  }

  decided() {
    return this.asked.filter(({ name }) => name === "decide").map(({ args }) => args);
  }
}

const REFUSED = { code: "library", names: {}, recovery: "try_again", message: "" };

let library: Library;
let desk: Desk;
let told: Told[];

beforeEach(async () => {
  library = new Library(["pending", "pending", "pending", "approved", "pending"]);
  invoke.mockImplementation(library.answer);
  told = [];
  desk = new Desk((what) => told.push(what));
  await desk.show("pending", null);
});

it("begins with the newest comment", () => {
  expect(desk.shown).toEqual([1, 2, 3, 5]);
  expect(desk.currentId).toBe(1);
});

describe("deciding", () => {
  it("takes the row away at once and goes on with the next", async () => {
    desk.look(2);
    const deciding = desk.decide("approve");
    expect(desk.shown).toEqual([1, 3, 5]);
    expect(desk.currentId).toBe(3);
    await deciding;
    expect(library.comments.get(2)).toBe("approved");
    expect(desk.shown).toEqual([1, 3, 5]);
    expect(told).toMatchObject([{ what: "decided", decision: "approve", count: 1 }]);
  });

  it("brings no decided row back through a reading that began before", async () => {
    const reading = desk.refresh();
    const deciding = desk.decide("spam");
    await reading;
    expect(desk.shown).toEqual([2, 3, 5]);
    await deciding;
    expect(desk.shown).toEqual([2, 3, 5]);
  });

  it("takes several with one stroke, without those that already stand there", async () => {
    await desk.show(null, null);
    desk.selectAll();
    await desk.decide("approve");
    expect(library.decided()).toEqual([{ ids: [1, 2, 3, 5], decision: "approve" }]);
    expect(desk.selection.ids.size).toBe(0);
  });

  it("keeps two quick decisions apart", async () => {
    await Promise.all([desk.decide("approve"), desk.decide("spam")]);
    expect(library.decided()).toEqual([
      { ids: [1], decision: "approve" },
      { ids: [2], decision: "spam" },
    ]);
    expect(desk.currentId).toBe(3);
  });

  it("sends nothing when a waiting comment is left waiting", async () => {
    await desk.decide("hold");
    expect(library.decided()).toEqual([]);
    expect(desk.currentId).toBe(2);
    expect(told).toEqual([{ what: "left-waiting" }]);
  });

  it("puts the row back and says why when the core refuses", async () => {
    library.refuse = REFUSED;
    await desk.decide("trash");
    expect(desk.shown).toEqual([1, 2, 3, 5]);
    expect(desk.currentId).toBe(1);
    expect(desk.failure?.code).toBe("library");
    expect(told).toEqual([]);
  });
});

describe("somebody else's decision", () => {
  it("takes the row off the list, but no key meant for it falls on another", async () => {
    desk.look(2);
    library.comments.set(2, "spam");
    await desk.refresh();
    await vi.waitFor(() => expect(desk.current?.status).toBe("spam"));
    expect(desk.shown).toEqual([1, 3, 5]);
    expect(desk.currentId).toBe(2);
    await desk.decide("spam");
    expect(library.decided()).toEqual([]);
    desk.step(1, false);
    expect(desk.currentId).toBe(3);
  });

  it("takes its tick away with the row", async () => {
    desk.toggle(2);
    desk.toggle(3);
    library.comments.set(2, "spam");
    await desk.refresh();
    await desk.decide("trash");
    expect(library.decided()).toEqual([{ ids: [3], decision: "trash" }]);
  });
});

describe("undoing", () => {
  it("brings the comment back and looks at it", async () => {
    desk.look(2);
    await desk.decide("trash");
    await desk.undo();
    expect(desk.shown).toEqual([1, 2, 3, 5]);
    expect(desk.currentId).toBe(2);
    expect(told.at(-1)).toEqual({ what: "undone", undone: 1, tooLate: 0 });
    expect(desk.canUndo).toBe(false);
  });

  it("goes back stroke by stroke", async () => {
    await desk.decide("approve");
    await desk.decide("spam");
    await desk.undo();
    expect([library.comments.get(1), library.comments.get(2)]).toEqual(["approved", "pending"]);
    await desk.undo();
    expect(library.comments.get(1)).toBe("pending");
  });

  it("says when it is too late, and when there is nothing", async () => {
    await desk.decide("approve");
    library.tooLate = true;
    await desk.undo();
    expect(told.at(-1)).toEqual({ what: "undone", undone: 0, tooLate: 1 });
    await desk.undo();
    expect(told.at(-1)).toEqual({ what: "nothing-to-undo" });
  });
});

describe("replying", () => {
  it("approves a waiting comment, which then leaves the queue", async () => {
    expect(await desk.reply(1, "Merci !")).toBe(true);
    expect(desk.shown).toEqual([2, 3, 5]);
    expect(desk.currentId).toBe(2);
    expect(told).toEqual([{ what: "replied", approved: true }]);
  });

  it("stays with an approved one", async () => {
    await desk.show("approved", null);
    expect(await desk.reply(4, "Merci !")).toBe(true);
    expect(desk.currentId).toBe(4);
    expect(told).toEqual([{ what: "replied", approved: false }]);
  });

  it("moves nothing when the core refuses, so that the text stays under the eyes", async () => {
    library.refuse = REFUSED;
    expect(await desk.reply(1, "Merci !")).toBe(false);
    expect(desk.currentId).toBe(1);
    expect(desk.shown).toEqual([1, 2, 3, 5]);
    expect(desk.failure?.code).toBe("library");
  });
});

it("does not mix an older shelf into the one shown", async () => {
  await Promise.all([desk.show("approved", null), desk.show(null, null)]);
  expect(desk.shown).toEqual([1, 2, 3, 4, 5]);
  expect(desk.ready).toBe(true);
});
