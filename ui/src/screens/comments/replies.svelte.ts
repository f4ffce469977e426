/**
 * Replies begun and not sent yet, one per comment. They live in the library, so that they outlive a
 * change of comment, of screen and a restart. Here they are at once what was typed; the library has
 * them a moment later, and what it refused is offered again until it is taken.
 */
import { SvelteMap } from "svelte/reactivity";

import { call, type CommentId } from "../../ipc";

/** What is typed is offered to the library so many milliseconds after the first key. */
export const AFTER = 400;

/** What was refused is offered again after so many milliseconds. */
export const RETRY = 3000;

export class Replies {
  readonly #texts = new SvelteMap<CommentId, string>();
  /** Those the library refused last time. */
  readonly #refused = new SvelteMap<CommentId, true>();
  /** Those the library does not have as they stand here. */
  readonly #unsaved = new Set<CommentId>();
  #loaded = false;
  #pass: Promise<boolean> | null = null;
  #timer: { due: number; id: ReturnType<typeof setTimeout> } | null = null;

  /** Reads what was begun, once; tries again by itself until it is read. */
  async load(): Promise<void> {
    await this.flush();
  }

  /** What is typed for this comment; empty when nothing is. */
  of(id: CommentId): string {
    return this.#texts.get(id) ?? "";
  }

  /** The library did not take it the last time: to be said. */
  refused(id: CommentId): boolean {
    return this.#refused.has(id);
  }

  /** Takes what is typed; an empty text is forgotten. */
  keep(id: CommentId, text: string): void {
    if (text === "") this.#texts.delete(id);
    else this.#texts.set(id, text);
    this.#unsaved.add(id);
    this.#later(AFTER);
  }

  /** The reply was sent, and the library forgot it by itself. */
  sent(id: CommentId): void {
    this.#texts.delete(id);
    this.#given(id);
  }

  /** Sends the reply to this comment with `send`, which says whether the library took it, and forgets
   * it then. The words are read once, before anything is awaited: another comment may be looked at by
   * the time they go. */
  async send(
    id: CommentId,
    send: (id: CommentId, text: string) => Promise<boolean>,
  ): Promise<boolean> {
    const text = this.of(id);
    // Nothing of it may still be on its way to the library when that forgets the reply.
    await this.flush();
    if (!(await send(id, text))) return false;
    this.sent(id);
    return true;
  }

  /** Reads again what the library has, which got words back that were not sent. What is typed here
   * and not saved yet stays. */
  async reload(): Promise<void> {
    try {
      for (const { id, text } of await call("begun_replies", {})) {
        if (!this.#unsaved.has(id)) this.#texts.set(id, text);
      }
    } catch {
      // The library has them; the next start shows them.
    }
  }

  /** Commits now. True when the library has everything. */
  async flush(): Promise<boolean> {
    do {
      if (!(await this.#save())) return false;
    } while (this.#unsaved.size > 0);
    return true;
  }

  /** Gives up what could not be saved, because the writer said so. */
  forget(): void {
    for (const id of [...this.#unsaved]) this.#given(id);
    this.#noTimer();
  }

  /** Offers what is unsaved. One pass at a time, so that an older text never lands on a newer. */
  #save(): Promise<boolean> {
    this.#pass ??= this.#offer().finally(() => (this.#pass = null));
    return this.#pass;
  }

  async #offer(): Promise<boolean> {
    this.#noTimer();
    if (!(await this.#read())) {
      this.#later(RETRY);
      return this.#unsaved.size === 0;
    }
    let taken = true;
    for (const id of [...this.#unsaved]) taken = (await this.#give(id)) && taken;
    if (!taken) this.#later(RETRY);
    return taken;
  }

  async #give(id: CommentId): Promise<boolean> {
    // Typed during the call: unsaved again.
    this.#unsaved.delete(id);
    try {
      await call("keep_reply", { id, text: this.of(id) });
      this.#refused.delete(id);
      return true;
    } catch {
      this.#unsaved.add(id);
      this.#refused.set(id, true);
      return false;
    }
  }

  /** Nothing is written before what was begun is known: it could be written over. */
  async #read(): Promise<boolean> {
    if (this.#loaded) return true;
    try {
      for (const { id, text } of await call("begun_replies", {})) this.#join(id, text);
      this.#loaded = true;
      return true;
    } catch {
      for (const id of this.#unsaved) this.#refused.set(id, true);
      return false;
    }
  }

  /** Somebody may have typed before the library answered: both texts stay. */
  #join(id: CommentId, begun: string): void {
    const typed = this.of(id);
    this.#texts.set(id, typed === "" ? begun : `${begun}\n\n${typed}`);
  }

  #given(id: CommentId): void {
    this.#unsaved.delete(id);
    this.#refused.delete(id);
  }

  #later(ms: number): void {
    const due = Date.now() + ms;
    if (this.#timer && this.#timer.due <= due) return;
    this.#noTimer();
    this.#timer = { due, id: setTimeout(() => void this.#save(), ms) };
  }

  #noTimer(): void {
    if (this.#timer) clearTimeout(this.#timer.id);
    this.#timer = null;
  }
}

/** The replies of this window. */
export const replies = new Replies();
