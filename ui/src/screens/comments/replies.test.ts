import { expect, it } from "vitest";
import { Replies } from "./replies.svelte";

/** What `localStorage` does, in memory. */
function storage() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

it("keeps a reply that was begun through a restart, for its own library only", () => {
  const shelf = storage();
  const before = new Replies(shelf);
  before.openLibrary("/a");
  before.keep(7, "Merci, je corrige « la salle » 🙂");
  const after = new Replies(shelf);
  after.openLibrary("/a");
  expect(after.of(7)).toBe("Merci, je corrige « la salle » 🙂");
  const other = new Replies(shelf);
  other.openLibrary("/b");
  expect(other.of(7)).toBe("");
});

it("does not lose what was typed before the library's name was known", () => {
  const shelf = storage();
  const replies = new Replies(shelf);
  replies.keep(7, "Merci");
  replies.openLibrary("/a");
  expect(replies.of(7)).toBe("Merci");
  expect([...shelf.kept.values()]).toEqual(['[[7,"Merci"]]']);
});

it("forgets a reply that was sent", () => {
  const shelf = storage();
  const replies = new Replies(shelf);
  replies.openLibrary("/a");
  replies.keep(7, "Merci");
  replies.keep(7, "");
  expect(replies.of(7)).toBe("");
  expect(shelf.kept.size).toBe(0);
});

it("goes on in memory when nothing can be stored", () => {
  const full = () => {
    throw new Error("full");
  };
  const replies = new Replies({ getItem: () => "{", setItem: full, removeItem: full });
  replies.openLibrary("/a");
  replies.keep(7, "Merci");
  expect(replies.of(7)).toBe("Merci");
});
