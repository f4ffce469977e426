// The list of one shelf: its pages, its search, and reading it again when the library changes.

import {
  asCommandError,
  call,
  type CommandError,
  type Cursor,
  type MonthView,
  type PostRowView,
  type Shelf,
} from "../../ipc";

/** What a list is narrowed to; null does not restrict. */
export type Narrowed = {
  blog: number | null;
  tag: string | null;
  month: Pick<MonthView, "from" | "until"> | null;
};

export const EVERYTHING: Narrowed = { blog: null, tag: null, month: null };

/** Whether a list leaves anything out. */
export function isNarrowed({ blog, tag, month }: Narrowed): boolean {
  return blog !== null || tag !== null || month !== null;
}

/** What the list shows. */
export class ShelfList {
  rows = $state.raw<PostRowView[]>([]);
  error = $state.raw<CommandError | null>(null);
  /** The first page came at least once for this shelf and search. */
  ready = $state(false);

  /** Whose rows these are. */
  shelf = $state<Shelf>("drafts");

  /** What they are narrowed to. */
  narrowed = $state.raw<Narrowed>(EVERYTHING);

  #query = "";
  #next: Cursor | null = null;
  #turn = 0;
  #reading = false;

  /** Another shelf, or other words to search for. */
  async show(shelf: Shelf, query: string): Promise<void> {
    if (shelf !== this.shelf) this.rows = [];
    if (shelf !== this.shelf) this.narrowed = EVERYTHING;
    this.shelf = shelf;
    this.#query = query;
    this.ready = false;
    await this.#read(1);
  }

  /** Fewer posts, or more. */
  async narrow(narrowed: Narrowed): Promise<void> {
    this.narrowed = narrowed;
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
    const { blog, tag, month } = this.narrowed;
    const filter = {
      shelf: this.shelf,
      query: this.#query || null,
      blog,
      tag,
      from: month?.from ?? null,
      until: month?.until ?? null,
      after,
    };
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
