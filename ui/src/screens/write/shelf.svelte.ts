// The list of one shelf: how many posts it has, those of its pages that were asked for, its search, and
// reading it again when the library changes.

import {
  asCommandError,
  call,
  type CommandError,
  type MonthView,
  type PostFilter,
  type PostRowView,
  type RowPlace,
  type Shelf,
} from "../../ipc";
import { chooseOrder, chosenOrder, type PostOrder } from "./orders";

/** What a list is narrowed to; null does not restrict. */
export type Narrowed = {
  blog: number | null;
  tag: string | null;
  month: Pick<MonthView, "from" | "until"> | null;
};

export const EVERYTHING: Narrowed = { blog: null, tag: null, month: null };

/** Rows of a page, as the core reads them. */
export const PAGE = 60;

/** Whether a list leaves anything out. */
export function isNarrowed({ blog, tag, month }: Narrowed): boolean {
  return blog !== null || tag !== null || month !== null;
}

type Pages = ReadonlyMap<number, readonly PostRowView[]>;

/** What the list shows. */
export class ShelfList {
  /** How many posts it has, as far as that is known yet. */
  count = $state(0);
  error = $state.raw<CommandError | null>(null);
  /** The first page came at least once for this shelf and search. */
  ready = $state(false);

  /** Counts the lists that were begun: another shelf, search or order. */
  begun = $state(0);

  /** Whose rows these are. */
  shelf = $state<Shelf>("drafts");

  /** What they are narrowed to. */
  narrowed = $state.raw<Narrowed>(EVERYTHING);

  /** The order they stand in. */
  order = $state<PostOrder>(chosenOrder());

  #pages = $state.raw<Pages>(new Map());
  #ends: readonly RowPlace[] = [];
  #query = "";
  #turn = 0;
  #asked = new Map<number, Promise<void>>();
  #seen: readonly [number, number] = [0, 0];

  /** The row at this place; null while it is not read yet. */
  at(index: number): PostRowView | null {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null;
  }

  /** Where a post stands, among those that are read; -1 for none. */
  place(id: number | null): number {
    for (const [page, rows] of this.#pages) {
      const at = rows.findIndex((row) => row.id === id);
      if (at >= 0) return page * PAGE + at;
    }
    return -1;
  }

  /** Another shelf, or other words to search for. */
  async show(shelf: Shelf, query: string): Promise<void> {
    if (shelf !== this.shelf) {
      this.#pages = new Map();
      this.count = 0;
      this.narrowed = EVERYTHING;
    }
    this.shelf = shelf;
    this.#query = query;
    await this.#begin();
  }

  /** Fewer posts, or more. */
  async narrow(narrowed: Narrowed): Promise<void> {
    this.narrowed = narrowed;
    await this.#begin();
  }

  /** Another order. */
  async sort(order: PostOrder): Promise<void> {
    this.order = order;
    chooseOrder(order);
    await this.#begin();
  }

  /** The library changed: what is on the screen is read again. */
  async refresh(): Promise<void> {
    await this.#read(this.#onScreen());
  }

  /** Rows from `from` to before `to` are on the screen: those that are missing are read. Done when
   * they are there, or could not be read. */
  async want(from: number, to: number): Promise<void> {
    this.#seen = [from, to];
    const pages = this.#onScreen().filter((page) => !this.#pages.has(page));
    for (const page of pages) {
      if (this.#asked.has(page) || !this.#reachable(page)) continue;
      this.#asked.set(page, this.#more(page));
    }
    await Promise.all(pages.map((page) => this.#asked.get(page)));
  }

  /** A post has just left this shelf: its row goes at once, and the read ones behind move up. */
  drop(id: number): void {
    const at = this.place(id);
    if (at < 0) return;
    const pages = new Map(this.#pages);
    let page = Math.floor(at / PAGE);
    let rows = (pages.get(page) ?? []).filter((row) => row.id !== id);
    for (let next = pages.get(page + 1); next; next = pages.get(page + 1)) {
      pages.set(page, [...rows, ...next.slice(0, 1)]);
      rows = next.slice(1);
      page += 1;
    }
    pages.set(page, rows);
    this.#pages = pages;
    this.count -= 1;
  }

  async #more(page: number): Promise<void> {
    const turn = this.#turn;
    try {
      const { rows } = await this.#page(page, this.#ends);
      if (turn === this.#turn) this.#pages = new Map([...this.#pages, [page, rows]]);
    } catch (error) {
      if (turn === this.#turn) this.error = asCommandError(error);
    } finally {
      if (turn === this.#turn) this.#asked.delete(page);
    }
  }

  async #begin(): Promise<void> {
    this.ready = false;
    this.begun += 1;
    this.#seen = [0, 0];
    this.#ends = [];
    await this.#read([0]);
  }

  // Newest wins: an answer that another question overtook is dropped.
  async #read(pages: number[]): Promise<void> {
    const turn = (this.#turn += 1);
    this.#asked.clear();
    try {
      const first = await this.#page(0, []);
      if (turn !== this.#turn) return;
      const places = await this.#places(first, pages);
      if (turn !== this.#turn) return;
      const wanted = pages.filter((page) => page > 0 && page <= places.ends.length);
      const rest = await Promise.all(wanted.map((page) => this.#page(page, places.ends)));
      if (turn !== this.#turn) return;
      this.#pages = new Map([first, ...rest].map((page) => [page.number, page.rows] as const));
      this.#ends = places.ends;
      this.count = places.posts;
      this.error = null;
      this.ready = true;
    } catch (error) {
      if (turn === this.#turn) this.error = asCommandError(error);
      return;
    }
    await this.#further(turn);
  }

  // The first page is shown before it is known how many there are.
  async #places(
    first: Page,
    pages: number[],
  ): Promise<{ posts: number; ends: readonly RowPlace[] }> {
    const { rows, next } = first;
    if (next === null) return { posts: rows.length, ends: [] };
    if (pages.some((page) => page > 0)) return call("post_places", { filter: this.#filter(null) });
    if (this.#ends.length > 0) return { posts: this.count, ends: this.#ends };
    return { posts: rows.length, ends: [next] };
  }

  async #further(turn: number): Promise<void> {
    if (this.#ends.length === 0) return;
    try {
      const places = await call("post_places", { filter: this.#filter(null) });
      if (turn !== this.#turn) return;
      this.#ends = places.ends;
      this.count = places.posts;
      await this.want(...this.#seen);
    } catch (error) {
      if (turn === this.#turn) this.error = asCommandError(error);
    }
  }

  #onScreen(): number[] {
    const [from, to] = this.#seen;
    const first = Math.floor(from / PAGE);
    const last = Math.floor(Math.max(from, to - 1) / PAGE);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  }

  #reachable(page: number): boolean {
    return page === 0 ? this.ready : page <= this.#ends.length;
  }

  async #page(number: number, ends: readonly RowPlace[]): Promise<Page> {
    const after = ends[number - 1] ?? null;
    return { number, ...(await call("list_posts", { filter: this.#filter(after) })) };
  }

  #filter(after: RowPlace | null): PostFilter {
    const { blog, tag, month } = this.narrowed;
    return {
      shelf: this.shelf,
      query: this.#query || null,
      blog,
      tag,
      from: month?.from ?? null,
      until: month?.until ?? null,
      order: this.order,
      after,
      most: null,
    };
  }
}

type Page = { number: number; rows: PostRowView[]; next: RowPlace | null };

/** The list on the screen. */
export const posts = new ShelfList();
