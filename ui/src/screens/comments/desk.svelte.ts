/**
 * The state of the comment desk: which comments are listed, which is looked at, which are ticked,
 * and what was decided. It asks the core and holds no words: the screen says what happened.
 */
import {
  asCommandError,
  call,
  type BlogId,
  type CommandError,
  type CommentDetail,
  type CommentFilter,
  type CommentId,
  type CommentRowView,
  type Cursor,
  type Decision,
} from "../../ipc";
import { filterOf, readPages, withPage } from "./pages";
import * as choose from "./selection";
import { concerned, leadsTo, leavesShelf, leavesWaiting, type ShelfStatus } from "./decisions";
import type { Told } from "./told";

export class Desk {
  shelf = $state<ShelfStatus>("pending");
  blog = $state<BlogId | null>(null);
  query = $state("");
  rows = $state.raw<CommentRowView[]>([]);
  /** The first page came: an empty list is really empty. */
  ready = $state(false);
  more = $state.raw<Cursor | null>(null);
  selection = $state.raw(choose.NOTHING);
  /** The row looked at. It stays when somebody else takes it off the list, so that no key meant
      for it falls on another. */
  current = $state.raw<CommentRowView | null>(null);
  detail = $state.raw<CommentDetail | null>(null);
  failure = $state.raw<CommandError | null>(null);

  #strokes = $state.raw<readonly { stroke: string; ids: CommentId[] }[]>([]);

  readonly shown = $derived(this.rows.map((row) => row.id));
  readonly currentId = $derived(this.current?.id ?? null);
  readonly canUndo = $derived(this.#strokes.length > 0);
  readonly position = $derived(this.currentId === null ? -1 : this.shown.indexOf(this.currentId));
  /** What a decision is about: the ticked rows, else the current one. */
  readonly targets = $derived.by(() => {
    const ticked = this.rows.filter((row) => this.selection.ids.has(row.id));
    if (ticked.length > 0) return ticked;
    return this.current ? [this.current] : [];
  });

  readonly #tell: (told: Told) => void;
  readonly #leaving = new Set<CommentId>();
  #place = 0;
  #turn = 0;
  #reading: Promise<void> | null = null;
  #again: Promise<void> | null = null;

  constructor(tell: (told: Told) => void) {
    this.#tell = tell;
  }

  /** Shows a shelf from its top. */
  async show(shelf: ShelfStatus, blog: BlogId | null, query = ""): Promise<void> {
    this.shelf = shelf;
    this.blog = blog;
    this.query = query;
    this.failure = null;
    await this.#fromTop();
  }

  /** Searches in the shelf shown. */
  async search(query: string): Promise<void> {
    this.query = query;
    await this.#fromTop();
  }

  /** Reads again what is shown. Resolves after a reading that began after this call. */
  refresh(): Promise<void> {
    if (!this.#reading) return this.#start();
    this.#again ??= this.#reading.then(() => {
      this.#again = null;
      return this.#start();
    });
    return this.#again;
  }

