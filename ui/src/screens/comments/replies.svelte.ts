/**
 * Replies begun and not sent yet, one per comment. They outlive a change of comment, of screen and
 * a restart: what somebody typed is not lost because they looked elsewhere.
 */
import { SvelteMap } from "svelte/reactivity";

import type { CommentId } from "../../ipc";

/** The part of `Storage` used here. */
type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const KEY = "billet.replies";

export class Replies {
  readonly #texts = new SvelteMap<CommentId, string>();
  readonly #shelf: Shelf | null;
  #library = "";

  constructor(shelf: Shelf | null) {
    this.#shelf = shelf;
  }

  /** Reads what was begun in this library; ids mean nothing in another one. */
  openLibrary(library: string): void {
    if (this.#library === library) return;
    this.#library = library;
    const begun = new Map(this.#read());
    for (const [id, text] of this.#texts) begun.set(id, text);
    for (const [id, text] of begun) this.#texts.set(id, text);
    this.#write();
  }

  /** What is typed for this comment; empty when nothing is. */
  of(id: CommentId): string {
    return this.#texts.get(id) ?? "";
  }

  keep(id: CommentId, text: string): void {
    if (text === "") this.#texts.delete(id);
    else this.#texts.set(id, text);
    this.#write();
  }

  #read(): [CommentId, string][] {
    try {
      const kept: unknown = JSON.parse(this.#shelf?.getItem(`${KEY}:${this.#library}`) ?? "[]");
      return Array.isArray(kept) ? kept.filter(isEntry) : [];
    } catch {
      return [];
    }
  }

  #write(): void {
    if (this.#library === "" || !this.#shelf) return;
    const key = `${KEY}:${this.#library}`;
    try {
      if (this.#texts.size === 0) this.#shelf.removeItem(key);
      else this.#shelf.setItem(key, JSON.stringify([...this.#texts]));
    } catch {
      // A full or forbidden store: the text is still in the box, and in memory.
    }
  }
}

function isEntry(value: unknown): value is [CommentId, string] {
  return Array.isArray(value) && typeof value[0] === "number" && typeof value[1] === "string";
}

/** The replies of this window. */
export const replies = new Replies(typeof localStorage === "undefined" ? null : localStorage);
