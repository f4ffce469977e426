import { afterEach, beforeEach, expect, it, vi } from "vitest";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("../../ipc/tauri", () => ({ invoke, listen: () => () => undefined }));

import { AFTER, Replies, RETRY } from "./replies.svelte";

/** What the core does with begun replies. */
class Library {
  kept = new Map<number, string>();
  full = false;
  /** Ids it refuses alone. */
  gone = new Set<number>();
  writes = 0;
  /** While set, every write waits for it. */
  gate: Promise<void> | null = null;

  answer = async (name: string, args: { id: number; text: string }): Promise<unknown> => {
    if (name === "begun_replies") {
      if (this.full) throw failure("library");
      return [...this.kept].map(([id, text]) => ({ id, text }));
    }
    if (name !== "keep_reply") throw new Error(`not a command of replies: ${name}`);
    this.writes += 1;
    await this.gate;
    if (this.full || this.gone.has(args.id)) throw failure("disk_full");
    if (args.text.trim() === "") this.kept.delete(args.id);
    else this.kept.set(args.id, args.text);
    return null;
  };
}

const failure = (code: string) => ({ code, names: {}, recovery: "try_again", message: "" });

let library: Library;
let replies: Replies;

beforeEach(() => {
  vi.useFakeTimers();
  library = new Library();
  invoke.mockImplementation(library.answer);
  replies = new Replies();
});

afterEach(() => vi.useRealTimers());

it("shows what was begun before a restart", async () => {
  replies.keep(7, "Merci, je corrige « la salle » 🙂");
  await replies.flush();
  const after = new Replies();
  await after.load();
  expect(after.of(7)).toBe("Merci, je corrige « la salle » 🙂");
});

it("hands over what is typed within the moment, and not at every key", async () => {
  await replies.load();
  for (const text of ["M", "Me", "Mer", "Merc", "Merci"]) {
    replies.keep(7, text);
    await vi.advanceTimersByTimeAsync(AFTER / 5);
  }
  expect(library.kept.get(7)).toBe("Merci");
  expect(library.writes).toBe(1);
});

it("forgets a reply that was emptied", async () => {
  library.kept.set(7, "Merci");
  await replies.load();
  replies.keep(7, "");
  await replies.flush();
  expect(library.kept.size).toBe(0);
});

it("loses nothing that was typed before the library answered, nor what it had", async () => {
  library.kept.set(7, "Merci,");
  replies.keep(7, "à jeudi");
  await replies.load();
  expect(replies.of(7)).toBe("Merci,\n\nà jeudi");
  expect(library.kept.get(7)).toBe("Merci,\n\nà jeudi");
});

it("writes nothing over what it could not read, and reads it later", async () => {
  library.kept.set(7, "Merci,");
  library.full = true;
  replies.keep(7, "à jeudi");
  expect(await replies.flush()).toBe(false);
  expect(replies.refused(7)).toBe(true);
  expect(library.writes).toBe(0);
  library.full = false;
  await vi.advanceTimersByTimeAsync(RETRY);
  expect(library.kept.get(7)).toBe("Merci,\n\nà jeudi");
  expect(replies.refused(7)).toBe(false);
});

it("says that it was refused, and offers it again until it is taken", async () => {
  await replies.load();
  library.full = true;
  replies.keep(7, "Merci");
  expect(await replies.flush()).toBe(false);
  expect(replies.refused(7)).toBe(true);
  expect(replies.of(7)).toBe("Merci");
  await vi.advanceTimersByTimeAsync(RETRY);
  expect(replies.refused(7)).toBe(true);
  library.full = false;
  await vi.advanceTimersByTimeAsync(RETRY);
  expect(library.kept.get(7)).toBe("Merci");
  expect(replies.refused(7)).toBe(false);
});

it("saves the others when one is refused", async () => {
  await replies.load();
  library.gone.add(7);
  replies.keep(7, "Merci");
  replies.keep(8, "À jeudi");
  expect(await replies.flush()).toBe(false);
  expect(library.kept.get(8)).toBe("À jeudi");
  expect([replies.refused(7), replies.refused(8)]).toEqual([true, false]);
});

it("commits what is typed while a save is under way, in order", async () => {
  await replies.load();
  let open = () => undefined as void;
  library.gate = new Promise((resolve) => (open = resolve));
  replies.keep(7, "Mer");
  const flushed = replies.flush();
  await vi.advanceTimersByTimeAsync(0);
  replies.keep(7, "Merci");
  open();
  expect(await flushed).toBe(true);
  expect(library.kept.get(7)).toBe("Merci");
});

it("does not bring back a reply that was sent", async () => {
  await replies.load();
  library.full = true;
  replies.keep(7, "Merci");
  await replies.flush();
  library.full = false;
  replies.sent(7);
  await vi.advanceTimersByTimeAsync(RETRY * 2);
  expect(replies.of(7)).toBe("");
  expect(library.kept.size).toBe(0);
  expect(await replies.flush()).toBe(true);
});

it("lets the window close when the writer gives the words up", async () => {
  await replies.load();
  library.full = true;
  replies.keep(7, "Merci");
  expect(await replies.flush()).toBe(false);
  replies.forget();
  expect(await replies.flush()).toBe(true);
});

it("sends the words of the comment that was answered, whatever is looked at meanwhile", async () => {
  await replies.load();
  replies.keep(7, "Merci");
  replies.keep(8, "À jeudi");
  let open = () => undefined as void;
  library.gate = new Promise((resolve) => (open = resolve));
  const sent: [number, string][] = [];
  const sending = replies.send(7, async (id, text) => {
    sent.push([id, text]);
    return true;
  });
  replies.keep(8, "À jeudi soir");
  open();
  expect(await sending).toBe(true);
  expect(sent).toEqual([[7, "Merci"]]);
  expect([replies.of(7), replies.of(8)]).toEqual(["", "À jeudi soir"]);
});

it("keeps the words of a reply that was refused", async () => {
  await replies.load();
  replies.keep(7, "Merci");
  expect(await replies.send(7, async () => false)).toBe(false);
  expect(replies.of(7)).toBe("Merci");
});

it("shows again the words of a reply that was taken back, and keeps what is typed", async () => {
  await replies.load();
  replies.keep(8, "Pas encore gardé");
  library.kept.set(7, "Merci");
  library.kept.set(8, "Plus ancien");
  await replies.reload();
  expect([replies.of(7), replies.of(8)]).toEqual(["Merci", "Pas encore gardé"]);
});