  /** Reads the next page. */
  async readMore(): Promise<void> {
    const after = this.more;
    if (!after || this.#reading) return;
    const turn = this.#turn;
    try {
      const page = await call("list_comments", { filter: this.#filter(after) });
      if (turn !== this.#turn || this.more !== after) return;
      this.rows = withPage(this.rows, page.rows);
      this.more = page.next;
    } catch (error) {
      this.failure = asCommandError(error);
    }
  }

  /** Looks at a row. */
  look(id: CommentId): void {
    const row = this.rows.find((r) => r.id === id);
    if (row) this.#setCurrent(row);
  }

  /** One row up or down; `reach` also ticks on the way. */
  step(step: 1 | -1, reach: boolean): void {
    const from = this.currentId;
    const to = choose.neighbour(this.shown, from, this.#place, step);
    if (to === null) return;
    if (reach) this.selection = choose.reach(this.selection, this.shown, from, to);
    this.look(to);
    if (this.shown.at(-1) === to) void this.readMore();
  }

  toggle(id: CommentId): void {
    this.selection = choose.toggle(this.selection, id);
  }

  reachTo(id: CommentId): void {
    this.selection = choose.reach(this.selection, this.shown, this.currentId, id);
  }

  selectAll(): void {
    this.selection = choose.everything(this.shown);
  }

  clearSelection(): void {
    this.selection = choose.NOTHING;
  }

  /** Decides on the ticked rows, else on the current one. The list shows it at once. */
  async decide(decision: Decision): Promise<void> {
    const targets = this.targets;
    if (leavesWaiting(decision, targets)) return this.#leaveWaiting();
    const ids = concerned(decision, targets);
    if (ids.length === 0) return;
    const before = this.current;
    this.failure = null;
    this.#apply(ids, decision);
    try {
      const stroke = await call("decide", { ids, decision });
      this.#strokes = [...this.#strokes, { stroke: stroke.stroke, ids }];
      this.#tell({ what: "decided", decision, ...stroke });
      await this.refresh();
      this.#stay(ids);
    } catch (error) {
      await this.#rollBack(ids, before, error);
    }
  }

  /** Takes back the last decision, as far as it has not left. */
  async undo(): Promise<void> {
    const last = this.#strokes.at(-1);
    if (!last) return this.#tell({ what: "nothing-to-undo" });
    this.#strokes = this.#strokes.slice(0, -1);
    try {
      const { undone, tooLate } = await call("undo_stroke", { stroke: last.stroke });
      this.#stay(last.ids);
      await this.refresh();
      const back = last.ids.find((id) => this.shown.includes(id));
      if (undone > 0 && back !== undefined) this.look(back);
      this.#tell({ what: "undone", undone, tooLate });
    } catch (error) {
      this.#strokes = [...this.#strokes, last];
      this.failure = asCommandError(error);
    }
  }

  /** Answers the current comment; whether the core took it. An answer to a waiting one approves it. */
  async reply(id: CommentId, text: string): Promise<boolean> {
    const row = this.current?.id === id ? this.current : this.rows.find((r) => r.id === id);
    const approved = row?.status === "pending";
    this.failure = null;
    try {
      await call("reply", { id, text });
    } catch (error) {
      this.failure = asCommandError(error);
      return false;
    }
    if (approved) this.#apply([id], "approve");
    this.#tell({ what: "replied", approved });
    await this.refresh();
    this.#stay([id]);
    return true;
  }

  #leaveWaiting(): void {
    this.clearSelection();
    this.step(1, false);
    this.#tell({ what: "left-waiting" });
  }

  /** Shows a decision before the core has answered. */
  #apply(ids: readonly CommentId[], decision: Decision): void {
    const status = leadsTo(decision);
    const decided = new Set(ids);
    const wasCurrent = this.currentId !== null && decided.has(this.currentId);
    const old = this.shown;
    if (leavesShelf(this.shelf, status)) {
      for (const id of ids) this.#leaving.add(id);
      this.rows = this.rows.filter((row) => !decided.has(row.id));
      if (wasCurrent) this.#lookOrNone(choose.afterLeaving(old, this.currentId, decided));
    } else {
      this.rows = this.rows.map((row) => (decided.has(row.id) ? { ...row, status } : row));
      if (wasCurrent) this.#lookOrNone(choose.neighbour(old, this.currentId, this.#place, 1));
    }
    this.clearSelection();
  }

  async #rollBack(ids: CommentId[], before: CommentRowView | null, error: unknown): Promise<void> {
    this.#stay(ids);
    await this.refresh();
    if (before) this.look(before.id);
    this.failure = asCommandError(error);
  }

  #stay(ids: readonly CommentId[]): void {
    for (const id of ids) this.#leaving.delete(id);
  }

  async #fromTop(): Promise<void> {
    this.#turn += 1;
    this.rows = [];
    this.more = null;
    this.ready = false;
    this.current = null;
    this.detail = null;
    this.#place = 0;
    this.clearSelection();
    this.#again = null;
    await this.#start();
  }

  #start(): Promise<void> {
    const reading = this.#read().finally(() => {
      if (this.#reading === reading) this.#reading = null;
    });
    this.#reading = reading;
    return reading;
  }

  async #read(): Promise<void> {
    const turn = this.#turn;
    const wanted = this.rows.length;
    try {
      const read = await readPages(
        (after) => this.#filter(after),
        wanted,
        () => turn === this.#turn,
      );
      if (read) this.#take(read.rows, read.next);
    } catch (error) {
      if (turn === this.#turn) this.failure = asCommandError(error);
    }
  }

  #take(read: readonly CommentRowView[], next: Cursor | null): void {
    const rows = read.filter((row) => !this.#leaving.has(row.id));
    this.rows = rows;
    this.more = next;
    this.ready = true;
    this.selection = choose.onlyShown(this.selection, this.shown);
    const same = rows.find((row) => row.id === this.currentId);
    if (same) this.#setCurrent(same, true);
    else if (this.current) void this.#open(this.current.id);
    else this.#lookOrNone(this.shown[0] ?? null);
  }

  #lookOrNone(id: CommentId | null): void {
    const row = this.rows.find((r) => r.id === id) ?? null;
    if (row) return this.#setCurrent(row);
    this.current = null;
    this.detail = null;
  }

  #setCurrent(row: CommentRowView, again = false): void {
    const other = row.id !== this.currentId;
    this.current = row;
    this.#place = Math.max(0, this.shown.indexOf(row.id));
    if (other) {
      this.detail = null;
      this.failure = null;
    }
    if (other || again) void this.#open(row.id);
  }

  async #open(id: CommentId): Promise<void> {
    try {
      const detail = await call("get_comment", { id });
      if (this.currentId !== id) return;
      this.detail = detail;
      this.#follow(detail);
    } catch (error) {
      if (this.currentId !== id) return;
      const failure = asCommandError(error);
      // Deleted on the blog meanwhile: the screen says so in its place.
      if (failure.code === "not_found") this.detail = null;
      this.failure = failure;
    }
  }

  /** A comment that left the list says what became of it. */
  #follow(detail: CommentDetail): void {
    const status = detail.thread.find((c) => c.id === detail.id)?.status;
    if (this.current && status && this.position < 0) this.current = { ...this.current, status };
  }

  #filter(after: Cursor | null): CommentFilter {
    return filterOf(this.shelf, this.blog, this.query, after);
  }
}
