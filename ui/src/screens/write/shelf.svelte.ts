// The list of one shelf: its pages, its search, and reading it again when the library changes.

import {
  asCommandError,
  call,
  type CommandError,
  type Cursor,
  type PostRowView,
  type Shelf,
} from "../../ipc";

/** What the list shows. */
export class ShelfList {
  rows = $state.raw<PostRowView[]>([]);
  error = $state.raw<CommandError | null>(null);
  /** The first page came at least once for this shelf and search. */
  ready = $state(false);

  /** Whose rows these are. */
  shelf = $state<Shelf>("drafts");

  #query = "";
  #next: Cursor | null = null;
  #turn = 0;
  #reading = false;

  /** Another shelf, or other words to search for. */
  async show(shelf: Shelf, query: string): Promise<void> {
    if (shelf !== this.shelf) this.rows = [];
    this.shelf = shelf;
    this.#query = query;
    this.ready = false;
    await this.#read(1);
  }

  /** The library changed: as many pages as are shown are read again. */
  async refresh(): Promise<void> {
    await this.#read(Math.max(1, Math.ceil(this.rows.length / 60)));
  }

  /** A post has just left this shelf: its row goes at once. */
  drop(id: number): void {
    this.rows = this.rows.filter((row) => row.id !== id);
  }

  /** The end of the list came near. */
  async more(): Promise<void> {
    if (this.#next === null || this.#reading) return;
    const turn = this.#turn;
    this.#reading = true;
    try {
      const page = await this.#page(this.#next);
      if (turn !== this.#turn) return;
      this.rows = appended(this.rows, page.rows);
      this.#next = page.next;
    } catch (error) {
      if (turn === this.#turn) this.error = asCommandError(error);
    } finally {
      if (turn === this.#turn) this.#reading = false;
    }
  }

  // Newest wins: an answer that another question overtook is dropped.
  async #read(pages: number): Promise<void> {
    const turn = (this.#turn += 1);
    this.#reading = true;
    let rows: PostRowView[] = [];
    let next: Cursor | null = null;
    try {
      for (let i = 0; i < pages && (i === 0 || next !== null); i += 1) {
        const page: { rows: PostRowView[]; next: Cursor | null } = await this.#page(next);
        if (turn !== this.#turn) return;
        rows = appended(rows, page.rows);
        next = page.next;
      }
      this.rows = rows;
      this.#next = next;
      this.error = null;
      this.ready = true;
    } catch (error) {
      if (turn === this.#turn) this.error = asCommandError(error);
    } finally {
      if (turn === this.#turn) this.#reading = false;
    }
  }

  #page(after: Cursor | null) {
    const filter = { shelf: this.shelf, query: this.#query || null, after };
    return call("list_posts", { filter });
  }
}

/** The list on the screen. */
export const posts = new ShelfList();

/** A page put after the rows there are; a post that moved between two pages is shown once. */
export function appended<R extends { id: number }>(rows: R[], page: R[]): R[] {
  const shown = new Set(rows.map((row) => row.id));
  return [...rows, ...page.filter((row) => !shown.has(row.id))];
}
